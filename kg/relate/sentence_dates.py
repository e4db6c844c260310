"""The dates of a document's sentences: each sentence is read once for all who ask for them."""

import re
from sys import maxsize
from typing import Final

from kg.mention.dates import DateMention, dates_in
from kg.read.document import Document, Sentence

_SIGNS: Final = re.compile("[年月季]")
"""Every date holds one of them."""


def names_time(text: str, begin: int = 0, end: int = maxsize) -> bool:
    """Whether a part of a text may name a date or a span of time at all."""
    return _SIGNS.search(text, begin, end) is not None


class SentenceDates:
    """The dates and spans of time that the sentences of one document name."""

    def __init__(self, document: Document) -> None:
        self._view = document.view
        self._read: dict[tuple[int, int], tuple[DateMention, ...]] = {}

    def of(self, sentence: Sentence, year: int) -> tuple[DateMention, ...]:
        """The dates of a sentence, left to right; `year` is that of those which name none."""
        key = sentence.number, year
        if key not in self._read:
            named = names_time(self._view, sentence.begin, sentence.end)
            self._read[key] = tuple(dates_in(self._view, sentence, year)) if named else ()
        return self._read[key]
