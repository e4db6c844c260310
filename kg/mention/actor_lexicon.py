"""The words by which bodies are named, from `lexicon/actors.yml` and the organ vocabulary.

All words are patterns of one automaton; what a hit may mean stands in its `Word`.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.facts import ActorKind
from ontology.errors import InvalidRule
from ontology.organs import Organ, OrganForm, load_organs, organ_forms
from ontology.regions import load_regions

PATH: Final = Path(__file__).parents[1] / "lexicon" / "actors.yml"
PUNCTUATION: Final = tuple("。，、；：！？,;:!?“”‘’\"'—…·•")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Last words of free names, and how such a name is built."""

    kind: ActorKind
    organ: str
    start: Literal["place", "brand", "whole"]
    words: tuple[str, ...]
    part: bool = False
    facility: bool = False
    parent: str = ""


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that texts call by a short name, too."""

    kind: ActorKind
    organ: str
    others: tuple[str, ...] = ()


class ActorLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lexicon file; its comments say what each list is for."""

    heads: tuple[Head, ...]
    known: dict[str, Known]
    short_words: dict[str, str]
    by_short_place: frozenset[str]
    nicknames: dict[str, str]
    stops: tuple[str, ...]
    inside: tuple[str, ...]
    verbs: tuple[str, ...]
    category_words: tuple[str, ...]
    founding: tuple[str, ...]
    founded: tuple[str, ...]
    partner_cues: tuple[str, ...]
    phrase_ends: tuple[str, ...]
    bare_stems: dict[str, str]
    sure_stems: frozenset[str]
    collective_stems: tuple[str, ...]
    collective_tails: tuple[str, ...]
    member_units: tuple[str, ...]
    scopes: tuple[str, ...]
    each: tuple[str, ...]
    areas: tuple[str, ...]
    modified: frozenset[str]
    local: frozenset[str]
    facilities: frozenset[str]
    media: tuple[str, ...]
    joint_adverbs: tuple[str, ...]
    tracts: tuple[str, ...]
    vague: tuple[str, ...]
    corporate_prefixes: tuple[str, ...]
    joint_cues: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    own_bodies: tuple[str, ...]
    nameless: frozenset[str]
    overlaps: dict[str, str]
    province_signs: dict[str, str]
    inner_stops: frozenset[str]
    spanning: frozenset[str]
    nominal: tuple[str, ...]
    that_bodies: tuple[str, ...]
    that_words: dict[str, str]
    those_bodies: tuple[str, ...]
    those_openers: tuple[str, ...]
    pairs: dict[str, tuple[str, ...]]
    pair_things: tuple[str, ...]
    sector_words: tuple[str, ...]
    office_verbs: tuple[str, ...]
    foreign: tuple[str, ...]
    public: frozenset[str]
    branded: tuple[str, ...]
    outposts: frozenset[str]
    self_named: frozenset[str]
    framed: frozenset[str]
    sector_organs: dict[str, str]
    ports: frozenset[str]
    no_ports: frozenset[str]
    bare_groups: tuple[str, ...]
    vague_groups: frozenset[str]
    collectives: tuple[str, ...]
    enforcing_tails: tuple[str, ...]
    given_to: tuple[str, ...]
    acts: tuple[str, ...]
    written: frozenset[str]
    honours: tuple[str, ...]
    committees: frozenset[str]
    own_units: tuple[str, ...]
    units: tuple[str, ...]
    parties: tuple[str, ...]
    armed: tuple[str, ...]
    countries: tuple[str, ...]
    foreign_heads: tuple[str, ...]
    customs_of: dict[str, str]
    provincial: dict[str, frozenset[str]]
    dispatched: dict[str, frozenset[str]]
    merged_below: dict[str, str]


NUMBERS: Final = "双两二三四五六七八九十"
"""Of bodies that a word points back to: 双方, 三部门."""


@dataclass(slots=True)
class Word:
    """What a pattern may mean; several may hold (法院 is an organ and a bare stem)."""

    form: str
    organs: tuple[OrganForm, ...] = ()
    head: Head | None = None
    known: tuple[str, Known] | None = None
    stem: Organ | None = None
    collective: bool = False
    counted: bool = False
    """部门: with a number before it, a group."""
    skip: int = 0
    """Characters before the word itself: 1 in 城管委会, which is 管委会."""
    inner: bool = False
    """A stop that some names have inside: 餐饮与美食行业协会."""
    opens: bool = False
    """A stop of one character that regions begin with: 和平区."""
    that: str = ""
    """局 of 该局: the end of the name that it points back to."""
    those: bool = False
    """三部门, 上述单位: bodies that were just named."""
    pair: tuple[str, ...] = ()
    """What 两高 stands for."""
    bureau: bool = False
    """A character with which names of bureaus and offices end: 局, 办."""
    dispatched: bool = False
    """派出局: the county's outposts of a city's bureau."""
    unit: bool = False
    """科室, 直属单位: with what groups of the units of a body end."""
    own: bool = False
    """我局, 本院: the body that the report speaks as."""
    abroad: bool = False
    """新加坡, 世界: with what names of foreign and international bodies begin."""
    body: bool = False
    """局, 厅: a body named by its rank alone."""
    tells: bool = False
    """Whether a name may end or begin with the word at all; others only bound names."""
    role: Literal["", "stop", "verb", "break", "open", "close"] = ""
    """How the word bounds names; a break bounds only names without a region."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The automaton and the meaning of each of its patterns, by index."""

    automaton: AhoCorasick
    words: tuple[Word, ...] = field(repr=False)


@cache
def load_lexicon() -> ActorLexicon:
    """The lexicon. Raises InvalidRule when the file is broken."""
    return read_lexicon(PATH)


def read_lexicon(path: Path) -> ActorLexicon:
    """The lexicon of a file. Raises InvalidRule, naming file, entry and cause."""
    try:
        lexicon = msgspec.yaml.decode(path.read_bytes(), type=ActorLexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidRule(f"{path}: {error}; mend the entry") from error
    organs = {organ.id for organ in load_organs()}
    named = [head.organ for head in lexicon.heads] + [each.organ for each in lexicon.known.values()]
    named += [*lexicon.bare_stems.values(), *lexicon.by_short_place, *lexicon.outposts]
    named += [*lexicon.sector_organs.values(), *lexicon.spanning, *lexicon.self_named]
    named += [
        *lexicon.modified,
        *lexicon.local,
        *lexicon.facilities,
        *lexicon.written,
        *lexicon.committees,
    ]
    if unknown := sorted(set(named) - organs - {""}):
        raise InvalidRule(f"{path}: no organ type is called {unknown[0]!r}; see organs.ttl")
    return lexicon


@cache
def load_patterns() -> Patterns:
    """The automaton over all words; hits are leftmost and longest."""
    words = _collect_words(load_lexicon())
    automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)
    return Patterns(automaton, tuple(words.values()))


def _collect_words(lexicon: ActorLexicon) -> dict[str, Word]:
    words: dict[str, Word] = {}

    def word(form: str) -> Word:
        return words.setdefault(form, Word(form))

    for form in (*lexicon.inside, *_regions_with(lexicon.stops)):
        word(form)
    _collect_bounds(lexicon, words)
    for form, organs in organ_forms().items():
        word(form).organs = organs
        if form.startswith("委") and len(form) > 1:
            word("党" + form).organs = organs
    for head in lexicon.heads:
        for form in head.words:
            word(form).head = head
    for name, known in lexicon.known.items():
        for form in (name, *known.others):
            word(form).known = (name, known)
    _collect_stems(lexicon, words)
    for form, meant in lexicon.overlaps.items():
        words[form] = replace(words[meant], form=meant, skip=len(form) - len(meant))
    for found in words.values():
        if found.organs or found.head or found.known or found.collective:
            found.role = ""
        found.tells = _tells(found)
    return words


def _tells(word: Word) -> bool:
    named = word.organs or word.head or word.known or word.stem or word.collective or word.counted
    pointed = word.that or word.those or word.pair or word.own or word.dispatched
    return bool(named or pointed or word.bureau or word.unit or word.abroad or word.body)


def _regions_with(stops: tuple[str, ...]) -> list[str]:
    """Names of regions that have a stop inside, so that it is none there: 呼和浩特."""
    return [form for form in load_regions().forms() if any(stop in form[1:] for stop in stops)]


def _collect_stems(lexicon: ActorLexicon, words: dict[str, Word]) -> None:
    types = {organ.id: organ for organ in load_organs()}
    for form, organ in lexicon.bare_stems.items():
        words.setdefault(form, Word(form)).stem = types[organ]
    stems = {stem for organ in types.values() for stem in organ.stems} | {*lexicon.collective_stems}
    for stem in sorted(stems):
        forms = [stem + tail for tail in lexicon.collective_tails]
        forms += [stem + tail for tail in lexicon.enforcing_tails if not stem.endswith("执法")]
        for form in forms:
            words.setdefault(form, Word(form)).collective = True
    for form in (*lexicon.member_units, *lexicon.own_units, *lexicon.collectives):
        words.setdefault(form, Word(form)).collective = True
    words.setdefault("部门", Word("部门")).counted = True
    for form in lexicon.units:
        words.setdefault(form, Word(form)).unit = True
    for form in ("局", "厅", "院"):
        words.setdefault(form, Word(form)).body = True
    for form in lexicon.countries:
        words.setdefault(form, Word(form)).abroad = True
    words.setdefault("派出局", Word("派出局")).dispatched = True
    for form in ("局", "办"):
        words.setdefault(form, Word(form)).bureau = True
    _collect_pointers(lexicon, words)


def _collect_pointers(lexicon: ActorLexicon, words: dict[str, Word]) -> None:
    for form in lexicon.own_bodies:
        words.setdefault(form, Word(form)).own = True
    for form in lexicon.that_bodies:
        words.setdefault("该" + form, Word("该" + form)).that = form
    for number in (*NUMBERS, *lexicon.those_openers):
        for form in lexicon.those_bodies:
            words.setdefault(number + form, Word(number + form)).those = True
    for form, bodies in lexicon.pairs.items():
        words.setdefault(form, Word(form)).pair = bodies


def _collect_bounds(lexicon: ActorLexicon, words: dict[str, Word]) -> None:
    openings = {form[0] for form in load_regions().forms()}
    for form in lexicon.category_words:
        words.setdefault(form, Word(form)).role = "break"
    for form in lexicon.verbs:
        words.setdefault(form, Word(form)).role = "verb"
    for form in (*lexicon.stops, *lexicon.founding, *PUNCTUATION, "》"):
        words.setdefault(form, Word(form)).role = "stop"
        words[form].inner = form in lexicon.inner_stops
        words[form].opens = form in openings
    words.setdefault("《", Word("《")).role = "open"
    words["》"].role = "close"
