"""Leading groups and joint conferences that are named by their last words alone.

市领导小组, 领导小组办公室, 联席会议办公室: the one that the document named before in full.
"""

import re
from dataclasses import replace
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.places import Place
from kg.mention.spans import Reading, predicate_pattern
from ontology.organs import organ_forms
from ontology.regions import load_regions

_LEADING: Final = frozenset("由向与和在经被")
_WORDS: Final = re.compile("[\u4e00-\u9fff]+\\Z")
_OFFICE: Final = "办公室"
_REACH: Final = 4000
"""Characters back in which a joint conference may have been named."""
_LONGEST: Final = 28


def read_council(reading: Reading, word: Word, head: Head, begin: int, end: int) -> bool:
    """The group or office that the words stand for, with a bare place before them or none."""
    low = max(reading.low(), reading.hard)
    place = reading.places.ending_at(reading.view, low, begin)
    if place is not None and place.kind != "bare":
        return False
    start = place.begin if place else begin
    before = reading.view[start - 1 : start]
    if start > reading.sentence.begin and before.isalpha() and before not in _LEADING:
        return False
    region = place.region.code if place else reading.home.code
    actor = _met(reading, word.form, region) or _named(reading, word.form, head, begin)
    return actor is not None and reading.add(start, end, (actor,), "actor.short")


def _met(reading: Reading, form: str, region: str) -> Actor | None:
    """The body met before, or the group of the office met, or the office of the group."""
    group = form.removesuffix(_OFFICE)
    for tail in (form, group, group + _OFFICE):
        met = reading.met(lambda each: each.region == region and each.kind == "agency", tail)
        if met is not None and not met.parent:
            name = met.name.removesuffix(tail) + form
            own = name.removeprefix(names.spell(load_regions().get(met.region)))
            known = [each.organ.id for each in organ_forms().get(own, ()) if each.title.name == own]
            return replace(met, name=name, organ=known[0] if known else met.organ)
    return None


def _named(reading: Reading, form: str, head: Head, begin: int) -> Actor | None:
    """The office of a joint conference, which is no body itself, that was named before."""
    base = form.removesuffix(_OFFICE)
    view, low = reading.view, max(0, begin - _REACH)
    at = view.rfind(base, low, begin)
    while at >= 0:
        place = _place_before(reading, max(low, at - _LONGEST), at)
        if place is not None:
            tail = view[place.end : at] + form
            return names.name_free(names.spell(place.region), tail, head, place.region)
        at = view.rfind(base, low, at)
    return None


def _place_before(reading: Reading, low: int, at: int) -> Place | None:
    """The place with which a name that goes on to `at` begins, behind which no predicate stands."""
    words = _WORDS.search(reading.view, low, at)
    first = words.start() if words else at
    for end in range(at - 2, first, -1):
        place = reading.places.ending_at(reading.view, first, end)
        if place is None or place.kind not in {"bare", "full"}:
            continue
        if predicate_pattern().match(reading.view, place.end, at):
            return None
        return place
    return None
