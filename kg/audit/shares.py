"""Shares of one whole against each other: 占33.73%, 占25.50%, 其他6批次."""

from collections.abc import Iterator
from fractions import Fraction

from kg.audit.discrepancy import Discrepancy
from kg.audit.figure import Figure
from kg.audit.interval import Interval
from kg.audit.readings import COUNTS, HUNDRED, OF_NAMED
from kg.audit.sheet import Line
from kg.audit.totals import add_up


def check_shared(line: Line, shared: tuple[Figure, ...]) -> Iterator[Discrepancy]:
    """Shares of one whole with 其他 at the end: the parts add up to it."""
    if not shared or not line.figures[-1].label.startswith(("其他", "其它", "其余")):
        return
    parts = [f for f in line.figures if f.statistic in COUNTS and f.unit == shared[0].unit]
    parts = [f for f in parts if f.node != shared[0].node]
    yield from add_up(shared[0], parts)


def check_shares(line: Line) -> Iterator[Discrepancy]:
    """Shares of a whole that is not named (占33.73%, 占25.50%) must imply the same whole."""
    shares: list[tuple[Figure, Figure, Interval]] = []
    for rate in line.figures:
        base = next((f for f in line.figures if f.node == rate.qualifies), None)
        plain = rate.unit == "%" and rate.label.endswith(("占", "占比")) and rate.value > 0
        if base and plain and base.statistic in COUNTS and not OF_NAMED.search(line.lead(rate)):
            whole = base.interval / rate.interval.scale(Fraction(1, HUNDRED))
            shares.append((rate, base, whole))
    for rate, base, whole in shares:
        others = [each for each in shares if each[1].unit == base.unit and each[0] is not rate]
        agreed = all(a[2].meets(b[2]) for a in others for b in others)
        missed = [each for each in others if not each[2].meets(whole)]
        if len(others) > 1 and agreed and len(missed) == len(others):
            yield Discrepancy(
                "implied",
                "contradiction",
                (rate, base, others[0][0], others[0][1]),
                others[0][2],
                whole,
                f"{base} ÷ {rate} = {whole}; {others[0][1]} ÷ {others[0][0]} = {others[0][2]}",
                f"{base.label}{base}占{rate.printed}%：隐含的总数与其余各项不同",
                f"{base.english} {base}, {rate.printed}%: implies another whole than the others",
            )
