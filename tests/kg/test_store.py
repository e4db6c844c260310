from decimal import Decimal
from pathlib import Path

import pytest

from kg.statement import Quad, iri, literal, number, words
from kg.store import Iri, OxigraphView, create_store, load_view, open_view
from ontology.errors import InvalidGraph, InvalidQuery
from ontology.terms import ID

POLICE, COURT = f"{ID}agency/370300/gong-an-ju", f"{ID}agency/370300/zhong-ji-ren-min-fa-yuan"
ONE, OTHER = f"{ID}evidence/zibo-2024/10-90", f"{ID}graph/reference"
QUADS = (
    Quad(POLICE, f"{ID}name", words("淄博市公安局"), ONE),
    Quad(POLICE, f"{ID}name", words("淄博市公安局"), OTHER),
    Quad(POLICE, f"{ID}count", number(58), ONE),
    Quad(POLICE, f"{ID}share", number(Decimal("19.40")), ONE),
    Quad(POLICE, f"{ID}knows", iri(COURT), OTHER),
    Quad(POLICE, f"{ID}open", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', OTHER),
    Quad(POLICE, f"{ID}period", literal("2024"), OTHER),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = create_store(tmp_path / "store")
    store.writer().add(QUADS)
    store.writer().finish()
    return tmp_path / "store"


def test_select_gives_plain_values_over_the_union_of_graphs(folder: Path) -> None:
    found = open_view(folder).select(
        "SELECT DISTINCT ?v ?none WHERE { ?s ?p ?v } ORDER BY STR(?p) STR(?v)"
    )
    assert found.columns == ("v", "none")
    assert [row[0] for row in found.rows] == [
        58,
        Iri(COURT),
        "淄博市公安局",
        True,
        "2024",
        Decimal("19.4"),
    ]
    assert [type(row[0]) for row in found.rows] == [int, Iri, str, bool, str, Decimal]
    assert {row[1] for row in found.rows} == {None}


def test_select_asks_one_graph(folder: Path) -> None:
    found = open_view(folder).select(
        f"SELECT ?g WHERE {{ GRAPH ?g {{ <{POLICE}> <{ID}name> ?n }} }} ORDER BY ?g"
    )
    assert found.rows == ((Iri(ONE),), (Iri(OTHER),))


def test_view_lists_graphs_and_quads(folder: Path) -> None:
    view = open_view(folder)
    assert view.graphs() == (ONE, OTHER)
    assert sorted(view.quads()) == sorted(QUADS)
    assert sorted(view.quads(ONE)) == sorted(quad for quad in QUADS if quad.graph == ONE)


def test_view_asks_and_constructs(folder: Path) -> None:
    view = open_view(folder)
    assert view.ask(f"ASK {{ <{POLICE}> <{ID}knows> <{COURT}> }}") is True
    assert view.ask(f"ASK {{ <{COURT}> <{ID}knows> <{POLICE}> }}") is False
    knows = f"<{ID}knows>"
    turned = view.construct(f"CONSTRUCT {{ ?b {knows} ?a }} WHERE {{ ?a {knows} ?b }}")
    assert list(turned) == [(COURT, f"{ID}knows", iri(POLICE))]


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?s ?p ?o }", "DROP ALL"])
def test_select_refuses_what_is_no_select(folder: Path, query: str) -> None:
    with pytest.raises(InvalidQuery, match=r"not a SPARQL query|no SELECT"):
        open_view(folder).select(query)


def test_ask_and_construct_refuse_a_select(folder: Path) -> None:
    view = open_view(folder)
    with pytest.raises(InvalidQuery, match="no ASK"):
        view.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(InvalidQuery, match="no CONSTRUCT"):
        list(view.construct("SELECT * { ?s ?p ?o }"))


def test_open_view_says_what_to_do_where_there_is_no_store(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InvalidGraph, match=r"no store: run `amo build` first"):
        open_view(tmp_path / "nothing")
    for path in folder.glob("MANIFEST*"):
        path.unlink()
    with pytest.raises(InvalidGraph, match="cannot be opened"):
        open_view(folder)


def test_load_view_reads_a_file_of_quads(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("".join(f"{quad.line()}\n" for quad in QUADS), encoding="utf-8")
    assert sorted(load_view(path).quads()) == sorted(QUADS)


@pytest.mark.parametrize("content", [b"<a> <b> .", b"\xff\xfe\x00", None])
def test_load_view_refuses_what_is_no_graph(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "graph.nq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidGraph, match=r"graph\.nq: cannot be read as N-Quads"):
        load_view(path)


@pytest.mark.parametrize("line", ["_:a <x:b> <x:c> <x:d> .", "<x:a> <x:b> <x:c> ."])
def test_view_refuses_blank_nodes_and_the_default_graph(tmp_path: Path, line: str) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InvalidGraph, match="no IRI"):
        list(load_view(path).quads())


def test_view_is_read_only(folder: Path) -> None:
    view: OxigraphView = open_view(folder)
    with pytest.raises(RuntimeError, match="read-write"):
        view.store.update("DROP ALL")
