"""When a figure holds that its own sentence does not date: sections, openings, years past."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.read import read_document
from kg.relate.figure_times import Section, read_section
from kg.relate.reading import read_facts

Reader = Callable[[str, str], Facts]


@pytest.mark.parametrize(
    ("headings", "section"),
    [
        ((), Section("2024", False)),
        (("一、上半年工作开展情况",), Section("2024-01-01/2024-06-30", False)),
        (("一、2023年主要工作", "（一）加强保护"), Section("2023", False)),
        (("二、2025年工作打算",), Section("2025", True)),
        (("三、下一步工作计划",), Section("2024", True)),
        (("三、存在问题及2025年工作安排",), Section("2024", False)),
        (("（二）聚焦2023年“3·15”晚会曝光问题",), Section("2024", False)),
        (("一、突出工作重点",), Section("2024", False)),
        (("一、全面完成年度目标任务",), Section("2024", False)),
        (("一、拓展工作思路",), Section("2024", False)),
        (("三、2024年工作重点",), Section("2024", False)),
        (("（二）落实2024年工作安排",), Section("2024", False)),
        (("四、今后工作思路",), Section("2024", True)),
        (("三、2025年重点工作安排",), Section("2025", True)),
    ],
)
def test_section_tells_the_time_of_its_figures(headings: tuple[str, ...], section: Section) -> None:
    assert read_section(headings, "2024", "2025-01-20") == section


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("截至9月底，查处案件30件。其中，移送公安机关2件。", ["2023-01-01/2023-09-30"] * 2),
        ("三年来检查企业1200家，查处案件31件。", ["2021-01-01/2023-12-31"] * 2),
        ("自5月20日启用以来，受理申请260件。", ["2023-05-20/2023-12-31"]),
        ("2020年以来，查处案件260件。", ["2020-01-01/2024-03-01"]),
        ("至10月底，全市在营药店132家。", ["2023-10-31"]),
        ("4月至8月，市能源局开展“净源”专项行动，检查门店120家。", ["2023-04-01/2023-08-31"]),
        ("奖励上限由2000元提高到5000元。", ["2022", "2023"]),
    ],
)
def test_figure_is_dated_by_what_stands_around_it(
    text: str, periods: list[str], read_report: Reader
) -> None:
    facts = read_report(text, "襄阳市")
    assert [fact.period for fact in facts.observations] == periods


def test_figure_of_a_campaign_is_dated_by_the_opening_of_its_report(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "襄阳市市场监督管理局关于2023年“净网”专项行动情况的通报\n\n"
        "2023年5月至10月，市市场监管局组织开展“净网”专项行动。现将有关情况通报如下：\n\n"
        "一、总体情况\n\n行动期间，全市检查网店3100家。全市公安机关抓获嫌疑人12名。\n",
        encoding="utf-8",
    )
    facts = read_facts(read_document(source))
    assert [
        (o.metric, o.period, o.initiative and o.initiative.name) for o in facts.observations
    ] == [
        ("检查网店", "2023-05-01/2023-10-31", "“净网”专项行动"),
        ("抓获嫌疑人", "2023-05-01/2023-10-31", "“净网”专项行动"),
    ]


def test_figure_of_a_headline_that_the_text_repeats_counts_once(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "襄阳市2023年打假工作综述\n\n公安：打掉团伙21个\n\n"
        "市公安局全年打掉犯罪团伙21个，抓获嫌疑人96名。\n\n海关：查获侵权商品占三成\n\n"
        "襄阳海关全年查获侵权商品1.2万件。\n",
        encoding="utf-8",
    )
    facts = read_facts(read_document(source))
    assert [(o.metric, o.digits) for o in facts.observations] == [
        ("打掉犯罪团伙", "21"),
        ("抓获嫌疑人", "96"),
        ("查获侵权商品占比", "三成"),
        ("查获侵权商品", "1.2万"),
    ]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("枣阳市推行柔性执法，平均办案时间缩短4天；全市查处案件31件。", ["420683", "420600"]),
        ("市公安局侦破枣阳市某厂生产假药案，抓获嫌疑人9名。", ["420683"]),
        ("枣阳市、宜城市、老河口市三地案件数均不足5件。", ["420683", "420684", "420682"]),
    ],
)
def test_figure_is_of_the_place_that_acts_or_where_it_happened(
    text: str, regions: list[str], read_report: Reader
) -> None:
    facts = read_report(text, "襄阳市")
    assert [fact.region for fact in facts.observations] == regions
