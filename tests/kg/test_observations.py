"""What is measured, how much, when and whose: sentences of many offices, and what carries over."""

from array import array
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from kg.facts import Actor, Initiative, Observation
from kg.mention.actors import find_actors
from kg.mention.context import Context
from kg.mention.quantities import find_quantities
from kg.read.document import Document, Metadata, Sentence
from kg.relate.figure_rules import load_figure_rules
from kg.relate.observations import observe
from kg.relate.sentence_dates import SentenceDates
from ontology.regions import load_regions


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and its figures."""

    home: str
    text: str
    figures: list[str]


CASES = [
    case
    for name in ("observations.yml", "observations_more.yml")
    for case in msgspec.yaml.decode((Path(__file__).parent / name).read_bytes(), type=list[Case])
]
COURT = Actor("agency", "周村区人民法院", "370306", "court", "county")
WEEK = Initiative("event", "知识产权宣传周", "370300")


class Told:
    """Says of every place that the same actors act in the same undertaking."""

    def __init__(self, *actors: Actor, initiative: Initiative | None = None) -> None:
        self.actors = actors
        self.initiative = initiative

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        return self.actors

    def initiative_at(self, sentence: int, offset: int) -> Initiative | None:
        return self.initiative


def make_document(*texts: str, paragraphs: tuple[int, ...] = ()) -> Document:
    view, sentences = "", []
    for number, text in enumerate(texts):
        paragraph = paragraphs[number] if paragraphs else 0
        begin = len(view)
        view += text
        sentences.append(Sentence(number, "sentence", begin, len(view), paragraph))
    origin = array("l", range(len(view)))
    return Document("x", "txt", "", Metadata(), view, view, origin, tuple(sentences), ())


def observe_texts(
    *texts: str,
    home: str = "淄博市",
    period: str = "2024",
    issued: str = "2025-01-20",
    told: Told | None = None,
    paragraphs: tuple[int, ...] = (),
) -> tuple[Observation, ...]:
    document = make_document(*texts, paragraphs=paragraphs)
    region = load_regions().named(home)[0]
    context = Context("x", "", "", region, period, issued, None)
    actors = find_actors(document, context)
    return observe(
        document,
        context,
        actors,
        (),
        find_quantities(document),
        told or Told(),
        SentenceDates(document),
    )


def tell(observation: Observation) -> str:
    value = "None" if observation.value is None else format(observation.value, "f")
    region = load_regions().get(observation.region).name
    return " | ".join(
        (
            observation.metric,
            value,
            observation.unit,
            observation.bound,
            observation.statistic,
            observation.period,
            region,
        )
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:24])
def test_observations_of_a_sentence(case: Case) -> None:
    assert [tell(each) for each in observe_texts(case.text, home=case.home)] == case.figures


def test_observation_quotes_its_figure() -> None:
    document = make_document("全市著作权作品登记4.7万余件，同比增长19.40%。")
    first, second = observe_texts(document.view)
    assert (document.view[first.begin : first.end], first.digits) == ("4.7万余件", "4.7万余")
    assert (second.digits, second.value) == ("19.40", Decimal("19.40"))


def test_observation_qualifies_the_figure_before_it() -> None:
    found = observe_texts(
        "发明专利授权量3065件，同比增长20.9%；发明专利拥有量13821件，居全省第5位。"
    )
    assert [each.qualifies for each in found] == [None, 0, None, 2]


def test_observation_of_growth_qualifies_the_figure_behind_it() -> None:
    growth, total = observe_texts("备案主体同比增长58.4%，达1674家。")
    assert (growth.qualifies, total.qualifies, total.metric) == (1, None, "备案主体")


def test_observation_of_a_shared_growth_is_one_for_each() -> None:
    found = observe_texts("受理案件100件，办结案件90件，均上升31.7%。")
    assert [(each.metric, each.qualifies) for each in found[2:]] == [
        ("受理案件", 0),
        ("办结案件", 1),
    ]


def test_observation_takes_agency_region_and_initiative_from_its_subject() -> None:
    (found,) = observe_texts("抓获犯罪嫌疑人15名。", told=Told(COURT, initiative=WEEK))
    assert (found.agency, found.initiative, found.region) == (COURT, WEEK, "370306")


def test_observation_names_the_undertaking_of_a_wide_noun() -> None:
    (found,) = observe_texts("组织开展十项重点活动。", told=Told(initiative=WEEK))
    assert found.metric == "知识产权宣传周组织开展重点活动"


def test_observation_place_at_the_figure_is_stronger_than_the_actors() -> None:
    found = observe_texts("有效贯标企业32家，其中沂源县21家，占比65%。", told=Told(COURT))
    assert [each.region for each in found] == ["370306", "370323", "370323"]


@pytest.mark.parametrize(
    ("text", "period", "issued", "expected"),
    [
        ("拥有有效发明专利5件。", "2023-01-01/2023-06-30", "", "2023-06-30"),
        ("拥有有效发明专利5件。", "", "2024-03-01", "2024-03-01"),
        ("截至2023年10月底，查办案件5件。", "2023", "", "2023-01-01/2023-10-31"),
        ("截至6月底，查办案件5件。", "2023-01-01/2023-06-30", "", "2023-01-01/2023-06-30"),
        ("2024年9月6日，律师60余人参加讲座。", "2024", "", "2024-09-06"),
        ("2022年三项省级导航项目通过验收。", "2023", "", "2023"),
        ("《2021年度方案》要求抽检食品5批次。", "2023", "", "2023"),
        ("较2022年底新增商标5件。", "2023", "", "2023"),
        ("2021年以来，办理案件5件。", "2023", "", "2021-01-01/2023-12-31"),
        ("查办案件5件。", "", "", ""),
    ],
)
def test_observation_period(text: str, period: str, issued: str, expected: str) -> None:
    (found,) = observe_texts(text, period=period, issued=issued)
    assert found.period == expected


def test_observation_part_of_a_figure_of_the_sentence_before() -> None:
    found = observe_texts(
        "共破获知识产权案件（不含烟草）58起，抓获嫌疑人187人。",
        "其中，被公安部列为督办案件3起，被省公安厅列为督办案件10起。",
    )
    assert [each.metric for each in found[2:]] == [
        "知识产权案件被公安部列为督办案件",
        "知识产权案件被省公安厅列为督办案件",
    ]


def test_observation_growth_finds_its_figure_in_the_sentence_before() -> None:
    found = observe_texts("查办案件58起。", "同比增长5%。")
    assert [(each.metric, each.qualifies) for each in found] == [
        ("查办案件", None),
        ("查办案件", 0),
    ]


def test_observation_carries_nothing_into_the_next_paragraph() -> None:
    assert len(observe_texts("查办案件58起。", "同比增长5%。", paragraphs=(0, 1))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "5件。",
        "涵盖基本要求、服务内容等11个部分。",
        "出台20条措施。",
        "年产值1亿元以上的。",
        "连续6年获评优秀分站。",
    ],
)
def test_observation_is_none_without_anything_measured(text: str) -> None:
    assert observe_texts(text) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "查处案件5件、" * 4000,
        "5件" * 4000,
        "其中3件，" * 4000,
        "分别增长5%、" * 4000,
        "，" * 100_000 + "5件",
        "（" * 50_000 + "5件",
        "查处" * 100_000 + "5件",
        "2024年" * 20_000 + "5件",
    ],
    ids=["list", "pairs", "parts", "shared", "commas", "brackets", "verbs", "dates"],
)
def test_observation_of_hostile_sentences_ends(sentence: str) -> None:
    document = make_document(sentence)
    region = load_regions().named("淄博市")[0]
    context = Context("x", "", "", region, "2024", "", None)
    found = observe(
        document, context, (), (), find_quantities(document), Told(), SentenceDates(document)
    )
    assert len(found) <= 8000


def test_observation_rules_are_all_listed() -> None:
    listed = {rule.id for rule in load_figure_rules()}
    used = {each.rule for case in CASES for each in observe_texts(case.text, home=case.home)}
    assert used <= listed
