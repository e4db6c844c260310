"""What is named as an undertaking, how far its name reaches, and what is none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.mention.initiative_words import load_words
from kg.read import read_document
from kg.relate.reading import read_facts

Reader = Callable[[str, str], Facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "深入开展“剑网”“秋风”等专项行动。",
            [("campaign", "“剑网”专项行动"), ("campaign", "“秋风”专项行动")],
        ),
        (
            "依托“检企会客厅”“护企驿站”，走访企业30家。",
            [("facility", "“检企会客厅”"), ("facility", "“护企驿站”")],
        ),
        (
            "扎实推进“商标富农”，实施质量强县工程。",
            [("campaign", "“商标富农”"), ("programme", "质量强县工程")],
        ),
        ("市消协在“清网行动2023”中受理投诉12件。", [("campaign", "“清网行动2023”")]),
        ("发布第12号公告，公布抽检结果。", [("policy", "第12号公告")]),
        ("举办《企业出海合规要点》专题讲座。", [("event", "企业出海合规要点专题讲座")]),
        ("经验做法被《法治日报》等媒体报道。", []),
        ("作了题为《守护舌尖安全》的典型发言。", []),
        ("会议强调，要健全跨部门知识产权协同保护机制。", []),
        ("下一步，将组织开展农资打假专项行动。", []),
        ("拟建立区域食品安全协作机制。", []),
        ("建立健全长效机制，完善管理制度。", []),
        ("召开新闻发布会，通报典型案例。", [("event", "新闻发布会")]),
        ("联合签署战略合作协议。", [("agreement", "战略合作协议")]),
        ("获批国家级消费品质量安全监测试点。", [("programme", "国家级消费品质量安全监测试点")]),
        ("2023年三项省级标准化试点顺利通过验收。", [("programme", "2023年省级标准化试点")]),
        ("侦破部督“5·12”生产假药案。", [("case", "“5·12”生产假药案")]),
        (
            "“甲公司诉乙公司侵害商标权纠纷案”入选典型案例。",
            [("case", "甲公司诉乙公司侵害商标权纠纷案")],
        ),
        (
            "转发省市场监管局规范食品抽检工作流程的通知。",
            [("policy", "规范食品抽检工作流程的通知")],
        ),
    ],
)  # fmt: skip
def test_find_initiatives(text: str, expected: list[tuple[str, str]], read_report: Reader) -> None:
    found = read_report(text, "淮安市").initiatives
    assert [(m.initiative.type, m.initiative.name) for m in found] == expected


def test_equal_undertakings_are_one(read_report: Reader) -> None:
    facts = read_report(
        "市市场监管局开展2023年农村假冒伪劣食品专项整治行动。农村假冒伪劣食品专项整治行动查处案件12件。",
        "淮安市",
    )
    assert len({m.initiative for m in facts.initiatives}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "开展“昆仑2023”“剑网2023”等专项行动。",
        "组织2022年省级专利导航项目。实施2023年省级专利导航项目。",
    ],
)
def test_different_undertakings_stay_apart(text: str, read_report: Reader) -> None:
    assert len({m.initiative for m in read_report(text, "淮安市").initiatives}) == 2


def test_title_founds_a_mechanism(read_report: Reader) -> None:
    facts = read_report(
        "市检察院联合市水利局印发《关于建立河湖保护行刑衔接机制的意见》，"
        "通过线索移送、联合巡查、案情通报等举措，建立跨部门河湖保护行刑衔接机制。",
        "淮安市",
    )
    names = {m.initiative.name for m in facts.initiatives}
    assert names == {"关于建立河湖保护行刑衔接机制的意见", "河湖保护行刑衔接机制"}
    assert [(r.subject.type, r.relation, r.object.name) for r in facts.relations] == [
        ("policy", "establishes", "河湖保护行刑衔接机制")
    ]
    assert [measure.text for measure in facts.measures] == ["线索移送", "联合巡查", "案情通报"]


def test_initiative_takes_the_date_before_it(read_report: Reader) -> None:
    facts = read_report("2023年5月9日，市市场监管局召开价格监管提醒告诫会议。", "淮安市")
    assert [dating.date for dating in facts.datings] == ["2023-05-09"]


def test_lexicon_words_are_listed_once() -> None:
    words = load_words()
    for kind, heads in words.lexicon.heads.items():
        listed = [*heads.strong, *heads.founded, *heads.titled]
        assert len(listed) == len(set(listed)), kind
    triggers = [
        word for verbs in words.lexicon.triggers.values() for word in (*verbs.pure, *verbs.loose)
    ]
    assert len(triggers) == len(set(triggers))


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("一、2024年主要工作", True),
        ("一、2024年重点任务", True),
        ("一、2024年工作情况和2025年打算", True),
        ("一、2025年重点工作", False),
        ("一、下一步工作", False),
        ("一、存在问题及下一步打算", False),
        ("一、明年工作安排", False),
    ],
)
def test_sections_of_what_is_to_come_tell_of_nothing_done(
    tmp_path: Path, heading: str, read: bool
) -> None:
    source = tmp_path / "x.txt"
    text = "市公安局开展“护蓝”专项行动。\n"
    source.write_text(f"洛阳市公安局2024年工作总结\n\n{heading}\n\n{text}", "utf-8")
    assert bool(read_facts(read_document(source)).initiatives) is read
