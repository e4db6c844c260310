"""The vocabulary of units and counters: `ontology/vocabulary/units.ttl` as frozen values.

A unit is known by its name (件, 元, %), the words that a fact carries; a text may write it otherwise
(公斤 for 千克, ug/m3 for μg/m³).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.errors import InvalidVocabulary
from ontology.terms import ALT_LABEL, PREF_LABEL, SKOS

UNITS = Path(__file__).parent / "vocabulary" / "units.ttl"
EXACT_MATCH = SKOS + "exactMatch"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or counter."""

    iri: str
    name: str
    """skos:prefLabel @zh: 件."""
    english: str
    others: tuple[str, ...]
    """skos:altLabel, sorted."""
    qudt: str
    """IRI of the same unit in QUDT, or ""."""


@cache
def load_units(path: Path = UNITS) -> tuple[Unit, ...]:
    """All units, sorted by IRI. Raises InvalidVocabulary when the file is broken."""
    labels: dict[str, dict[str, list[str]]] = {}
    try:
        for triple in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(triple.subject, NamedNode):
                key = triple.predicate.value
                value = triple.object
                if isinstance(value, Literal):
                    key += "@" + (value.language or "")
                entry = labels.setdefault(triple.subject.value, {})
                entry.setdefault(key, []).append(str(getattr(value, "value", "")))
    except (OSError, SyntaxError, ValueError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read ({error}); mend the Turtle") from error
    return tuple(_unit(path, iri, labels[iri]) for iri in sorted(labels))


@cache
def unit_names() -> Mapping[str, str]:
    """Every way to write a unit → its name. Raises InvalidVocabulary when two units share one."""
    names: dict[str, str] = {}
    for unit in load_units():
        for form in (unit.name, *unit.others):
            if names.setdefault(form, unit.name) != unit.name:
                raise InvalidVocabulary(f"{UNITS}: {form} names {names[form]} and {unit.name}")
    return MappingProxyType(names)


def _unit(path: Path, iri: str, entry: dict[str, list[str]]) -> Unit:
    names, english = entry.get(PREF_LABEL + "@zh", []), entry.get(PREF_LABEL + "@en", [])
    if len(names) != 1 or len(english) != 1:
        raise InvalidVocabulary(f"{path}: {iri} needs one skos:prefLabel @zh and one @en")
    others = tuple(sorted(entry.get(ALT_LABEL + "@zh", [])))
    return Unit(iri, names[0], english[0], others, *entry.get(EXACT_MATCH, [""]))
