"""Rates, shares and averages against the figures that they are made of.

Where the words leave open which figures those are, a rate is reported only if no reading fits.
"""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from kg.audit.discrepancy import Discrepancy, judge
from kg.audit.figure import Figure
from kg.audit.interval import Interval, point, total
from kg.audit.rules import RateRule, load_rules
from kg.audit.sheet import Line, Sheet

Pair = tuple[Interval, tuple[Figure, ...], str]
"""A rate in percent as computed, the figures used, the sum in signs."""

_SHARE = re.compile(r"占比$|占$|占(?P<whole>[^占，]+)$|占全?[市省区县州国].*$")
_OF = re.compile(r"占(?P<whole>[^占，。；]{2,12}?)(?:总数|总量|总额|总计|比例|比重|的)*(?:达到?|为|近|约|超过?)?$")
_PLAIN = re.compile(r"总(?:数|量|额|计)$|数量$|(?<=.)[数量]$")
_VERBS = re.compile(r"^(?:共|累计|完成|检出|查处|查办|办理|受理|接收|新增|新设|实有|全[市省区县州国])+")
_OPENS = re.compile(r"其中|含|中，$|中，[^，。；]*$")
_HUNDRED: Final = 100
_COUNTS = frozenset({"flow", "stock"})


def find_rates(sheet: Sheet) -> Iterator[Discrepancy]:
    """Rates that their numerator and denominator do not make."""
    for line in sheet.lines:
        shared: tuple[Figure, ...] = ()
        for rate in line.figures:
            if rate.unit == "%" and rate.statistic == "ratio":
                pairs, strict = _read_rate(sheet, line, rate, shared)
                if strict and _SHARE.search(rate.label):
                    shared = pairs[0][1][1:]
                yield from _weigh(rate, pairs) if pairs else _check_fraction(line, rate)
            elif rate.statistic == "ratio":
                yield from _check_average(line, rate)
                yield from _check_daily(line, rate)
            elif rate.statistic == "flow":
                yield from _check_daily(line, rate)
        yield from _check_shared(line, shared)
        if not shared:
            yield from _check_shares(line)


def _read_rate(
    sheet: Sheet, line: Line, rate: Figure, shared: tuple[Figure, ...]
) -> tuple[list[Pair], bool]:
    """The readings of a rate, the likeliest first; whether its words tell the whole."""
    rules = load_rules()
    if rules.target.search(rate.label):
        return list(_of_target(sheet, line, rate)), False
    if rules.share_of_days.search(rate.label) or _is_of_days(line, rate):
        return list(_of_days(line, rate)), False
    if rule := _rule_of(rate):
        known = [] if _is_respective(line, rate) else list(_of_rule(sheet, line, rate, rule))
        return known, False
    if _SHARE.search(rate.label):
        pairs = list(_of_whole(sheet, line, rate, shared))
        return pairs, bool(pairs)
    return [], False


def _quotient(part: Figure, whole: Figure) -> Pair | None:
    interval = whole.interval
    if interval.low is None or interval.low <= 0:
        return None
    made = (part.interval / interval).scale(_HUNDRED)
    return made, (part, whole), f"{part.printed} ÷ {whole.printed}"


def _pairs(parts: Iterable[Figure], wholes: Iterable[Figure]) -> Iterator[Pair]:
    wholes = tuple(wholes)
    for part in parts:
        for whole in wholes:
            same = whole.node != part.node and whole.unit == part.unit
            if same and (pair := _quotient(part, whole)):
                yield pair


def _rule_of(rate: Figure) -> RateRule | None:
    """The first rule that fits the name of a rate."""
    return next((rule for rule in load_rules().rates if rule.name.search(rate.label)), None)


def _of_rule(sheet: Sheet, line: Line, rate: Figure, rule: RateRule) -> Iterator[Pair]:
    """Numerator and denominator by their names, in the sentence or row; the nearest first."""
    counts = _counts(line, rate)
    own = _behind_opening(line, rate, counts)
    left = [f for f in own if rule.rest and rule.rest.search(f.label)]
    parts = left or [f for f in own if rule.part.search(f.label)]
    if not parts:
        return
    named = [f for f in counts if rule.whole.search(f.label) and f.unit == parts[0].unit]
    wholes = [f for f in named if f not in parts] or [f for f in named if f in parts[1:]]
    if not wholes and rule.beside:
        wholes = _just_before(line, parts[0])
    if not wholes:
        wholes = _elsewhere(sheet, rate, parts[0], rule.whole)
    for made, figures, signs in _pairs(parts[:1], wholes[:1] if line.is_row else wholes):
        if left:
            yield point(_HUNDRED) - made, figures, f"1 − {signs}"
        else:
            yield made, figures, signs


def _just_before(line: Line, part: Figure) -> list[Figure]:
    """The count just before a part, between the same stops."""
    before = line.before(part)[:1]
    is_near = "；" not in line.lead(part) and "。" not in line.lead(part)
    return [f for f in before if is_near and f.unit == part.unit and f.statistic in _COUNTS]


def _counts(line: Line, rate: Figure) -> list[Figure]:
    """The counts of the rate's region and period in its line: those before, then those behind."""
    here = [f for f in line.figures if f.statistic in _COUNTS and f.region == rate.region]
    before = [f for f in line.before(rate) if f in here]
    return before if before and not line.is_row else here


def _behind_opening(line: Line, rate: Figure, counts: list[Figure]) -> list[Figure]:
    """The counts behind the last 其中 before a rate: it is a rate of one of them."""
    at = line.figures.index(rate)
    opening = next((n for n in range(at, 0, -1) if "其中" in line.leads[n]), 0)
    return [f for f in counts if line.figures.index(f) >= opening]


def _elsewhere(
    sheet: Sheet, rate: Figure, part: Figure, whole: re.Pattern[str]
) -> list[Figure]:
    """The denominator in another sentence about the same body; none where there are several."""
    found = [
        f
        for f in sheet.figures
        if f.agency and f.agency == rate.agency and f.statistic in _COUNTS
        and f.unit == part.unit and f.period == part.period and whole.search(f.label)
        and f.node != part.node and f.evidence != part.evidence
    ]
    return found if len({f.value for f in found}) == 1 else []


def _of_target(sheet: Sheet, line: Line, rate: Figure) -> Iterator[Pair]:
    """What was reached against what was aimed at: in the row, or anywhere for the same metric."""
    part = next((f for f in line.figures if f.node == rate.qualifies), None)
    if part is not None and part.statistic == "target":
        aimed, part = part, next((f for f in line.figures if f.node == part.qualifies), None)
        yield from _pairs([part] if part else [], [aimed])
        return
    if part is None:
        return
    targets = [
        f
        for f in (line.figures if line.is_row else sheet.figures)
        if f.statistic == "target" and f.metric == part.metric and f.region == part.region
        and f.period[:4] == part.period[:4]
    ]
    yield from _pairs([part], targets)


def _of_whole(
    sheet: Sheet, line: Line, rate: Figure, shared: tuple[Figure, ...]
) -> Iterator[Pair]:
    """Of a share: the whole that is named, that 其中 opens, or that the share before has."""
    part = next((f for f in line.figures if f.node == rate.qualifies), None)
    if part is None:
        return
    words = line.lead(rate)
    named = _OF.search(words)
    if named:
        wholes = _named(sheet, part, named["whole"])
    elif shared:
        wholes = list(shared)
    else:
        wholes = _opened(line, part)
    yield from _pairs([part], wholes)


def _named(sheet: Sheet, part: Figure, words: str) -> list[Figure]:
    """The figures whose name is the one after 占."""
    name = _core(words)
    if not name:
        return []
    found = [
        f
        for f in sheet.figures
        if f.statistic in _COUNTS and f.unit == part.unit and f.period == part.period
        and f.node != part.node and f.region == part.region
        and _core(f.label).endswith(name)
    ]
    exact = [f for f in found if _core(f.label) == name]
    return exact or (found if len(found) == 1 else [])


def _core(label: str) -> str:
    return _PLAIN.sub("", _VERBS.sub("", label))


def _opened(line: Line, part: Figure) -> list[Figure]:
    """The figure before 其中, where the part follows it; or the one of the whole place."""
    for at in range(line.figures.index(part), 0, -1):
        if _OPENS.search(line.leads[at]):
            before = [f for f in line.figures[:at][::-1] if f.unit == part.unit]
            return before[:1]
    return []


def _is_of_days(line: Line, rate: Figure) -> bool:
    """A share in a row beside days: 优良天数 天数（天） 占比（%）."""
    base = next((f for f in line.figures if f.node == rate.qualifies), None)
    return line.is_row and base is not None and base.unit == "天" and "占比" in rate.label


def _of_days(line: Line, rate: Figure) -> Iterator[Pair]:
    """Days against those of the period."""
    days = days_of(rate.period)
    stem = rate.label[: rate.label.find("天数") + len("天数")]
    parts = [f for f in line.figures if f.unit == "天" and f.statistic == "flow"]
    parts = [f for f in parts if f.node == rate.qualifies or stem in f.label]
    if days and parts:
        made = (parts[0].interval / point(days)).scale(_HUNDRED)
        yield made, (parts[0],), f"{parts[0].printed} ÷ {days}"


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


def _check_fraction(line: Line, rate: Figure) -> Iterator[Discrepancy]:
    """A rate of a count whose other figure is not printed: that one must be a whole number too."""
    base = next((f for f in line.figures if f.node == rate.qualifies), None)
    rules = load_rules()
    if base is None or not base.is_discrete or base.step or base.bound != "exact":
        return
    if rules.target.search(rate.label) and base.statistic == "flow" and rate.value > 0:
        other = base.interval / rate.interval.scale(Fraction(1, _HUNDRED))
        loose = base.interval / rate.truncated.scale(Fraction(1, _HUNDRED))
        signs = f"{base} ÷ {rate}"
    elif not _is_respective(line, rate) and _is_whole(rate, base):
        other = (base.interval.scale(Fraction(1, _HUNDRED))).scale_by(rate.interval)
        loose = (base.interval.scale(Fraction(1, _HUNDRED))).scale_by(rate.truncated)
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


def _is_whole(rate: Figure, base: Figure) -> bool:
    """Whether a figure is by its name the denominator of a rate, and not its numerator."""
    rule = _rule_of(rate)
    if rule is None:
        return False
    return bool(rule.whole.search(base.label)) and not rule.part.search(base.label)


def _is_respective(line: Line, rate: Figure) -> bool:
    """Whether a rate is one of several for several figures: 合格率分别为98.8%、100%."""
    at = line.figures.index(rate)
    while at and line.leads[at].strip() in {"、", "和", "及", "，"}:
        at -= 1
    return "分别" in line.leads[at]


def _weigh(rate: Figure, pairs: list[Pair]) -> Iterator[Discrepancy]:
    """A discrepancy where no reading fits; with the first reading."""
    verdicts = [judge(made, rate) for made, _, _ in pairs]
    if not pairs or None in verdicts:
        return
    best = verdicts.index("rounding") if "rounding" in verdicts else 0
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
        f"{rate.english}{rate}{chinese}",
        f"{rate.english} {rate} {english}",
    )


def _check_shared(line: Line, shared: tuple[Figure, ...]) -> Iterator[Discrepancy]:
    """Shares of one whole with 其他 at the end: the parts add up to it."""
    if not shared or not line.figures[-1].label.startswith(("其他", "其它", "其余")):
        return
    parts = [f for f in line.figures if f.statistic in _COUNTS and f.unit == shared[0].unit]
    parts = [f for f in parts if f.node != shared[0].node]
    computed = total([part.interval for part in parts])
    if verdict := judge(computed, shared[0]):
        sums = " + ".join(part.printed for part in parts)
        yield Discrepancy(
            "total",
            verdict,
            (shared[0], *parts),
            computed,
            shared[0].interval,
            f"{sums} = {computed} {shared[0].unit}; {shared[0]}",
            f"{shared[0].label}：各部分之和与总数{shared[0]}不符",
            f"the parts do not add up to the {shared[0]} of {shared[0].english}",
        )


def _check_shares(line: Line) -> Iterator[Discrepancy]:
    """Shares of a whole that is not named (占33.73%, 占25.50%) must imply the same whole."""
    shares: list[tuple[Figure, Figure, Interval]] = []
    for rate in line.figures:
        base = next((f for f in line.figures if f.node == rate.qualifies), None)
        plain = rate.unit == "%" and rate.label.endswith(("占", "占比")) and rate.value > 0
        if base and plain and base.statistic in _COUNTS and not _OF.search(line.lead(rate)):
            whole = base.interval / rate.interval.scale(Fraction(1, _HUNDRED))
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
                f"{base.english} {base}, {rate.printed}%: implies another whole than the other shares",
            )


def _check_average(line: Line, average: Figure) -> Iterator[Discrepancy]:
    """户均融资 against 融资金额 and 企业, where the sentence has one of each."""
    for pattern, units in load_rules().averages:
        found = pattern.match(average.label)
        if found is None:
            continue
        stem = average.label[found.end() :]
        counts = [f for f in line.before(average) if f.unit in units and f.statistic in _COUNTS]
        sums = [
            f
            for f in line.before(average)
            if f.unit == average.unit and f.statistic in _COUNTS and f.period == average.period
            and (stem in f.label or not stem)
        ]
        if len(counts) == 1 and len(sums) == 1 and counts[0].value > 0:
            yield from _weigh_average(average, sums[0].interval / counts[0].interval,
                                      (sums[0], counts[0]), f"{sums[0]} ÷ {counts[0]}")


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
