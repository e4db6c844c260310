"""In which sense a figure counts: over a period, at a date, as a share, growth, rank or aim."""

import re

from kg.facts import Quantity, Statistic
from kg.frozen import value
from kg.relate.figure_settings import Setting
from kg.relate.metric_memory import Name
from kg.relate.metric_patterns import (
    FLOW_HEAD,
    LACKING,
    RATIO_HEAD,
    RATIO_MARK,
    STOCK_COUNT,
    STOCK_DONE,
    STOCK_LEVEL,
    STOCK_MARK,
    TARGET,
    TASK_AT_END,
    VERBS,
    VERBS_AT_END,
    WORDS,
)

_BARE = frozenset({"lead", "noun", "part", "carried-name"})
_OF_THESE = re.compile("[^在，]{2,12}中$")
_PART_MARKS = frozenset({"%", "‰"})
_RIGHT = re.compile(
    "(?:国家)?(?:地理标志(?:证明商标|集体商标|商标|保护产品|产品)?|(?:中国)?驰名商标)"
)
"""Rights that are held, where nothing is said to be done to them."""
_DAYS = ("天数", "超标", "达标", "污染")
"""Days that are counted, not a time that is measured."""
_SCORES = ("得分", "评分", "分值", "均分", "满意度", "总分", "成绩")
_SPAN_SO_FAR = re.compile(
    "期间|以来|年来|[汛春夏秋冬暑寒]期|全年|年内|[上下]半年|当[年月日]|本[年月季]"
)
"""A span in which 累计 only sums up."""
_OCCASIONS = frozenset({"人次", "户次", "家次", "车次", "场次"})
"""Units of what was done so often; 累计 adds it up over the report's time."""
_AMOUNT = re.compile("(?:金额|价值|货值|案值|罚没款?|罚款|损失|款|费)$")
_DEALT_WITH = frozenset({"有效", "存量", "库存", "在册"})
"""Marks of what is held, unless a verb says what was done with it."""
_GRANTED = re.compile("先后[^，。；]{0,6}(?:获|评|荣|授)")
"""Behind 截至…: honours that have come together one after the other."""
_RISEN = ("达", "达到", "已达", "已达到")
_TIMES = frozenset({"天", "个工作日", "小时", "分钟", "秒", "月", "年", "周"})


@value
class Carried:
    """What the figure before leaves for the next."""

    statistic: Statistic | None
    verb: str
    group: int = 0
    """The part of the sentence that it stands in."""
    summed: bool = False
    """It is summed up to a day (累计为2300家企业…)."""


def read_statistic(
    setting: Setting, name: Name, *, closing: bool, dated: bool, before: Carried
) -> Statistic:
    """The statistic of a figure.

    `closing` says that the sentence reports as of a day (截至…), `dated` that it names a period
    that the figure lies in, `before` is the statistic of the figure that this one is listed with.
    """
    unit = setting.quantity.unit
    if setting.ordinal:
        return "rank"
    if name.rule == "prior" and before.statistic:
        return before.statistic
    if unit == "位" and name.rule.startswith("rank"):
        return "change"
    if TARGET.search(setting.lead) or setting.tail.startswith(("的目标", "目标", "的任务目标")):
        return "target"
    aim = TASK_AT_END.search(setting.lead) or setting.lead.endswith("目标")
    if unit not in _PART_MARKS and aim:
        return "target"
    if name.growth:
        return "growth" if unit in WORDS.percent_units else "change"
    if is_ratio(name.metric, setting.quantity):
        return "ratio"
    if unit == "倍":
        return "growth"
    if is_stock(setting, name, closing=closing, dated=dated, before=before):
        return "stock"
    return "flow"


def is_ratio(metric: str, quantity: Quantity) -> bool:
    """A share, a rate or an average."""
    if quantity.unit in _PART_MARKS or (quantity.unit == "分" and metric.endswith(_SCORES)):
        return True
    if quantity.unit in _TIMES and not metric.endswith(_DAYS):
        return True
    return bool(RATIO_HEAD.search(metric) or RATIO_MARK.search(metric))


def sums_up(setting: Setting) -> bool:
    """Whether a figure is what has come together up to its day: 累计接入; but not of times."""
    return (
        "累计" in setting.lead
        and setting.quantity.unit not in _OCCASIONS
        and not _SPAN_SO_FAR.search(setting.lead)
    )


def _may_stand(setting: Setting) -> bool:
    """Whether what is counted may stand at a day: places and people."""
    return setting.quantity.unit in {*WORDS.standing_units, "人", "名"}


def _stands(text: str) -> bool:
    """Whether a text says that something is held or valid; 收到有效线索, 盘点存量专利 do not."""
    mark = STOCK_MARK.search(text)
    return mark is not None and not (mark.group() in _DEALT_WITH and VERBS.match(text))


def is_stock(setting: Setting, name: Name, *, closing: bool, dated: bool, before: Carried) -> bool:
    """What stands at a day: held, valid, existing."""
    if name.rule == "dependent" and name.metric.endswith(("总量", "总数")):
        return setting.quantity.unit != "元"
    total = name.metric.endswith("总数") and setting.quantity.unit in WORDS.standing_units
    rated = setting.rated and setting.quantity.unit in WORDS.standing_units
    if name.rule == "aside" or rated or total or _stands(name.metric):
        return True
    if FLOW_HEAD.search(name.metric):
        return False
    lacking = bool(LACKING.match(setting.tail))
    deed = "predicate" in name.rule and not lacking
    if _is_held(setting, name, lacking=lacking, deed=deed):
        return True
    if not dated and (sums_up(setting) or (before.summed and setting.listed)):
        return True
    if closing and _stood(setting, name, deed=deed, dated=dated):
        return True
    goes_on = before.statistic == "stock" and before.group == setting.group
    return goes_on and name.verb in {"", before.verb} and not deed


def _is_held(setting: Setting, name: Name, *, lacking: bool, deed: bool) -> bool:
    """Its own words say that it stands: 共有, 已建成, 达到30家."""
    lead = setting.lead
    right = not name.verb and not deed and _RIGHT.fullmatch(name.metric)
    if right or _stands(lead) or STOCK_DONE.search(lead):
        return True
    if STOCK_COUNT.search(lead) and (lacking or not deed):
        return True
    if name.metric.endswith("规模") or (_OF_THESE.match(setting.tail) and not name.verb):
        return True
    standing = setting.quantity.unit in WORDS.standing_units
    if name.rule == "carried-name" and lead in _RISEN and standing and not name.verb:
        return True
    return bool(STOCK_LEVEL.search(lead)) and not name.verb and standing


def _stood(setting: Setting, name: Name, *, deed: bool, dated: bool) -> bool:
    """What a sentence that reports as of a day (截至…) counts without a deed."""
    if setting.lead.endswith(("共计", "累计", "共", "累计有", "共有")):
        return True
    if _GRANTED.search(setting.lead):
        return True
    if name.verb in WORDS.standing_states and not deed and _may_stand(setting):
        return True
    done = name.verb or deed or dated or VERBS_AT_END.search(name.metric)
    return name.rule in _BARE and not done and not _AMOUNT.search(name.metric)
