"""The dates of a document's sentences: each sentence is read once for all who ask for them."""

import re
from dataclasses import replace
from sys import maxsize
from typing import Final

from kg.mention.dates import DateMention, dates_in
from kg.read.document import Document, Sentence

_LAST_YEAR: Final = "去年"
_CLAUSE_MARKS: Final = "，。；："
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=-|/|$)")
_SIGNS: Final = re.compile("[年月季]")
"""Every date holds one of them."""


def names_time(text: str, begin: int = 0, end: int = maxsize) -> bool:
    """Whether a part of a text may name a date or a span of time at all."""
    return _SIGNS.search(text, begin, end) is not None


class SentenceDates:
    """The dates and spans of time that the sentences of one document name."""

    def __init__(self, document: Document, *, told_later: bool = False) -> None:
        """`told_later` says that the report was issued in the year after its own."""
        self._view = document.view
        self._told_later = told_later
        self._read: dict[tuple[int, int], tuple[DateMention, ...]] = {}

    def of(self, sentence: Sentence, year: int) -> tuple[DateMention, ...]:
        """The dates of a sentence, left to right; `year` is that of those which name none."""
        key = sentence.number, year
        if key not in self._read:
            named = names_time(self._view, sentence.begin, sentence.end)
            dates = tuple(dates_in(self._view, sentence, year)) if named else ()
            if self._told_later:
                dates = tuple(self._as_told(date, sentence) for date in dates)
            self._read[key] = dates
        return self._read[key]

    def _as_told(self, date: DateMention, sentence: Sentence) -> DateMention:
        """去年 at the head of a clause is the year before the report was issued, so its own."""
        opens = date.begin == sentence.begin or self._view[date.begin - 1] in _CLAUSE_MARKS
        if not (opens and self._view.startswith(_LAST_YEAR, date.begin)):
            return date
        iso = _YEAR.sub(lambda year: str(int(year[0]) + 1), date.iso)
        return replace(date, iso=iso)
