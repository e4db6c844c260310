"""Undertakings named in a document: head nouns found, their phrases bounded, equal ones made one.

A phrase is found from its head (`专项行动`, `联席会议制度`) leftwards to the verb whose object it is.
Titles in 《》 are read by kg/mention/titles.py.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts import ActorMention, Initiative, InitiativeMention, InitiativeType
from kg.mention.atoms import Atom, Atoms
from kg.mention.context import Context
from kg.mention.identity import Candidate, identify
from kg.mention.initiative_words import Head, Token, Trigger, TriggerClass, Words, load_words
from kg.mention.titles import find_titles
from kg.read.document import Document, Sentence

HARD = "。；！？，：;"
LONGEST_NAME = 60
_COUNT = re.compile(
    r"(?:第)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:余|多)?"
    r"(?:个|家|项|场|期|次|处|批|所|支|份|起|场次|轮)(?:次)?"
)
_INNER_COUNT = re.compile(r"^(\d{4}年度?)[一二三四五六七八九十\d]+[项个]")
_SUPERVISED = re.compile("(?:[部厅省市]督)?")
_OCCASION = re.compile("(?:[周日月节]|课堂|讲堂|论坛|大赛|竞赛)”")
_GOES_ON = re.compile(r"(?:[、和与及暨]|以及)?")
_AS_TEXT = ("等文件", "等制度", "等规定", "文件精神", "精神")
_DEFINITE = ("本次", "此次", "该")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]+是|[（(]?\d{1,2}[）)、.](?!\d)|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[①-⑳])"
)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A bounded phrase and the verb before it."""

    begin: int
    end: int
    head: Head
    trigger: Trigger | None
    name: str


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a head: how far a phrase may reach and the verb that governs it."""

    floor: int
    start: int
    trigger: Trigger | None
    listed: bool
    """The phrase goes on with a list whose verb stands before the first member."""


class Finder:
    """The search in one document."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], words: Words) -> None:
        self.view = document.view
        self.words = words
        self.atoms = Atoms(document.view)
        self.tokens = words.tokens(document.view)
        self._begins = [token.begin for token in self.tokens]
        self._actor_begins = [mention.begin for mention in actors]
        self.actors = actors
        self._previous: Phrase | None = None
        lexicon = words.lexicon
        self._followers = _any_of(lexicon.followers)
        self._openers = _any_of(lexicon.openers)
        self._generic = _any_of(lexicon.generic)
        self._intents = _any_of(lexicon.intents)
        self._clausal = _any_of(lexicon.clausal)
        self._tails = tuple(lexicon.tails)
        self._whole = frozenset(lexicon.whole)

    def candidates(self, sentence: Sentence) -> Iterator[Candidate]:
        """The undertakings named in one sentence, titles apart, in order of their heads."""
        intended = self._intended_from(sentence)
        last = sentence.begin
        self._previous = None
        for token in self._slice(sentence.begin, sentence.end):
            if not token.heads or token.begin < last:
                continue
            for phrase in self._phrases(token, sentence, last):
                if phrase.begin >= intended:
                    continue
                self._previous = phrase
                last = max(token.end, phrase.end)
                last += self.view.startswith("”", last)
                yield Candidate(
                    sentence.number,
                    phrase.begin,
                    phrase.end,
                    phrase.head.type,
                    phrase.name,
                    f"initiative.{phrase.head.need}",
                )
        yield from self._bare_quotes(sentence, intended)

    def _slice(self, begin: int, end: int) -> list[Token]:
        return self.tokens[bisect_left(self._begins, begin) : bisect_left(self._begins, end)]

    def _intended_from(self, sentence: Sentence) -> int:
        """Where the sentence begins to speak of what ought to be, or its end."""
        for match in self._intents.finditer(self.view, sentence.begin, sentence.end):
            if self.atoms.around(match.start()) is None:
                return match.start()
        return sentence.end

    def _phrases(self, token: Token, sentence: Sentence, last: int) -> Iterator[Phrase]:
        """The phrases that end in this head: one, or one for each quoted name before it."""
        atom = self.atoms.around(token.begin)
        if atom is not None and atom.kind != "remark":
            yield from self._quoted_whole(token, atom, sentence, last)
            return
        if atom is not None or not self._is_closed(token.end, sentence.end):
            return
        left = self._left(token.begin, sentence, last)
        quotes = self._quotes_before(token.begin, max(left.floor, left.start))
        for head in token.heads:
            if len(quotes) > 1 and self._is_allowed(head, left, token.end, quoted=True):
                for quote in quotes[:-1]:
                    yield self._phrase(quote.begin, quote.end, head, left, head.word)
                yield self._phrase(quotes[-1].begin, token.end, head, left)
                return
            begin = self._begin(token, head, left, quotes)
            if self._holds(begin, token, head, left, sentence):
                yield self._phrase(begin, token.end, head, left)
                return

    def _begin(self, token: Token, head: Head, left: Left, quotes: list[Atom]) -> int:
        begin = self._trim(left.start, token.begin, whole=head.need == "titled")
        if quotes and self.view[begin : begin + 1] != "“":
            return quotes[0].begin
        if head.type == "agreement" and begin == token.begin:
            together = self.view.rfind("与", left.floor - LONGEST_NAME, begin)
            actor = bisect_left(self._actor_begins, begin) - 1
            if actor >= 0 and self.actors[actor].end >= left.floor and together >= 0:
                return max(together, begin - LONGEST_NAME)
        return begin

    def _phrase(self, begin: int, end: int, head: Head, left: Left, added: str = "") -> Phrase:
        begin = _SUPERVISED.match(self.view, begin, end).end() if head.type == "case" else begin  # type: ignore[union-attr]
        if head.word == "活动" and _OCCASION.search(self.view, begin, end):
            head = Head(head.word, "event", head.need)
        name = _INNER_COUNT.sub(r"\1", self.view[begin:end] + added)
        name = re.sub(r"(?<=”)等(?=[\u4e00-\u9fff])", "", name)
        return Phrase(begin, end, head, left.trigger, name)

    def _left(self, place: int, sentence: Sentence, last: int) -> Left:
        floor = self._floor(place, sentence, last)
        trigger, start = self._trigger(floor, place)
        previous = self._previous
        if trigger is None and previous is not None and floor >= previous.end:
            between = self.view[previous.end : floor + 1]
            if between and between[0] in "、和与及暨" and _GOES_ON.fullmatch(between):
                return Left(floor, floor + len(_GOES_ON.match(self.view, floor)[0]), previous.trigger, True)  # type: ignore[index]
        if trigger is not None and trigger.kind == "award":
            start = max(start, self.view.rfind("为", start, place) + 1)
        if trigger is None:
            trigger = self._issued_elsewhere(floor)
        if trigger is None:
            for word in _DEFINITE:
                at = self.view.rfind(word, floor, place)
                start = max(start, at + len(word) if at >= 0 else start)
        return Left(floor, start, trigger, False)
    def _issued_elsewhere(self, floor: int) -> Trigger | None:
        """转发省局…的通知: the verb stands before the body whose text it is."""
        at = bisect_left(self._actor_begins, floor) - 1
        if at < 0 or self.actors[at].end != floor:
            return None
        place = self.actors[at].begin
        for token in reversed(self._slice(max(0, place - 4), place)):
            if token.end == place:
                return next((t for t in token.triggers if t.kind == "issue"), None)
        return None

    def _is_closed(self, end: int, limit: int) -> bool:
        """No noun goes on after `end`."""
        if end >= limit:
            return True
        for tail in self._tails:
            if self.view.startswith(tail, end):
                end += len(tail)
                break
        char = self.view[end : end + 1]
        if end >= limit or not "\u4e00" <= char <= "\u9fff":
            return True
        return self._followers.match(self.view, end) is not None

    def _floor(self, head: int, sentence: Sentence, last: int) -> int:
        """The leftmost place where a phrase that ends at `head` may begin."""
        floor = max(sentence.begin, last, head - LONGEST_NAME)
        place = head - 1
        while place >= floor:
            atom = self.atoms.around(place)
            if atom is not None:
                place = atom.begin - 1
            elif self.view[place] in HARD:
                floor = place + 1
                break
            else:
                place -= 1
        at = bisect_left(self._actor_begins, head) - 1
        if at >= 0 and floor < self.actors[at].end <= head:
            floor = self.actors[at].end
        item = _ITEM.match(self.view, floor)
        return item.end() if item and item.end() < head else floor

    def _trigger(self, floor: int, head: int) -> tuple[Trigger | None, int]:
        """The verb whose object the phrase is, and where the phrase may begin after it."""
        loose: tuple[Trigger, int] | None = None
        pure: tuple[Trigger, int] | None = None
        for token in self._slice(floor, head):
            if token.end > head or self.atoms.around(token.begin):
                continue
            for trigger in token.triggers:
                if trigger.pure:
                    pure = trigger, token.end
                elif loose is None or loose[1] == token.begin:
                    loose = trigger, token.end
        if pure is not None:
            return pure
        return loose if loose is not None else (None, floor)

    def _quotes_before(self, head: int, floor: int) -> list[Atom]:
        """The quoted names that stand right before a head: “A”“B”等, “A”、“B”, “A”."""
        end = head
        if self.view.startswith("等", end - 1):
            end -= 1
        found: list[Atom] = []
        while end > floor:
            atom = self.atoms.around(end - 1)
            if atom is None or atom.kind != "quote" or atom.begin < floor:
                break
            found.append(atom)
            end = atom.begin
            if self.view[end - 1 : end] in ("、", "和", "与", "及", "暨"):
                end -= 1
        return found[::-1]

    def _trim(self, begin: int, end: int, *, whole: bool = False) -> int:
        """The begin of the name: past what is only attributive, adverbial or a count."""
        part = self.view[begin:end]
        place = part.rfind("的")
        while place >= 0 and self.atoms.around(begin + place):
            place = part.rfind("的", 0, place)
        if not whole:
            begin += place + 1
        moved = True
        while moved and begin < end:
            moved = False
            verb = self._loose_at(begin)
            if verb and verb.end <= end - 4:
                begin, moved = verb.end, True
            for pattern in (self._openers, _COUNT):
                match = pattern.match(self.view, begin, end)
                if match and match.end() > begin:
                    begin, moved = match.end(), True
        while begin < end and self.view[begin] in "、和与及暨的 ":
            begin += 1
        return begin

    def _loose_at(self, place: int) -> Token | None:
        at = bisect_left(self._begins, place)
        if at < len(self.tokens) and self._begins[at] == place and self.tokens[at].triggers:
            return self.tokens[at]
        return None

    def _is_allowed(self, head: Head, left: Left, end: int, *, quoted: bool) -> bool:
        """Whether a head may close a phrase with what stands before it."""
        kind = left.trigger.kind if left.trigger else None
        if kind == "handle" and head.type != "case":
            return False
        match head.need:
            case "strong":
                return True
            case "founded":
                return kind in ("found", "base", "attend")
            case "quoted":
                return quoted or left.listed
            case "titled":
                return kind == "issue" or self.view.startswith(_AS_TEXT, end)
            case _:
                return left.listed and kind == "run"

    def _holds(
        self, begin: int, token: Token, head: Head, left: Left, sentence: Sentence
    ) -> bool:
        """Whether the phrase names something definite."""
        name = self.view[begin : token.end]
        quoted = "“" in name and "”" in name
        if not self._is_allowed(head, left, token.end, quoted=quoted):
            return False
        definite = begin < left.floor or self.view.endswith(_DEFINITE, 0, begin)
        if left.trigger is None and not definite and not self._opens_clause(begin, left, token, sentence):
            return False
        if left.trigger is not None and left.trigger.kind == "cite" and self._clausal.search(name):
            return False
        modifiers = self.view[begin : token.begin]
        if quoted or head.word in self._whole or (left.listed and len(modifiers) > 1):
            return True
        if left.trigger is not None and left.trigger.kind == "sign" and len(modifiers) > 1:
            return True
        rest = re.sub(r"[、和与及的“”]", "", self._generic.sub("", modifiers))
        return len(modifiers) >= 8 or (
            len(rest) >= 2 and len(modifiers) + max(0, len(head.word) - 2) >= 4
        )

    def _opens_clause(self, begin: int, left: Left, token: Token, sentence: Sentence) -> bool:
        """A phrase without a verb before it must begin its clause and have one behind it."""
        name = self.view[begin : token.end]
        if self._clausal.search(name) or len(name) > 30:
            return False
        if begin > left.floor and "“" not in name:
            return False
        if token.end >= sentence.end:
            return False
        char = self.view[token.end]
        return "\u4e00" <= char <= "\u9fff"

    def _quoted_whole(
        self, token: Token, atom: Atom, sentence: Sentence, last: int
    ) -> Iterator[Phrase]:
        """“国家知识产权强市建设示范城市”: the head closes a quoted name that is the object itself."""
        begin, end = atom.inner
        if atom.kind != "quote" or token.end != end or not self._is_closed(atom.end, sentence.end):
            return
        left = self._left(atom.begin, sentence, last)
        if left.trigger is None or left.trigger.word == "以":
            return
        start = self._trim(left.start, atom.begin)
        for head in token.heads:
            if head.need in ("strong", "quoted", "founded"):
                if start < atom.begin:
                    yield self._phrase(start, atom.end, head, left)
                else:
                    yield self._phrase(begin, end, head, left)
                return

    def _bare_quotes(self, sentence: Sentence, intended: int) -> Iterator[Candidate]:
        """推进“商标助农”，依托“检企会客厅”“检察驿站”等: a quoted name with no head behind it."""
        type_of: dict[TriggerClass, InitiativeType] = {
            "run": "campaign",
            "found": "facility",
            "base": "facility",
        }
        previous: tuple[int, TriggerClass] | None = None
        for atom in self.atoms.within(sentence.begin, sentence.end):
            if atom.kind != "quote" or atom.begin >= intended:
                continue
            kind = self._verb_right_before(atom.begin, sentence)
            if kind is None and previous is not None and atom.begin - previous[0] <= 1:
                kind = previous[1]
            inner = self.view[atom.begin + 1 : atom.end - 1]
            follows = self.view[atom.end : atom.end + 1]
            if kind not in type_of or not 2 <= len(inner) <= 16 or re.search("[，。；]", inner):
                continue
            previous = (atom.end, kind)
            if atom.end < sentence.end and follows not in "，。；、等“":
                continue
            if any(head for head in self._slice(*atom.inner) if head.heads and head.end == atom.end - 1):
                continue
            yield Candidate(
                sentence.number,
                atom.begin,
                atom.end,
                type_of[kind],
                self.view[atom.begin : atom.end],
                "initiative.bare-quote",
            )

    def _verb_right_before(self, place: int, sentence: Sentence) -> TriggerClass | None:
        for token in reversed(self._slice(max(sentence.begin, place - 6), place)):
            if token.end == place and token.triggers and token.triggers[0].word != "以":
                return token.triggers[0].kind
        return None


def find_initiatives(
    document: Document, context: Context, actors: Sequence[ActorMention]
) -> tuple[InitiativeMention, ...]:
    """The undertakings that a document names, in order of place; equal ones are one `Initiative`.

    Mentions do not overlap, but for one founded inside the title of a policy.
    """
    words = load_words()
    finder = Finder(document, actors, words)
    found: list[Candidate] = []
    for sentence in document.sentences:
        if sentence.kind in ("title", "row"):
            continue
        titles = list(find_titles(document, sentence, finder.atoms, words))
        taken = [(title.begin, title.end) for title in titles]
        found += titles
        for candidate in finder.candidates(sentence):
            if not any(a < candidate.end and candidate.begin < b for a, b in taken):
                taken.append((candidate.begin, candidate.end))
                found.append(candidate)
    return identify(found, document, context)


__all__ = ["Initiative", "find_initiatives"]
