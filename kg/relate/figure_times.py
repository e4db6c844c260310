"""The time of figures beyond their own sentence: section, opening, what was told before.

Times.enter(sentence) → Times.frame(…) for each of its figures → a `Frame`
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.facts import Statistic
from kg.mention.context import Context
from kg.mention.dates import DateMention, dates_in, first_day, last_day
from kg.mention.numerals import read_numeral
from kg.read.document import Document, Sentence
from kg.relate.figure_periods import (
    NEAR,
    NO_FRAME,
    REPORTED,
    Frame,
    own_frame,
    read_frame,
    report_period,
    year_of,
)
from kg.relate.figure_settings import Setting
from kg.relate.sentence_dates import names_time

_YEARS = re.compile(
    "(?:近|过去的?|这)?(?P<years>[两二三四五六七八九十2-9])年(?:多)?以?来|(?:近|过去)(?P<past>[两二三四五六七八九十2-9])年(?!级|期|度)"
)
"""三年来, 近五年."""
_YEARS_SIGN = re.compile("[近过来]")
"""One of them stands in each of these."""
_PLAN = re.compile(
    r"(?:^|，)(?:[^，。]{0,4}[、.）])?(?:(?P<year>(?:19|20)\d\d)年度?|下一?步|下一?阶段|下一?年度?|下半年"
    r"|今后|明年|来年|今年|未来|时期|一个|阶段|[的和与及]|工作|年度|全年|总体|主要|重点|发展|基本|初步|有关)*"
    r"(?:计划|打算|安排|展望|思路|谋划|设想|目标任务|工作重点|努力方向)$"
    r"|^(?:[^，。]{0,4}[、.）])?(?:下一?步|下一?阶段|今后)"
)
"""A heading of what is to come, and of nothing else: 2025年工作打算, but not 突出工作重点."""
_LACKS = re.compile("问题|不足|短板|困难|差距")
"""A section with these tells of how things stand, whatever else it plans."""
_OF_WORK = re.compile(
    "(?:度|上半年|下半年)?(?:的)?(?:主要|重点|全年)?(?:工作|总体|基本|完成|开展|计划|打算|安排|目标|展望|思路|任务)"
)
_HEADING_SPANS = frozenset({"span", "year"})
_OF_BEFORE = ("其中", "上述", "这些", "以上")
"""What opens a sentence about the figures of the one before."""
_YEAR_ONLY, _OPENING = 4, 8
_UNDERTAKING = re.compile("行动|整治|清理|检查|督查|抽检|监测|攻坚|会战")
_HELD = re.compile("开展|组织|部署|实施|进行")
_DEEPEST_PLAN: Final = 3


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a sentence say of its time."""

    period: str
    """Its own period, else the report's."""
    aimed: bool
    """It is about what is still to be done."""


def read_section(headings: Sequence[str], period: str, issued: str) -> Section:
    """The time of a section by its headings: 一、上半年工作情况, 三、2025年工作打算.

    The innermost that names a span or a year of work tells; a plan is one at every depth.
    """
    year = year_of(period, issued)
    told = ""
    for heading in headings:
        if _LACKS.search(heading):
            continue
        line = Sentence(0, "heading", 0, len(heading), 0)
        for date in dates_in(heading, line, year) if year and names_time(heading) else ():
            if date.extent in _HEADING_SPANS and _tells_work(heading, date):
                told = date.iso
    own = report_period(period, issued)
    plans = any(
        _is_plan(heading, own) and not _LACKS.search(heading)
        for heading in headings[-_DEEPEST_PLAN:]
    )
    ahead = bool(told and own) and first_day(told) > last_day(own)
    return Section(told or period, plans or ahead)


def _is_plan(heading: str, own: str) -> bool:
    """Whether a heading tells of what is to come; one of the report's own year does not."""
    plan = _PLAN.search(heading)
    return plan is not None and (plan["year"] is None or plan["year"] > own[:4])


NO_SECTION: Final = Section("", aimed=False)


def _tells_work(heading: str, date: DateMention) -> bool:
    """2025年工作打算 and 上半年…情况 tell when the work was done; 2024年3·15晚会 does not."""
    if REPORTED.fullmatch(heading, date.begin, date.end):
        return True
    return date.extent == "year" and bool(_OF_WORK.match(heading, date.end))


def settle(frame: Frame, own: str) -> Frame:
    """A day that the report's span has passed is no aim: 至6月底 in one of the first half-year."""
    if frame.aimed and own and frame.iso and last_day(frame.iso) <= last_day(own):
        return replace(frame, aimed=False, closing=True)
    return frame


def opening_span(document: Document, context: Context) -> str:
    """The span that a report of an undertaking gives at its opening, where its title names a year.

    2024年4月至11月，…组织开展…联合执法行动。现将有关情况通报如下
    """
    period, year = context.period, year_of(context.period, context.issued)
    if len(period) != _YEAR_ONLY or not _UNDERTAKING.search(context.title):
        return ""
    for sentence in document.sentences[:_OPENING]:
        if sentence.kind == "sentence" and not sentence.section:
            for date in dates_in(document.view, sentence, year):
                inside = date.extent == "span" and first_day(date.iso)[:4] == period
                if inside and _HELD.search(document.view, date.end, sentence.end):
                    return date.iso
    return ""


def years_back(view: str, begin: int, at: int, own: str) -> str:
    """The span that 三年来 or 近五年 names before the figure at `at`; "" if none does."""
    low = max(begin, at - NEAR)
    if not own or not _YEARS_SIGN.search(view, low, at):
        return ""
    found = list(_YEARS.finditer(view, low, at))
    if not found:
        return ""
    number = found[-1]["years"] or found[-1]["past"]
    count = int(number) if number.isdigit() else int(read_numeral(number) or 0)
    last = last_day(own)
    return f"{int(last[:4]) - count + 1}-01-01/{last}" if count else ""


@dataclass(slots=True)
class Times:
    """The time that sections and sentences set, as the sentences are read in order."""

    document: Document
    context: Context
    section: Section = NO_SECTION
    _headings: tuple[str, ...] | None = None
    _framed: tuple[int, Frame] = (-1, NO_FRAME)
    """The last sentence that set a time, and that time."""

    def enter(self, sentence: Sentence) -> int:
        """Take up the section of a sentence; the year of its dates that name none, or 0."""
        context = self.context
        if sentence.section != self._headings:
            self._headings = sentence.section
            self.section = read_section(sentence.section, context.period, context.issued)
        return year_of(self.section.period, context.issued)

    def frame(
        self,
        setting: Setting,
        sentence: Sentence,
        dates: Sequence[DateMention],
        telling: Sequence[DateMention],
        named: Sequence[tuple[int, int]],
    ) -> Frame:
        """The time of a figure by its own words, its sentence, or the sentence before."""
        view, at = self.document.view, setting.quantity.begin
        own = report_period(self.section.period, self.context.issued)
        if setting.when:
            return own_frame(dates, setting.when, view, own)
        frame = settle(read_frame(view, sentence.begin, telling, at, named), own)
        if not frame.iso and (span := years_back(view, sentence.begin, at, own)):
            return replace(frame, iso=span)
        if frame.iso or frame.closing:
            self._framed = sentence.number, frame
        elif view.startswith(_OF_BEFORE, sentence.begin) and self._follows(sentence):
            return self._framed[1]
        return frame

    def span(self, statistic: Statistic) -> str:
        """The span that a figure is of where its sentence names none: plans count no stocks."""
        own = statistic == "stock" and self.section.aimed
        return self.context.period if own else self.section.period

    def _follows(self, sentence: Sentence) -> bool:
        """Whether the last time was set by the sentence right before, in the same paragraph."""
        before = self.document.sentences[self._framed[0]] if self._framed[0] >= 0 else None
        return (
            before is not None
            and before.number == sentence.number - 1
            and before.paragraph == sentence.paragraph
        )
