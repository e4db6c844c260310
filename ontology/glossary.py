"""The terms of the ontology with what is said of them: for the check and for the reference page.

Everything stands in `amo.ttl` and `alignments.ttl`; nothing is known here that is not read there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from ontology.load import ONTOLOGY_FILES, read_turtle
from ontology.terms import AMO, DCTERMS, LABEL, ONTOLOGY, OWL, RDF, RDF_TYPE, RDFS, SKOS

_EXAMPLE: Final = f"{SKOS}example"
_COMMENT: Final = f"{RDFS}comment"
_KINDS: Final = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "relation",
    f"{OWL}DatatypeProperty": "value",
    f"{OWL}AnnotationProperty": "annotation",
    f"{OWL}NamedIndividual": "individual",
}
_TRAITS: Final = {
    f"{OWL}{name}Property": name
    for name in (
        *("Functional", "InverseFunctional", "Transitive", "Symmetric"),
        *("Asymmetric", "Reflexive", "Irreflexive"),
    )
}
_ALIGNING: Final = (
    *(f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"),
    *(f"{OWL}equivalentClass", f"{OWL}equivalentProperty"),
    *(f"{SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")),
    f"{RDFS}seeAlso",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Chinese and English; "" where one is missing."""

    zh: str
    en: str

    @property
    def is_whole(self) -> bool:
        """Whether both languages are there."""
        return bool(self.zh and self.en)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology."""

    iri: str
    kind: str
    """class, relation, value, annotation, individual."""
    label: Words
    comment: Words
    example: Words
    parents: tuple[str, ...]
    """Of a class or property, the own terms right above it; of an individual, its classes."""
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str
    """IRI of the inverse property, whichever of the two states it, or ""."""
    is_inverse: bool
    """It is the inverse that another property states, and says nothing new."""
    traits: tuple[str, ...]
    """Functional, Transitive …"""
    chains: tuple[tuple[str, ...], ...]
    """Chains of properties that amount to this one."""
    alignments: tuple[tuple[str, str], ...]
    """Relations to terms of other vocabularies: IRI of the relation, IRI of the term."""

    @property
    def name(self) -> str:
        """The end of its IRI: collaboratesWith."""
        return self.iri.removeprefix(AMO)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The ontology as a whole."""

    title: Words
    description: Words
    version: str
    licence: str
    terms: Mapping[str, Term]
    """By IRI, in the order of the file."""

    def of(self, kind: str) -> tuple[Term, ...]:
        """The terms of a kind."""
        return tuple(term for term in self.terms.values() if term.kind == kind)


_Entry = dict[str, list[str]]


@cache
def load_glossary() -> Glossary:
    """The glossary of the project's ontology. Raises InvalidVocabulary when a file is broken."""
    own, *others = (read_entries(path) for path in ONTOLOGY_FILES)
    aligned = [each for other in others for each in other.items()]
    stated = {
        node: other[1:-1]
        for node, entry in own.items()
        for other in entry.get(f"{OWL}inverseOf", ())
    }
    inverses = stated | {other: node for node, other in stated.items()}
    terms = {
        node: replace(
            _make_term(node, kind, own, [e for name, e in aligned if name == node]),
            inverse=inverses.get(node, ""),
            is_inverse=node in stated.values(),
        )
        for node, entry in own.items()
        if node.startswith(AMO) and (kind := _kind(entry))
    }
    about = own[ONTOLOGY]
    return Glossary(
        read_words(about, f"{DCTERMS}title"),
        read_words(about, f"{DCTERMS}description"),
        _first(about, f"{OWL}versionInfo").strip('"'),
        _first(about, f"{DCTERMS}license")[1:-1],
        terms,
    )


def find_unexplained() -> Iterator[tuple[str, str]]:
    """Each term that lacks label, comment or example in a language, and which it lacks."""
    for term in load_glossary().terms.values():
        needed = {"label": term.label, "comment": term.comment, "example": term.example}
        for name, words in list(needed.items())[: 1 if term.kind == "individual" else 3]:
            if not words.is_whole:
                yield term.iri, name


def read_entries(path: Path) -> dict[str, _Entry]:
    """Subject → property → values, as N-Triples writes them; subjects are IRIs or blank nodes."""
    entries: defaultdict[str, _Entry] = defaultdict(dict)
    for triple in read_turtle(path):
        node = str(triple.subject)
        key = node[1:-1] if node.startswith("<") else node
        entries[key].setdefault(triple.predicate.value, []).append(str(triple.object))
    return entries


def _kind(entry: _Entry) -> str:
    types = [each[1:-1] for each in entry.get(RDF_TYPE, ())]
    return next((kind for iri, kind in _KINDS.items() if iri in types), "")


def _make_term(node: str, kind: str, own: Mapping[str, _Entry], aligned: Sequence[_Entry]) -> Term:
    """The term without its inverse, which another entry may state."""
    entry = own[node]
    up = {"class": f"{RDFS}subClassOf", "individual": RDF_TYPE}.get(kind, f"{RDFS}subPropertyOf")
    types = [each[1:-1] for each in entry.get(RDF_TYPE, ())]
    return Term(
        node,
        kind,
        read_words(entry, LABEL),
        read_words(entry, _COMMENT),
        read_words(entry, _EXAMPLE),
        tuple(each[1:-1] for each in entry.get(up, ()) if each.startswith(f"<{AMO}")),
        tuple(_read_classes(entry.get(f"{RDFS}domain", ()), own)),
        tuple(_read_classes(entry.get(f"{RDFS}range", ()), own)),
        "",
        False,
        tuple(_TRAITS[each] for each in types if each in _TRAITS),
        tuple(
            tuple(each[1:-1] for each in _read_list(chain, own))
            for chain in entry.get(f"{OWL}propertyChainAxiom", ())
        ),
        tuple(
            (relation, value[1:-1])
            for source in (entry, *aligned)
            for relation in _ALIGNING
            for value in source.get(relation, ())
            if value.startswith("<") and not value.startswith(f"<{AMO}")
        ),
    )


def _read_classes(nodes: Iterable[str], own: Mapping[str, _Entry]) -> Iterator[str]:
    """The classes that nodes name, the members of a union each."""
    for node in nodes:
        if node.startswith("<"):
            yield node[1:-1]
        else:
            for union in own[node].get(f"{OWL}unionOf", ()):
                yield from (each[1:-1] for each in _read_list(union, own))


def _read_list(node: str, own: Mapping[str, _Entry]) -> Iterator[str]:
    while node != f"<{RDF}nil>":
        entry = own[node]
        yield entry[f"{RDF}first"][0]
        node = entry[f"{RDF}rest"][0]


def read_words(entry: Mapping[str, list[str]], key: str) -> Words:
    """The literals of a property in Chinese and English."""
    found = {each.rpartition("@")[2]: each[1 : each.rindex('"')] for each in entry.get(key, ())}
    return Words(*(_unescape(found.get(language, "")) for language in ("zh", "en")))


def _unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


def _first(entry: _Entry, key: str) -> str:
    return next(iter(entry.get(key, ())), "")
