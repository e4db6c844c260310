"""What rules are unsure of is marked, with a reason of the closed list, and reaches the graph."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.quads import to_quads
from kg.read import read_document
from kg.relate.reading import read_facts
from ontology import terms as t

Read = Callable[..., Facts]
CARRIED = "subject carried from another paragraph"
ITEM = "undertaking carried within the item"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str, sidecar: str = "period: '2024'\nissued: '2025-03-01'\n") -> Facts:
        source = tmp_path / "a.txt"
        source.write_text(f"工作报告\n\n{text}\n", encoding="utf-8")
        named = f"title: 工作报告\nregion: 淄博市\n{sidecar}"
        source.with_suffix(".yml").write_text(named, encoding="utf-8")
        return read_facts(read_document(source))

    return read_text


def parts(facts: Facts) -> set[tuple[str, str, str]]:
    return {(each.actor.name, each.initiative.name, each.doubt) for each in facts.participations}


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("一、专利执法\n\n市公安局部署工作。\n\n开展“护蓝”专项行动。", CARRIED),
        ("一、市公安局\n\n开展“护蓝”专项行动。", ""),
        ("一、市公安局\n\n（一）执法\n\n1.专利\n\n开展“护蓝”专项行动。",
         "subject taken from an outer heading"),
        ("市公安局部署工作。开展“护蓝”专项行动。", ""),
        ("市公安局开展“护蓝”专项行动。", ""),
    ],
)  # fmt: skip
def test_parts_of_carried_subjects_are_in_doubt(read: Read, text: str, doubt: str) -> None:
    assert parts(read(text)) == {("淄博市公安局", "“护蓝”专项行动", doubt)}


def test_parts_in_an_undertaking_of_the_item_are_in_doubt(read: Read) -> None:
    facts = read("市公安局开展“护蓝”专项行动。组织市律师协会走访企业。")
    assert parts(facts) == {
        ("淄博市公安局", "“护蓝”专项行动", ""),
        ("淄博市律师协会", "“护蓝”专项行动", ITEM),
    }


def test_doubts_of_parts_lie_in_the_graph_of_their_sentence(read: Read) -> None:
    facts = read("市公安局开展“护蓝”专项行动。组织市律师协会走访企业。")
    quads = to_quads(facts)
    (node,) = {quad.subject for quad in quads if quad.object == f"<{t.Doubt}>"}
    about = {quad.predicate: quad for quad in quads if quad.subject == node}
    assert set(about) == {t.RDF_TYPE, t.DOUBT, t.DOUBTED_ACTOR, t.DOUBTED_INITIATIVE}
    assert about[t.DOUBT].object == f'"{ITEM}"'
    actor, initiative = about[t.DOUBTED_ACTOR].object, about[t.DOUBTED_INITIATIVE].object
    stated = {quad.graph for quad in quads if (f"<{quad.subject}>", quad.object) ==
              (actor, initiative)}  # fmt: skip
    assert stated == {about[t.DOUBT].graph}


def test_doubtful_names_have_a_doubt_without_an_initiative(read: Read) -> None:
    facts = read("凤凰山垦区人民法院审结案件3件。")
    (mention,) = facts.actors
    assert mention.doubt == "unknown place"
    terms = {quad.predicate for quad in to_quads(facts) if "/doubt/" in quad.subject}
    assert terms == {t.RDF_TYPE, t.DOUBT, t.DOUBTED_ACTOR}


def test_figures_of_carried_bodies_are_in_doubt(read: Read) -> None:
    facts = read("一、专利执法\n\n市公安局部署工作。\n\n立案41起。市公安局抓获8人。")
    assert [(each.digits, each.doubt) for each in facts.observations] == [
        ("41", CARRIED),
        ("8", ""),
    ]


def test_figures_without_a_period_take_the_date_of_issue_in_doubt(read: Read) -> None:
    (figure,) = read("立案41起。", "issued: '2025-03-01'\n").observations
    assert figure.doubt == "period taken from the date of issue"
    assert figure.period in {"2025", "2025-03-01"}


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("盗窃、诈骗、传销案件分别下降5%、8%。", "respective lists of unequal length"),
        ("盗窃、诈骗案件分别下降5%、8%。", ""),
        ("案件分别下降5%、8%。", ""),
    ],
)
def test_respective_lists_must_be_as_long_as_each_other(read: Read, text: str, doubt: str) -> None:
    assert {each.doubt for each in read(text).observations} == {doubt}


def test_honours_of_nobody_named_are_in_doubt(read: Read) -> None:
    (honour,) = read("获评全国文明城市。").recognitions
    assert (honour.recipient, honour.doubt) == ("淄博市", "recipient not named")
    (honour,) = read("我市获评全国文明城市。").recognitions
    assert (honour.recipient, honour.doubt) == ("淄博市", "")


def test_honours_of_carried_bodies_are_in_doubt(read: Read) -> None:
    facts = read("一、专利执法\n\n市公安局部署工作。\n\n获评全国先进集体。")
    assert [(each.recipient, each.doubt) for each in facts.recognitions] == [
        ("淄博市公安局", CARRIED)
    ]


def test_a_body_without_a_place_is_in_doubt(read_report: Callable[[str, str], Facts]) -> None:
    facts = read_report("市场监管局联合市公安局开展“铁拳”专项行动。", "遂宁市")
    doubts = {mention.actors[0].name: mention.doubt for mention in facts.actors}
    assert doubts == {"遂宁市市场监督管理局": "place left unsaid", "遂宁市公安局": ""}
