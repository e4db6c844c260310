"""The SHACL shapes as plain functions, fast enough to run on every document of every build.

The files of `ontology/shapes/` are read once and compiled; pyshacl (`kg.shapes`) takes a second for
what takes milliseconds here, and is the judge that a test holds this module against. A term of
SHACL that is not known here is refused, never passed over.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

import ontology
from kg.finding import Finding
from kg.index import Index, Statements
from kg.statement import Quad
from kg.values import TESTS, Test, is_less, is_no_more, language, text_of
from ontology.errors import InvalidVocabulary
from ontology.terms import RDF, RDF_TYPE, SH

SHAPES: Final = Path(ontology.__file__).parent / "shapes"
_NODE_TERMS: Final = frozenset(
    ("targetClass", "targetSubjectsOf", "targetObjectsOf", "message", "property", "path")
)
_CHOICES: Final = ("or", "xone")
_LOGIC: Final = ("class", "node", *_CHOICES, "equals", "lessThan", "lessThanOrEquals")
_Entry = Mapping[str, list[str]]
Count = Callable[[Collection[str]], bool]
"""Whether the values of a node pass together."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or the shape of one property of its nodes."""

    name: str
    """Observation, or "Observation metric"."""
    path: str
    """IRI of the property whose values are looked at; "" for the node itself."""
    is_inverse: bool
    entry: _Entry
    """The terms of SHACL with their values."""
    parts: tuple["Shape", ...]
    """The shapes of properties."""
    tests: tuple[Test, ...]
    """What each value must be by itself."""
    counts: tuple["Count", ...]
    """What the values must be together."""
    relates: bool
    """Whether values are compared with other nodes."""
    options: Mapping[str, tuple["Shape", ...]]
    """The shapes of sh:node, sh:or and sh:xone."""

    def breaches(self, data: Statements, node: str) -> Iterator[tuple["Shape", str]]:
        """Each shape that a node breaks with the value at fault, "" where it is none."""
        values = self._values(data, node)
        for count in self.counts:
            if not count(values):
                yield self, ""
        for test in self.tests:
            yield from ((self, value) for value in values if not test(value))
        if self.relates:
            yield from ((self, value) for value in self._relate(data, node, values))
        for part in self.parts:
            for value in values:
                yield from part.breaches(data, value)

    def accepts(self, data: Statements, node: str) -> bool:
        """Whether a node breaks nothing."""
        return next(self.breaches(data, node), None) is None

    def message(self, language_: str) -> str:
        """What is wrong with what breaks the shape."""
        found = [m for m in self.entry.get("message", ()) if m.endswith(f"@{language_}")]
        return found[0][1 : found[0].rindex('"')] if found else ""

    def _values(self, data: Statements, node: str) -> Collection[str]:
        if not self.path:
            return (node,)
        if self.is_inverse:
            return data.subjects(self.path, node)
        return data.values(node, self.path)

    def _relate(self, data: Statements, node: str, values: Collection[str]) -> Iterator[str]:
        for kind in self.entry.get("class", ()):
            yield from (v for v in values if kind not in data.values(v, RDF_TYPE))
        for term, shapes in self.options.items():
            for value in values:
                if not _CHOOSING[term](sum(each.accepts(data, value) for each in shapes), shapes):
                    yield value
        for term in self.entry.get("equals", ()):
            yield from {*values} ^ {*data.values(node, term[1:-1])}
        for term in self.entry.get("lessThan", ()):
            others = data.values(node, term[1:-1])
            yield from (v for v in values if not all(is_less(v, other) for other in others))
        for term in self.entry.get("lessThanOrEquals", ()):
            others = data.values(node, term[1:-1])
            yield from (v for v in values if not all(is_no_more(v, other) for other in others))


def _make_least(given: str) -> Count:
    least = int(text_of(given))
    return lambda values: len(values) >= least


def _make_most(given: str) -> Count:
    most = int(text_of(given))
    return lambda values: len(values) <= most


_COUNTS: Final[Mapping[str, Callable[[str], Count]]] = {
    "minCount": _make_least,
    "maxCount": _make_most,
    "hasValue": lambda wanted: lambda values: wanted in values,
    "uniqueLang": lambda _: lambda values: len({*map(language, values)}) == len(values),
}
_CHOOSING: Final[Mapping[str, Callable[[int, tuple[Shape, ...]], bool]]] = {
    "node": lambda accepted, shapes: accepted == len(shapes),
    "or": lambda accepted, _: accepted > 0,
    "xone": lambda accepted, _: accepted == 1,
}


@dataclass(frozen=True, slots=True)
class Constraints:
    """All shapes, ready to run."""

    shapes: tuple[Shape, ...]

    def check(self, targets: Index, data: Statements) -> tuple[Finding, ...]:
        """What the nodes that `targets` names break, sorted; their values are those in `data`."""
        found = (
            _report(broken, node, value)
            for shape in self.shapes
            for node in dict.fromkeys(_focus(shape, targets))
            for broken, value in shape.breaches(data, node)
        )
        return tuple(sorted(set(found)))


def check_constraints(quads: Iterable[Quad]) -> tuple[Finding, ...]:
    """Every value that breaks a shape, sorted, as `kg.shapes.check_shapes` finds it.

    Raises InvalidVocabulary when a file of shapes is broken or uses an unknown term of SHACL.
    """
    index = Index(quads)
    return load_constraints().check(index, index)


@cache
def load_constraints(folder: Path = SHAPES) -> Constraints:
    """The shapes of a folder. Raises InvalidVocabulary when a file is broken or none is there."""
    entries: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("*.ttl")):
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                entry = entries.setdefault(str(triple.subject), {})
                entry.setdefault(triple.predicate.value, []).append(str(triple.object))
        except (OSError, SyntaxError) as error:
            raise InvalidVocabulary(f"{path}: cannot be read as Turtle: {error}") from error
    kind = f"<{SH}NodeShape>"
    names = sorted(node for node, entry in entries.items() if kind in entry.get(RDF_TYPE, ()))
    if not names:
        raise InvalidVocabulary(f"{folder}: holds no shapes")
    compiled: dict[str, Shape] = {}
    return Constraints(tuple(_compile(node, entries, compiled) for node in names))


def _compile(
    node: str, entries: Mapping[str, _Entry], known: dict[str, Shape], owner: str = ""
) -> Shape:
    """A shape with all that it refers to, each compiled once."""
    if node in known:
        return known[node]
    entry = {key.removeprefix(SH): values for key, values in entries.get(node, {}).items()}
    unknown = sorted({*entry} - _NODE_TERMS - {*_COUNTS, *_LOGIC, *TESTS, RDF_TYPE})
    unknown += [f"{term} twice" for term in _CHOICES if len(entry.get(term, ())) > 1]
    if unknown or not entry:
        cause = f"uses the unknown term {unknown[0]}" if unknown else "is used but not defined"
        raise InvalidVocabulary(f"{SHAPES}: the shape {owner or node} {cause}")
    path, is_inverse = _read_path(entry, entries)
    name = owner or _local(node[1:-1])
    if path and not is_inverse:
        name = f"{name} {_local(path)}"
    options: dict[str, list[str]] = {"node": entry["node"]} if "node" in entry else {}
    options |= {term: _read_list(entry[term][0], entries) for term in _CHOICES if term in entry}
    known[node] = Shape(
        name,
        path,
        is_inverse,
        entry,
        tuple(_compile(each, entries, known, name) for each in entry.get("property", ())),
        tuple(_read_tests(name, entry, entries)),
        tuple(make(value) for term, make in _COUNTS.items() for value in entry.get(term, ())),
        bool({*_LOGIC} & {*entry}),
        {
            term: tuple(
                _compile(each, entries, known, "" if each.startswith("<") else name)
                for each in nodes
            )
            for term, nodes in options.items()
        },
    )
    return known[node]


def _read_tests(name: str, entry: _Entry, entries: Mapping[str, _Entry]) -> Iterator[Test]:
    for term, make in TESTS.items():
        for value in entry.get(term, ()):
            is_list = term in {"in", "languageIn"}
            try:
                yield make(_read_list(value, entries) if is_list else [value])
            except (ValueError, re.error) as error:
                cause = f"{term} {value} is not understood: {error}"
                raise InvalidVocabulary(f"{SHAPES}: the shape {name}: {cause}") from error


def _read_path(entry: _Entry, entries: Mapping[str, _Entry]) -> tuple[str, bool]:
    """The property that a path follows, and whether backwards."""
    for path in entry.get("path", ()):
        if path.startswith("<"):
            return path[1:-1], False
        inverse = entries[path].get(f"{SH}inversePath", [])
        if len(inverse) != 1 or len(entries[path]) != 1:
            raise InvalidVocabulary(f"{SHAPES}: only a property or its inverse can be a path")
        return inverse[0][1:-1], True
    return "", False


def _read_list(node: str, entries: Mapping[str, _Entry]) -> list[str]:
    found = []
    while node != f"<{RDF}nil>":
        found += entries[node][f"{RDF}first"]
        node = entries[node][f"{RDF}rest"][0]
    return found


def _focus(shape: Shape, index: Index) -> Iterator[str]:
    """The nodes that a shape is about."""
    for kind in shape.entry.get("targetClass", ()):
        yield from index.subjects(RDF_TYPE, kind)
    for term in shape.entry.get("targetSubjectsOf", ()):
        yield from (subject for subject, _ in index.pairs(term[1:-1]))
    for term in shape.entry.get("targetObjectsOf", ()):
        yield from (value for _, value in index.pairs(term[1:-1]))


def _report(shape: Shape, node: str, value: str) -> Finding:
    return Finding(
        part="shapes",
        rule=shape.name,
        subject=text_of(node),
        value=text_of(value),
        chinese=shape.message("zh"),
        english=shape.message("en"),
    )


def _local(name: str) -> str:
    return name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
