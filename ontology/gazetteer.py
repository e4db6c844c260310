"""The files of regions and development zones, read row by row and checked.

`ontology.regions` finds its way in what is read here.
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from ontology.errors import InvalidVocabulary

Level = Literal["national", "provincial", "municipal", "county", "zone"]

NATIONAL: Final = "100000"

_LEVELS: Final = ("national", "provincial", "municipal", "county")
_COLUMNS: Final = ["code", "name", "short", "level", "parent", "latitude", "longitude"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region, or a development zone (level "zone")."""

    code: str
    """GB/T 2260, six digits; a zone: that of its owner, "-" and two letters (370400-gx)."""
    name: str
    """Full official name: 淄博市."""
    short: str
    """What it is called for short: 淄博; the full name where there is no shorter one."""
    level: Level
    parent: str
    """Code of the region that it lies in; "" for the whole country."""
    latitude: float | None
    """Degrees north of its seat, None where it is not known."""
    longitude: float | None

    def __hash__(self) -> int:
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """A kind of development zone."""

    kind: str
    """Two letters, the end of the zone's code."""
    name: str
    """Official name with {short} for the short name of the owner."""
    owner: Literal["provincial", "municipal"]
    """Level of the region that has one, where the text names none."""
    forms: tuple[str, ...]
    """How such zones are called, the short form first."""


def read_regions(path: Path) -> tuple[Region, ...]:
    """The regions of a file, by code. Raises InvalidVocabulary."""
    regions: dict[str, Region] = {}
    previous = ""
    for line, row in _rows(path, _COLUMNS):
        region = _region(path, line, row)
        if region.code <= previous:
            raise _broken(path, line, f"code {region.code} is not above {previous}: sort the file")
        if region.parent not in regions and region.code != NATIONAL:
            raise _broken(path, line, f"parent {region.parent!r} has no row above")
        regions[region.code] = region
        previous = region.code
    return tuple(regions.values())


def read_former(path: Path, regions: Collection[Region]) -> tuple[Region, ...]:
    """The regions and names of a file that are no more, by code. Raises InvalidVocabulary.

    A code of today's stands for a former name of the same region.
    """
    known = {region.code for region in regions}
    former: list[Region] = []
    for line, row in _rows(path, _COLUMNS):
        region = _region(path, line, row)
        if former and region.code <= former[-1].code:
            raise _broken(path, line, f"code {region.code} is not above {former[-1].code}: sort")
        if region.parent not in known and all(region.parent != each.code for each in former):
            raise _broken(
                path, line, f"parent {region.parent!r} has no row above and is not today's"
            )
        former.append(region)
    return tuple(former)


def read_ambiguous(path: Path, known: Collection[str]) -> tuple[str, ...]:
    """The forms that are ordinary words too. Raises InvalidVocabulary."""
    forms: list[str] = []
    for line, (form, meaning) in _rows(path, ["form", "meaning"]):
        if form not in known:
            raise _broken(path, line, f"no region is called {form!r}")
        if not meaning:
            raise _broken(path, line, f"{form} has no meaning: say what the word means")
        if forms and form <= forms[-1]:
            raise _broken(path, line, f"{form} is not above {forms[-1]}: sort the file")
        forms.append(form)
    return tuple(forms)


def read_zones(path: Path) -> tuple[ZoneKind, ...]:
    """The kinds of development zone. Raises InvalidVocabulary."""
    kinds: list[ZoneKind] = []
    seen: set[str] = set()
    for line, (kind, name, owner, listed) in _rows(path, ["kind", "name", "owner", "forms"]):
        forms = tuple(listed.split("|"))
        if not re.fullmatch("[a-z]{2}", kind) or any(kind == each.kind for each in kinds):
            raise _broken(path, line, f"kind {kind!r} is not two small letters of its own")
        if name.count("{short}") != 1:
            raise _broken(path, line, f"name {name!r} needs {{short}} once")
        if owner not in {"provincial", "municipal"}:
            raise _broken(path, line, f"owner {owner!r} is neither provincial nor municipal")
        if "" in forms or seen.intersection(forms):
            raise _broken(path, line, f"forms {listed!r} are empty or listed before")
        seen.update(forms)
        kinds.append(ZoneKind(kind, name, cast(Literal["provincial", "municipal"], owner), forms))
    return tuple(kinds)


def _region(path: Path, line: int, row: list[str]) -> Region:
    code, name, short, level, parent, latitude, longitude = row
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise _broken(path, line, f"code {code!r} is not six digits")
    if not name or len(short) < 2 or not name.startswith(short):
        raise _broken(path, line, f"short {short!r} does not begin the name {name!r}")
    if level not in _LEVELS:
        raise _broken(path, line, f"level {level!r} is none of {', '.join(_LEVELS)}")
    if bool(latitude) != bool(longitude):
        raise _broken(path, line, "latitude and longitude: give both or neither")
    north = _degrees(path, line, latitude, 3, 54)
    east = _degrees(path, line, longitude, 73, 136)
    return Region(code, name, short, cast(Level, level), parent, north, east)


def _degrees(path: Path, line: int, degrees: str, least: int, most: int) -> float | None:
    """Degrees within the country's bounds, None for an empty field."""
    if not degrees:
        return None
    try:
        number = float(degrees)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        raise _broken(path, line, f"{degrees!r} is not between {least} and {most} degrees")
    return number


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            for row in rows:
                if rows.line_num == 1 and row != columns:
                    raise _broken(path, 1, f"the columns are not {','.join(columns)}")
                if len(row) != len(columns):
                    raise _broken(path, rows.line_num, f"{len(row)} fields for {len(columns)}")
                if rows.line_num > 1:
                    yield rows.line_num, row
            if rows.line_num == 0:
                raise InvalidVocabulary(f"{path.name}: is empty; its columns: {','.join(columns)}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidVocabulary(f"{path.name}: cannot be read: {error}") from error


def _broken(path: Path, line: int, cause: str) -> InvalidVocabulary:
    return InvalidVocabulary(f"{path.name}, line {line}: {cause}")
