"""A sentence as the role rules read it: every named thing is one symbol, the words between stay.

`市市场监管局联合市法院、市检察院制定《…意见》` becomes `⟨A⟩联合⟨A⟩制定⟨I⟩`. Things that are listed
(`市法院、市检察院等部门`) are one symbol, so a rule needs no loop to reach them all.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from kg.facts import Actor, ActorMention, Initiative, InitiativeMention
from kg.frozen import value
from kg.read.document import Document, Sentence
from ontology.errors import InvalidRule

ACTOR, PERSON, INITIATIVE = "\ue000", "\ue001", "\ue002"
SYMBOLS = {"⟨A⟩": ACTOR, "⟨P⟩": PERSON, "⟨I⟩": INITIATIVE}
_LIST = re.compile(
    r"(?:(?:主要|有关|相关|分管)?(?:负责人|负责同志|领导|代表|干部))?(?:[、和与及暨]|以及)"
)
_OWNS = ("所属", "下属", "直属", "所属的", "下属的")
"""Between a body and the part of it that is meant: 昆明海关所属大理海关."""
_CROWD = re.compile(
    r"等?(?:[一二三四五六七八九十两几多\d]+(?:家|个)?)?(?:有关|相关|职能|成员|主管|执法|多个|各)*"
    r"(?:部门|单位|机关|机构)(?![一-鿿]{0,2}(?:组织|负责人))|等(?![级额候效同于待])|"
    r"[两三四五六七八九][家方](?![面位公单企银医学])"
)


def compile_rule(pattern: str, where: str) -> re.Pattern[str]:
    """The pattern of a rule, ⟨A⟩ and the like read as the symbols of a code.

    Raises InvalidRule, which begins with `where`, when it is no regular expression.
    """
    for sign, symbol in SYMBOLS.items():
        pattern = pattern.replace(sign, symbol)
    try:
        return re.compile(pattern)
    except re.error as error:
        raise InvalidRule(f"{where}: {error}; mend the pattern") from error


@value
class Symbol:
    """What one symbol of a code stands for."""

    place: int
    """Index in the code."""
    begin: int
    end: int
    """View offsets."""
    actors: tuple[Actor, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    inside: tuple[Actor, ...] = ()
    """Actors named within the name of the undertaking: 与某行的战略合作."""


@value
class Code:
    """An encoded sentence."""

    text: str
    offsets: Sequence[int]
    """View offset of each character of `text`."""
    symbols: dict[int, Symbol]
    """By index in `text`, in this order."""

    def between(self, begin: int, end: int) -> list[Symbol]:
        """The symbols between two places of `text`, in order."""
        symbols = self.symbols
        if end - begin < len(symbols):
            return [symbols[place] for place in range(begin, end) if place in symbols]
        return [symbol for place, symbol in symbols.items() if begin <= place < end]

    def at(self, offset: int) -> int:
        """Index of the code character that covers a view offset."""
        return max(0, bisect_right(self.offsets, offset) - 1)


def encode(
    document: Document,
    sentence: Sentence,
    actors: Sequence[ActorMention],
    initiatives: Sequence[InitiativeMention],
) -> Code:
    """The code of a sentence from the mentions that lie in it, each sequence in order of place."""
    view = document.view
    if not actors and not initiatives:
        begin, end = sentence.begin, sentence.end
        return Code(view[begin:end], range(begin, end), {})
    named, inner = _outermost([*actors, *initiatives])
    text: list[str] = []
    offsets: list[int] = []
    symbols: dict[int, Symbol] = {}
    place = sentence.begin
    last: Symbol | None = None
    for mention in named:
        begin = mention.begin - view.startswith("《", mention.begin - 1)
        place += last is not None and view.startswith("》", place)
        between = view[place:begin]
        if last is not None and _joins(last, mention, between):
            symbol = _symbol(mention, last.place, inner)
            kept = last.actors[:-1] if between in _OWNS else last.actors
            merged = Symbol(
                last.place,
                last.begin,
                mention.end,
                kept + symbol.actors,
                last.initiatives + symbol.initiatives,
                last.inside + symbol.inside,
            )
            symbols[last.place] = last = merged
            place = mention.end
            continue
        start = place
        if last is not None and last.actors:
            crowd = _CROWD.match(view, place, begin)
            start = crowd.end() if crowd else place
        text.append(view[start:begin])
        offsets.extend(range(start, begin))
        last = symbols[len(offsets)] = _symbol(mention, len(offsets), inner)
        text.append(_char(mention))
        offsets.append(mention.begin)
        place = mention.end
    place += last is not None and view.startswith("》", place)
    if last is not None and last.actors:
        crowd = _CROWD.match(view, place, sentence.end)
        place = crowd.end() if crowd else place
    text.append(view[place : sentence.end])
    offsets.extend(range(place, sentence.end))
    return Code("".join(text), offsets, symbols)


Mention = ActorMention | InitiativeMention


def _rank(mention: Mention) -> tuple[int, int, bool]:
    """Order of place, the longer first; a body that the sentence founds is what is founded."""
    return mention.begin, -mention.end, mention.rule != "initiative.founded"


def _outermost(mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The mentions that no longer one holds, and those that one does, in order of place."""
    kept: list[Mention] = []
    inner: list[Mention] = []
    for mention in sorted(mentions, key=_rank):
        (inner if kept and mention.begin < kept[-1].end else kept).append(mention)
    return kept, inner


def _symbol(mention: Mention, place: int, inner: list[Mention]) -> Symbol:
    if isinstance(mention, ActorMention):
        return Symbol(place, mention.begin, mention.end, mention.actors)
    within = [
        other.actors
        for other in inner
        if isinstance(other, ActorMention) and mention.begin <= other.begin < mention.end
    ]
    inside = tuple(chain.from_iterable(within))
    return Symbol(place, mention.begin, mention.end, (), (mention.initiative,), inside)


def _char(mention: ActorMention | InitiativeMention) -> str:
    if isinstance(mention, InitiativeMention):
        return INITIATIVE
    return PERSON if mention.actors[0].kind == "person" else ACTOR


def _joins(last: Symbol, new: Mention, between: str) -> bool:
    """The new mention goes on with the list that the last symbol stands for."""
    if isinstance(new, InitiativeMention):
        return not last.actors and _goes_on(between.removeprefix("工作"))
    if not last.actors or (last.actors[0].kind == "person") != (new.actors[0].kind == "person"):
        return False
    return between in _OWNS or _goes_on(between)


def _goes_on(between: str) -> bool:
    return between == "" or _LIST.fullmatch(between) is not None
