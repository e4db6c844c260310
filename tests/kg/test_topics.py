"""Which undertaking a figure is an outcome of, and who did it: of those who came, its leaders."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.read import read_document
from kg.relate.reading import read_facts

Reader = Callable[[str, str], Facts]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "6月5日，市生态环境局主办六五环境日主题宣传活动，市教育局承办，2000余名市民参加。",
            [("六五环境日主题宣传活动参加市民", "襄阳市生态环境局", "六五环境日主题宣传活动")],
        ),
        (
            "市药监局举办药品安全应急演练，市公安局派员观摩，80余人参演。",
            [("药品安全应急演练参演人员", "襄阳市药品监督管理局", "药品安全应急演练")],
        ),
        (
            "3月15日，市消费者协会举办“3·15”国际消费者权益日纪念活动，市司法局派员参加，发放资料900份。",
            [("发放资料", "襄阳市消费者协会", "“3·15”国际消费者权益日纪念活动")],
        ),
        (
            "“6·18”销售假药案由公安部挂牌督办，市公安局抓获犯罪嫌疑人13名。",
            [("抓获犯罪嫌疑人", "襄阳市公安局", "“6·18”销售假药案")],
        ),
        (
            "市市场监管局印发《特种设备评议考核办法》，将考核权重由2023年的3%提高到5%。",
            [
                ("考核权重", "襄阳市市场监督管理局", "特种设备评议考核办法"),
                ("考核权重", "襄阳市市场监督管理局", "特种设备评议考核办法"),
            ],
        ),
        (
            "市能源局实施清洁取暖改造工程，完成改造4.2万户。",
            [("清洁取暖改造", "襄阳市能源局", "清洁取暖改造工程")],
        ),
        (
            "“金秋”专项行动期间，市公安局查扣假酒3200瓶。",
            [("查扣假酒", "襄阳市公安局", "“金秋”专项行动")],
        ),
        (
            "市能源局开展“净源”专项行动。行动中，检查门店120家。市公安局抓获嫌疑人3名。",
            [
                ("检查门店", "襄阳市能源局", "“净源”专项行动"),
                ("抓获嫌疑人", "襄阳市公安局", "“净源”专项行动"),
            ],
        ),
        (
            "2024年，我市持续加大普法力度。\n一是开展“法润襄阳”宣传活动和“送法下乡”志愿服务活动。吸纳志愿者49名。"
            "\n二是优化法律服务，办理公证320件。",
            [
                ("吸纳志愿者", "", "“法润襄阳”宣传活动"),
                ("办理公证", "", ""),
            ],
        ),
        (
            "市农业农村局开展“护农”专项行动，发放《农资购买手册》600册，立案12件。",
            [
                ("发放《农资购买手册》", "襄阳市农业农村局", "“护农”专项行动"),
                ("“护农”专项行动立案", "襄阳市农业农村局", "“护农”专项行动"),
            ],
        ),
    ],
)
def test_figure_belongs_to_its_undertaking(
    text: str, figures: list[tuple[str, str, str]], read_report: Reader
) -> None:
    found = [
        (
            fact.metric,
            fact.agency.name if fact.agency else "",
            fact.initiative.name if fact.initiative else "",
        )
        for fact in read_report(text, "襄阳市").observations
    ]
    assert found == figures


def test_months_of_events_do_not_date_what_came_of_them(read_report: Reader) -> None:
    text = "8月，市农业农村局开展“清源”专项行动，检查门店120家。9月，全市查处案件12件。"
    periods = [fact.period for fact in read_report(text, "襄阳市").observations]
    assert periods[0] != periods[1]
    assert periods[1].endswith("-09")
    assert "-08" not in periods[0]


def test_things_set_up_beside_a_facility_are_none_of_its_outcomes(read_report: Reader) -> None:
    text = "市市场监管局新建维权服务站8家、联络点7家，接待咨询480人次，举办培训12场。"
    found = [
        fact.initiative.name if fact.initiative else ""
        for fact in read_report(text, "襄阳市").observations
    ]
    assert found == ["维权服务站", "", "维权服务站", ""]


def test_figures_of_a_judicial_report_that_name_nobody_are_of_all_its_kind(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(
        "洛阳市知识产权检察工作白皮书\n\n一、办案情况\n"
        "（一）刑事检察\n全市检察机关批准逮捕26件，全市检察机关提起公诉84件。\n"
        "（二）民事检察\n办理民事检察监督案件16件。\n"
        "二、工作举措\n开展“护知”专项监督活动，发出检察建议5份。\n",
        "utf-8",
    )
    (tmp_path / "x.yml").write_text(
        "publisher: 洛阳市人民检察院\nperiod: '2024'\n", encoding="utf-8"
    )
    facts = read_facts(read_document(source))
    agencies = [each.agency.name if each.agency else "" for each in facts.observations]
    assert agencies == ["洛阳市检察机关"] * 3 + ["洛阳市人民检察院"]


def test_figures_belong_to_what_the_title_quotes(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(
        "关于“清源护企”专项行动开展情况的通报\n\n"
        "4月，市市场监管局组织开展“清源护企”专项行动。\n\n"
        "市市场监管局约谈平台企业9家。\n",
        "utf-8",
    )
    (tmp_path / "x.yml").write_text("region: 洛阳市\nperiod: '2024'\n", encoding="utf-8")
    (figure,) = read_facts(read_document(source)).observations
    assert figure.initiative is not None
    assert figure.initiative.name == "“清源护企”专项行动"
