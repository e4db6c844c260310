"""When a figure holds: the report's own period unless its sentence names another."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from sys import maxsize
from typing import Final

from kg.facts import Statistic
from kg.frozen import value
from kg.mention.dates import DateMention, first_day, last_day
from kg.relate.figure_settings import BEFORE

_AGAINST = re.compile(r"(?:较|比|与|同|低于|高于|超过|超出|高出|相比|至今)[^，。；：]{0,2}$")
_SINCE = re.compile("[自从][^，。；：]{0,2}$")
_SO_FAR = re.compile(
    "起|[^，。；：]{0,16}?(?:以来|至今)|[^，。；：]{0,12}?(?:投用|启用|运行|上线|施行|实施|启动|揭牌|成立|挂牌|投入使用)(?=，|后)"
)
"""Behind a date: what came since then."""
_CLOSING = re.compile(r"(?:截[至止]|截至到|截止到)[^，。；：]{0,2}$")
_TITLE = re.compile(r"《[^》。]{0,80}》|“[^”。]{0,60}”")
_OF_ONE = re.compile("(?:同期|底|末)?的?[0-9近约]")
"""Behind 由2022年: what makes it the date of one figure."""
REPORTED = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:[上下]半年|0?1(?:月份?)?[-—－–~～至到]+\d{1,2}月份?|第?[一二三四1-4]季度|前[二三23]季度)"
)
"""Spans that reports are made of."""
_DEED = re.compile(
    r"(?:举办|召开|举行|签订|签署|会签|印发|出台|揭牌|成立|启动|挂牌|揭幕|开幕|部署|参加|承办|开展|侦破|侦办|查办)[^，。；]*，"
)
_WHOLE_YEAR = re.compile(r"(?:全年|年内|年度内|本年度)(?!(?:工作|度)?(?:目标|任务|计划|指标))")
WHOLE_YEAR = "year"
"""The year of the report's own period."""
NEAR = 120
"""Signs before a figure in which 截至目前 holds for it."""
_UNTIL = re.compile(r"(?:到|至)$")
_NOW = re.compile(
    r"截[至止]?到?目前|截[至止]?发稿|迄今|至今|到目前为止|目前(?<![比较]目前)|现(?<=[，。；：]现)(?=[已有存])"
)
NOW = "now"
"""The day of the document."""


@value
class Frame:
    """The time that a sentence sets for a figure in it."""

    iso: str
    """"" where the report's own period holds."""
    closing: bool
    """It is the day that figures are reported as of (截至…)."""
    aimed: bool
    """It lies ahead (到2025年)."""
    since: bool


NO_FRAME: Final = Frame("", closing=False, aimed=False, since=False)


def report_period(period: str, issued: str) -> str:
    """The period of the report, or the day it was issued where none is known."""
    return period or issued


def telling_dates(
    view: str,
    begin: int,
    dates: Sequence[DateMention],
    figures: Collection[int],
    named: Sequence[tuple[int, int]] = (),
) -> tuple[DateMention, ...]:
    """The dates that figures lie in: not those compared with, in a title, or of a thing counted.

    `figures` are the places where the sentence's figures begin (2022年三项项目 is of one thing),
    `named` the view ranges of the undertakings that it names (2022年度新闻发布会), in order.
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
        and not _lies_in(date, named)
        and not (
            _SINCE.search(view, max(begin, date.begin - 4), date.begin) and not _opens(view, date)
        )
        and not (view[date.begin - 1] in "由是为" and _OF_ONE.match(view, date.end))
    )


def _opens(view: str, date: DateMention) -> bool:
    """A span opens with the date: 自6月18日投用，…; 自10月起."""
    return date.extent == "since" or _SO_FAR.match(view, date.end) is not None


def _lies_in(date: DateMention, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (date.begin, maxsize)) - 1
    return place >= 0 and date.begin < spans[place][1]


def read_frame(
    view: str,
    begin: int,
    dates: Sequence[DateMention],
    at: int,
    named: Sequence[tuple[int, int]] = (),
) -> Frame:
    """The last of the telling dates before the figure at `at`.

    A month or a day dates the undertaking that is named behind it, not what came of that
    (5月，开展“蓝盾”行动，检查300家); 全年 says that the figure is of the whole year.
    """
    frame = NO_FRAME
    place = bisect_right(dates, at, key=lambda date: date.end)
    while place and _is_of_deed(view, dates[place - 1], at, named):
        place -= 1
    for date in dates[max(0, place - 1) : place]:
        before = view[max(begin, date.begin - 6) : date.begin]
        closing = bool(_CLOSING.search(before))
        aimed = not closing and bool(_UNTIL.search(before))
        closing = closing or (date.extent == "point" and not aimed)
        since = date.extent == "since" or (
            _SINCE.search(view, max(begin, date.begin - 4), date.begin) and _opens(view, date)
        )
        iso = first_day(date.iso) if since else date.iso
        frame = Frame(iso, closing and not since, aimed, bool(since))
    low = max(begin, at - NEAR)
    whole = _WHOLE_YEAR.search(view, dates[place - 1].end if place else low, at)
    if whole:
        return Frame(frame.iso[:4] or WHOLE_YEAR, False, frame.aimed, False)
    now = _NOW.search(view, low, at)
    return Frame(NOW, True, False, False) if now and not frame.closing else frame


def _is_of_deed(view: str, date: DateMention, at: int, named: Sequence[tuple[int, int]]) -> bool:
    if date.extent not in {"day", "days", "month"} or REPORTED.fullmatch(
        view, date.begin, date.end
    ):
        return False
    place = bisect_left(named, (date.end, 0))
    return (place < len(named) and named[place][0] < at) or bool(_DEED.search(view, date.end, at))


def own_frame(dates: Sequence[DateMention], when: tuple[int, int], view: str, own: str) -> Frame:
    """The time that the words in `when` give to one figure alone: 由去年同期的9.8亿元.

    Where none are there (`BEFORE`: 由2000元提高到5000元) it is the span before the report's own.
    """
    if when == BEFORE:
        return Frame(same_span(own, str(int(own[:4]) - 1)) if own else "", False, False, False)
    for date in dates:
        if when[0] <= date.begin < when[1]:
            shifted = date.extent == "year" and view.startswith("同期", date.end)
            iso = same_span(own, date.iso) if shifted else date.iso
            return Frame(iso, date.extent == "point", False, False)
    return NO_FRAME


def same_span(own: str, year: str) -> str:
    """The span of the report in another year: the first half of 2024, 2023 → that of 2023."""
    return own.replace(own[:4], year) if own else year


def read_period(frame: Frame, statistic: Statistic, period: str, issued: str) -> str:
    """The ISO 8601 period of a figure: a day for a stock, a span or a year for the others."""
    own = report_period(period, issued)
    if frame.iso == WHOLE_YEAR:
        frame = replace(frame, iso=own[:4])
    if frame.iso == NOW:
        frame = replace(frame, iso=_day_of_document(issued, own) if statistic == "stock" else "")
    if statistic == "stock":
        return last_day(frame.iso if frame.iso and not frame.since else own) if own else frame.iso
    if not frame.iso:
        return own
    if frame.since:
        return _until_now(frame.iso, own, issued)
    if frame.closing and statistic != "target":
        return _up_to(frame.iso, own)
    return frame.iso


def _until_now(first: str, own: str, issued: str) -> str:
    """From a day on: to the document's date, or where it began in the report's span to its end."""
    last = issued or (last_day(own) if own else "")
    if own and first >= first_day(own):
        last = min(last, last_day(own))
    return f"{first}/{last}" if last > first else first


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


def _day_of_document(issued: str, own: str) -> str:
    """The day that a report of a span that is not over stands at: its own; else the span's end."""
    return issued if issued and own and issued < last_day(own) else ""
