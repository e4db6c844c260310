"""Intervals of numbers: what the printed digits of a figure allow, and what follows from them.

Ends are exact fractions and belong to the interval; None is no end. A printed figure stands for all
values that round to it, as in XBRL Calculations 1.1.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`."""

    low: Fraction | None
    high: Fraction | None

    def __add__(self, other: "Interval") -> "Interval":
        """Sums of a number of each."""
        return Interval(_add(self.low, other.low), _add(self.high, other.high))

    def __sub__(self, other: "Interval") -> "Interval":
        """Differences of a number of each."""
        return Interval(
            None if self.low is None or other.high is None else self.low - other.high,
            None if self.high is None or other.low is None else self.high - other.low,
        )

    def __truediv__(self, other: "Interval") -> "Interval":
        """Quotients of what is not negative by what is positive; anything, where that is not so."""
        if other.high is not None and other.high <= 0:
            return Interval(None, None)
        low = Fraction(0) if self.low is None or other.high is None else self.low / other.high
        has_end = self.high is not None and other.low is not None and other.low > 0
        return Interval(low, self.high / other.low if has_end else None)  # type: ignore[operator]

    def scale(self, factor: Fraction | int) -> "Interval":
        """Each number times a positive factor."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    def scale_by(self, other: "Interval") -> "Interval":
        """Products of what is not negative."""
        return Interval(
            None if self.low is None or other.low is None else self.low * other.low,
            None if self.high is None or other.high is None else self.high * other.high,
        )

    def shift(self, by: Fraction | int) -> "Interval":
        """Each number plus another."""
        return self + point(by)

    def widen(self, by: Fraction) -> "Interval":
        """The interval with more room at both ends."""
        return Interval(
            None if self.low is None else self.low - by,
            None if self.high is None else self.high + by,
        )

    def mirror(self) -> "Interval":
        """Each number with the other sign."""
        return Interval(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )

    def meets(self, other: "Interval") -> bool:
        """Whether a number lies in both."""
        return not (self.is_above(other) or other.is_above(self))

    def is_above(self, other: "Interval") -> bool:
        """Whether each number is greater than all of the other."""
        return self.low is not None and other.high is not None and self.low > other.high

    @property
    def has_integer(self) -> bool:
        """Whether a whole number lies in it."""
        if self.low is None or self.high is None:
            return True
        return floor(self.high) >= ceil(self.low)

    def __str__(self) -> str:
        """[44.195, 44.205]; 328 where it is one number; ≥ 50 where it has no end."""
        if self.low is not None and self.low == self.high:
            return show(self.low)
        if self.low is None or self.high is None:
            if self.low is None and self.high is None:
                return "?"
            return f"≥ {show(self.low)}" if self.low is not None else f"≤ {show(self.high)}"
        return f"[{show(self.low)}, {show(self.high)}]"


def point(value: Fraction | int) -> Interval:
    """The interval of one number."""
    return Interval(Fraction(value), Fraction(value))


def total(parts: list[Interval]) -> Interval:
    """Sums of a number of each; 0 of none."""
    result = point(0)
    for part in parts:
        result += part
    return result


def show(value: Fraction | None) -> str:
    """A number to read: whole, or to six significant digits and at least four decimals."""
    if value is None:
        return "∞"
    if value.denominator == 1:
        return str(value.numerator)
    digits = max(4, 6 - len(str(abs(int(value)))))
    return f"{float(value):.{digits}f}".rstrip("0").rstrip(".")


def _add(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other
