"""Who takes what part in what: role rules over each sentence, the subject for the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.facts import Actor, Initiative, InitiativeMention, Participation, Role
from kg.read.document import Document, Sentence
from kg.relate.encode import Code, Symbol
from kg.relate.role_rules import ROLES, RoleRule, load_role_rules
from kg.relate.subjects import Subjects

_CLAUSE_END = re.compile("[，；。：！？]")


@dataclass(slots=True)
class _Sentence:
    """What the rules said of one sentence, before it becomes facts."""

    code: Code
    objects: list[Symbol]
    """The undertakings, in order."""
    said: list[tuple[Symbol | None, Role, tuple[Actor, ...], str]] = field(default_factory=list)
    """(undertaking or None for the topic, role, actors, rule)."""
    subject_roles: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By place of the undertaking: role of the clause's subject (or none) and the rule."""
    led: set[int] = field(default_factory=set)
    """Places of undertakings that another body than the subject leads."""


def find_participations(
    document: Document,
    codes: Sequence[Code],
    initiatives: Sequence[InitiativeMention],
    subjects: Subjects,
) -> tuple[Participation, ...]:
    """The parts that actors take, in order of sentence; one for each actor and undertaking there."""
    inner = _inner(initiatives)
    facts: dict[Participation, None] = {}
    for sentence in document.sentences:
        code = codes[sentence.number]
        if sentence.kind in ("title", "row") or not code.symbols:
            continue
        for fact in _read(sentence, code, subjects):
            facts[fact] = None
            for founded in inner.get((sentence.number, fact.initiative), ()):
                facts[
                    Participation(
                        sentence.number, fact.actor, fact.role, founded, fact.rule, fact.doubt
                    )
                ] = None
    return tuple(facts)


def _inner(
    initiatives: Sequence[InitiativeMention],
) -> dict[tuple[int, Initiative], tuple[Initiative, ...]]:
    """What a title founds takes the participants of the title."""
    found: dict[tuple[int, Initiative], tuple[Initiative, ...]] = {}
    for outer, inner in pairwise(initiatives):
        if inner.sentence == outer.sentence and inner.end <= outer.end:
            found[outer.sentence, outer.initiative] = (inner.initiative,)
    return found


def _read(sentence: Sentence, code: Code, subjects: Subjects) -> Iterator[Participation]:
    objects = [symbol for _, symbol in sorted(code.symbols.items()) if symbol.initiatives]
    state = _Sentence(code, objects)
    for rule in load_role_rules():
        for match in rule.pattern.finditer(code.text):
            _apply(rule, match, state)
    for symbol in objects:
        if symbol.inside and any(i.type == "agreement" for i in symbol.initiatives):
            state.said.append((symbol, "partner", symbol.inside, "role.within-name"))
    topic = subjects.topic(sentence.number)
    seen: set[tuple[Actor, Initiative]] = set()
    for target, role, actors, rule_id in state.said:
        for initiative in target.initiatives if target else ((topic,) if topic else ()):
            for position, actor in enumerate(actors):
                if actor.kind == "person" or (actor, initiative) in seen:
                    continue
                seen.add((actor, initiative))
                part: Role = "partner" if role == "lead" and position else role
                yield Participation(sentence.number, actor, part, initiative, rule_id)
    for symbol in objects:
        named = subjects.at(sentence.number, symbol.begin)
        for fact in _by_subject(sentence, symbol, named, state):
            if (fact.actor, fact.initiative) not in seen:
                seen.add((fact.actor, fact.initiative))
                yield fact


def _apply(rule: RoleRule, match: re.Match[str], state: _Sentence) -> None:
    """Notes what one match of a rule says."""
    groups = match.groupdict()
    target = None
    if groups.get("object"):
        target = state.code.symbols[match.start("object")]
        if rule.subject is not None:
            state.subject_roles.setdefault(target.place, (rule.subject, rule.id))
    for role in ROLES:
        if not groups.get(role):
            continue
        symbol = state.code.symbols[match.start(role)]
        targets = [target] if target else _targets(role, match, state)
        if rule.reach == "sentence":
            targets = [found for found in targets if found is not None]
        for found in targets:
            state.said.append((found, role, symbol.actors, rule.id))
            if role == "lead" and found is not None:
                state.led.add(found.place)


def _targets(role: Role, match: re.Match[str], state: _Sentence) -> list[Symbol | None]:
    """The undertakings that a match without an object is about; [None] is the topic of the item."""
    after = [symbol for symbol in state.objects if symbol.place >= match.end()]
    before = [symbol for symbol in state.objects if symbol.place < match.start()]
    if role == "partner" and after:
        return list(after)
    if role == "supervisor" and before and state.code.text.find("被", 0, match.start() + 1) >= 0:
        return [before[-1]]
    if role == "participant":
        end = _CLAUSE_END.search(state.code.text, match.end())
        near = [symbol for symbol in after if end is None or symbol.place < end.start()]
        return [near[0]] if near else [None]
    if after:
        return [after[0]]
    return [before[-1]] if before else [None]


def _by_subject(
    sentence: Sentence, target: Symbol, named: tuple[Actor, ...], state: _Sentence
) -> Iterator[Participation]:
    """The part of the clause's subject: it leads, unless a rule says otherwise."""
    role, rule = state.subject_roles.get(target.place, ("lead", "role.subject"))
    if role == "none" or (role == "lead" and target.place in state.led):
        return
    for initiative in target.initiatives:
        for position, actor in enumerate(named):
            if actor.kind == "person":
                continue
            part = next(r for r in ROLES if r == role)
            if part == "lead" and position:
                part = "partner"
            yield Participation(sentence.number, actor, part, initiative, rule)
