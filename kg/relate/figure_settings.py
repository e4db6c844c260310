"""Where a figure stands in its sentence: the words before it and behind it that may be its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.facts import Quantity
from kg.frozen import value
from kg.read.document import Sentence
from kg.relate.metric_patterns import (
    LEVEL_AT_START,
    OPENERS,
    PREDICATE,
    PREPOSITION_END,
    STRONG_VERB,
    VERBS,
    match_rise,
)

BEFORE = (-1, -1)
"""The time of a figure that another one has come to replace, where it is not said: 由2000元."""
REACH = 80
"""Signs before and behind a figure that are looked at: keeps the work linear."""
_MARKS = re.compile(
    r"[“《][^”》。]{0,60}[”》]|[（(][A-Za-z][A-Za-z0-9.-]{0,11}[）)]|[（(][^（()），。；：0-9一二两三四五六七八九十百千万其]{1,12}[）)]|[，；。：！？（）,;:!?()]"
)
"""Quotations and brackets without numbers belong to the clause that they stand in."""
_OPEN, _CLOSE = "（(", "）)"
_FROM = re.compile("(?:从|由)(?P<when>[^，。；由从]{0,12}?)的?$")
_PRIOR = re.compile(
    "[，、（(]?而?(?:相?[较比与同])?(?P<when>(?:[上去前]年(?:度)?|(?:19|20)[0-9]{2}年(?:度)?)(?:同期)?)的?(?:仅|只)?(?:为|是|有|的)?"
)
"""What a clause says before the value of an earlier time: 上年为1500件, 较上年的280项增长12.9%."""
_DATED = re.compile(
    "(?:今年|本年|当年|同期|(?:19|20)[0-9]{2}年|[上下]半年|[0-9]{1,2}月|年?底|末|的)*"
)
_PARTED = re.compile(rf"(?:[对向]|{STRONG_VERB.pattern}.*)$")
_RATE_OF = re.compile(
    "(?P<noun>[^，]{2,16}?)(?:(?:平均|总体|综合|整体)[一-鿿]{2,10}|[一-鿿]{4}|(?<=[一-鿿]{2})[一-鿿]{2})(?:率|比例|占比)(?:均|都)?(?:保持在|稳定在|达到?|为)?"
)
"""Between 13个 and 100%: 国考断面 and its 水质优良率."""
_BOUNDS = ("以上", "以下", "以内")
_BEYOND = "超逾"
"""Before a figure: 营收超亿元企业120家."""
_NOUN = re.compile("[一-鿿]{2,10}")
_AND_BEFORE = re.compile(r"^(?:、|以及|和|及|与|或|并)")
_AND_AFTER = re.compile(r"(?:、|以及|和|及|与|或|的)$")


@value
class Setting:
    """A figure and its surroundings in the view."""

    quantity: Quantity
    lead: str
    """From the beginning of its clause, or the figure before it, to the figure."""
    tail: str
    """Behind the figure, to the end of its clause or the next figure."""
    group: int
    """Number of its part of the sentence, as ； divides it."""
    depth: int
    """How many brackets are open around it."""
    paired: bool = False
    """It follows the figure before it directly: 5件9人."""
    listed: bool = False
    """It stands in one clause with the figure before it."""
    adjacent: bool = False
    """No clause without a figure separates it from the figure before it."""
    deed: str = ""
    """What the last of its list did, and so it did too: 7件商标和5家指导站申报项目."""
    ordinal: bool = False
    """It says which place (第5位, 首位), not how many."""
    origin: int = -1
    """View offset of the lead where it does not end at the figure."""
    when: tuple[int, int] | None = None
    """View range of the words that date this figure only: 由2022年的62天."""
    prior: bool = False
    """It gives for an earlier time what the figure before it measures: 上年为1500件."""
    run: int = 1
    """How many figures its list has from it on: 分别增长5%、8%和3个百分点."""
    rated: bool = False
    """A rate of what it counts follows: 13个断面水质优良率100%."""
    above: str = ""
    """The clause before that has no figure: 恩施市、利川市投诉较多，分别为…."""

    @property
    def lead_begin(self) -> int:
        """View offset of the first sign of the lead."""
        return self.origin if self.origin >= 0 else self.quantity.begin - len(self.lead)


@value
class _Clause:
    begin: int
    end: int
    group: int
    depth: int
    opened: bool
    """A bracket opens it."""


def find_settings(
    view: str, sentence: Sentence, quantities: Sequence[Quantity]
) -> tuple[Setting, ...]:
    """The surroundings of the sentence's figures, in their order.

    The first of two figures that a rise joins (从5家增加到20家) is of the time before.
    """
    clauses = _clauses(view, sentence, quantities[-1].begin if quantities else 0)
    settings: list[Setting] = []
    place, last = 0, -1
    for quantity in quantities:
        while place + 1 < len(clauses) and clauses[place + 1].begin <= quantity.begin:
            place += 1
        clause = clauses[place]
        tail = view[quantity.end : min(clause.end, quantity.end + REACH)]
        if settings and place == last:
            setting = _join(view, settings, settings[-1], quantity, tail)
        else:
            lead = view[max(clause.begin, quantity.begin - REACH) : quantity.begin]
            adjacent = bool(settings) and all(
                other.begin == other.end for other in clauses[last + 1 : place]
            )
            listed = adjacent and lead.startswith("、")
            above = clauses[place - 1] if place > last + 1 and place else None
            setting = Setting(
                quantity,
                lead,
                tail,
                clause.group,
                clause.depth,
                listed=listed,
                adjacent=adjacent,
                above=view[max(above.begin, above.end - REACH) : above.end] if above else "",
            )
        if (prior := _PRIOR.fullmatch(setting.lead)) and settings and setting.adjacent:
            span = quantity.begin - len(setting.lead) + prior.start("when"), quantity.begin
            setting = replace(setting, lead="", when=span, prior=True)
        if view[quantity.begin] in "第首":
            setting = replace(setting, ordinal=True)
        settings.append(setting)
        last = place
    return tuple(_count_runs(_share_deeds(settings)))


def _count_runs(settings: list[Setting]) -> list[Setting]:
    """Count for each figure those that follow it in a list without a noun of their own."""
    for place in range(len(settings) - 2, -1, -1):
        after = settings[place + 1]
        if after.adjacent and not after.paired and _is_bare(after.lead):
            settings[place] = replace(settings[place], run=after.run + 1)
    return settings


def _is_bare(lead: str) -> bool:
    """Whether a lead only goes on with a list, or says that something rose."""
    return not lead.strip("、，") or match_rise(lead.strip("、，和")) is not None


def _share_deeds(settings: list[Setting]) -> list[Setting]:
    """Give what the last of a list did to those before it: 5个玉米品种、1个小麦品种通过审定."""
    for place in range(len(settings) - 1, 0, -1):
        setting = settings[place]
        if not setting.listed or setting.paired or setting.lead.strip("、"):
            continue
        split = PREDICATE.search(setting.tail, 1)
        deed = setting.deed or (setting.tail[split.start() :] if split else "")
        above = place - 1
        while above > 0 and settings[above].depth > setting.depth:
            above -= 1
        before = settings[above]
        if deed and before.tail and not PREDICATE.search(before.tail, 1):
            settings[above] = replace(before, deed=deed)
    return settings


def _join(
    view: str, settings: list[Setting], before: Setting, quantity: Quantity, tail: str
) -> Setting:
    """The second of two figures of one clause; the text between is shared out."""
    between = view[before.quantity.end : quantity.begin]
    if len(between) > 2 * REACH:
        between = between[-REACH:]
    group, depth = before.group, before.depth
    if not between:
        settings[-1] = replace(before, tail="")
        return Setting(quantity, "", tail, group, depth, paired=True, listed=True, adjacent=True)
    if _is_condition(view, before, between):
        settings.pop()
        lead = view[before.lead_begin : quantity.begin]
        return replace(before, quantity=quantity, lead=lead, tail=tail)
    level, risen = LEVEL_AT_START.match(between), _FROM.search(before.lead)
    if level and risen and _DATED.fullmatch(between, level.end()):
        return _rise(view, settings, risen, quantity, tail, between[: level.end()])
    if before.prior:
        settings[-1] = replace(before, tail="")
        return Setting(quantity, between, tail, group, depth, listed=True, adjacent=True)
    if opener := _AND_BEFORE.match(between):
        settings[-1] = replace(before, tail="")
        lead = between[opener.end() :]
        return Setting(quantity, lead, tail, group, depth, listed=True, adjacent=True)
    if closer := _AND_AFTER.search(between):
        settings[-1] = replace(before, tail=between[: closer.start()])
        return Setting(quantity, "", tail, group, depth, listed=True, adjacent=True)
    shares = _says_something(before.lead) or not _PARTED.search(between)
    rate = _RATE_OF.fullmatch(between) if quantity.unit == "%" else None
    if rate and not _says_something(before.lead):
        settings[-1] = replace(before, tail=rate["noun"], rated=True)
        return Setting(quantity, between, tail, group, depth, listed=True, adjacent=True)
    own = before.lead and not before.lead.endswith("的")
    if own and shares and not PREPOSITION_END.search(before.lead):
        settings[-1] = replace(before, tail="")
        return Setting(quantity, between, tail, group, depth, listed=True, adjacent=True)
    verb = STRONG_VERB.search(between, 1) or PREDICATE.search(between, 1)
    verb = verb or VERBS.search(between, 1)
    cut = verb.start() if verb else 0
    if verb is None and between.endswith(("对", "向")):
        settings[-1] = replace(before, tail=between[:-1])
        return Setting(quantity, between[-1], tail, group, depth, listed=True, adjacent=True)
    settings[-1] = replace(
        before, tail=between[:cut] if verb else between, deed=between[cut:] if verb else ""
    )
    return Setting(
        quantity, between[cut:] if verb else "", tail, group, depth, listed=True, adjacent=True
    )


def _is_condition(view: str, before: Setting, between: str) -> bool:
    """The first figure only says which are counted: 注册资本1亿元以上企业36家."""
    end = before.quantity.end
    bound = view[end - 2 : end] in _BOUNDS or view[before.quantity.begin] in _BEYOND
    if not before.lead or not bound or not _NOUN.fullmatch(between):
        return False
    return before.origin < 0 and not VERBS.match(between) and not PREDICATE.match(between)


def _says_something(lead: str) -> bool:
    """Whether there is more in a lead than 全县 and 共."""
    at = 0
    while opener := OPENERS.match(lead, at):
        at = opener.end()
    return at < len(lead)


def _rise(
    view: str,
    settings: list[Setting],
    risen: re.Match[str],
    quantity: Quantity,
    tail: str,
    level: str,
) -> Setting:
    """The second of two figures of one measure (由2022年的62天压缩至35天); both have its lead."""
    before = settings.pop()
    own, origin = before.lead[: risen.start()], before.lead_begin
    between = view[before.quantity.end : quantity.begin]
    if risen["when"]:
        span = origin + risen.start("when"), before.quantity.begin
        settings.append(replace(before, lead=own + level, tail="", origin=origin, when=span))
    elif before.quantity.unit == quantity.unit:
        settings.append(replace(before, lead=own + level, tail="", origin=origin, when=BEFORE))
    return replace(
        before,
        quantity=quantity,
        lead=own + level,
        tail=tail,
        origin=origin,
        when=(before.quantity.end, quantity.begin) if "年" in between else None,
    )


def _clauses(view: str, sentence: Sentence, last: int) -> list[_Clause]:
    """The clauses of a sentence up to the one that holds the place of its last figure."""
    clauses: list[_Clause] = []
    begin = sentence.begin + len(sentence.marker)
    group = depth = 0
    opened = False
    for match in _MARKS.finditer(view, begin, sentence.end):
        mark = match.group()
        if len(mark) > 1 or view[begin : match.start()] == "其中":
            continue
        clauses.append(_Clause(begin, match.start(), group, depth, opened))
        if match.end() > last:
            return clauses
        begin, opened = match.end(), mark in _OPEN
        depth = depth + 1 if opened else max(0, depth - 1) if mark in _CLOSE else depth
        group += mark in "；;" and not depth
    clauses.append(_Clause(begin, sentence.end, group, depth, opened))
    return clauses
