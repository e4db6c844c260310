"""Lists of what is measured: 发明、实用新型授权量, 商品类、服务类投诉, 审结民事、刑事案件."""

import re

from kg.relate.metric_patterns import QUANTITY_HEAD_AT_END, QUANTITY_LIKE, VERBS

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


def with_verb(items: list[str]) -> list[str]:
    """审结民事、刑事、行政案件: what was done to the first of a list was done to all."""
    verb = VERBS.match(items[0]) if items else None
    if verb is None or verb.end() == len(items[0]) or QUANTITY_LIKE.search(items[-1]):
        return items
    if any(VERBS.match(item) for item in items[1:]):
        return items
    return [items[0], *(verb.group() + item for item in items[1:])]
