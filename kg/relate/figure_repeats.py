"""Figures of a headline that the text below tells in full: 公安：打掉团伙21个."""

import re
from collections.abc import Mapping, Sequence

from kg.facts import Quantity
from kg.read.document import Sentence

_FINAL = re.compile("[。！？；]")
_LONGEST_HEADLINE, _REACH = 40, 12
"""Signs of a headline, and sentences below it that may tell its figures in full."""


def told_below(
    view: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    by_sentence: Mapping[int, Sequence[Quantity]],
) -> frozenset[Quantity]:
    """The figures of a sentence that is a headline, where one of the next sentences has them too.

    `by_sentence` holds the figures of all sentences by number.
    """
    is_long = sentence.end - sentence.begin > _LONGEST_HEADLINE
    if is_long or _FINAL.search(view, sentence.begin, sentence.end):
        return frozenset()
    below = {
        (other.unit, other.value)
        for number in range(sentence.number + 1, sentence.number + 1 + _REACH)
        for other in by_sentence.get(number, ())
    }
    return frozenset(each for each in quantities if (each.unit, each.value) in below)
