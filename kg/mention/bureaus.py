"""Bureaus and offices whose names are put together locally: 文体广电旅游局, 市创城办.

The vocabulary lists the common ones; here a place, words of sectors and 局 make a name, and a
place, a few characters and 办.
"""

import re
from functools import cache
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, load_lexicon
from kg.mention.partners import ends_phrase
from kg.mention.places import Place
from kg.mention.spans import Reading, predicate_pattern
from ontology.organs import load_organs
from ontology.regions import load_regions

_REACH: Final = 20
_OFFICE: Final = re.compile("[\u4e00-\u9fff]{2,6}")
_WORDS: Final = tuple("法理公事案学结好到")
"""What makes another word of 办: 办法, 办理."""
_SETTLED: Final = frozenset({"full", "bare"})


def read_bureau(reading: Reading, begin: int, end: int) -> bool:
    """A bureau of sectors (黔东南州文体广电旅游局) or an office (市创城办); False if none."""
    if reading.view[end - 1] == "办":
        return _read_office(reading, begin, end)
    match = _sectors_pattern().search(reading.view, max(reading.low(), end - _REACH), end)
    if match is None:
        return False
    for start in range(match.start(), end - 2):
        if start > match.start() and not _sectors_pattern().fullmatch(reading.view, start, end):
            continue
        place = reading.places.ending_at(reading.view, reading.low(), start)
        if place and place.kind not in {"nation", "nickname"}:
            return _add(reading, place, start, end, _organ_of(reading.view[start:end]))
    return False


def _read_office(reading: Reading, begin: int, end: int) -> bool:
    view, low = reading.view, reading.low()
    if view.endswith(reading.lexicon.office_verbs, low, end) or view[end : end + 1] in _WORDS:
        return False
    for start in range(begin - 2, max(low, begin - 6) - 1, -1):
        place = reading.places.ending_at(view, low, start)
        if place is None or place.kind == "nickname":
            continue
        gap = view[start:begin]
        named = _OFFICE.fullmatch(gap) and not predicate_pattern().match(gap)
        if place.kind not in _SETTLED or not named or reading.hard > start:
            return False
        if met := _met_office(reading, place, gap):
            return reading.add(place.begin, end, (met,), "actor.bureau")
        if not ends_phrase(reading, end):
            return False
        return _add(reading, place, start, end, "")
    return False


def _met_office(reading: Reading, place: Place, words: str) -> Actor | None:
    """The office that 市长江禁捕办 is short for, or the one of the place that is called like it."""
    for actor, _ in reading.recall("办公室"):
        whole = iter(actor.name)
        if words[0] in actor.name and all(each in whole for each in words):
            if actor.region == place.region.code:
                return actor
            own = names.spell(load_regions().get(actor.region))
            if actor.name.startswith(own):
                name = names.spell(place.region) + actor.name.removeprefix(own)
                level = names.level_of(place.region)
                return Actor(actor.kind, name, place.region.code, actor.organ, level)
    return None


def _add(reading: Reading, place: Place, start: int, end: int, organ: str) -> bool:
    head = Head("agency", organ, "place", ())
    region = place.region
    actor = names.name_free(names.spell(region), reading.view[start:end], head, region)
    return reading.add(place.begin, end, (actor,), "actor.bureau")


def _organ_of(name: str) -> str:
    """The organ type of the first sector in the name."""
    found = ((name.find(stem), -len(stem), organ) for stem, organ in _stems() if stem in name)
    return min(found, default=(0, 0, ""))[2]


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    stems = {stem: organ.id for organ in load_organs() for stem in organ.stems}
    return tuple((stems | load_lexicon().sector_organs).items())


@cache
def _sectors_pattern() -> re.Pattern[str]:
    words = sorted(load_lexicon().sector_words, key=lambda word: (-len(word), word))
    sectors = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{sectors})(?:[和与]?(?:{sectors}))*(?:管理)?局\Z")
