import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.export import FORMATS, write_export, write_export_file
from kg.statement import Quad, iri, literal, number, words, write_lines
from kg.store import create_store
from ontology import terms as t
from ontology.errors import InvalidGraph, InvalidQuery

A, B = f"{t.ID}agency/370300/gong-an-ju", f"{t.ID}enterprise/370300/jia-1234abcd"
SENTENCE, DERIVED = f"{t.EVIDENCE_BASE}zibo-2024/10-90", f"{t.DERIVED_BASE}collaboration"
PAIR, REGION = f"{t.ID}collaboration/0123456789abcdef", f"{t.ID}region/370300"
QUADS = (
    Quad(A, t.RDF_TYPE, iri(t.Agency), SENTENCE),
    Quad(A, t.RDF_TYPE, iri(t.Agency), f"{t.EVIDENCE_BASE}zibo-2024/95-99"),
    Quad(A, t.PREF_LABEL, words("淄博市公安局"), SENTENCE),
    Quad(A, t.REGION, iri(REGION), SENTENCE),
    Quad(A, t.LEVEL, iri(t.MUNICIPAL), SENTENCE),
    Quad(B, t.RDF_TYPE, iri(t.Enterprise), SENTENCE),
    Quad(B, t.PREF_LABEL, words("=甲\x01“<乙>”&公司"), SENTENCE),
    Quad(B, t.VALUE_TEXT, literal("\x02"), SENTENCE),
    Quad(B, t.START, number(5), SENTENCE),
    Quad(REGION, t.PREF_LABEL, words("淄博市"), t.REFERENCE_GRAPH),
    Quad(A, t.COLLABORATES_WITH, iri(B), DERIVED),
    Quad(B, t.COLLABORATES_WITH, iri(A), DERIVED),
    Quad(PAIR, t.RDF_TYPE, iri(t.Collaboration), DERIVED),
    Quad(PAIR, t.BETWEEN, iri(A), DERIVED),
    Quad(PAIR, t.BETWEEN, iri(B), DERIVED),
    Quad(PAIR, t.STRENGTH, number(3), DERIVED),
)
Export = Callable[[str], bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(f"{line}\n" for line in write_lines(QUADS))
    (tmp_path / "graph.nq").write_text(lines, encoding="utf-8", newline="\n")
    writer = create_store(tmp_path / "store").writer()
    writer.add(QUADS)
    writer.finish()
    return tmp_path


@pytest.fixture
def export(folder: Path) -> Export:
    def write(format_: str) -> bytes:
        target = io.BytesIO()
        write_export(folder, format_, target)
        return target.getvalue()

    return write


def union() -> Graph:
    lines = {f"<{s}> <{p}> {o} ." for s, p, o, _ in QUADS}
    return Graph().parse(data="\n".join(sorted(lines)), format="nt")


@pytest.mark.parametrize(("format_", "name"), [("ttl", "turtle"), ("nt", "nt")])
def test_triples_are_the_union_of_all_graphs(export: Export, format_: str, name: str) -> None:
    assert isomorphic(Graph().parse(data=export(format_), format=name), union())


def test_rdfxml_is_the_union_without_what_xml_cannot_hold(export: Export) -> None:
    graph = Graph().parse(data=export("rdfxml"), format="xml")
    assert len(graph) == len(union())
    assert {"=甲\ufffd“<乙>”&公司", "\ufffd"} <= {str(value) for value in graph.objects()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("format_", "name"), [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]
)
def test_datasets_keep_every_graph(export: Export, format_: str, name: str) -> None:
    data = Dataset()
    data.parse(data=export(format_), format=name)
    graphs = {(str(s), str(p), str(graph)) for s, p, _, graph in data.quads()}
    assert graphs == {(quad.subject, quad.predicate, quad.graph) for quad in QUADS}


def test_gexf_and_graphml_hold_the_network_without_a_clock(export: Export) -> None:
    gexf = nx.read_gexf(io.BytesIO(export("gexf")))
    graphml = nx.read_graphml(io.BytesIO(export("graphml")))
    for network in (gexf, graphml):
        assert list(network.nodes) == [A, B]
        assert network.nodes[A]["label"] == "淄博市公安局"
        assert network.nodes[A]["kind"] == "Agency"
        assert network.nodes[A]["region"] == "淄博市"
        assert network.nodes[A]["level"] == "municipal"
        assert network.nodes[A]["organ"] == ""
        assert network.nodes[B]["label"] == "=甲\ufffd“<乙>”&公司"
        assert network.edges[A, B]["weight"] == 3
    assert not re.search(rb"20\d\d-\d\d-\d\d", export("gexf"))


def test_csv_guards_what_a_spreadsheet_would_run(export: Export) -> None:
    rows = list(csv.reader(io.StringIO(export("csv").decode(), newline="")))
    assert rows == [
        ["one", "one_name", "other", "other_name", "strength"],
        [A, "淄博市公安局", B, "'=甲\ufffd“<乙>”&公司", "3"],
    ]


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_export_is_the_same_twice(export: Export, format_: str) -> None:
    assert export(format_) == export(format_)


def test_jsonld_is_json(export: Export) -> None:
    assert len(json.loads(export("jsonld"))) == len({quad.graph for quad in QUADS})


def test_export_refuses_an_unknown_format_and_an_empty_folder(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuery, match=r"'xlsx' is no format of export: choose ttl, trig"):
        write_export(folder, "xlsx", io.BytesIO())
    with pytest.raises(InvalidGraph, match="holds no graph"):
        write_export(tmp_path / "nothing", "nq", io.BytesIO())


def test_export_file_is_whole_or_not_there(folder: Path, export: Export) -> None:
    path = folder / "graph.ttl"
    write_export_file(folder, "ttl", path)
    assert path.read_bytes() == export("ttl")
    with pytest.raises(InvalidQuery):
        write_export_file(folder, "xlsx", path)
    assert path.read_bytes() == export("ttl")
    with pytest.raises(InvalidGraph, match="cannot be written"):
        write_export_file(folder, "ttl", folder / "missing" / "graph.ttl")
    assert [each.name for each in folder.glob("*.new")] == []
