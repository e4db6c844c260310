"""What rises, falls and ranks are those of: the figure before them, or a subject of their own."""

import re
from dataclasses import dataclass, field, replace

from kg.relate.figure_settings import Setting
from kg.relate.metric_leads import Lead
from kg.relate.metric_lists import list_items
from kg.relate.metric_memory import Known, Memory, Name, merge_names
from kg.relate.metric_patterns import QUANTITY_LIKE, RATIO_HEAD, TOTAL, WORDS, match_rise
from kg.relate.metric_phrases import ADVERBS_AT_END, own_subject

_BETTER = "改善"
"""Less of a concentration, more of a rate."""
_AMONG = re.compile("在(?:全国|全省|全市|全区)[^，。；]*$")
_TIMES_OF = re.compile(
    "^(?P<of>[^，。；]{0,16}?)(?:数量|总量|总额|总数|规模|金额|案件数)?(?:约|仅|大约)?(?:是|为|达到?|相当于)[^，。；]{2,12}的$"
)
_BEYOND = re.compile(
    "^[，]?(?:均|已|分别)*(?:超出|高出|超过|高于)(?:去年|上年|前年|上一年度?)(?:全年|同期)?[^，。；]{0,12}?的?$"
)
"""超出去年全年件数的150%: how much more it is than the year before."""
_COUNT = re.compile("^(?P<verb>[一-鿿]{0,4}?)(?P<count>批次|件数|人数|起数|案数|数量|金额|案值)$")
_RATED = re.compile(
    "(?:^|在|，)(?P<of>[^，。；在]{2,24}?(?:考核|评比|评价|测评|评估|督查|竞赛|比赛|考评|调查|检查|大赛))(?:成绩|结果|得分|总分|综合)?(?:排名)?中?[，]?"
    "(?:[我本全][市省区县州])?(?:排名|位|名|排)?[列居]?"
)
_SHORT = 8
_COUNT_OF = re.compile("^(?P<noun>[一-鿿]{2,8}?)(?:数量|数|总数|总量)$")
_RANK_WORDS = re.compile("位列|位居|列|居|排名|排在|排|位次|升至|跃升")


_LATTER = frozenset({"前者", "后者"})
_TWO = 2
_COUNTS = re.compile(
    "(?:案)?(?:件数|人数|起数|户数|批次数|次数|个数)(?:[、和](?:件数|人数|起数|户数|次数))*"
)
"""Counts of what was named before, by the counter alone."""


@dataclass(slots=True)
class Qualifier:
    """Names the rises, falls and ranks of one sentence, in order."""

    memory: Memory
    scope: str = ""
    """Among whom one ranks: 在全国重点城市中排名."""
    _items: list[str] = field(default_factory=list)
    """The subjects that 分别 shares out among the rises that follow."""
    _bases: list[Known] = field(default_factory=list)
    """What the rises that a 分别 shares out are those of, from the next one on."""

    def rise(self, setting: Setting, lead: Lead) -> tuple[Name, ...] | None:
        """The figure as a rise or fall; () if nobody knows of what, None if it is none."""
        match = None if lead.level else match_rise(setting.lead)
        if setting.quantity.unit == "倍" and (times := _TIMES_OF.match(setting.lead)):
            own = QUANTITY_LIKE.search(times["of"]) or not self.memory.known
            if len(times["of"]) > 1 and own:
                return (Name(times["of"], "growth-own", None, 1, "", times["of"]),)
            return self._qualify(setting, "growth", None, 1)
        if match is None and setting.quantity.unit == "%" and _BEYOND.search(setting.lead):
            return self._qualify(setting, "growth", None, 1)
        if match is None:
            return self._next_rise(setting)
        unit = setting.quantity.unit
        relative = unit in WORDS.percent_units or unit == WORDS.points
        subject = own_subject(lead.core)
        if (counted := _COUNT_OF.match(subject)) and (bases := self._named(counted["noun"])):
            return tuple(_of(base, "growth", -1 if match["fall"] else 1) for base in bases)
        if subject in _LATTER and (bases := self.memory.plain()):
            base = bases[-1] if subject == "后者" or len(bases) < _TWO else bases[-2]
            return (_of(base, "growth", -1 if match["fall"] else 1),)
        if _COUNTS.fullmatch(subject) and (bases := self._counted_in(setting, subject)):
            return tuple(_of(base, "growth", -1 if match["fall"] else 1) for base in bases)
        net = match["net"] or (match["rise"] or "").startswith("净")
        if not (relative or match["against"] or net or QUANTITY_LIKE.search(subject)):
            return None
        if not subject and self._items:
            return self._own_rise(self._items.pop(0), None, -1 if match["fall"] else 1)
        sign, each = -1 if match["fall"] else 1, match["first"] or match["each"]
        if subject:
            return self._own_rise(subject, each, sign)
        if each == "分别":
            self._bases = self.memory.last_ones(setting, setting.run)
        if self._bases and (each == "分别" or setting.listed or setting.adjacent):
            return (_of(self._bases.pop(0), "growth", sign),)
        found = self._qualify(setting, "growth", each, sign)
        better = match["fall"] == _BETTER
        return tuple(
            replace(name, growth=1) if better and RATIO_HEAD.search(name.metric) else name
            for name in found
        )

    def _counted_in(self, setting: Setting, counts: str) -> list[Known]:
        """件数、人数较上年增加17件、48人: the last figure before that is counted so."""
        unit = setting.quantity.unit
        counters = {each.removesuffix("数") for each in re.split("[、和]", counts)}
        units = counters if unit in WORDS.percent_units else {unit}
        alike = [each for each in self.memory.plain() if each.unit in units]
        return alike[-1:]

    def _named(self, short: str) -> list[Known]:
        """The figure before that is named in short: 案件数 of 查办涉渔行政案件."""
        every = (*self.memory.known, *self.memory.earlier)
        named = [each for each in every if each.plain and each.name.head.endswith(short)]
        return named[-1:]

    def _own_rise(self, subject: str, each: str | None, sign: int) -> tuple[Name, ...]:
        """化学需氧量、氨氮排放量分别下降3.2%和4.1%: one each; 均下降: one of each."""
        subjects = self._counted(list_items(subject)) if each else [subject]
        if each == "分别":
            self._items = subjects[1:]
            subjects = subjects[:1]
        return tuple(Name(each_, "growth-own", None, sign, "", each_) for each_ in subjects)

    def _counted(self, items: list[str]) -> list[str]:
        """扣留批次和件数 → 扣留侵权货物批次, 扣留侵权货物件数: counts of what was named before."""
        counts = [_COUNT.match(item) for item in items]
        verb = counts[0]["verb"] if counts and counts[0] else ""
        whole = [known for known in self.memory.plain() if verb and known.name.verb == verb]
        if not whole or not all(counts):
            return items
        return [whole[-1].name.metric + count["count"] for count in counts if count]

    def _next_rise(self, setting: Setting) -> tuple[Name, ...] | None:
        """The second of 分别增长5%、8%."""
        last = self.memory.known[-1] if self.memory.known else None
        if last is None or not setting.listed or setting.lead or not last.name.growth:
            return None
        if self._bases:
            return (_of(self._bases.pop(0), "growth", last.name.growth),)
        if setting.quantity.unit != last.unit:
            alike = self.memory.alike(setting.quantity.unit)
            change = bool(alike) and last.unit not in {*WORDS.percent_units, WORDS.points}
            return (_of(alike[-1], "growth", last.name.growth),) if change else None
        if last.name.rule == "growth-own":
            return (
                self._own_rise(self._items.pop(0), None, last.name.growth) if self._items else None
            )
        return self._qualify(setting, "growth", None, last.name.growth)

    def rank(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        """The rank, of its own subject (拥有量居全省第2位) or of the figure before it."""
        rated = _RATED.search(setting.lead) or (
            _RATED.search(setting.above) if len(setting.lead) < _SHORT else None
        )
        if rated and not self.memory.known:
            whose = lead.core.split("在")[0] if "在" in lead.core else ""
            metric = whose + rated["of"]
            return (Name(metric, "rank-own", None, 0, "", metric),)
        own = ADVERBS_AT_END.sub("", _RANK_WORDS.split(lead.core)[0])
        own = _AMONG.sub("", own)
        each = "均" if "均" in setting.lead else None
        if TOTAL.match(own) and (bases := self.memory.bases(setting, each)):
            return tuple(
                Name(merge_names(base.name.metric, own), "rank", base.place) for base in bases
            )
        if len(own) > 2 and QUANTITY_LIKE.search(own):
            owns = list_items(own) if "均" in setting.lead else [own]
            return tuple(Name(each, "rank-own", None, 0, "", each) for each in owns)
        if self.scope and not self.memory.known:
            return (Name(self.scope, "rank-own", None, 0, "", self.scope),)
        return self._qualify(setting, "rank", each, 0)

    def _qualify(
        self, setting: Setting, rule: str, each: str | None, growth: int
    ) -> tuple[Name, ...]:
        return tuple(_of(base, rule, growth) for base in self.memory.bases(setting, each))


def _of(base: Known, rule: str, growth: int) -> Name:
    """A growth or rank of a figure."""
    return Name(base.name.metric, rule, base.place, growth, base.name.verb, base.name.noun)
