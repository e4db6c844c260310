"""Names cut to their end, and bodies known by a short name: 省中心, 商标受理窗口, 邮储银行."""

import re
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.lists import own_before
from kg.mention.places import Place
from kg.mention.sectors import read_branch
from kg.mention.spans import JOINTS, PART_REACH, Reading
from ontology.regions import Region

_SISTERS: Final = frozenset(
    {"中心", "分中心", "分公司", "支公司", "分行", "支行", "分院", "分站", "工作站", "办事处"}
)


SEAT: Final = re.compile("（[\u4e00-\u9fff]{2,3}）")
"""The seat behind the name of a university: 中国石油大学（华东）."""


def read_short(reading: Reading, word: Word, head: Head, place: Place, end: int) -> bool:
    """省中心, 市协会, 周村分局, 济南代办处: a body under its place and head alone."""
    if word.form == "分局":
        read_branch(reading, place, end)
        return True
    if head.parent:
        return False
    actor = reading.met(lambda each: each.region == place.region.code, word.form)
    first = own_before(reading, place)
    if first:
        other = reading.met(lambda each: each.region == first.region.code, word.form)
        pair = _pair(first.region, other, place.region, actor)
        return bool(pair) and reading.add(first.begin, end, pair, "actor.short")
    if head.facility and _read_network(reading, word, head, place, end):
        return True
    if actor is None or not (place.kind == "bare" or head.facility):
        return False
    return reading.add(place.begin, end, (actor,), "actor.short")


def _read_network(reading: Reading, word: Word, head: Head, place: Place, end: int) -> bool:
    """A branch that has its network before the place: 知识产权远程教育绍兴分站."""
    start = max(reading.low(), reading.hard, reading.soft)
    if place.kind == "bare" or not 2 <= place.begin - start <= PART_REACH:
        return False
    form = reading.view[start:end]
    actor = reading.met(lambda each: each.region == place.region.code, form)
    if actor is None:
        actor = names.name_free("", form, head, place.region)
    return reading.add(start, end, (actor,), "actor.network", head=head)


def read_sister(reading: Reading, word: Word, place: Place, end: int) -> bool:
    """重庆中心 behind 商标审查协作广州中心: a body that is called as the one before it."""
    last = reading.last()
    if last is None or last.end + 1 != place.begin or reading.view[last.end] not in JOINTS:
        return False
    other = last.actors[-1]
    if word.form not in _SISTERS or not other.name.endswith(word.form) or place.kind == "bare":
        return False
    seat = reading.places.named(reading.view, last.begin, last.end - len(word.form))
    tail = reading.form(seat) + word.form if seat else ""
    if seat is None or seat.begin == last.begin or not other.name.endswith(tail):
        return False
    name = other.name.removesuffix(tail) + reading.view[place.begin : end]
    region = other.region if place.kind == "nickname" else place.region.code
    sister = Actor(other.kind, name, region, other.organ, other.level, other.parent)
    return reading.add(place.begin, end, (sister,), "actor.sister")


def read_again(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A name that was met before, cut to its end: 商标受理窗口, 工作站."""
    start = max(reading.low(), reading.hard, reading.soft)
    if begin - start > 8:
        return False
    gap = reading.view[start:begin]
    starts = start in (reading.sentence.begin, reading.verb)
    if not gap and not starts and reading.view[start - 1] not in "，。；、：与和向由以":
        return False
    section = reading.sentence.section
    for actor, sentence in reading.recall(word.form):
        if not gap and sentence.section[:1] != section[:1]:
            break
        if _is_within(gap, actor.name):
            return reading.add(start, end, (actor,), "actor.again")
    return False


def read_known(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A body that the lexicon knows by name: 邮储银行."""
    assert word.known is not None
    if len(word.form) == 2 and begin not in (reading.soft, reading.hard, reading.low()):
        return False
    name, known = word.known
    seat = SEAT.match(reading.view, end) if known.organ == "university" else None
    if seat:
        name, end = name + seat[0], seat.end()
    actor = names.name_known(name, known)
    last = reading.last()
    if last and last.end == begin and last.actors[0].level == names.NATION:
        return reading.extend(last, end, actor, "actor.known")
    return reading.add(begin, end, (actor,), "actor.known")


def known_as(reading: Reading, word: Word, actor: Actor | None) -> Actor | None:
    """The body under the name that the document gave it, when the word is short for that too."""
    if actor is None or actor.kind == "group" or actor.name.endswith(word.form):
        return actor
    place = actor.name.removesuffix(word.organs[0].title.name) if word.organs else actor.name[:2]
    for met in (each for each, _ in reading.recall(actor.name[-2:])):
        same = met.region == actor.region and met.organ == actor.organ and met.kind == actor.kind
        if same and _is_within(word.form, met.name) and _is_of(place, met.name):
            return met
    return actor


def _is_of(place: str, name: str) -> bool:
    """Whether the name opens with the place, or has it in brackets: 中国（宁波）…中心."""
    return name.startswith(place) or f"（{place[:-1]}）" in name


def _pair(
    upper: Region, above: Actor | None, lower: Region, below: Actor | None
) -> tuple[Actor, ...]:
    """Both bodies of 省市中心; the one that was not named yet is called as the other is."""
    if above is None and below is None:
        return ()
    if above is None and below is not None:
        above = _twin(below, lower, upper)
    elif below is None and above is not None:
        below = _twin(above, upper, lower)
    return tuple(filter(None, (above, below)))


def _twin(actor: Actor, own: Region, other: Region) -> Actor | None:
    if not actor.name.startswith(own.name):
        return None
    name = other.name + actor.name.removeprefix(own.name)
    return Actor(actor.kind, name, other.code, actor.organ, names.level_of(other))


def _is_within(part: str, name: str) -> bool:
    """Whether the characters of `part` stand in the name in this order."""
    rest = iter(name)
    return all(character in rest for character in part)
