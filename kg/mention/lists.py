"""Lists of places that share one head: 临淄、桓台等区县局, 省、市市场监管局, 川渝两地检察机关."""

import re
from collections.abc import Callable, Set
from typing import Final

from kg.facts import Actor
from kg.mention.places import Place
from kg.mention.spans import JOINTS, Reading
from ontology.regions import Region

_LOCAL: Final = {"provincial", "municipal", "county", "zone"}
_LONGEST: Final = 8
"""Characters of a tract: 临港松江科技城."""
_NUMERALS: Final = "零一两三四五六七八九十"
_NUMBER: Final = re.compile("([两三四五六七八九十])个?[^两三四五六七八九十级]{1,4}")
_NUMBERS: Final = re.compile("(?:[一两三四五六七八九十][省市区]){2}")
"""三省一市."""

Name = Callable[[Region], Actor | None]
"""What a body of the shared head is called in a region."""


def number_of(scope: str) -> int:
    """How many places 三市 or 四地 counts; 0 when it tells no number."""
    if _NUMBERS.fullmatch(scope):
        return sum(_NUMERALS.index(each) for each in scope[::2])
    match = _NUMBER.fullmatch(scope)
    return _NUMERALS.index(match[1]) if match else 0


def level_of_scope(scope: str) -> str:
    """The level of the members that a scope speaks of: 省市 provinces, 市 cities, else counties.

    "" for 三地 and for 三市, which may be of any level: there are cities of the rank of counties.
    """
    scope = re.sub("[（）、]", "", scope)  # 市（州）, 县（市、区）
    if "省" in scope:
        return "provincial"
    if scope.endswith("地") or (scope.endswith("市") and not {"区", "县"} & {*scope}):
        return ""
    return "municipal" if scope.endswith(("州", "市级")) else "county"


def listed_regions(reading: Reading, low: int, end: int, level: str) -> list[Place]:
    """The regions of a level that are listed before `end` (临淄、桓台等), in order."""
    listed: list[Place] = []
    if end > low and reading.view[end - 1] == "等":
        end -= 1
    levels = {level, "zone"} if level else _LOCAL
    while end > low:
        place = reading.places.named(reading.view, low, end)
        if place is None or place.region.level not in levels:
            place = _unnamed(reading, low, end, levels if listed else frozenset())
        if place is None:
            break
        if place.region.level == "provincial":
            levels = {"provincial"}
        listed.insert(0, place)
        if place.begin <= low or reading.view[place.begin - 1] not in JOINTS:
            break
        end = place.begin - 1
    return listed


def _unnamed(reading: Reading, low: int, end: int, levels: Set[str]) -> Place | None:
    """A member that alone names no region: an ordinary word (河源), or a tract (白沟新城)."""
    view = reading.view
    for begin in range(end - 2, max(low, end - _LONGEST) - 1, -1):
        if begin > low and view[begin - 1] not in JOINTS and not reading.starts(begin):
            continue
        form = view[begin:end]
        region = reading.places.resolve(form)
        if region is not None and region.level in levels:
            return Place(begin, end, region, "full" if region.name == form else "short")
        if form.endswith(reading.lexicon.tracts) and form not in reading.lexicon.tracts:
            home = reading.home
            tract = Region(home.code, form, form, "county", home.parent, None, None)
            return Place(begin, end, tract, "full")
        return None
    return None


def signed_regions(reading: Reading, low: int, end: int, count: int) -> list[Place]:
    """The provinces that one-character names before `end` stand for: 川渝两地, 苏浙皖三省."""
    if count < 2 or end - count < low:
        return []
    signs = reading.lexicon.province_signs
    listed = []
    for at in range(end - count, end):
        region = reading.places.resolve(signs.get(reading.view[at], ""))
        if region is None:
            return []
        listed.append(Place(at, at + 1, region, "short"))
    return listed


def members_of(reading: Reading, scope: str, low: int, start: int) -> list[Place]:
    """The places listed before a scope that starts at `start`, as many as it counts; maybe none."""
    members = listed_regions(reading, low, start, level_of_scope(scope))
    count = number_of(scope)
    if not members and count:
        return signed_regions(reading, low, start, count)
    if count and len(members) > count:
        return members[-count:]
    return members if len(members) > 1 or reading.view[start - 1] == "等" else []


def name_shared(
    reading: Reading, place: Place, name: Name, full: Actor | None
) -> tuple[int, tuple[Actor, ...]] | None:
    """The body of the place, and those of places listed before it without a head of their own.

    `full` is the body of the place itself.
    """
    if full is None:
        return None
    if place.kind == "bare":
        twin = own_before(reading, place)
        first = name(twin.region) if twin else None
        return (twin.begin, (first, full)) if twin and first else (place.begin, (full,))
    listed = listed_regions(reading, reading.low(), place.end, place.region.level)
    others = tuple(filter(None, (name(each.region) for each in listed if each != place)))
    return (listed[0].begin if others else place.begin), (*others, full)


def own_before(reading: Reading, place: Place) -> Place | None:
    """The 省 of 省市中心, the 市 of 市、区公安局."""
    view, low, end = reading.view, reading.low(), place.begin
    comma = end > low and view[end - 1] == "、"
    if comma:
        end -= 1
    if end <= low:
        return None
    above, below = view[end - 1], view[place.end - 1]
    if (above, below) == ("省", "市") or (comma and above == "市" and below in "区县"):
        return reading.places.bare(view, low, end)
    return None
