"""A small SKOS vocabulary in Turtle → its concepts, checked; units and metrics are read so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.errors import InvalidVocabulary
from ontology.terms import (
    ALT_LABEL,
    BROADER,
    EXACT_MATCH,
    PREF_LABEL,
    RDF_TYPE,
    USUAL_STATISTIC,
    USUAL_UNIT,
    ConceptScheme,
)

FOLDER = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its names."""

    iri: str
    name: str
    """skos:prefLabel @zh."""
    english: str
    others: tuple[str, ...]
    """skos:altLabel @zh, sorted."""
    match: str
    """IRI of the same concept elsewhere (skos:exactMatch), or ""."""
    broader: str = ""
    """IRI of the concept that this is a kind of (skos:broader), or ""."""
    units: tuple[str, ...] = ()
    """Of a metric, the IRIs of the units that it is given in (amo:usualUnit), sorted."""
    statistics: tuple[str, ...] = ()
    """Of a metric, the IRIs of what it is itself (amo:usualStatistic): flow, stock or ratio."""


def read_concepts(path: Path) -> tuple[Concept, ...]:
    """The concepts of a file by IRI. Raises InvalidVocabulary when it or one of them is broken.

    The scheme that they are in is none of them.
    """
    return tuple(
        _concept(path, iri, entry)
        for iri, entry in sorted(_read_entries(path).items())
        if ConceptScheme not in entry.get(RDF_TYPE, [])
    )


def _read_entries(path: Path) -> dict[str, dict[str, list[str]]]:
    """Subject → property, with the language of its labels → values."""
    labels: dict[str, dict[str, list[str]]] = {}
    try:
        for triple in parse(path=str(path), format=RdfFormat.TURTLE):
            if not isinstance(triple.subject, NamedNode):
                continue
            key, value = triple.predicate.value, triple.object
            if isinstance(value, Literal):
                key += f"@{value.language}"
            if isinstance(value, Literal | NamedNode):
                labels.setdefault(triple.subject.value, {}).setdefault(key, []).append(value.value)
    except (OSError, SyntaxError, ValueError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read ({error}); mend the Turtle") from error
    return labels


@cache
def read_scheme(name: str) -> Concept:
    """The scheme that the vocabulary NAME.ttl declares: its IRI and its names.

    Raises InvalidVocabulary when the file is broken or declares none, or several.
    """
    path = FOLDER / f"{name}.ttl"
    labels = _read_entries(path)
    found = [iri for iri, entry in labels.items() if ConceptScheme in entry.get(RDF_TYPE, [])]
    if len(found) != 1:
        raise InvalidVocabulary(f"{path}: declares {len(found)} concept schemes; it needs one")
    return _concept(path, found[0], labels[found[0]])


def index_names(path: Path, concepts: Iterable[Concept]) -> Mapping[str, Concept]:
    """Every name → its concept. Raises InvalidVocabulary when two concepts share a name."""
    names: dict[str, Concept] = {}
    for concept in concepts:
        for name in (concept.name, *concept.others):
            other = names.setdefault(name, concept)
            if other is not concept:
                raise InvalidVocabulary(
                    f"{path}: {name} names {other.iri} and {concept.iri}; drop one of the labels"
                )
    return MappingProxyType(names)


def _concept(path: Path, iri: str, entry: Mapping[str, list[str]]) -> Concept:
    names, english = entry.get(f"{PREF_LABEL}@zh", []), entry.get(f"{PREF_LABEL}@en", [])
    if len(names) != 1 or len(english) != 1:
        raise InvalidVocabulary(f"{path}: {iri} needs one skos:prefLabel @zh and one @en")
    others = tuple(sorted(entry.get(f"{ALT_LABEL}@zh", [])))
    match, broader = (next(iter(entry.get(key, [])), "") for key in (EXACT_MATCH, BROADER))
    units, statistics = (tuple(sorted(entry.get(key, []))) for key in (USUAL_UNIT, USUAL_STATISTIC))
    return Concept(iri, names[0], english[0], others, match, broader, units, statistics)
