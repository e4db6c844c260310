"""Tables in plain text whose cells blanks or bars keep apart."""

from pathlib import Path

import pytest

from kg.read import read_document
from kg.read.document import Document
from kg.read.spaced import find_spaced
from kg.relate.reading import read_facts


def read(folder: Path, table: str) -> Document:
    text = f"甘肃省2024年市场监管工作总结\n\n一、附表\n{table}\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return read_document(folder / "a.txt")


def forms(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [
        [row.heading, *(document.view[cell.begin : cell.end] for cell in row.cells)]
        for row in table.rows
    ]


WIDE = """各市州投诉举报办理情况
地区　受理（件）　按期办结率（%）　挽回损失（万元）
兰州市　8210　98.2　402.5
天水市　1305　97.0　61.3
"""
INDENTED = """　　　　　受理（件）　　办结率（%）
兰州市　　8210　　　98.2
天水市　　1305　　　97.0
"""
NARROW = """地区    受理（件）  办结率（%）
兰州市   8210        98.2
天水市   1305        97.0
"""
SINGLE = """序号 地区 受理数 办结率
1 兰州市 8210 98.2%
2 天水市 1305 97.0%
"""
BARS = """| 地区 | 受理（件） | 办结率（%） |
|------|-----:|:----|
| 兰州市 | 8210 | 98.2 |
| 天水市 | 1305 | 97.0 |
"""


@pytest.mark.parametrize("text", [INDENTED, NARROW, SINGLE, BARS])
def test_spaced_tables_are_read_row_by_row(tmp_path: Path, text: str) -> None:
    rows = [[cell.rstrip("%") for cell in row] for row in forms(read(tmp_path, text))]
    assert rows == [["兰州市", "8210", "98.2"], ["天水市", "1305", "97.0"]]


def test_spaced_two_rows_of_headings_are_read_top_down(tmp_path: Path) -> None:
    text = """地区    专利授权量         商标注册量
        数量（件）  同比（%）   数量（件）  同比（%）
兰州市   120         3.1        450         -2.0
天水市   30          0.4        110         5.5
"""
    (table,) = read(tmp_path, text).tables
    assert table.columns[1:] == (
        ("专利授权量", "数量（件）"),
        ("专利授权量", "同比（%）"),
        ("商标注册量", "数量（件）"),
        ("商标注册量", "同比（%）"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "一、查处 案件\n二、移送 3 件\n三、销毁 4 吨\n",
        "第1页　共3页\n第2页　共3页\n",
        "联系人　电话\n张三　县局办公室\n",
        "名称　数量\n共计　12\n",
        "",
    ],
)
def test_spaced_lines_that_are_no_table(text: str) -> None:
    assert find_spaced(text) == ()


def test_spaced_tables_give_figures_of_their_place_and_year(tmp_path: Path) -> None:
    facts = read_facts(read(tmp_path, "附：2023年" + WIDE))
    found = [(o.metric, str(o.value), o.unit, o.period, o.region) for o in facts.observations]
    assert found == [
        ("投诉举报受理", "8210", "件", "2023", "620100"),
        ("按期办结率", "98.2", "%", "2023", "620100"),
        ("挽回损失", "4025000.0", "元", "2023", "620100"),
        ("投诉举报受理", "1305", "件", "2023", "620500"),
        ("按期办结率", "97.0", "%", "2023", "620500"),
        ("挽回损失", "613000.0", "元", "2023", "620500"),
    ]


def test_spaced_unit_line_serves_each_column(tmp_path: Path) -> None:
    text = """2024年各市州案件办理情况
单位：件、万元、%
地区　立案　罚没款　结案率
兰州市　321　152.4　96.1
天水市　84　20.7　98.8
"""
    facts = read_facts(read(tmp_path, text))
    assert [(o.metric, o.unit, o.digits) for o in facts.observations[:3]] == [
        ("案件立案", "件", "321"),
        ("案件罚没款", "元", "152.4"),
        ("案件结案率", "%", "96.1"),
    ]
