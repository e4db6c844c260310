"""The figures of a sentence that were named already, and what is carried from them."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.frozen import value
from kg.relate.figure_settings import Setting
from kg.relate.metric_patterns import ANCHOR_AT_END, ANCHOR_VERB, QUANTITY_HEAD_AT_END

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_VAGUE = re.compile("^(?:新收|旧存|实有|现有|共有|各级|各类|各种|全部|有关|相关|上述|该类|以上)+")
_CHARGE = "公诉"
"""No thing that a verb could be done to, though it stands behind 提起."""
_MONEY = "元"
_CASES = "案件"
"""Says least of all nouns: of which kind the cases are, a figure before may say."""
DEEPEST = 99
REACH = 48
"""Figures of a sentence that are remembered: keeps the work linear in long lists."""
_QUALIFYING = ("growth", "rank", "aside", "prior")


@value
class Name:
    """The metric of a figure, and how it was found."""

    metric: str
    rule: str
    base: int | None = None
    """Index of the observation that this one qualifies."""
    growth: int = 0
    """1 the figure is a rise, -1 a fall."""
    verb: str = ""
    noun: str = ""

    @property
    def head(self) -> str:
        """The noun without brackets and vague words: 知识产权及假冒伪劣案件."""
        return _VAGUE.sub("", _BRACKETS.sub("", self.noun or self.metric))


@value
class Known:
    """A figure that was named."""

    place: int
    """Index of its observation."""
    name: Name
    unit: str
    group: int
    depth: int
    plain: bool
    """It measures something itself, and may be qualified by what follows."""
    value: Decimal | None = None


@dataclass(slots=True)
class Memory:
    """The figures of one sentence in order, and those of the sentence before it."""

    earlier: Sequence[Known] = ()
    """The figures of the last sentence of the paragraph that had any."""
    known: deque[Known] = field(default_factory=lambda: deque(maxlen=REACH))

    def keep(self, index: int, name: Name, setting: Setting) -> None:
        """Remember a figure for those behind it."""
        unit, plain = setting.quantity.unit, not name.rule.startswith(_QUALIFYING)
        value = setting.quantity.value
        self.known.append(Known(index, name, unit, setting.group, setting.depth, plain, value))

    @property
    def last(self) -> Known | None:
        """The figure before, if need be that of the sentence before."""
        every = self.known or self.earlier
        return every[-1] if every else None

    def measured(self, unit: str) -> Known | None:
        """The last figure in this unit, or the last rise, that another time is compared with."""
        alike = [each for each in self.plain() if each.unit == unit]
        rises = [each for each in self.known if each.name.growth]
        return next(reversed(alike or rises), None)

    def plain(self, group: int | None = None) -> list[Known]:
        """The figures that measure something themselves, of the sentence or a part of it."""
        return [k for k in self.known if k.plain and (group is None or group == k.group)]

    def bases(self, setting: Setting, each: str | None) -> list[Known]:
        """What a growth or rank is that of: the figure before it, or several (均, 分别)."""
        plain = [known for known in self.plain() if known.depth <= setting.depth] or self.plain()
        if not plain:
            before = [known for known in self.earlier if known.plain]
            return [self.known[-1]] if self.known else before[-1:]
        if each in {"均", "各", "都"}:
            return [known for known in plain if known.group == setting.group] or plain[-1:]
        if each == "分别":
            return self._run(plain)[:1]
        change = setting.quantity.unit not in {"%", "‰", "倍", "个百分点", "位"}
        if change and plain[-1].unit != setting.quantity.unit:
            alike = [known for known in plain if known.unit == setting.quantity.unit]
            plain = alike or plain
        last = self.known[-1]
        if setting.listed and not setting.lead and last.name.base is not None:
            return [known for known in plain if known.place > last.name.base][:1] or plain[-1:]
        return plain[-1:]

    def last_ones(self, setting: Setting, count: int) -> list[Known]:
        """The last figures that measure something themselves, as many as a 分别 needs."""
        plain = [known for known in self.plain() if known.depth <= setting.depth]
        return plain[-count:]

    def alike(self, unit: str) -> list[Known]:
        """The figures of the sentence that measure something themselves in this unit."""
        return [known for known in self.plain() if known.unit == unit]

    def antecedent(self, unit: str, depth: int = DEEPEST) -> str:
        """The noun that a bare verb of handling goes back to; it is counted alike.

        What brackets deeper than the verb hold is passed over.
        """
        for known in (*reversed(self.known), *reversed(self.earlier)):
            alike = known.unit == unit and known.name.noun and known.plain
            if alike and known.depth <= depth and known.name.noun != _CHARGE:
                noun = known.name.noun
                return self.full_noun(noun) or noun if noun == _CASES else noun
        return ""

    def full_noun(self, short: str) -> str:
        """The noun of a figure before that ends in a short form of it: 驿站 → 服务驿站; else ""."""
        for known in (*reversed(self.known), *reversed(self.earlier)):
            noun = known.name.head
            if known.plain and len(noun) > len(short) and noun.endswith(short):
                return noun
        return ""

    def stem(self) -> str:
        """What the last 商标申请量 is the quantity of: 商标."""
        for known in reversed(self.known):
            if head := QUANTITY_HEAD_AT_END.search(known.name.metric):
                return known.name.metric[: head.start()]
        return ""

    def anchored(self, group: int | None) -> list[Known]:
        """The figures of a part of the sentence that an amount or a rate may belong to."""
        found = [
            known
            for known in self.plain(group)
            if known.name.noun
            and known.name.rule != "share"
            and not known.name.head.startswith("不合格")
            and (ANCHOR_AT_END.search(known.name.head) or ANCHOR_VERB.search(known.name.verb))
        ]
        return [known for known in found if known.name.rule != "part"] or found

    def verb(self, group: int, depth: int = DEEPEST) -> str:
        """The verb that carries on to a bare noun; that of deeper brackets does not."""
        same = [known for known in self.plain(group) if known.depth <= depth]
        if same:
            return same[-1].name.verb
        above = self.plain(group - 1)
        return above[0].name.verb if above else ""

    def whole(self, setting: Setting) -> Known | None:
        """What 其中 or a bracket opens a part of: the last figure alike that can hold it."""
        plain = [known for known in self.plain() if known.depth <= setting.depth]
        pool = plain or [known for known in self.earlier if known.plain]
        alike = [known for known in pool if known.unit == setting.quantity.unit]
        part = setting.quantity.value
        holding = [k for k in alike if part is None or k.value is None or k.value >= part]
        if alike and not holding:
            return None
        alike = holding
        if setting.quantity.unit != _MONEY:
            plain = [known for known in plain if known.unit != _MONEY] or plain
        if plain:
            return (alike or plain)[-1]
        return (alike or pool)[0] if pool else None

    @staticmethod
    def _run(plain: list[Known]) -> list[Known]:
        return [known for known in plain if known.group == plain[-1].group]


def merge_names(first: str, second: str) -> str:
    """Two names as one: what the first ends with and the second begins with is said once."""
    for length in range(min(len(first), len(second)), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second
