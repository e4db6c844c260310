"""Docx: body order, merged cells, counted numbers, what a reader does not see, broken files."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from kg.read import read_document
from kg.read.document import Document
from ontology.errors import InvalidSource


def read(folder: Path, word: Word) -> Document:
    path = folder / "report.docx"
    word.save(str(path))
    return read_document(path)


def test_docx_keeps_body_order_and_styles(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("全市食品安全工作报告", 0)
    word.add_heading("监督检查", 1)
    word.add_paragraph("市市场监管局检查食品经营单位420家。立案6件。")
    table = word.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ["区县", "批次", "张店区", "72"],
        strict=True,
    ):
        cell.text = text
    word.add_paragraph("表后一段\n换行后一段。")
    document = read(tmp_path, word)
    assert document.text == (
        "全市食品安全工作报告\n监督检查\n市市场监管局检查食品经营单位420家。立案6件。\n"
        "区县\t批次\n张店区\t72\n表后一段\n换行后一段。\n"
    )
    assert [(s.kind, s.level, s.section) for s in document.sentences] == [
        ("title", 0, ()),
        ("heading", 1, ()),
        ("sentence", 0, ("监督检查",)),
        ("sentence", 0, ("监督检查",)),
        ("row", 0, ("监督检查",)),
        ("row", 0, ("监督检查",)),
        ("heading", 2, ("监督检查",)),
        ("sentence", 0, ("监督检查", "表后一段")),
    ]


def merged_table(word: Word) -> None:
    """Two heading rows, a merged row heading in the body, a serial column, an empty cell."""
    table = word.add_table(5, 5)
    words = [
        ["序号", "区县", "案件", "-", "-"],
        ["-", "-", "立案数（件）", "结案数（件）", "罚没款（万元）"],
        ["1", "张店区", "12", "10", "3.5"],
        ["2", "周村区", "8", "—", "1.2"],
        ["3", "合计", "20", "10", "-"],
    ]
    for row, texts in zip(table.rows, words, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = "" if text == "-" else text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 4))


def test_docx_table_with_merged_cells(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("知识产权案件情况表")
    word.add_paragraph("单位：件")
    merged_table(word)
    document = read(tmp_path, word)
    (table,) = document.tables
    assert table.title == "知识产权案件情况表单位：件"
    assert table.columns == (
        ("区县",),
        ("案件", "立案数（件）"),
        ("案件", "结案数（件）"),
        ("案件", "罚没款（万元）"),
    )
    assert [
        (row.heading, [(c.column, document.view[c.begin : c.end]) for c in row.cells])
        for row in table.rows
    ] == [
        ("张店区", [(1, "12"), (2, "10"), (3, "3.5")]),
        ("周村区", [(1, "8"), (3, "1.2")]),
        ("合计", [(1, "20"), (2, "10")]),
    ]
    row = document.sentences[table.rows[0].sentence]
    begin, end = document.span(row.begin, row.end)
    assert document.text[begin:end] == "1\t张店区\t12\t10\t3.5"


def test_docx_cell_merged_over_body_rows_stands_in_each(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for row, texts in zip(
        table.rows,
        (["区县", "年份", "件数"], ["张店区", "2023年", "7"], ["", "2024年", "9"]),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document = read(tmp_path, word)
    assert document.text == "区县\t年份\t件数\n张店区\t2023年\t7\n张店区\t2024年\t9\n"


def numbered(word: Word, text: str, number: int, level: int) -> None:
    properties = word.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/>"
            f"<w:numId w:val='{number}'/></w:numPr>"
        )
    )


def add_numbering(word: Word, *levels: tuple[str, str]) -> None:
    root = word.part.numbering_part.element
    inner = "".join(
        f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for n, (form, text) in enumerate(levels)
    )
    root.insert(
        0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{inner}</w:abstractNum>")
    )
    root.append(
        parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>")
    )


def test_docx_numbers_that_word_counts_are_written_out(tmp_path: Path) -> None:
    word = docx.Document()
    add_numbering(
        word,
        ("chineseCounting", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimalEnclosedCircle", "%4"),
        ("lowerLetter", "%5)"),
        ("bullet", "●"),
    )
    for text, level in (
        ("监督检查", 0),
        ("抽检工作", 1),
        ("抽检72批次。", 2),
        ("复检3批次。", 2),
        ("第一步。", 3),
        ("第二步。", 4),
        ("圆点。", 5),
        ("宣传工作", 1),
        ("办班2期。", 2),
        ("执法办案", 0),
    ):
        numbered(word, text, 77, level)
    numbered(word, "结案20起。", 78, 0)
    assert read(tmp_path, word).text.splitlines() == [
        "一、监督检查",
        "（一）抽检工作",
        "1.抽检72批次。",
        "2.复检3批次。",
        "①第一步。",
        "a)第二步。",
        "圆点。",
        "（二）宣传工作",
        "1.办班2期。",
        "二、执法办案",
        "结案20起。",
    ]


@pytest.mark.parametrize(
    ("count", "mark"), [(9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")]
)
def test_docx_chinese_numbers(tmp_path: Path, count: int, mark: str) -> None:
    word = docx.Document()
    add_numbering(word, ("chineseCounting", "%1、"))
    for _ in range(count):
        numbered(word, "加强监管。", 77, 0)
    assert read(tmp_path, word).text.splitlines()[-1] == f"{mark}、加强监管。"


def test_docx_text_that_nobody_sees_is_no_text(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("市局")
    paragraph.add_run("（隐藏）").font.hidden = True
    paragraph.add_run("印发\t方案。")
    space = nsdecls("w")
    for xml in (
        f"<w:del {space}><w:r><w:delText>删去</w:delText></w:r></w:del>",
        f"<w:ins {space}><w:r><w:t>补入。</w:t></w:r></w:ins>",
        f"<w:moveFrom {space}><w:r><w:t>移走</w:t></w:r></w:moveFrom>",
        f"<w:r {space}><w:noBreakHyphen/><w:br/><w:t>换行。</w:t></w:r>",
        f"<w:r {space}><w:txbxContent><w:p><w:r><w:t>文本框。</w:t></w:r></w:p>"
        "</w:txbxContent></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>控件中的段落。</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    word.add_comment(paragraph.runs, text="批注", author="甲")
    assert read(tmp_path, word).text.splitlines() == [
        "控件中的段落。",
        "文本框。",
        "市局印发 方案。补入。-",
        "换行。",
    ]


def test_docx_layout_table_is_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_table(2, 1).cell(0, 0).text = "市局印发方案。"
    document = read(tmp_path, word)
    assert document.text == "市局印发方案。\n"
    assert document.tables == ()


def test_docx_outline_level_of_paragraph_and_title_style(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("执法办案")._p.get_or_add_pPr().append(
        parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='1'/>")
    )
    word.add_paragraph("结案20起。")
    document = read(tmp_path, word)
    assert [(s.kind, s.level) for s in document.sentences] == [("heading", 2), ("sentence", 0)]


def broken(change: Callable[[dict[str, bytes]], None]) -> bytes:
    out, stream = BytesIO(), BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def drop_body(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def break_body(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"][:300]


def inflate(parts: dict[str, bytes]) -> None:
    parts["word/media/big.xml"] = b"\0" * (257 << 20)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"PK\x03\x04 broken", "is a broken docx"),
        (b"no zip at all", "is a broken docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
            "is encrypted or an old Word file; save it as docx",
        ),
        (broken(drop_body), "is a broken docx"),
        (broken(break_body), "is a broken docx"),
        (broken(inflate), "unpacks to 257 MB, the limit is 256 MB; remove its pictures"),
        (broken(lambda parts: None), "holds no text"),
    ],
    ids=["cut", "text", "old", "bodiless", "torn", "bomb", "blank"],
)
def test_bad_docx_is_refused_in_one_line(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    with pytest.raises(InvalidSource) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: {complaint}")
    assert "\n" not in str(caught.value)


def test_docx_without_numbering_part(tmp_path: Path) -> None:
    word = docx.Document()
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del word.part.rels[key]
    word.add_paragraph("市局印发方案。", style="List Number")
    assert word.element.body.find(qn("w:p")) is not None
    assert read(tmp_path, word).text == "市局印发方案。\n"
