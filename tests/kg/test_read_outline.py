"""Headings, list marks, section paths: the two reports, and odd cases."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read_document
from kg.read.document import Document
from kg.read.draft import Draft
from kg.read.layout import find_blocks
from kg.read.outline import Outline, outline
from kg.read.tabular import find_grids
from kg.read.view import make_view

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def zibo() -> Document:
    return read_document(CORPUS / "zibo-2024.txt")


@pytest.fixture(scope="module")
def zaozhuang() -> Document:
    return read_document(CORPUS / "zaozhuang-2023h1.txt")


def sentence_of(document: Document, start: str) -> tuple[str, tuple[str, ...], str]:
    (found,) = [s for s in document.sentences if document.form(s).startswith(start)]
    return found.kind, found.section, found.marker


def test_headings_of_a_wrapped_report(zibo: Document) -> None:
    headings = [(s.level, zibo.form(s)) for s in zibo.sentences if s.kind == "heading"]
    assert [form for level, form in headings if level == 1] == [
        "一、全面加强知识产权工作部署与协同保护",
        "二、强化知识产权全链条行政保护工作情况",
        "三、强化知识产权全链条司法保护工作情况",
        "四、强化知识产权仲裁及人民调解工作情况",
        "五、强化知识产权创造、运用、管理和服务工作情况",
        "六、强化市知识产权保护中心建设工作情况",
        "七、强化知识产权保护宣传、指导与培训工作情况",
    ]
    assert sum(level == 2 for level, _ in headings) == 27
    assert [form for level, form in headings if level == 3] == [
        "1.农业部分",
        "2.林业部分",
        "1.强化知识产权刑事案件侦办工作",
        "2.强化知识产权刑事案件检察工作",
        "3.强化知识产权刑事审判工作",
    ]


def test_sections_of_a_wrapped_report(zibo: Document) -> None:
    assert sentence_of(zibo, "2024年淄博市知识产权保护发展状况") == ("title", (), "")
    assert sentence_of(zibo, "二是坚持大案引领") == (
        "sentence",
        (
            "三、强化知识产权全链条司法保护工作情况",
            "（一）严厉打击侵犯知识产权犯罪",
            "1.强化知识产权刑事案件侦办工作",
        ),
        "二是",
    )
    assert sentence_of(zibo, "6.市公安局") == (
        "sentence",
        ("七、强化知识产权保护宣传、指导与培训工作情况", "淄博市知识产权保护相关举报投诉电话"),
        "6.",
    )


def test_paragraphs_of_a_wrapped_report(zibo: Document) -> None:
    """A sentence over a page number is one, and a paragraph over pages is one."""
    (found,) = [s for s in zibo.sentences if "周村区市场监督管理局、周村区法院等" in zibo.form(s)]
    begin, end = zibo.span(found.begin, found.end)
    assert "— 16 —" in zibo.text[begin:end]
    paragraph = [zibo.form(s) for s in zibo.sentences if s.paragraph == found.paragraph]
    assert len(paragraph) == 10
    assert paragraph[0].startswith("2024年，市司法局指导市律师协会")


def test_sections_of_a_report_with_run_in_headings(zaozhuang: Document) -> None:
    assert sentence_of(zaozhuang, "枣知战办") == ("sentence", (), "")
    assert sentence_of(zaozhuang, "2023年上半年全市知识产权工作情况通报")[0] == "title"
    assert sentence_of(zaozhuang, "各区（市）人民政府")[0] == "sentence"
    assert sentence_of(zaozhuang, "聚焦全市“6+3”") == (
        "sentence",
        (
            "二、知识产权创造能力稳步提升",
            "推动专利创造提档升级",
            "1.积极开展高价值专利培育工作",
        ),
        "",
    )
    assert sentence_of(zaozhuang, "2023年上半年，全市新增国内") == (
        "sentence",
        ("二、知识产权创造能力稳步提升", "促进商标数量稳步增长"),
        "",
    )
    assert sentence_of(zaozhuang, "（一）知识产权质押融资规模不断扩大") == (
        "sentence",
        ("四、知识产权运用转化成效明显",),
        "（一）",
    )
    assert sentence_of(zaozhuang, "3.引导企业提交")[1:] == (
        ("五、知识产权服务能力持续提升", "（一）济南代办处枣庄工作站工作成效显著"),
        "3.",
    )
    assert sentence_of(zaozhuang, "2023年9月15日") == ("sentence", (), "")


def outline_of(text: str) -> tuple[str, Outline]:
    view, origin = make_view(text)
    draft = Draft(text, find_grids(text))
    return view, outline(view, find_blocks(draft, view, origin), origin)


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ("关于印发食品安全\n工作方案的通知\n各区县：", "title title sentence"),
        ("淄博市人民政府文件\n食品安全工作报告\n检查420家。", "heading title sentence"),
        ("鲁食安〔2024〕3号\n食品安全工作报告\n检查420家。", "sentence title sentence"),
        ("工作报告\n来源：市局\n检查420家。", "title sentence sentence"),
        ("检查420家。\n一、执法\n立案6件。", "sentence heading sentence"),
        ("检查420家。\n一、执法\n二、宣传", "sentence sentence sentence"),
        (
            "报告情况\n第一章 总则\n第一节 目的\n一、总体\n立案。",
            "title" + " heading" * 3 + " sentence",
        ),
        ("检查420家。\n1.市局：12345\n2.县局：12346", "sentence sentence sentence"),
        ("检查420家。\n淄博市市场监督管理局\n2024年5月1日", "sentence sentence sentence"),
        ("食品安全工作报告", "title"),
        ("淄博市人民政府文件", "title"),
        ("检查420家。\n1234567", "sentence sentence"),
    ],
)
def test_kinds_of_short_reports(lines: str, kinds: str) -> None:
    _, result = outline_of(lines)
    found = [s.kind for s in result.sentences]
    if lines.startswith("淄博市人民政府文件\n"):
        assert found[1:] == kinds.split()[1:]
    else:
        assert found == kinds.split()


def test_item_of_a_deeper_mark_stays_under_an_unmarked_heading() -> None:
    text = (
        "检查。\n一、执法\n（一）办案\n推动办案提档升级\n1.立案。结案2件。\n2.宣传。办班2期。\n"
        "（二）宣传\n办班3期。"
    )
    view, result = outline_of(text)
    sections = {view[s.begin : s.end]: s.section for s in result.sentences}
    assert sections["办班2期。"] == ("一、执法", "（一）办案", "推动办案提档升级", "2.宣传")
    assert sections["办班3期。"] == ("一、执法", "（二）宣传")


def test_closing_line_ends_all_sections() -> None:
    text = "检查。\n一、执法\n立案6件。\n淄博市市场监督管理局\n2024年5月1日\n（此件公开发布）"
    _, result = outline_of(text)
    assert [s.section for s in result.sentences][-3:] == [("一、执法",), ("一、执法",), ()]


@given(st.text("中文，。；：1.2一二、（）“”《》是\n\t \f—件", max_size=250))
def test_sentences_cover_the_view_in_order(text: str) -> None:
    view, result = outline_of(text)
    assert [s.number for s in result.sentences] == list(range(len(result.sentences)))
    covered = "".join(view[s.begin : s.end] for s in result.sentences)
    assert covered.replace(" ", "") == view.replace(" ", "")
    pairs = list(zip(result.sentences, result.sentences[1:], strict=False))
    assert all(a.end <= b.begin and a.paragraph <= b.paragraph for a, b in pairs)
    assert all(view[s.begin :].startswith(s.marker) for s in result.sentences)


@given(st.text(min_size=1, max_size=120))
def test_any_text_is_outlined(text: str) -> None:
    view, result = outline_of(text)
    covered = "".join(view[s.begin : s.end] for s in result.sentences)
    assert covered.replace(" ", "") == view.replace(" ", "")


def test_a_line_of_a_million_characters_takes_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    line = "结案2件，罚没款393万元。" * 80_000
    path.write_text(line[:1_000_000], encoding="utf-8")
    start = time.process_time()
    assert len(read_document(path).sentences) == 71_429
    assert time.process_time() - start < 15


@pytest.mark.parametrize("unit", ["（一）\n", "\t7\n", "一\t7\n", "1.知\n"])
def test_many_lines_take_linear_time(tmp_path: Path, unit: str) -> None:
    def seconds(count: int) -> float:
        path = tmp_path / "a.txt"
        path.write_text("市市场监督管理局监督检查工作情况报告\n" + unit * count, encoding="utf-8")
        start = time.process_time()
        assert read_document(path).sentences
        return time.process_time() - start

    assert seconds(6_000) < 4 * 6 * seconds(1_000) + 0.5


def test_two_reports_are_read_in_a_moment() -> None:
    read_document(CORPUS / "zibo-2024.txt")
    start = time.process_time()
    for name in ("zibo-2024.txt", "zaozhuang-2023h1.txt"):
        read_document(CORPUS / name)
    assert time.process_time() - start < 0.6
