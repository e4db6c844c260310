"""Cells of tables → figures: headings top down, unit, statistic, period, region."""

from array import array
from decimal import Decimal
from pathlib import Path

import pytest

from kg.facts import Observation
from kg.mention.context import Context
from kg.read import read_document
from kg.read.document import Cell, Document, Metadata, Row, Sentence, Table
from kg.relate.reading import read_facts
from kg.relate.table_figures import observe_tables, read_column
from ontology.regions import load_regions


@pytest.mark.parametrize(
    ("headings", "metric", "unit", "statistic"),
    [
        (("发明专利授权量", "件数"), "发明专利授权量件数", "件", "flow"),
        (("发明专利授权量", "年指导目标（件）"), "发明专利授权量年指导目标", "件", "target"),
        (("发明专利授权量", "目标完成情况（%）"), "发明专利授权量目标完成情况", "%", "ratio"),
        (("有效发明专利拥有量", "件数"), "有效发明专利拥有量件数", "件", "stock"),
        (
            ("有效发明专利拥有量", "比去年年底净增长（件）"),
            "有效发明专利拥有量比去年年底净增长",
            "件",
            "change",
        ),
        (("有效发明专利拥有量", "万人比（件）"), "有效发明专利拥有量万人比", "件", "ratio"),
        (("有效贯标认证企业", "数量（家）"), "有效贯标认证企业数量", "家", "stock"),
        (("PCT国际专利申请", "申请量（件）"), "PCT国际专利申请量", "件", "flow"),
        (("专利侵权裁决案件（件）",), "专利侵权裁决案件", "件", "flow"),
        (("案件", "同比增长（%）"), "案件同比增长", "%", "growth"),
        (("得分", "排名"), "得分排名", "位", "rank"),
        (("罚没款（单位：万元）",), "罚没款", "元", "flow"),
        (("PM2.5", "浓度（微克/立方米）"), "PM2.5浓度", "微克/立方米", "ratio"),
        (("PM2.5", "同比变化（%）"), "PM2.5同比变化", "%", "growth"),
        (("优良天数", "占比（%）"), "优良天数占比", "%", "ratio"),
    ],
)
def test_table_column(headings: tuple[str, ...], metric: str, unit: str, statistic: str) -> None:
    column = read_column(headings)
    assert column is not None
    assert (column.metric, column.unit, column.statistic) == (metric, unit, statistic)


@pytest.mark.parametrize("headings", [("序号",), ("备注",), ("负责人",), ()])
def test_table_column_without_unit_is_none(headings: tuple[str, ...]) -> None:
    assert read_column(headings) is None


def test_table_title_gives_the_unit() -> None:
    column = read_column(("查办案件",), "各区县案件情况（单位：件）")
    assert column is not None
    assert column.unit == "件"


def observe_rows(
    columns: tuple[tuple[str, ...], ...], *rows: tuple[str, ...]
) -> tuple[Observation, ...]:
    view, sentences, made = "", [], []
    for number, row in enumerate(rows):
        begin, cells = len(view), []
        view += row[0]
        for place, form in enumerate(row[1:], 1):
            if form:
                cells.append(Cell(place, len(view), len(view) + len(form)))
                view += form
        sentences.append(Sentence(number, "row", begin, len(view), number))
        made.append(Row(number, row[0], tuple(cells)))
    origin = array("l", range(len(view)))
    tables = (Table("", columns, tuple(made)),)
    document = Document("x", "txt", "", Metadata(), view, view, origin, tuple(sentences), tables)
    home = load_regions().named("枣庄市")[0]
    context = Context("x", "", "", home, "2023-01-01/2023-06-30", "2023-09-15", None)
    return tuple(observe_tables(document, context, {}, 7))


COLUMNS = (
    ("区（市）",),
    ("发明专利授权量", "件数"),
    ("发明专利授权量", "年指导目标（件）"),
    ("有效发明专利拥有量", "件数"),
    ("备注",),
)


def test_table_rows_give_region_period_and_what_is_qualified() -> None:
    found = observe_rows(
        COLUMNS, ("滕州市", "104", "196", "828", "无"), ("全市", "326", "", "3507")
    )
    assert [(o.region, str(o.value), o.statistic, o.period, o.qualifies) for o in found] == [
        ("370481", "104", "flow", "2023-01-01/2023-06-30", None),
        ("370481", "196", "target", "2023", 7),
        ("370481", "828", "stock", "2023-06-30", None),
        ("370400", "326", "flow", "2023-01-01/2023-06-30", None),
        ("370400", "3507", "stock", "2023-06-30", None),
    ]
    assert {o.rule for o in found} == {"table-cell"}


def test_table_row_of_a_zone_and_of_a_thing() -> None:
    zone, thing = observe_rows(
        (("项目",), ("2022年", "授权量（件）")), ("高新区", "43"), ("发明专利", "12.50")
    )
    assert load_regions().get(zone.region).name == "枣庄高新技术产业开发区"
    assert (thing.region, thing.metric, thing.period, thing.digits) == (
        "370400",
        "发明专利授权量",
        "2022",
        "12.50",
    )


def test_table_cell_is_multiplied_by_its_heading() -> None:
    (found,) = observe_rows((("区（市）",), ("罚没款（万元）",)), ("滕州市", "16.67"))
    assert found.value == Decimal(166700)
    assert (found.digits, found.unit) == ("16.67", "元")


def test_table_cell_that_is_no_number_is_left_out() -> None:
    assert observe_rows(COLUMNS, ("滕州市", "—", "3—5", "若干")) == ()


def test_rows_of_named_bodies_are_their_figures(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "2024年浙江省海关知识产权保护情况\n\n各关数据如下。\n\n"
        "海关\t扣留批次（批）\t扣留数量（万件）\n杭州海关\t2790\t702.1\n宁波海关\t2385\t533.6\n合计\t5175\t1235.7\n",
        encoding="utf-8",
    )
    found = read_facts(read_document(path)).observations
    assert [(o.agency.name if o.agency else "", str(o.value), o.metric) for o in found] == [
        ("杭州海关", "2790", "扣留批次"),
        ("杭州海关", "7021000.0", "扣留数量"),
        ("宁波海关", "2385", "扣留批次"),
        ("宁波海关", "5336000.0", "扣留数量"),
        ("", "5175", "扣留批次"),
        ("", "12357000.0", "扣留数量"),
    ]


def test_rows_of_years_are_dated_by_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "滨州市中级人民法院审判白皮书（2023年）\n\n概况如下。\n\n"
        "附表：2021—2023年全市法院知识产权案件情况（单位：件）\n"
        "年度　新收　审结\n2021　1102　1065\n2022年　1412　1380\n2023年度　1248　1295\n",
        encoding="utf-8",
    )
    found = read_facts(read_document(path)).observations
    assert [(o.metric, str(o.value), o.unit, o.period) for o in found] == [
        ("知识产权案件新收", "1102", "件", "2021"),
        ("知识产权案件审结", "1065", "件", "2021"),
        ("知识产权案件新收", "1412", "件", "2022"),
        ("知识产权案件审结", "1380", "件", "2022"),
        ("知识产权案件新收", "1248", "件", "2023"),
        ("知识产权案件审结", "1295", "件", "2023"),
    ]


def test_customs_of_a_capital_serve_its_province(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("南昌海关2023年工作情况\n\n一、成效\n扣留侵权货物518批次。\n", encoding="utf-8")
    facts = read_facts(read_document(path))
    assert facts.context.home.name == "江西省"
    assert [o.region for o in facts.observations] == ["360000"]


def test_tables_of_indicators_take_the_unit_of_the_row(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(
        "重庆市铜梁区2023年生态环境工作报告\n主要指标如下：\n\n"
        "指标名称　单位　目标值　完成值\n"
        "国控断面水质优良比例　%　100　99.5\n"
        "氮氧化物重点工程减排量　吨　150　163\n"
        "治污投入　万元　200　260\n",
        "utf-8",
    )
    figures = read_facts(read_document(source)).observations
    assert [(f.metric, f.value, f.unit, f.statistic, f.period, f.region) for f in figures] == [
        ("国控断面水质优良比例", Decimal(100), "%", "target", "2023", "500151"),
        ("国控断面水质优良比例", Decimal("99.5"), "%", "ratio", "2023", "500151"),
        ("氮氧化物重点工程减排量", Decimal(150), "吨", "target", "2023", "500151"),
        ("氮氧化物重点工程减排量", Decimal(163), "吨", "flow", "2023", "500151"),
        ("治污投入", Decimal(2000000), "元", "target", "2023", "500151"),
        ("治污投入", Decimal(2600000), "元", "flow", "2023", "500151"),
    ]


def test_tables_of_indicators_compare_years(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(
        "铜陵市2023年知识产权工作报告\n附表\n\n"
        "指标\t2022年\t2023年\t同比增长（%）\t全省排名\t完成率（%）\n"
        "发明专利授权量（件）\t120\t150\t25.0\t3\t98.5\n"
        "有效发明专利拥有量（万件）\t1.2\t1.5\t25\t4\t101\n",
        "utf-8",
    )
    figures = read_facts(read_document(source)).observations
    told = [(f.metric, f.value, f.unit, f.statistic, f.period, f.qualifies) for f in figures]
    assert told == [
        ("发明专利授权量", Decimal(120), "件", "flow", "2022", None),
        ("发明专利授权量", Decimal(150), "件", "flow", "2023", None),
        ("发明专利授权量", Decimal("25.0"), "%", "growth", "2023", 1),
        ("发明专利授权量", Decimal(3), "位", "rank", "2023", 1),
        ("发明专利授权量完成率", Decimal("98.5"), "%", "ratio", "2023", 1),
        ("有效发明专利拥有量", Decimal(12000), "件", "stock", "2022-12-31", None),
        ("有效发明专利拥有量", Decimal(15000), "件", "stock", "2023-12-31", None),
        ("有效发明专利拥有量", Decimal(25), "%", "growth", "2023", 6),
        ("有效发明专利拥有量", Decimal(4), "位", "rank", "2023", 6),
        ("有效发明专利拥有量完成率", Decimal(101), "%", "ratio", "2023", 6),
    ]
