"""A pdf with a text layer → `Draft`: its lines put together to paragraphs, and its ruled tables.

Where a line begins and ends on the page tells what the text has lost: an indented line opens a
paragraph, a line that ends before the right edge closes one. Page numbers and running heads are
left out.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from kg.read.decode import is_readable
from kg.read.draft import Draft, RawCell, Writer
from kg.read.head import count_head
from ontology.errors import InvalidSource

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of harmless oddities

_PAGE_NUMBER = re.compile(r"[\s—–-]*\d{1,4}[\s—–-]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_MIN_CHARACTERS = 8
_BOX = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class _Grid:
    top: float
    columns: int
    cells: tuple[RawCell, ...]


_Page = list[_Line | _Grid]


def read_pdf(raw: bytes, place: str) -> Draft:
    """Return the text layer of a pdf; `place` names it in errors."""
    try:
        with pdfplumber.open(BytesIO(raw)) as pdf:
            pages = [_read_page(page) for page in pdf.pages]
    except Exception as error:  # pdfminer lets anything through that broken bytes give rise to
        raise InvalidSource(f"{place}: {_complaint(error)}") from error
    draft = _write(_without_margins(pages))
    letters = _UNMAPPED.sub("", draft.text)
    if not letters.strip() or len(letters) < len(draft.text) / 2 or not is_readable(letters):
        raise InvalidSource(
            f"{place}: has no text layer that can be read, only pictures of its pages; "
            "run OCR over it or find the original"
        )
    return draft


def _complaint(error: BaseException) -> str:
    causes = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return "is encrypted; save it without a password"
    name = next((type(cause).__name__ for cause in error.args if isinstance(cause, Exception)), "")
    return f"is a broken pdf ({name or type(error).__name__}); find the original or print it anew"


def _read_page(page: Any) -> _Page:
    """The lines and tables of a page from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.columns) > 1]
    grids = [grid for table in tables if (grid := _read_table(table))]
    boxes = [table.bbox for table in tables]
    loose = page.filter(lambda thing: not any(_is_within(thing, box) for box in boxes))
    lines = [
        _Line(
            line["text"],
            float(line["x0"]),
            float(line["x1"]),
            float(line["top"]),
            float(line["bottom"] - line["top"]),
        )
        for line in loose.extract_text_lines(return_chars=False)
    ]
    page.close()
    return sorted([*lines, *grids], key=lambda part: part.top)


def _is_within(thing: dict[str, Any], box: _BOX) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _read_table(table: Any) -> _Grid | None:
    """The cells of a ruled table; how far each reaches follows from its edges."""
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    texts = table.extract()
    cells = []
    for row, line in enumerate(table.rows):
        for column, box in enumerate(line.cells):
            if box is not None:
                width = sum(box[0] <= left < box[2] for left in lefts)
                height = sum(box[1] <= top < box[3] for top in tops)
                cells.append(RawCell(row, column, height, width, texts[row][column] or ""))
    filled = any(cell.text.strip() for cell in cells)
    return _Grid(float(table.bbox[1]), len(lefts), tuple(cells)) if filled else None


def _without_margins(pages: Sequence[_Page]) -> list[_Page]:
    """Leave out page numbers and what the first or last line of most pages repeats."""
    repeated = {
        key
        for edge in (0, -1)
        for key, times in Counter(_edge_key(page, edge) for page in pages if page).items()
        if times >= max(3, len(pages) / 2)
    }
    kept = []
    for page in pages:
        parts = list(page)
        for edge in (0, -1):
            if parts and (
                _edge_key(parts, edge) in repeated or _is_page_number(parts[edge], pages)
            ):
                parts.pop(edge)
        kept.append(parts)
    return kept


def _edge_key(page: _Page, edge: int) -> tuple[int, str]:
    """What makes two first or last lines the same: their text, numbers aside."""
    part = page[edge]
    return (edge, re.sub(r"\d+", "#", part.text) if isinstance(part, _Line) else f"{id(part)}")


def _is_page_number(part: _Line | _Grid, pages: Sequence[_Page]) -> bool:
    if not isinstance(part, _Line):
        return False
    is_marked = _PAGE_NUMBER.fullmatch(part.text) and not part.text.strip().isdecimal()
    return bool(is_marked or (part.text.strip().isdecimal() and len(pages) > 1))


def _write(pages: Sequence[_Page]) -> Draft:
    lines = [part for page in pages for part in page if isinstance(part, _Line)]
    left, right = _edges(lines)
    writer = Writer()
    words: list[str] = []
    before: _Line | None = None
    for part in _joined_tables(pages):
        if isinstance(part, _Grid):
            _end_paragraph(writer, words)
            writer.add_table(part.cells, count_head(part.cells))
            before = None
            continue
        if before is None or not _goes_on(before, part, left, right):
            _end_paragraph(writer, words)
        words.append(part.text)
        before = part
    _end_paragraph(writer, words)
    return writer.finish()


def _end_paragraph(writer: Writer, words: list[str]) -> None:
    writer.add_paragraph(" ".join(words))
    words.clear()


def _edges(lines: Sequence[_Line]) -> tuple[float, float]:
    """The left edge that most lines share, and the right edge that full lines reach."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    common = max(lefts.values())
    left = min(edge for edge, times in lefts.items() if times * 2 >= common)
    return float(left), rights[int((len(rights) - 1) * 0.9)]


def _goes_on(line: _Line, following: _Line, left: float, right: float) -> bool:
    """Whether the paragraph of a line goes on in the next one."""
    size = max(line.size, 1.0)
    is_full = line.right >= right - 1.8 * size and line.right - line.left > _MIN_CHARACTERS * size
    is_indented = following.left > left + 0.8 * size
    is_centred = line.left > left + 2.8 * size
    same_size = abs(line.size - following.size) < 0.2 * size
    return is_full and same_size and not is_indented and not is_centred


def _joined_tables(pages: Sequence[_Page]) -> Iterator[_Line | _Grid]:
    """Yield all parts; a table that goes on at the top of the next page is one table."""
    waiting: _Grid | None = None
    for page in pages:
        for number, part in enumerate(page):
            if waiting is not None:
                if number == 0 and isinstance(part, _Grid) and part.columns == waiting.columns:
                    waiting = _append(waiting, part)
                    continue
                yield waiting
                waiting = None
            if isinstance(part, _Grid):
                waiting = part
            else:
                yield part
    if waiting is not None:
        yield waiting


def _append(grid: _Grid, rest: _Grid) -> _Grid:
    """Add the rows of a table's next page, headings that it repeats left out."""
    head = count_head(grid.cells)
    first, again = (_top(each, head) for each in (grid, rest))
    skipped = head if first == again else 0
    start = max(cell.row + cell.height for cell in grid.cells)
    moved = (
        RawCell(cell.row - skipped + start, cell.column, cell.height, cell.width, cell.text)
        for cell in rest.cells
        if cell.row >= skipped
    )
    return _Grid(grid.top, grid.columns, (*grid.cells, *moved))


def _top(grid: _Grid, rows: int) -> list[tuple[int, int, str]]:
    return [
        (cell.row, cell.column, "".join(cell.text.split()))
        for cell in grid.cells
        if cell.row < rows
    ]
