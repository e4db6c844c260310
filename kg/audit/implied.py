"""Quantities that are not printed but follow: the population that a rate per head implies.

Each row of a table implies one by its figure and its rate, and so does the row that totals them.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final

from kg.audit.discrepancy import Discrepancy
from kg.audit.figure import Figure
from kg.audit.growth import base_of
from kg.audit.interval import Interval, total
from kg.audit.rules import load_rules
from kg.audit.sheet import Line, Sheet, Table, column_of
from kg.audit.totals import row_groups

_HUNDRED: Final = 100
_FEWEST: Final = 2
Imply = Callable[[Interval, Interval], Interval]


def find_implied(sheet: Sheet) -> Iterator[Discrepancy]:
    """Implied quantities whose parts do not add up, or that two figures imply differently."""
    for table in sheet.tables:
        for head, rows in row_groups(table):
            for rate in head.figures:
                imply = _imply(rate)
                if imply and len(rows) >= _FEWEST:
                    yield from _check_column(table, head, rows, rate, imply)
    yield from _check_populations(sheet)


def _imply(rate: Figure) -> tuple[Imply, str, str, str] | None:
    """How a rate implies its base, in signs, Chinese and English; None where it implies none."""
    rules = load_rules()
    if rate.statistic == "growth" and rate.unit == "%":
        return base_of, "÷ (1 + {}%)", "上期数", "values of the period before"
    if rate.statistic != "ratio":
        return None
    if rate.unit == "%" and rules.target.search(rate.label):
        return _of_percent, "÷ {}%", "目标数", "targets"
    if rate.unit != "%" and rules.per_head.search(rate.label):
        return _of_rate, "÷ {}", "人口", "populations"
    if rate.unit != "%" and "万人比" in rate.label:
        return _of_rate, "÷ {}", "人口", "populations"
    return None


def _of_rate(value: Interval, rate: Interval) -> Interval:
    return value / rate


def _of_percent(value: Interval, rate: Interval) -> Interval:
    return value / rate.scale(Fraction(1, _HUNDRED))


def _check_column(
    table: Table, head: Line, rows: tuple[Line, ...], rate: Figure, how: tuple[Imply, str, str, str]
) -> Iterator[Discrepancy]:
    """What the rows imply, added up, against what the row that totals them implies."""
    value = next((f for f in head.figures if f.node == rate.qualifies), None)
    if value is None or value.value <= 0 or _is_printed(head, rate, value):
        return
    pairs = [
        (table.cell(row, column_of(head, value)), table.cell(row, column_of(head, rate)))
        for row in rows
    ]
    known = [(v, r) for v, r in pairs if v and r and v.value > 0]
    empty = [v for v, _ in pairs if v and v.value == 0]
    values = total([v.interval for v, _ in known])
    if len(known) + len(empty) < len(pairs) or not values.meets(value.interval):
        return
    imply, signs, chinese, english = how
    parts = total([imply(v.interval, r.interval) for v, r in known])
    whole = imply(value.interval, rate.interval)
    if parts.meets(whole):
        return
    sums = " + ".join(f"{v.printed} {signs.format(r.printed)}" for v, r in known)
    yield Discrepancy(
        "implied",
        "contradiction",
        (rate, value, *(f for pair in known for f in pair)),
        parts,
        whole,
        f"{sums} = {parts}; {value.printed} {signs.format(rate.printed)} = {whole}",
        f"{rate.label}：各行隐含的{chinese}之和与总计行隐含的不符",
        f"{rate.english}: the {english} that the rows imply do not add up to that of the whole",
    )


def _is_printed(head: Line, rate: Figure, value: Figure) -> bool:
    """Whether the base is a column of its own, so that the rate is checked against it."""
    aimed = rate.unit == "%" and rate.statistic == "ratio"
    return aimed and any(f.statistic == "target" and f.metric == value.metric for f in head.figures)


def _check_populations(sheet: Sheet) -> Iterator[Discrepancy]:
    """Two rates per head of one population, each with its figure, imply the same population."""
    implied: list[tuple[Figure, Figure, Interval]] = []
    for rate in sheet.figures:
        head = load_rules().per_head.match(rate.label)
        if head is None or rate.is_cell or rate.statistic != "ratio":
            continue
        counted = rate.label[head.end() :]
        values = [
            f
            for f in sheet.figures
            if f.label == counted
            and f.unit == rate.unit
            and f.region == rate.region
            and f.statistic in {"flow", "stock"}
            and f.period[:4] == rate.period[:4]
        ]
        if values:
            implied.append((rate, values[0], values[0].interval / rate.interval))
    for (rate, value, one), (rate2, value2, other) in combinations(implied, 2):
        same = rate.label[:3] == rate2.label[:3] and rate.region == rate2.region
        if same and not one.meets(other):
            yield Discrepancy(
                "implied",
                "suspicious",
                (rate, value, rate2, value2),
                other,
                one,
                f"{value.printed} ÷ {rate.printed} = {one}; "
                f"{value2.printed} ÷ {rate2.printed} = {other}",
                f"{rate.label}与{rate2.label}隐含的人口不同",
                f"{rate.english} and {rate2.english} imply different populations",
            )
