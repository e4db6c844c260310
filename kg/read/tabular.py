"""Tables in plain text → grids.

Two ways in which text keeps a table are understood: a row a line with tabs between the cells, and a
cell a line that begins with a tab, a blank line between the rows. In the second the headings may be
broken over lines, even blank ones, and how far they reach is lost: `find_spans` recovers it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.draft import Grid, Slot
from kg.read.head import is_figure
from kg.read.spans import find_spans
from kg.read.view import make_view

_LINE = re.compile(r"[^\n]+")
_CELL_LINE = re.compile(r"[ \u3000]*\t[^\t]*")
_ROW_LINE = re.compile(r"[^\t]*\S[^\t]*\t.*\S[ \t]*|\t.*\S[ ]*\t.*")
_CAPTION = re.compile(r"\s*(?:附?表|附件|附录)\s*[\d一二三四五六七八九十]{0,3}\s*[：:．.\s]")
_MIN_CELLS = 6
_MAX_BROKEN = 20
"""Longest line that goes on with the cell above it."""
_MAX_BROKEN_LINES = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    begin: int
    end: int
    form: str
    """Its words without white space, otherwise as the text has them."""


_Record = list[_Cell]


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    end: int
    text: str
    after_blank: bool


def find_grids(text: str) -> tuple[Grid, ...]:
    """Return the tables of a plain text in order."""
    if "\t" not in text:
        return ()
    grids: list[Grid] = []
    for run in _runs(_lines(text)):
        rows = sum(_ROW_LINE.fullmatch(line.text) is not None for line in run)
        grid = _rows_grid(run) if rows * 2 > len(run) else _cells_grid(_records(run))
        if grid is not None:
            grids.append(grid)
    return tuple(grids)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold anything, a cell without content too."""
    end = 0
    for match in _LINE.finditer(text):
        line = match[0]
        if "\t" in line or not line.isspace():
            yield _Line(match.start(), match.end(), line, text.count("\n", end, match.start()) > 1)
            end = match.end()


def _runs(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Yield the runs of lines with tabs and the few short lines that go on with a cell."""
    run: list[_Line] = []
    loose: list[_Line] = []
    for line in lines:
        if "\t" in line.text:
            run += [*loose, line]
            loose = []
        elif run:
            loose.append(line)
            if len(loose) > _MAX_BROKEN_LINES or not _is_broken(line.text):
                yield run
                run, loose = [], []
    if run:
        yield run


def _is_broken(text: str) -> bool:
    words = text.strip()
    is_apart = words.endswith(("。", "；", "：")) or _CAPTION.match(text) is not None
    return len(words) <= _MAX_BROKEN and not is_apart


def _cell(text: str, begin: int) -> _Cell:
    words = text.strip()
    first = begin + len(text) - len(text.lstrip()) if words else begin
    return _Cell(first, first + len(words), "".join(words.split()))


def _rows_grid(lines: Sequence[_Line]) -> Grid | None:
    """A row a line, a tab between two cells; a line of one cell between the rows fits no column."""
    records = []
    for line in lines:
        begin, record = line.begin, []
        for piece in line.text.split("\t"):
            record.append(_cell(piece, begin))
            begin += len(piece) + 1
        records.append(record)
    sizes = Counter(len(record) for record in records if len(record) > 1)
    if sizes.total() < 2:
        return None
    columns = sizes.most_common(1)[0][0]
    head = _count_head(records)
    slots: list[Slot] = []
    for row, record in enumerate(records):
        fits = 1 < len(record) <= columns
        for column, cell in enumerate(record):
            width = _width(records, row, column, head) if fits else 1
            if cell.form:
                place = column if fits else -1
                slots.append(Slot(row, place, 1, width, cell.begin, cell.end))
    return Grid(lines[0].begin, lines[-1].end, columns, head, tuple(slots))


def _width(records: Sequence[_Record], row: int, column: int, head: int) -> int:
    """An upper heading reaches over the empty cells right of it that have headings below them."""
    record = records[row]
    end = column + 1
    while row < head - 1 and end < len(record) and not record[end].form:
        if not any(end < len(lower) and lower[end].form for lower in records[row + 1 : head]):
            break
        end += 1
    return end - column


def _count_head(records: Sequence[_Record]) -> int:
    """How many rows stand above the first that has figures."""
    for row, record in enumerate(records):
        if row and any(is_figure(cell.form) for cell in record[1:]):
            return row
    return 1


def _records(lines: Sequence[_Line]) -> list[_Record]:
    """Group lines into cells and cells into rows: a row begins with a cell after a blank line."""
    records: list[_Record] = []
    groups: list[list[_Line]] = []
    for line in lines:
        if not _CELL_LINE.fullmatch(line.text) and groups:
            groups[-1].append(line)
            continue
        if groups:
            records[-1].append(_joined(groups.pop()))
        if line.after_blank or not records:
            records.append([])
        groups = [[line]]
    records[-1].append(_joined(groups[-1]))
    return records


def _joined(lines: Sequence[_Line]) -> _Cell:
    text = "\n".join(line.text for line in lines)
    words = text.strip()
    begin = lines[0].begin + len(lines[0].text) - len(lines[0].text.lstrip())
    if not words:
        return _Cell(lines[0].begin, lines[0].begin, "")
    end = lines[-1].begin + len(lines[-1].text.rstrip())
    return _Cell(begin, end, "".join(words.split()))


def _cells_grid(records: list[_Record]) -> Grid | None:
    """A cell a line. Rows of one cell are titles or notes, rows of blank cells only keep space."""
    rows = [record for record in records if any(cell.form for cell in record)]
    while rows and len(rows[0]) == 1:
        rows = rows[1:]
    while rows and len(rows[-1]) == 1:
        rows = rows[:-1]
    sizes = Counter(len(row) for row in rows if _has_figures(row))
    if not sizes or sum(map(len, rows)) < _MIN_CELLS:
        return None
    columns = sizes.most_common(1)[0][0]
    head = next(i for i, row in enumerate(rows) if len(row) == columns and _has_figures(row))
    headings = [number for number in range(head) if len(rows[number]) > 1]
    forms = [[make_view(cell.form)[0] for cell in rows[number]] for number in headings]
    spans = find_spans(forms, columns)
    known_spans = dict(zip(headings, spans or (), strict=False))
    slots: list[Slot] = []
    for number, row in enumerate(rows):
        known = known_spans.get(number)
        for column, cell in enumerate(row):
            place = column if len(row) == columns and number >= head else -1
            begin, end = known[column] if known else (place, place + 1)
            if cell.form:
                width = max(1, end - begin)
                slots.append(
                    Slot(number, begin if begin < end else -1, 1, width, cell.begin, cell.end)
                )
    return Grid(rows[0][0].begin, rows[-1][-1].end, columns, head, tuple(slots))


def _has_figures(row: Sequence[_Cell]) -> bool:
    return sum(is_figure(cell.form) for cell in row[1:]) * 2 > len(row) - 1
