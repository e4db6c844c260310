"""Regions of China by GB/T 2260 code, the forms they are named by, and their development zones.

A lower floor than any extraction: it reads `vocabulary/regions.csv`, `regions-former.csv`,
`ambiguous_forms.csv` and `zones.csv`, and settles which region a form means to a reader at home
somewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ontology.gazetteer import (
    NATIONAL,
    Region,
    ZoneKind,
    read_ambiguous,
    read_former,
    read_regions,
    read_zones,
)

__all__ = ["NATIONAL", "Region", "Regions", "load_regions"]

VOCABULARY: Final = Path(__file__).parent / "vocabulary"
_AUTONOMOUS: Final = ("自治州", "自治县", "自治旗")
_CITY: Final = frozenset(("市", "本市", "我市", "全市"))
_GRADES: Final = ("国家级", "省级", "国家")


class Regions:
    """All regions, found by code and by form. Not for building: call `load_regions`."""

    __slots__ = (
        "_ambiguous",
        "_ancestors",
        "_by_code",
        "_children",
        "_former",
        "_former_forms",
        "_forms",
        "_forms_by_begin",
        "_tail_forms",
        "_tails",
        "_within",
        "_zones",
    )

    def __init__(
        self,
        regions: Iterable[Region],
        ambiguous: Iterable[str],
        zones: Iterable[ZoneKind],
        former: Iterable[Region] = (),
    ) -> None:
        self._by_code = {region.code: region for region in regions}
        self._ambiguous = frozenset(ambiguous)
        self._zones = {zone.kind: zone for zone in zones}
        tails = [(form, zone) for zone in self._zones.values() for form in zone.forms]
        self._tails = tuple(sorted(tails, key=lambda tail: (-len(tail[0]), tail[0])))
        self._tail_forms = tuple(form for form, _ in self._tails)
        children: dict[str, list[Region]] = {}
        for region in self._by_code.values():
            children.setdefault(region.parent, []).append(region)
        self._ancestors: dict[str, tuple[Region, ...]] = {}
        self._within: dict[str, frozenset[str]] = {}
        self._children = {code: tuple(found) for code, found in children.items()}
        earlier = tuple(former)
        self._former_forms = _forms_of(earlier)
        today = _forms_of(self._by_code.values())
        self._forms = MappingProxyType({**self._former_forms, **today})
        self._forms_by_begin: dict[str, list[str]] = {}
        for form in sorted(self._forms, key=len, reverse=True):
            self._forms_by_begin.setdefault(form[:2], []).append(form)
        self._former = {each.code: each for each in earlier if each.code not in self._by_code}

    def __iter__(self) -> Iterator[Region]:
        """All regions of today by code; no zones."""
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Region:
        """The region or zone with this code. Raises KeyError if there is none."""
        if found := self._by_code.get(code):
            return found
        owner, dash, kind = code.partition("-")
        return _zone_of(self.get(owner), self._zones[kind]) if dash else self._former[code]

    def named(self, form: str) -> tuple[Region, ...]:
        """All regions with this full or short name, by code; () if there is none."""
        return tuple(self.get(code) for code in self._forms.get(form, ()))

    def opening(self, text: str) -> Region | None:
        """The region whose full name, of three characters at least, opens the text."""
        for form in self._forms_by_begin.get(text[:2], ()):
            if len(form) > 2 and text.startswith(form):
                for region in self.named(form):
                    if region.name == form:
                        return region
        return None

    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Every form that a region is named by, with the codes of all that it may mean."""
        return self._forms

    def is_ambiguous(self, form: str) -> bool:
        """Whether the form is also an ordinary word (和平, 城区): alone it names no region."""
        return form in self._ambiguous

    def children(self, code: str) -> tuple[Region, ...]:
        """The regions directly in this one, by code; no zones."""
        return self._children.get(code, ())

    def ancestors(self, code: str) -> tuple[Region, ...]:
        """The regions that it lies in, nearest first. Raises KeyError for an unknown code."""
        known = self._ancestors.get(code)
        if known is None:
            parent = self.get(code).parent
            known = (self.get(parent), *self.ancestors(parent)) if parent else ()
            self._ancestors[code] = known
        return known

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether the region is the other one or lies in it."""
        known = self._within.get(code)
        if known is None:
            known = frozenset((code, *(region.code for region in self.ancestors(code))))
            self._within[code] = known
        return ancestor in known

    def resolve(self, form: str, home: Region) -> Region | None:
        """The region that a form means in a report of `home`; None if that stays open.

        Home itself comes first, then what lies in it, then in its wider and wider surroundings;
        the nearest surroundings that know the form decide, today's names before former ones. Of
        several there, one that contains the others is meant; in the country at large, the only
        province or, unless the form is an ordinary word, the only city of that name.
        """
        if form not in self._forms:
            return None
        candidates = self.named(form)
        former = tuple(self.get(code) for code in self._former_forms.get(form, ()))
        if home in candidates:
            return home
        for around in (home, *self.ancestors(home.code)):
            if around in candidates:
                return around
            for named in (candidates, former):
                inside = [each for each in named if self.is_within(each.code, around.code)]
                if inside:
                    return self._widest(form, inside)
        return None

    def zone(self, form: str, home: Region) -> Region | None:
        """The development zone that a form means in a report of `home`; None if it is none.

        A bare kind (高新区, 市高新区) is that of home's city or province; a form with a region in
        front (济南经开区) is that region's. A bare 新区 or 开发区 names none, and a district that
        is called so (浦东新区) is a region.
        """
        if form in self._forms or not form.endswith(self._tail_forms):
            return None
        for tail, kind in self._tails:
            if form.endswith(tail):
                owner = self._owner(form[: -len(tail)], kind, home)
                return None if owner is None else _zone_of(owner, kind)
        return None

    def _widest(self, form: str, candidates: list[Region]) -> Region | None:
        if len(candidates) == 1:
            return candidates[0]
        for each in candidates:
            if all(self.is_within(other.code, each.code) for other in candidates):
                return each
        for level in ("provincial", "municipal"):
            same = [each for each in candidates if each.level == level]
            if same and (level == "provincial" or not self.is_ambiguous(form)):
                return same[0] if len(same) == 1 else None
        return None

    def _owner(self, prefix: str, kind: ZoneKind, home: Region) -> Region | None:
        framed = re.fullmatch(r"中国[（(](.+)[）)]", prefix)
        name = framed[1] if framed else prefix
        for grade in _GRADES:
            name = name.removesuffix(grade)
        if name and name not in _CITY:
            return self.resolve(name, home)
        if not name and kind.kind in {"xq", "kf"}:
            return None
        return _owner_around((home, *self.ancestors(home.code)), kind.owner)


@cache
def load_regions() -> Regions:
    """All regions of the vocabulary. Raises InvalidVocabulary, naming file, line and cause."""
    regions = read_regions(VOCABULARY / "regions.csv")
    former = read_former(VOCABULARY / "regions-former.csv", regions)
    known = {form for region in (*regions, *former) for form in (region.name, region.short)}
    ambiguous = read_ambiguous(VOCABULARY / "ambiguous_forms.csv", known)
    return Regions(regions, ambiguous, read_zones(VOCABULARY / "zones.csv"), former)


def _forms_of(regions: Iterable[Region]) -> dict[str, tuple[str, ...]]:
    """Every form with the codes of the regions that bear it."""
    forms: dict[str, tuple[str, ...]] = {"中华人民共和国": (NATIONAL,)}
    for region in regions:
        name, short = region.name, region.short
        forms[name] = (*forms.get(name, ()), region.code)
        if short != name:
            forms[short] = (*forms.get(short, ()), region.code)
            if name.endswith(_AUTONOMOUS):
                for common in {short + name[-1], short + name[-3:]} - {name}:
                    forms[common] = (*forms.get(common, ()), region.code)
    return forms


def _zone_of(owner: Region, kind: ZoneKind) -> Region:
    name = kind.name.format(short=owner.short)
    short = owner.short + kind.forms[0]
    return Region(f"{owner.code}-{kind.kind}", name, short, "zone", owner.code, None, None)


def _owner_around(around: tuple[Region, ...], level: str) -> Region | None:
    """Whose zone a bare kind is: that of the city (or province) that home is or lies in.

    A county that no city stands above has its own.
    """
    for each in around:
        if each.level == level or (each.level == "provincial" and each.name.endswith("市")):
            return each
    counties = [each for each in around if each.level == "county"]
    return counties[0] if counties else None
