"""Lines → paragraphs: wrapped reports and reports with a paragraph a line."""

import itertools
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.draft import Draft
from kg.read.layout import find_blocks
from kg.read.view import make_view


def paragraphs(text: str) -> list[str]:
    view, origin = make_view(text)
    return [view[b.begin : b.end] for b in find_blocks(Draft(text), view, origin)]


WRAPPED = """ 2024 年淄博市知识产权保护发展状况

2024年，全市知识产权管理部门在市委、市政府的正确

领导下，坚持以习近平新时代中国特色社会主义思想为指导，

全面贯彻党的二十大和二十届三中全会精神，以高标准建设知

识产权强市示范城市为抓手，以开展知识产权“知创淄博”助

力创新发展服务行动为载体，围绕知识产权全链条保护环节。

改革完善保护工作体系，推动各项任务举措贯彻落实，持续提
 升全市知识产权创造、运用、保护、管理和服务能力，营造良

好营商环境和创新环境。

一、全面加强知识产权工作部署与协同保护

（三）组织召开全市知识产权保护和发展工作会议

2024年 8月 20日，在收听收看全省知识产权保护与发展

大会后，我市接续召开会议，市委副书记、市长赵庆文就贯彻



— 16 —

落实全省会议精神、扎实推进国家知识产权强市示范城市建设

进行安排部署。2024年全市著作权作品登记 4.7万余件。2024
年，全市立案处理专利侵权纠纷案件 41起。

1.农业部分

市农业农村局推动强化农业植物新品种权行政保护工作。
"""


def test_wrapped_lines_are_put_together() -> None:
    found = paragraphs(WRAPPED)
    assert [text[:6] + "…" + text[-6:] for text in found] == [
        "2024年淄…保护发展状况",
        "2024年，…和创新环境。",
        "一、全面加强…署与协同保护",
        "（三）组织召…发展工作会议",
        "2024年8…案件41起。",
        "1.农业部分…1.农业部分",
        "市农业农村局…政保护工作。",
    ]
    assert "就贯彻落实全省" in found[4]
    assert "4.7万余件。2024年，全市" in found[4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一段。\n第二段\n第三段", ["第一段。", "第二段", "第三段"]),
        ("第一段\f第二段\u2028第三段", ["第一段", "第二段", "第三段"]),
        ("\n \n", []),
        ("12345\n2.市委", ["12345", "2.市委"]),
    ],
)
def test_short_reports_have_a_paragraph_a_line(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_long_paragraphs_a_line_are_left_alone() -> None:
    lines = [
        "市局印发方案，检查食品经营单位420家，" * n + "立案6件。" for n in (2, 3, 5, 7, 9, 4, 6)
    ]
    assert paragraphs("\n\n".join(lines)) == lines


def test_indented_line_opens_a_paragraph() -> None:
    line = "以开展知识产权助力创新发展服务行动为载体，围绕知识产权环"
    text = "\n".join([line] * 6 + ["　　" + line[:26] + "。", line])
    assert [len(paragraph) for paragraph in paragraphs(text)] == [28 * 6, 27 + 28]


def test_style_level_of_a_paragraph_is_kept() -> None:
    text = "监督检查\n正文。\n"
    view, origin = make_view(text)
    blocks = find_blocks(Draft(text, levels={0: 2}, wrapped=False), view, origin)
    assert [block.level for block in blocks] == [2, None]


@given(st.text("中文，。；1. 一、（）\n\f\t—", max_size=300))
def test_blocks_cover_the_view(text: str) -> None:
    view, origin = make_view(text)
    blocks = find_blocks(Draft(text), view, origin)
    covered = "".join(view[block.begin : block.end] for block in blocks)
    assert covered.replace(" ", "") == view.replace(" ", "")
    assert all(a.end <= b.begin for a, b in itertools.pairwise(blocks))
    assert all(bisect_left(origin, origin[block.begin]) == block.begin for block in blocks)
