"""What the audit knows of names: which figures make a rate, an average, an order; see rules.yml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import yaml

from ontology.errors import InvalidRule

PATH: Final = Path(__file__).parent / "rules.yml"


class Rate(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A rate, and how its numerator (or what is left over) and its denominator are named."""

    id: str
    rate: str
    part: str
    whole: str
    example: str
    """rate | part | whole, labels as they are read."""
    rest: str = ""
    """Names the denominator without the numerator: 不合格 of 合格率."""
    beside: bool = False
    """Whether the count just before the part is the whole, where none is named."""
    far: bool = False
    """Whether the whole may stand in another sentence about the same body."""


class Order(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What cannot, or only seldom, be more than something else."""

    id: str
    lesser: str
    greater: str
    severity: str
    zh: str
    en: str
    example: str
    """lesser | greater."""
    statistic: str = "flow"
    """Of the lesser."""


class Average(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An average, and the units that its denominator is counted in."""

    id: str
    pattern: str
    units: list[str]
    example: str


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    continuous: list[str]
    total_rows: str
    sums: str
    total_columns: str
    per_head: str
    halves: list[list[str]]
    target: str
    completion: str
    scoped: str
    per_day: str
    share_of_days: str
    rates: list[Rate]
    averages: list[Average]
    orders: list[Order]


@dataclass(frozen=True, slots=True)
class RateRule:
    """A rate, compiled."""

    name: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    rest: re.Pattern[str] | None
    beside: bool
    far: bool


@dataclass(frozen=True, slots=True)
class AuditRules:
    """The rules, compiled."""

    continuous: frozenset[str]
    """Units whose figures are measured, not counted."""
    total_rows: re.Pattern[str]
    """Headings of rows that total the others."""
    sums: re.Pattern[str]
    """Those among them that say that they are the sum: 合计."""
    total_columns: re.Pattern[str]
    per_head: re.Pattern[str]
    halves: tuple[tuple[str, ...], ...]
    """Words that together name the whole of something."""
    target: re.Pattern[str]
    """Rates of what was aimed at."""
    completion: re.Pattern[str]
    """Rates that are such ones where a target of the same measure is printed."""
    scoped: re.Pattern[str]
    """Measures whose figures need not be of the same cases in one place and period."""
    per_day: re.Pattern[str]
    share_of_days: re.Pattern[str]
    rates: tuple[RateRule, ...]
    averages: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    orders: tuple[tuple[re.Pattern[str], re.Pattern[str], Order], ...]


def read_file() -> _File:
    """The rules as they are written. Raises InvalidRule."""
    try:
        content = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return msgspec.convert(content, _File)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise InvalidRule(f"{PATH}: {' '.join(str(error).split())}") from error


def _compile_rate(rate: Rate) -> RateRule:
    rest = re.compile(rate.rest) if rate.rest else None
    name, part, whole = (re.compile(each) for each in (rate.rate, rate.part, rate.whole))
    return RateRule(name, part, whole, rest, rate.beside, rate.far)


@cache
def load_rules() -> AuditRules:
    """The rules of kg/audit/rules.yml. Raises InvalidRule when the file is broken."""
    file = read_file()
    try:
        return AuditRules(
            frozenset(file.continuous),
            re.compile(file.total_rows),
            re.compile(file.sums),
            re.compile(file.total_columns),
            re.compile(file.per_head),
            tuple(tuple(each) for each in file.halves),
            re.compile(file.target),
            re.compile(file.completion),
            re.compile(file.scoped),
            re.compile(file.per_day),
            re.compile(file.share_of_days),
            tuple(map(_compile_rate, file.rates)),
            tuple((re.compile(each.pattern), frozenset(each.units)) for each in file.averages),
            tuple((re.compile(e.lesser), re.compile(e.greater), e) for e in file.orders),
        )
    except re.error as error:
        raise InvalidRule(f"{PATH}: {error.pattern!r} is no pattern: {error}") from error
