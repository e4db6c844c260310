"""The vocabularies as people read them: each scheme with its concepts, broader ones first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ontology.glossary import Words, read_entries, read_words
from ontology.load import FOLDER
from ontology.terms import (
    ALT_LABEL,
    BROADER,
    DENOTES,
    EXACT_MATCH,
    LEVEL,
    PREF_LABEL,
    RDF_TYPE,
    SKOS,
    USUAL_STATISTIC,
    USUAL_UNIT,
    ConceptScheme,
)

_TOLD = (DENOTES, LEVEL, USUAL_UNIT, USUAL_STATISTIC, EXACT_MATCH)


@dataclass(frozen=True, slots=True)
class Member:
    """A concept of a scheme."""

    iri: str
    label: Words
    others: tuple[str, ...]
    """Its other names in Chinese, sorted."""
    definition: Words
    depth: int
    """0 on top, 1 below a top concept …"""
    links: Mapping[str, tuple[str, ...]]
    """IRIs by property: what it denotes, its levels, its units and statistics, what is the same."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary."""

    iri: str
    title: Words
    members: tuple[Member, ...]


@cache
def load_schemes() -> tuple[Scheme, ...]:
    """All vocabularies, sorted by file. Raises InvalidVocabulary when a file is broken."""
    return tuple(
        _make_scheme(read_entries(path)) for path in sorted((FOLDER / "vocabulary").glob("*.ttl"))
    )


_Entry = dict[str, list[str]]


def _make_scheme(entries: Mapping[str, _Entry]) -> Scheme:
    kind = f"<{ConceptScheme}>"
    (iri,) = (node for node, entry in entries.items() if kind in entry.get(RDF_TYPE, ()))
    below: defaultdict[str, list[str]] = defaultdict(list)
    for node, entry in entries.items():
        if node != iri:
            below[entry.get(BROADER, ["<>"])[0][1:-1]].append(node)
    return Scheme(iri, read_words(entries[iri], PREF_LABEL), tuple(_walk("", 0, below, entries)))


def _walk(
    above: str, depth: int, below: Mapping[str, list[str]], entries: Mapping[str, _Entry]
) -> Iterator[Member]:
    for node in below.get(above, ()):
        entry = entries[node]
        others = (each[1 : each.rindex('"')] for each in entry.get(ALT_LABEL, ()) if "@zh" in each)
        yield Member(
            node,
            read_words(entry, PREF_LABEL),
            tuple(sorted(others)),
            read_words(entry, f"{SKOS}definition"),
            depth,
            {term: tuple(value[1:-1] for value in entry[term]) for term in _TOLD if term in entry},
        )
        yield from _walk(node, depth + 1, below, entries)
