"""Growth and change against the value and the value before."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kg.audit.discrepancy import Discrepancy, judge
from kg.audit.figure import Figure
from kg.audit.interval import Interval, point
from kg.audit.sheet import Line, Sheet

_HUNDRED: Final = 100
_LEVELS: Final = frozenset({"flow", "stock", "ratio"})
_BASE = re.compile(r"[较比与同](?:上年|去年)(?:同期)?的?$")


def find_growth(sheet: Sheet) -> Iterator[Discrepancy]:
    """Growth that value and base do not make; growth of a count that no whole base has."""
    for line in sheet.lines:
        if line.is_row:
            yield from _check_years(line)
        for growth in line.figures:
            if growth.statistic not in {"growth", "change"} or growth.unit == "倍":
                continue
            value = next((f for f in line.figures if f.node == growth.qualifies), None)
            if growth.unit == "%" and value and value.statistic == "change":
                yield from _check_both(sheet, growth, value)
                continue
            if value is None or value.unit not in _units(growth, value):
                continue
            if _BASE.search(line.lead(value)):
                yield from _check_other(line, growth, value)
                continue
            if value.period[:4] != growth.period[:4]:
                continue
            if growth.statistic == "change":
                yield from _check_change(line, growth, value)
            elif growth.unit == "%":
                yield from _check_growth(line, growth, value)


def _check_other(line: Line, growth: Figure, base: Figure) -> Iterator[Discrepancy]:
    """316项，较上年的280项增长12.9%: the figure is the one before."""
    same = (f for f in line.before(base) if f.unit == base.unit and f.statistic in _LEVELS)
    value = next(same, None)
    if value and growth.unit == "%" and base.value > 0:
        made = growth_of(value.interval, base.interval)
        yield from _weigh(growth, made, (value, base), f"{value} ÷ {base} − 1")


def _check_years(line: Line) -> Iterator[Discrepancy]:
    """2024年 220件, 2023年 190件, 增长 15.8% in one row."""
    levels = [f for f in line.figures if f.statistic in _LEVELS and f.unit != "%"]
    for growth in line.figures:
        pairs = [
            (now, before)
            for now in levels
            for before in levels
            if now.label == before.label
            and now.unit == before.unit
            and now.period[:4].isdecimal()
            and before.period[:4].isdecimal()
            and int(now.period[:4]) == int(before.period[:4]) + 1
        ]
        if growth.statistic == "growth" and growth.unit == "%" and len(pairs) == 1:
            now, before = pairs[0]
            if before.value > 0:
                made = growth_of(now.interval, before.interval)
                yield from _weigh(growth, made, (now, before), f"{now} ÷ {before} − 1")


def _check_both(sheet: Sheet, growth: Figure, change: Figure) -> Iterator[Discrepancy]:
    """比上年增加56件，增长8.7%: of a figure that another sentence gives."""
    values = [
        f
        for f in sheet.figures
        if f.statistic in {"flow", "stock"}
        and f.metric == change.metric
        and f.unit == change.unit
        and f.region == change.region
        and f.period[:4] == change.period[:4]
    ]
    if len({f.value for f in values}) == 1:
        yield from _check_ratio(growth, values[0], change)


def _units(growth: Figure, value: Figure) -> set[str]:
    """The units that the value of a growth may have."""
    if growth.statistic == "change":
        return {growth.unit, "%"} if growth.unit == "个百分点" else {growth.unit}
    return {value.unit}


def base_of(value: Interval, growth: Interval) -> Interval:
    """What a value was before it grew by so many percent."""
    return value / growth.shift(_HUNDRED).scale(Fraction(1, _HUNDRED))


def growth_of(value: Interval, base: Interval) -> Interval:
    """How many percent a value grew from its base."""
    return (value / base).scale(_HUNDRED).shift(-_HUNDRED)


def _previous(line: Line, value: Figure) -> Figure | None:
    """The figure of the same thing for an earlier period in the sentence."""
    return next(
        (
            f
            for f in line.figures
            if f.label == value.label
            and f.unit == value.unit
            and f.statistic == value.statistic
            and f.region == value.region
            and f.period[:4] < value.period[:4]
        ),
        None,
    )


def _check_growth(line: Line, growth: Figure, value: Figure) -> Iterator[Discrepancy]:
    base = _previous(line, value)
    if base is not None and base.value > 0:
        made = growth_of(value.interval, base.interval)
        signs = f"{value} ÷ {base} − 1"
        yield from _weigh(growth, made, (value, base), signs)
        return
    change = next(
        (
            f
            for f in line.figures
            if f.statistic == "change" and f.qualifies == value.node and f.unit == value.unit
        ),
        None,
    )
    if change is not None:
        yield from _check_ratio(growth, value, change)
    elif value.is_discrete and value.step == 0 and value.value > 0:
        yield from _check_whole(growth, value)


def _check_ratio(growth: Figure, value: Figure, change: Figure) -> Iterator[Discrepancy]:
    """The growth that a value and its change make."""
    fallen = growth.value < 0
    by = change.interval.mirror() if fallen and change.value > 0 else change.interval
    made = growth_of(value.interval, value.interval - by)
    signs = f"{value} ÷ ({value} {'+' if fallen else '−'} {abs_printed(change)}) − 1"
    yield from _weigh(growth, made, (value, change), signs)


def abs_printed(figure: Figure) -> str:
    """The figure without a sign."""
    return str(figure).lstrip("-−")


def _weigh(
    growth: Figure, made: Interval, figures: tuple[Figure, ...], signs: str
) -> Iterator[Discrepancy]:
    if verdict := judge(made, growth):
        yield Discrepancy(
            "growth",
            verdict,
            (growth, *figures),
            made,
            growth.interval,
            f"{signs} = {made} {growth.unit}; {growth} → {growth.interval}",
            f"{growth.label}的增幅{growth}与前后数值不符",
            f"the growth of {growth.english} by {growth} is not that of its values",
        )


def _check_change(line: Line, change: Figure, value: Figure) -> Iterator[Discrepancy]:
    """由71.2%提高到95.8%，提高24.6个百分点."""
    base = _previous(line, value)
    if base is None:
        return
    made = value.interval - base.interval
    made = made.mirror() if value.value < base.value and change.value > 0 else made
    yield from _weigh(change, made, (value, base), f"{value} − {base}")


def _check_whole(growth: Figure, value: Figure) -> Iterator[Discrepancy]:
    """A count grew from a count: some whole number must have become this one by this growth."""
    base = base_of(value.interval, growth.interval)
    if base.has_integer or base_of(value.interval, growth.truncated).has_integer:
        return
    nearest = round(((base.low or 0) + (base.high or 0)) / 2)
    made = growth_of(value.interval, point(nearest))
    yield Discrepancy(
        "whole",
        "suspicious",
        (growth, value),
        made,
        growth.interval,
        f"{value} ÷ {nearest} − 1 = {made} %; {growth} → {growth.interval}",
        f"{growth.label}{value}、增幅{growth}：上期数不可能是整数",
        f"no whole number of {growth.english} grew by {growth} to {value}",
    )
