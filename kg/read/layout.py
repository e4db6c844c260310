"""Lines of the stored text → paragraphs: where a line break ends one and where it only wraps.

A report from a word processor has a paragraph a line; one that was copied from a page has lines of
nearly one width that break in mid-sentence. The lengths of all lines decide which it is. In a
wrapped report a full line goes on in the next one, and a line that leaves room for the first word
of the next one ends its paragraph, unless it stops in mid-sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.read.draft import Draft, Grid
from kg.read.marks import ITEM, find_mark

_LINE = re.compile(r"[^\n\v\f\u2028\u2029\x85]+")
_LATIN = re.compile(r"[!-~]+")
_FINAL = re.compile(r"[。！？!?；：…][”’」』）》]*$")
_OPEN = re.compile(r"[，、,（《“—]$")
_MIN_LINES = 5
_MIN_WIDTH = 30.0
_MAX_WIDTH = 130.0
_NEAR = 10.0
_SLACK = 2.0
_INDENT = 4.0
_SHORT = 0.75


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, in view offsets, or a grid."""

    begin: int
    end: int
    level: int | None = None
    """Heading level that the style of the paragraph gives it."""
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    begin: int
    end: int
    indented: bool
    level: int | None
    width: float
    """In half-width characters."""
    first: float
    """Width of what must stand together at its start: a word, a number or one character."""
    final: bool
    """It ends a sentence or a clause that a list follows."""


def find_blocks(draft: Draft, view: str, origin: Sequence[int]) -> tuple[Block, ...]:
    """Return the paragraphs and grids of a document in order; blank lines are no blocks."""
    edges = [0, *(edge for grid in draft.grids for edge in (grid.begin, grid.end)), len(draft.text)]
    parts = [
        list(_lines(draft, view, origin, begin, end))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    wraps = draft.wrapped is not False
    full = _full_width([line for part in parts for line in part]) if wraps else None
    blocks: list[Block] = []
    for number, part in enumerate(parts):
        blocks += _paragraphs(view, part, full)
        if number < len(draft.grids):
            grid = draft.grids[number]
            begin, end = bisect_left(origin, grid.begin), bisect_left(origin, grid.end)
            blocks.append(Block(begin, end, grid=grid))
    return tuple(blocks)


def _lines(
    draft: Draft, view: str, origin: Sequence[int], start: int, stop: int
) -> Iterator[_Line]:
    for match in _LINE.finditer(draft.text, start, stop):
        begin = bisect_left(origin, match.start())
        end = bisect_left(origin, match.end(), begin)
        while begin < end and view[begin] == " ":
            begin += 1
        while begin < end and view[end - 1] == " ":
            end -= 1
        if begin < end:
            form = view[begin:end]
            word = _LATIN.match(form)
            yield _Line(
                begin,
                end,
                match[0].startswith(("  ", "\u3000")),
                draft.levels.get(match.start()),
                _width(form),
                _width(word[0]) if word else 2.0,
                bool(_FINAL.search(form[-8:])),
            )


def _width(form: str) -> float:
    """Width in half-width characters, with the thin blanks that stand around numbers."""
    narrow = len(form.encode("ascii", "ignore"))
    return 2.0 * len(form) - narrow + len(_LATIN.findall(form))


def _full_width(lines: Sequence[_Line]) -> float | None:
    """Width of a full line where lines are wrapped, else None.

    Lines are wrapped when most long ones have nearly the same width and many break a sentence.
    """
    long = sorted(line.width for line in lines if line.width >= _MIN_WIDTH)
    if len(long) < _MIN_LINES:
        return None
    full = long[int(len(long) * 0.9)]
    near = [line for line in lines if abs(line.width - full) <= _NEAR]
    broken = sum(not line.final for line in near)
    is_wrapped = len(near) >= len(long) / 2 and broken >= len(near) / 2
    return full if is_wrapped and full <= _MAX_WIDTH else None


def _paragraphs(view: str, lines: Sequence[_Line], full: float | None) -> list[Block]:
    blocks: list[Block] = []
    opens = True
    for index, line in enumerate(lines):
        if opens:
            blocks.append(Block(line.begin, line.end, line.level))
        else:
            blocks[-1] = replace(blocks[-1], end=line.end)
        if full is not None and index + 1 < len(lines):
            opens = _is_last(view, line, lines[index + 1], opens, full)
    return blocks


def _is_last(view: str, line: _Line, following: _Line, opens: bool, full: float) -> bool:
    """Whether a line of a wrapped report is the last of its paragraph."""
    if following.indented and not line.indented:
        return True
    indent = _INDENT if opens else 0.0
    is_full = line.width + indent + following.first + _SLACK >= full
    mark = find_mark(view, following.begin)
    if mark is not None and mark.rank < ITEM and (line.final or not is_full):
        return True
    if line.final:
        return not is_full or following.width + following.first <= full - _INDENT
    if not opens or _OPEN.search(view[line.end - 1 : line.end]):
        return False
    if find_mark(view, line.begin) is None:
        return not is_full and line.width < full * _SHORT
    # A long number that begins the next line leaves room; that line's own indent then decides.
    has_room = line.width + indent + 2.0 < full
    begins_anew = following.width <= full - _INDENT + 1.0
    return not is_full or (has_room and begins_anew and "。" not in view[line.begin : line.end])
