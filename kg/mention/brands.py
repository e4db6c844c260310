"""Names that may go without a place: companies, law firms, international chambers.

Such a name begins behind a boundary: 引进 + 华光智能家居有限公司.
"""

import re
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head
from kg.mention.outposts import listed_brands
from kg.mention.spans import JOINTS, LONGEST, PART_REACH, Reading, rule_of

_FREE: Final = frozenset({"actor.free", "actor.organisation"})
_TOWNS: Final = ("街道", "镇", "乡")
_TOWN_LIST: Final = re.compile("(?:[\u4e00-\u9fff]{1,4}(?:街道|镇|乡)、)+\\Z")
"""Towns listed before the one that has the head: 某街道、某镇市场监管所."""
_LONGEST_BRAND: Final = 24
_FAMED: Final = frozenset({"research-institute", "university", "museum"})
"""Organs that are known without their place."""
_FOREIGN: Final = 12
"""Characters of a foreign body's name before its head."""


def read_brand(reading: Reading, head: Head, begin: int, end: int, tail: str) -> bool:
    """A name without a place that ends with the head; False if there is none."""
    low = max(reading.low(), reading.hard)
    if reading.view.startswith(reading.lexicon.foreign, low) and _is_foreign(reading, head, begin):
        actor = names.name_free("", reading.view[low:begin] + tail, head, reading.home)
        return reading.add(low, end, (actor,), rule_of(head))
    if head.start != "brand" and not _is_listed(reading, head):
        return False
    start = _brand_start(reading, head, begin)
    if not _is_brand(reading, start, begin, head):
        return False
    region = reading.places.nearby if head.organ == "subdistrict" else None
    own = reading.places.bare(reading.view, start, start + 1)
    first = names.spell(own.region) if own else reading.view[start]
    brands = [first + reading.view[start + 1 : begin]]
    at, listed = listed_brands(reading, head, begin)
    if listed:
        start, brands = at, listed
    if head.organ in reading.lexicon.local and brands[0].endswith(_TOWNS):
        low = max(reading.low(), reading.sentence.begin, start - _LONGEST_BRAND)
        if towns := _TOWN_LIST.search(reading.view, low, start):
            brands = [*towns[0].split("、")[:-1], *brands]
            start = towns.start()
    home = region or reading.home
    actors = tuple(names.name_free("", brand + tail, head, home) for brand in brands)
    return reading.add(start, end, actors, rule_of(head))


def _is_listed(reading: Reading, head: Head) -> bool:
    """Whether a name without a place goes on a list of bodies: 市版权局、龙门石窟研究院四方."""
    last = reading.last()
    start = max(reading.low(), reading.hard, reading.soft)
    if head.organ not in _FAMED or last is None or last.actors[0].kind == "group":
        return False
    return last.end + 1 == start and reading.view[last.end] in JOINTS


def _brand_start(reading: Reading, head: Head, begin: int) -> int:
    """Where a brand may begin: behind the last boundary; a company may be of 检测 or 投资."""
    low = max(reading.low(), reading.hard, reading.verb)
    if head.organ not in {"company", "zone-committee"} or reading.soft <= low:
        return max(low, reading.soft)
    brand, lexicon = reading.view[low:begin], reading.lexicon
    if head.organ == "zone-committee":
        return low if brand.endswith(lexicon.tracts) else reading.soft
    inner = [word for word in lexicon.category_words if word in brand]
    whole = set(inner) <= set(lexicon.branded) and not brand.startswith(tuple(inner))
    return low if whole else reading.soft


def _is_brand(reading: Reading, start: int, begin: int, head: Head) -> bool:
    """Whether the words before a head name one body: no number, no 某, nothing vague."""
    brand = reading.view[start:begin]
    longest = 6 if head.organ in reading.lexicon.local else _LONGEST_BRAND
    if brand in reading.lexicon.tracts:
        return False
    if brand.endswith(reading.lexicon.tracts):
        longest = PART_REACH
    if not 2 <= len(brand) <= longest or not (brand[0].isalpha() or brand[0] == "（"):
        return False
    if reading.view[start - 1 : start] == "某" or brand[0] in "个家名多各":
        return False
    if brand in reading.lexicon.framed:
        return False
    if brand.endswith("级"):
        return False
    return brand not in reading.lexicon.vague and not brand.startswith(reading.lexicon.vague)


def _is_foreign(reading: Reading, head: Head, begin: int) -> bool:
    """Whether the name of an international body may reach from the limit to its head: 美国商会."""
    low = max(reading.low(), reading.hard)
    if head.organ not in {"association", "chamber"} or reading.view[low - 1 : low] == "某":
        return False
    return reading.soft <= low and begin - low <= _FOREIGN


def read_daughter(reading: Reading, begin: int, end: int) -> bool:
    """A company that follows the name of its group, bank or institute: 南京银行 + 股份有限公司."""
    last = reading.last()
    if last is None or last.end > begin:
        return False
    if last.actors[0].kind != "enterprise" and (last.end < begin or last.rule not in _FREE):
        return False
    if len(last.actors[0].name) > LONGEST:
        return False
    place = reading.places.named(reading.view, last.end, begin)
    if last.end != (place.begin if place else begin):
        return False
    name = last.actors[0].name + reading.view[last.end : end]
    region = place.region.code if place else last.actors[0].region
    return reading.extend(last, end, Actor("enterprise", name, region, "company"), "actor.company")


def corporate_prefix(reading: Reading, end: int, *, part: bool) -> int:
    """Length of the name of a group before the place: 国网江苏省电力有限公司.

    A branch (`part`) always has the name of its company before its place: 平安财险湖北分公司.
    """
    for prefix in reading.lexicon.corporate_prefixes:
        if reading.view.endswith(prefix, reading.low(), end):
            return len(prefix)
    start = max(reading.low(), reading.hard, reading.soft)
    return end - start if part and start <= end - 2 <= start + PART_REACH else 0
