"""Words as alternatives of a pattern, made so that `re` passes quickly over what is none of them.

`re` leaps to the next character that a match may begin with where every alternative of a pattern
begins with a plain one: so what must not stand before a word is said behind it, `占(?<!霸占)`, and
the alternatives of a pattern that is searched for stand in no group. One that is matched in place
looks ahead at its first character, `[检抽…]`, before it tries hundreds of words.
"""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Alternatives that match any of the words, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered))


def one_of(words: Iterable[str]) -> str:
    """A group of these alternatives."""
    return f"(?:{any_of(words)})"


def begins(words: Iterable[str]) -> str:
    """A look at the next character: whether any of the words begins with it."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"
