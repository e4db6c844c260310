"""Words that point to bodies without naming them: 该局, 该分中心, 两高."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Word, load_patterns
from kg.mention.partners import ends_phrase
from kg.mention.spans import MEMORY, Found, Reading

_NEAR: Final = 2
"""Paragraphs back that 该 may point."""
_JOINED: Final = re.compile("(?:会同|联合|协同|携手|配合|协助|[与同和])[^，。；：]*\\Z")
"""Behind what a body is named that joins in; a clause long."""
_CLAUSE: Final = 60


def read_that(reading: Reading, word: Word, begin: int, end: int) -> None:
    """该局: the body met last whose name ends so, if it is near.

    One that only joins in what another does (会同某市公安局) stands back behind the other.
    """
    view = reading.view
    if view[end : end + 1] in reading.lexicon.that_words.get(word.that, ()):
        return
    chosen = next(_candidates(reading, word.that), None)
    if chosen and _joins(reading, chosen[0]):
        leads = (each for each in _candidates(reading, word.that) if not _joins(reading, each[0]))
        paragraph = reading.sentences[chosen[0].sentence].paragraph
        lead = next(leads, None)
        if lead and reading.sentences[lead[0].sentence].paragraph == paragraph:
            chosen = lead
    if chosen:
        reading.add(begin, end, (chosen[1],), "actor.that")


def _candidates(reading: Reading, tail: str) -> Iterator[tuple[Found, Actor]]:
    """The bodies near by whose names end so, latest first, with the places that name them."""
    here = reading.sentence.paragraph
    for earlier in islice(reversed(reading.found), MEMORY):
        if here - reading.sentences[earlier.sentence].paragraph > _NEAR:
            return
        for actor in reversed(earlier.actors):
            if actor.kind != "group" and _ends(actor, tail):
                yield earlier, actor


def _joins(reading: Reading, found: Found) -> bool:
    """Whether a body is named as one that joins in: behind 会同, 联合, 与, or in a list of such."""
    begin = reading.sentences[found.sentence].begin
    return _JOINED.search(reading.view, max(begin, found.begin - _CLAUSE), found.begin) is not None


def _ends(actor: Actor, tail: str) -> bool:
    """Whether the name ends so; with 院 a court or procuratorate is meant, or an institute."""
    if tail == "中心" and actor.name.endswith("分中心"):
        return False
    if len(tail) > 1:
        return actor.name.endswith(tail)
    whole = {"委": "委员会", "行": "银行", "校": "学校", "办": "办公室"}.get(tail, tail)
    return actor.name.endswith((tail, whole, "大学") if tail == "校" else (tail, whole))


def read_pair(reading: Reading, word: Word, begin: int, end: int) -> None:
    """两高: several national bodies at once."""
    view = reading.view
    if view.startswith(reading.lexicon.pair_things, end) or not reading.starts(begin):
        return
    if not (ends_phrase(reading, end) or view[end : end + 1] in "一”"):
        return
    actors = tuple(filter(None, map(_national, word.pair)))
    reading.add(begin, end, actors, "actor.pair")


@cache
def _national(name: str) -> Actor | None:
    word = next((each for each in load_patterns().words if each.form == name), None)
    return names.name_national(word) if word else None
