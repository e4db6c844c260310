"""Which rules a sentence can match at all: found in one pass over the words that they need.

Every match of `在⟨A⟩(?:指导|领导)下` goes through 在⟨A⟩, one of 指导 and 领导, and 下: the pattern
cannot match where one of the three is missing. Patterns that need nothing are always tried.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

_TOKEN = re.compile(
    r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:>]|P<\w+>|<?[=!]))?"
    r"|\{\d*,?\d*\}|.",
    re.DOTALL,
)
_GROUPS = ("(", "(?:", "(?>")
_SIGNS = frozenset(".^$?*+")
Needed = tuple[frozenset[str], ...]
"""Sets of words: every match holds a word of each."""


class Triggers:
    """The words that each of several patterns needs, compiled."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        every = [needed_words(pattern.pattern) for pattern in patterns]
        self._always = [number for number, needed in enumerate(every) if not needed]
        bits = {words: 1 << n for n, words in enumerate({each for n in every for each in n})}
        needs = [sum(bits[words] for words in set(needed)) for needed in every]
        """A bit for each set that a pattern needs a word of."""
        self._bits = {word: 0 for words in bits for word in words}
        """The sets that a word is in."""
        for words, bit in bits.items():
            for word in words:
                self._bits[word] |= bit
        self._rules: dict[str, list[tuple[int, int]]] = {word: [] for word in self._bits}
        """The patterns whose first set has a word, each with the bits of all that it needs."""
        for number, needed in enumerate(every):
            for word in needed[0] if needed else ():
                self._rules[word].append((number, needs[number]))
        self._automaton = AhoCorasick(sorted(self._bits))

    def may_match(self, text: str) -> list[int]:
        """The numbers of the patterns that a text may match, in their order."""
        words = set(self._automaton.find_matches_as_strings(text, overlapping=True))
        met = 0
        for word in words:
            met |= self._bits[word]
        rules = self._rules
        found = {n for word in words for n, needs in rules[word] if met & needs == needs}
        return sorted([*self._always, *found])


def needed_words(source: str) -> Needed:
    """The words that every match of a pattern holds; () when it needs none.

    Of the sets the one that tells most comes first: that of the longest words, then the smallest.
    """
    needed = _alternatives(deque(_TOKEN.findall(source)))
    return tuple(sorted(needed, key=_plainness))


def _plainness(words: frozenset[str]) -> tuple[int, int, list[str]]:
    """Less where words tell more: long ones, few of them, and signs less than characters."""
    return -min(map(len, words)), len(words), sorted(words)


def _alternatives(tokens: deque[str]) -> list[frozenset[str]]:
    """What the alternatives up to the end of a group need: of several, one of what each needs."""
    each = [list(_sequence(tokens))]
    while tokens and tokens.popleft() == "|":
        each.append(list(_sequence(tokens)))
    if len(each) == 1:
        return each[0]
    told = [min(needed, key=_plainness, default=frozenset[str]()) for needed in each]
    return [frozenset().union(*told)] if all(told) else []


def _sequence(tokens: deque[str]) -> Iterator[frozenset[str]]:
    """What the parts of one alternative need, each a word of a set; what is optional needs none."""
    run = ""
    while tokens and tokens[0] not in (")", "|"):
        token = tokens.popleft()
        if token[0] == "(":
            inner = _alternatives(tokens)
            may_lack = bool(tokens) and tokens[0][0] in "?*{"
            if not may_lack and (token in _GROUPS or token.startswith("(?P")):
                yield from inner
        elif len(token) == 1 and token not in _SIGNS and not (tokens and tokens[0][0] in "?*{"):
            run += token
            if tokens and tokens[0] != "+":
                continue
        if run:
            yield frozenset({run})
        run = ""
    if run:
        yield frozenset({run})
