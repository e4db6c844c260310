"""When a figure holds: the report's own period unless its sentence names another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts import Statistic
from kg.mention.dates import DateMention, first_day, last_day

_AGAINST = re.compile(r"(?:较|比|与|同|低于|高于|超过|相比|至今|自)[^，。；：]{0,2}$")
_CLOSING = re.compile(r"(?:截[至止]|截至到|截止到)[^，。；：]{0,2}$")
_UNTIL = re.compile(r"(?:到|至)$")
_NOW = re.compile(r"截[至止]?到?目前|截[至止]?发稿|迄今|至今")


@dataclass(frozen=True, slots=True)
class Frame:
    """The time that a sentence sets for a figure in it."""

    iso: str
    """"" where the report's own period holds."""
    closing: bool
    """It is the day that figures are reported as of (截至…)."""
    aimed: bool
    """It lies ahead (到2025年)."""
    since: bool


def report_period(period: str, issued: str) -> str:
    """The period of the report, or the day it was issued where none is known."""
    return period or issued


def read_frame(
    view: str, begin: int, dates: Sequence[DateMention], at: int, titles: Sequence[tuple[int, int]]
) -> Frame:
    """The last date of the sentence before `at` that is not compared with or part of a name."""
    frame = Frame("", False, False, False)
    for date in dates:
        if date.end > at or (date.end == at and date.extent != "point"):
            break
        before = view[max(begin, date.begin - 6) : date.begin]
        if _AGAINST.search(before) or any(a <= date.begin < b for a, b in titles):
            continue
        closing = bool(_CLOSING.search(before))
        aimed = not closing and bool(_UNTIL.search(before))
        frame = Frame(date.iso, closing, aimed, date.extent == "since")
    now = list(_NOW.finditer(view, begin, at))
    return Frame("", True, False, False) if now and not frame.closing else frame


def read_period(frame: Frame, statistic: Statistic, period: str, issued: str) -> str:
    """The ISO 8601 period of a figure: a day for a stock, a span or a year for the others."""
    own = report_period(period, issued)
    if statistic == "stock":
        return last_day(frame.iso if frame.iso and not frame.since else own) if own else frame.iso
    if not frame.iso:
        return own
    if frame.since:
        return f"{frame.iso}/{issued or last_day(own)}" if issued or own else frame.iso
    if frame.closing and statistic != "target":
        return _up_to(frame.iso, own)
    return frame.iso


def _up_to(day: str, own: str) -> str:
    """The report's period if the day closes it, else from the first day of the year."""
    last = last_day(day)
    if own and last_day(own) == last:
        return own
    return f"{last[:4]}-01-01/{last}"


def year_of(period: str, issued: str) -> int:
    """The year that dates without one belong to; 0 if nothing is known."""
    own = report_period(period, issued)
    return int(first_day(own)[:4]) if own else 0
