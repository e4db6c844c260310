"""One pass over a text: every word of the lexicon, left to right, read as the end of a name."""

from bisect import bisect_right
from functools import cache

from kg.facts import Actor
from kg.mention.actor_lexicon import Word, load_patterns
from kg.mention.bureaus import read_bureau
from kg.mention.collectives import read_body, read_collective, read_counted
from kg.mention.foreign import read_foreign
from kg.mention.free_names import read_head
from kg.mention.members import read_units
from kg.mention.organ_names import read_organ
from kg.mention.outposts import read_dispatched
from kg.mention.partners import read_bare
from kg.mention.pointers import read_own, read_pair, read_that, read_those
from kg.mention.section_places import section_place
from kg.mention.short_names import read_known
from kg.mention.spans import Found, Reading
from kg.read.document import Sentence
from ontology.regions import Region


def scan_text(text: str, home: Region) -> list[Found]:
    """All names in a text of one sentence: a title, the name of a publisher."""
    return scan(text, (Sentence(0, "sentence", 0, len(text), 0),), home).found


def scan(
    view: str,
    sentences: tuple[Sentence, ...],
    home: Region,
    voice: Actor | None = None,
    publisher: Actor | None = None,
) -> Reading:
    """The reading of a whole text; its names are in order and do not overlap.

    `publisher` is who publishes it: 我局 is that body where none speaks.
    """
    reading = Reading(view, sentences, home, voice)
    reading.publisher = publisher
    patterns = load_patterns()
    words = patterns.words
    ends = [sentence.end for sentence in sentences]
    titled = -1
    for index, begin, end in patterns.automaton.find_matches_as_indexes(view):
        word = words[index]
        role = word.role
        if role == "stop":
            if not (word.opens and reading.opens_region(begin)):
                reading.hard = reading.soft = end
                if not word.inner:
                    reading.firm = end
        elif role == "verb":
            reading.verb = reading.soft = end
        elif role == "open":
            titled = reading.hard = reading.firm = end
        elif role == "close":
            titled, reading.hard, reading.firm = -1, end, end
        elif word.tells:
            if begin >= reading.sentence.end and ends:
                sentence = sentences[min(bisect_right(ends, begin), len(ends) - 1)]
                reading.enter(sentence, section_place(sentence.section, home))
                if titled <= reading.sentence.begin:
                    titled = -1
            if titled < 0 and end <= reading.sentence.end:
                _read_word(reading, word, begin + word.skip, end)
        if role == "break":
            reading.soft = end
    return reading


def _read_word(reading: Reading, word: Word, begin: int, end: int) -> None:
    if begin < reading.low() or (word.abroad and read_foreign(reading, word, begin, end)):
        return
    if word.that or word.pair:
        (read_that if word.that else read_pair)(reading, word, begin, end)
        return
    if word.those and read_those(reading, word, begin, end):
        return
    if word.those and (counted := _counted(word.form)):
        read_counted(reading, counted, end - len(counted.form), end)
        return
    if word.dispatched or word.own or word.counted:
        _read_told(reading, word, begin, end)
        return
    if not _read_name(reading, word, begin, end) and (word.stem or word.organs or word.collective):
        read_bare(reading, word, begin, end)


@cache
def _counted(form: str) -> Word | None:
    """The word at the end of a pointer that a number may stand before: 部门 of 三部门."""
    return next(
        (each for each in load_patterns().words if each.counted and form.endswith(each.form)), None
    )


def _read_told(reading: Reading, word: Word, begin: int, end: int) -> None:
    """Words that stand for bodies without a name: 派出局, 我局, 十六部门."""
    if word.dispatched:
        read_dispatched(reading, begin, end)
    elif word.counted:
        read_counted(reading, word, begin, end)
    else:
        read_own(reading, word.form[-1], begin, end)


def _read_name(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """Whether a name ends with the word, read by the first meaning of it that gives one."""
    return bool(
        (word.known and read_known(reading, word, begin, end))
        or (word.organs and read_organ(reading, word, begin, end))
        or (_ends_bureau(word) and read_bureau(reading, begin, end))
        or (word.unit and read_units(reading, begin, end))
        or (word.collective and read_collective(reading, word, begin, end))
        or (word.head and read_head(reading, word, word.head, begin, end))
        or (word.head and word.form[-1] == "局" and read_bureau(reading, begin, end))
        or (word.body and read_body(reading, word, begin, end))
    )


def _ends_bureau(word: Word) -> bool:
    return word.bureau or (bool(word.organs) and word.form[-1] == "局")
