"""Tables in plain text whose cells blanks or bars keep apart → grids.

县区　抽检（批次）　不合格率（%） over 新安县　1420　2.18: at least two blanks, one full-width blank
or a bar stands between two cells, or single blanks where every row has as many words. A table is a
line of headings and the lines of figures below it that have as many cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.draft import Grid, Slot
from kg.read.head import is_figure
from kg.read.spans import find_spans
from kg.read.view import make_view

_LINE = re.compile(r"[^\n]+")
_WIDE = re.compile(r"[ \u3000]*[|｜│┃][ \u3000]*|[ \u3000]*\u3000[ \u3000]*|[ ]{2,}")
_ANY = re.compile(r"[ \u3000|｜│┃]+")
_RULE = re.compile(r"[\s|｜│┃:：+=_─━—┄┈├┼┤┌┬┐└┴┘┣╋┫┏┳┓┗┻┛-]+")
"""A line that only rules off."""
_NOTHING = re.compile(r"[-—－–/／]*|无")
_PROSE = re.compile("[。；！？!?]")
_LONGEST_LINE, _LONGEST_HEADING = 400, 30
_MAX_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    end: int
    cells: tuple[tuple[int, int], ...]
    """Places of its cells in the text."""
    forms: tuple[str, ...]
    indented: bool
    """Something, at least a blank, stands before its first cell."""

    @property
    def has_figures(self) -> bool:
        """A row heading and, mostly, figures."""
        rest = [form for form in self.forms[1:] if not _NOTHING.fullmatch(form)]
        figures = sum(map(is_figure, rest))
        return bool(figures) and figures * 2 > len(rest) and not _PROSE.search(self.forms[0])

    @property
    def has_headings(self) -> bool:
        """Short words only."""
        return len(self.forms) > 1 and not any(
            is_figure(form) or len(form) > _LONGEST_HEADING or _PROSE.search(form)
            for form in self.forms
        )


def find_spaced(text: str) -> tuple[Grid, ...]:
    """Return the tables of a plain text whose cells blanks or bars keep apart, in order."""
    grids: list[Grid] = []
    for run in _runs(text):
        lines = [match for match in run if not _RULE.fullmatch(match[0])]
        for gap in (_WIDE, _ANY):
            found = list(_grids([_cut(match, gap) for match in lines]))
            if found:
                grids += found
                break
    return tuple(grids)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Lines that follow one another and have blanks or bars within."""
    run: list[re.Match[str]] = []
    for match in _LINE.finditer(text):
        line = match[0]
        if line.isspace():
            continue
        if "\t" not in line and len(line) <= _LONGEST_LINE and _ANY.search(line.strip()):
            run.append(match)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _cut(match: re.Match[str], gap: re.Pattern[str]) -> _Line:
    line, start = match[0], match.start()
    edges = [0, *(edge for found in gap.finditer(line) for edge in found.span()), len(line)]
    spans = [
        (start + begin, start + end)
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        if line[begin:end].strip()
    ]
    forms = tuple(match.string[begin:end].strip() for begin, end in spans)
    return _Line(start, match.end(), tuple(spans), forms, line[0] in " \u3000|｜│┃")


def _grids(lines: Sequence[_Line]) -> Iterator[Grid]:
    """The tables of a run: rows of figures with as many cells, and the headings above them."""
    at = 0
    while at < len(lines):
        if not (lines[at].has_figures and at and lines[at - 1].has_headings):
            at += 1
            continue
        width, end = len(lines[at].cells), at + 1
        while end < len(lines) and len(lines[end].cells) == width and lines[end].has_figures:
            end += 1
        if width * (end - at) > _SMALLEST and (grid := _grid(lines[:at], lines[at:end], width)):
            yield grid
        at = end


_SMALLEST = 3
"""A row heading and its figure alone are no table, nor are two words and a figure."""


def _grid(above: Sequence[_Line], body: Sequence[_Line], columns: int) -> Grid | None:
    """The table with the headings right above; an upper row of headings is found by its cells."""
    heads = [above[-1]]
    if len(above[-1].cells) < columns and _opens_groups(above, columns):
        for line in reversed(above[:-1]):
            if len(heads) == _MAX_HEADINGS or not line.has_headings:
                break
            heads.insert(0, line)
            if not line.indented:
                break
    forms = [[make_view(form)[0] for form in line.forms] for line in heads]
    if len(heads) == 1 and len(forms[0]) == columns - 1:
        spans = [[(column, column + 1) for column in range(1, columns)]]
    elif not (spans := find_spans(forms, columns) or []):
        return None
    slots = [
        Slot(row, begin if begin < end else -1, 1, max(1, end - begin), *cell)
        for row, (line, places) in enumerate(zip(heads, spans, strict=True))
        for cell, (begin, end) in zip(line.cells, places, strict=True)
    ]
    slots += [
        Slot(row, column, 1, 1, *cell)
        for row, line in enumerate(body, len(heads))
        for column, cell in enumerate(line.cells)
    ]
    return Grid(heads[0].begin, body[-1].end, columns, len(heads), tuple(slots))


def _opens_groups(above: Sequence[_Line], columns: int) -> bool:
    """Whether the line over the last headings is an upper row of them."""
    return len(above) > 1 and above[-2].has_headings and len(above[-2].cells) < columns
