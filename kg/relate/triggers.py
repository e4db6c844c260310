"""Which rules a sentence can match at all: found in one pass over the words that they need.

A pattern that has a group of plain words, `(?:联合|会同)`, which every match goes through, cannot
match where none of them stands. Patterns without one are always tried.
"""

import re
from collections.abc import Sequence

import ahocorasick_rs

_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]")
_GROUP = re.compile(r"\(\?:([\u3400-\u9fff]+(?:\|[\u3400-\u9fff]+)*)\)(?![?*{])")


class Triggers:
    """The words that each of several patterns needs, compiled."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._always: list[int] = []
        rules: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            words = needed_words(pattern.pattern)
            if not words:
                self._always.append(number)
            for word in words:
                rules.setdefault(word, []).append(number)
        self._rules = list(rules.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(rules))

    def may_match(self, text: str) -> list[int]:
        """The numbers of the patterns that a text may match, in their order."""
        found = set(self._always)
        for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.update(self._rules[word])
        return sorted(found)


def needed_words(source: str) -> tuple[str, ...]:
    """The words of which every match of a pattern holds one.

    Of several groups that of the longest words; empty when the pattern has none.
    """
    depth = 0
    found: list[tuple[str, ...]] = []
    for part in _PART.finditer(source):
        if part[0] == "|" and not depth:
            return ()
        if part[0] == "(":
            group = _GROUP.match(source, part.start()) if not depth else None
            if group:
                found.append(tuple(group[1].split("|")))
            depth += 1
        elif part[0] == ")":
            depth -= 1
    return min(found, key=lambda words: (-min(map(len, words)), len(words)), default=())
