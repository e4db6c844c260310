"""Each kind of correction on a made-up report, read from files as a user has them."""

import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import Built, build_document
from kg.corrections.apply import LISTS, Corrected, correct, itemise
from kg.corrections.file import read_corrections
from kg.corrections.model import InvalidCorrection
from kg.corrections.provenance import describe_corrections
from kg.corrections.verdict import find_stale
from kg.corrections.words import tell_fact
from kg.facts import ActorMention, Facts, InitiativeMention
from kg.quads import to_quads
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.statement import Quad, iri, literal
from kg.structure import check_quads
from ontology import terms as t

REPORT = """2024年临淄区知识产权工作报告

2024年3月，区公安局联合区市场监管局印发《专利执法工作方案》。
区检察院、区法院开展“蓝盾”行动，立案处理专利侵权纠纷41起，同比增长19.4%。
区司法局开展“蓝盾护航”行动，发放资料3000余份。
冬季，区商务局再次开展“蓝盾”行动。
临淄区商务局获评全国先进集体。
“红马甲”走访商户二百家，集中清查持续三个月。
"""
Mend = Callable[..., Corrected]


def write(*entries: str, document: str = "a") -> str:
    """A corrections file: each entry by its own keys, one a line."""
    signed = "why: 核实\n  by: 李某\n  on: 2026-01-05"
    bodies = (re.sub(r"\s*;\s*", "\n  ", entry) for entry in entries)
    return "".join(f"- document: {document}\n  {body}\n  {signed}\n" for body in bodies)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    path = tmp_path_factory.mktemp("report") / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    return read_facts(read_document(path))


@pytest.fixture
def mend(facts: Facts, tmp_path: Path) -> Mend:
    """The report with corrections, whose graph is sound."""

    def mend_report(*entries: str, document: str = "a") -> Corrected:
        text = write(*entries, document=document)
        (tmp_path / "corrections.yml").write_text(text, encoding="utf-8")
        found = read_corrections(tmp_path).of("a")
        corrected = correct(facts, found)
        assert [line for each in found for line in find_stale(each, corrected.found)] == []
        assert check_quads(quads_of(corrected), {"a": facts.document.text}) == ()
        return corrected

    return mend_report


def quads_of(corrected: Corrected) -> list[Quad]:
    return sorted({*to_quads(corrected.facts), *describe_corrections(corrected)})


def told(facts: Facts) -> set[str]:
    """All facts in words."""
    return {
        tell_fact(item.value)
        for item in itemise(facts)
        if not isinstance(item.value, ActorMention | InitiativeMention)
    }


def id_of(facts: Facts, words: str) -> str:
    """The id of the fact whose words begin so."""
    (found,) = {
        item.id
        for item in itemise(facts)
        if not isinstance(item.value, ActorMention | InitiativeMention)
        and tell_fact(item.value).startswith(words)
    }
    return found


def marked(corrected: Corrected) -> set[str]:
    """What bears a correction: the last part of each subject of amo:correctedBy."""
    found = (q.subject for q in quads_of(corrected) if q.predicate == t.CORRECTED_BY)
    return {subject.removeprefix(t.ID).split("/", 1)[0] for subject in found}


LEAD = "临淄区公安局 —牵头 lead→ 专利执法工作方案"
PARTNER = "临淄区市场监督管理局 —联合 partner→ 专利执法工作方案"


def test_every_kind_of_fact_can_be_corrected(facts: Facts) -> None:
    lists = {each.name for each in fields(facts) if isinstance(getattr(facts, each.name), tuple)}
    assert lists == set(LISTS)


def test_no_corrections_change_nothing(facts: Facts) -> None:
    corrected = correct(facts, ())
    assert corrected.facts is facts
    assert list(describe_corrections(corrected)) == []


def test_role_is_set(facts: Facts, mend: Mend) -> None:
    corrected = mend(f"what: set; fact: {id_of(facts, LEAD)}; role: supervisor")
    changed = "临淄区公安局 —督导 supervisor→ 专利执法工作方案"
    assert told(corrected.facts) == told(facts) - {LEAD} | {changed}
    assert marked(corrected) == {"evidence", "agency", "policy"}


def test_correction_tells_who_when_why_and_what_was_withdrawn(facts: Facts, mend: Mend) -> None:
    corrected = mend(f"what: drop; fact: {id_of(facts, LEAD)}")
    quads = quads_of(corrected)
    (node,) = {q.subject for q in quads if q.object == iri(t.Correction)}
    about = {q.predicate: q.object for q in quads if q.subject == node}
    assert about[t.REASON] == literal("核实")
    assert about[t.AUTHOR] == literal("李某")
    assert about[t.DATE] == literal("2026-01-05")
    assert about[t.WITHDRAWN] == literal(f"a 18-51: 参与 participation: {LEAD}")
    assert about[t.LABEL] == literal(f"drop: {id_of(facts, LEAD)}")
    assert {q.graph for q in quads if q.subject == node} == {t.REFERENCE_GRAPH}
    (mark,) = (q for q in quads if q.predicate == t.CORRECTED_BY)
    assert mark.subject == mark.graph
    assert mark.graph.endswith("/a/18-51")


def test_fact_is_dropped(facts: Facts, mend: Mend) -> None:
    corrected = mend(f"what: drop; fact: {id_of(facts, LEAD)}")
    assert told(corrected.facts) == told(facts) - {LEAD}
    assert [each.fact for each in corrected.dropped] == [
        each for each in facts.participations if tell_fact(each) == LEAD
    ]


def test_figure_that_is_dropped_is_no_longer_qualified(facts: Facts, mend: Mend) -> None:
    whole = id_of(facts, "临淄区 立案处理专利侵权纠纷 = 41起")
    rest = mend(f"what: drop; fact: {whole}").facts.observations
    assert len(rest) == len(facts.observations) - 1
    assert [each.qualifies for each in rest if each.statistic == "growth"] == [None]


def test_figure_behind_a_dropped_one_is_still_qualified(facts: Facts, mend: Mend) -> None:
    corrected = mend(
        "what: add-observation; quote: 集中清查持续三个月; figure: 三个月; metric: 清查; value: 3;"
        "unit: 个月; statistic: flow",
        f"what: set; fact: {id_of(facts, '临淄区 立案处理专利侵权纠纷 = 41起')}; value: 42",
    )
    figures = corrected.facts.observations
    (growth,) = (each for each in figures if each.statistic == "growth")
    assert growth.qualifies is not None
    assert figures[growth.qualifies].value == Decimal(42)


def test_thing_is_dropped_with_all_that_is_said_of_it(facts: Facts, mend: Mend) -> None:
    corrected = mend("what: drop; name: “蓝盾护航”行动")
    rest = told(corrected.facts)
    assert not [words for words in rest if "护航" in words]
    (figure,) = (each for each in corrected.facts.observations if each.metric == "发放资料")
    assert figure.initiative is None
    assert figure.agency is not None
    assert "护航" not in " ".join(q.object for q in to_quads(corrected.facts) if "label" in q[1])
    assert "observation" in marked(corrected)


def test_actor_is_dropped_from_a_mention_and_from_honours(facts: Facts, mend: Mend) -> None:
    corrected = mend("what: drop; name: 临淄区商务局")
    assert not [w for w in told(corrected.facts) if w.startswith("临淄区商务局 —")]
    (honour,) = corrected.facts.recognitions
    assert (honour.recipient, honour.recipient_actor) == ("临淄区商务局", None)


def test_names_are_merged(facts: Facts, mend: Mend) -> None:
    corrected = mend("what: merge; name: “蓝盾护航”行动; into: “蓝盾”行动")
    assert {each.initiative.name for each in corrected.facts.initiatives} == {
        "专利执法工作方案",
        "“蓝盾”行动",
    }
    assert "临淄区司法局 —牵头 lead→ “蓝盾”行动" in told(corrected.facts)
    assert marked(corrected) == {"evidence", "campaign"}
    marks = {sentence for sentence, node, _ in corrected.marks if node}
    assert marks == {3}


def test_form_of_the_merged_name_is_another_label(mend: Mend) -> None:
    corrected = mend("what: merge; name: “蓝盾护航”行动; into: “蓝盾”行动")
    labels = {q.object for q in to_quads(corrected.facts) if q.predicate == t.ALT_LABEL}
    assert '"“蓝盾护航”行动"@zh' in labels


def test_relation_of_what_became_one_is_dropped(tmp_path: Path) -> None:
    text = "市公安局印发《关于建立案件会商机制的意见》，建立案件会商机制。"
    (tmp_path / "a.txt").write_text(f"2024年淄博市工作报告\n\n{text}\n", encoding="utf-8")
    facts = read_facts(read_document(tmp_path / "a.txt"))
    (relation,) = facts.relations
    merge = f"what: merge; name: {relation.object.name}; into: {relation.subject.name}"
    (tmp_path / "corrections.yml").write_text(write(merge), encoding="utf-8")
    corrected = correct(facts, read_corrections(tmp_path).entries)
    assert corrected.facts.relations == ()
    assert [each.fact for each in corrected.dropped] == [relation]


def test_name_is_renamed_and_read_anew(mend: Mend) -> None:
    corrected = mend("what: rename; name: 临淄区商务局; to: 淄博市商务局", document="all")
    (actor,) = {
        actor
        for mention in corrected.facts.actors
        for actor in mention.actors
        if "商务" in actor.name
    }
    assert (actor.region, actor.level, actor.organ) == ("370300", "municipal", "commerce")
    (honour,) = corrected.facts.recognitions
    assert (honour.recipient, honour.recipient_actor) == ("淄博市商务局", actor)


def test_initiative_is_renamed(mend: Mend) -> None:
    corrected = mend("what: rename; name: “蓝盾”行动; to: “蓝盾2024”行动")
    assert "临淄区人民检察院 —牵头 lead→ “蓝盾2024”行动" in told(corrected.facts)
    assert not [words for words in told(corrected.facts) if "“蓝盾”行动" in words]


def test_renamed_name_may_be_corrected_further(mend: Mend) -> None:
    rename = "what: rename; name: “蓝盾”行动; to: “蓝盾2024”行动"
    change = "what: change; name: “蓝盾2024”行动; type: programme"
    merge = "what: merge; name: “蓝盾护航”行动; into: “蓝盾”行动"
    corrected = mend(merge, change, rename)
    found = {(e.initiative.type, e.initiative.name) for e in corrected.facts.initiatives}
    assert found == {("policy", "专利执法工作方案"), ("programme", "“蓝盾2024”行动")}


def test_kind_type_and_region_are_changed(mend: Mend) -> None:
    corrected = mend(
        "what: change; name: 临淄区商务局; kind: organisation",
        "what: change; name: 临淄区商务局; region: 淄博市",
        "what: change; name: “蓝盾护航”行动; type: programme; region: 370000",
    )
    actors = {a for each in corrected.facts.actors for a in each.actors if "商务" in a.name}
    assert {(a.kind, a.region, a.level) for a in actors} == {
        ("organisation", "370300", "municipal")
    }
    types = {(i.initiative.type, i.initiative.region) for i in corrected.facts.initiatives}
    assert ("programme", "370000") in types


def test_name_is_split_everywhere(facts: Facts, mend: Mend) -> None:
    corrected = mend(
        "what: split; name: 临淄区商务局; into: [{name: 临淄区商务局}, {name: 某中心}]"
    )
    before, after = told(facts), told(corrected.facts)
    assert after - before == {
        "某中心 —牵头 lead→ “蓝盾”行动",
        "某中心 获 全国先进集体",
    }
    assert before - after == set()


def test_name_is_split_by_quotes(mend: Mend) -> None:
    corrected = mend(
        "what: split; name: “蓝盾”行动; into: [{name: “春盾”行动},"
        " {name: “冬盾”行动, quotes: [冬季，区商务局], type: event}]"
    )
    found = told(corrected.facts)
    assert "临淄区人民检察院 —牵头 lead→ “春盾”行动" in found
    assert "临淄区商务局 —牵头 lead→ “冬盾”行动" in found
    assert not [words for words in found if "“蓝盾”行动" in words]
    types = {i.initiative.name: i.initiative.type for i in corrected.facts.initiatives}
    assert types["“冬盾”行动"] == "event"


def test_name_is_itself_where_no_quote_stands(mend: Mend) -> None:
    corrected = mend(
        "what: split; name: “蓝盾”行动; into: [{name: “甲”行动, quotes: [冬季]},"
        " {name: “乙”行动, quotes: [再次]}]"
    )
    found = told(corrected.facts)
    assert "临淄区人民检察院 —牵头 lead→ “蓝盾”行动" in found
    assert {"临淄区商务局 —牵头 lead→ “甲”行动", "临淄区商务局 —牵头 lead→ “乙”行动"} <= found


def test_details_of_a_figure_are_set(facts: Facts, mend: Mend) -> None:
    fact = id_of(facts, "临淄区 发放资料")
    corrected = mend(
        f"what: set; fact: {fact}; value: 3200; bound: exact; unit: 册; statistic: stock",
        f"what: set; fact: {fact}; metric: 资料; period: 2024-12-31; region: 淄博市",
        f"what: set; fact: {fact}; agency: 淄博市公安局; initiative: ''",
    )
    (figure,) = (each for each in corrected.facts.observations if each.metric == "资料")
    assert (figure.value, figure.bound, figure.unit) == (Decimal(3200), "exact", "册")
    assert (figure.statistic, figure.period, figure.region) == ("stock", "2024-12-31", "370300")
    assert figure.agency is not None
    assert figure.agency.name == "淄博市公安局"
    assert figure.initiative is None
    assert marked(corrected) == {"evidence", "observation"}
    assert len({node for _, node, _ in corrected.marks if node}) == 1


def test_figure_becomes_a_magnitude(facts: Facts, mend: Mend) -> None:
    fact = id_of(facts, "临淄区 发放资料")
    corrected = mend(f"what: set; fact: {fact}; bound: magnitude; agency: ''")
    (figure,) = (each for each in corrected.facts.observations if each.metric == "发放资料")
    assert (figure.value, figure.agency) == (None, None)


def test_details_of_an_honour_are_set(facts: Facts, mend: Mend) -> None:
    fact = id_of(facts, "临淄区商务局 获")
    corrected = mend(
        f"what: set; fact: {fact}; name: 先进; recipient: 临淄区",
        f"what: set; fact: {fact}; conferred_by: 公安部; date: '2024'",
    )
    (honour,) = corrected.facts.recognitions
    assert (honour.name, honour.recipient, honour.date) == ("先进", "临淄区", "2024")
    assert (honour.recipient_region, honour.recipient_actor) == ("370305", None)
    assert honour.conferrer is not None
    assert honour.conferrer.region == "100000"


def test_date_is_set(facts: Facts, mend: Mend) -> None:
    fact = id_of(facts, "专利执法工作方案：2024-03")
    corrected = mend(f"what: set; fact: {fact}; date: 2024-03-05")
    assert "专利执法工作方案：2024-03-05" in told(corrected.facts)


ADD_ACTOR = (
    "what: add-actor; quote: “红马甲”走访商户 二百家; form: “红马甲”; name: 志愿服务队;"
    " kind: organisation; region: 淄博市"
)
ADD_INITIATIVE = (
    "what: add-initiative; quote: 集中清查持续三个月; form: 集中清查; name: 商户清查;"
    " type: campaign; date: '2024'"
)


def test_facts_are_added_with_their_quotes(facts: Facts, mend: Mend) -> None:
    corrected = mend(
        "what: add-participation; quote: 集中清查; actor: 志愿服务队; role: partner;"
        " initiative: 商户清查",
        "what: add-observation; quote: 走访商户二百家; figure: 二百家; metric: 走访的商户;"
        " statistic: flow; agency: 志愿服务队; initiative: 商户清查",
        "what: add-recognition; quote: 集中清查持续三个月; name: 优秀案例; recipient: 志愿服务队",
        ADD_INITIATIVE,
        ADD_ACTOR,
    )
    assert told(corrected.facts) - told(facts) == {
        "商户清查：2024",
        "志愿服务队 —联合 partner→ 商户清查",
        "临淄区 走访的商户 = 二百家 (流量 flow, 2024, 确数 exact value=200)"
        "  机构 agency=志愿服务队  举措 initiative=商户清查",
        "志愿服务队 获 优秀案例",
    }
    new = {q.graph for q in quads_of(corrected) if q.predicate == t.CORRECTED_BY}
    assert {graph.rpartition("/")[2] for graph in new} == {"156-179"}
    assert marked(corrected) == {
        *("evidence", "organisation", "campaign", "observation", "recognition")
    }


def test_added_names_may_be_merged(mend: Mend) -> None:
    corrected = mend(ADD_ACTOR, "what: merge; name: 临淄区商务局; into: 志愿服务队; region: 淄博市;"
                     " kind: organisation")  # fmt: skip
    assert "志愿服务队 —牵头 lead→ “蓝盾”行动" in told(corrected.facts)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (("what: drop; fact: 00000000",), "looked for the fact 00000000 in a"),
        (("what: set; fact: 00000000; role: lead",), "looked for the fact 00000000 in a"),
        (("what: drop; name: 火星局",), "looked for the name 火星局 in a, which is not there"),
        (("what: change; name: 火星局; kind: group",), "looked for the name 火星局"),
        (("what: change; name: 临淄区商务局; kind: agency",), "changes nothing in a"),
        (("what: merge; name: 火星局; into: 临淄区商务局",), "looked for the name 火星局"),
        (("what: merge; name: 临淄区商务局; into: 火星局",), "looked for 火星局 to merge into"),
        (
            ("what: split; name: “蓝盾”行动; into: [{name: 甲}, {name: 乙, quotes: [夏季]}]",),
            "looked for the words 夏季 in a",
        ),
        (
            ("what: add-actor; quote: 区商务局再次; form: 区商务局; name: 临淄区商务局",),
            "changes nothing in a",
        ),
    ],
)
def test_stale_correction_is_told(
    facts: Facts, tmp_path: Path, entries: tuple[str, ...], problem: str
) -> None:
    (tmp_path / "corrections.yml").write_text(write(*entries), encoding="utf-8")
    (entry,) = read_corrections(tmp_path).entries
    corrected = correct(facts, (entry,))
    (line,) = find_stale(entry, corrected.found)
    assert problem in line
    assert "remove the entry" in line


DROP, SET = "what: drop; fact: {lead}", "what: set; fact: {lead}; role: partner"
MERGE = "what: merge; name: “蓝盾护航”行动; into: “蓝盾”行动"


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ((DROP, SET), r"entry 2 .* contradicts entry 1, which drops"),
        ((SET, SET.replace("partner", "supervisor")), "contradicts entry 1, both set the role"),
        ((SET.replace("role: partner", "period: '2024'"),), "has no period; it has role"),
        (
            (MERGE, "what: drop; name: “蓝盾护航”行动"),
            "entry 2 .* contradicts entry 1, both say what “蓝盾护航”行动 is",
        ),
        (
            (
                "what: change; name: 临淄区商务局; kind: group",
                "what: change; name: 临淄区商务局; kind: person",
            ),
            "contradicts entry 1, both set the kind of 临淄区商务局",
        ),
        (
            (MERGE, "what: merge; name: “蓝盾”行动; into: “蓝盾护航”行动"),
            "back into one another",
        ),
        (("what: rename; name: “蓝盾护航”行动; to: “蓝盾”行动",), "write `what: merge`"),
        (("what: merge; name: “蓝盾”行动; into: id:case/1/x",), "write the name, not its id"),
        (("what: change; name: 临淄区商务局; region: 火星",), "region: 火星 is not known"),
        (("what: add-actor; quote: 没有这句话; name: 甲",), "its quote is not in a"),
        (("what: add-actor; quote: 临淄区; name: 甲",), "stands in several sentences"),
        (("what: add-actor; quote: 行动。临淄区; name: 甲",), "over the end of a sentence"),
        (("what: add-actor; quote: 冬季; name: 甲",), "甲 is not in its quote"),
        (
            ("what: add-participation; quote: 冬季; actor: 某队; role: lead; initiative: 甲",),
            "某队 is no actor of the document",
        ),
        (
            ("what: add-participation; quote: 冬季; actor: 公安部; role: lead; initiative: 甲",),
            "甲 is no initiative of the document",
        ),
        (
            ("what: add-observation; quote: 冬季; figure: 5件; metric: 甲; statistic: flow",),
            "the figure 5件 is not in its quote",
        ),
        (
            ("what: add-observation; quote: 冬季; figure: 冬; metric: 甲; statistic: flow",),
            "cannot be read: write its value",
        ),
        (("what: set; fact: {figure}; bound: exact; value: 1; role: lead",), "has no role"),
        (("what: set; fact: {figure}; agency: 某队",), "某队 is no actor"),
        (("what: set; fact: {magnitude}; value: 5; bound: magnitude",), "mere magnitude"),
    ],
)
def test_correction_that_cannot_be_carried_out_is_told(
    facts: Facts, tmp_path: Path, entries: tuple[str, ...], problem: str
) -> None:
    figure = id_of(facts, "临淄区 发放资料")
    named = {"lead": id_of(facts, LEAD), "figure": figure, "magnitude": figure}
    text = write(*(each.format(**named) for each in entries))
    (tmp_path / "corrections.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidCorrection, match=problem) as told_:
        correct(facts, read_corrections(tmp_path).entries)
    assert str(told_.value).startswith(f"{tmp_path / 'corrections.yml'}: entry ")
    assert "\n" not in str(told_.value)


def test_name_of_several_things_needs_an_id(tmp_path: Path) -> None:
    text = "区知识产权保护中心揭牌成立。区知识产权保护中心办理备案12件。"
    (tmp_path / "a.txt").write_text(f"2024年临淄区工作报告\n\n{text}\n", encoding="utf-8")
    facts = read_facts(read_document(tmp_path / "a.txt"))
    names = {each.initiative.name for each in facts.initiatives}
    names &= {actor.name for each in facts.actors for actor in each.actors}
    (name,) = names
    path = tmp_path / "corrections.yml"
    path.write_text(write(f"what: drop; name: {name}"), encoding="utf-8")
    with pytest.raises(InvalidCorrection, match=r"means several things in a: .* ids") as told_:
        correct(facts, read_corrections(tmp_path).entries)
    id_ = next(each for each in re.findall(r"id:\S+", str(told_.value)) if "agency" in each)
    path.write_text(write(f"what: drop; name: {id_.rstrip(',')}"), encoding="utf-8")
    corrected = correct(facts, read_corrections(tmp_path).entries)
    assert corrected.facts.actors == ()
    assert corrected.facts.initiatives == facts.initiatives


MANY = (
    ADD_ACTOR,
    ADD_INITIATIVE,
    MERGE,
    "what: rename; name: “蓝盾”行动; to: “蓝盾2024”行动",
    "what: change; name: 临淄区商务局; kind: organisation",
    "what: drop; name: 临淄区人民法院",
    "what: add-participation; quote: 集中清查; actor: 志愿服务队; role: lead; initiative: 商户清查",
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(MANY))
def test_order_of_entries_does_not_matter(mend: Mend, order: list[str]) -> None:
    assert quads_of(mend(*order)) == quads_of(mend(*MANY))


def test_ids_are_functions_of_the_fact_and_its_sentence(facts: Facts, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    head, _, body = REPORT.partition("\n\n")
    other.write_text(
        f"{head}\n\n一、总体情况\n\n形势良好。\n\n二、协同\n\n{body}", encoding="utf-8"
    )
    ids = [item.id for item in itemise(facts) if item.id]
    again = [item.id for item in itemise(read_facts(read_document(other))) if item.id]
    assert sorted(again) == sorted(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["zibo-2024", "zaozhuang-2023h1"])
def test_facts_of_the_reports_are_dropped_one_by_one(name: str, tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "corpus" / f"{name}.txt"
    facts = read_facts(read_document(source))
    ids = {item.id for item in itemise(facts) if item.id}
    entries = (f"what: drop; fact: {id_}" for id_ in sorted(ids))
    (tmp_path / "corrections.yml").write_text(write(*entries, document=name), encoding="utf-8")
    corrected = correct(facts, read_corrections(tmp_path).entries)
    assert told(corrected.facts) == set()
    assert len(corrected.dropped) == len([item for item in itemise(facts) if item.id])
    built = build_document(source, read_corrections(tmp_path).entries)
    assert isinstance(built, Built)
    assert built.summary.observations == 0
