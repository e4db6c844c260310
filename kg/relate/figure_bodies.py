"""Whose each figure of a list is where 分别 shares them out among the bodies before it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from kg.facts import Actor, ActorMention
from kg.relate.figure_settings import Setting

_MARKS = re.compile("[，。；：]")


def goes_on_with_list(setting: Setting) -> bool:
    """Whether nothing but a list mark stands between a figure and the one before it."""
    return setting.listed and not setting.lead.strip("、和及")


def respective_bodies(
    view: str, settings: Sequence[Setting], actors: Sequence[ActorMention]
) -> dict[int, Actor]:
    """甲局、乙局分别办理案件24件、17件: whose each figure is, by its place."""
    found: dict[int, Actor] = {}
    if len(actors) < len("甲乙"):
        return found
    for at, setting in enumerate(settings):
        begin = setting.quantity.begin
        last = next((n for n, each in enumerate(actors) if _shares(view, each.end, begin)), 0)
        first = last
        while first and view[actors[first - 1].end : actors[first].begin] in (
            "、",
            "和",
            "与",
            "及",
        ):
            first -= 1
        bodies = [actor for each in actors[first : last + 1] for actor in each.actors]
        figures = [setting, *takewhile(goes_on_with_list, settings[at + 1 :])]
        if first < last and len(bodies) == len(figures):
            found |= {each.quantity.begin: body for each, body in zip(figures, bodies, strict=True)}
    return found


def _shares(view: str, end: int, begin: int) -> bool:
    """Whether 分别 stands right behind a body, in the clause of a figure."""
    return end < begin and view.startswith("分别", end) and not _MARKS.search(view, end, begin)
