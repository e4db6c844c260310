"""Who a clause is about, and which undertaking a figure belongs to."""

from collections.abc import Callable

import pytest

from kg.facts import Facts

Reader = Callable[[str, str], Facts]


def reporters(facts: Facts) -> list[tuple[str, str, str]]:
    return [
        (
            fact.metric,
            fact.agency.name if fact.agency else "",
            fact.initiative.name if fact.initiative else "",
        )
        for fact in facts.observations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（一）强化执法。市农业农村局开展农资打假专项行动。一是检查门店120家。二是查处案件8起。",
            ["南宁市农业农村局", "南宁市农业农村局"],
        ),
        (
            "市公安局破获案件12起。其中，青秀分局捣毁窝点3个。",
            ["南宁市公安局", "南宁市公安局青秀分局"],
        ),
        ("截至2023年底，全市商标有效注册量达12万件。", [""]),
        ("市文旅局加强巡查。全市检查网吧320家次。", ["南宁市文化和旅游局"]),
        ("市委、市政府高度重视食品安全。全年抽检食品3000批次。", [""]),
        ("邕宁区获评全国食品安全示范区，新增名特优产品4个。", [""]),
        ("共有15家企业通过自治区药监局认证审查。", ["广西壮族自治区药品监督管理局"]),
    ],
)
def test_figure_has_the_subject_of_its_clause(
    text: str, expected: list[str], read_report: Reader
) -> None:
    assert [agency for _, agency, _ in reporters(read_report(text, "南宁市"))] == expected


def test_headings_name_whose_work_follows(read_report: Reader) -> None:
    facts = read_report(
        "一、南宁海关工作情况\n\n查获侵权货物12批次。\n\n二、其他情况\n\n查处案件5件。", "南宁市"
    )
    assert [agency for _, agency, _ in reporters(facts)] == ["南宁海关", ""]


def test_figure_belongs_to_the_campaign_of_its_body(read_report: Reader) -> None:
    facts = read_report(
        "一是市市场监管局开展“铁拳”专项行动。检查企业30家。市消协受理投诉50件。", "南宁市"
    )
    assert reporters(facts) == [
        ("检查企业", "南宁市市场监督管理局", "“铁拳”专项行动"),
        ("受理投诉", "南宁市消费者协会", ""),
    ]


def test_whole_year_sums_belong_to_no_campaign(read_report: Reader) -> None:
    facts = read_report("市市场监管局开展“铁拳”专项行动。全年立案800件。", "南宁市")
    assert reporters(facts)[0][2] == ""


def test_first_of_listed_facilities_has_the_figure(read_report: Reader) -> None:
    facts = read_report("市检察院依托“护企驿站”“法治会客厅”，走访企业30家。", "南宁市")
    assert reporters(facts) == [("走访企业", "南宁市人民检察院", "“护企驿站”")]
