"""The words before a figure without what is no part of its metric: time, place, subject."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from kg.facts import ActorMention
from kg.frozen import value
from kg.mention.dates import DateMention
from kg.relate.figure_settings import Setting
from kg.relate.metric_patterns import (
    ADVERB_VERB,
    COPULAS_AT_END,
    LEVEL_AT_END,
    OF_CASE,
    ON_DEED,
    OPENERS,
    ORGAN_VERB,
    PREPOSITION,
    QUANTITY_LIKE,
    SHARE,
    STATED,
    STRONG_VERB,
    TOWARDS,
    VERBS,
    is_bare_verb,
    match_rise,
)
from ontology.regions import Region, Regions

_BULLETS = "•·○●◆▲△★☆■□※▪-"
_PLACE_ENDS = "市区县州盟旗省"
_LONGEST_PLACE, _SHORTEST_PLACE = 12, 2
_NOUN_OF_BODIES = re.compile("[^，、的]{0,16}(?:单位|机构|企业|成员|部门|协会|联盟|队伍)$")
_SUMMED = re.compile("^[两三四五六七八九十]{1,2}(?:市|县|区|地|省|州|家|个[^，]{2})(?=..)")
"""三市办案量: the list before it, counted."""
_OF_THEM = re.compile("(?:对|将|把|为|从|有)其中的?$")
"""会同市市场监管局对其中11家开展联合检查."""
_LEADS = re.compile("[并还又]?牵头")
"""Before the bodies that one works with."""
_AT_PLACES = re.compile("在[^，。；]{2,40}?等地(?=..)")
_BY = re.compile("[之以]?前(?![海沿景线端台期身])|当[天日](?![^，]{0,2}[量率])")
"""Behind a date: 12月底前完成."""
_PUT = re.compile("^[将把使](?=..)")
_SHARE_OF = re.compile("[量数额值]占")
_TO_US = re.compile("^向[我本][省市区县州]")
_ASIDE = re.compile("(?:通过|经由?)[^，。；、]{1,8}?(?:途径|渠道)(?=..)|大?约(?=占.)")
"""How it came about, or a hedge: 通过PCT途径提交国际专利申请, 约占全省总数的."""
_AND = frozenset("、和与及")
_KEEP = ("以",)
_DOERS = frozenset({"企业", "单位", "机构", "平台", "中心", "窗口", "站点"})
_SAID = ("为", "达", "是", "分别", "均", "共达", "高达")
_ORDERS = (
    "组织",
    "指导",
    "督促",
    "推动",
    "要求",
    "协调",
    "会同",
    "牵头",
    "联合",
    "配合",
    "与",
    "和",
    "、",
    "及",
)


@value
class Lead:
    """What a lead leaves when it is cleaned."""

    core: str
    """Verb and noun: 检查农村集市."""
    modifies: bool = False
    """It ended in 的: 省局下发的6条线索."""
    part: bool = False
    """其中 opened it."""
    region: Region | None = None
    """The place it began with."""
    fresh: bool = False
    """A date, an actor or a place opened it: nothing is carried into it."""
    said: bool = False
    """A word such as 为 or 达 makes it a clause of its own."""
    above: str = ""
    """What the clause before says is counted, where this one names nothing."""
    places: tuple[Region, ...] = ()
    """The places that it shares the figures out among."""
    each: bool = False
    """One figure holds for all these places: 甲县、乙县均不足5件."""
    level: bool = False
    """升至, 压缩至: the figure is where the measure stands now."""


@value
class Surface:
    """What is known of the sentence's text besides its figures."""

    dates: Mapping[int, int]
    """Where a date begins, and where it ends."""
    actors: Sequence[ActorMention]
    actor_ends: Mapping[int, int]
    """Where a body is named, and where its name ends."""
    regions: Regions
    home: Region


def ends_of(mentions: Sequence[DateMention] | Sequence[ActorMention]) -> Mapping[int, int]:
    """The end of the longest mention at each place where one begins."""
    ends: dict[int, int] = {}
    for mention in mentions:
        ends[mention.begin] = max(mention.end, ends.get(mention.begin, 0))
    return ends


def read_lead(setting: Setting, surface: Surface) -> Lead:
    """The cleaned lead of a figure."""
    text, begin = setting.lead, setting.lead_begin
    if _OF_THEM.search(text):
        return Lead("", part=True)
    part = text.startswith("其中")
    at, region, fresh = _skip_front(text, begin, surface)
    shared: tuple[Region, ...] = ()
    if "分别" in text or "均" in text:
        past, shared = _places_at(text, surface)
        if len(shared) > 1:
            past += len("分别") * text.startswith("分别", past)
            at, region, fresh = past, None, True
        elif "均" in text:
            shared = ()
    core = text[at:].lstrip(_BULLETS)
    core = core[aside.end() :] if (aside := _ASIDE.match(core)) else core
    at = len(text) - len(core)
    modifies = core.endswith("的") and not SHARE.match(core)
    bare = LEVEL_AT_END.sub("", core)
    level = bare != core
    core = COPULAS_AT_END.sub("", _PUT.sub("", bare) if level or setting.when else bare)
    if not core and (level or setting.when):
        core = _last_named(text[:at])
    said = level or bare.removeprefix(core).startswith(_SAID)
    if modifies:
        core = _without_actor(core, begin + at, surface)
    core = _without_phrase(core, begin + at, surface)
    core = _without_subject(OF_CASE.sub("", core) if "“" in core else core)
    asks = (not core and said) or is_bare_verb(core)
    above, places = _above(setting.above, surface) if asks else ("", ())
    places = places or (shared if len(shared) > 1 else ())
    each = "均" in text and "分别" not in text and len(places) > 1
    return Lead(core, modifies, part, region, fresh, said, above, places, each, level)


def _last_named(text: str) -> str:
    """What a mention at the end of a text counts itself: 成员单位由22个增至27个."""
    noun = _NOUN_OF_BODIES.search(text)
    return noun[0] if noun else ""


def _above(text: str, surface: Surface) -> tuple[str, tuple[Region, ...]]:
    """恩施市、利川市受理投诉较多 → 受理投诉, and the two places; "" if it states no measure."""
    stated = STATED.search(text)
    if stated is None:
        return "", ()
    text = text[: stated.start()]
    at, places = _places_at(text, surface)
    core = _SUMMED.sub("", text[at:].removeprefix("等地").removeprefix("等"))
    return (core, places) if len(core) > 1 else ("", ())


def _places_at(text: str, surface: Surface) -> tuple[int, tuple[Region, ...]]:
    """The places that a clause begins with (恩施市、利川市…), and where they end."""
    at = 0
    while opener := OPENERS.match(text, at):
        at = opener.end()
    places: list[Region] = []
    while found := _short_place_at(text, at, surface):
        places.append(found[1])
        at += found[0]
        if text[at : at + 1] not in _AND:
            break
        at += 1
    return at, tuple(places)


def _short_place_at(text: str, at: int, surface: Surface) -> tuple[int, Region] | None:
    """The place that begins there, by its full or its short name, and its length."""
    for length in range(min(_LONGEST_PLACE, len(text) - at), _SHORTEST_PLACE - 1, -1):
        form = text[at : at + length]
        found = surface.regions.resolve(form, surface.home)
        found = found or surface.regions.zone(form, surface.home)
        if found is not None and surface.regions.is_within(found.code, surface.home.code):
            return length, found
    return None


def _skip_front(text: str, begin: int, surface: Surface) -> tuple[int, Region | None, bool]:
    at, region, fresh = 0, None, False
    moved = True
    while moved and at < len(text):
        moved = False
        if (end := surface.dates.get(begin + at)) and end <= begin + len(text):
            at, moved, fresh = end - begin, True, True
            if by := _BY.match(text, at):
                at = by.end()
        elif (end := surface.actor_ends.get(begin + at)) and end <= begin + len(text):
            at, moved, fresh = end - begin, True, True
            at = _skip_order(text, at, begin, surface)
        elif (led := _LEADS.match(text, at)) and (end := surface.actor_ends.get(begin + led.end())):
            at, moved, fresh = end - begin, True, True
        elif opener := OPENERS.match(text, at):
            at, moved = opener.end(), True
        elif region is None and (place := _place_at(text, at, surface)):
            at, region, moved, fresh = at + place[0], place[1], True, True
    return at, region, fresh


def _skip_order(text: str, at: int, begin: int, surface: Surface) -> int:
    """Behind an actor: a verb and the actor it sets to work (组织区县市场监管局开展)."""
    for order in _ORDERS:
        if text.startswith(order, at) and (end := surface.actor_ends.get(begin + at + len(order))):
            return min(end - begin, len(text))
    return at


def _place_at(text: str, at: int, surface: Surface) -> tuple[int, Region] | None:
    for length in range(min(_LONGEST_PLACE, len(text) - at), _SHORTEST_PLACE - 1, -1):
        if text[at + length - 1] not in _PLACE_ENDS and length != len(text) - at:
            continue
        form = text[at : at + length]
        found = surface.regions.resolve(form, surface.home) or surface.regions.zone(
            form, surface.home
        )
        if found is not None and not surface.regions.is_ambiguous(form):
            return length, found
    return None


def _without_actor(core: str, begin: int, surface: Surface) -> str:
    """Without the body that a modifier names: 根据省局下发的 → 下发."""
    place = bisect_left(surface.actors, begin + len(core), key=lambda mention: mention.begin)
    last = surface.actors[place - 1] if place else None
    if last is None or last.begin < begin or last.end > begin + len(core):
        return core
    return core[last.end - begin :]


def _without_phrase(core: str, begin: int, surface: Surface) -> str:
    """Without a phrase that a preposition opens: 在国家平台完成许可发布 → 完成许可发布."""
    if deed := ON_DEED.match(core):
        return deed["noun"] + deed["verb"]
    if places := _AT_PLACES.match(core):
        return core[places.end() :]
    preposition = PREPOSITION.match(core)
    if preposition is None or core.startswith(_KEEP):
        return core
    start = preposition.end()
    if end := surface.actor_ends.get(begin + start):
        start = end - begin
    verb = STRONG_VERB.search(core, start) or VERBS.search(core, start)
    return core[verb.start() :] if verb else core


def _without_subject(core: str) -> str:
    """Without a subject that no mention covers: 分管市领导发表署名文章 → 发表署名文章."""
    if VERBS.match(core) or core.startswith("被") or QUANTITY_LIKE.search(core) or match_rise(core):
        return core
    if _SHARE_OF.search(core):
        return core
    core = _TO_US.sub("", core)
    if organ := ORGAN_VERB.match(core):
        return core[organ.end() :]
    if towards := TOWARDS.match(core):
        return core[towards.end() :]
    adverb = ADVERB_VERB.search(core, 1)
    verb = STRONG_VERB.search(core, 2)
    if adverb:
        return core[adverb.end() :]
    if verb and verb.end() < len(core) and not core.startswith(_KEEP):
        if core[verb.end() :] in _DOERS:
            return core  # what they do is their name: 在线消费纠纷解决企业
        return core[verb.start() :]
    return core
