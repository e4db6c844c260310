"""Headings of a table whose text has lost which columns they cover → those columns.

Text that was taken from a table keeps its cells in order and loses how far they reach. The number
of columns is known from the body, and the headings of a row cover contiguous columns from left to
right, so what is left to find is a partition. The best one is found by dynamic programming over
these costs:

- a heading with nothing below it is a column of its own; it is the likelier the more it is complete
  (it has its unit with it: 案件（件）),
- no group has the same heading twice,
- a group begins with a base measure (件数, 数量, …量); what depends on one (同比, 增幅, 目标, …率)
  does not begin a group, and a base measure seldom stands inside one,
- the first heading of the top row stands over the row headings, alone,
- a heading and what is below it often share a word (专利申请 over 申请量).

Where another partition is nearly as good, the columns on which the two disagree get no upper
heading: a figure with half a name is better than one with a wrong name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.read.cues import words

Spans = list[tuple[int, int]]
"""For each heading of a row the half-open range of columns that it surely covers."""

_UNIT = re.compile(r"（[^（）]{1,8}）$")
_LABEL = "\0"
"""Marks the heading of the row headings."""
_MARGIN = 1.5
_INFINITE = float("inf")
_MAX_CELLS = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """Headings of one row above the cells of the row below, in columns of these two rows alone."""

    cost: float
    best: Spans
    """What each upper heading covers in the best partition."""
    sure: Spans
    """The part of it that holds in every partition nearly as good; it may be empty."""
    below: list[int]
    """The column of each lower cell in the best partition."""


def find_spans(rows: Sequence[Sequence[str]], columns: int) -> list[Spans] | None:
    """Return for each heading row, top down, the columns of its headings; None if none fit.

    `rows` holds the headings as the view has them, empty cells as "", up to three rows.
    """
    if not rows or max(map(len, rows)) > min(columns, _MAX_CELLS) or len(rows) > 3:
        return None
    if len(rows) == 1:
        return [_cells(range(columns))] if len(rows[0]) == columns else None
    if len(rows) == 2:
        level = _align(_top(rows[0]), rows[1], columns)
        return None if level is None else [level.sure, _cells(level.below)]
    return _find_three(rows, columns)


def _find_three(rows: Sequence[Sequence[str]], columns: int) -> list[Spans] | None:
    """The middle row over the bottom one, and the top row over the middle one."""
    found: list[tuple[float, list[Spans]]] = []
    for width in range(len(rows[2]), columns + 1):
        lower = _align(rows[1], rows[2], width)
        # Columns that the two lower rows do not account for belong to the top row alone.
        upper = _align(_top(rows[0]), rows[1], len(rows[1]) + columns - width)
        if lower is not None and upper is not None:
            found.append((lower.cost + upper.cost, _compose(upper, lower)))
    return min(found, key=lambda each: each[0])[1] if found else None


def _compose(upper: _Level, lower: _Level) -> list[Spans]:
    """Put the columns of two levels together: the middle cells are wider than one column."""
    middle = {column: cell for cell, column in enumerate(upper.below)}
    starts, shifts = [0], {}
    for column in range(max(end for _, end in upper.best)):
        first, end = lower.best[middle[column]] if column in middle else (0, 1)
        if column in middle:
            shifts[middle[column]] = starts[-1] - first
        starts.append(starts[-1] + end - first)
    top = [(starts[begin], starts[end]) for begin, end in upper.sure]
    owner = {c: cell for cell, (first, end) in enumerate(lower.best) for c in range(first, end)}
    centre = [
        (begin + shifts[cell], end + shifts[cell]) for cell, (begin, end) in enumerate(lower.sure)
    ]
    return [top, centre, _cells([column + shifts[owner[column]] for column in lower.below])]


def _top(row: Sequence[str]) -> list[str]:
    return [_LABEL + row[0], *row[1:]]


def _cells(columns: Iterable[int]) -> Spans:
    return [(column, column + 1) for column in columns]


def _align(uppers: Sequence[str], lowers: Sequence[str], columns: int) -> _Level | None:
    """Partition the lower cells among the upper headings so that `columns` columns come out.

    A heading that takes no lower cell is a column of its own, so the number of those is known.
    """
    alone = columns - len(lowers)
    if not 0 <= alone <= len(uppers):
        return None
    ahead = _costs(uppers, lowers, alone)
    behind = _costs(uppers[::-1], lowers[::-1], alone, reverse=True)
    total = ahead.get((len(uppers), len(lowers), alone), _INFINITE)
    if total == _INFINITE:
        return None
    owners: list[dict[int, float]] = [{} for _ in range(columns)]
    for (number, taken, single), cost in ahead.items():
        for size in range(len(lowers) - taken + 1) if number < len(uppers) else ():
            rest = behind.get(
                (len(uppers) - number - 1, len(lowers) - taken - size, alone - single - (not size))
            )
            if rest is not None:
                whole = cost + rest + _cost(uppers[number], tuple(lowers[taken : taken + size]))
                for column in range(taken + single, taken + single + max(size, 1)):
                    known = owners[column].get(number, _INFINITE)
                    owners[column][number] = min(known, whole)
    best, below = _trace(uppers, lowers, ahead, alone)
    sure = [_sure(span, number, owners) for number, span in enumerate(best)]
    return _Level(total, best, sure, below)


def _costs(
    uppers: Sequence[str], lowers: Sequence[str], alone: int, *, reverse: bool = False
) -> dict[tuple[int, int, int], float]:
    """Least cost by (headings used, lower cells used, headings alone)."""
    costs = {(0, 0, 0): 0.0}
    frontier = [(0, 0, 0)]
    for number, upper in enumerate(uppers):
        reached: dict[tuple[int, int, int], float] = {}
        for state in frontier:
            _, taken, single = state
            for size in range(len(lowers) - taken + 1):
                after = (number + 1, taken + size, single + (not size))
                if after[2] > alone:
                    continue
                group = tuple(lowers[taken : taken + size])
                cost = costs[state] + _cost(upper, group[::-1] if reverse else group)
                if cost < reached.get(after, _INFINITE):
                    reached[after] = cost
        costs |= reached
        frontier = list(reached)
    return costs


def _trace(
    uppers: Sequence[str],
    lowers: Sequence[str],
    costs: Mapping[tuple[int, int, int], float],
    alone: int,
) -> tuple[Spans, list[int]]:
    """Walk back along the best partition: spans of the headings, columns of the lower cells."""
    spans: Spans = []
    below: list[int] = []
    taken, single = len(lowers), alone
    for number in range(len(uppers) - 1, -1, -1):
        size = min(
            (s for s in range(taken + 1) if (number, taken - s, single - (not s)) in costs),
            key=lambda s: (
                costs[number, taken - s, single - (not s)]
                + _cost(uppers[number], tuple(lowers[taken - s : taken]))
            ),
        )
        taken, single = taken - size, single - (not size)
        begin = taken + single
        spans.append((begin, begin + max(size, 1)))
        below[:0] = range(begin, begin + size)
    return spans[::-1], below


def _sure(
    span: tuple[int, int], number: int, owners: Sequence[Mapping[int, float]]
) -> tuple[int, int]:
    """The columns of a span that no other heading can have at nearly the same cost."""
    kept = []
    for column in range(*span):
        others = [cost for owner, cost in owners[column].items() if owner != number]
        if min(others, default=_INFINITE) - owners[column][number] >= _MARGIN:
            kept.append(column)
    return (kept[0], kept[-1] + 1) if kept else (span[0], span[0])


@lru_cache(maxsize=4096)
def _cost(upper: str, group: tuple[str, ...]) -> float:
    """Cost of an upper heading that covers a group of lower cells, none of them if it is empty."""
    if upper.startswith(_LABEL):
        return 10.0 * any(group) + 20.0 * (len(group) > 1)
    if not any(group) and len(group) <= 1:
        return 0.0 if _UNIT.search(upper) or not upper else 1.0
    if not upper:
        return 1.0 + 20.0 * (len(group) - 1)
    names = [_UNIT.sub("", lower) for lower in group]
    cost = 50.0 * group.count("") + 20.0 * (len(names) - len(set(names)))
    cost += 4.0 if _UNIT.search(upper) else 0.0
    cost += 3.0 * sum(_is_base(name) for name in names[1:])
    if _is_derived(names[0]):
        cost += 6.0
    elif not _is_base(names[0]):
        cost += 2.0
    return cost - (1.0 if _shares_word(upper, names[0]) else 0.0)


def _is_base(name: str) -> bool:
    return name.endswith(words("base")) and not _is_derived(name)


def _is_derived(name: str) -> bool:
    return any(word in name for word in words("derived"))


def _shares_word(upper: str, lower: str) -> bool:
    return any(lower[place : place + 2] in upper for place in range(len(lower) - 1))
