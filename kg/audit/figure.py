"""A figure as the audit sees it: what it measures, and the numbers that its digits allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from kg.audit.interval import Interval
from kg.audit.rules import load_rules
from ontology.metrics import load_metrics

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_MULTIPLIER = re.compile("[百千万亿]")
_STEPS: Final = {Fraction(10**4): "万", Fraction(10**8): "亿", Fraction(10**3): "千"}
_NEAR: Final = Fraction(1, 10)
"""How far 约 and 近 may lie off."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation of the graph."""

    node: str
    document: str
    evidence: str
    place: int
    """Its first character in the document's text."""
    label: str
    metric: str
    """IRI of the concept."""
    value: Fraction
    printed: str
    """As in the text, without its unit."""
    unit: str
    statistic: str
    bound: str
    region: str
    period: str
    qualifies: str
    """IRI of the observation that it qualifies, or ""."""
    agency: str
    initiative: str
    rule: str
    decimals: int | None = None
    """Decimals that count, where the column says so (53.10 among tens of such); None for all."""

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.rule == "table-cell"

    @property
    def is_discrete(self) -> bool:
        """Whether it counts things, so that it is a whole number."""
        return self.statistic in {"flow", "stock", "target", "change"} and (
            self.unit not in load_rules().continuous
        )

    @property
    def step(self) -> Fraction:
        """The place value of its last printed digit that counts; 0 for a count in full."""
        match = _NUMBER.search(self.printed)
        if match is None:
            return Fraction(0)
        number = Fraction(match[0].replace(",", ""))
        factor = abs(self.value) / number if number else Fraction(1)
        decimals = len(match[1] or "") if self.decimals is None else self.decimals
        if self.is_discrete and factor == 1 and not match[1]:
            return Fraction(0)
        return factor / Fraction(10**decimals)

    @property
    def interval(self) -> Interval:
        """The numbers that round to what is printed; 余, 多, 超, 不足, 近 and 约 open it."""
        if self.bound == "at_least":
            return Interval(self.value, None)
        if self.bound == "at_most":
            return Interval(None, self.value)
        return self._around(self.step / 2)

    @property
    def truncated(self) -> Interval:
        """The numbers that it stands for if it was cut off or is one off in its last digit."""
        return self.interval if self.bound in {"at_least", "at_most"} else self._around(self.step)

    def _around(self, room: Fraction) -> Interval:
        if self.bound == "about":
            room = max(room, abs(self.value) * _NEAR)
        return Interval(self.value - room, self.value + room)

    @property
    def english(self) -> str:
        """The English name of what it measures, where it has one, else the words of the text."""
        return _english_names().get(self.metric, self.label)

    def __str__(self) -> str:
        """The figure with its unit, as printed; a multiplier of the heading is written out."""
        match = _NUMBER.search(self.printed)
        plain = match is not None and not _MULTIPLIER.search(self.printed)
        number = Fraction(match[0].replace(",", "")) if match and plain else Fraction(0)
        steps = _STEPS.get(abs(self.value) / number, "") if number else ""
        return f"{self.printed}{steps}{self.unit}"


@cache
def _english_names() -> Mapping[str, str]:
    return {metric.iri: metric.english for metric in load_metrics()}
