"""Phrases around a figure taken apart: lists, subjects, nouns and what they did."""

import re

from kg.relate.metric_memory import Known, Name, merge_names
from kg.relate.metric_patterns import (
    PREDICATE,
    PREPOSITION,
    QUANTITY_HEAD_AT_END,
    QUANTITY_LIKE,
    RISE,
    VERBS,
    VERBS_AT_END,
)

_LISTS = re.compile("、|以及|和|及(?!时|格)")
_KIND = 4
"""Characters that a word of a kind has."""
_THINGS = re.compile("(?<=[一-鿿]{2})(?:案件|纠纷|投诉|举报|诉求|商标|专利|线索)$")
"""What kinds are told of: 民事、刑事、行政案件."""
_MEASURE = re.compile("[一-鿿]{2}[量额值]$")
_RATE = re.compile(
    "(?:(?:不合格|监督抽检|抽检|监测|检测|抽查|总体|平均)(?=..率))?(?:不合格|[一-鿿]{2})率$|(?:平均|年均)?浓度$"
)
_CONCENTRATION = re.compile("浓度$")
_AGAINST = re.compile("同比|环比|同期|相比|较|比")
_ADVERBS = re.compile("^(?:均|全部|都|已经?)+")
ADVERBS_AT_END = re.compile(
    "(?:分别|均|又|也|还|实现|持续|大幅|进一步|再|仅|总体|整体|年均|月均)+$"
)


def share(base: Known, core: str) -> Name:
    """占比65%: the share that a figure is."""
    core = core.removeprefix("为")
    return Name(merge_names(base.name.metric, core), "share", base.place, 0, "", core)


def list_items(text: str) -> list[str]:
    """发明、实用新型授权量 → 发明授权量, 实用新型授权量."""
    parts = [part for part in _LISTS.split(text) if part]
    last = parts[-1] if parts else ""
    head = QUANTITY_HEAD_AT_END.search(last) or _RATE.search(last) or _MEASURE.search(last)
    if head is None:
        return _with_shared_head(parts)
    own = _CONCENTRATION if head.group().endswith("浓度") else QUANTITY_LIKE
    return [part if own.search(part) else part + head.group() for part in parts]


def _with_shared_head(parts: list[str]) -> list[str]:
    """商品类、服务类投诉 → 商品类投诉, 服务类投诉; a list that shares none is as it was."""
    if len(parts) < 2:
        return parts
    *before, last = parts
    kind = before[0][-1]
    at = last.find(kind, 1) + 1
    alike = all(part.endswith(kind) and len(part) <= _KIND for part in before)
    if at and alike and len(last) - at >= 2:
        return [part + last[at:] for part in before] + [last]
    thing = _THINGS.search(last)
    own = thing is None or any(_THINGS.search(part) or len(part) > _KIND for part in before)
    return parts if thing is None or own else [part + thing[0] for part in before] + [last]


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
