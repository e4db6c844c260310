"""Headings whose reach is lost: made-up tables of several fields, and a real one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.spans import Spans, find_spans


def cells(*columns: int) -> Spans:
    return [(column, column + 1) for column in columns]


PATENTS = [
    [
        *("区（市）", "发明专利授权量", "有效发明专利拥有量", "有效贯标认证企业"),
        *("PCT国际专利申请", "专利侵权裁决案件（件）"),
    ],
    [
        *("", "件数", "年指导目标（件）", "目标完成情况（%）"),
        *("件数", "比去年年底净增长（件）", "年指导目标（件）", "万人比（件）"),
        *("数量（家）", "申请量（件）", ""),
    ],
]


def test_find_spans_of_a_real_table() -> None:
    assert find_spans(PATENTS, 11) == [
        [(0, 1), (1, 4), (4, 8), (8, 9), (9, 10), (10, 11)],
        cells(*range(11)),
    ]


def test_find_spans_when_cells_below_merged_ones_are_missing() -> None:
    rows = [PATENTS[0], PATENTS[1][1:-1]]
    spans = find_spans(rows, 11)
    assert spans is not None
    assert spans[0] == [(0, 1), (1, 4), (4, 8), (8, 9), (9, 10), (10, 11)]
    assert spans[1] == cells(*range(1, 10))


@pytest.mark.parametrize(
    ("rows", "columns", "top"),
    [
        pytest.param(
            ["法院 收案 结案", "- 2023年 2024年 增幅（%） 2023年 2024年 增幅（%）"],
            7,
            [(0, 1), (1, 4), (4, 7)],
            id="courts: no heading twice in a group",
        ),
        pytest.param(
            ["地区 监督抽检 风险监测", "- 批次 合格率（%） 批次 问题率（%）"],
            5,
            [(0, 1), (1, 3), (3, 5)],
            id="food: a base measure opens a group",
        ),
        pytest.param(
            ["区县 立案数（件） 处罚 移送公安（件）", "- - 案件数 罚没金额（万元） -"],
            5,
            [(0, 1), (1, 2), (2, 4), (4, 5)],
            id="environment: headings with a unit stand alone",
        ),
        pytest.param(
            ["区县 立案数（件） 处罚 移送公安（件）", "案件数 罚没金额（万元）"],
            5,
            [(0, 1), (1, 2), (2, 4), (4, 5)],
            id="environment: nothing below the lone headings",
        ),
        pytest.param(
            ["地区 空气 水质", "- PM2.5 PM10 优良天数 断面数 达标率"],
            6,
            [(0, 1), (1, 3), (4, 6)],
            id="environment: a column that may belong to both gets neither",
        ),
        pytest.param(["地区 件数 金额"], 3, cells(0, 1, 2), id="one row"),
    ],
)
def test_find_spans_of_made_up_tables(rows: list[str], columns: int, top: Spans) -> None:
    headings = [["" if cell == "-" else cell for cell in row.split()] for row in rows]
    spans = find_spans(headings, columns)
    assert spans is not None
    assert spans[0] == top


THREE = [
    "地区 环境质量 执法",
    "- 空气 水 案件 罚款（万元）",
    "- 优良天数 同比 断面数 达标率 件数 同比 -",
]


@pytest.mark.parametrize("keeps_blank", [True, False])
def test_find_spans_of_three_rows(keeps_blank: bool) -> None:
    rows = [
        ["" if cell == "-" else cell for cell in row.split() if keeps_blank or cell != "-"]
        for row in THREE
    ]
    spans = find_spans(rows, 8)
    assert spans is not None
    # 罚款 may or may not be part of 执法 for all that the text says: it gets no upper heading.
    assert spans[0][:2] == [(0, 1), (1, 3)]
    assert spans[1][-4:] == [(1, 3), (3, 5), (5, 7), (7, 8)]
    assert spans[2][-7 if keeps_blank else -6 :][:6] == cells(*range(1, 7))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([], 3),
        ([["甲", "乙"]], 3),
        ([["甲", "乙", "丙", "丁"]], 3),
        ([["甲"], ["乙"]], 3),
        ([["甲"], ["乙"], ["丙"]], 9),
        ([["甲"], ["乙"], ["丙"], ["丁"]], 1),
    ],
)
def test_find_spans_refuses_what_cannot_fit(rows: list[list[str]], columns: int) -> None:
    assert find_spans(rows, columns) is None


WORDS = st.sampled_from(["", "件数", "同比", "金额（万元）", "目标完成率（%）", "案件", "地区"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=7), max_size=3), st.integers(1, 9))
def test_find_spans_gives_ranges_in_order(rows: list[list[str]], columns: int) -> None:
    spans = find_spans(rows, columns)
    if spans is None:
        return
    assert [len(row) for row in spans] == [len(row) for row in rows]
    for row in spans:
        filled = [span for span in row if span[0] < span[1]]
        assert filled == sorted(filled)
        assert all(0 <= begin <= end <= columns for begin, end in row)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(filled))
