"""When a figure holds: the report's own period unless its sentence names another."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from sys import maxsize

from kg.facts import Statistic
from kg.mention.dates import DateMention, first_day, last_day

_AGAINST = re.compile(r"(?:较|比|与|同|低于|高于|超过|相比|至今|自)[^，。；：]{0,2}$")
_CLOSING = re.compile(r"(?:截[至止]|截至到|截止到)[^，。；：]{0,2}$")
_TITLE = re.compile(r"《[^》。]{0,80}》|“[^”。]{0,60}”")
NEAR = 120
"""Signs before a figure in which 截至目前 holds for it."""
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


def telling_dates(
    view: str, begin: int, dates: Sequence[DateMention], figures: Collection[int]
) -> tuple[DateMention, ...]:
    """The dates that figures lie in: not those compared with, in a title, or of a thing counted.

    `figures` are the places where the sentence's figures begin (2022年三项项目 is of one thing).
    """
    if not dates:
        return ()
    titles = [match.span() for match in _TITLE.finditer(view, begin, dates[-1].end + 80)]
    return tuple(
        date
        for date in dates
        if not _AGAINST.search(view, max(begin, date.begin - 6), date.begin)
        and not (date.end in figures and date.extent == "year")
        and not _lies_in(date, titles)
    )


def _lies_in(date: DateMention, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (date.begin, maxsize)) - 1
    return place >= 0 and date.begin < spans[place][1]


def read_frame(view: str, begin: int, dates: Sequence[DateMention], at: int) -> Frame:
    """The last of the telling dates before the figure at `at`."""
    frame = Frame("", False, False, False)
    place = bisect_right(dates, at, key=lambda date: date.end)
    for date in dates[max(0, place - 1) : place]:
        before = view[max(begin, date.begin - 6) : date.begin]
        closing = bool(_CLOSING.search(before))
        aimed = not closing and bool(_UNTIL.search(before))
        closing = closing or (date.extent == "point" and not aimed)
        frame = Frame(date.iso, closing, aimed, date.extent == "since")
    now = _NOW.search(view, max(begin, at - NEAR), at)
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
