"""The graph of a build in the formats of others.

RDF formats keep every statement; those without named graphs hold the union of all graphs. gexf,
graphml and csv hold the collaboration network: actors, and who works with whom how often.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO

import networkx as nx
import pyoxigraph as ox

from kg.statement import write_lines
from kg.store import View, open_view
from ontology import terms as t
from ontology.errors import InvalidGraph, InvalidQuery

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CLOCK = re.compile(' lastmodifieddate="[^"]*"')
_ATTRIBUTES = ("label", "kind", "region", "level", "organ")
_PREFIXES = {name: iri for name, iri in t.PREFIXES.items() if name != "id"}
"""Not id: what stands behind it has slashes, which Turtle would have to escape."""

_ACTORS = f"""
PREFIX amo: <{t.AMO}> PREFIX rdfs: <{t.RDFS}> PREFIX skos: <{t.SKOS}>
SELECT ?actor ?name ?kind ?region ?level ?organ
WHERE {{
  {{ SELECT DISTINCT ?actor {{ ?actor amo:collaboratesWith ?other }} }}
  {{ SELECT ?actor (MIN(?n) AS ?name) {{ ?actor skos:prefLabel ?n }} GROUP BY ?actor }}
  {{ SELECT ?actor (MIN(STRAFTER(STR(?c), "#")) AS ?kind) {{ ?actor a ?c }} GROUP BY ?actor }}
  OPTIONAL {{
    {{ SELECT ?actor (MIN(?r) AS ?region) {{ ?actor amo:region/skos:prefLabel ?r }}
       GROUP BY ?actor }}
  }}
  OPTIONAL {{
    {{ SELECT ?actor (MIN(STRAFTER(STR(?l), "#")) AS ?level) {{ ?actor amo:level ?l }}
       GROUP BY ?actor }}
  }}
  OPTIONAL {{
    {{ SELECT ?actor (MIN(?o) AS ?organ)
       {{ ?actor amo:organType/skos:prefLabel ?o FILTER(LANG(?o) = "zh") }} GROUP BY ?actor }}
  }}
}}
ORDER BY ?actor
"""
"""One sub-select an attribute: the union of the graphs holds a triple once for each graph, so
joining several attributes would multiply them."""
_PAIRS = f"""
PREFIX amo: <{t.AMO}>
SELECT ?one ?other ?strength
WHERE {{
  ?pair a amo:Collaboration ; amo:between ?one, ?other ; amo:strength ?strength .
  FILTER(STR(?one) < STR(?other))
}}
ORDER BY ?one ?other
"""


def write_export(folder: Path, format_: str, target: IO[bytes]) -> None:
    """Write the graph of a build in one of FORMATS.

    The same graph gives the same bytes. Raises InvalidQuery for an unknown format, InvalidGraph
    when the folder holds no build.
    """
    if format_ not in FORMATS:
        raise InvalidQuery(f"{format_!r} is no format of export: choose {', '.join(FORMATS)}")
    if not (folder / "graph.nq").is_file():
        raise InvalidGraph(f"{folder}: holds no graph.nq: run `amo build` first")
    FORMATS[format_](folder, target)


def write_export_file(folder: Path, format_: str, path: Path) -> None:
    """Write the graph of a build to a file, which is there whole or not at all.

    Raises as `write_export`, and InvalidGraph when the file cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as target:
            write_export(folder, format_, target)
        new.replace(path)
    except OSError as error:
        raise InvalidGraph(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        new.unlink(missing_ok=True)


def _write_lines(folder: Path, target: IO[bytes]) -> None:
    with (folder / "graph.nq").open("rb") as source:
        target.writelines(source)


def _write_triples(format_: ox.RdfFormat) -> Callable[[Path, IO[bytes]], None]:
    """A writer of the union of all graphs. graph.nq is sorted, the graph last: equals are near."""

    def write(folder: Path, target: IO[bytes]) -> None:
        quads = ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
        triples = (triple for triple, _ in groupby(quad.triple for quad in quads))
        if format_ == ox.RdfFormat.RDF_XML:
            triples = (_make_xml(triple) for triple in triples)
        ox.serialize(triples, target, format_, prefixes=_PREFIXES)

    return write


def _write_graphs(format_: ox.RdfFormat) -> Callable[[Path, IO[bytes]], None]:
    """A writer of all graphs, one after the other."""

    def write(folder: Path, target: IO[bytes]) -> None:
        view = open_view(folder / "store")
        ox.serialize(_quads_by_graph(view), target, format_, prefixes=_PREFIXES)

    return write


def _quads_by_graph(view: View) -> Iterator[ox.Quad]:
    for graph in view.graphs():
        lines = "\n".join(write_lines(view.quads(graph)))
        yield from ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS)


def _make_xml(triple: ox.Triple) -> ox.Triple:
    """The triple without the control characters that XML cannot hold."""
    value = triple.object
    if not isinstance(value, ox.Literal) or not _NOT_XML.search(value.value):
        return triple
    plain = _clean(value.value)
    if value.language:
        return ox.Triple(
            triple.subject, triple.predicate, ox.Literal(plain, language=value.language)
        )
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(plain, datatype=value.datatype))


def _write_gexf(folder: Path, target: IO[bytes]) -> None:
    """Without the day on which it was written: the same graph gives the same bytes."""
    text = "\n".join(nx.generate_gexf(read_network(open_view(folder / "store"))))
    target.write(_CLOCK.sub("", text).encode() + b"\n")


def _write_graphml(folder: Path, target: IO[bytes]) -> None:
    text = "\n".join(nx.generate_graphml(read_network(open_view(folder / "store"))))
    target.write(text.encode() + b"\n")


def _write_csv(folder: Path, target: IO[bytes]) -> None:
    """One line a pair; a cell that a spreadsheet would take for a formula gets a leading '."""
    network = read_network(open_view(folder / "store"))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("one", "one_name", "other", "other_name", "strength"))
    for one, other in network.edges:
        names = [_guard(network.nodes[each]["label"]) for each in (one, other)]
        writer.writerow((one, names[0], other, names[1], network.edges[one, other]["weight"]))
    target.write(text.getvalue().encode())


def read_network(view: View) -> "nx.Graph[str]":
    """The collaboration network of a view; nodes and edges in the order of their IRIs.

    Nodes have label, kind, region, level and organ; the weight of an edge is the number of
    initiatives that both have a part in.
    """
    network: nx.Graph[str] = nx.Graph()
    actors, pairs = view.select(_ACTORS), view.select(_PAIRS)
    for actor, *values in actors.rows:
        texts = (_clean("" if value is None else str(value)) for value in values)
        network.add_node(str(actor), **dict(zip(_ATTRIBUTES, texts, strict=True)))
    for one, other, strength in pairs.rows:
        network.add_edge(str(one), str(other), weight=strength)
    return network


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


FORMATS: dict[str, Callable[[Path, IO[bytes]], None]] = {
    "ttl": _write_triples(ox.RdfFormat.TURTLE),
    "trig": _write_graphs(ox.RdfFormat.TRIG),
    "nq": _write_lines,
    "nt": _write_triples(ox.RdfFormat.N_TRIPLES),
    "jsonld": _write_graphs(ox.RdfFormat.JSON_LD),
    "rdfxml": _write_triples(ox.RdfFormat.RDF_XML),
    "gexf": _write_gexf,
    "graphml": _write_graphml,
    "csv": _write_csv,
}
"""What `write_export` can write."""
