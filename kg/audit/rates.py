"""Rates against the numerator and the denominator that they are made of."""

from collections.abc import Iterator
from fractions import Fraction

from kg.audit.discrepancy import Discrepancy, judge
from kg.audit.figure import Figure
from kg.audit.interval import Interval
from kg.audit.readings import HUNDRED, SHARE, Pair, is_respective, is_whole, read_rate
from kg.audit.rules import load_rules
from kg.audit.shares import check_shared, check_shares
from kg.audit.sheet import Line, Sheet


def find_rates(sheet: Sheet) -> Iterator[Discrepancy]:
    """Rates that their numerator and denominator do not make, shares that do not make a whole."""
    for line in sheet.lines:
        shared: tuple[Figure, ...] = ()
        for rate in line.figures:
            if rate.unit != "%" or rate.statistic != "ratio":
                continue
            pairs = read_rate(sheet, line, rate, shared)
            if pairs and SHARE.search(rate.label):
                shared = pairs[0][1][1:]
            yield from _weigh(rate, pairs) if pairs else _check_fraction(line, rate)
        yield from check_shared(line, shared) if shared else check_shares(line)


def _check_fraction(line: Line, rate: Figure) -> Iterator[Discrepancy]:
    """A rate of a count whose other figure is not printed: that one must be a whole number too."""
    base = next((f for f in line.figures if f.node == rate.qualifies), None)
    rules = load_rules()
    if base is None or not base.is_discrete or base.step or base.bound != "exact":
        return
    if rules.target.search(rate.label) and base.statistic == "flow" and rate.value > 0:
        other = base.interval / rate.interval.scale(Fraction(1, HUNDRED))
        loose = base.interval / rate.truncated.scale(Fraction(1, HUNDRED))
        signs = f"{base} ÷ {rate}"
    elif not is_respective(line, rate) and is_whole(rate, base):
        other = (base.interval.scale(Fraction(1, HUNDRED))).scale_by(rate.interval)
        loose = (base.interval.scale(Fraction(1, HUNDRED))).scale_by(rate.truncated)
        signs = f"{base} × {rate}"
    else:
        return
    if other.has_integer or loose.has_integer:
        return
    yield Discrepancy(
        "whole",
        "suspicious",
        (rate, base),
        other,
        rate.interval,
        f"{signs} = {other} {base.unit}",
        f"{base.label}{base}、{rate.label}{rate}：另一数不可能是整数",
        f"{base.english} {base}, {rate.english} {rate}: the other figure cannot be a whole number",
    )


def _weigh(rate: Figure, pairs: list[Pair]) -> Iterator[Discrepancy]:
    """A discrepancy where no reading fits; with the first reading."""
    verdicts = [judge(made, rate) for made, _, _ in pairs]
    if not pairs or None in verdicts:
        return
    best = min(range(len(pairs)), key=lambda n: _distance(pairs[n][0], rate))
    made, figures, signs = pairs[best]
    verdict = verdicts[best]
    assert verdict is not None
    chinese, english = "与分子、分母不符", "is not what its numerator and denominator make"
    if verdict == "rounding":
        chinese, english = "尾数不是四舍五入所得", "is not rounded, or off by one in its last digit"
    yield Discrepancy(
        "rate",
        verdict,
        (rate, *figures),
        made,
        rate.interval,
        f"{signs} = {made} %; {rate} → {rate.interval}",
        f"{rate.label}{rate}{chinese}",
        f"{rate.english} {rate} {english}",
    )


def _distance(made: Interval, rate: Figure) -> Fraction:
    """How far a reading is from what is printed."""
    return abs((made.low or made.high or Fraction(0)) - rate.value)
