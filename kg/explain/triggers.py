"""The words that set a rule off: those of its pattern that stand outside of conditions."""

import re
from collections.abc import Iterator

_WORD = re.compile("[一-鿿]{2,}")
_CLASS = re.compile(r"\[[^\]]*\]")
_CONDITION = ("?=", "?!", "?<=", "?<!")


def trigger_words(pattern: str) -> frozenset[str]:
    """The words of two and more characters of a pattern, its lookarounds and classes left out."""
    return frozenset(_WORD.findall("".join(_unconditional(_CLASS.sub(" ", pattern)))))


def _unconditional(pattern: str) -> Iterator[str]:
    """The characters of a pattern that are in no lookaround; an optional sign parts words."""
    depth = 0
    hidden: list[int] = []
    for place, sign in enumerate(pattern):
        if sign == "(":
            depth += 1
            if pattern.startswith(_CONDITION, place + 1):
                hidden.append(depth)
        if not hidden:
            yield " " if sign == "?" else sign
        if sign == ")":
            if hidden and hidden[-1] == depth:
                hidden.pop()
            depth -= 1
