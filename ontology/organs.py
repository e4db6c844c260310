"""The organ types of `vocabulary/organs.ttl`: what bodies there are, and what they are called.

The vocabulary is SKOS: a top concept is a type (market-regulation), its narrower concepts are its
names with the levels at which they are used, their other labels the short and older forms.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.errors import InvalidVocabulary
from ontology.terms import AMO, BROADER, ID, LEVEL, PREF_LABEL, SKOS, STEM

OrganKind = Literal["agency", "organisation", "enterprise"]

PATH: Final = Path(__file__).parent / "vocabulary" / "organs.ttl"
_BASE: Final = ID + "organ/"
_LEVELS: Final = ("national", "provincial", "municipal", "county")
_KINDS: Final[dict[str, OrganKind]] = {
    AMO + "Agency": "agency",
    AMO + "Organisation": "organisation",
    AMO + "Enterprise": "enterprise",
}


@dataclass(frozen=True, slots=True)
class OrganName:
    """One name of an organ type."""

    name: str
    """The official tail (市场监督管理局), or the whole name of a national body."""
    others: tuple[str, ...]
    """Short and older forms of the same name: 市场监管局, 市监局."""
    levels: tuple[str, ...]
    """Where it is used: national, provincial, municipal, county."""

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Organ:
    """A kind of body."""

    id: str
    """market-regulation, the end of its IRI."""
    label: str
    """In Chinese: 市场监督管理."""
    english: str
    kind: OrganKind
    """What an actor of this type is."""
    stems: tuple[str, ...]
    """The stems of collective names: 市场监管 in 市场监管系统."""
    titles: tuple[OrganName, ...]
    """Its names, higher levels first."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """All its official names, higher levels first."""
        return tuple(title.name for title in self.titles)

    def name_at(self, level: str) -> str:
        """The first official name at the level, or ""."""
        return next((title.name for title in self.titles if level in title.levels), "")


@dataclass(frozen=True, slots=True)
class OrganForm:
    """What a form of the text may stand for: a name of a type."""

    organ: Organ
    title: OrganName


@cache
def load_organs() -> tuple[Organ, ...]:
    """All organ types, by id. Raises InvalidVocabulary when the file is missing or broken."""
    return read_organs(PATH)


@cache
def organ_forms() -> Mapping[str, tuple[OrganForm, ...]]:
    """Every form, official or short, with all the names that it may stand for, official first."""
    found: defaultdict[str, list[OrganForm]] = defaultdict(list)
    for organ in load_organs():
        for title in organ.titles:
            found[title.name].insert(0, OrganForm(organ, title))
            for other in title.others:
                found[other].append(OrganForm(organ, title))
    return MappingProxyType({form: tuple(names) for form, names in found.items()})


def read_organs(path: Path) -> tuple[Organ, ...]:
    """The organ types of a vocabulary file, by id.

    Raises InvalidVocabulary, naming the concept, when the file cannot be read or breaks the scheme.
    """
    properties = _read_properties(path)
    narrower: defaultdict[str, list[str]] = defaultdict(list)
    tops: list[str] = []
    for concept, values in properties.items():
        if not concept.startswith(_BASE):
            continue
        broader = values.get(BROADER)
        if broader:
            narrower[str(broader[0])].append(concept)
        else:
            tops.append(concept)
    if orphans := sorted(set(narrower) - set(tops)):
        raise _broken(path, orphans[0], "is the broader concept of a name, but is no organ type")
    organs = [
        _make_organ(path, top, properties[top], [(n, properties[n]) for n in narrower[top]])
        for top in sorted(tops)
    ]
    return tuple(organs)


_Values = dict[str, list[str]]


def _read_properties(path: Path) -> dict[str, _Values]:
    """Subject → property → values; labels in English are kept apart under the property + "@en"."""
    properties: defaultdict[str, _Values] = defaultdict(dict)
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            node = quad.object
            key = quad.predicate.value
            if isinstance(node, Text) and node.language == "en":
                key += "@en"
            if isinstance(quad.subject, NamedNode) and isinstance(node, Text | NamedNode):
                properties[quad.subject.value].setdefault(key, []).append(node.value)
    except (OSError, SyntaxError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read as Turtle ({error}); mend it") from error
    return properties


def _make_organ(
    path: Path, concept: str, values: _Values, names: list[tuple[str, _Values]]
) -> Organ:
    kind = values.get(AMO + "denotes", [AMO + "Agency"])[0]
    if kind not in _KINDS:
        raise _broken(path, concept, f"denotes the unknown class {kind}")
    titles = [_make_name(path, *name) for name in names]
    titles.sort(key=lambda title: _LEVELS.index(title.levels[0]))
    return Organ(
        id=concept.removeprefix(_BASE),
        label=_one(path, concept, values, PREF_LABEL),
        english=_one(path, concept, values, PREF_LABEL + "@en"),
        kind=_KINDS[kind],
        stems=tuple(values.get(STEM, ())),
        titles=tuple(titles),
    )


def _make_name(path: Path, concept: str, values: _Values) -> OrganName:
    levels = sorted(
        (level.removeprefix(AMO) for level in values.get(LEVEL, ())),
        key=lambda level: _LEVELS.index(level) if level in _LEVELS else -1,
    )
    if not levels or levels[0] not in _LEVELS:
        raise _broken(path, concept, f"needs amo:level, one or more of {', '.join(_LEVELS)}")
    name = _one(path, concept, values, PREF_LABEL)
    return OrganName(name, tuple(values.get(SKOS + "altLabel", ())), tuple(levels))


def _one(path: Path, concept: str, values: _Values, key: str) -> str:
    found = values.get(key, [])
    if len(found) != 1 or not found[0]:
        shown = key.rpartition("#")[2]
        raise _broken(path, concept, f"needs exactly one skos:{shown}, has {len(found)}")
    return found[0]


def _broken(path: Path, concept: str, what: str) -> InvalidVocabulary:
    return InvalidVocabulary(f"{path}: <{concept}> {what}; mend the entry")
