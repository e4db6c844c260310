"""Where the phrase that names an undertaking begins: from its head left to the governing verb."""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.facts import ActorMention
from kg.frozen import value
from kg.mention.atoms import Atom, Atoms
from kg.mention.initiative_words import Head, Need, Token, Trigger, TriggerClass, Words
from kg.mention.told_of import MOVED, TOLD_BEGINS, TOLD_OF
from kg.read.document import Document, Sentence
from ontology.regions import load_regions

HARD = "。；！？，：;"
_HARD = re.compile(f"[{HARD}]")
LONGEST_NAME = 60
"""Characters that a phrase may have."""
_COUNT = re.compile(
    r"(?:第)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:余|多)?"
    r"(?:个|家|项|场|期|次|处|批|所|支|份|起|场次|轮)(?:次)?"
)
_PLACES_COUNTED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,5}、)+[\u4e00-\u9fff]{2,5}?(?:\d+|[两三四五六七八九十])(?:个|处|家|所)"
)
_COUNTED_BEFORE = re.compile(r"\d+(?:余|多)?(?:次|场|期|个|家|项|批|轮|起|件)[、，和及]")
_COUNTED_THEN = re.compile(
    r"\d+(?:余|多)?(?:个|家|项|场|期|次|处|批|所|支|份|轮|部|篇|件|场次)[、，和及]"
)
_KIND = 4
"""Characters in which a word stands right behind a quotation."""
_SUMS = "等大项个性列题合"
"""How what `_SUMMED` matches ends."""
_SUMMED = re.compile(
    "(?:等?(?:[两一二三四五六七八九十]+(?:大|项|个))?(?:阶段性|专项|系列|主题|联合|专题)?)$(?<=[等大项个性列题合])"
)
_GOES_ON = re.compile(r"(?:[、和与及暨]|以及)?")
_AT = re.compile(r"(?:(?:多次|先后|分别|再次|两次|三次|连续)?[在于])?")
_DEFINITE = ("本次", "此次", "该")
_UNITS = frozenset("省市县区州旗盟")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]+是|[（(]?\d{1,2}[）)、.](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}(?=[“《])"
    r"|（[一二三四五六七八九十]+）|（[甲乙丙丁戊己庚辛]）|[一二三四五六七八九十]+、|[①-⑳])"
)


_AGREED = re.compile("同意[^，。；“]{1,12}?(?:创建|建设|开展|设立|筹建|成为)")
"""Behind 批复: 同意某市创建全国版权示范城市."""
_TAKEN = Trigger("把", "found", True)


def _is_in_word(view: str, begin: int) -> bool:
    """Whether what looks like a verb is the rest of a word: 联合办案, 企业开办."""
    return view.startswith("联合", begin - 1) or view.startswith("企业开办", begin - 2)


@value
class Phrase:
    """A bounded phrase and the verb before it."""

    begin: int
    end: int
    head: Head
    trigger: Trigger | None
    name: str


@value
class Left:
    """What stands before a head: how far a phrase may reach and the verb that governs it."""

    floor: int
    start: int
    trigger: Trigger | None
    listed: bool
    """The phrase goes on with a list whose verb stands before the first member."""


def _past(pattern: re.Pattern[str], text: str, place: int, limit: int = sys.maxsize) -> int:
    match = pattern.match(text, place, limit)
    return match.end() if match else place


def _opens_region(view: str, token: Token) -> bool:
    """Whether what looks like a verb begins the name of a region: 新建区."""
    unit = view[token.end : token.end + 1] in _UNITS
    return unit and load_regions().opening(view[token.begin : token.end + 1]) is not None


class Bounds:
    """The lexicon words, brackets and actors of one document, to bound phrases with."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], words: Words) -> None:
        self.view = document.view
        self.atoms = Atoms(document.view)
        self.actors = actors
        self.actor_begins = [mention.begin for mention in actors]
        self.words = words
        self._tokens = words.tokens(document.view)
        self._begins = [token.begin for token in self._tokens]
        self._heads = [token for token in self._tokens if token.heads]
        self._head_begins = [token.begin for token in self._heads]
        self._by_begin = {token.begin: token for token in self._tokens}
        self._by_end = {token.end: token for token in self._tokens}
        self._verbs = [
            token
            for token in self._tokens
            if token.triggers and self.atoms.around(token.begin) is None
            if not _opens_region(document.view, token)
            if not _is_in_word(document.view, token.begin)
        ]
        self._verb_begins = [token.begin for token in self._verbs]
        self._member_ends = [
            token.end
            for token in self._tokens
            if token.strong and self.view.startswith("、", token.end)
        ]
        self._walls = self._find_walls()
        """Behind what no phrase runs over: where a phrase may begin again."""

    def _find_walls(self) -> list[int]:
        around = self.atoms.around
        marks = [at for match in _HARD.finditer(self.view) if around(at := match.start()) is None]
        titles = [atom.end for atom in self.atoms.all if atom.kind == "title"]
        return sorted([*(at + 1 for at in marks), *titles])

    def actors_within(self, begin: int, end: int) -> Sequence[ActorMention]:
        """The actors named in [begin, end)."""
        first = bisect_left(self.actor_begins, begin)
        return self.actors[first : bisect_left(self.actor_begins, end)]

    def body_named(self, begin: int, end: int) -> str:
        """The full name of the body that exactly this range names, or ""."""
        at = bisect_left(self.actor_begins, begin)
        if at < len(self.actors) and (self.actors[at].begin, self.actors[at].end) == (begin, end):
            return self.actors[at].actors[0].name
        return ""

    def closes_strong(self, place: int) -> bool:
        """Whether a strong head ends right at `place`: 示范县项目."""
        token = self._by_end.get(place)
        return token is not None and token.begin >= place - 8 and token.strong

    def heads_at(self, place: int, needs: tuple[Need, ...]) -> bool:
        """Whether a closed head of one of these needs begins at `place`: 宣传周启动仪式."""
        token = self._by_begin.get(place)
        return (
            token is not None
            and any(head.need in needs for head in token.heads)
            and self.is_closed(token.end, len(self.view))
        )

    def head_follows(self, place: int) -> bool:
        """Whether the words from `place` on end in a head: the quotation before is its modifier."""
        for token in self.slice(place, place + 8):
            words = self.view[place : token.begin]
            verbs = any(trigger.pure and trigger.kind != "handle" for trigger in token.triggers)
            if verbs or not all("\u4e00" <= char <= "\u9fff" for char in words):
                return False
            if token.heads and self.is_closed(token.end, len(self.view)):
                return True
        return False

    def headed(self, begin: int, end: int) -> list[Token]:
        """The heads that begin in [begin, end)."""
        begins = self._head_begins
        return self._heads[bisect_left(begins, begin) : bisect_left(begins, end)]

    def slice(self, begin: int, end: int) -> list[Token]:
        """The tokens that begin in [begin, end)."""
        return self._tokens[bisect_left(self._begins, begin) : bisect_left(self._begins, end)]

    def left(
        self, head: Token, place: int, sentence: Sentence, last: int, previous: Phrase | None
    ) -> Left:
        """What stands left of `place`, where a head or the quotation that it closes begins.

        `previous` is the phrase found before it.
        """
        floor = self._floor(place, sentence, last)
        trigger, start = self._trigger(floor, place, handled=head.case)
        start = max(start, self._after_member(start, place))
        if trigger is None and previous is not None and floor >= previous.end:
            end = previous.end + self.view.startswith("”", previous.end)
            end += 2 * self.view.startswith("工作", end)
            floor = max(floor, end)
            between = self.view[end : floor + 1]
            if between == "“" and end == floor:
                return Left(floor, floor, previous.trigger, True)
            counted = _COUNTED_THEN.match(self.view, end)
            if counted and floor <= counted.end() <= place:
                return Left(floor, counted.end(), previous.trigger, True)
            if between and between[0] in "、和与及暨" and _GOES_ON.fullmatch(between):
                return Left(floor, _past(_GOES_ON, self.view, floor), previous.trigger, True)
        if trigger is not None and trigger.kind == "award":
            start = max(start, self.view.rfind("为", start, place) + 1)
            start = _past(_AGREED, self.view, start, place)
        if trigger is None:
            facility = any(each.type == "facility" for each in head.heads)
            trigger = self._issued_elsewhere(floor, ("base",) if facility else ())
        if trigger is None and (moved := self._moved(floor, place, head.end)):
            return Left(floor, moved, _TAKEN, False)
        if trigger is None:
            start = _past(_AT, self.view, start)
        if trigger is None:
            for word in _DEFINITE:
                at = self.view.rfind(word, floor, place)
                start = max(start, at + len(word) if at >= 0 else start)
        return Left(floor, start, trigger, False)

    def _moved(self, floor: int, place: int, end: int) -> int:
        """Where the object of 把 or 将 begins that ends in a head: 把服务站搬进园区; else 0."""
        at = max(self.view.rfind("把", floor, place), self.view.rfind("将", floor, place))
        return at + 1 if at >= floor and MOVED.match(self.view, end) else 0

    def _after_member(self, start: int, place: int) -> int:
        """Past the members of the list that the head at `place` goes on with."""
        at = bisect_left(self._member_ends, place) - 1
        if at < 0 or self._by_end[self._member_ends[at]].begin < start:
            return start
        return self._member_ends[at] + 1

    def _issued_elsewhere(self, floor: int, also: tuple[TriggerClass, ...]) -> Trigger | None:
        """转发省局…的通知: the verb stands before a body that the phrase begins with.

        `also` are further classes of verbs that may: 通过省法院调解平台.
        """
        at = bisect_left(self.actor_begins, floor) - 1
        if at < 0 or self.actors[at].end != floor:
            return None
        while at and self.view[self.actors[at - 1].end : self.actors[at].begin] in (
            "、",
            "和",
            "与",
        ):
            at -= 1
        place = self.actors[at].begin
        token = self._by_end.get(place)
        if token is None or token.begin < place - 4:
            return None
        kinds = ("issue", "found", "attend", "award", "run", *also)
        return next((t for t in token.triggers if t.kind in kinds), None)

    def is_closed(self, end: int, limit: int) -> bool:
        """No noun goes on after `end`."""
        if end >= limit:
            return True
        view, tails = self.view, self.words.tails
        char = view[end : end + 1]
        if char in self.words.tail_begins and view.startswith(tails, end):
            end += len(next(tail for tail in tails if view.startswith(tail, end)))
            char = view[end : end + 1]
        if end >= limit or not "\u4e00" <= char <= "\u9fff":
            return True
        followers = self.words.followers.get(char)
        if followers is not None and followers.match(view, end) is not None:
            return True
        return char in TOLD_BEGINS and TOLD_OF.match(view, end) is not None

    def _floor(self, head: int, sentence: Sentence, last: int) -> int:
        """The leftmost place where a phrase that ends at `head` may begin."""
        floor = max(sentence.begin, last, head - LONGEST_NAME)
        wall = bisect_right(self._walls, head) - 1
        if wall >= 0:
            floor = max(floor, self._walls[wall])
        at = bisect_left(self.actor_begins, head) - 1
        if at >= 0 and floor < self.actors[at].end <= head:
            floor = self.actors[at].end
        item = _ITEM.match(self.view, floor)
        return item.end() if item and item.end() < head else floor

    def _trigger(self, floor: int, head: int, *, handled: bool) -> tuple[Trigger | None, int]:
        """The verb whose object the phrase is, and where the phrase may begin after it."""
        loose: tuple[Trigger, int] | None = None
        pure: tuple[Trigger, int] | None = None
        begins = self._verb_begins
        for token in self._verbs[bisect_left(begins, floor) : bisect_left(begins, head)]:
            if token.end > head or self.view.startswith("、", token.end):
                continue  # 异地投诉协同处理、消费警示联合发布、… tells what is listed
            for trigger in token.triggers:
                if trigger.kind == "handle" and not handled:
                    continue
                if trigger.kind == "attend" and self.view.startswith("的", token.end):
                    continue  # 组成甲局、乙局参与的工作专班
                if handled and trigger.kind == "base" and not trigger.pure:
                    continue  # how it was done is told in its name: 利用互联网侵犯著作权案
                if trigger.pure:
                    pure = trigger, token.end
                elif trigger.kind in ("cite", "found") and self._is_kind(token.begin, floor):
                    continue
                elif loose is None or loose[1] == token.begin:
                    loose = trigger, token.end
        if pure is not None:
            return pure
        return loose if loose is not None else (None, floor)

    def _is_kind(self, place: int, floor: int) -> bool:
        """Whether a word says what a quotation right before it is: “甲”志愿服务活动."""
        quoted = self.view.rfind("”", max(floor, place - _KIND), place)
        between = self.view[quoted + 1 : place]
        return quoted >= 0 and (not between or between.isalpha())

    def quotes_before(self, head: int, floor: int) -> list[Atom]:
        """The quoted names that stand right before a head: “A”“B”等, “A”、“B”, “A”.

        “A”暨“B” is one name.
        """
        end = head
        if self.view[head - 1] in _SUMS:
            counted = _SUMMED.search(self.view, max(floor, head - 8), head)
            end = counted.start() if counted else head
        found: list[Atom] = []
        while end > floor:
            atom = self.atoms.around(end - 1)
            if atom is None or atom.kind != "quote" or atom.begin < floor:
                break
            if found and self.view.startswith("暨", atom.end):
                found[-1] = replace(found[-1], begin=atom.begin)
            else:
                found.append(atom)
            end = atom.begin
            if self.view[end - 1 : end] in ("、", "和", "与", "及", "暨"):
                end -= 1
        return found[::-1]

    def trim(self, begin: int, end: int, *, whole: bool = False) -> int:
        """The begin of the name: past what is only attributive, adverbial or a count."""
        if not whole:
            place = self.view.rfind("的", begin, end)
            while place >= 0 and self.atoms.around(place):
                place = self.view.rfind("的", begin, place)
            begin = max(begin, place + 1)
        begin = _past(_PLACES_COUNTED, self.view, begin, end)
        for counted in _COUNTED_BEFORE.finditer(self.view, begin, end):
            begin = counted.end()
        moved = True
        while moved and begin < end:
            moved = False
            verb = self._by_begin.get(begin)
            if verb and verb.triggers and verb.end <= end - 4:
                begin, moved = verb.end, True
            opener = self.words.openers.get(self.view[begin])
            for pattern in (opener, _COUNT):
                match = pattern.match(self.view, begin, end) if pattern else None
                if match:
                    begin, moved = match.end(), True
        while begin < end and self.view[begin] in "、和与及暨的 ":
            begin += 1
        return begin

    def verb_right_before(self, place: int, sentence: Sentence) -> TriggerClass | None:
        """The class of the verb that ends at `place`, if any."""
        token = self._by_end.get(place)
        if token is None or token.begin < max(sentence.begin, place - 6) or not token.triggers:
            return None
        return token.triggers[0].kind if token.triggers[0].word != "以" else None
