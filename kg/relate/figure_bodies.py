"""Whose each figure of a list is where 分别 shares them out among the bodies before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.facts import Actor, ActorMention
from kg.mention.spans import JOINTS
from kg.relate.figure_settings import Setting

_RESPECTIVELY = "分别"
_MARKS = re.compile("[，。；：]")


def goes_on_with_list(setting: Setting) -> bool:
    """Whether nothing but a list mark stands between a figure and the one before it."""
    return setting.listed and not setting.lead.strip(JOINTS)


def respective_bodies(
    view: str, settings: Sequence[Setting], actors: Sequence[ActorMention]
) -> dict[int, Actor]:
    """甲局、乙局分别办理案件24件、17件: whose each figure is, by its place."""
    found: dict[int, Actor] = {}
    bodies: list[Actor] = []
    end = -1
    for mention in actors:
        if mention.begin != end + 1 or view[end] not in JOINTS:
            bodies = []
        bodies.extend(mention.actors)
        end = mention.end
        if len(bodies) > 1 and view.startswith(_RESPECTIVELY, end):
            places = _list_behind(view, settings, end)
            if len(places) == len(bodies):
                found |= zip(places, bodies, strict=True)
    return found


def _list_behind(view: str, settings: Sequence[Setting], end: int) -> list[int]:
    """The places of the figures of the list that begins in the clause that goes on at `end`."""
    at = bisect_left(settings, end, key=lambda each: each.quantity.begin)
    if at == len(settings) or _MARKS.search(view, end, settings[at].quantity.begin):
        return []
    last = at + 1
    while last < len(settings) and goes_on_with_list(settings[last]):
        last += 1
    return [each.quantity.begin for each in settings[at:last]]
