"""A Word document → `Draft`: paragraphs and tables in the order of the body.

The text is what a reader sees: numbers that Word counts are written out; deleted, hidden and
moved-away text is not there; a merged cell stands where it begins.
"""

import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from kg.read.draft import Draft, RawCell, Writer
from kg.read.head import count_head
from kg.read.numbering import Numbering
from ontology.errors import InvalidSource

UNPACKED_LIMIT = 256 * 1024 * 1024
"""Bytes of XML that a document may unpack to; a zip bomb has more."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:txbxContent"), _FALLBACK})
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    OpcError,
    PythonDocxError,
    LookupError,
    ValueError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    TypeError,
)


def read_docx(raw: bytes, place: str) -> Draft:
    """Return what a Word document shows; `place` names it in errors."""
    if raw.startswith(_OLD_WORD):
        raise InvalidSource(
            f"{place}: is encrypted or an old Word file; save it as docx without a password"
        )
    try:
        _check_size(raw, place)
        return _Body(raw).write()
    except _BROKEN as error:
        raise InvalidSource(
            f"{place}: is a broken docx ({type(error).__name__}); open it in Word and save it anew"
        ) from error


def _check_size(raw: bytes, place: str) -> None:
    with zipfile.ZipFile(BytesIO(raw)) as package:
        size = sum(part.file_size for part in package.infolist())
    if size > UNPACKED_LIMIT:
        raise InvalidSource(
            f"{place}: unpacks to {size >> 20} MB, the limit is {UNPACKED_LIMIT >> 20} MB; "
            "remove its pictures and save it anew"
        )


class _Body:
    """Goes through the body once, counting numbered paragraphs on the way."""

    def __init__(self, raw: bytes) -> None:
        self._word = docx.Document(BytesIO(raw))
        self._numbering = Numbering(self._word)
        self._writer = Writer()

    def write(self) -> Draft:
        for block in _blocks(self._word.element.body):
            if block.tag == qn("w:p"):
                self._write_paragraph(block)
            else:
                self._write_table(block)
        return self._writer.finish()

    def _write_paragraph(self, paragraph: etree._Element) -> None:
        for box in _boxes(paragraph):
            for inner in box.iter(qn("w:p")):
                self._writer.add_paragraph(_text(inner))
        text = self._seen(paragraph)
        if text.strip():
            self._writer.add_paragraph(text, self._level(paragraph))

    def _seen(self, paragraph: etree._Element) -> str:
        """The text of a paragraph with the mark that Word counts."""
        text = _text(paragraph)
        return (
            self._numbering.next_mark(paragraph, self._style(paragraph)) + text
            if text.strip()
            else ""
        )

    def _write_table(self, table: etree._Element) -> None:
        cells = self._cells(table)
        if len({cell.column for cell in cells}) > 1 and len({cell.row for cell in cells}) > 1:
            self._writer.add_table(cells, count_head(cells))
        else:
            for cell in cells:
                self._writer.add_paragraph(cell.text)

    def _cells(self, table: etree._Element) -> list[RawCell]:
        cells: list[RawCell] = []
        above: dict[int, int] = {}
        for row, line in enumerate(_children(table, qn("w:tr"))):
            column = _number(line, "w:trPr/w:gridBefore", 0)
            for element in _children(line, qn("w:tc")):
                width = max(_number(element, "w:tcPr/w:gridSpan", 1), 1)
                merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    cell = cells[above[column]]
                    cells[above[column]] = RawCell(
                        cell.row, column, row - cell.row + 1, cell.width, cell.text
                    )
                else:
                    text = "\n".join(self._seen(p) for p in element.iter(qn("w:p")))
                    above[column] = len(cells)
                    cells.append(RawCell(row, column, 1, width, text))
                column += width
        return cells

    def _level(self, paragraph: etree._Element) -> int | None:
        """The heading level that a paragraph or its style has; 0 is the title."""
        own = _number(paragraph, "w:pPr/w:outlineLvl", -1)
        style = self._style(paragraph)
        if own < 0 and style is not None:
            name = style.find(qn("w:name"))
            if name is not None and name.get(qn("w:val"), "").lower() == "title":
                return 0
            own = _number(style, "w:pPr/w:outlineLvl", -1)
        return own + 1 if 0 <= own < 9 else None

    def _style(self, paragraph: etree._Element) -> etree._Element | None:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return None if style is None else self._styles.get(style.get(qn("w:val"), ""))

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        styles = self._word.styles.element.iter(qn("w:style"))
        return {style.get(qn("w:styleId"), ""): style for style in styles}


def _children(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the children with these tags, those in content controls and inserted ones too."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _children(child, *tags)


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    return _children(body, qn("w:p"), qn("w:tbl"))


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield box


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _GONE or (element.tag == qn("w:r") and _is_hidden(element)):
            walk.skip_subtree()
        elif element.tag == qn("w:t"):
            pieces.append(element.text or "")
        else:
            pieces.append(_SIGNS.get(element.tag, ""))
    return "".join(pieces)


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = "" if found is None else found.get(qn("w:val"), "")
    return int(value) if value.isdecimal() and len(value) < 6 else default
