"""Of which figures a rate is made: the readings that its words allow.

Where the words leave open which figures those are, there are several readings; a rate is reported
only if none fits.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.audit.averages import days_of
from kg.audit.figure import Figure
from kg.audit.interval import Interval, point
from kg.audit.rules import RateRule, load_rules
from kg.audit.sheet import Line, Sheet

Pair = tuple[Interval, tuple[Figure, ...], str]
"""A rate in percent as computed, the figures used, the sum in signs."""

OF_NAMED = re.compile(
    r"占(?P<whole>[^占，。；]{2,12}?)(?:总数|总量|总额|总计|比例|比重|的)*(?:达到?|为|近|约|超过?)?$"
)
SHARE = re.compile(r"占比$|占$|占(?P<whole>[^占，]+)$|占全?[市省区县州国].*$")
COUNTS: Final = frozenset({"flow", "stock"})
HUNDRED: Final = 100
_PLAIN = re.compile(r"总(?:数|量|额|计)$|数量$|(?<=.)[数量]$")
_VERBS = re.compile(
    r"^(?:共|累计|完成|检出|查处|查办|办理|受理|接收|新增|新设|实有|全[市省区县州国])+"
)
_GENERAL = re.compile(r"总体|综合|平均|案件|全[市省区县州国]|[的各]")
_OPENS = re.compile(r"其中|含|中，$|中，[^，。；]*$")


def read_rate(sheet: Sheet, line: Line, rate: Figure, shared: tuple[Figure, ...]) -> list[Pair]:
    """The readings of a rate, the likeliest first; `shared` is the whole of the share before."""
    rules = load_rules()
    aimed = rules.target.search(rate.label) or rules.completion.search(rate.label)
    if aimed and (pairs := list(_of_target(sheet, line, rate))):
        return pairs
    if rules.share_of_days.search(rate.label) or _is_of_days(line, rate):
        return list(_of_days(line, rate))
    if rule := _rule_of(rate):
        return [] if is_respective(line, rate) else list(_of_rule(sheet, line, rate, rule))
    if SHARE.search(rate.label):
        return list(_of_whole(sheet, line, rate, shared))
    return []


def _quotient(part: Figure, whole: Figure) -> Pair | None:
    interval = whole.interval
    if interval.low is None or interval.low <= 0:
        return None
    made = (part.interval / interval).scale(HUNDRED)
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
    wholes = _wholes_of(sheet, line, rate, parts, rule, counts)
    subject = _GENERAL.sub("", rule.name.sub("", rate.label))
    for made, figures, signs in _pairs(parts[:1], wholes):
        if not _share_words(subject, "".join(figure.label for figure in figures)):
            continue
        if left:
            yield point(HUNDRED) - made, figures, f"1 − {signs}"
        else:
            yield made, figures, signs


def _wholes_of(
    sheet: Sheet,
    line: Line,
    rate: Figure,
    parts: list[Figure],
    rule: RateRule,
    counts: list[Figure],
) -> list[Figure]:
    """What the denominator may be; in a row the column that totals the others, or the only one."""
    named = [f for f in counts if rule.whole.search(f.label) and f.unit == parts[0].unit]
    wholes = [f for f in named if f not in parts] or [f for f in named if f in parts[1:]]
    if line.is_row:
        sums = [f for f in wholes if load_rules().total_columns.search(f.label)]
        wholes = sums or (wholes if len(wholes) == 1 else [])
    if not wholes and rule.beside:
        wholes = _just_before(line, parts[0])
    if not wholes and rule.far:
        wholes = _elsewhere(sheet, rate, parts[0], rule.whole)
    return wholes


def _share_words(one: str, other: str) -> bool:
    """Whether two names have two characters in a row in common; nothing is of anything."""
    return not one or any(one[n : n + 2] in other for n in range(max(len(one) - 1, 1)))


def _just_before(line: Line, part: Figure) -> list[Figure]:
    """The count just before a part, between the same stops."""
    before = line.before(part)[:1]
    is_near = "；" not in line.lead(part) and "。" not in line.lead(part)
    return [f for f in before if is_near and f.unit == part.unit and f.statistic in COUNTS]


def _counts(line: Line, rate: Figure) -> list[Figure]:
    """The counts of the rate's region and period in its line: those before, then those behind."""
    here = [f for f in line.figures if f.statistic in COUNTS and f.region == rate.region]
    before = [f for f in line.before(rate) if f in here]
    return before if before and not line.is_row else here


def _behind_opening(line: Line, rate: Figure, counts: list[Figure]) -> list[Figure]:
    """The counts behind the last 其中 before a rate: it is a rate of one of them."""
    at = line.figures.index(rate)
    opening = next((n for n in range(at, 0, -1) if "其中" in line.leads[n]), 0)
    return [f for f in counts if line.figures.index(f) >= opening]


def _elsewhere(sheet: Sheet, rate: Figure, part: Figure, whole: re.Pattern[str]) -> list[Figure]:
    """The denominator in another sentence about the same body; none where there are several."""
    found = [
        f
        for f in sheet.figures
        if f.agency
        and f.agency == rate.agency
        and f.statistic in COUNTS
        and f.unit == part.unit
        and f.period == part.period
        and whole.search(f.label)
        and f.node != part.node
        and f.evidence != part.evidence
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
        if f.statistic == "target"
        and f.metric == part.metric
        and f.region == part.region
        and f.period[:4] == part.period[:4]
    ]
    yield from _pairs([part], targets)


def _of_whole(sheet: Sheet, line: Line, rate: Figure, shared: tuple[Figure, ...]) -> Iterator[Pair]:
    """Of a share: the whole that is named, that 其中 opens, or that the share before has."""
    part = next((f for f in line.figures if f.node == rate.qualifies), None)
    words = line.lead(rate)
    named = OF_NAMED.search(words)
    if part is None:
        part = _named_part(sheet, rate)
    if part is None:
        return
    if named:
        wholes = _named(sheet, part, named["whole"]) or _abridged(line, part, named["whole"])
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
        if f.statistic in COUNTS
        and f.unit == part.unit
        and f.period == part.period
        and f.node != part.node
        and f.region == part.region
        and _core(f.label).endswith(name)
    ]
    exact = [f for f in found if _core(f.label) == name]
    return exact or (found if len(found) == 1 else [])


def _named_part(sheet: Sheet, rate: Figure) -> Figure | None:
    """发明专利授权量占专利授权总量: the figure that is named before 占, if it has one value."""
    name = _core(rate.label.partition("占")[0])
    found = [
        f
        for f in sheet.figures
        if f.statistic in COUNTS
        and f.region == rate.region
        and f.period == rate.period
        and name
        and _core(f.label) == name
    ]
    return found[0] if len({f.value for f in found}) == 1 else None


def _abridged(line: Line, part: Figure, words: str) -> list[Figure]:
    """A whole in its sentence whose name is cut short: 采取措施批次 of 采取知识产权保护措施."""
    name = words.removesuffix(part.unit)
    before = line.before(part)
    found = [f for f in before if f.unit == part.unit and f.statistic in COUNTS]
    found = [f for f in found if len(name) > 1 and _holds_in_order(name, f.label)]
    return found if len(found) == 1 else []


def _holds_in_order(short: str, long: str) -> bool:
    """Whether one name is the other with something left out of its middle."""
    rest = iter(long)
    ends = long.startswith(short[0]) and long.endswith(short[-1])
    return ends and all(letter in rest for letter in short)


def _core(label: str) -> str:
    return _PLAIN.sub("", _VERBS.sub("", label))


def _opened(line: Line, part: Figure) -> list[Figure]:
    """The figure before 其中, where the part follows it; or the one of the whole place."""
    if part not in line.figures:
        return []
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
        made = (parts[0].interval / point(days)).scale(HUNDRED)
        yield made, (parts[0],), f"{parts[0].printed} ÷ {days}"


def is_respective(line: Line, rate: Figure) -> bool:
    """Whether a rate is one of several for several figures: 合格率分别为98.8%、100%."""
    at = line.figures.index(rate)
    while at and line.leads[at].strip() in {"、", "和", "及", "，"}:
        at -= 1
    return "分别" in line.leads[at]


def is_whole(rate: Figure, base: Figure) -> bool:
    """Whether a figure is by its name the denominator of a rate, and not its numerator."""
    rule = _rule_of(rate)
    if rule is None:
        return False
    return bool(rule.whole.search(base.label)) and not rule.part.search(base.label)
