"""What a figure measures, in words that need no context: 批发市场10个 → 检查批发市场.

A figure is named from its own clause if that says enough; else the verb, the noun or the whole name
is carried from the figures before it, which `Memory` holds.
"""

import re
from dataclasses import dataclass, field

from kg.relate.figure_settings import Setting
from kg.relate.metric_carries import Carrier
from kg.relate.metric_leads import Lead
from kg.relate.metric_lists import list_items, with_verb
from kg.relate.metric_memory import Known, Memory, Name, merge_names
from kg.relate.metric_patterns import (
    BRANCH,
    DEPENDENT,
    HANDLING_AT_END,
    HANDLING_AT_START,
    LEVEL_AT_END,
    MOVED,
    PER_AT_END,
    PREDICATE,
    PREPOSITION,
    QUANTITY_LIKE,
    RATIO_MARK,
    STANDS_ALONE,
    VERBS,
    VERBS_AT_END,
    is_bare_verb,
)
from kg.relate.metric_phrases import compose, is_phrase, share, split_tail
from kg.relate.metric_qualifiers import Qualifier

_NO_DEED = re.compile(
    r"^(?:大关|居|列|位居|位列|排名|占|用于|用作|作为|较|比|同比|环比|高于|低于|远|创|位|增|减|上升|下降|提高|降低|的?(?:年度)?目标)"
)
_ASIDE = re.compile("(?:中)?(?:排名|位居|位列|名列|居|列)")
_ADDED_AT_END = re.compile("(?<=.{2})(?:新增|净增)$")
_SAYS_ALL = 5
"""A part of more signs that ends as the whole does is named without it."""
_PEOPLE = frozenset({"人", "名", "人次"})
_SCOPE = re.compile(
    "(?:在全|于全|全)(?:国|省|市|区)[^，。；]{1,16}?(?:排名|位居|位列|名列|排在|居|列)$"
)
_EACH = re.compile("(?:分别(?<=.分别)|依次(?<=.依次))(?:为|是|有|占|达到?)?$")
_ALL_AT_END = re.compile("(?:均|都|全部)(?:为|是|达到?|保持|稳定在|超过?)?$")
_EACH_AT_END = re.compile("(?:分别|依次)占?$")
_ORGANISED = re.compile("^[^，]{2,24}?(?:组织|举办|主办|承办|牵头)的(?=.)")
_HELD_AT_END = re.compile("(?:合计|共计|仅|约|就|均|分别|总共)*占(?:其|了|到)?$")
_TOTAL_AT_END = re.compile("(?:总数|总量|总数量|数量|数)$")
_ALIKE = frozenset(
    {"个", "家", "户", "处", "所", "座", "家次", "户次", "个次", "处次", "人", "名", "人次"}
)
"""Counters of places and people: one verb reaches all of them."""
_ABOUT = "就"
_OF_NOUN = re.compile("[^的，]{2,8}(?=的)")
"""就7宗案件的定性…交换意见 is about cases."""
_CLOSED_LIST = re.compile("等(?:若干|相关)?(?:措施|内容|工作|任务)?$")


@dataclass(slots=True)
class Namer:
    """Names the figures of one sentence, in order."""

    memory: Memory
    _items: list[str] = field(default_factory=list)
    """What a 分别 shares out among the figures that follow."""
    _whole: Known | None = None
    """What 其中 opened a part of, and how deep in brackets."""
    _part: Setting | None = None
    _qualifier: Qualifier = field(init=False)
    _carrier: Carrier = field(init=False)

    def __post_init__(self) -> None:
        self._qualifier = Qualifier(self.memory)
        self._carrier = Carrier(self.memory)

    def name(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        """The metric of a figure; several for one shared by several (均增长5%), () for none."""
        if setting.prior and (known := self.memory.measured(setting.quantity.unit)):
            return (Name(known.name.metric, "prior", None, 0, known.name.verb, known.name.noun),)
        if setting.ordinal or (setting.quantity.unit == "位" and MOVED.search(setting.lead)):
            return self._qualifier.rank(setting, lead)
        if (rises := self._qualifier.rise(setting, lead)) is not None:
            return rises
        if setting.paired and self.memory.known:
            last = self.memory.known[-1].name
            return (Name(last.metric, "pair", None, 0, last.verb, last.noun),)
        self._follow_part(setting, lead)
        if shared := self._distributed(setting, lead.core):
            return (shared,)
        if alike := _alike(setting, lead.core):
            return alike
        return tuple(map(self._within_whole, self._plain(setting, lead)))

    # --- the figure itself ------------------------------------------------------------------

    def _plain(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        core, tail = lead.core, setting.tail
        if scope := _SCOPE.search(setting.lead + tail + setting.deed):
            self._qualifier.scope = scope[0]
            return ()
        if per := PER_AT_END.search(core):
            rest = tail.removeprefix("的")
            whole = LEVEL_AT_END.sub("", core[: per.start()])
            if not rest and QUANTITY_LIKE.search(whole):
                return (Name(per[0] + whole, "lead", None, 0, "", whole),)
            if not rest and core == per[0] and (known := self.memory.alike(setting.quantity.unit)):
                head = known[-1].name.head
                if head.endswith(core[-2:]):
                    return (Name(core, "dependent", known[-1].place, 0, "", head),)
                return (Name(core + head, "dependent", known[-1].place, 0, "", head),)
            if not rest and self.memory.full_noun(core[per.end() :]):
                return (Name(core, "lead", None, 0, "", core),)
            return (Name(core[per.start() :] + rest if rest else core, "lead", None, 0, "", rest),)
        if _NO_DEED.match(tail) and not lead.modifies:
            tail = ""
        two = VERBS.match(core) and VERBS.match(tail) and not VERBS_AT_END.search(core)
        if two and not core.endswith("中"):
            tail = ""
        if not tail:
            return self._from_lead(setting, lead)
        tail = _ORGANISED.sub("", tail.removeprefix("的"))
        tail = _CLOSED_LIST.sub("", tail) or tail
        examples = setting.lead.endswith("等") and PREPOSITION.match(setting.lead)
        if not core or is_phrase(core) or examples:
            return (self._from_tail(setting, lead, tail),)
        if lead.modifies and not VERBS_AT_END.fullmatch(core):
            return (compose(core, tail, "", "modified"),)
        if PREDICATE.match(tail) and not VERBS_AT_END.search(core):
            core = core.removesuffix("中")
            return (compose("", core, tail.replace("了", ""), "noun-predicate"),)
        deed = "" if lead.modifies else setting.deed
        return (self._verb_object(core, tail, deed, setting.quantity.unit),)

    def _verb_object(self, core: str, tail: str, deed: str, unit: str) -> Name:
        """办理13件商标注册申请 → 办理商标注册申请; a noun between is an example of the second.

        抽调18人开展检查 → 抽调人员.
        """
        if unit in _PEOPLE and is_bare_verb(core) and VERBS.match(tail):
            return Name(core + "人员", "verb-object", None, 0, core, "人员")
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
        if setting.lead.endswith(_ABOUT) and (of := _OF_NOUN.match(tail)):
            tail = of[0]
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
            return self._carrier.succeed(setting) or self._carried(setting)
        if (carried := self._carrier.complete(setting, lead)) is not None:
            return carried
        return (self._leading(setting, lead),)

    def _leading(self, setting: Setting, lead: Lead) -> Name:
        """检查农村集市72个; a bare noun takes the verb of the figure before it."""
        core = lead.core
        if added := _ADDED_AT_END.search(core):
            noun = core[: added.start()]
            return Name(added.group() + noun, "lead", None, 0, added.group(), noun)
        if setting.quantity.unit == "%" and (held := _HELD_AT_END.search(core)):
            core = core[: held.start()] + "占比"
            return Name(core, "lead", None, 0, "", core)
        if (short := _TOTAL_AT_END.sub("", core)) and len(short) > 1:
            head = self.memory.full_noun(short) if lead.said or short != core else ""
            if head and not VERBS.match(core):
                return Name(head + core[len(short) :], "carried-noun", None, 0, "", head)
        opened = (HANDLING_AT_START if core.endswith("罪") else VERBS).match(core)
        if opened:
            return Name(core, "lead", None, 0, opened.group(), core[opened.end() :])
        bare = setting.adjacent and not (lead.fresh or lead.part or lead.said)
        bare = bare and not STANDS_ALONE.search(core) and self._goes_with(setting)
        measured = QUANTITY_LIKE.search(core) or RATIO_MARK.search(core)
        if not bare or measured or core.startswith("被") or HANDLING_AT_END.search(core):
            return Name(core, "lead", None, 0, "", core)
        verb = self.memory.verb(setting.group, setting.depth)
        return Name(verb + core, "carried-verb" if verb else "lead", None, 0, verb, core)

    def _goes_with(self, setting: Setting) -> bool:
        """Whether what was done to the figure before was done to this one: they are counted alike.

        检查农村集市72个，批发市场10个; but 投入资金1200万元，高价值专利组合38个.
        """
        last = self.memory.plain(setting.group)
        units = {last[-1].unit, setting.quantity.unit} if last else set()
        return setting.listed or len(units) < 2 or units <= _ALIKE

    def _carried(self, setting: Setting) -> tuple[Name, ...]:
        """达1674家: the name of the figure before it; 其中滕州市21家: of the whole."""
        last = self._whole or self.memory.last
        if last is None:
            return ()
        if last.name.rule == "share" and setting.listed:
            return tuple(share(base, last.name.noun) for base in self.memory.bases(setting, None))
        name = last.name
        return (Name(name.metric, "carried-name", None, 0, name.verb, name.noun),)

    # --- parts and lists --------------------------------------------------------------------

    def _follow_part(self, setting: Setting, lead: Lead) -> None:
        known = self.memory.known
        if lead.part or (known and setting.depth > known[-1].depth):
            whole = self.memory.whole(setting) if known or not setting.above else None
            self._whole, self._part = whole, setting
        elif self._part is not None and not self._goes_on(setting, lead):
            self._whole = self._part = None

    def _goes_on(self, setting: Setting, lead: Lead) -> bool:
        """The part that 其中 opened holds for the next figure too."""
        if self._part is None or setting.depth != self._part.depth or not setting.adjacent:
            return False
        if setting.group != self._part.group or RATIO_MARK.search(lead.core):
            return False
        same = setting.quantity.unit == self._part.quantity.unit
        if setting.listed:
            return same
        alike = lead.core[:1] == self._part.lead.removeprefix("其中").lstrip("，")[:1]
        return same and (alike or not VERBS.match(lead.core) or is_bare_verb(lead.core))

    def _within_whole(self, name: Name) -> Name:
        """其中行政认定13件 → 中国驰名商标行政认定."""
        if self._whole is None or name.rule in {"carried-name", "share", "dependent"}:
            return name
        noun, verb = self._whole.name.head, self._whole.name.verb
        own = name.verb or "predicate" in name.rule or name.metric.startswith("被")
        if verb and not own and len(name.metric) > _SAYS_ALL and name.metric.endswith(noun[-2:]):
            return Name(verb + name.metric, "part", None, 0, verb, name.noun)
        deed = VERBS.search(noun)
        if deed and deed.start() and len(name.metric) > _SAYS_ALL and name.metric[-2:] in noun:
            return name
        said = noun.rstrip("量数")[-4:] in name.metric or noun[-4:] in name.metric
        own_things = name.verb and len(name.noun) >= _SAYS_ALL and name.rule != "carried-verb"
        if own_things and self._part and self._whole.unit != self._part.quantity.unit:
            return name
        if not noun or said or DEPENDENT.match(name.metric):
            return name
        return Name(noun + name.metric, "part", None, 0, name.verb, name.noun)

    def _whole_of(self, setting: Setting) -> str:
        """What the kinds that shares are told of make up: 受理的投诉中，服务类占…."""
        if setting.above.endswith("中"):
            return setting.above.removesuffix("中").replace("的", "")
        counted = [each.name.metric for each in self.memory.plain()]
        return next((name for name in reversed(counted) if not RATIO_MARK.search(name)), "")

    def _distributed(self, setting: Setting, core: str) -> Name | None:
        """发明、实用新型授权量分别为10件、20件: one each."""
        if core and _EACH.search(setting.lead):
            own = _EACH_AT_END.sub("", core)
            self._items = with_verb(list_items(own))
            if setting.quantity.unit == "%" and core.endswith("占"):
                whole = self._whole_of(setting)
                self._items = [f"{_of_whole(whole, item)}占比" for item in self._items]
            if len(self._items) < 2:
                self._items = []
        elif core or setting.tail or not setting.adjacent:
            self._items = []
        if not self._items:
            return None
        item = self._items.pop(0)
        return Name(item, "distributed", None, 0, "", item)


def _alike(setting: Setting, core: str) -> tuple[Name, ...]:
    """质量达标率、储存品质宜存率均为100%: one of each; () where it is not said of several rates."""
    if setting.tail or not _ALL_AT_END.search(setting.lead):
        return ()
    items = list_items(_ALL_AT_END.sub("", core))
    if len(items) < 2 or not all(QUANTITY_LIKE.search(item) for item in items):
        return ()
    return tuple(Name(item, "distributed", None, 0, "", item) for item in items)


def _of_whole(whole: str, item: str) -> str:
    """A kind with what it is one of, unless it says so itself: 受理投诉, 服务类投诉."""
    return item if whole[-2:] in item else merge_names(whole, item)
