from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check import Finding, Report, check, check_quads, check_reasoning, read_quads
from kg.statement import Quad, read_literal
from kg.structure import check_facts, is_period
from kg.vocabularies import check_ontology, check_vocabularies
from ontology import terms as t
from ontology.errors import InvalidGraph
from ontology.load import read_ontology

TEXT = (
    "2024年，国家版权局会同公安部、中国版权协会开展“剑网2024”专项行动，查处案件1200余件，\n"
    "同比增长10.5%。公安部副部长李某出席会议。该行动获评全国法治实践优秀案例。"
)
TEXTS = {"report-2024": TEXT}
SAID = f"{t.EVIDENCE_BASE}report-2024/0-60"
DOCUMENT = f"{t.ID}document/report-2024"
LEAD = f"{t.ID}agency/100000/guo-jia-ban-quan-ju"
PARTNER = f"{t.ID}agency/100000/gong-an-bu"
PLAN = f"{t.ID}campaign/100000/jian-wang"
EVENT = f"{t.ID}event/100000/hui-yi"
FIGURE = f"{t.ID}observation/report-2024/42-a"
PAIR = f"{t.ID}collaboration/1"
DERIVED = f"{t.DERIVED_BASE}collaboration"


@pytest.fixture(scope="module")
def sound() -> list[Quad]:
    path = Path(__file__).parent / "sound.trig"
    return [
        Quad(str(q.subject)[1:-1], q.predicate.value, str(q.object), str(q.graph_name)[1:-1])
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TRIG)
    ]


@pytest.fixture
def folder(tmp_path: Path, sound: list[Quad]) -> Path:
    write(tmp_path / "graph.nq", sound)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "report-2024.txt").write_bytes(TEXT.encode())
    return tmp_path


def write(path: Path, quads: Iterable[Quad]) -> None:
    path.write_text("".join(f"{quad.line()}\n" for quad in quads), encoding="utf-8")


def without(quads: list[Quad], subject: str, predicate: str) -> list[Quad]:
    return [quad for quad in quads if quad[:2] != (subject, predicate)]


def test_check_quads_finds_the_sound_graph_sound(sound: list[Quad]) -> None:
    assert check_quads(sound, TEXTS) == ()
    assert check_quads(sound) == ()
    assert check_facts(sound) == ()


@pytest.mark.parametrize(
    ("rule", "quad"),
    [
        ("blank-node", Quad("_:b", t.LEADS, f"<{PLAN}>", SAID)),
        ("blank-node", Quad(LEAD, t.LEADS, "_:b", SAID)),
        ("triple-term", Quad(LEAD, t.DOUBT, f"<<( <{LEAD}> <{t.LEADS}> <{PLAN}> )>>", SAID)),
        ("iri-not-ascii", Quad(f"{t.ID}agency/公安部", t.LEADS, f"<{PLAN}>", SAID)),
        ("iri-not-ascii", Quad(PARTNER, f"{t.AMO}牵头", f"<{PLAN}>", SAID)),
        ("iri-not-ascii", Quad(PARTNER, t.RDF + "value", "<https://example.org/文>", SAID)),
        ("unknown-term", Quad(PARTNER, f"{t.AMO}leadz", f"<{PLAN}>", SAID)),
        ("unknown-term", Quad(PARTNER, t.RDF_TYPE, f"<{t.AMO}Bureau>", SAID)),
        ("undescribed", Quad(PARTNER, t.LEADS, f"<{t.ID}policy/100000/yi-jian>", SAID)),
        ("unknown-graph", Quad(PARTNER, t.LEADS, f"<{PLAN}>", f"{t.ID}graph/other")),
        ("unknown-graph", Quad(PARTNER, t.LEADS, f"<{PLAN}>", "")),
        ("no-sentence", Quad(PARTNER, t.LEADS, f"<{PLAN}>", t.REFERENCE_GRAPH)),
        ("no-sentence", Quad(PARTNER, t.LEADS, f"<{PLAN}>", DERIVED)),
        ("no-sentence", Quad(PLAN, t.RDF_TYPE, f"<{t.Campaign}>", DERIVED)),
        ("figure-misplaced", Quad(f"{FIGURE[:-4]}61-a", t.RDF_TYPE, f"<{t.Observation}>", SAID)),
        (
            "figure-misplaced",
            Quad(f"{t.ID}recognition/r/5-a", t.RDF_TYPE, f"<{t.Observation}>", SAID),
        ),
        ("region-differs", Quad(PARTNER, t.REGION, f"<{t.ID}region/110000>", SAID)),
        ("value-differs", Quad(FIGURE, t.VALUE, f'"1300"^^<{t.DECIMAL}>', SAID)),
        ("not-said", Quad(PARTNER, t.ALT_LABEL, '"国安部"@zh', SAID)),
        ("not-said", Quad(FIGURE, t.VALUE_TEXT, '"1300余"', SAID)),
        ("collaborates-with-itself", Quad(LEAD, t.COLLABORATES_WITH, f"<{LEAD}>", DERIVED)),
        ("strength", Quad(PAIR, t.THROUGH, f"<{EVENT}>", DERIVED)),
    ],
)
def test_check_quads_finds_what_is_too_much(sound: list[Quad], rule: str, quad: Quad) -> None:
    found = check_quads([*sound, quad], TEXTS)
    assert rule in {finding.rule for finding in found}
    (finding,) = (finding for finding in found if finding.rule == rule)
    assert finding.subject == quad.subject or rule == "unknown-graph"
    assert finding.evidence == (SAID if quad.graph == SAID else "")


@pytest.mark.parametrize(
    "form", ["中国版权协会", "１２００余件", "“剑网２０２４”专项行动", "版权协会(工作站)", "10.5%"]
)
def test_form_is_said_whatever_its_width_and_marks(sound: list[Quad], form: str) -> None:
    (said,) = (quad for quad in sound if (quad.graph, quad.predicate) == (SAID, t.TEXT))
    words = said.object.replace("中国版权协会", "中国版权—16—协会（⼯作站）")
    quads = [quad._replace(object=words) if quad == said else quad for quad in sound]
    assert check_quads([*quads, Quad(PARTNER, t.ALT_LABEL, f'"{form}"@zh', SAID)]) == ()


@pytest.mark.parametrize(
    "predicate", [t.RDF_TYPE, t.IN_DOCUMENT, t.TEXT, t.START, t.END], ids=lambda term: term[-8:]
)
def test_check_quads_finds_evidence_without_description(sound: list[Quad], predicate: str) -> None:
    found = check_quads(without(sound, SAID, predicate), TEXTS)
    assert ("evidence-undescribed", SAID, predicate) in {as_tuple(finding) for finding in found}


def as_tuple(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject, finding.value


def test_check_quads_finds_evidence_that_is_something_else(sound: list[Quad]) -> None:
    quads = [*without(sound, SAID, t.RDF_TYPE), Quad(SAID, t.RDF_TYPE, f"<{t.Document}>", SAID)]
    (finding,) = check_quads(quads, TEXTS)
    assert as_tuple(finding) == ("evidence-undescribed", SAID, f"<{t.Document}>")


@pytest.mark.parametrize("end", ["59", "61"])
def test_check_quads_finds_evidence_in_another_place(sound: list[Quad], end: str) -> None:
    number = f'"{end}"^^<{t.INTEGER}>'
    (finding,) = check_quads([*without(sound, SAID, t.END), Quad(SAID, t.END, number, SAID)], TEXTS)
    assert as_tuple(finding) == ("evidence-misplaced", SAID, f"report-2024 0 {end}")


def test_check_quads_finds_evidence_with_odd_values(sound: list[Quad]) -> None:
    odd = [*without(sound, SAID, t.START), Quad(SAID, t.START, f"<{LEAD}>", SAID)]
    (finding,) = check_quads(odd, TEXTS)
    assert as_tuple(finding) == ("evidence-misplaced", SAID, f"report-2024 <{LEAD}> 60")


def test_check_quads_compares_quotes_white_space_aside(sound: list[Quad]) -> None:
    spaced = TEXT.replace("国家版权局", "国家 版权局").replace("\n", "")
    assert len(spaced) == len(TEXT)
    assert check_quads(sound, {"report-2024": spaced}) == ()


def test_check_quads_finds_a_changed_quote(sound: list[Quad]) -> None:
    (finding,) = check_quads(sound, {"report-2024": TEXT.replace("1200", "1300")})
    assert (finding.rule, finding.evidence) == ("text-differs", SAID)
    assert "1200余件" in finding.value


def test_check_quads_finds_a_missing_text(sound: list[Quad]) -> None:
    found = check_quads(sound, {})
    assert [finding.rule for finding in found] == ["text-missing"] * 3


def test_check_quads_reads_ids_that_were_encoded() -> None:
    document, place = f"{t.ID}document/a%20b", f"{t.EVIDENCE_BASE}a%20b/0-3"
    quads = [
        Quad(document, t.RDF_TYPE, f"<{t.Document}>", t.REFERENCE_GRAPH),
        Quad(place, t.RDF_TYPE, f"<{t.Evidence}>", place),
        Quad(place, t.IN_DOCUMENT, f"<{document}>", place),
        Quad(place, t.TEXT, '"\\"a\\u0062"', place),
        Quad(place, t.START, f'"0"^^<{t.INTEGER}>', place),
        Quad(place, t.END, f'"3"^^<{t.INTEGER}>', place),
    ]
    assert check_quads(quads, {"a b": '"ab'}) == ()


@pytest.mark.parametrize(
    ("term", "one", "other"),
    [
        (t.PART_OF, PLAN, EVENT),
        (t.WITHIN, f"{t.ID}region/100000", f"{t.ID}region/110000"),
    ],
)
def test_check_facts_finds_circles(sound: list[Quad], term: str, one: str, other: str) -> None:
    found = check_facts([*sound, Quad(one, term, f"<{other}>", SAID)])
    assert {as_tuple(finding) for finding in found} == {
        ("circle", one, term),
        ("circle", other, term),
    }


def test_check_facts_finds_impossible_dates(sound: list[Quad]) -> None:
    (finding,) = check_facts([*sound, Quad(EVENT, t.DATE, '"2023-02-30"', SAID)])
    assert as_tuple(finding) == ("period", EVENT, '"2023-02-30"')
    assert finding.evidence == SAID


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2024", True),
        ("2024-02", True),
        ("2024-02-29", True),
        ("2023-01-01/2023-06-30", True),
        ("2021-01-01/..", True),
        ("2023/2023-06", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("2024-1-1", False),
        ("2024年", False),
        ("0000", False),
        ("", False),
        ("2024-06-30/2024-01-01", False),
        ("2024/十月", False),
        ("../2024", False),
    ],
)
def test_is_period(text: str, right: bool) -> None:
    assert is_period(text) is right


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"淄博市"@zh', "淄博市"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#decimal>', "5"),
        (r'"a\"b\\n\n\u4e2d\U00020000"', 'a"b\\n\n中\U00020000'),
        ('""', ""),
        ("<https://example.org/>", "<https://example.org/>"),
    ],
)
def test_read_literal(written: str, text: str) -> None:
    assert read_literal(written) == text


def test_check_finds_a_sound_graph_sound(tmp_path: Path, sound: list[Quad]) -> None:
    write(tmp_path / "other.nq", sound)
    report = check(tmp_path / "other.nq")
    assert report.is_sound
    assert report.findings == ()
    assert list(report.seconds) == [
        *("ontology", "vocabulary", "structure", "shapes", "reasoner"),
    ]
    lines = list(report.lines())
    assert [line.split(" (")[0] for line in lines] == [
        "本体 ontology: 通过 passed",
        "词表 vocabulary: 通过 passed",
        "结构 structure: 通过 passed",
        "形状 shapes: 通过 passed",
        "推理 reasoner: 通过 passed",
    ]
    assert report.quads == len(sound)


def test_check_names_what_where_and_which_sentence(folder: Path, sound: list[Quad]) -> None:
    broken = [
        *without(sound, FIGURE, t.METRIC),
        Quad(FIGURE, t.STATISTIC, f"<{t.STOCK}>", SAID),
        Quad("_:b", t.LEADS, f"<{PLAN}>", SAID),
    ]
    write(folder / "graph.nq", broken)
    text = (folder / "graph.nq").read_text(encoding="utf-8").replace("<_:b>", "_:b")
    (folder / "graph.nq").write_text(text, encoding="utf-8")
    report = check(folder)
    assert not report.is_sound
    assert {(finding.part, finding.rule) for finding in report.findings} == {
        ("structure", "blank-node"),
        ("shapes", "Observation metric"),
        ("shapes", "Observation statistic"),
        ("reasoner", "contradiction"),
    }
    assert {finding.evidence for finding in report.findings} == {SAID}
    assert {finding.sentence for finding in report.findings} == {TEXT[:60].replace("\n", "")}
    shown = "\n".join(report.lines())
    assert "形状 shapes: 2 处问题 faults" in shown
    assert (
        "[shapes Observation metric] "
        "数据须有且仅有一个指标 / An observation has exactly one metric\n"
        "  何处 where: 查处案件 id:observation/report-2024/42-a\n"
        "  出处 evidence: id:evidence/report-2024/0-60\n"
        "  原文 sentence: 2024年，国家版权局会同公安部"
    ) in shown
    assert "Functional statistic" in shown


def test_check_reasoning_reports_what_hermit_cannot_read() -> None:
    quad = Quad(FIGURE, t.VALUE, f'"许多"^^<{t.DECIMAL}>', SAID)
    (finding,) = check_reasoning([quad])
    assert (finding.part, finding.rule) == ("reasoner", "unreadable")
    assert "datatype" in finding.english


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "run `amo build` first"), ("<a> <b>", "cannot be read as N-Quads")],
)
def test_read_quads_refuses(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "graph.nq").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidGraph, match=message):
        check(tmp_path)


def test_read_quads_keeps_the_default_graph_apart(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(f"<{LEAD}> <{t.LEADS}> <{PLAN}> .\n", encoding="utf-8")
    assert read_quads(path) == [Quad(LEAD, t.LEADS, f"<{PLAN}>", "")]


def test_finding_describes_only_what_it_has() -> None:
    finding = Finding("structure", "unknown-graph", f"{t.ID}graph/x", "", "不明", "Unknown")
    assert finding.describe() == "不明 / Unknown\n  何处 where: id:graph/x"


def test_report_without_findings_is_sound() -> None:
    assert Report(0, (), {}).is_sound


def test_report_shows_the_first_of_many_findings_of_a_rule() -> None:
    findings = tuple(
        Finding("shapes", "Post postIn", f"{t.ID}post/{n}", "", "职务", "A post") for n in range(23)
    )
    lines = list(Report(0, findings, {"shapes": 0.0}).lines())
    assert lines[0] == "形状 shapes: 23 处问题 faults (0.0 s)"
    assert len(lines) == 22
    assert lines[-1] == "\n[shapes Post postIn] 另有 3 处 more of the same"


@pytest.mark.parametrize(
    ("quad", "rule"),
    [
        (Quad(LEAD, t.PREF_LABEL, '"版权局"@zh', SAID), "S14"),
        (Quad(LEAD, t.ALT_LABEL, '"国家版权局"@zh', SAID), "S13"),
        (
            Quad(f"{t.ID}unit/jian", t.BROADER, f"<{t.ID}region/100000>", t.REFERENCE_GRAPH),
            "other-scheme",
        ),
        (Quad(f"{t.ID}unit", t.RDF_TYPE, f"<{t.Concept}>", t.REFERENCE_GRAPH), "S9"),
    ],
)
def test_check_vocabularies_finds_what_the_graph_breaks(
    sound: list[Quad], quad: Quad, rule: str
) -> None:
    assert check_vocabularies(sound) == ()
    found = check_vocabularies([*sound, quad])
    assert rule in {each.rule for each in found}
    assert {each.part for each in found} == {"vocabulary"}


def test_check_vocabularies_names_the_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "odd.ttl"
    path.write_text(
        f'@prefix skos: <{t.SKOS}> . <{t.ID}x> a skos:Concept ; skos:prefLabel "甲"@zh , "乙"@zh .'
    )
    found = {each.rule: each for each in check_vocabularies((), tmp_path)}
    assert set(found) == {"S14", "no-scheme"}
    assert found["no-scheme"].describe() == (
        "概念不在任何体系中 / A concept stands in no scheme\n"
        "  何处 where: id:x\n  值 value: odd.ttl"
    )


def test_check_ontology_names_the_term_that_is_not_declared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert check_ontology() == ()
    monkeypatch.setattr(t, "LEADS", f"{t.AMO}heads")
    (finding,) = check_ontology()
    assert (finding.rule, finding.subject) == ("undeclared", f"{t.AMO}heads")


def test_check_ontology_names_what_leaves_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = ox.Triple(
        ox.NamedNode(t.AMO + "partOf"),
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://www.w3.org/2002/07/owl#FunctionalProperty"),
    )
    triples = read_ontology()
    monkeypatch.setattr("kg.vocabularies.read_ontology", lambda: [*triples, loop])
    found = {(each.rule, each.subject) for each in check_ontology()}
    assert found == {("profile-not-simple", t.AMO + "partOf")}


def test_check_ontology_names_what_is_not_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.vocabularies.find_unexplained", lambda: iter([(t.LEADS, "example")]))
    (finding,) = check_ontology()
    assert finding.describe() == (
        "术语缺少中文或英文的 example / The term lacks its example in Chinese or English\n"
        "  何处 where: amo:leads\n  值 value: amo.ttl"
    )
