"""What the audit finds: figures that cannot all be right, with the arithmetic that shows it."""

from dataclasses import dataclass
from typing import Literal

from kg.audit.figure import Figure
from kg.audit.interval import Interval

Kind = Literal[
    "total", "rate", "average", "growth", "order", "repeated", "elsewhere", "implied", "whole"
]
Severity = Literal["contradiction", "rounding", "suspicious"]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Figures that do not agree."""

    kind: Kind
    severity: Severity
    figures: tuple[Figure, ...]
    """Those involved, first the one that the others are held against."""
    computed: Interval
    """What the others make it."""
    printed: Interval
    """What its own digits allow."""
    arithmetic: str
    """326 ÷ 737 = [44.23, 44.24] %, printed 44.20 %."""
    chinese: str
    english: str
    chinese_note: str = ""
    """What may explain it, or ""."""
    english_note: str = ""

    @property
    def subject(self) -> Figure:
        """The figure that the others are held against."""
        return self.figures[0]


def judge(
    computed: Interval, figure: Figure, severity: Severity = "contradiction"
) -> Severity | None:
    """How far a figure is from what the others make it; None where the digits allow both."""
    if computed.meets(figure.interval):
        return None
    if severity != "suspicious" and computed.meets(figure.truncated):
        return "rounding"
    return severity
