"""What may have happened: another figure of the document that would make the arithmetic right."""

from fractions import Fraction
from typing import Final

from kg.audit.discrepancy import Discrepancy
from kg.audit.figure import Figure
from kg.audit.sheet import Sheet

_HUNDRED: Final = 100
_STATISTICS: Final = {
    "flow": ("本期数", "flow"),
    "stock": ("存量", "stock"),
    "target": ("目标", "target"),
    "change": ("增减量", "change"),
}


def explain(found: Discrepancy, sheet: Sheet) -> tuple[str, str]:
    """A likely cause in Chinese and English, "" twice where none is seen."""
    if found.kind == "repeated":
        return _mixed_up(found, sheet)
    if found.kind == "rate" and len(found.figures) > 2:
        return _other_part(found, sheet)
    if found.kind == "total":
        return _difference(found)
    return "", ""


def _mixed_up(found: Discrepancy, sheet: Sheet) -> tuple[str, str]:
    """The number is printed elsewhere as another statistic of the same metric: its target."""
    for figure in found.figures:
        for other in sheet.figures:
            same = other.metric == figure.metric and other.value == figure.value
            if same and other.statistic != figure.statistic and other.region == figure.region:
                zh, en = _STATISTICS.get(other.statistic, ("另一口径", "another statistic"))
                return (
                    f"{figure}是另一处该指标的{zh}，可能误用",
                    f"{figure} is given elsewhere as the {en} of the same metric: perhaps mixed up",
                )
    return "", ""


def _other_part(found: Discrepancy, sheet: Sheet) -> tuple[str, str]:
    """With another figure of the same metric the rate is right."""
    rate, part, whole = found.figures[:3]
    for other in sheet.figures:
        if other.metric == part.metric and other.region == part.region and other.unit == part.unit:
            if other.value in {part.value, whole.value} or not _fits(other, whole, rate):
                continue
            made = (other.interval / whole.interval).scale(_HUNDRED)
            signs = f"{other.printed} ÷ {whole.printed} = {made} %"
            return (
                f"若分子为另一处的{other}，则相符：{signs}",
                f"right with the {other} given elsewhere: {signs}",
            )
    return "", ""


def _fits(part: Figure, whole: Figure, rate: Figure) -> bool:
    made = part.interval / whole.interval
    return made.scale(Fraction(_HUNDRED)).meets(rate.truncated)


def _difference(found: Discrepancy) -> tuple[str, str]:
    """By how much: a difference that one part or a digit explains is easy to see then."""
    low, value = found.computed.low, found.subject.value
    if low is None or low != found.computed.high:
        return "", ""
    by = low - value
    return f"相差{abs(by)}", f"off by {abs(by)}"
