"""What undertakings set up, belong to and consist of, their dates, and the numbers of papers."""

from collections.abc import Callable

import pytest

from kg.facts import Facts
from kg.relate.honour_lexicon import load_honours
from kg.relate.measures import steps_of_name

Reader = Callable[[str, str], Facts]


@pytest.mark.parametrize(
    ("text", "name", "steps"),
    [
        (
            "市市场监管局与市法院建立消费纠纷诉调对接机制，实行诉前引导、委派调解、司法确认。",
            "消费纠纷诉调对接机制",
            ["诉前引导", "委派调解", "司法确认"],
        ),
        (
            "市检察院联合市公安局印发《关于建立食药案件行刑衔接机制的意见》，明确线索移送、提前介入、证据转换等内容。",
            "食药案件行刑衔接机制",
            ["线索移送", "提前介入", "证据转换"],
        ),
        (
            "市生态环境局推行“雨前预警、雨中监测、雨后溯源”闭环管控机制。",
            "“雨前预警、雨中监测、雨后溯源”闭环管控机制",
            ["雨前预警", "雨中监测", "雨后溯源"],
        ),
        (
            "市农业农村局与市公安局建立种业执法协作机制，统一检查标准、互认检验结果、共享企业信用。",
            "种业执法协作机制",
            ["统一检查标准", "互认检验结果", "共享企业信用"],
        ),
        ("市检察院建立“河长+检察长”协作机制。", "“河长+检察长”协作机制", []),
    ],
)
def test_mechanism_has_its_steps(
    text: str, name: str, steps: list[str], read_report: Reader
) -> None:
    facts = read_report(text, "宁波市")
    assert name in {mention.initiative.name for mention in facts.initiatives}
    assert [each.text for each in facts.measures if each.initiative.name == name] == steps


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("“速裁+调解”模式", ["速裁", "调解"]),
        ("异地投诉、异地受理、异地转办机制", ["异地投诉", "异地受理", "异地转办"]),
        ("“一窗通办”机制", []),
    ],
)
def test_name_lists_steps(name: str, steps: list[str]) -> None:
    assert steps_of_name(name) == steps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "市市场监管局与宁波海关签订《知识产权保护合作备忘录》，建立口岸执法联席会议制度。",
            [("知识产权保护合作备忘录", "establishes", "口岸执法联席会议制度")],
        ),
        (
            "市市场监管局开展“铁拳”专项行动，立案120件，其中，余姚市市场监管局查处“4·18”销售假冒水泥案。",
            [("“4·18”销售假冒水泥案", "part_of", "“铁拳”专项行动")],
        ),
        ("市市场监管局印发《知识产权工作要点》，召开新闻发布会。", []),
    ],
)
def test_relations_of_a_sentence(
    text: str, expected: list[tuple[str, str, str]], read_report: Reader
) -> None:
    found = read_report(text, "宁波市").relations
    assert [(r.subject.name, r.relation, r.object.name) for r in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4月26日，市市场监管局举办知识产权开放日活动。", {"知识产权开放日": "2023-04-26"}),
        ("市市场监管局开展“铁拳2023”专项行动。", {"“铁拳2023”专项行动": "2023"}),
        ("市政府印发《质量强市三年行动计划（2021—2023年）》。", {}),
    ],
)
def test_undertakings_are_dated(text: str, expected: dict[str, str], read_report: Reader) -> None:
    found = read_report(text, "宁波市").datings
    assert {each.initiative.name: each.date for each in found} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "市政府办公室印发《宁波市知识产权强市建设纲要》（甬政办发〔2022〕15号）。",
            [("宁波市知识产权强市建设纲要", "甬政办发〔2022〕15号")],
        ),
        (
            "市市场监管局以甬市监知[2023]5号文印发《知识产权保护规定》。",
            [("知识产权保护规定", "甬市监知〔2023〕5号")],
        ),
        ("市政府办公室印发《宁波市知识产权强市建设纲要》（2021年）。", []),
    ],
)
def test_papers_have_their_numbers(
    text: str, expected: list[tuple[str, str]], read_report: Reader
) -> None:
    found = read_report(text, "宁波市").numbers
    assert [(each.initiative.name, each.number) for each in found] == expected


def test_document_has_its_own_number(read_report: Reader) -> None:
    facts = read_report("甬知战办〔2023〕6号\n\n市市场监管局举办培训班。", "宁波市")
    assert facts.identifier == "甬知战办〔2023〕6号"


def test_words_of_honours_stand_once() -> None:
    lexicon = load_honours()
    for name in lexicon.__struct_fields__:
        words = getattr(lexicon, name)
        assert words
        assert len(set(words)) == len(words)
