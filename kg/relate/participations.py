"""Who takes what part in what: role rules over each sentence, the subject for the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from kg.facts import Actor, ActorKind, Initiative, InitiativeMention, Participation, Relation, Role
from kg.frozen import value
from kg.mention.told_of import OPENED, WORKS
from kg.read.document import Document, Sentence
from kg.relate.encode import ACTOR, INITIATIVE, Code, Symbol
from kg.relate.issuers import find_issuers
from kg.relate.role_rules import ROLES, RoleRule, load_role_rules
from kg.relate.role_targets import (
    LISTED,
    Named,
    are_equally_near,
    find_item,
    find_next,
    find_targets,
)
from kg.relate.subjects import Subjects, heads_item
from kg.relate.triggers import Triggers

_HANDLED = re.compile(
    "侦破|破获|侦办|审理|审结|查处|查办|查获|查破|办结|宣判|告破|办理|立案|打掉|捣毁"
)
_SELECTED = re.compile("(?:入选|列入|纳入|入围)[^，。；]{0,24}$")
"""A thing that is selected is not led by whoever the paragraph is about."""
_RUN = ("平台", "系统")
"""Ends of what is run by the body whose name stands before."""
_DEEDS = ("event", "campaign", "programme", "agreement")
_APART = 12
"""Characters before several undertakings in which 分别 gives one to each."""
_JOINTLY = re.compile(f"{ACTOR}(?:联合|共同|协同|联手|一起)")


@value
class Said:
    """One thing that a rule says of a sentence."""

    initiatives: tuple[Initiative, ...]
    role: Role
    actors: tuple[Actor, ...]
    rule: str
    doubt: str = ""


@dataclass(slots=True)
class _Sentence(Named):
    """What the rules say of one sentence, before it becomes facts."""

    said: list[Said] = field(default_factory=list)
    yielding: list[Said] = field(default_factory=list)
    """What counts only where nothing else is said of the same."""
    subject_roles: dict[int, tuple[Role | Literal["none"], str]] = field(default_factory=dict)
    """By place of the undertaking: role of the clause's subject (or none) and the rule."""
    led: set[int] = field(default_factory=set)
    """Places of undertakings that another body than the subject leads."""


def find_participations(
    document: Document,
    codes: Sequence[Code],
    initiatives: Sequence[InitiativeMention],
    subjects: Subjects,
) -> tuple[Participation, ...]:
    """The parts that actors take, in order of sentence; one for an actor and an undertaking."""
    inner = _inner(initiatives)
    facts: list[Participation] = []
    for sentence in document.sentences:
        code = codes[sentence.number]
        if sentence.kind in ("title", "row") or not _is_about_any(sentence, code, subjects):
            continue
        stated = _read(sentence, code, subjects)
        founded = inner.get(sentence.number)
        facts += dict.fromkeys(_with_founded(stated, founded)) if founded else stated
    return tuple(facts)


def add_founders(
    stated: Sequence[Participation], relations: Sequence[Relation]
) -> tuple[Participation, ...]:
    """What is stated, and whoever made a paper in what the paper sets up in the same sentence.

    With a body that takes another part in it nothing is added: the text tells its parts itself.
    """
    known = {(fact.actor, fact.initiative) for fact in stated}
    added = [
        replace(fact, initiative=relation.object, rule="role.founder")
        for relation in relations
        if relation.relation == "establishes" and relation.rule == "link.founds"
        for fact in stated
        if (fact.sentence, fact.initiative) == (relation.sentence, relation.subject)
        if fact.role in ("lead", "partner") and (fact.actor, relation.object) not in known
    ]
    if not added:
        return tuple(stated)
    merged = sorted((*stated, *dict.fromkeys(added)), key=lambda fact: fact.sentence)
    return tuple(merged)


def _is_about_any(sentence: Sentence, code: Code, subjects: Subjects) -> bool:
    """Whether there is an undertaking that a sentence which names anything could be about."""
    if INITIATIVE in code.text:
        return True
    return bool(code.symbols) and subjects.topic(sentence.number) is not None


def _inner(
    initiatives: Sequence[InitiativeMention],
) -> dict[int, dict[Initiative, Initiative]]:
    """By sentence: what a title founds, which takes the participants of the title."""
    found: dict[int, dict[Initiative, Initiative]] = {}
    for outer, inner in pairwise(initiatives):
        if inner.sentence == outer.sentence and inner.end <= outer.end:
            found.setdefault(outer.sentence, {})[outer.initiative] = inner.initiative
    return found


def _with_founded(
    stated: Iterable[Participation], founded: dict[Initiative, Initiative]
) -> Iterator[Participation]:
    """Each fact, and behind it the same of what its undertaking founds."""
    for fact in stated:
        yield fact
        if fact.initiative in founded:
            yield replace(fact, initiative=founded[fact.initiative])


def _read(sentence: Sentence, code: Code, subjects: Subjects) -> Iterator[Participation]:
    """The parts that one sentence states; of two for a body and an undertaking the first holds."""
    seen: set[tuple[Actor, Initiative]] = set()
    for said in say(sentence, code, subjects):
        for initiative in said.initiatives:
            for position, actor in enumerate(said.actors):
                known = len(seen)
                if actor.kind != "person":
                    seen.add((actor, initiative))
                if len(seen) == known:
                    continue
                role: Role = "partner" if said.role == "lead" and position else said.role
                yield Participation(sentence.number, actor, role, initiative, said.rule, said.doubt)


@cache
def _triggers() -> Triggers:
    return Triggers([rule.pattern for rule in load_role_rules()])


def say(sentence: Sentence, code: Code, subjects: Subjects) -> list[Said]:
    """All that is said of a sentence: by the rules in their order, then by its subjects."""
    objects = [symbol for symbol in code.symbols.values() if symbol.initiatives]
    state = _Sentence(code, objects, subjects.topic(sentence.number))
    every = load_role_rules()
    rules = [every[number] for number in _triggers().may_match(code.text)]
    matched = [(rule, [*rule.pattern.finditer(code.text)]) for rule in rules]
    for rule, matches in matched:
        if rule.passing:
            places = [match.start("object") for match in matches]
            state.mentioned.update(each for each in places if _is_about(rule, each, state))
    for rule, matches in matched:
        for match in matches:
            if not match.groupdict().get("object") or _is_about(rule, match.start("object"), state):
                _apply(rule, match, state)
    for symbol in objects:
        if symbol.inside and all(map(_names_partners, symbol.initiatives)):
            said = Said(symbol.initiatives, "partner", symbol.inside, "role.within-name")
            state.said.append(said)
        elif symbol.inside and all(each.name.startswith("驻") for each in symbol.initiatives):
            host = Said(symbol.initiatives, "participant", symbol.inside, "role.within-name")
            state.said.append(host)
        state.said += _by_owner(symbol, state)
        state.said += _by_title(symbol, state)
        source = subjects.source(sentence.number, symbol.begin)
        if source.sentence not in (-1, sentence.number) and _opens(symbol, state.code.text):
            continue
        if named := source.actors:
            doubt = subjects.doubt(sentence.number, symbol.begin)
            state.said += _by_subject(symbol, named, doubt, state)
            if symbol.place in state.led and subjects.is_named(sentence.number, symbol.begin):
                state.said += _beside_lead(symbol, named, state)
        if guide := subjects.guide(sentence.number):
            state.said += _by_guide(symbol, guide, state)
    return state.said + state.yielding


def _names_partners(initiative: Initiative) -> bool:
    """Whether the bodies inside a name are those it is done with: 与甲局座谈, 与乙行的战略合作."""
    return initiative.type == "agreement" or initiative.name.startswith(("与", "同", "和"))


def _opens(symbol: Symbol, text: str) -> bool:
    """Whether a facility is itself the subject: 某保护中心于5月投入运行, 某平台接收投诉5件."""
    facility = all(each.type == "facility" for each in symbol.initiatives)
    begins = symbol.place == 0 or text[symbol.place - 1] in "，；。"
    behind = symbol.place + 1
    return facility and begins and bool(OPENED.match(text, behind) or WORKS.match(text, behind))


def _is_about(rule: RoleRule, place: int, state: _Sentence) -> bool:
    """Whether the rule may speak of an undertaking named at this place of the code."""
    return any(map(rule.speaks_of, state.code.symbols[place].initiatives))


def _apply(rule: RoleRule, match: re.Match[str], state: _Sentence) -> None:
    """Notes what one match of a rule says."""
    groups = match.groupdict()
    if rule.kinds and not _is_of_kinds(match, state.code, rule.kinds):
        return
    target = None
    if groups.get("object"):
        target = state.code.symbols[match.start("object")]
        if rule.subject is not None:
            state.subject_roles.setdefault(target.place, (rule.subject, rule.id))
    for role in ROLES:
        if not groups.get(role):
            continue
        actors = state.code.symbols[match.start(role)].actors
        symbols = [target] if target else find_targets(rule, role, match, state)
        found = tuple(i for symbol in symbols for i in symbol.initiatives if rule.speaks_of(i))
        doubt = ""
        following = find_next(rule, match, state) if not symbols and rule.lasting else ()
        item = find_item(rule, match, state) if not symbols and not following else None
        if item is not None:
            found, doubt = (item,), "undertaking carried within the item"
        elif not symbols and rule.reach == "item" and role == "participant":
            found = find_next(rule, match, state)
        elif target is None and are_equally_near(match, role, state.objects):
            doubt = "two undertakings equally near"
        said = Said(found, role, actors, rule.id, doubt)
        (state.yielding if rule.yields else state.said).append(said)
        if role == "lead":
            state.led |= {symbol.place for symbol in symbols}


def _is_of_kinds(match: re.Match[str], code: Code, kinds: Set[ActorKind]) -> bool:
    """Whether all that a match gives a part are of these kinds."""
    places = [match.start(role) for role in ROLES if match.groupdict().get(role)]
    return all(each.kind in kinds for at in places for each in code.symbols[at].actors)


def _beside_lead(target: Symbol, named: tuple[Actor, ...], state: _Sentence) -> Iterator[Said]:
    """由某大队牵头，某局、某院联合开展: those who do it with the one that leads."""
    text = state.code.text
    start = max(text.rfind(mark, 0, target.place) for mark in "，；。")
    joint = _JOINTLY.match(text, start + 1, target.place) is not None
    if joint and target.place not in state.subject_roles:
        yield Said(target.initiatives, "partner", named, "role.beside-lead")


def _by_guide(target: Symbol, guide: tuple[Actor, ...], state: _Sentence) -> Iterator[Said]:
    """某厅指导某协会开展系列活动：一是举办…: who guides what the items of the list tell."""
    deed = all(each.type in _DEEDS for each in target.initiatives)
    if (
        deed
        and target.place not in state.mentioned
        and not LISTED.search(state.code.text, target.place)
    ):
        yield Said(target.initiatives, "supervisor", guide, "role.guides-list")


def _by_owner(target: Symbol, state: _Sentence) -> Iterator[Said]:
    """最高人民法院调解平台: a platform is run by the body that its name begins with."""
    if target.inside and all(each.name.endswith(_RUN) for each in target.initiatives):
        state.led.add(target.place)
        yield Said(target.initiatives, "lead", target.inside[:1], "role.owner")


def _by_title(target: Symbol, state: _Sentence) -> Iterator[Said]:
    """The part of the bodies that a title names as its issuers."""
    for policy in target.initiatives:
        issuers = find_issuers(policy) if policy.type == "policy" else ()
        if issuers:
            state.led.add(target.place)
            yield Said((policy,), "lead", issuers, "role.issuer")


def _by_subject(
    target: Symbol, named: tuple[Actor, ...], doubt: str, state: _Sentence
) -> Iterator[Said]:
    """The part of the clause's subject: it leads, unless a rule says otherwise."""
    role, rule = state.subject_roles.get(target.place, ("lead", "role.subject"))
    if (
        (role, rule) == ("lead", "role.subject")
        and all(f.type == "case" for f in target.initiatives)
        and not _HANDLED.search(state.code.text, 0, target.place)
        and not heads_item(state.code.text)
    ):
        return
    if rule == "role.subject" and state.code.text.endswith("该", 0, target.place):
        return
    if rule == "role.subject" and _SELECTED.search(state.code.text, 0, target.place):
        return
    if role == "none":
        return
    each = len(named) == len(target.initiatives) > 1
    if each and state.code.text.find("分别", max(0, target.place - _APART), target.place) >= 0:
        for one, own in zip(named, target.initiatives, strict=True):
            yield Said((own,), role, (one,), rule, doubt)
    elif role != "lead" or target.place not in state.led:
        yield Said(target.initiatives, role, named, rule, doubt)
