import os
import tempfile
from pathlib import Path

import pytest

from ontology import explain as explaining
from ontology import terms as t
from ontology.errors import InvalidGraph
from ontology.load import ONTOLOGY_FILES
from ontology.reason import Culprit, Statement, Verdict, reason

ONE, OTHER = f"{t.EVIDENCE_BASE}report/0-9", f"{t.EVIDENCE_BASE}report/9-20"
CITY, COURT = f"{t.ID}region/370100", f"{t.ID}agency/370100/zhong-ji-ren-min-fa-yuan"
FIGURE, PLAN = f"{t.ID}observation/report/4-a", f"{t.ID}programme/370100/shi-dian"


def decimal(value: str) -> str:
    return f'"{value}"^^<{t.DECIMAL}>'


def test_reason_finds_the_ontology_sound() -> None:
    verdict = reason()
    assert verdict == Verdict(consistent=True)
    assert verdict.is_sound


def test_reason_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(f"<{COURT}> <{t.LEADS}> <{PLAN}> <{ONE}> .\n", encoding="utf-8")
    assert reason(path).is_sound


@pytest.mark.parametrize(
    ("statements", "axiom"),
    [
        pytest.param(
            [
                (CITY, t.RDF_TYPE, f"<{t.Region}>", t.REFERENCE_GRAPH),
                (CITY, t.LEADS, f"<{PLAN}>", ONE),
            ],
            "participatesIn domain Actor",
            id="a region that leads",
        ),
        pytest.param(
            [
                (FIGURE, t.VALUE, decimal("12"), ONE),
                (FIGURE, t.VALUE, decimal("13"), OTHER),
            ],
            "Functional value",
            id="two values",
        ),
    ],
)
def test_reason_names_the_culprits(statements: list[Statement], axiom: str) -> None:
    innocent = (COURT, t.LEADS, f"<{PLAN}>", ONE)
    verdict = reason([*statements, innocent])
    assert not verdict.consistent
    assert not verdict.is_sound
    wanted = {Culprit(s, p, o, (graph,)) for s, p, o, graph in statements}
    assert set(verdict.culprits) == wanted
    assert axiom.partition("(")[0] in " ".join(verdict.axioms)


def test_reason_names_every_graph_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-Xss2m")
    statement = (COURT, t.COLLABORATES_WITH, f"<{COURT}>")
    verdict = reason([(*statement, OTHER), (*statement, ONE)])
    assert verdict.culprits == (Culprit(*statement, (ONE, OTHER)),)
    assert verdict.axioms == ("Irreflexive collaboratesWith",)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() == str(tmp_path)
    assert os.environ["JDK_JAVA_OPTIONS"] == "-Xss2m"


def test_reason_leaves_out_annotations() -> None:
    odd = [(COURT, t.PREF_LABEL, decimal("no number"), ONE), (COURT, f"{t.ID}x", "_:b", ONE)]
    assert reason(odd).is_sound


def test_reason_finds_classes_without_members(tmp_path: Path) -> None:
    path = tmp_path / "extra.ttl"
    path.write_text(
        f"<{t.ID}Both> a <{t.OWL}Class> ; <{t.RDFS}subClassOf> <{t.Actor}> , <{t.Region}> .",
        encoding="utf-8",
    )
    verdict = reason(ontology=(*ONTOLOGY_FILES, path))
    assert verdict == Verdict(consistent=True, unsatisfiable=(f"{t.ID}Both",))
    assert not verdict.is_sound


def test_reason_blames_the_ontology_when_it_contradicts_itself(tmp_path: Path) -> None:
    path = tmp_path / "extra.ttl"
    path.write_text(f"<{t.EXACT}> a <{t.Region}> .", encoding="utf-8")
    verdict = reason(ontology=(*ONTOLOGY_FILES, path))
    assert not verdict.consistent
    assert verdict.culprits == ()
    assert "exact type Region" in verdict.axioms


def test_reason_refuses_what_hermit_cannot_read() -> None:
    day = f'"2024-01-01"^^<{t.XSD}date>'
    with pytest.raises(InvalidGraph, match=r"HermiT cannot read the graph: .*Datatype"):
        reason([(FIGURE, t.PERIOD, day, ONE)])


@pytest.mark.parametrize(
    "line",
    [
        f"<{COURT}> <{t.LEADS}> <{PLAN}> .",
        f"_:b <{t.LEADS}> <{PLAN}> <{ONE}> .",
        "agency leads",
        None,
    ],
)
def test_reason_refuses_what_is_no_graph(tmp_path: Path, line: str | None) -> None:
    path = tmp_path / "graph.nq"
    if line is not None:
        path.write_text(line, encoding="utf-8")
    with pytest.raises(InvalidGraph, match=r"graph\.nq: "):
        reason(path)


def test_explain_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "SECONDS", 0.01)
    verdict = reason([(COURT, t.COLLABORATES_WITH, f"<{COURT}>", ONE)])
    assert verdict == Verdict(consistent=False)
