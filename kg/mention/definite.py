"""Whether a phrase that ends in a head names something definite: one undertaking, not any."""

import re

from kg.mention.initiative_words import Head, Token, Trigger, Words
from kg.mention.joint import has_partners
from kg.mention.name_begins import ORDINAL
from kg.mention.needs import Met, is_allowed
from kg.mention.phrases import Bounds, Left
from kg.mention.told_of import RUN_BY, TOLD_OF
from kg.read.document import Sentence

_AFTER_TITLE = re.compile("》(?:[、和与及]|以及)$")
_STEP_LIST = re.compile(
    "[^，。；、]{2,16}(?:、[^，。；、]{2,16})+(?:等|[两三四五六七八]项)(?:工作|协作)?"
)
_COUNTED = (
    "许可合同",
    "转让合同",
    "合作合同",
    "案件",
    "案",
    "监督抽检",
    "监督抽查",
    "风险监测",
    "抽检监测",
)
"""What is counted behind such a head is no single undertaking."""
_STEPS = re.compile("、[^，。；]{0,30}等(?:制度|机制|措施|举措|方式|手段|程序|事项|内容|环节)")
_ASPECTS = re.compile(
    "(?:、[^，。；]{0,30})?等(?:方面|领域|环节|层面|维度|角度|"
    "(?:重点|各类|相关|有关)?(?:经营主体|市场主体|机构|行业|单位|场所|企业|商户|门店|市场|商品|产品|问题))"
)
"""Behind the last of what is only dealt with: 从线索移送、宣传培训等方面."""
_SERVED = re.compile("(?:建设|发展|打造)?提供[^，。；]{0,10}(?:服务|保障|支撑|支持|助力)")
"""Behind what something is only done for: 为建设创新中心提供司法服务."""
_SAID = re.compile(r"已|均|还|要求|\d|必须|应当|可以|能够|纷纷")
"""Between a quotation and a head that does not belong to it: “单一窗口”已与30个部门系统对接."""
_PART = re.compile(r"其中\d")
"""What opens a count: 其中12件磋商协议."""
_WRONGED = ("侵犯", "侵害", "假冒", "仿冒", "冒充")
_HELD = re.compile("(?:于[^，。；]{1,12})?在[^，。；]{2,14}?(?:举行|召开|举办|启动|开幕|启幕)")
"""What is said of an event itself."""
_CLAUSE = 24
_KIND = 2
"""Characters before a mechanism that say what kind it is: 线索互通、结果互认的执法协作机制."""
_OCCASIONS = ("上", "期间", "中", "后", "设立", "现场")
_FURTHERS = frozenset({"深化", "推进", "推动", "强化", "落实", "抓好", "做好", "提供", "推广"})
"""Verbs of what is done all the time: 持续深化联合执法."""
_DEFINITE = ("本次", "此次", "该")


class Definiteness:
    """The tests that a phrase must pass in one document."""

    def __init__(self, bounds: Bounds, words: Words) -> None:
        self.view = bounds.view
        self.bounds = bounds
        self.met = Met()
        self._generic = words.generic
        self._clausal = words.clausal
        self._whole = words.whole

    def is_clausal(self, words: str) -> bool:
        """Whether the words are a clause rather than a name."""
        return self._clausal.search(words) is not None

    def is_wronged(self, begin: int) -> bool:
        """Whether what begins here is what somebody wronged: 侵犯“老字号”品牌."""
        return self.view.endswith(_WRONGED, 0, begin)

    def is_allowed(self, head: Head, left: Left, end: int, *, quoted: bool) -> bool:
        """Whether a head may close a phrase with what stands before it."""
        return is_allowed(self.bounds, self.met, head, left, end, quoted=quoted)

    def holds(self, begin: int, token: Token, head: Head, left: Left, sentence: Sentence) -> bool:
        """Whether the phrase names something definite."""
        name = self.view[begin : token.end]
        quoted = "“" in name and "”" in name
        said = quoted and self._is_said_between(begin, token)
        if said or not self.is_allowed(head, left, token.end, quoted=quoted):
            return False
        pointed = self._is_pointed_at(begin, token, head, left, quoted=quoted)
        if left.trigger is None and not (
            pointed or self._opens_clause(begin, left, token, sentence)
        ):
            return False
        if not quoted and self._is_said_of_many(name, token, head, left):
            return False
        if self._is_aside(head, token.end, sentence.end, quoted=quoted):
            return False
        modifiers = self.view[begin : token.begin]
        if self._is_list_of_steps(modifiers, head, left):
            return True
        if "等" in modifiers and (left.listed or modifiers.endswith("等")):
            return False
        if quoted or head.word in self._whole or (left.listed and len(modifiers) > 1):
            return True
        if (pointed or left.trigger) and head.type == "event" and ORDINAL.match(modifiers):
            return True
        if self._is_listed_mechanism(begin, token, head, left):
            return True
        if head.need == "titled" or left.trigger is None:
            return len(modifiers) >= (4 if pointed or head.need == "titled" else 6)
        if self._is_joint(head, left, sentence.begin, len(name)):
            return True
        if len(name) >= 4 and self._is_staffed(head, left, sentence, begin):
            return True
        return self._is_specific(modifiers, head, left.trigger)

    def _is_said_between(self, begin: int, token: Token) -> bool:
        """Whether a clause goes on between quotation and head: “单一窗口”已与30个部门系统…."""
        quotation = max(begin, self.view.rfind("”", begin, token.end))
        return _SAID.search(self.view, quotation, token.begin) is not None

    def _is_aside(self, head: Head, end: int, limit: int, *, quoted: bool) -> bool:
        """Whether what follows says that it is counted, only dealt with, or only served."""
        counted = head.word in _COUNTED and (not quoted or head.word == "案件")
        counted = counted or (head.type == "policy" and not quoted)
        if counted and self.view[end : end + 1].isdigit():
            return True
        dealt = not quoted and _ASPECTS.match(self.view, end, limit) is not None
        return dealt or _SERVED.match(self.view, end, limit) is not None

    def _is_pointed_at(
        self, begin: int, token: Token, head: Head, left: Left, *, quoted: bool
    ) -> bool:
        """Whether the words around say which one it is: a name, 该, 在…期间, a title before it."""
        if (quoted and (head.need == "strong" or head.type == "case")) or begin < left.floor:
            return True
        if head.type == "case" and self.view.startswith(("对", "就"), begin - 1):
            return True
        if self.view.endswith(_DEFINITE, 0, begin):
            return True
        if head.type == "event" and _HELD.match(self.view, token.end):
            return True
        if left.trigger is None and RUN_BY.search(self.view, max(0, begin - _CLAUSE), begin):
            return True
        if left.trigger is None and begin == left.floor and TOLD_OF.match(self.view, token.end):
            return True
        if self.view.startswith(("在", "于"), begin - 1) and self.view.startswith(
            _OCCASIONS, token.end
        ):
            return True
        return _AFTER_TITLE.search(self.view, max(0, begin - 3), begin) is not None

    def _is_said_of_many(self, name: str, token: Token, head: Head, left: Left) -> bool:
        """Whether an unquoted phrase is a clause, a list of steps or what is counted behind it."""
        if "探索" in name or "或" in name or _PART.match(name):
            return True
        cited = left.trigger is not None and left.trigger.kind == "cite"
        if cited and ("、" in name or self._clausal.search(name)):
            return True
        return _STEPS.match(self.view, token.end) is not None

    def _is_specific(self, modifiers: str, head: Head, trigger: Trigger) -> bool:
        """Whether the modifiers say enough: their length, without the words that say nothing."""
        length = len(modifiers) + len(head.word)
        if trigger.kind == "sign" and length >= 4:
            return True
        if (
            trigger.kind in ("run", "found")
            and len(modifiers) >= 4
            and length >= 7
            and head.type in ("campaign", "event", "facility")
        ):
            return True
        rest = re.sub(r"[、和与及的“”]", "", self._generic.sub("", modifiers))
        if not rest and re.search("[、和与及]", modifiers):
            return False
        return len(modifiers) >= (6 if head.type == "event" else 8) or (
            len(rest) >= 2
            and (head.type == "campaign" or len(modifiers) + max(0, len(head.word) - 2) >= 3)
        )

    def _is_list_of_steps(self, modifiers: str, head: Head, left: Left) -> bool:
        """建立线索移送、鉴定互认、案件会商三项制度: the steps are its name."""
        found = left.trigger is not None and left.trigger.kind == "found"
        previous = self.met.previous
        within = self.met.founds or (previous is not None and previous.head.type == "mechanism")
        return (
            found
            and not within
            and head.type == "mechanism"
            and bool(_STEP_LIST.fullmatch(modifiers))
        )

    def _is_staffed(self, head: Head, left: Left, sentence: Sentence, begin: int) -> bool:
        """组织市公安局、市城管局组成3个组，开展专项督查: who is sent says which one it is."""
        if head.type != "campaign" or head.need != "strong" or self.met.previous is not None:
            return False
        sent = self.bounds.actors_within(sentence.begin, begin)
        cues = ("组织", "抽调", "会同", "联合")
        runs = left.trigger is not None and left.trigger.word not in _FURTHERS
        return runs and any(self.view.endswith(cues, 0, mention.begin) for mention in sent)

    def _is_joint(self, head: Head, left: Left, start: int, length: int) -> bool:
        """联合市法院等部门开展执法宣传活动: who takes part says which one it is."""
        return (
            head.type in ("campaign", "event")
            and head.need in ("strong", "action")
            and left.trigger is not None
            and left.trigger.kind == "run"
            and left.trigger.word not in _FURTHERS
            and length >= 3
            and has_partners(self.bounds, left.floor, left.trigger.word, start)
        )

    def _is_listed_mechanism(self, begin: int, token: Token, head: Head, left: Left) -> bool:
        """建立线索通报、异地协查、结果互认的协作机制: the steps say which mechanism it is."""
        return (
            head.type == "mechanism"
            and token.begin - begin <= _KIND
            and self.view.endswith("的", 0, begin)
            and "、" in self.view[left.start : begin]
        )

    def _opens_clause(self, begin: int, left: Left, token: Token, sentence: Sentence) -> bool:
        """A phrase without a verb before it must begin its clause and have one behind it."""
        name = self.view[begin : token.end]
        is_case = "案" in name and any(head.type == "case" for head in token.heads)
        if (self._clausal.search(name) and not is_case) or len(name) > 30:
            return False
        if begin > left.floor and "“" not in name:
            return False
        if is_case and self.view[token.end : sentence.end] in ("", "。"):
            return True
        if token.end >= sentence.end:
            return False
        char = self.view[token.end]
        return "\u4e00" <= char <= "\u9fff"
