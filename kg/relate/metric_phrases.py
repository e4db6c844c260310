"""Phrases around a figure taken apart: subjects, nouns and what they did."""

import re

from kg.relate.metric_memory import Known, Name, merge_names
from kg.relate.metric_patterns import (
    PREDICATE,
    PREPOSITION,
    RISE,
    VERBS,
    VERBS_AT_END,
)

_AGAINST = re.compile("同比|环比|同期|相比|较|比")
_ADVERBS = re.compile("^(?:均|全部|都|已经?)+")
ADVERBS_AT_END = re.compile(
    "(?:分别|均|又|也|还|实现|持续|大幅|进一步|再|仅|总体|整体|年均|月均)+$"
)


def share(base: Known, core: str) -> Name:
    """占比65%: the share that a figure is."""
    core = core.removeprefix("为")
    return Name(merge_names(base.name.metric, core), "share", base.place, 0, "", core)


def own_subject(core: str) -> str:
    """The subject of a rise within its own clause: 预审备案主体同比增长 → 预审备案主体."""
    match = RISE.match(core)
    own = _AGAINST.split(match["of"] if match else core)[0]
    own = ADVERBS_AT_END.sub("", own)
    return own if len(own) > 1 else ""


def split_tail(tail: str) -> tuple[str, str]:
    """企业参会 → 企业, 参会; the deed is empty if the tail is a noun only."""
    match = PREDICATE.search(tail, 1)
    if match is None:
        return tail, ""
    return tail[: match.start()], _ADVERBS.sub("", tail[match.start() :].replace("了", ""))


def compose(verb: str, noun: str, deed: str, rule: str) -> Name:
    """A name of verb, deed and noun, in this order."""
    return Name(
        verb + merge_names(deed, noun), rule, None, 0, verb if VERBS.match(verb) else "", noun
    )


def is_phrase(core: str) -> bool:
    """It only opens a phrase: 为, 对淄博."""
    return bool(PREPOSITION.match(core)) and len(core) <= 6 and not VERBS_AT_END.search(core)
