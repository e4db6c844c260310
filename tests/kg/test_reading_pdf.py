"""Pdf: text layer and ruled tables, with pages that the tests draw themselves."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from kg.read import read_document
from kg.read.document import Document
from ontology.errors import InvalidSource

Text = tuple[float, float, str]
"""Left edge, distance from the top of the page, what is written there."""
Rule = tuple[float, float, float, float]
SIZE = 10.0
WIDTH, HEIGHT = 420.0, 600.0


def draw_pdf(pages: Sequence[tuple[Sequence[Text], Sequence[Rule]]], *, extra: str = "") -> bytes:
    """A pdf whose one font maps each code to the same Unicode character, all of them square."""
    characters = sorted({c for texts, _ in pages for _, _, text in texts for c in text})
    mapped = "\n".join(f"<{ord(c):04X}> <{ord(c):04X}>" for c in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{mapped}\nendbfchar endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880"
        " /Descent -120 /CapHeight 800 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>",
        stream(cmap),
    ]
    for number, (texts, rules) in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        bodies.append(stream("\n".join([*map(show, texts), *map(rule, rules)])))
    return assemble(bodies, extra)


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def show(text: Text) -> str:
    left, top, words = text
    codes = "".join(f"{ord(c):04X}" for c in words)
    return f"BT /F {SIZE} Tf {left} {HEIGHT - top} Td <{codes}> Tj ET"


def rule(line: Rule) -> str:
    x0, y0, x1, y1 = line
    return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S"


def assemble(bodies: Sequence[str], extra: str) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(bodies) + 1
    return (
        out
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
        + f"trailer << /Size {size} /Root 1 0 R {extra} >>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


def paragraph(top: float, *lines: str) -> list[Text]:
    """Lines 16 apart, the first one indented by two characters."""
    return [(60.0 if n else 80.0, top + 16 * n, line) for n, line in enumerate(lines)]


def read(folder: Path, content: bytes) -> Document:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return read_document(path)


FIRST = paragraph(
    90.0,
    "二〇二四年，全市共检查食品经营单位四百二十家，发现问题线索",
    "十五条，立案查处六件，罚没款十六万元，移送公安机关两件，",
    "案件全部办结。",
)


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    pages: list[tuple[Sequence[Text], Sequence[Rule]]] = [
        ([(130.0, 40.0, "淄博市食品安全工作情况"), (80.0, 70.0, "一、监督检查"), *FIRST], [])
    ]
    document = read(tmp_path, draw_pdf(pages))
    assert document.text == (
        "淄博市食品安全工作情况\n一、监督检查\n"
        "二〇二四年，全市共检查食品经营单位四百二十家，发现问题线索 "
        "十五条，立案查处六件，罚没款十六万元，移送公安机关两件， 案件全部办结。\n"
    )
    assert [s.kind for s in document.sentences] == ["title", "heading", "sentence"]
    assert document.sentences[2].section == ("一、监督检查",)


def test_pdf_paragraph_goes_on_over_page_number_and_running_head(tmp_path: Path) -> None:
    def page(number: int, *lines: Text) -> tuple[Sequence[Text], Sequence[Rule]]:
        return [(150.0, 20.0, "内部资料"), *lines, (190.0, 580.0, f"— {number} —")], []

    cut = [
        page(1, (130.0, 60.0, "食品安全工作总结"), *FIRST[:2]),
        page(2, (60.0, 60.0, "案件全部办结。"), (80.0, 76.0, "一是加强抽检。")),
        page(3, (80.0, 60.0, "二是加强宣传。")),
    ]
    document = read(tmp_path, draw_pdf(cut))
    assert document.text.splitlines()[1].endswith("移送公安机关两件， 案件全部办结。")
    assert "内部资料" not in document.text
    assert "—" not in document.text
    assert [document.form(s) for s in document.sentences][-2:] == [
        "一是加强抽检。",
        "二是加强宣传。",
    ]


COLUMNS = (60.0, 130.0, 200.0, 270.0, 340.0)


def grid(top: float, rows: int, merged: Sequence[Rule] = ()) -> list[Rule]:
    """Rules around cells 20 high; `merged` are the rules to leave out."""
    lines: list[Rule] = []
    for row in range(rows + 1):
        y = top + 20 * row
        lines += [(left, y, right, y) for left, right in pairwise(COLUMNS)]
    for x in COLUMNS:
        lines += [(x, top + 20 * row, x, top + 20 * (row + 1)) for row in range(rows)]
    return [line for line in lines if line not in merged]


def cells(top: float, row: int, *words: str) -> list[Text]:
    return [
        (x + 4, top + 20 * row + 14, word) for x, word in zip(COLUMNS, words, strict=False) if word
    ]


def test_pdf_table_with_merged_headings_that_goes_on_over_the_page(tmp_path: Path) -> None:
    merged: list[Rule] = [(60.0, 100.0, 130.0, 100.0), (200.0, 80.0, 200.0, 100.0)]
    heads = [*cells(80.0, 0, "区县", "监督抽检", "", "案件"), *cells(80.0, 1, "", "批次", "合格率")]
    heads += [(274.0, 114.0, "件数")]
    first = [(150.0, 40.0, "抽检工作情况"), *heads, *cells(80.0, 2, "张店区", "72", "98.5%", "3")]
    second = cells(40.0, 0, "周村区", "150", "—", "2")
    document = read(tmp_path, draw_pdf([(first, grid(80.0, 3, merged)), (second, grid(40.0, 1))]))
    (table,) = document.tables
    assert table.title == "抽检工作情况"
    assert table.columns == (
        ("区县",),
        ("监督抽检", "批次"),
        ("监督抽检", "合格率"),
        ("案件", "件数"),
    )
    assert [
        (row.heading, [(c.column, document.view[c.begin : c.end]) for c in row.cells])
        for row in table.rows
    ] == [
        ("张店区", [(1, "72"), (2, "98.5%"), (3, "3")]),
        ("周村区", [(1, "150"), (3, "2")]),
    ]
    assert "张店区\t72\t98.5%\t3\n周村区\t150\t—\t2\n" in document.text


def test_pdf_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"report\.pdf: has no text layer.* run OCR"):
        read(tmp_path, draw_pdf([([], [(60.0, 60.0, 90.0, 90.0)])]))


def test_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    key = "<" + "5A" * 32 + ">"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(InvalidSource, match=r"report\.pdf: is encrypted; save it without"):
        read(tmp_path, draw_pdf([(FIRST, [])], extra=lock))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"no pdf at all, but bytes"])
def test_broken_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidSource, match=r"report\.pdf: (is a broken pdf|has no text layer)"):
        read(tmp_path, content)


def test_truncated_pdf_is_read_or_refused_in_one_line(tmp_path: Path) -> None:
    content = draw_pdf([(FIRST, [])])
    complaints = [complaint(tmp_path, content[:end]) for end in range(10, len(content), 397)]
    assert sum(map(bool, complaints)) > 3
    assert not any("\n" in text for text in complaints)


def complaint(folder: Path, content: bytes) -> str:
    """What reading says when it refuses, "" when it does not."""
    try:
        read(folder, content)
    except InvalidSource as error:
        return str(error)
    return ""
