"""Who takes what part in what: role rules over each sentence, the subject for the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from kg.facts import Actor, Initiative, InitiativeMention, Participation, Relation, Role
from kg.mention.unheaded import OPENED
from kg.read.document import Document, Sentence
from kg.relate.encode import ACTOR, INITIATIVE, Code, Symbol
from kg.relate.issuers import find_issuers
from kg.relate.role_rules import ROLES, RoleRule, load_role_rules
from kg.relate.subjects import Subjects, heads_item
from kg.relate.triggers import Triggers

_HANDLED = re.compile(
    "侦破|破获|侦办|审理|审结|查处|查办|查获|查破|办结|宣判|告破|办理|立案|打掉|捣毁"
)
_SELECTED = re.compile("(?:入选|列入|纳入|入围)[^，。；]{0,24}$")
"""A thing that is selected is not led by whoever the paragraph is about."""
_SENTENCE_PART = re.compile(f"[；。]|(?:指导|督导|委托|支持|推动|与|联合|会同){ACTOR}")
"""Where a body stops acting with its partner: another one is named."""
_LISTED = re.compile("：一是")
"""Behind it the items begin: what stands before it is about none of them."""
_ADDS = re.compile(
    f"(?:联合|会同)|(?:并|还|又|同时)(?:联合|会同|与|同|和)|由?{ACTOR}(?:承办|共同参与|联合参与)|由?{ACTOR}主办"
)
"""What begins a clause that names more who take part in what was named before it."""
_NEXT = 2
"""Clauses on which those who were called together do something."""
_BARE = ("联合", "会同")
_PAPERS = ("policy", "agreement")
_JOINTLY = re.compile(f"{ACTOR}(?:联合|共同|协同|联手|一起)")
_CLAUSE_END = re.compile("[，；。：！？]")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a rule says of a sentence."""

    initiatives: tuple[Initiative, ...]
    role: Role
    actors: tuple[Actor, ...]
    rule: str
    doubt: str = ""


@dataclass(slots=True)
class _Sentence:
    """What the rules say of one sentence, before it becomes facts."""

    code: Code
    objects: list[Symbol]
    """The undertakings, in order."""
    topic: Initiative | None
    """The undertaking that the item of the sentence is about."""
    said: list[Said] = field(default_factory=list)
    subject_roles: dict[int, tuple[Role | Literal["none"], str]] = field(default_factory=dict)
    """By place of the undertaking: role of the clause's subject (or none) and the rule."""
    mentioned: set[int] = field(default_factory=set)
    """Places of undertakings that are only cited, or only say when or where."""
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
        for fact in _read(sentence, code, subjects):
            facts.append(fact)
            if inner and (sentence.number, fact.initiative) in inner:
                founded = inner[sentence.number, fact.initiative]
                facts.append(replace(fact, initiative=founded))
    return tuple(dict.fromkeys(facts) if inner else facts)


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
) -> dict[tuple[int, Initiative], Initiative]:
    """What a title founds takes the participants of the title."""
    return {
        (outer.sentence, outer.initiative): inner.initiative
        for outer, inner in pairwise(initiatives)
        if inner.sentence == outer.sentence and inner.end <= outer.end
    }


def _read(sentence: Sentence, code: Code, subjects: Subjects) -> Iterator[Participation]:
    """The parts that one sentence states; of two for a body and an undertaking the first holds."""
    seen: set[tuple[Actor, Initiative]] = set()
    for said in say(sentence, code, subjects):
        for initiative in said.initiatives:
            for position, actor in enumerate(said.actors):
                if actor.kind == "person" or (actor, initiative) in seen:
                    continue
                seen.add((actor, initiative))
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
    for rule in rules:
        if rule.passing:
            places = [match.start("object") for match in rule.pattern.finditer(code.text)]
            state.mentioned.update(each for each in places if _is_about(rule, each, state))
    for rule in rules:
        for match in rule.pattern.finditer(code.text):
            if not match.groupdict().get("object") or _is_about(rule, match.start("object"), state):
                _apply(rule, match, state)
    for symbol in objects:
        if symbol.inside and all(found.type == "agreement" for found in symbol.initiatives):
            said = Said(symbol.initiatives, "partner", symbol.inside, "role.within-name")
            state.said.append(said)
        state.said += _by_title(symbol, state)
        source = subjects.source(sentence.number, symbol.begin)
        if source.sentence not in (-1, sentence.number) and _opens(symbol, state.code.text):
            continue
        if named := source.actors:
            doubt = subjects.doubt(sentence.number, symbol.begin)
            state.said += _by_subject(symbol, named, doubt, state)
            if symbol.place in state.led and subjects.is_named(sentence.number, symbol.begin):
                state.said += _beside_lead(symbol, named, state)
    return state.said


def _opens(symbol: Symbol, text: str) -> bool:
    """Whether a facility is itself the subject: 某保护中心于5月投入运行."""
    facility = all(each.type == "facility" for each in symbol.initiatives)
    begins = symbol.place == 0 or text[symbol.place - 1] in "，；。"
    return facility and begins and OPENED.match(text, symbol.place + 1) is not None


def _is_about(rule: RoleRule, place: int, state: _Sentence) -> bool:
    """Whether the rule may speak of an undertaking named at this place of the code."""
    return any(map(rule.speaks_of, state.code.symbols[place].initiatives))


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
        actors = state.code.symbols[match.start(role)].actors
        symbols = [target] if target else _targets(rule, role, match, state)
        found = tuple(i for symbol in symbols for i in symbol.initiatives if rule.speaks_of(i))
        doubt = ""
        item = _item_of(rule, match, state) if not symbols else None
        if item is not None:
            found, doubt = (item,), "undertaking carried within the item"
        elif not symbols and rule.reach == "item" and role == "participant":
            found = _of_next_clause(rule, match, state)
        elif target is None and _are_equally_near(match, role, state.objects):
            doubt = "two undertakings equally near"
        state.said.append(Said(found, role, actors, rule.id, doubt))
        if role == "lead":
            state.led |= {symbol.place for symbol in symbols}


def _of_next_clause(
    rule: RoleRule, match: re.Match[str], state: _Sentence
) -> tuple[Initiative, ...]:
    """组织某局、某局组成3个组，开展专项督查: what the same body goes on to do with them."""
    text = state.code.text
    for symbol in state.objects:
        between = text[match.end() : symbol.place]
        if symbol.place >= match.end():
            near = not re.search(f"[；。]|，{ACTOR}", between) and between.count("，") <= _NEXT
            return tuple(i for i in symbol.initiatives if near and rule.speaks_of(i))
    return ()


def _item_of(rule: RoleRule, match: re.Match[str], state: _Sentence) -> Initiative | None:
    """The undertaking of the item, where a rule that found none in the sentence may be about it."""
    item = state.topic
    if item is None or rule.reach != "item" or not rule.speaks_of(item):
        return None
    if rule.lasting and item.type == "event":
        return None
    if rule.ends_at_subject and any(item in symbol.initiatives for symbol in state.objects):
        return None
    return None if _LISTED.search(state.code.text, match.end()) else item


def _are_equally_near(match: re.Match[str], role: Role, objects: list[Symbol]) -> bool:
    """Whether one undertaking stands as far before the match as another behind it."""
    before = [match.start(role) - each.place for each in objects if each.place < match.start(role)]
    after = [each.place - match.end() + 1 for each in objects if each.place >= match.end()]
    return bool(before and after) and min(before) == min(after)


def _targets(rule: RoleRule, role: Role, match: re.Match[str], state: _Sentence) -> list[Symbol]:
    """The undertakings that a match without an object is about; none where it is the topic."""
    objects = [
        symbol
        for symbol in state.objects
        if symbol.place not in state.mentioned and any(map(rule.speaks_of, symbol.initiatives))
    ]
    after = [symbol for symbol in objects if symbol.place >= match.end()]
    before = [symbol for symbol in objects if symbol.place < match.start(role)]
    if rule.back:
        start = state.code.text.rfind("；", 0, match.start())
        return [symbol for symbol in before if symbol.place > start][-1:]
    if role == "partner":
        near = _joined(rule, match, after, state) or _of_clause(before, match, state)
        return near or _added_to(before[-1:], match.start(role), state)
    if rule.of:
        return before[-1:] or after[:1]
    if role == "participant" and rule.reach == "item":
        end = _CLAUSE_END.search(state.code.text, match.end())
        return [symbol for symbol in after if end is None or symbol.place < end.start()][:1]
    return after[:1] or before[-1:]


def _joined(
    rule: RoleRule, match: re.Match[str], after: list[Symbol], state: _Sentence
) -> list[Symbol]:
    """What a partner joins: the next undertaking, and what the same body goes on to do."""
    if rule.ends_at_subject and _has_subject(match, after, state):
        return []
    end = _SENTENCE_PART.search(state.code.text, match.end())
    near = [symbol for symbol in after if end is None or symbol.place < end.start()]
    joined = near[:1]
    for each in near[1:]:
        between = state.code.text[joined[-1].place : each.place]
        if rule.clauses is not None and len(_CLAUSE_END.findall(between)) > rule.clauses:
            break
        if all(map(rule.carries_to, each.initiatives)):
            joined.append(each)
    return joined or after[:1]


def _has_subject(match: re.Match[str], after: list[Symbol], state: _Sentence) -> bool:
    """Whether another body begins a clause between the match and the next undertaking."""
    place = after[0].place if after else len(state.code.text)
    return f"，{ACTOR}" in state.code.text[match.end() : place]


def _added_to(before: list[Symbol], place: int, state: _Sentence) -> list[Symbol]:
    """What was named last, where the clause at `place` only adds who else takes part in it.

    并会同某局收网, 某局承办; 会同某局开展重点整治 tells nothing of a paper before it.
    """
    text = state.code.text
    start = max(text.rfind(mark, 0, place) for mark in "，；。：、") + 1
    adds = _ADDS.match(text, start)
    if adds is None:
        return []
    bare = adds[0] in _BARE
    return [
        symbol
        for symbol in before
        if not bare or all(each.type not in _PAPERS for each in symbol.initiatives)
    ]


def _of_clause(before: list[Symbol], match: re.Match[str], state: _Sentence) -> list[Symbol]:
    """The last undertaking that the clause of a match has named before it."""
    ends = [found.end() for found in _CLAUSE_END.finditer(state.code.text, 0, match.start())]
    start = ends[-1] if ends else 0
    return [symbol for symbol in before if symbol.place >= start][-1:]


def _beside_lead(target: Symbol, named: tuple[Actor, ...], state: _Sentence) -> Iterator[Said]:
    """由某大队牵头，某局、某院联合开展: those who do it with the one that leads."""
    text = state.code.text
    start = max(text.rfind(mark, 0, target.place) for mark in "，；。")
    joint = _JOINTLY.match(text, start + 1, target.place) is not None
    if joint and target.place not in state.subject_roles:
        yield Said(target.initiatives, "partner", named, "role.beside-lead")


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
    if role != "none" and not (role == "lead" and target.place in state.led):
        yield Said(target.initiatives, role, named, rule, doubt)
