"""The lexicon of undertakings, read from kg/lexicon/initiatives.yml and compiled for matching."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from kg.facts import InitiativeType
from kg.frozen import value
from kg.lexicon.load import load_lexicon

Need = Literal["strong", "founded", "quoted", "action", "offence", "listed", "titled"]
TriggerClass = Literal[
    "run", "found", "issue", "sign", "attend", "base", "award", "honour", "handle", "cite"
]
NEEDS: tuple[Need, ...] = (
    "strong",
    "founded",
    "quoted",
    "action",
    "offence",
    "listed",
    "titled",
)
REACHING = frozenset({"case", "event", "agreement"})
"""Types whose names may begin with the body before the phrase."""
PROJECT = "项目"
"""A head that another one may stand before in place of a quotation: 示范县项目."""
LEXICON = Path(__file__).parents[1] / "lexicon" / "initiatives.yml"


class Heads(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The heads of one type, by what else a phrase needs to count."""

    strong: list[str] = []
    founded: list[str] = []
    quoted: list[str] = []
    action: list[str] = []
    offence: list[str] = []
    listed: list[str] = []
    titled: list[str] = []


class Verbs(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Trigger verbs: `pure` ones do not stand inside names, `loose` ones do."""

    pure: list[str]
    loose: list[str]


class Lexicon(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """kg/lexicon/initiatives.yml."""

    heads: dict[InitiativeType, Heads]
    titles: dict[Literal["agreement", "press", "programme"], list[str]]
    triggers: dict[TriggerClass, Verbs]
    whole: list[str]
    clausal: list[str]
    tails: list[str]
    followers: list[str]
    openers: list[str]
    ends: dict[InitiativeType, list[str]]
    deeds: list[str]
    generic: list[str]
    intents: list[str]


@dataclass(frozen=True, slots=True)
class Head:
    """The last noun of a phrase that names an undertaking."""

    word: str
    type: InitiativeType
    need: Need


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb whose object an undertaking is."""

    word: str
    kind: TriggerClass
    pure: bool


@value
class Token:
    """A lexicon word found in the view."""

    begin: int
    end: int
    heads: tuple[Head, ...]
    triggers: tuple[Trigger, ...]
    strong: bool = False
    """Whether one of the heads is strong."""
    case: bool = False
    """Whether one of the heads closes the name of a case."""
    alone: bool = False
    """Whether one of the heads may close a phrase that has no quotation and goes on no list."""
    acts: bool = False
    """Whether all of the heads need to be the whole object of a verb, at the end of its clause."""


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of the words, the longest first."""
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def by_first(words: Sequence[str]) -> Mapping[str, re.Pattern[str]]:
    """For each first character a pattern of the words that begin with it."""
    first: dict[str, list[str]] = {}
    for word in words:
        first.setdefault(word[0], []).append(word)
    return {char: any_of(group) for char, group in first.items()}


class Words:
    """The compiled lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        heads: dict[str, list[Head]] = {}
        triggers: dict[str, list[Trigger]] = {}
        for kind, group in lexicon.heads.items():
            for need in NEEDS:
                for word in getattr(group, need):
                    heads.setdefault(word, []).append(Head(word, kind, need))
        for name, verbs in lexicon.triggers.items():
            for word in verbs.pure:
                triggers.setdefault(word, []).append(Trigger(word, name, True))
            for word in verbs.loose:
                triggers.setdefault(word, []).append(Trigger(word, name, False))
        self.lexicon = lexicon
        self.heads = {word: tuple(found) for word, found in heads.items()}
        self.triggers = {word: tuple(found) for word, found in triggers.items()}
        self.words = sorted({*heads, *triggers})
        self._classes = [
            _classify(self.heads.get(word, ()), self.triggers.get(word, ())) for word in self.words
        ]
        self._automaton = AhoCorasick(self.words, implementation=Implementation.DFA)
        self.followers = by_first(lexicon.followers)
        self.openers = by_first(lexicon.openers)
        self.titles = {kind: tuple(ends) for kind, ends in lexicon.titles.items()}
        self.tails = tuple(lexicon.tails)
        self.tail_begins = frozenset(tail[0] for tail in lexicon.tails)
        self.intents = any_of(lexicon.intents)
        self.generic = any_of(lexicon.generic)
        self.clausal = any_of(lexicon.clausal)
        self.whole = frozenset(lexicon.whole)
        handling = lexicon.triggers["handle"]
        self.handling = (*handling.pure, *handling.loose)
        self.ends = tuple((kind, tuple(ends)) for kind, ends in lexicon.ends.items())
        """What a quoted name is by the end of the words behind it."""
        self.deeds = tuple(lexicon.deeds)
        """Ends that leave it to the verb what the quoted name is."""

    def tokens(self, text: str) -> list[Token]:
        """The lexicon words of a text that no longer one holds, by begin; they may overlap."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        kept: list[tuple[int, int, int]] = []
        for number, begin, end in found:
            if kept and kept[-1][1] == end and kept[-1][0] <= begin:
                continue
            while kept and kept[-1][0] >= begin:
                kept.pop()
            kept.append((begin, end, number))
        return [Token(begin, end, *self._classes[number]) for begin, end, number in kept]


_Class = tuple[tuple[Head, ...], tuple[Trigger, ...], bool, bool, bool, bool]


def _classify(heads: tuple[Head, ...], triggers: tuple[Trigger, ...]) -> _Class:
    """What a token says of its word."""
    strong = any(head.need == "strong" for head in heads)
    case = any(head.type == "case" for head in heads)
    acts = bool(heads) and all(head.need == "action" for head in heads)
    return heads, triggers, strong, case, any(map(_stands_alone, heads)), acts


def _stands_alone(head: Head) -> bool:
    """Whether a head may close a phrase that has no quotation and goes on no list.

    In names that may begin with a body the quotation may stand far before.
    """
    return head.need not in ("quoted", "listed") or head.type in REACHING or head.word == PROJECT


@cache
def load_words() -> Words:
    """The lexicon of undertakings, compiled; raises InvalidRule when the file is broken."""
    return Words(load_lexicon(LEXICON, Lexicon))
