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
POLICY, TWIN = f"{t.ID}policy/370100/yi-jian", f"{t.ID}region/370100-x"
ORGAN, RULE, REPORT = f"{t.ID}organ/court", f"{t.ID}rule/verb", f"{t.ID}document/report"
REFERENCE = t.REFERENCE_GRAPH


def iri(value: str) -> str:
    return f"<{value}>"


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


def count(value: int) -> str:
    return f'"{value}"^^<{t.INTEGER}>'


def describe(evidence: str, text: str) -> list[Statement]:
    """Evidence at the first nine characters of the report."""
    return [
        (evidence, t.RDF_TYPE, iri(t.Evidence), evidence),
        (evidence, t.IN_DOCUMENT, iri(REPORT), evidence),
        (evidence, t.START, count(0), evidence),
        (evidence, t.END, count(9), evidence),
        (evidence, t.TEXT, f'"{text}"', evidence),
    ]


@pytest.mark.parametrize(
    ("statements", "axiom"),
    [
        pytest.param(
            [(COURT, t.RDF_TYPE, iri(t.Agency), ONE), (COURT, t.RDF_TYPE, iri(t.Person), OTHER)],
            "DisjointClasses(Agency Person)",
            id="disjoint actors",
        ),
        pytest.param(
            [(PLAN, t.RDF_TYPE, iri(t.Policy), ONE), (PLAN, t.RDF_TYPE, iri(t.Case), OTHER)],
            "DisjointClasses(Case Policy)",
            id="disjoint initiatives",
        ),
        pytest.param(
            [(ORGAN, t.RDF_TYPE, iri(t.OrganType), REFERENCE), (ORGAN, t.LEADS, iri(PLAN), ONE)],
            "DisjointClasses(Actor OrganType)",
            id="a concept that leads",
        ),
        pytest.param(
            [(CITY, t.RDF_TYPE, iri(t.Region), REFERENCE), (CITY, t.REPORTED_BY, iri(COURT), ONE)],
            "reportedBy domain Observation",
            id="domain",
        ),
        pytest.param(
            [(CITY, t.RDF_TYPE, iri(t.Region), REFERENCE), (COURT, t.MEMBER_OF, iri(CITY), ONE)],
            "memberOf range AgencyGroup",
            id="range",
        ),
        pytest.param(
            [(FIGURE, t.VALUE, '"12"', ONE)], "value range decimal", id="range: words for a number"
        ),
        pytest.param(
            [(ONE, t.START, count(-1), ONE)],
            "start range nonNegativeInteger",
            id="range: a place before the text",
        ),
        pytest.param(
            [(RULE, t.PRECISION, decimal("1.5"), REFERENCE)],
            "precision range decimal[>= 0.0, <= 1.0]",
            id="range: a share above one",
        ),
        pytest.param(
            [(COURT, t.COLLABORATES_WITH, iri(COURT), ONE)],
            "Irreflexive collaboratesWith",
            id="irreflexive",
        ),
        pytest.param(
            [(PLAN, t.ESTABLISHES, iri(POLICY), ONE), (POLICY, t.ESTABLISHES, iri(PLAN), OTHER)],
            "Asymmetric establishes",
            id="asymmetric",
        ),
        pytest.param(
            [(FIGURE, t.VALUE, decimal("12"), ONE), (FIGURE, t.VALUE, decimal("13"), OTHER)],
            "Functional value",
            id="functional: two values",
        ),
        pytest.param(
            [
                (FIGURE, t.STATISTIC, iri(t.STOCK), ONE),
                (FIGURE, t.STATISTIC, iri(t.FLOW), OTHER),
            ],
            "DifferentIndividuals(flow stock)",
            id="functional: two statistics",
        ),
        pytest.param(
            [
                (CITY, t.RDF_TYPE, iri(t.Region), REFERENCE),
                (TWIN, t.RDF_TYPE, iri(t.Region), REFERENCE),
                (CITY, t.CODE, '"370100"', REFERENCE),
                (TWIN, t.CODE, '"370100"', REFERENCE),
                (TWIN, t.SUBORDINATE_TO, iri(CITY), ONE),
            ],
            "Region hasKey code",
            id="key: two regions of one code",
        ),
        pytest.param(
            [*describe(ONE, "甲"), *describe(OTHER, "乙")],
            "Evidence hasKey end inDocument start",
            id="key: two sentences at one place",
        ),
        pytest.param(
            [(ONE, t.START, count(9), ONE), (ONE, t.END, count(9), ONE)],
            "end propertyDisjointWith start",
            id="disjoint properties",
        ),
        pytest.param(
            [
                (PLAN, t.RDF_TYPE, iri(t.Campaign), ONE),
                (REPORT, t.WAS_DERIVED_FROM, iri(PLAN), OTHER),
            ],
            "Activity disjointWith Entity",
            id="through an alignment",
        ),
    ],
)
def test_reason_names_the_culprits(statements: list[Statement], axiom: str) -> None:
    innocent = (f"{COURT}-2", t.LEADS, iri(f"{PLAN}-2"), ONE)
    verdict = reason([*statements, innocent])
    assert not verdict.consistent
    assert not verdict.is_sound
    assert set(verdict.culprits) == {Culprit(s, p, o, (graph,)) for s, p, o, graph in statements}
    assert axiom in verdict.axioms


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
