"""Which undertakings a match of a role rule is about, where the rule does not say itself."""

import re
from dataclasses import dataclass, field

from kg.facts import Initiative, Role
from kg.relate.encode import ACTOR, Code, Symbol
from kg.relate.role_rules import RoleRule

_SENTENCE_PART = re.compile(
    f"[；。]|(?:指导|督导|委托|支持|推动|与|联合|会同){ACTOR}|在{ACTOR}[^，。；]{{0,8}}下"
)
"""Where a body stops acting with its partner: another one is named."""
_ATTENDS = re.compile("，(?:积极|主动|应邀)?(?:参加|出席|列席)")
"""What the same body then attends, it does alone."""
LISTED = re.compile("：一是")
"""Behind it the items begin: what stands before it is about none of them."""
_ADDS = re.compile(
    f"(?:联合|会同)|(?:并|还|又|同时)(?:联合|会同|与|同|和)|由?{ACTOR}(?:承办|共同参与|联合参与)|由?{ACTOR}主办"
)
"""What begins a clause that names more who take part in what was named before it."""
_NEXT = 2
"""Clauses on which those who were called together do something."""
_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?，")
"""What begins a sentence on another day than that of the meeting before it."""
_BARE = ("联合", "会同")
_PAPERS = ("policy", "agreement")
_CLAUSE_END = re.compile("[，；。：！？]")


@dataclass(slots=True)
class Named:
    """The undertakings that a sentence names or is about."""

    code: Code
    objects: list[Symbol]
    """Those that it names, in order."""
    topic: Initiative | None
    """The one that its item is about."""
    mentioned: set[int] = field(default_factory=set)
    """Places of those that are only cited, or only say when or where."""


def find_targets(rule: RoleRule, role: Role, match: re.Match[str], named: Named) -> list[Symbol]:
    """The undertakings that a match without an object is about; none where it is the topic."""
    objects = [
        symbol
        for symbol in named.objects
        if symbol.place not in named.mentioned and any(map(rule.speaks_of, symbol.initiatives))
    ]
    after = [symbol for symbol in objects if symbol.place >= match.end()]
    before = [symbol for symbol in objects if symbol.place < match.start(role)]
    if rule.back:
        start = named.code.text.rfind("；", 0, match.start())
        return [symbol for symbol in before if symbol.place > start][-1:]
    if role == "partner":
        near = _joined(rule, match, after, named) or _of_clause(before, match, named)
        return near or _added_to(before[-1:], match.start(role), named)
    if rule.of:
        return before[-1:] or after[:1]
    if role == "participant" and rule.reach == "item":
        end = _CLAUSE_END.search(named.code.text, match.end())
        near = [symbol for symbol in after if end is None or symbol.place < end.start()][:1]
        return near or ([] if rule.lasting else _just_named(before, match, named))
    if before and before[-1].place == match.start() - 1:
        return before[-1:]  # 首届论坛由某局主办，第二届在….
    return after[:1] or before[-1:]


def find_item(rule: RoleRule, match: re.Match[str], named: Named) -> Initiative | None:
    """The undertaking of the item, where a rule that found none in the sentence may be about it."""
    item = named.topic
    if item is None or rule.reach != "item" or not rule.speaks_of(item):
        return None
    if item.type == "event" and (rule.lasting or _DATED.match(named.code.text)):
        return None
    if "partner" in rule.pattern.groupindex and _ATTENDS.search(named.code.text, match.end()):
        return None
    passed = [each for each in named.objects if each.place in named.mentioned]
    if "partner" in rule.pattern.groupindex and any(item in each.initiatives for each in passed):
        return None
    here = [symbol for symbol in named.objects if item in symbol.initiatives]
    if here and (rule.ends_at_subject or all(each.place > match.end() for each in here)):
        return None
    return None if LISTED.search(named.code.text, match.end()) else item


def find_next(rule: RoleRule, match: re.Match[str], named: Named) -> tuple[Initiative, ...]:
    """组织某局、某局组成3个组，开展专项督查: what the same body goes on to do with them."""
    text = named.code.text
    for symbol in named.objects:
        between = text[match.end() : symbol.place]
        if symbol.place >= match.end():
            near = not re.search(f"[；。]|，{ACTOR}", between) and between.count("，") <= _NEXT
            return tuple(i for i in symbol.initiatives if near and rule.speaks_of(i))
    return ()


def are_equally_near(match: re.Match[str], role: Role, objects: list[Symbol]) -> bool:
    """Whether one undertaking stands as far before the match as another behind it."""
    before = [match.start(role) - each.place for each in objects if each.place < match.start(role)]
    after = [each.place - match.end() + 1 for each in objects if each.place >= match.end()]
    return bool(before and after) and min(before) == min(after)


def _joined(
    rule: RoleRule, match: re.Match[str], after: list[Symbol], named: Named
) -> list[Symbol]:
    """What a partner joins: the next undertaking, and what the same body goes on to do."""
    if rule.ends_at_subject and _has_subject(match, after, named):
        return []
    if after and _ATTENDS.search(named.code.text, match.end(), after[0].place):
        return []
    end = _SENTENCE_PART.search(named.code.text, match.end())
    near = [symbol for symbol in after if end is None or symbol.place < end.start()]
    joined = near[:1]
    for each in near[1:]:
        between = named.code.text[joined[-1].place : each.place]
        if rule.clauses is not None and len(_CLAUSE_END.findall(between)) > rule.clauses:
            break
        if rule.ends_at_subject and f"，{ACTOR}" in between:
            break
        if all(map(rule.carries_to, each.initiatives)):
            joined.append(each)
    apart = after and "；" in named.code.text[match.end() : after[0].place]
    return joined or ([] if apart else after[:1])


def _has_subject(match: re.Match[str], after: list[Symbol], named: Named) -> bool:
    """Whether another body begins a clause between the match and the next undertaking."""
    place = after[0].place if after else len(named.code.text)
    return f"，{ACTOR}" in named.code.text[match.end() : place]


def _added_to(before: list[Symbol], place: int, named: Named) -> list[Symbol]:
    """What was named last, where the clause at `place` only adds who else takes part in it.

    并会同某局收网, 某局承办; 会同某局开展重点整治 tells nothing of a paper before it.
    """
    text = named.code.text
    start = max(text.rfind(mark, 0, place) for mark in "，；。：、") + 1
    adds = _ADDS.match(text, start)
    if adds is None:
        return []
    bare = adds[0] in _BARE
    return [
        symbol
        for symbol in before
        if not bare
        or (
            all(each.type not in _PAPERS for each in symbol.initiatives)
            and "；" not in text[symbol.place : place]
        )
    ]


def _just_named(before: list[Symbol], match: re.Match[str], named: Named) -> list[Symbol]:
    """What the clause before, or the one before that, has named last."""
    if not before:
        return []
    between = named.code.text[before[-1].place : match.start()]
    return before[-1:] if between.count("，") <= _NEXT and not re.search("[；。]", between) else []


def _of_clause(before: list[Symbol], match: re.Match[str], named: Named) -> list[Symbol]:
    """The last undertaking that the clause of a match has named before it."""
    ends = [found.end() for found in _CLAUSE_END.finditer(named.code.text, 0, match.start())]
    start = ends[-1] if ends else 0
    return [symbol for symbol in before if symbol.place >= start][-1:]
