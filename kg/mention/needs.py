"""What a head needs before it to close a name: a verb, a quotation, a wrong that was done.

The needs are those of kg/lexicon/initiatives.yml.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.frozen import value
from kg.mention.initiative_words import PROJECT, Head, Need, Trigger, TriggerClass
from kg.mention.phrases import Bounds, Left, Phrase
from kg.mention.told_of import OPENED, RUN_BY, SET_UP

_OFFENCE = re.compile(
    "涉嫌|侵权|侵犯|侵害|垄断|滥用|假冒|制售|非法|生产|销售|污染|诈骗|虚假|违法|走私|盗版|哄抬|欺诈|不正当竞争|使用|怠于|不履行|拖欠|破坏|损害|倾倒|排放|偷|骗|盗|伪造|倒卖|捕捞|违规|指定|未经|无证|不合格|某"
)
_ACCUSED = re.compile(r"某|公司|等\d*人|诉|涉嫌|[店厂行]")
"""Who is accused, in the name of a case that no verb of handling goes before."""
_REGARDED = re.compile("[把将][^，。；被]{2,}\\Z")
_CLAUSE = 24
_GRANTED = ("建设", "设立", "筹建")
_ATTENDS_TO = frozenset({"聚焦", "围绕"})
_DUTIES = frozenset({"监管", "检查", "整治", "抽查", "宣传教育"})
"""Heads of duties that one only attends to: 聚焦“三品一特”安全监管."""
_MADE = frozenset({"产品", "品牌", "企业库", "名录"})
"""Heads of what is an undertaking only where somebody makes it."""
_RUNS = ("组织", "实施", "推进")
_WORK = ("工作", "任务")
_SPECIFIC = 8
"""Characters from which on a phrase says what is checked: 火锅底料比对抽检120批次."""
_STEP = 6
"""Characters of what is only a step where the item has named a campaign: 开展交叉检查."""
_AS_TEXT = ("等文件", "等制度", "等规定", "文件精神", "精神")
_DONE_TO = re.compile("对[^，。；：、]{4,}?(?:开展|进行|实施)了?\\Z")
_SEASON = re.compile(
    "[春夏秋冬]季|[春夏秋冬](?=[普检抽])|汛期|节前|节日|年度|半年|季度|国庆|中秋|春节|元旦|五一|两节"
)
"""What tells one such action from the others: 开展春季普查."""
_CASES = re.compile(r"\d+(?:余|多)?[件起宗例]")
_WELL = ("做好", "抓好")
_AS_CENTRE = "为中心"
"""以人民为中心: no centre."""
_SYSTEM = "体系"
_ENTERED = ("入驻", "进驻")


@dataclass(slots=True)
class Met:
    """What the search has met in the sentence and in its item."""

    previous: Phrase | None = None
    """The phrase found before in the sentence."""
    campaigning: bool = False
    """Whether the item has named a campaign: what is done is a step of it."""
    same_body: bool = True
    """Whether no other body has been named since as the one that acts."""
    founds: bool = False
    """Whether a title of the sentence founds something."""


@value
class Place:
    """A head in its place."""

    bounds: Bounds
    met: Met
    head: Head
    left: Left
    end: int
    """Where the head ends."""
    quoted: bool
    """A quoted name stands in the phrase, or may stand before it."""
    verb: Trigger | None
    """The verb that governs the phrase."""
    word: str
    """Its form; "" where there is none."""
    kind: TriggerClass | None
    """Its class."""

    def precedes(self, words: tuple[str, ...] | str) -> bool:
        """Whether one of these words stands right behind the head."""
        return self.bounds.view.startswith(words, self.end)


def ends_action(view: str, end: int) -> bool:
    """Whether a clause may end behind a head that ends at `end`: it stops, or counts deeds."""
    following = view[end : end + 1]
    return following in _CLOSING or following.isdigit() or view.startswith(_WORK, end)


def is_allowed(bounds: Bounds, met: Met, head: Head, left: Left, end: int, *, quoted: bool) -> bool:
    """Whether a head that ends at `end` may close a phrase with what stands left of it.

    `quoted` says that a quoted name stands in the phrase, or may stand before it.
    """
    verb = left.trigger
    word, kind = (verb.word, verb.kind) if verb else ("", None)
    if kind == "honour" or (kind == "handle" and head.type != "case"):
        return False
    place = Place(bounds, met, head, left, end, quoted, verb, word, kind)
    if word == "作为" and _is_held_to_be(place):
        return False
    return _NEEDS[head.need](place)


def _is_held_to_be(place: Place) -> bool:
    """Whether something is only regarded as that: 把食品安全作为重大民生工程."""
    start = place.left.start
    return _REGARDED.search(place.bounds.view[max(0, start - _CLAUSE) : start]) is not None


def _strong(place: Place) -> bool:
    """Anything will do, but for a duty that is done well, or a mere step of a campaign."""
    if place.word in _WELL and place.precedes("工作"):
        return False  # 做好质量安全监督和风险监测工作
    step = place.head.type == "campaign" and place.met.campaigning and not place.quoted
    return not (step and place.end - place.left.start <= _STEP)


def _founded(place: Place) -> bool:
    """It is set up, opened, granted, entered or relied on."""
    if place.head.word.endswith(_SYSTEM):
        return place.kind == "found" and place.verb is not None and place.verb.pure
    if place.kind == "base" and (
        place.bounds.body_named(place.left.start, place.end)
        or place.bounds.view.endswith(_AS_CENTRE, 0, place.end)
    ):
        return False
    if place.kind in ("found", "base") or place.word in _ENTERED:
        return True
    granted = place.word.endswith(_GRANTED) if place.word else False
    granted = granted or (place.kind == "award" and place.head.word.endswith("实验室"))
    return granted or _is_told_of(place)


def _is_told_of(place: Place) -> bool:
    """Whether no verb goes before it, and what stands around says that it opens or who runs it."""
    view = place.bounds.view
    if OPENED.match(view, place.end) is not None:
        return True
    start, end = place.left.start, place.end
    if place.verb is not None or place.bounds.actors_within(start, end):
        return False
    told = SET_UP.match(view, end) or RUN_BY.search(view, max(0, start - _CLAUSE), end)
    return told is not None


def _quoted(place: Place) -> bool:
    """A quoted name stands in it, or a list goes on with it."""
    if place.head.word == "服务" and place.word == "提供":
        return False
    if place.word in _ATTENDS_TO and place.head.word in _DUTIES:
        return False
    if place.head.word in _MADE and place.kind not in ("run", "found", "issue", "sign"):
        return False
    if place.quoted or place.left.listed:
        return True
    project = place.head.word == PROJECT
    return project and place.bounds.closes_strong(place.end - len(PROJECT))


def _action(place: Place) -> bool:
    """It is the whole object of a verb of running, at the end of its clause."""
    if place.met.campaigning and place.met.same_body and not place.left.listed:
        return False
    view, start = place.bounds.view, place.left.start
    short = place.end - start <= _STEP and not _SEASON.search(view, start, place.end)
    if short and _DONE_TO.search(view, max(0, start - _CLAUSE), start):
        return False  # named with what it is done to: 对…使用情况开展专项核查
    behind = place.end + 2 * place.precedes(_WORK)
    following = view[behind : behind + 1]
    specific = place.end - place.left.start >= _SPECIFIC
    if following not in _CLOSING and not (specific and following.isdigit()):
        return False
    if place.head.type == "event":
        if _CASES.match(view, behind):
            return False  # 启动损害赔偿磋商73件 counts what is done all the time
        if place.kind == "attend":
            return True
    words = (*_RUNS, "完成") if behind > place.end else _RUNS
    runs = place.verb is not None and (place.verb.pure or (specific and place.word in words))
    return place.kind == "run" and runs


def _offence(place: Place) -> bool:
    """The wrong that was done stands in it, and who dealt with it before it."""
    view, start = place.bounds.view, place.left.start
    told = place.kind == "handle" or (
        place.kind is None and _ACCUSED.search(view, start, place.end)
    )
    return bool(told and _OFFENCE.search(view, start, place.end))


def _titled(place: Place) -> bool:
    """It is issued, or called a text."""
    return place.kind == "issue" or place.word == "形成" or place.precedes(_AS_TEXT)


def _listed(place: Place) -> bool:
    """A list of what is run goes on with it."""
    return place.left.listed and place.kind == "run"


_CLOSING: Final = frozenset({"，", "。", "；", "与", "和", ""})
_NEEDS: Final[Mapping[Need, Callable[[Place], bool]]] = {
    "strong": _strong,
    "founded": _founded,
    "quoted": _quoted,
    "action": _action,
    "offence": _offence,
    "titled": _titled,
    "listed": _listed,
}
