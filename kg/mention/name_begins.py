"""Where the name of an undertaking begins, once its head and the verb before it are known."""

import re
from bisect import bisect_left

from kg.mention.atoms import Atom
from kg.mention.initiative_words import REACHING, Head, Token, Words
from kg.mention.phrases import LONGEST_NAME, Bounds, Left, Phrase

_INNER_COUNT = re.compile(r"(\d{4}年度?)[一二三四五六七八九十\d]+[项个]")
_SUPERVISED = re.compile("[部厅省市]督(?=“)")
_OCCASION = re.compile("(?:[周日月节]|课堂|讲堂|论坛|大赛|竞赛)”")
_PLACE_BEFORE = re.compile("[一-鿿]{2,5}?[省市县区旗州镇](?=“)")
_SUM = re.compile(r"(?<=”)(?:等|(?:[两二三四五六七八九十]+|\d+)(?:大|项|个))+(?=[\u4e00-\u9fff])")
_STEPS = re.compile("(?P<steps>[一-鿿]{2,6}(?:、[一-鿿]{2,6})+)、(?=[一-鿿]{4})")
_EXAMPLES = re.compile(
    "[^，。；等]{2,}?、[^，。；等]{2,}等(?=[一-鿿]{2})(?![一二两三四五六七八九十]+[个项大类种])"
)
_COUNTED = re.compile("等|[两三四五六七八]项")
_OWNED = "平台"
_SHORT_OWNED = 6
"""Characters of a platform's name that do not tell which one it is: 调解平台."""
_LONGEST_FIELD = 8
"""Characters that may stand before a quoted name without a verb: 食品安全“守查保”专项行动."""
_WATCHED = ("督导", "督查", "督办", "指导", "调研")
_TOLD = ("对“", "就“")
"""A preposition before a quoted name that is told about."""
_NUMBERED = re.compile(r"\d{1,2}[.·•]\d{1,2}")
ORDINAL = re.compile(r"(?:首[次场届期]|第[一二三四五六七八九十\d]{1,3}[次场届期轮])")
"""What tells one meeting from the others of its row: 首次联席会议."""
_ORDINAL_BEFORE = re.compile(rf"{ORDINAL.pattern}\Z")


_NUMBERED_MEETING = re.compile("第[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会)")
_CONVENES = ("召开了", "召开", "举行")
_COUNCILS = ("领导小组", "委员会", "联席会议", "食安委", "安委会", "食药安委")


class NameBegins:
    """The names of one document, cut to the shortest that identifies an undertaking."""

    def __init__(self, bounds: Bounds, words: Words) -> None:
        self.view = bounds.view
        self.bounds = bounds
        self.atoms = bounds.atoms
        self._generic = words.generic
        self._handling = words.handling

    def begin(self, token: Token, head: Head, left: Left, quotes: list[Atom]) -> int:
        """Where the name that ends in a head begins, past what is attributive or a count."""
        begin = self.bounds.trim(left.start, token.begin, whole=head.need == "titled")
        if head.type not in ("case", "mechanism", "policy"):
            begin = self._behind_examples(begin, token.begin)
        if head.type == "mechanism":
            return self._behind_steps(begin, token.begin)
        if head.type == "case":
            named = [a for a in self.atoms.within(left.start, token.begin) if a.kind == "quote"]
            numbered = [a for a in named if _NUMBERED.match(self.view, *a.inner)]
            if self.view.startswith(("对", "就"), begin):
                begin += 1
            if numbered:
                return self._with_place(numbered[0].begin, begin)
            return self._with_offender(begin, left)
        if head.type == "event" and (met := self._of_meeting(begin, token.begin, left)) >= 0:
            return met
        if head.type == "facility" and self._is_owned(begin, token.end, left):
            return self.bounds.actors[bisect_left(self.bounds.actor_begins, begin) - 1].begin
        if head.type == "agreement" and begin == token.begin:
            signed = left.trigger is not None and left.trigger.kind == "sign"
            together = -1 if signed else self.view.rfind("与", left.floor - LONGEST_NAME, begin)
            actor = bisect_left(self.bounds.actor_begins, begin) - 1
            if actor >= 0 and self.bounds.actors[actor].end >= left.floor and together >= 0:
                return max(together, begin - LONGEST_NAME)
        if self.view.startswith(_TOLD, begin):
            begin += 1
        if left.trigger is None and quotes:
            field = self.view[begin : quotes[-1].begin]
            if len(field) > _LONGEST_FIELD or field.endswith(_WATCHED):
                return quotes[-1].begin
        return begin

    def _of_meeting(self, begin: int, head: int, left: Left) -> int:
        """Where the name of a meeting begins that its number or its body tells; -1 if none does."""
        row = _ORDINAL_BEFORE.search(self.view, left.floor, begin)
        if row is not None:
            return row.start()
        short = head - begin <= 4 and begin == left.floor
        return self._with_body(begin, left) if short else -1

    def reaches_back(self, head: Head, left: Left) -> bool:
        """Whether the name may begin before the phrase, with a body."""
        if head.type == "event":
            return left.trigger is not None and left.trigger.kind == "attend"
        return head.type in REACHING

    def _behind_examples(self, begin: int, end: int) -> int:
        """Past what is only listed as examples: 特钢、集成电路等产业专利导航项目."""
        examples = _EXAMPLES.match(self.view, begin, end)
        if examples is None or self.atoms.around(examples.end()):
            return begin
        return examples.end()

    def _behind_steps(self, begin: int, end: int) -> int:
        """Where the name begins behind its steps: 揭榜、评估、转化、跟踪闭环服务机制.

        Steps that are listed have the same length; what the last one has more is the name.
        """
        steps = _STEPS.match(self.view, begin, end)
        if steps is None:
            return begin
        lengths = {len(step) for step in steps["steps"].split("、")}
        place = steps.end() + max(lengths)
        counted = _COUNTED.match(self.view, place)
        alike = len(lengths) == 1 and end - place >= 2
        return place if alike and not counted else begin

    def _with_offender(self, begin: int, left: Left) -> int:
        """Where a case's name begins: 查处的某公司…案, with who is said to have done it."""
        actor = bisect_left(self.bounds.actor_begins, left.floor) - 1
        if begin != left.floor and left.trigger is None:
            return begin
        if actor >= 0 and self.bounds.actors[actor].end == left.floor:
            body = self.bounds.actors[actor].begin
            handled = self.view.endswith(self._handling, 0, body)
            return body if handled or self.view[body - 1] in "的了" else begin
        return begin

    def _with_body(self, begin: int, left: Left) -> int:
        """Where the name of a body's own meeting begins: 召开市食安委全体会议."""
        actor = bisect_left(self.bounds.actor_begins, begin) - 1
        told = left.trigger is not None and left.trigger.kind in ("attend", "run")
        if told and actor >= 0 and self.bounds.actors[actor].end == begin:
            return self.bounds.actors[actor].begin
        return begin

    def _is_owned(self, begin: int, end: int, left: Left) -> bool:
        """Whether a phrase only says what kind of platform a body runs: 最高人民法院调解平台."""
        actor = bisect_left(self.bounds.actor_begins, begin) - 1
        if begin != left.floor or end - begin > _SHORT_OWNED or actor < 0:
            return False
        return self.view.endswith(_OWNED, begin, end) and self.bounds.actors[actor].end == begin

    def _with_place(self, quote: int, begin: int) -> int:
        """Where a case's name begins: the place right before its number belongs to it."""
        place = _PLACE_BEFORE.search(self.view, max(begin, quote - 6), quote)
        return place.start() if place else quote

    def phrase(self, begin: int, end: int, head: Head, left: Left, added: str = "") -> Phrase:
        """The phrase from `begin` to `end`, its name cut and `added` behind it."""
        if head.type == "case" and (supervised := _SUPERVISED.match(self.view, begin, end)):
            begin = supervised.end()
        if head.word == "活动" and _OCCASION.search(self.view, begin, end):
            head = Head(head.word, "event", head.need)
        begin = self._named_from(begin, end, head)
        name = self.view[begin:end] + added
        if counted := _INNER_COUNT.match(name):
            name = counted[1] + name[counted.end() :]
        if "”" in name:
            name = _SUM.sub("", name)
        if head.type == "event" and _NUMBERED_MEETING.fullmatch(name):
            name = self._convener(begin) + name
        return Phrase(begin, end, head, left.trigger, name)

    def _convener(self, begin: int) -> str:
        """The council whose numbered meeting it is: 市食安委召开第二次全体会议; "" if none."""
        verb = next((each for each in _CONVENES if self.view.endswith(each, 0, begin)), "")
        at = bisect_left(self.bounds.actor_begins, begin) - 1
        if not verb or at < 0 or self.bounds.actors[at].end != begin - len(verb):
            return ""
        form = self.view[self.bounds.actors[at].begin : self.bounds.actors[at].end]
        return form if form.endswith(_COUNCILS) else ""

    def _named_from(self, begin: int, end: int, head: Head) -> int:
        """The begin of the shortest name: a field that says nothing before the quotation goes."""
        quote = self.view.find("“", begin, end)
        if quote <= begin or head.type not in ("campaign", "event"):
            return begin
        return quote if not self._generic.sub("", self.view[begin:quote]) else begin
