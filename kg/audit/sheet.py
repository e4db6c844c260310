"""The figures of one document, arranged as they stand: sentences with their words, tables."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kg.audit.figure import Figure
from kg.audit.rules import load_rules

_GAP: Final = 60
"""Characters between two rows of one table at most: a row between them has no figures."""
_FEWEST: Final = 3
"""Cells that end in 0 before a column is taken to be rounded before it."""


Column = tuple[str, str, str, str]
"""Heading, statistic, unit and period of its cells."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a table row that gives figures."""

    evidence: str
    text: str
    start: int
    end: int
    section: str
    figures: tuple[Figure, ...]
    """In the order of the text."""
    leads: tuple[str, ...]
    """For each figure the words before it, from the figure before."""

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.figures[0].is_cell

    @property
    def heading(self) -> str:
        """What stands before the first cell of a row."""
        return self.leads[0].strip()

    def lead(self, figure: Figure) -> str:
        """The words before a figure of this line."""
        return self.leads[self.figures.index(figure)]

    def before(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures before one of this line, the nearest first; none before one of another."""
        if figure not in self.figures:
            return ()
        return self.figures[: self.figures.index(figure)][::-1]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same columns, one below the other."""

    rows: tuple[Line, ...]

    def cell(self, row: Line, column: Column) -> Figure | None:
        """The figure of a row in a column."""
        return next((each for each in row.figures if column_of(row, each) == column), None)

    def columns(self) -> tuple[Column, ...]:
        """The columns in the order in which they are met."""
        return tuple(dict.fromkeys(column_of(row, f) for row in self.rows for f in row.figures))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's figures."""

    document: str
    home: str
    """IRI of its region."""
    lines: tuple[Line, ...]

    @property
    def figures(self) -> Iterator[Figure]:
        """All of them, in the order of the text."""
        return (figure for line in self.lines for figure in line.figures)

    @property
    def sentences(self) -> tuple[Line, ...]:
        """The lines that are no rows."""
        return tuple(line for line in self.lines if not line.is_row)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, with the rows that have figures."""
        tables: list[list[Line]] = []
        for line in self.lines:
            if not line.is_row:
                continue
            if not tables or not _continues(tables[-1], line):
                tables.append([])
            tables[-1].append(line)
        return tuple(Table(tuple(rows)) for rows in tables)


def column_of(row: Line, figure: Figure) -> Column:
    """What tells the column of a cell: heading, statistic, unit and period."""
    name = figure.label.removeprefix(row.heading)
    return name, figure.statistic, figure.unit, figure.period


def arrange(line: Line) -> Line:
    """The line with the words before each figure."""
    leads, at = [], 0
    for figure in line.figures:
        found = line.text.find(figure.printed, at)
        found = at if found < 0 else found
        leads.append(line.text[at:found])
        at = found + len(figure.printed)
        at += len(figure.unit) * line.text.startswith(figure.unit, at)
    return replace(line, leads=tuple(leads))


def settle_decimals(sheet: Sheet) -> Sheet:
    """The sheet, without decimals that the cells of a column only pretend: 53.10, 54.70, 9.20."""
    short: dict[tuple[str, str, str, str], int] = {}
    for table in sheet.tables:
        for column in table.columns():
            cells = [cell for row in table.rows if (cell := table.cell(row, column))]
            ends = {len(c.printed.partition(".")[2].rstrip("0")) for c in cells}
            full = {len(c.printed.partition(".")[2]) for c in cells}
            if len(cells) >= _FEWEST and len(full) == 1 and 0 < max(ends) < min(full):
                short |= {_form(cell): max(ends) for cell in cells}
    if not short:
        return sheet
    lines = (
        replace(line, figures=tuple(replace(f, decimals=short.get(_form(f))) for f in line.figures))
        for line in sheet.lines
    )
    return replace(sheet, lines=tuple(lines))


def _form(figure: Figure) -> tuple[str, str, str, str]:
    """A figure as it is printed, in the table or in the text that repeats it."""
    return figure.printed, figure.unit, figure.statistic, figure.region


def _continues(rows: list[Line], line: Line) -> bool:
    """Whether a row belongs to the table of the rows before it."""
    last = rows[-1]
    if last.section != line.section or line.start - last.end > _GAP:
        return False
    if is_total(last) and len(rows) > 1 and last.heading.strip() != "小计":
        return False
    known = {column_of(row, each) for row in rows for each in row.figures}
    is_new = any(row.heading == line.heading for row in rows)
    return not is_new and not known.isdisjoint(column_of(line, each) for each in line.figures)


def is_total(row: Line) -> bool:
    """Whether a row totals the others: 全市, 合计."""
    return bool(load_rules().total_rows.search("".join(row.heading.split())))


def is_sum(row: Line) -> bool:
    """Whether a row says that it is a sum: 合计, 小计."""
    return bool(load_rules().sums.search("".join(row.heading.split())))


def neighbours(sheet: Sheet) -> Iterator[tuple[Line, Line]]:
    """Each two sentences that follow one another in a section."""
    return ((one, two) for one, two in pairwise(sheet.sentences) if one.section == two.section)
