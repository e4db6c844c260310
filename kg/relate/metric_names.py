"""What a figure measures, in words that need no context: 批发市场10个 → 检查批发市场.

A figure is named from its own clause if that says enough; else the verb, the noun or the whole name
is carried from the figures before it, which `Memory` holds.
"""

import re
from dataclasses import dataclass, field, replace

from kg.relate.figure_settings import Setting
from kg.relate.metric_leads import Lead
from kg.relate.metric_memory import Known, Memory, Name, merge_names
from kg.relate.metric_patterns import (
    AVERAGE,
    BRANCH,
    DEPENDENT,
    HANDLING_AT_END,
    HANDLING_AT_START,
    LEVEL_AT_END,
    MOVED,
    PER_AT_END,
    PREDICATE,
    QUANTITY_HEAD,
    QUANTITY_HEAD_AT_END,
    QUANTITY_LIKE,
    RATIO_HEAD,
    RATIO_MARK,
    REACHED_AT_START,
    RELATIVE_RATE,
    RISE,
    SHARE,
    SHARED,
    STATE_AT_START,
    TOTAL,
    VERBS,
    VERBS_AT_END,
    WORDS,
)
from kg.relate.metric_phrases import (
    ADVERBS_AT_END,
    compose,
    is_phrase,
    list_items,
    own_subject,
    share,
    split_tail,
)

_NO_DEED = re.compile(
    r"^(?:大关|居|列|位居|位列|排名|占|较|比|同比|环比|高于|低于|远|创|位|增|减|上升|下降|提高|降低|的?(?:年度)?目标)"
)
_ASIDE = re.compile("(?:中)?(?:排名|位居|位列|名列|居|列)")
_ADDED_AT_END = re.compile("(?<=.{2})(?:新增|净增)$")
_BETTER = "改善"
"""Less of a concentration, more of a rate."""
_PEOPLE = frozenset({"人", "名", "人次"})
_AMONG = re.compile("在(?:全国|全省|全市|全区)[^，。；]*$")
_TIMES_OF = re.compile("^(?:是|为|达到?|相当于)[^，。；]{2,12}的$")
_SCOPE = re.compile(
    "(?:在|于)?(?:全国|全省|全市|全区)[^，。；]{1,16}?(?:排名|位居|位列|名列|排在|居|列)$"
)
_COUNT = re.compile("^(?P<verb>[一-鿿]{0,4}?)(?P<count>批次|件数|人数|起数|案数|数量|金额|案值)$")
_TITLE = re.compile("《[^》]+》")
_EACH = re.compile(r"^.+?(?:分别|依次)(?:为|是|有|占|达到?)?$")
_ORGANISED = re.compile("^[^，]{2,24}?(?:组织|举办|主办|承办|牵头)的(?=.)")
_CLOSED_LIST = re.compile("等(?:若干|相关)?(?:措施|内容|工作|任务)?$")
_RANK_WORDS = re.compile("位列|位居|列|居|排名|排在|排|位次|升至|跃升")


@dataclass(slots=True)
class Namer:
    """Names the figures of one sentence, in order."""

    memory: Memory
    _items: list[str] = field(default_factory=list)
    """What a 分别 shares out among the figures that follow."""
    _whole: Known | None = None
    """What 其中 opened a part of, and how deep in brackets."""
    _part: Setting | None = None
    _bases: list[Known] = field(default_factory=list)
    """What the rises that a 分别 shares out are those of, from the next one on."""
    _scope: str = ""
    """Among whom one ranks: 在全国重点城市中排名."""

    def name(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        """The metric of a figure; several for one shared by several (均增长5%), () for none."""
        if setting.ordinal or (setting.quantity.unit == "位" and MOVED.search(setting.lead)):
            return self._rank(setting, lead)
        if (rises := self._rise(setting, lead)) is not None:
            return rises
        if setting.paired and self.memory.known:
            last = self.memory.known[-1].name
            return (Name(last.metric, "pair", None, 0, last.verb, last.noun),)
        self._follow_part(setting, lead)
        if shared := self._distributed(setting, lead.core):
            return (shared,)
        return tuple(map(self._within_whole, self._plain(setting, lead)))

    # --- growth, change, rank -------------------------------------------------------------

    def _rise(self, setting: Setting, lead: Lead) -> tuple[Name, ...] | None:
        """The figure as a rise or fall; () if nobody knows of what, None if it is none."""
        match = None if lead.level else RISE.match(setting.lead)
        if setting.quantity.unit == "倍" and _TIMES_OF.match(setting.lead):
            return self._qualify(setting, "growth", None, 1)
        if match is None:
            return self._next_rise(setting)
        unit = setting.quantity.unit
        relative = unit in WORDS.percent_units or unit == WORDS.points
        subject = own_subject(lead.core)
        if not (relative or match["against"] or match["net"] or QUANTITY_LIKE.search(subject)):
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
            return None
        if last.name.rule == "growth-own":
            return (
                self._own_rise(self._items.pop(0), None, last.name.growth) if self._items else None
            )
        return self._qualify(setting, "growth", None, last.name.growth)

    def _rank(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        own = ADVERBS_AT_END.sub("", _RANK_WORDS.split(lead.core)[0])
        own = _AMONG.sub("", own)
        if TOTAL.match(own) and (bases := self.memory.bases(setting, None)):
            metric = merge_names(bases[-1].name.metric, own)
            return (Name(metric, "rank", bases[-1].index),)
        if len(own) > 2 and QUANTITY_LIKE.search(own):
            owns = list_items(own) if "均" in setting.lead else [own]
            return tuple(Name(each, "rank-own", None, 0, "", each) for each in owns)
        if self._scope and not self.memory.known:
            return (Name(self._scope, "rank-own", None, 0, "", self._scope),)
        return self._qualify(setting, "rank", None, 0)

    def _qualify(
        self, setting: Setting, rule: str, each: str | None, growth: int
    ) -> tuple[Name, ...]:
        return tuple(_of(base, rule, growth) for base in self.memory.bases(setting, each))

    # --- the figure itself ------------------------------------------------------------------

    def _plain(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        core, tail = lead.core, setting.tail
        if scope := _SCOPE.search(setting.lead + tail + setting.deed):
            self._scope = scope[0]
            return ()
        if per := PER_AT_END.search(core):
            rest = tail.removeprefix("的")
            whole = LEVEL_AT_END.sub("", core[: per.start()])
            if not rest and QUANTITY_LIKE.search(whole):
                return (Name(per[0] + whole, "lead", None, 0, "", whole),)
            return (Name(core[per.start() :] + rest if rest else core, "lead", None, 0, "", rest),)
        if _NO_DEED.match(tail) and not lead.modifies:
            tail = ""
        if not tail:
            return self._from_lead(setting, lead)
        tail = _ORGANISED.sub("", tail.removeprefix("的"))
        tail = _CLOSED_LIST.sub("", tail) or tail
        if not core or is_phrase(core):
            return (self._from_tail(setting, lead, tail),)
        if lead.modifies and not VERBS_AT_END.fullmatch(core):
            return (compose(core, tail, "", "modified"),)
        if PREDICATE.match(tail) and not VERBS_AT_END.search(core):
            core = core.removesuffix("中")
            return (compose("", core, tail.replace("了", ""), "noun-predicate"),)
        return (self._verb_object(core, tail, setting.deed),)

    def _verb_object(self, core: str, tail: str, deed: str) -> Name:
        """办理13件商标注册申请 → 办理商标注册申请; a noun between is an example of the second."""
        verb = VERBS_AT_END.search(core) or VERBS.match(core)
        if verb:
            return compose(verb.group().rstrip("了过"), tail, deed, "verb-object")
        noun, own = split_tail(tail)
        return compose("", noun, own or deed, "subject-predicate")

    def _from_tail(self, setting: Setting, lead: Lead, tail: str) -> Name:
        """700家企业参会 → 参会企业; in a list the verb goes on: 推荐7件…和5家…."""
        aside = _ASIDE.search(tail + setting.deed, 2)
        if aside and setting.lead.endswith(("全国", "全省")):
            noun = tail[: aside.start()]
            return Name(noun, "aside", None, 0, "", noun)
        if setting.quantity.unit in _PEOPLE and PREDICATE.match(tail) and not lead.part:
            return Name(tail.replace("了", "") + "人员", "subject-predicate", None, 0, "", "人员")
        noun, deed = split_tail(tail.removesuffix("中"))
        deed = deed or setting.deed
        if lead.part and PREDICATE.match(tail):
            deed = tail.replace("了", "")
            known = self.memory.antecedent(setting.quantity.unit)
            return Name(merge_names(deed, known), "subject-predicate", None, 0, "", known)
        own = lead.fresh or setting.lead.endswith(("向", "对", "给"))
        verb = "" if own else self._list_verb(setting, deed)
        if BRANCH.match(noun) and self.memory.known:
            noun = self.memory.known[0].name.head + noun
        if deed:
            return compose(verb, noun, deed, "subject-predicate")
        return compose(verb, noun, "", "carried-verb" if verb else "noun")

    def _list_verb(self, setting: Setting, deed: str) -> str:
        same = self.memory.plain(setting.group)
        if not same or not setting.adjacent or (deed and not setting.listed):
            return ""
        return same[-1].name.verb

    def _from_lead(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        core = lead.core
        if not core and lead.above:
            return (Name(lead.above, "lead", None, 0, "", lead.above),)
        if not core:
            return self._carried(setting)
        if DEPENDENT.match(core) and (found := self._dependent(setting, core)):
            return found
        relative = RELATIVE_RATE.match(core)
        anchored = bool(self.memory.anchored(setting.group))
        counted = [known for known in self.memory.plain() if known.unit != "%"]
        if relative and (relative["free"] or not anchored) and (known := counted):
            metric = merge_names(known[-1].name.head, core)
            return (Name(metric, "dependent", known[-1].index),)
        if AVERAGE.match(core) and (known := self.memory.alike(setting.quantity.unit)):
            return (Name(core + known[-1].name.metric, "share", known[-1].index, 0, "", core),)
        reached = REACHED_AT_START.match(core) and not DEPENDENT.match(core)
        if reached and setting.adjacent and (known := self.memory.plain(setting.group)):
            head, verb = known[-1].name.head, core[:2]
            noun = head if verb == "涉及" else core[2:]
            return (Name(merge_names(head, core), "dependent", None, 0, verb, noun),)
        if SHARED.match(core) and (titles := _TITLE.findall(setting.above)):
            return (Name(core + titles[-1], "lead", None, 0, core, titles[-1]),)
        if SHARE.match(core) and (bases := self.memory.bases(setting, _each(setting))):
            return (share(bases[-1], core),)
        if TOTAL.match(core) and (plain := self.memory.plain()):
            metric = merge_names(plain[-1].name.head, core)
            return (Name(metric, "dependent", None, 0, "", metric),)
        handled = HANDLING_AT_END.search(core) and len(core) <= 12
        if handled and (noun := self.memory.antecedent(setting.quantity.unit)):
            noun = STATE_AT_START.sub("", noun) if core.startswith("新") else noun
            metric = noun + core if core.startswith("以") else core + noun
            return (Name(metric, "carried-noun", None, 0, core, noun),)
        if QUANTITY_HEAD.match(core) and (stem := self.memory.stem()):
            return (Name(stem + core, "carried-noun", None, 0, "", stem + core),)
        return (self._leading(setting, lead),)

    def _leading(self, setting: Setting, lead: Lead) -> Name:
        """检查农村集市72个; a bare noun takes the verb of the figure before it."""
        core = lead.core
        if added := _ADDED_AT_END.search(core):
            noun = core[: added.start()]
            return Name(added.group() + noun, "lead", None, 0, added.group(), noun)
        if core.endswith("占") and setting.quantity.unit == "%":
            return Name(core + "比", "lead", None, 0, "", core + "比")
        opened = (HANDLING_AT_START if core.endswith("罪") else VERBS).match(core)
        if opened:
            return Name(core, "lead", None, 0, opened.group(), core[opened.end() :])
        bare = setting.adjacent and not (lead.fresh or lead.part or lead.said)
        measured = QUANTITY_LIKE.search(core) or RATIO_MARK.search(core)
        if not bare or measured or core.startswith("被"):
            return Name(core, "lead", None, 0, "", core)
        verb = self.memory.verb(setting.group)
        return Name(verb + core, "carried-verb" if verb else "lead", None, 0, verb, core)

    def _carried(self, setting: Setting) -> tuple[Name, ...]:
        """达1674家: the name of the figure before it; 其中滕州市21家: of the whole."""
        last = self._whole or self.memory.last
        if last is None:
            return ()
        if last.name.rule == "share" and setting.listed:
            return tuple(share(base, last.name.noun) for base in self.memory.bases(setting, None))
        name = last.name
        return (Name(name.metric, "carried-name", None, 0, name.verb, name.noun),)

    def _dependent(self, setting: Setting, core: str) -> tuple[Name, ...]:
        """罚没款16.67万元 → 商业秘密案件罚没款; 合格率均100% → one of each."""
        each = setting.lead.endswith(("均", "均为", "均达", "均达到"))
        anchored = self.memory.anchored(setting.group)
        rate = bool(RATIO_HEAD.search(core))
        plain = self.memory.plain(setting.group)
        if not anchored and plain:
            head = QUANTITY_HEAD_AT_END.search(plain[-1].name.metric)
            if head is None:
                return ()
            metric = merge_names(plain[-1].name.metric[: head.start()], core)
            return (Name(metric, "dependent", plain[-1].index if rate else None),)
        return tuple(
            Name(merge_names(known.name.head, core), "dependent", known.index if rate else None)
            for known in (anchored if each else anchored[-1:])
        )

    # --- parts and lists --------------------------------------------------------------------

    def _follow_part(self, setting: Setting, lead: Lead) -> None:
        known = self.memory.known
        if lead.part or (known and setting.depth > known[-1].depth):
            self._whole, self._part = self.memory.whole(setting), setting
        elif self._part is not None and not self._goes_on(setting, lead):
            self._whole = self._part = None

    def _goes_on(self, setting: Setting, lead: Lead) -> bool:
        """The part that 其中 opened holds for the next figure too."""
        if self._part is None or setting.depth != self._part.depth or not setting.adjacent:
            return False
        if setting.group != self._part.group:
            return False
        same = setting.quantity.unit == self._part.quantity.unit
        if setting.listed:
            return same
        alike = lead.core[:1] == self._part.lead.removeprefix("其中").lstrip("，")[:1]
        return same and (alike or not VERBS.match(lead.core))

    def _within_whole(self, name: Name) -> Name:
        """其中行政认定13件 → 中国驰名商标行政认定."""
        if self._whole is None or name.rule in {"carried-name", "share", "dependent"}:
            return name
        noun = self._whole.name.head
        if not noun or noun in name.metric or noun[-4:] in name.metric:
            return name
        return Name(noun + name.metric, "part", None, 0, name.verb, name.noun)

    def _distributed(self, setting: Setting, core: str) -> Name | None:
        """发明、实用新型授权量分别为10件、20件: one each."""
        if _EACH.match(setting.lead) and core:
            self._items = list_items(core.removesuffix("分别").removesuffix("依次"))
            if len(self._items) < 2:
                self._items = []
        elif core or setting.tail or not setting.adjacent:
            self._items = []
        if not self._items:
            return None
        item = self._items.pop(0)
        return Name(item, "distributed", None, 0, "", item)


def _of(base: Known, rule: str, growth: int) -> Name:
    """A growth or rank of a figure."""
    return Name(base.name.metric, rule, base.index, growth, base.name.verb, base.name.noun)


def _each(setting: Setting) -> str | None:
    return "分别" if setting.lead.startswith("分别") else None
