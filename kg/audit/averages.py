"""Averages against the total and the number of things, or of days."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from kg.audit.discrepancy import Discrepancy, judge
from kg.audit.figure import Figure
from kg.audit.interval import Interval
from kg.audit.rules import load_rules
from kg.audit.sheet import Line, Sheet

_COUNTS: Final = frozenset({"flow", "stock"})


def find_averages(sheet: Sheet) -> Iterator[Discrepancy]:
    """Averages that their total and their number do not make."""
    for line in sheet.lines:
        for figure in line.figures:
            if figure.unit != "%" and figure.statistic in {"ratio", "flow"}:
                yield from _check_average(line, figure)
            if figure.unit != "%" and figure.statistic in {"ratio", "flow"}:
                yield from _check_daily(line, figure)


def _check_average(line: Line, average: Figure) -> Iterator[Discrepancy]:
    """户均融资 against 融资金额 and 企业, where the sentence has one of each."""
    words = line.lead(average).strip("，、； ")
    for pattern, units in load_rules().averages:
        found = pattern.match(average.label) if average.statistic == "ratio" else None
        found = found or pattern.match(words)
        if found is None:
            continue
        stem = found.string[found.end() :]
        counts = [f for f in line.before(average) if f.unit in units and f.statistic in _COUNTS]
        sums = [
            f
            for f in line.before(average)
            if f.unit == average.unit
            and f.statistic in _COUNTS
            and f.period == average.period
            and (stem in f.label or not stem)
        ]
        counts = [each for each in counts if each.value > 0]
        if len(sums) != 1:
            continue
        readings = [
            list(
                _weigh_average(
                    average,
                    sums[0].interval / count.interval,
                    (sums[0], count),
                    f"{sums[0]} ÷ {count}",
                )
            )
            for count in counts
        ]
        if all(readings):
            yield from (found for reading in readings[:1] for found in reading)


def _check_daily(line: Line, average: Figure) -> Iterator[Discrepancy]:
    """日均新设 against 新设 and the days of the period."""
    found = load_rules().per_day.match(average.label)
    days = days_of(average.period)
    if not found or not days:
        return
    stem = average.label[found.end() :]
    sums = [f for f in line.before(average) if f.unit == average.unit and f.statistic in _COUNTS]
    sums = [f for f in sums if f.label.startswith(stem)]
    if len(sums) == 1:
        made = sums[0].interval.scale(Fraction(1, days))
        yield from _weigh_average(average, made, (sums[0],), f"{sums[0]} ÷ {days}天 days")


def _weigh_average(
    average: Figure, made: Interval, figures: tuple[Figure, ...], signs: str
) -> Iterator[Discrepancy]:
    half = Fraction(1, 2) if average.step == 0 else Fraction(0)
    if verdict := (None if made.meets(average.interval.widen(half)) else judge(made, average)):
        yield Discrepancy(
            "average",
            verdict,
            (average, *figures),
            made,
            average.interval,
            f"{signs} = {made} {average.unit}; {average}",
            f"{average.label}{average}与总数、个数不符",
            f"{average.english} {average} is not the total by the number",
        )


def days_of(period: str) -> int:
    """The number of days of an ISO 8601 period; 0 where it is none or a day."""
    first, _, last = period.partition("/")
    try:
        if not last:
            year = int(first) if len(first) == len("2024") else 0
            return (366 if isleap(year) else 365) if year else 0
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    except ValueError:
        return 0
