"""Grids of the stored text → tables of the view: rows, column headings, row headings."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kg.read.cues import words
from kg.read.document import Cell, Row, Table
from kg.read.draft import Grid, Slot
from kg.read.head import is_figure

_NOTHING = re.compile(r"[\s—–―－/-]*|无")


def row_places(grid: Grid, origin: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each row that is not blank and its range in the view, first cell to last."""
    places: dict[int, tuple[int, int]] = {}
    for slot in grid.slots:
        begin, end = _place(slot, origin)
        if begin < end:
            first, last = places.get(slot.row, (begin, end))
            places[slot.row] = min(first, begin), max(last, end)
    for row, (begin, end) in sorted(places.items()):
        yield row, begin, end


def make_table(
    grid: Grid, view: str, origin: Sequence[int], sentences: Mapping[int, int], caption: str
) -> Table:
    """Return the table that a grid holds; `sentences` gives the sentence of each row."""
    band, columns = _headings(grid, view, origin)
    body = _body(grid, origin)
    label = _label_column(columns, body, view)
    order = [label, *(c for c in range(grid.columns) if c != label and not _is_serial(columns[c]))]
    rows = [_row(sentences[row], cells, order, view) for row, cells in sorted(body.items())]
    return Table(
        caption or band,
        tuple(columns[column] for column in order),
        tuple(row for row in rows if row.cells),
    )


def _place(slot: Slot, origin: Sequence[int]) -> tuple[int, int]:
    return bisect_left(origin, slot.begin), bisect_left(origin, slot.end)


def _headings(grid: Grid, view: str, origin: Sequence[int]) -> tuple[str, list[tuple[str, ...]]]:
    """The title that runs over all columns, and the headings of each column."""
    band = ""
    columns: list[tuple[str, ...]] = [()] * grid.columns
    for slot in grid.slots:
        begin, end = _place(slot, origin)
        if slot.row >= grid.head or slot.column < 0 or begin == end:
            continue
        form = view[begin:end].strip()
        if slot.width == grid.columns > 1:
            band = band or form
            continue
        for column in range(slot.column, slot.column + slot.width):
            columns[column] = (*columns[column], form)
    return band, columns


def _body(grid: Grid, origin: Sequence[int]) -> dict[int, dict[int, tuple[int, int]]]:
    """The filled cells of each body row that fits the columns: row → column → range in the view."""
    body: dict[int, dict[int, tuple[int, int]]] = {}
    for slot in grid.slots:
        begin, end = _place(slot, origin)
        if slot.row >= grid.head and slot.column >= 0 and begin < end:
            body.setdefault(slot.row, {})[slot.column] = begin, end
    return body


def _label_column(
    columns: Sequence[tuple[str, ...]],
    body: Mapping[int, Mapping[int, tuple[int, int]]],
    view: str,
) -> int:
    """The column of row headings: the first whose words tell the rows apart, else with words."""
    worded = []
    for column, headings in enumerate(columns):
        forms = [view[slice(*cells[column])] for cells in body.values() if column in cells]
        figures = sum(is_figure(form) for form in forms)
        if _is_serial(headings) or not forms or figures > len(forms) / 2:
            continue
        worded.append(column)
        if len(set(forms)) == len(body):
            return column
    return worded[0] if worded else 0


def _is_serial(headings: Sequence[str]) -> bool:
    return bool(headings) and headings[-1] in words("serial")


def _row(
    sentence: int, cells: Mapping[int, tuple[int, int]], order: Sequence[int], view: str
) -> Row:
    label = cells.get(order[0])
    return Row(
        sentence,
        view[slice(*label)] if label else "",
        tuple(
            Cell(column, *cells[place])
            for column, place in enumerate(order)
            if column and place in cells and not _NOTHING.fullmatch(view[slice(*cells[place])])
        ),
    )
