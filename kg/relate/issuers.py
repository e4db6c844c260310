"""Who issued a paper, where its own title says so: 某市某局等六部门关于…的通知.

A Chinese official document's title is, in this order, who issues it, 关于 what, and its kind
(GB/T 9704, 7.3.1).
"""

import re
from functools import lru_cache
from typing import Final

from kg.facts import Actor, Initiative
from kg.mention.scan import scan_text
from ontology.regions import load_regions

_TITLE: Final = re.compile(
    r"(?P<who>.{3,40}?)(?:等(?:[一二两三四五六七八九十]+|\d+)个?(?:部门|单位|家))?(?:印发)?关于"
)
_BETWEEN: Final = re.compile(r"[ \u3000、]?")


@lru_cache(maxsize=4096)
def find_issuers(policy: Initiative) -> tuple[Actor, ...]:
    """The bodies that the title of a policy begins with, in its order; () where it names none."""
    title = _TITLE.match(policy.name)
    if title is None:
        return ()
    home = load_regions().get(policy.region)
    issuers: list[Actor] = []
    place = 0
    for found in scan_text(title["who"], home):
        if not _BETWEEN.fullmatch(title["who"], place, found.begin):
            return ()
        issuers += found.actors
        place = found.end
    return tuple(issuers) if place == len(title["who"]) else ()
