"""Parts of bodies, named behind the whole: 省市场监管局执法稽查局, 国家局济南代办处."""

import re
from dataclasses import replace
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.places import Place
from kg.mention.sectors import zone_of_branch
from kg.mention.spans import COUNTED, LONGEST, PART_REACH, Found, Reading, predicate_pattern
from ontology.regions import load_regions

CHIEFS: Final = ("处长", "科长", "司长", "厅长", "部长", "副", "主任", "负责人")
HONOURED: Final = ("被", "获", "荣获", "荣立", "受")
_STAFF: Final = ("执法人员", "工作人员", "干部", "民警", "有关负责", "相关负责")
_FRAMED: Final = re.compile(r"（[\u4e00-\u9fff]{2,4}）(?=[\u4e00-\u9fff]|\Z)")
"""The seat of a part: 某大学（中原）研究院."""
_JOINED: Final = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和与](?=[\u4e00-\u9fff]{2})")
_OFFICES: Final = frozenset({"司", "处", "科", "股", "审理部", "审查部"})
_COMMITTEE: Final = "委员会"
_NATIONAL_RANK: Final = "国家局"
_JOINTS: Final = ("和", "与", "及", "、", "同")
_BRANCH: Final = "分局"
_STATIONED: Final = (
    *("调解室", "工作站", "工作室", "服务站", "联络站", "联络室", "警务室", "调解委员会"),
)
"""What a body may run in the house of another one, which is no actor here."""
_SENT: Final = ("派驻", "派出", "派设")
"""Verbs behind the hosts of what another body posts: 向市公安局派驻检察官工作室."""
_POSTED: Final = frozenset({"纪检监察组", "纪检组", "检察室"})
"""Parts that are posted to another body: 市纪委监委驻市财政局纪检监察组."""


def read_part(reading: Reading, word: Word, head: Head, begin: int, end: int) -> bool:
    """A part of the body named just before: 省市场监管局执法稽查局, …局商标业务绍兴受理窗口."""
    last = reading.last()
    if last is None or not _may_go_on(last, begin):
        return False
    if reading.view[max(0, last.begin - 1)] == "驻":
        if word.form in _POSTED:
            return _read_posted(reading, word, last, end)
        if word.form.endswith(_STATIONED):
            _read_stationed(reading, head, last, begin, end)
            return True  # what is set up in a body's house is no part of it
    low = reading.firm if _may_join(reading, word, head, last, begin) else reading.hard
    if low > last.end and not _is_its(reading, last.end, begin):
        return False
    if head.start == "whole" and not _ends_name(reading, end):
        return False
    gap = reading.view[max(last.end, low) : begin]
    if _is_other(gap) or _tells(reading, gap, head) or gap.startswith(_SENT):
        return False
    place, stop = _seat(reading, head, last.end, begin)
    if place is not None and stop:
        if place.kind != "short" and place.end == begin and word.form == _COMMITTEE:
            return _read_committee(reading, place, last, end)
        return bool(head.parent) and add_office(reading, place, head, begin, end)
    whole = last.actors[0]
    region, level = whole.region, whole.level
    if place is not None:
        region, level = place.region.code, names.level_of(place.region)
    if word.form == _BRANCH and (zone := load_regions().zone(gap, reading.home)):
        gap, region, level = zone_of_branch(zone), zone.code, names.level_of(zone)
    part = names.name_part(whole, gap + word.form, head, region, level)
    if low > last.end:
        return reading.add(low, end, (part,), "actor.part.its", head=head)
    return reading.extend(last, end, part, "actor.part", head)


def _seat(reading: Reading, head: Head, low: int, begin: int) -> tuple[Place | None, bool]:
    """The place in the name of a part, and whether the part is a body of that place itself."""
    for stop in range(begin, low, -1):
        place = reading.places.ending_at(reading.view, low, stop)
        if place is None:
            continue
        if place.kind == "bare" or (place.kind == "full" and head.facility):
            return place, True
        if place.kind in {"short", "full"}:
            return place, bool(head.parent)
    return None, False


def _read_committee(reading: Reading, place: Place, last: Found, end: int) -> bool:
    """中国国际贸易促进委员会江苏省委员会: the local committee of a national organisation."""
    whole = last.actors[0]
    if place.begin != last.end or whole.organ not in reading.lexicon.committees:
        return False
    name = whole.name + reading.view[place.begin : end]
    level = names.level_of(place.region)
    branch = Actor(whole.kind, name, place.region.code, whole.organ, level)
    return reading.extend(last, end, branch, "actor.part")


def _may_join(reading: Reading, word: Word, head: Head, last: Found, begin: int) -> bool:
    """Whether the part may have 和 in its name: 国家局综合和规划财务司."""
    if head.organ in reading.lexicon.spanning:
        return True
    gap = reading.view[last.end : begin]
    return word.form in _OFFICES and len(_JOINED.findall(gap)) == 1


def _may_go_on(last: Found, begin: int) -> bool:
    """Whether the name of one body, not too long and near, stands before a head."""
    if len(last.actors) != 1 or last.actors[0].kind == "group":
        return False
    return begin - last.end <= PART_REACH and len(last.actors[0].name) <= LONGEST


def _is_other(gap: str) -> bool:
    """Whether the words before a head cannot belong to a part's name: a list, a remark, a count."""
    framed = _FRAMED.match(gap)
    rest = gap[framed.end() :] if framed else gap
    return gap[:1] in _JOINTS or "（" in rest or "）" in rest or bool(COUNTED.search(gap))


def _read_posted(reading: Reading, word: Word, host: Found, end: int) -> bool:
    """市纪委监委驻市财政局纪检监察组: the body it is posted to is no actor here."""
    begin = host.begin - 1
    if reading.view.endswith("派驻", reading.sentence.begin, host.begin):
        begin -= 1
    reading.found.pop()
    sender = reading.last()
    at = "驻" + host.actors[0].name + word.form
    if sender and sender.end == begin:
        whole = sender.actors[0]
        actor = replace(whole, name=whole.name + at, parent=whole.name)
        return reading.extend(sender, end, actor, "actor.part.posted")
    actor = replace(host.actors[0], name=at, organ="discipline-inspection")
    return reading.add(begin, end, (actor,), "actor.part.posted")


def _read_stationed(reading: Reading, head: Head, host: Found, begin: int, end: int) -> bool:
    """某市消委会驻某区法院消费纠纷调解室: what a body runs in the house of another one."""
    gap = reading.view[host.end : begin]
    if _is_other(gap) or _tells(reading, gap, head):
        return False
    sender = reading.found[-2] if len(reading.found) > 1 else None
    at = host.begin - 1
    if reading.view.endswith("派驻", reading.sentence.begin, host.begin):
        at -= 1
    if sender is None or sender.end != at or len(sender.actors) != 1:
        return False
    whole = sender.actors[0]
    name = f"{whole.name}驻{host.actors[0].name}{reading.view[host.end : end]}"
    part = Actor(whole.kind, name, whole.region, head.organ, whole.level, whole.name)
    reading.found.pop()
    return reading.extend(sender, end, part, "actor.part.posted")


def add_office(reading: Reading, place: Place, head: Head, begin: int, end: int) -> bool:
    """A regional office of a national body, under its official name: 国家局济南代办处."""
    last = reading.last()
    start = place.begin
    if reading.view.endswith(_NATIONAL_RANK, reading.low(), start):
        start -= len(_NATIONAL_RANK)
    name = f"{head.parent}{reading.view[place.begin : end]}"
    code = place.region.code
    office = Actor(head.kind, name, code, head.organ, names.level_of(place.region), head.parent)
    if last and last.end == place.begin:
        return reading.extend(last, end, office, "actor.part")
    return reading.add(start, end, (office,), "actor.part")


def _ends_name(reading: Reading, end: int) -> bool:
    """Whether a name may end here: with its phrase, before a verb, or before its chief (处长)."""
    view = reading.view
    return (
        end >= reading.sentence.end
        or view.startswith((*reading.lexicon.phrase_ends, *CHIEFS, *HONOURED, *_STAFF), end)
        or predicate_pattern().match(view, end) is not None
    )


def _tells(reading: Reading, gap: str, head: Head) -> bool:
    """Whether the words between a body and a head are a predicate.

    Names of committees and leading groups have verbs inside (战略实施工作领导小组), never in front.
    """
    if head.organ in {"committee", "leading-group"}:
        return bool(predicate_pattern().match(gap))
    bare = gap
    while bare.endswith(reading.lexicon.nominal):
        bare = bare[:-2]
    return bool(predicate_pattern().search(bare or gap))


def _is_its(reading: Reading, end: int, begin: int) -> bool:
    """及其 and no other stop between a body and its part: 市律师协会及其…专业委员会."""
    return (
        reading.view.startswith(("及其", "和其", "与其"), end) and reading.hard == end + 2 <= begin
    )
