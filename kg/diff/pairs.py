"""Two dumps → the facts that differ between them, in pairs of what was and what is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.diff.dump import Dump
from kg.diff.facts import ACTOR, INITIATIVE, KINDS, Fact, kind_of, read_fact, read_participations
from kg.diff.match import Pair, match_facts, match_sentences

_ENTITIES = (ACTOR, INITIATIVE)
_PRINTED = ("observation", "recognition")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a fact."""

    kind: str
    old: Fact | None
    """None where it appeared; its IRIs are those of the new build where only a kind changed."""
    new: Fact | None
    """None where it vanished."""

    @property
    def fact(self) -> Fact:
        """The fact as it is, or as it was."""
        fact = self.new or self.old
        assert fact is not None
        return fact

    @property
    def documents(self) -> frozenset[str]:
        """The documents that say otherwise than before; none of what is derived."""
        sides = [side for side in (self.old, self.new) if side]
        if len(sides) < 2 or not self.fact.stated:
            return frozenset().union(*(side.documents for side in sides))
        assert self.old is not None
        assert self.new is not None
        differing = {*_listed(self.old)} ^ {*_listed(self.new)}
        stated = [side.stated.get(key, frozenset()) for side in sides for key in differing]
        return frozenset().union(*stated)


def _listed(fact: Fact) -> Iterator[tuple[str, str]]:
    """The details of a fact one by one."""
    return ((term, value) for term, values in fact.details.items() for value in values)


def find_changes(subjects: Iterable[str], before: Dump, after: Dump) -> Iterator[Change]:
    """What became of the facts about the subjects, by kind; nothing of those that are equal."""
    nodes = sorted(node for node in subjects if kind_of(node))
    old, new = _gather(nodes, before), _gather(nodes, after)
    same: dict[str, str] = {}
    for kind in KINDS:
        found = [_rename(fact, same) for fact in old[kind]]
        pairs = _match(kind, found, new[kind], before, after)
        for was, is_ in pairs:
            if was and is_ and kind in _ENTITIES and was.node != is_.node:
                same[was.node] = is_.node
            if was is None or is_ is None or was.details != is_.details:
                yield Change(kind, was, is_)


def _gather(nodes: Sequence[str], dump: Dump) -> dict[str, list[Fact]]:
    """The facts about the nodes, by kind."""
    found: dict[str, list[Fact]] = {kind: [] for kind in KINDS}
    for node in nodes:
        statements = dump.about(node)
        fact = read_fact(node, statements)
        if fact is not None:
            found[fact.kind].append(fact)
        if kind_of(node) == ACTOR:
            found["participation"] += read_participations(node, statements)
    return found


def _match(kind: str, old: list[Fact], new: list[Fact], before: Dump, after: Dump) -> list[Pair]:
    """The facts of a kind in pairs: those of one IRI first where it tells what they are."""
    pairs: list[Pair] = []
    if kind in _ENTITIES:
        here = {fact.node: fact for fact in new}
        pairs = [(fact, here[fact.node]) for fact in old if fact.node in here]
        both = {fact.node for fact, _ in pairs if fact}
        old = [fact for fact in old if fact.node not in both]
        new = [fact for fact in new if fact.node not in both]
    found = list(match_facts(kind, old, new))
    if kind not in _PRINTED:
        return pairs + found
    pairs = [(was, is_) for was, is_ in found if was and is_]
    rest = [(was, is_) for was, is_ in found if not (was and is_)]
    return pairs + list(match_sentences(rest, before.text, after.text))


def _rename(fact: Fact, same: Mapping[str, str]) -> Fact:
    """The fact with the new IRIs of what only changed its kind, type or region."""
    if not same or not any(value[1:-1] in same for _, value in _listed(fact)):
        return fact
    details = {
        term: frozenset(f"<{same[v[1:-1]]}>" if v[1:-1] in same else v for v in values)
        for term, values in fact.details.items()
    }
    return replace(fact, details=details)
