"""Groups that are told by a body: 领导小组各成员单位, 局属各单位, 全市系统."""

import re
from functools import cache
from itertools import islice
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word, load_lexicon
from kg.mention.openings import nearest_place
from kg.mention.sectors import group_sector
from kg.mention.spans import JOINTS, MEMORY, Reading, predicate_pattern
from ontology.organs import load_organs
from ontology.regions import load_regions

_MEETING: Final = "联席会议"
_COUNCIL: Final = Head("agency", "leading-group", "place", ())
_COUNCILS: Final = ("委员会", "领导小组", "联席会议")
_SYSTEM: Final = "系统"
_CHANGES: Final = ("由", "从", "增", "扩", "达", "调整", "数量", "联络员", "名单")
"""Behind members that are only counted or listed."""
_LONGEST_COUNT: Final = 6
_COUNT: Final = re.compile("(?:各|全体|(?<![0-9])[0-9]{1,3}[个家])\\Z")
"""县食安委各成员单位, 联席会议29个成员单位."""
_LISTED: Final = re.compile("等(?:(?:[0-9]+|[一二两三四五六七八九十]+)[家个]?)?\\Z")
"""Before members of which a list names some: 市公安局、市水务局等28家成员单位."""
_UNITS: Final = re.compile(
    "(?:机关)?各?(?:相关|有关|直属|下属|所属|派出)?各?(?:科室|处室|股室|科室队所|单位|部门|机构)"
)
"""The units of a body, behind its name."""


def read_members(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """领导小组各成员单位: the members of the body just named, or of the one met before."""
    count = _COUNT.search(reading.view, reading.sentence.begin, begin)
    start = count.start() if count else begin
    last = reading.last()
    if reading.view.startswith(_CHANGES, end):
        return True
    if _LISTED.search(reading.view, max(reading.low(), start - _LONGEST_COUNT), start):
        return True
    if last and last.end == start:
        whole = last.actors[0]
        group = names.name_group(whole.name, "", word.form, load_regions().get(whole.region))
        return reading.extend(last, end, group, "actor.group.members")
    if reading.view.endswith(_MEETING, reading.sentence.begin, start):
        return _read_meeting(reading, word, start, end)
    met = reading.met(lambda each: each.kind == "group", word.form) or _of_council(reading, word)
    return met is not None and reading.add(start, end, (met,), "actor.group.members")


def _read_meeting(reading: Reading, word: Word, start: int, end: int) -> bool:
    """市知识产权联席会议各成员单位: the meeting itself is no body."""
    begin = start - len(_MEETING)
    low = max(reading.low(), reading.firm)
    place = nearest_place(reading, _COUNCIL, low, begin)
    if place is None or place.kind not in {"bare", "full", "nation"}:
        return False
    council = names.spell(place.region) + reading.view[place.end : start]
    group = names.name_group(council, "", word.form, place.region)
    return reading.add(place.begin, end, (group,), "actor.group.members")


def _of_council(reading: Reading, word: Word) -> Actor | None:
    """The members of the committee that the sentence speaks of: 县食安委…，各成员单位…."""
    for earlier in islice(reversed(reading.found), MEMORY):
        if earlier.sentence != reading.sentence.number:
            return None
        whole = earlier.actors[0]
        if whole.kind == "agency" and whole.name.endswith(_COUNCILS):
            return names.name_group(whole.name, "", word.form, load_regions().get(whole.region))
    return None


def read_own_units(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """局属各单位, 全市系统 in a report of one bureau: what belongs to it, or to its sector."""
    voice = reading.voice
    if voice is None or voice.region != reading.home.code:
        return False
    if not word.form.endswith(_SYSTEM):
        group = Actor("group", voice.name + word.form, voice.region, voice.organ)
        return reading.add(begin, end, (group,), "actor.group.own")
    stem = _stems().get(voice.organ)
    region = reading.home if word.form[1:] == _SYSTEM else reading.places.own(word.form[1])
    if stem is None or region is None:
        return False
    known = reading.met(
        lambda each: each.region == region.code and group_sector(each) == voice.organ, _SYSTEM
    )
    if known is not None:
        return reading.add(begin, end, (known,), "actor.group.own")
    group = names.name_group(names.spell(region), "", stem + _SYSTEM, region)
    return reading.add(begin, end, (group,), "actor.group.own")


def read_units(reading: Reading, begin: int, end: int) -> bool:
    """市局机关各科室、直属各单位: the units of the body just named, or more of them."""
    view, last = reading.view, reading.last()
    if last is None:
        return False
    if last.rule == "actor.group.units" and view[last.end : last.end + 1] in JOINTS:
        tail, whole = view[last.end + 1 : end], last.actors[0]
        if not _UNITS.fullmatch(tail):
            return False
        parent = next((name for name in (whole.parent,) if name), whole.name)
        group = Actor("group", parent + tail, whole.region, whole.organ, parent=parent)
        return reading.add(last.end + 1, end, (group,), "actor.group.units")
    tail, whole = view[last.end : end], last.actors[0]
    if len(last.actors) > 1 or "各" not in tail or not _UNITS.fullmatch(tail):
        return False
    if whole.kind == "group":
        return False
    group = Actor("group", whole.name + tail, whole.region, whole.organ, parent=whole.name)
    return reading.extend(last, end, group, "actor.group.units")


@cache
def _stems() -> dict[str, str]:
    return {organ.id: organ.stems[0] for organ in load_organs() if organ.stems}


def opens_title(reading: Reading, end: int) -> bool:
    """Whether what ends here only opens an honour, a rank or a contest: 全省法院十大案例."""
    match = _title_pattern().match(reading.view, end, reading.sentence.end)
    return match is not None and predicate_pattern().search(match[0]) is None


@cache
def _title_pattern() -> re.Pattern[str]:
    honours = "|".join(map(re.escape, load_lexicon().honours))
    return re.compile(
        rf"第[\d一二三四五六七八九十]+[位名]|[^\d，。；：、“”（）]{{0,20}}?(?:{honours})"
    )
