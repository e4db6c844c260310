"""The graph against the SHACL shapes of `ontology/shapes/`: the one module that uses pyshacl.

pyshacl is twice as fast on an rdflib graph as on an Oxigraph store, so the union of all graphs is
given to it as the former.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import ontology
from kg.finding import Finding
from kg.statement import Quad
from ontology.errors import InvalidVocabulary

SHAPES = Path(ontology.__file__).parent / "shapes"
_SH = Namespace("http://www.w3.org/ns/shacl#")
_Triple = tuple[URIRef, URIRef, URIRef | Literal]


def check_shapes(quads: Iterable[Quad]) -> tuple[Finding, ...]:
    """Every value that breaks a shape, sorted, without its evidence; none in a sound graph.

    Raises InvalidVocabulary when a file of shapes is broken.
    """
    data = Graph()
    data.addN((*triple, data) for triple in _read_triples(quads))
    shapes = load_shapes()
    sound, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return () if sound else tuple(sorted(set(_read_report(report, shapes))))


@cache
def load_shapes(folder: Path = SHAPES) -> Graph:
    """All shapes, not to be changed. Raises InvalidVocabulary when a file is broken or absent."""
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            shapes.parse(path, format="turtle")
        except Exception as error:  # rdflib's parsers raise what they like
            raise InvalidVocabulary(f"{path}: cannot be read as Turtle: {error}") from error
    if not shapes:
        raise InvalidVocabulary(f"{folder}: holds no shapes")
    return shapes


def _read_triples(quads: Iterable[Quad]) -> Iterator[_Triple]:
    """The statements for rdflib, values as they are written."""
    lines = "\n".join({f"<{quad.subject}> <{quad.predicate}> {quad.object} ." for quad in quads})
    for triple in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
        target = triple.object
        value: URIRef | Literal
        if isinstance(target, ox.Literal):
            kind = None if target.language else URIRef(target.datatype.value)
            value = Literal(target.value, lang=target.language, datatype=kind, normalize=False)
        else:
            value = URIRef(target.value)
        yield URIRef(triple.subject.value), URIRef(triple.predicate.value), value


def _read_report(report: Graph, shapes: Graph) -> Iterator[Finding]:
    for result in report.objects(None, _SH.result):
        subject = report.value(result, _SH.focusNode)
        path = report.value(result, _SH.resultPath)
        value = report.value(result, _SH.value)
        messages = {m.language: str(m) for m in _literals(report, result)}
        shape = _shape_name(report.value(result, _SH.sourceShape), shapes)
        yield Finding(
            part="shapes",
            rule=f"{shape} {_local(path)}".strip(),
            subject=str(subject),
            value="" if value is None else str(value),
            chinese=messages.get("zh", "不符合形状"),
            english=messages.get("en", "; ".join(messages.values())),
        )


def _literals(report: Graph, result: Node) -> list[Literal]:
    found = report.objects(result, _SH.resultMessage)
    return [message for message in found if isinstance(message, Literal)]


def _shape_name(shape: Node | None, shapes: Graph) -> str:
    """The name of a shape, for a property shape that of its node shape."""
    if isinstance(shape, URIRef):
        return _local(shape)
    return _local(shapes.value(None, _SH.property, shape))


def _local(node: Node | None) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if isinstance(node, URIRef) else ""
