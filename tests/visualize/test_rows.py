"""The queries of the pages: `queries/pages.py` and `queries/pages/*.rq`."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import OxigraphView, Rows, Value, create_store
from ontology.errors import InvalidQuery
from ontology.terms import AMO, ID
from queries.pages import FOLDER, KindRow, PageRows, read_rows

QUERIES = sorted(FOLDER.glob("*.rq"))
CROWD = 60


class FixedView(OxigraphView):
    """A view that answers every question with the same columns."""

    def select(self, query: str, values: Mapping[str, Value] | None = None) -> Rows:
        return Rows(("other",), ())


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.stem))
def test_query_says_what_it_asks(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(r"# title: .+ / .+\n# question: .+？ / .+\?\n# columns: [a-z_ ]+\n", text)
    used = set(re.findall(r"\b(\w+):\w", text.split("SELECT", 1)[1]))
    assert set(re.findall(r"PREFIX (\w+):", text)) == used


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.stem))
def test_columns_are_those_of_the_header(path: Path, view: OxigraphView) -> None:
    text = path.read_text("utf-8")
    (columns,) = re.findall(r"# columns: (.+)\n", text)
    assert view.select(text).columns == tuple(columns.split())


def test_every_query_fills_a_kind_of_row() -> None:
    assert {path.stem for path in QUERIES} == {*PageRows.__struct_fields__}


def test_read_rows_of_a_report(view: OxigraphView) -> None:
    rows = read_rows(view)
    counts = {name: len(getattr(rows, name)) for name in rows.__struct_fields__}
    assert counts == {
        "documents": 1,
        "kinds": 6,
        "descriptions": 33,
        "participations": 5,
        "collaborations": 3,
        "evidence": 2,
        "mentions": 7,
        "observations": 3,
        "recognitions": 1,
        "findings": 1,
    }
    assert KindRow("agency/100000/gong-an-bu", "agency") in rows.kinds
    described = {(each.entity, each.attribute): each.value for each in rows.descriptions}
    assert described["agency/100000/gong-an-bu", "level"] == "national"
    assert described["organ/court", "name"] == "法院"
    growth = max(rows.observations, key=lambda each: each.statistic == "growth")
    assert (growth.value_text, growth.unit, growth.statistic) == ("19.4", "unit/percent", "growth")
    assert (growth.value, growth.initiative, growth.actor) == ("", "", "agency/370300/gong-an-ju")
    assert rows.evidence[0].section == "一、协同保护 > （一）机制"


def test_read_rows_of_nothing() -> None:
    assert read_rows(create_store().view()) == PageRows()


def test_read_rows_refuses_other_columns(view: OxigraphView) -> None:
    with pytest.raises(InvalidQuery, match=r"its columns are other: make them document title"):
        read_rows(FixedView(view.store))


def test_read_rows_writes_values_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in QUERIES:
        (tmp_path / path.name).write_text(path.read_text("utf-8"), encoding="utf-8")
    text = (FOLDER / "documents.rq").read_text("utf-8")
    values = "VALUES (?document ?title ?publisher ?issued ?period ?source)"
    row = f"(<{ID}document/d> 1.50 true 7 <{AMO}flow> UNDEF)"
    changed = re.sub(r"WHERE \{.+\}\n", f"WHERE {{ {values} {{ {row} }} }}\n", text, flags=re.S)
    (tmp_path / "documents.rq").write_text(changed, encoding="utf-8")
    monkeypatch.setattr("queries.pages.FOLDER", tmp_path)
    (found,) = read_rows(create_store().view()).documents
    plain = [getattr(found, name) for name in found.__struct_fields__]
    assert plain == ["document/d", "1.5", "True", 7, "flow", ""]


def test_rows_do_not_multiply_with_documents() -> None:
    """What many documents state of one actor is one row, and takes no longer than that."""
    store = create_store()
    actor = ox.NamedNode(f"{ID}agency/370300/gong-an-ju")
    stated: dict[str, ox.NamedNode | ox.Literal] = {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ox.NamedNode(f"{AMO}Agency"),
        "http://www.w3.org/2004/02/skos/core#prefLabel": ox.Literal("淄博市公安局", language="zh"),
        f"{AMO}region": ox.NamedNode(f"{ID}region/370300"),
        f"{AMO}level": ox.NamedNode(f"{AMO}municipal"),
        f"{AMO}organType": ox.NamedNode(f"{ID}organ/public-security"),
    }
    for number in range(CROWD):
        graph = ox.NamedNode(f"{ID}evidence/d{number}/0-9")
        store.store.extend(
            ox.Quad(actor, ox.NamedNode(term), value, graph) for term, value in stated.items()
        )
    rows = read_rows(store.view())
    assert (len(rows.kinds), len(rows.descriptions)) == (1, 4)
