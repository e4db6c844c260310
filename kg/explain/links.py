"""Sentences that name two or more bodies: whether they gave a link between any, and why not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.explain.gap import Gap, Share
from kg.facts import Actor, Facts, Participation
from kg.mention.initiative_words import load_words
from kg.mention.initiatives import Finder
from kg.read.document import Sentence
from kg.relate.encode import ACTOR, PERSON, Code, Symbol
from kg.relate.reading import Reading

_NO_STATEMENT = re.compile(
    rf"[{ACTOR}{PERSON}、，和及与各有关等单位部门企业（）代章:：\s]*(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日)?"
)
_GUIDANCE = re.compile(
    rf"在{ACTOR}[^，。；{ACTOR}]{{0,12}}下(?=[，。；])|"
    rf"(?:根据|按照|贯彻|落实|围绕)[^，。；{ACTOR}]{{0,6}}{ACTOR}[^，。；{ACTOR}]{{0,12}}(?:部署|要求|安排|精神)"
)
_CLAUSE = re.compile("[^，。；：！？]+")
_OPENING = re.compile("[^被由经受向与和同在对从将把]{0,6}")
"""What may precede the body that a clause tells of: 其中, 全年."""


def cover_links(reading: Reading) -> Share:
    """Of the sentences that name two or more bodies, those that link two, and the others."""
    facts = reading.facts
    named: defaultdict[int, dict[Actor, None]] = defaultdict(dict)
    for mention in facts.actors:
        for actor in mention.actors:
            if actor.kind != "person":
                named[mention.sentence][actor] = None
    linked = set(_linked(facts))
    parts: defaultdict[int, list[Participation]] = defaultdict(list)
    for part in facts.participations:
        parts[part.sentence].append(part)
    finder = Finder(facts.document, facts.actors, load_words())
    covered, gaps = 0, []
    for number, actors in sorted(named.items()):
        if len(actors) < 2:
            continue
        if number in linked:
            covered += 1
            continue
        sentence = facts.document.sentences[number]
        scene = _Scene(reading, finder, sentence, parts[number])
        reason = _reason(scene, tuple(actors))
        form = "、".join(actor.name for actor in actors)
        gaps.append(Gap("links", number, sentence.begin, sentence.end, form, reason))
    return Share(covered, tuple(gaps))


def _linked(facts: Facts) -> Iterator[int]:
    """The sentences that link two bodies: by one undertaking, or as conferrer and recipient."""
    shared: defaultdict[tuple[int, object], set[Actor]] = defaultdict(set)
    for part in facts.participations:
        shared[part.sentence, part.initiative].add(part.actor)
    yield from (sentence for (sentence, _), actors in shared.items() if len(actors) > 1)
    yield from (r.sentence for r in facts.recognitions if r.recipient_actor and r.conferrer)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence that gave no link, with what was made of it."""

    reading: Reading
    finder: Finder
    sentence: Sentence
    parts: list[Participation]

    @property
    def code(self) -> Code:
        """The sentence as rules read it."""
        return self.reading.codes[self.sentence.number]


def _reason(scene: _Scene, actors: tuple[Actor, ...]) -> str:
    """The id of the first reason that holds, in the order of the list."""
    code = scene.code
    if scene.sentence.kind != "sentence":
        return "title-or-row"
    if _NO_STATEMENT.fullmatch(code.text):
        return "addressees"
    if len(_outside(code.symbols.values())) < 2:
        return "only-cited"
    if _are_of_one_body(actors):
        return "parts-of-one"
    has_undertaking = any(symbol.initiatives for symbol in code.symbols.values())
    last = max(symbol.begin for symbol in code.symbols.values() if symbol.actors)
    if not has_undertaking and scene.finder.intended_from(scene.sentence) < last:
        return "intention"
    if scene.parts:
        several = len({part.actor for part in scene.parts}) > 1
        return "different-undertakings" if several else "one-side-only"
    if len(_outside(_without_guidance(code))) < 2:
        return "general-guidance"
    if _is_each_alone(code):
        return "each-on-its-own"
    if not has_undertaking:
        return "no-undertaking"
    subjects = scene.reading.subjects.clauses(scene.sentence.number)
    return "no-rule" if any(subject for _, subject in subjects) else "subject-unknown"


def _outside(places: Iterable[Symbol]) -> set[Actor]:
    """The bodies that are named outside the names of undertakings."""
    return {actor for symbol in places for actor in symbol.actors}


def _without_guidance(code: Code) -> list[Symbol]:
    """The symbols that are not in a phrase of guidance: 在市委领导下, 根据省局部署."""
    spans = [match.span() for match in _GUIDANCE.finditer(code.text)]
    return [
        symbol
        for place, symbol in code.symbols.items()
        if not any(begin <= place < end for begin, end in spans)
    ]


def _is_each_alone(code: Code) -> bool:
    """Whether no clause names two bodies, and each that names one begins with it."""
    for clause in _CLAUSE.finditer(code.text):
        places = [place for place in range(*clause.span()) if _names_body(code, place)]
        if len(places) > 1 or any(len(code.symbols[place].actors) > 1 for place in places):
            return False
        if places and not _OPENING.fullmatch(code.text, clause.start(), places[0]):
            return False
    return True


def _names_body(code: Code, place: int) -> bool:
    return place in code.symbols and bool(code.symbols[place].actors)


def _are_of_one_body(actors: tuple[Actor, ...]) -> bool:
    """Whether all are one body and its parts."""
    shortest = min(actors, key=lambda actor: len(actor.name))
    return all(actor.name.startswith(shortest.name) for actor in actors)
