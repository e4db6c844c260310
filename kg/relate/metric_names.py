"""What a figure measures, in words that need no context: 批发市场10个 → 检查批发市场.

A figure is named from its own clause if that says enough; else the verb, the noun or the whole name
is carried from the figures before it. `Namer` remembers those of one sentence.
"""

import re
from dataclasses import dataclass, field

from kg.relate.figure_settings import Setting
from kg.relate.metric_leads import Lead
from kg.relate.metric_patterns import (
    ANCHOR_AT_END,
    DEPENDENT,
    HANDLING_AT_END,
    PREDICATE,
    PREPOSITION,
    QUANTITY_HEAD,
    QUANTITY_HEAD_AT_END,
    RATIO_HEAD,
    RISE,
    SHARE,
    STRONG_VERB,
    VERBS,
    VERBS_AT_END,
    WORDS,
)

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_ENUMERATION = re.compile(r"(?:包括|包含|如|涵盖)?[^，；。]*等$")
_NO_PREDICATE = re.compile(r"^(?:居|列|位居|排名|占|较|比|同比|环比|高于|低于|远|创|位)")
_TARGET_TAIL = re.compile(r"^的?(?:年度)?目标")
_LISTS = re.compile("、|以及|和|及")
_EACH = re.compile(r"^(?P<items>.*?)(?:分别|依次)(?:为|是|达到?|有|占)?$")
_VAGUE = re.compile("^(?:各类|各种|全部|有关|相关|重大|上述|该类)")


@dataclass(frozen=True, slots=True)
class Name:
    """The metric of a figure, and how it was found."""

    metric: str
    rule: str
    base: int | None = None
    """Place in the sentence's list of the figure that this one qualifies."""
    growth: int = 0
    """1 the figure is a rise, -1 a fall."""
    verb: str = ""
    noun: str = ""


@dataclass(slots=True)
class Known:
    """A figure of this sentence that was named."""

    index: int
    name: Name
    unit: str
    group: int
    depth: int
    qualifier: bool


@dataclass(slots=True)
class Namer:
    """Names the figures of one sentence, in order; `before` is the last figure of the paragraph."""

    before: Known | None = None
    known: list[Known] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    """What a 分别 shares out among the figures that follow."""
    whole: Known | None = None
    """What 其中 opens a part of."""
    part_depth: int = -1

    def name(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        """The metric of a figure; several for a figure shared by several (均增长5%), () for none."""
        rise = self._rise(setting, lead)
        if rise:
            return rise
        if setting.paired and self.known:
            last = self.known[-1].name
            return (Name(last.metric, "pair", last.base, 0, last.verb, last.noun),)
        self._follow_part(setting, lead)
        names = self._plain(setting, lead)
        return tuple(self._within_whole(name) for name in names)

    def remember(self, index: int, name: Name, setting: Setting) -> None:
        """Keep a figure that was named for those behind it."""
        self.known.append(
            Known(
                index,
                name,
                setting.quantity.unit,
                setting.group,
                setting.depth,
                name.base is not None,
            )
        )

    # --- growth, change, rank -------------------------------------------------------------

    def _rise(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        unit = setting.quantity.unit
        if unit == "位":
            return self._rank(setting, lead)
        text = setting.lead
        match = RISE.match(text) if text[-6:] and not lead.level else None
        if match is None or setting.tail[:1] in {"的", "至", "到"}:
            return ()
        relative = unit in WORDS.percent_units or unit == WORDS.points
        if not relative and not (match["against"] or match["net"]):
            return ()
        sign = -1 if match["fall"] else 1
        subject = VERBS_AT_END.sub("", _own_subject(lead.core)) if match["of"] else ""
        if subject:
            return (Name(subject, "growth.own", None, sign, "", subject),)
        bases = self._bases(setting, match["each"])
        return tuple(
            Name(base.name.metric, "growth", base.index, sign, base.name.verb, base.name.noun)
            for base in bases
        )

    def _rank(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        bases = self._bases(setting, None)
        own = re.split("列|居|位列|排名|排在|排|位次|升至|跃升", lead.core)[0]
        if len(own) > 2 and QUANTITY_LIKE.search(own):
            return (Name(own, "rank.own", None, 0, "", own),)
        return tuple(
            Name(base.name.metric, "rank", base.index, 0, base.name.verb, base.name.noun)
            for base in bases
        )

    def _bases(self, setting: Setting, each: str | None) -> list[Known]:
        plain = [known for known in self.known if not known.qualifier]
        plain = [known for known in plain if known.depth <= setting.depth] or plain
        if each == "均" or each == "各":
            same = [known for known in plain if known.group == setting.group]
            return same or plain[-1:]
        if each == "分别" and plain:
            self.items = []
            run = [known for known in plain if known.group == plain[-1].group]
            return run[:1]
        if setting.listed and self.known and self.known[-1].qualifier and not setting.lead:
            rest = [known for known in plain if known.index > (self.known[-1].name.base or -1)]
            return rest[:1]
        if plain:
            return plain[-1:]
        if self.known:
            return self.known[-1:]
        return [self.before] if self.before else []

    # --- the figure itself ------------------------------------------------------------------

    def _plain(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        core, tail = lead.core, setting.tail
        if _TARGET_TAIL.match(tail) or _NO_PREDICATE.match(tail):
            tail = ""
        shared = self._distributed(setting, core)
        if shared:
            return (shared,)
        if not tail:
            return self._from_lead(setting, lead)
        if not core or _is_phrase(core):
            if lead.region is not None and not PREDICATE.match(tail) and lead.part:
                return (self._carried(setting),)
            return (self._from_tail(tail, self._list_verb(setting)),)
        if lead.modifies and not VERBS_AT_END.search(core):
            noun, deed = _split_tail(tail)
            return (_compose(core, noun, deed, "modified"),)
        if PREDICATE.match(tail) and not VERBS_AT_END.fullmatch(core):
            return (_compose(tail.replace("了", ""), core, "", "noun-predicate"),)
        return (self._verb_object(core, tail),)

    def _verb_object(self, core: str, tail: str) -> Name:
        """办理13件商标注册申请 → 办理商标注册申请; what stands between is an example of it."""
        tail = tail.removeprefix("的")
        at_end = VERBS_AT_END.search(core)
        if at_end:
            verb = at_end.group()
            head = core if len(core) - len(verb) <= 4 else verb
            return _compose(_plain_verb(head), tail, "", "verb-object")
        core = core if not core.endswith("中") else core[:-1]
        opened = VERBS.match(core) or STRONG_VERB.search(core)
        verb = opened.group() if opened else ""
        if verb:
            return _compose(_plain_verb(verb), tail, "", "verb-object")
        noun, deed = _split_tail(tail)
        return _compose(deed, noun, "", "subject-predicate")

    def _from_tail(self, tail: str, verb: str) -> Name:
        """700家企业参会 → 参会企业."""
        noun, deed = _split_tail(tail.removeprefix("的"))
        if verb and not deed:
            return _compose(verb, noun, "", "carried-verb")
        return _compose(verb + deed, noun, "", "subject-predicate" if deed else "noun")

    def _list_verb(self, setting: Setting) -> str:
        """The verb of the figure before it in one list: 推荐7件…和5家…."""
        same = [known for known in self.known if known.group == setting.group]
        if same and (setting.listed or setting.closed):
            return same[-1].name.verb
        return ""

    def _from_lead(self, setting: Setting, lead: Lead) -> tuple[Name, ...]:
        core = lead.core
        if not core:
            return (self._carried(setting),) if self.known or self.before else ()
        each = core.endswith("均") or setting.lead.endswith(("均", "均为", "均达", "均达到"))
        if DEPENDENT.match(core):
            return self._dependent(setting, core, each)
        if SHARE.match(core):
            bases = self._bases(setting, None)
            if bases:
                base = bases[-1]
                return (Name(merge_names(base.name.metric, core), "share", base.index),)
        if HANDLING_AT_END.search(core) and len(core) <= 12:
            noun = self._antecedent(setting)
            if noun:
                merged = noun + core if core.startswith("以") else core + noun
                return (Name(merged, "carried-noun", None, 0, core, noun),)
        if QUANTITY_HEAD.match(core):
            noun = self._modifier_of_head()
            return (Name(noun + core, "carried-noun", None, 0, "", noun + core),)
        return (self._leading(setting, core),)

    def _leading(self, setting: Setting, core: str) -> Name:
        """检查农村集市72个; a bare noun takes the verb of the figure before it."""
        opened = VERBS.match(core)
        if opened and not core.endswith("罪"):
            return Name(core, "lead", None, 0, opened.group(), _noun(core))
        inner = STRONG_VERB.search(core, 1)
        if inner and not RATIO_HEAD.search(core):
            return Name(core, "lead", None, 0, inner.group(), _noun(core[inner.start() :]))
        verb = "" if QUANTITY_LIKE.search(core) else self._carried_verb(setting)
        rule = "carried-verb" if verb else "lead"
        return Name(verb + core, rule, None, 0, verb, core)

    def _carried_verb(self, setting: Setting) -> str:
        plain = [known for known in self.known if not known.qualifier]
        same = [known for known in plain if known.group == setting.group]
        if same:
            return same[-1].name.verb
        earlier = [known for known in plain if known.group == setting.group - 1]
        return earlier[0].name.verb if earlier else ""

    def _carried(self, setting: Setting) -> Name:
        """达1674家: the name of the figure before it."""
        last = self.known[-1] if self.known else self.before
        if setting.depth and self.whole:
            last = self.whole
        if last is None:
            return Name("", "carried-name")
        name = last.name
        return Name(name.metric, "carried-name", None, 0, name.verb, name.noun)

    def _dependent(self, setting: Setting, core: str, each: bool) -> tuple[Name, ...]:
        """罚没款16.67万元 → 商业秘密案件罚没款."""
        plain = [k for k in self.known if not k.qualifier and k.group == setting.group]
        anchored = [known for known in plain if ANCHOR_AT_END.search(_anchor(known.name))]
        wanted = anchored if each else anchored[-1:]
        if not wanted and plain and (head := QUANTITY_HEAD_AT_END.search(plain[-1].name.metric)):
            stem = plain[-1].name.metric[: head.start()]
            return (Name(merge_names(stem, core), "dependent", None, 0, "", core),)
        if not wanted:
            return (Name(core, "lead", None, 0, "", core),)
        return tuple(
            Name(
                merge_names(_VAGUE.sub("", _anchor(known.name)), core),
                "dependent",
                known.index if RATIO_HEAD.search(core) else None,
                0,
                "",
                "",
            )
            for known in wanted
        )

    def _antecedent(self, setting: Setting) -> str:
        """The noun that a bare verb of handling goes back to; it is counted alike."""
        for known in reversed(self.known):
            if known.unit == setting.quantity.unit and known.name.noun and not known.qualifier:
                return known.name.noun
        before = self.before
        return before.name.noun if before and before.unit == setting.quantity.unit else ""

    def _modifier_of_head(self) -> str:
        for known in reversed(self.known):
            head = QUANTITY_HEAD_AT_END.search(known.name.metric)
            if head:
                return known.name.metric[: head.start()]
        return ""

    # --- parts and lists --------------------------------------------------------------------

    def _follow_part(self, setting: Setting, lead: Lead) -> None:
        bracket = setting.depth > (self.known[-1].depth if self.known else 0)
        if lead.part or (bracket and self.known):
            plain = [k for k in self.known if not k.qualifier and k.depth < 1 + setting.depth]
            self.whole = plain[-1] if plain else self.known[-1] if self.known else self.before
            self.part_depth = setting.depth
        elif self.whole is not None and (
            setting.depth < self.part_depth or (not self.part_depth and not setting.closed)
        ):
            self.whole, self.part_depth = None, -1

    def _within_whole(self, name: Name) -> Name:
        """其中行政认定13件 → 中国驰名商标行政认定."""
        if self.whole is None or name.rule in {"carried-name", "share", "dependent"}:
            return name
        noun = _BRACKETS.sub("", self.whole.name.noun or self.whole.name.metric)
        noun = _VAGUE.sub("", noun)
        if not noun or noun in name.metric or name.metric.startswith(noun[:4]):
            return name
        return Name(noun + name.metric, "part", None, 0, name.verb, name.noun)

    def _distributed(self, setting: Setting, core: str) -> Name | None:
        """发明、实用新型授权量分别为10件、20件: one each."""
        match = _EACH.match(setting.lead)
        if match and core:
            text = core.removesuffix("分别")
            self.items = _items(text)
            if len(self.items) < 2:
                self.items = []
                return None
        elif not (self.items and not core and setting.listed | setting.closed):
            self.items = []
            return None
        item = self.items.pop(0)
        return Name(item, "distributed", None, 0, "", item)


QUANTITY_LIKE = re.compile(r"(?:量|率|额|值|数|比|价|费|款|金|资金|面积|里程|浓度|收入|投资|总产值|指数|得分|价值|时间|周期|天数|罪)$")


def _items(text: str) -> list[str]:
    parts = [part for part in _LISTS.split(text) if part]
    head = QUANTITY_HEAD_AT_END.search(parts[-1]) if parts else None
    if head is None:
        return parts
    return [part if QUANTITY_LIKE.search(part) else part + head.group() for part in parts]


def _own_subject(core: str) -> str:
    """The subject of a rise within its own clause: 预审备案主体同比增长 → 预审备案主体."""
    match = RISE.match(core)
    own = match["of"] if match else core
    own = re.split("同比|环比|较|比|相比", own)[0]
    own = re.sub("(?:分别|均|又|也|还|实现|持续|大幅|进一步|再|仅)+$", "", own)
    return own if len(own) > 1 else ""


def _split_tail(tail: str) -> tuple[str, str]:
    """企业参会 → 企业, 参会; the deed is empty if the tail is a noun only."""
    match = PREDICATE.search(tail, 1)
    if match is None:
        return tail, ""
    return tail[: match.start()], tail[match.start() :].replace("了", "")


def _compose(verb: str, noun: str, deed: str, rule: str) -> Name:
    return Name(verb + deed + noun, rule, None, 0, verb if VERBS.match(verb) else "", noun)


def _plain_verb(verb: str) -> str:
    return verb.rstrip("了过")


def _is_phrase(core: str) -> bool:
    """It only opens a phrase: 为, 对淄博."""
    return bool(PREPOSITION.match(core)) and len(core) <= 6 and not VERBS_AT_END.search(core)


def _noun(metric: str) -> str:
    opened = VERBS.match(metric)
    return metric[opened.end() :] if opened else metric


def _anchor(name: Name) -> str:
    return _BRACKETS.sub("", name.noun or name.metric)


def merge_names(first: str, second: str) -> str:
    """Two names as one: what the first ends with and the second begins with is said once."""
    for length in range(min(len(first), len(second)), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second
