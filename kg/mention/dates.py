"""Dates and spans of time as reports write them → ISO 8601.

2024年1月 → 2024-01; 截至2023年6月底 → 2023-06-30; 2023年1—6月 → 2023-01-01/2023-06-30. A month or a
day without its year takes the year named last before it in the sentence, else that of the report.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

from kg.frozen import value
from kg.mention.numerals import read_numeral
from kg.read.document import Sentence

Extent = Literal["day", "days", "month", "year", "span", "point", "since"]


@value
class DateMention:
    """A place where a date or a span of time is named."""

    sentence: int
    begin: int
    end: int
    iso: str
    """2024, 2024-01, 2024-08-20, 2023-01-01/2023-06-30; for a `since` its first day."""
    extent: Extent
    """`days` are few that follow one another (3月15日至20日), `point` is the closing day of
    something (年底, 6月底), `since` opens an unclosed span."""


_DASH = r"(?:——|[-—－–~～至到])"
_DATE = re.compile(
    r"(?<![\d.])(?=\d|[今本当去上明同]年|二[〇零○]|[上下]半年|前[二三23]季|前(?:1[0-2]|[2-9]|十[一二]?|[两二三四五六七八九])个月|第?[一二三四1-4]季度|年[底末])"
    rf"(?:(?P<from>(?:19|20)\d\d)年?{_DASH}(?P<to>(?:19|20)\d\d)年|"
    r"(?P<year>(?:19|20)\d\d)年|(?P<han>二[〇零○][〇零○一二三四五六七八九]{2})年|"
    r"(?P<relative>[今本当去上明同]年))?+度?"
    rf"(?:(?P<m1>1[0-2]|0?[1-9])(?:月份?)?{_DASH}(?P<m2>1[0-2]|0?[1-9])月份?(?P<m2end>[底末])?|"
    r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日|份?(?P<mend>[底末])|份)?|"
    r"(?P<half>[上下]半年)|(?P<quarter>第?[一二三四1-4]季度|前[二三23]季度)|"
    r"前(?P<months>1[0-2]|[2-9]|十[一二]?|[两二三四五六七八九])个月|(?P<yend>年?[底末]))?+"
    r"(?P<since>以来|至今)?"
)
_BEGINS = re.compile(
    r"[\d今本当去上明同二下前第一三四年](?<![\d.].)(?:(?<=\d)\d{0,3}+[年月季\-—－–~～至到]"
    r"|(?<=[今本当去上明同])年|(?<=二)[〇零○]|(?<=[上下])半年|(?<=前)(?:[二三23]季度|[\d十两二三四五六七八九][012一二]?个月)"
    r"|(?<=第)[一二三四1-4]季度|(?<=[一二三四])季度|(?<=年)[底末])"
)
"""What `_DATE` may begin with: found by its first character, which is much faster."""
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SHIFT = {"去年": -1, "上年": -1, "明年": 1}


_AGAINST = "较比与同"
"""Before a year that others are only compared with: 比上年."""
_FEW_DAYS = 16
_TO = re.compile(_DASH)
_TO_DAY = re.compile(rf"{_DASH}(?P<day>[12]\d|3[01]|0?[1-9])日")
"""Behind a day of the same month: 3月15日至20日."""


def dates_in(view: str, sentence: Sentence, year: int) -> Iterator[DateMention]:
    """The dates of one sentence, left to right; `year` is that of the report.

    Two days or months with 至 between are one span: 2021年7月—2024年6月, 5月15日至8月22日.
    """
    before: DateMention | None = None
    for named in _dates_in(view, sentence, year):
        if before and (both := _joined(view, before, named)):
            before = both
            continue
        if before:
            yield before
        before = named
        if named.extent == "day" and (until := _TO_DAY.match(view, named.end, sentence.end)):
            last = f"{named.iso[:8]}{int(until['day']):02}"
            if named.iso < last <= last_day(named.iso[:7]):
                iso = f"{named.iso}/{last}"
                before = DateMention(named.sentence, named.begin, until.end(), iso, _extent_of(iso))
    if before:
        yield before


def _joined(view: str, first: DateMention, second: DateMention) -> DateMention | None:
    """Two days or months, one to the other, as one span; None where they are none."""
    if not {first.extent, second.extent} <= {"day", "month"}:
        return None
    begin, end = first_day(first.iso), last_day(second.iso)
    if begin >= end or not _TO.fullmatch(view, first.end, second.begin):
        return None
    iso = f"{begin}/{end}"
    return DateMention(first.sentence, first.begin, second.end, iso, _extent_of(iso))


def _extent_of(span: str) -> Extent:
    """Whether a span is of few days, in which an event is held, or of weeks and months."""
    first, last = map(date.fromisoformat, span.split("/"))
    return "days" if (last - first).days < _FEW_DAYS else "span"


def _dates_in(view: str, sentence: Sentence, year: int) -> Iterator[DateMention]:
    current = year
    at, end = sentence.begin, sentence.end
    while begun := _BEGINS.search(view, at, end):
        match = _DATE.match(view, begun.start(), end)
        if match is None or not match.group():
            at = begun.start() + 1
            continue
        at = match.end()
        named = _year_of(match, year)
        iso, extent = _read(match, current if named is None else named)
        if not iso:
            continue
        beside = match["relative"] and view[match.start() - 1] in _AGAINST
        current = current if named is None or beside else named
        yield DateMention(sentence.number, match.start(), match.end(), iso, extent)


def first_day(iso: str) -> str:
    """The first day of a date or period: 2023 → 2023-01-01."""
    first = iso.partition("/")[0]
    return first + {4: "-01-01", 7: "-01"}.get(len(first), "")


def last_day(iso: str) -> str:
    """The last day of a date or period: 2023-02 → 2023-02-28."""
    last = iso.rpartition("/")[2]
    if len(last) == 4:
        return f"{last}-12-31"
    return last_of_month(int(last[:4]), int(last[5:7])) if len(last) == 7 else last


def last_of_month(year: int, month: int) -> str:
    """The last day of a month as an ISO date."""
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


def _year_of(match: re.Match[str], year: int) -> int | None:
    if match["year"] or match["to"]:
        return int(match["year"] or match["to"])
    if match["han"]:
        return int(match["han"].translate(_HAN_DIGITS))
    return year + _SHIFT.get(match["relative"], 0) if match["relative"] else None


def _read(match: re.Match[str], year: int) -> tuple[str, Extent]:
    iso, extent = _read_closed(match, year)
    return (first_day(iso), "since") if iso and match["since"] else (iso, extent)


def _read_closed(match: re.Match[str], year: int) -> tuple[str, Extent]:
    if match["m1"]:
        first, last = int(match["m1"]), int(match["m2"])
        if first > last:
            return "", "span"
        return f"{year}-{first:02}-01/{last_of_month(year, last)}", "span"
    if match["month"]:
        return _read_month(match, year)
    if match["half"]:
        ends = ("01-01", "06-30") if match["half"][0] == "上" else ("07-01", "12-31")
        return f"{year}-{ends[0]}/{year}-{ends[1]}", "span"
    if match["quarter"]:
        number = int(match["quarter"].strip("第前季度").translate(_HAN_DIGITS))
        first = 1 if match["quarter"][0] == "前" else number * 3 - 2
        return f"{year}-{first:02}-01/{last_of_month(year, number * 3)}", "span"
    if match["months"]:
        number = int(read_numeral(match["months"]) or 0)
        return f"{year}-01-01/{last_of_month(year, number)}", "span"
    if match["yend"]:
        return f"{year}-12-31", "point"
    if match["from"]:
        return f"{match['from']}-01-01/{match['to']}-12-31", "span"
    return str(year), "year"


def _read_month(match: re.Match[str], year: int) -> tuple[str, Extent]:
    month = int(match["month"])
    if match["day"]:
        day = int(match["day"])
        valid = day <= monthrange(year, month)[1]
        return (f"{year}-{month:02}-{day:02}" if valid else ""), "day"
    if match["mend"]:
        return last_of_month(year, month), "point"
    return f"{year}-{month:02}", "month"
