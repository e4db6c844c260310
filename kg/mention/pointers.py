"""Words that point to bodies without naming them: 该局, 该分中心, 两高."""

from functools import cache
from itertools import islice
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Word, load_patterns
from kg.mention.partners import ends_phrase
from kg.mention.spans import MEMORY, Reading

_NEAR: Final = 2
"""Paragraphs back that 该 may point."""
_MODIFIERS: Final = "负责所已将还也再均共累先正全于从对把因向"


def read_that(reading: Reading, word: Word, begin: int, end: int) -> None:
    """该局: the body met last whose name ends so, if it is near."""
    if not (ends_phrase(reading, end) or reading.view[end : end + 1] in _MODIFIERS):
        return
    here = reading.sentence
    for earlier in islice(reversed(reading.found), MEMORY):
        sentence = reading.sentences[earlier.sentence]
        if here.paragraph - sentence.paragraph > _NEAR:
            return
        for actor in reversed(earlier.actors):
            if actor.kind != "group" and _ends(actor, word.that):
                reading.add(begin, end, (actor,), "actor.that")
                return


def _ends(actor: Actor, tail: str) -> bool:
    """Whether the name ends so; with 院 a court or procuratorate is meant, or an institute."""
    if len(tail) > 1:
        return actor.name.endswith(tail)
    whole = {"委": "委员会", "行": "银行", "校": "学校"}.get(tail, tail)
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
