"""Who does a thing together: the partners that stand right before the verb of an undertaking."""

import re
from bisect import bisect_left

from kg.mention.phrases import Bounds

_WITH = ("联合", "会同", "与", "和", "同", "携手", "联手", "协同")
_LISTED = re.compile("(?:[、和与及]|以及)")
_CROWD_REACH = 40
_CROWD = re.compile(
    "(?:等(?:[一二三四五六七八九十两多]+)?(?:个|家)?(?:部门|单位|机构)?)?(?:共同|联合|联手|一起|先后|还|(?:在|对|就|针对|赴|面向)[^，。；]{2,20}?)?"
)
_CLAUSE_START = re.compile(r"(?:^|[，。；：\n]|[一二三四五六七八九十]是)$")


def has_partners(bounds: Bounds, floor: int, verb: str, start: int) -> bool:
    """Whether partners end at `floor` and the verb follows, in a sentence begun at `start`.

    联合市法院等部门开展, 市律师协会与市法院举办.
    """
    at = bisect_left(bounds.actor_begins, floor) - 1
    if at < 0 or bounds.actors[at].end != floor:
        return False
    begun = bounds.view.find(verb, floor, floor + _CROWD_REACH)
    if begun < 0 or not _CROWD.fullmatch(bounds.view, floor, begun):
        return False
    first = at
    several = len(bounds.actors[at].actors) > 1
    while first > 0 and _LISTED.fullmatch(
        bounds.view, bounds.actors[first - 1].end, bounds.actors[first].begin
    ):
        first -= 1
    begin = bounds.actors[first].begin
    opens = begin == start or _CLAUSE_START.search(bounds.view[max(0, begin - 2) : begin])
    return bounds.view.endswith(_WITH, 0, begin) or ((first < at or several) and bool(opens))
