"""What a format's reader yields: the stored text and what the format alone knows about it.

In the stored text of html, docx and pdf a paragraph is a line and a table row is a line of cells
with tabs between them, so the text alone reads sensibly too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid and the rows and columns it covers; `begin:end` is its place in the text."""

    row: int
    column: int
    """-1 where the row does not fit the columns of the table."""
    height: int
    width: int
    begin: int
    end: int
    """Equal to `begin` when the cell is empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it lies in the stored text."""

    begin: int
    end: int
    columns: int
    head: int
    """How many rows from the top are headings."""
    slots: tuple[Slot, ...]
    """By row, then column."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before its view is made."""

    text: str
    grids: tuple[Grid, ...] = ()
    """In the order of the text."""
    levels: Mapping[int, int] = field(default_factory=dict)
    """Offset of a paragraph → heading level that its style gives it; 0 is the title."""
    wrapped: bool | None = None
    """Whether lines are broken within paragraphs; None where the lines themselves must tell."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a format's library gives it."""

    row: int
    column: int
    height: int
    width: int
    text: str


class Writer:
    """Writes paragraphs and tables into one text and keeps their places."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._grids: list[Grid] = []
        self._levels: dict[int, int] = {}

    def add_paragraph(self, text: str, level: int | None = None) -> None:
        """Write a paragraph on lines of its own; a style's heading level is kept with it."""
        for line in text.splitlines():
            words = " ".join(line.split())
            if words:
                if level is not None:
                    self._levels[self._length] = level
                self._write(words + "\n")

    def add_table(self, cells: Sequence[RawCell], head: int) -> None:
        """Write a table, a row a line; the first `head` rows are headings.

        A cell that covers several body rows is written in each of them, so that every row can be
        read alone.
        """
        begin = self._length
        columns = max(cell.column + cell.width for cell in cells)
        rows = max(cell.row + cell.height for cell in cells)
        lines: list[dict[int, RawCell]] = [{} for _ in range(rows)]
        for cell in cells:
            last = cell.row + cell.height if cell.row >= head else cell.row + 1
            for row in range(cell.row, last):
                height = cell.height if cell.row < head else 1
                lines[row][cell.column] = RawCell(row, cell.column, height, cell.width, cell.text)
        slots = [slot for line in lines for slot in self._write_row(line, columns)]
        self._grids.append(Grid(begin, self._length, columns, head, tuple(slots)))

    def finish(self) -> Draft:
        """Return what was written."""
        return Draft("".join(self._pieces), tuple(self._grids), dict(self._levels), wrapped=False)

    def _write_row(self, line: Mapping[int, RawCell], columns: int) -> list[Slot]:
        slots = []
        for column in range(columns):
            cell = line.get(column)
            if cell is not None:
                words = " ".join(cell.text.split())
                end = self._length + len(words)
                slots.append(Slot(cell.row, column, cell.height, cell.width, self._length, end))
                self._write(words)
            self._write("\t" if column < columns - 1 else "\n")
        return slots

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
