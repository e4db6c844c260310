"""Tables in plain text: a row a line, and a cell a line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read_document
from kg.read.document import Document
from kg.read.draft import RawCell
from kg.read.head import count_head, is_figure
from kg.read.tabular import find_grids


def read(folder: Path, text: str) -> Document:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return read_document(folder / "a.txt")


def contents(document: Document) -> list[tuple[str, list[tuple[int, str]]]]:
    (table,) = document.tables
    return [
        (row.heading, [(c.column, document.view[c.begin : c.end]) for c in row.cells])
        for row in table.rows
    ]


def test_real_table_of_a_cell_a_line(corpus: Path) -> None:
    document = read_document(corpus / "zaozhuang-2023h1.txt")
    (table,) = document.tables
    assert table.title == "2023年上半年全市知识产权工作情况"
    assert table.columns == (
        ("区（市）",),
        ("发明专利授权量", "件数"),
        ("发明专利授权量", "年指导目标（件）"),
        ("发明专利授权量", "目标完成情况（%）"),
        ("有效发明专利拥有量", "件数"),
        ("有效发明专利拥有量", "比去年年底净增长（件）"),
        ("有效发明专利拥有量", "年指导目标（件）"),
        ("有效发明专利拥有量", "万人比（件）"),
        ("有效贯标认证企业", "数量（家）"),
        ("PCT国际专利申请", "申请量（件）"),
        ("专利侵权裁决案件（件）",),
    )
    figures = [
        "104 196 53.10 828 89 869 5.26 3 0 0",
        "41 75 54.70 628 32 646 12.93 3 0 0",
        "68 183 37.20 572 35 658 9.04 1 3 2",
        "33 41 80.50 185 22 190 4.55 0 0 0",
        "16 60 26.70 353 19 374 9.74 4 0 0",
        "21 44 47.70 367 21 375 12.03 0 1 0",
        "43 138 31.20 574 37 628 53.20 21 1 0",
        "326 737 44.20 3507 255 3740 9.10 32 5 2",
    ]
    names = ["滕州市", "薛城区", "市中区", "山亭区", "峄城区", "台儿庄区", "高新区", "全市"]
    assert contents(document) == [
        (name, list(enumerate(row.split(), 1))) for name, row in zip(names, figures, strict=True)
    ]
    row = document.sentences[table.rows[-1].sentence]
    assert (row.kind, row.section) == ("row", ("2023年上半年全市知识产权工作情况",))
    begin, end = document.span(row.begin, row.end)
    assert document.text[begin:end].split() == ["全", "市", *figures[-1].split()]


@pytest.fixture
def corpus() -> Path:
    return Path(__file__).parents[2] / "corpus"


def cell_lines(*rows: str) -> str:
    return "\n\n".join("\n".join(f"\t{cell.strip('-')}" for cell in row.split()) for row in rows)


COURTS = cell_lines(
    "序号 法院 收案 结案",
    "- - 2023年 2024年 增幅（%） 2023年 2024年 增幅（%）",
    "1 张店区法院 120 150 25.0 110 140 27.3",
    "2 周村区法院 80 — - 70 75 7.1",
    "3 合计 200 150 - 180 215 19.4",
)


def test_table_of_a_cell_a_line_with_serial_numbers_and_gaps(tmp_path: Path) -> None:
    document = read(tmp_path, f"两级法院收结案情况\n单位：件\n\n{COURTS}\n\n注：以上为审结数。\n")
    (table,) = document.tables
    assert table.title == "两级法院收结案情况单位：件"
    assert table.columns[0] == ("法院",)
    assert table.columns[3:5] == (("收案", "增幅（%）"), ("结案", "2023年"))
    assert contents(document) == [
        ("张店区法院", list(enumerate(["120", "150", "25.0", "110", "140", "27.3"], 1))),
        ("周村区法院", [(1, "80"), (4, "70"), (5, "75"), (6, "7.1")]),
        ("合计", [(1, "200"), (2, "150"), (4, "180"), (5, "215"), (6, "19.4")]),
    ]
    assert document.form(document.sentences[-1]) == "注：以上为审结数。"


def test_table_of_a_cell_a_line_with_three_heading_rows(tmp_path: Path) -> None:
    rows = cell_lines(
        "地区 环境质量 执法",
        "- 空气 水 处罚案件",
        "- 优良天数 同比 断面数 达标率 件数 同比",
        "张店区 280 3% 5 100% 12 -2",
        "周村区 291 5% 4 75% 9 1",
    )
    document = read(tmp_path, rows)
    (table,) = document.tables
    assert table.columns == (
        ("地区",),
        ("环境质量", "空气", "优良天数"),
        ("环境质量", "空气", "同比"),
        ("水", "断面数"),
        ("水", "达标率"),
        ("执法", "处罚案件", "件数"),
        ("执法", "处罚案件", "同比"),
    ), "whether 水 belongs to 环境质量 or to 执法 the text does not say"


def test_row_that_does_not_fit_is_a_sentence_without_cells(tmp_path: Path) -> None:
    rows = cell_lines(
        "区县 件数 金额", "张店区 7 20", "周村区 9", "桓台县 1 2", "其中", "全市 17 22"
    )
    document = read(tmp_path, rows)
    assert [heading for heading, _ in contents(document)] == ["张店区", "桓台县", "全市"]
    assert [document.form(s) for s in document.sentences if s.kind == "row"] == [
        "区县件数金额",
        "张店区7 20",
        "周村区9",
        "桓台县1 2",
        "其中",
        "全市17 22",
    ]


def test_headings_that_cannot_be_placed_give_columns_without_name(tmp_path: Path) -> None:
    rows = cell_lines("区县 件数", "张店区 7 20 3", "周村区 9 10 4")
    (table,) = read(tmp_path, rows).tables
    assert table.columns == ((), (), (), ())
    assert len(table.rows) == 2


@pytest.mark.parametrize("blank", ["", "\n"])
def test_table_of_a_row_a_line(tmp_path: Path, blank: str) -> None:
    text = "\n".join(
        [
            "各区县抽检情况",
            "区县\t监督抽检\t\t案件（件）",
            "\t批次\t合格率（%）\t",
            f"张店区\t72\t98.5\t3{blank}",
            "周村区\t150\t\t2",
            "合计\t222\t98.9\t5",
            "以上数据由市市场监管局提供。",
        ]
    )
    document = read(tmp_path, text)
    (table,) = document.tables
    assert table.title == "各区县抽检情况"
    assert table.columns == (
        ("区县",),
        ("监督抽检", "批次"),
        ("监督抽检", "合格率（%）"),
        ("案件（件）",),
    )
    assert contents(document) == [
        ("张店区", [(1, "72"), (2, "98.5"), (3, "3")]),
        ("周村区", [(1, "150"), (3, "2")]),
        ("合计", [(1, "222"), (2, "98.9"), (3, "5")]),
    ]
    assert document.sentences[-1].kind == "sentence"


def test_heading_row_may_end_with_a_blank_cell(tmp_path: Path) -> None:
    """An upper heading that reaches over the last column leaves a tab at the end of its line."""
    rows = [
        "县区\tPM2.5\t\t优良天数\t",
        "县区\t浓度\t变化\t天数\t占比",
        "吉县\t28\t-3.4\t165\t90.7",
    ]
    (table,) = read(tmp_path, "\n".join([*rows, "蒲县\t26\t4.0\t168\t92.3"])).tables
    assert table.columns[1:] == (
        ("PM2.5", "浓度"),
        ("PM2.5", "变化"),
        ("优良天数", "天数"),
        ("优良天数", "占比"),
    )


@pytest.mark.parametrize(
    "text", ["", "一\t二", "\t一段缩进的话，不是表格。\n\t另一段。", "\t\n\t\n\t\n", "\t1\n\n\t2\n"]
)
def test_no_table(text: str) -> None:
    assert find_grids(text) == ()


@given(st.text("中1.\t\n 件—", max_size=200))
def test_grids_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for grid in find_grids(text):
        assert end <= grid.begin <= grid.end <= len(text)
        end = grid.end
        places = [(slot.begin, slot.end) for slot in grid.slots]
        assert all(grid.begin <= b <= e <= grid.end for b, e in places)
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        *((form, True) for form in ("53.10", "3,507", "12%", "-2", "20余家", "约3万元", "12.5％")),
        *((form, False) for form in ("2023年", "件数", "", "PM2.5", "2024年1月")),
    ],
)
def test_is_figure(form: str, answer: bool) -> None:
    assert is_figure(form) is answer


def grid(*rows: str) -> list[RawCell]:
    """Cells of a table; 甲*2 is two columns wide, - is empty."""
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for word in row.split():
            text, _, width = word.partition("*")
            cells.append(RawCell(number, column, 1, int(width or 1), text.strip("-")))
            column += int(width or 1)
    return cells


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        (["区县 件数", "张店区 7"], 1),
        (["情况表*2", "区县 件数", "张店区 7"], 2),
        (["区县 案件*2", "- 立案 结案", "张店区 7 2"], 2),
        (["区县 负责人", "张店区 甲", "周村区 乙"], 1),
        (["张店区 7", "周村区 9"], 0),
        (["区县 件数"], 1),
        (["区县 2023年 2024年", "张店区 7 9"], 1),
        (["区县 2023 2024", "张店区 7 9"], 1),
    ],
)
def test_count_head(rows: list[str], head: int) -> None:
    assert count_head(grid(*rows)) == head


def test_caption_parts_two_tables(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        "附表1：抽检\n地区\t抽检（批次）\t不合格（批次）\n金东区\t130\t2\n兰溪市\t110\t5\n\n"
        "附表2：案件\n类别\t立案（件）\t办结（件）\n食品\t22\t19\n药品\t6\t5\n",
    ).tables
    assert [[column[-1] for column in table.columns] for table in tables] == [
        ["地区", "抽检（批次）", "不合格（批次）"],
        ["类别", "立案（件）", "办结（件）"],
    ]
