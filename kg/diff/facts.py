"""Statements about a subject → the facts that a researcher knows, told apart from their place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kg.diff.dump import Statement
from ontology import terms as t

Details = Mapping[str, frozenset[str]]
"""Term → what is stated by it, as N-Quads writes it."""

KINDS: Final = (
    *("actor", "initiative", "participation"),
    *("observation", "recognition", "collaboration"),
)
ROLE: Final = "role"
ACTOR: Final = "actor"
INITIATIVE: Final = "initiative"
"""The details of a participation, which no term of its own tells."""
_ENTITY: Final = (t.RDF_TYPE, t.PREF_LABEL, t.ALT_LABEL, t.REGION)
_TERMS: Final = MappingProxyType(
    {
        "actor": (*_ENTITY, t.ORGAN_TYPE, t.LEVEL, t.SUBORDINATE_TO, t.MEMBER_OF, t.HOLDS_POST),
        "initiative": (*_ENTITY, t.DATE, t.MEASURE, t.ESTABLISHES, t.PART_OF),
        "observation": (
            *(t.LABEL, t.METRIC, t.VALUE, t.VALUE_TEXT, t.UNIT, t.BOUND, t.STATISTIC),
            *(t.PERIOD, t.REGION, t.REPORTED_BY, t.OUTCOME_OF),
        ),
        "recognition": (
            *(t.PREF_LABEL, t.RECIPIENT, t.RECIPIENT_TEXT, t.CONFERRED_BY),
            *(t.CONFERRED_BY_TEXT, t.DATE),
        ),
        "collaboration": (t.BETWEEN, t.THROUGH, t.STRENGTH),
    }
)
_KIND_OF: Final = MappingProxyType(
    {
        **dict.fromkeys(t.ACTOR_KINDS, "actor"),
        **dict.fromkeys(t.INITIATIVE_TYPES, "initiative"),
        **{kind: kind for kind in ("observation", "recognition", "collaboration")},
    }
)
_ROLES: Final = MappingProxyType({term: role for role, term in t.ROLES.items()})


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a build states."""

    kind: str
    """One of `KINDS`."""
    node: str
    """Its IRI; "" for a participation."""
    details: Details
    documents: frozenset[str]
    """Those whose sentences state it."""
    evidence: str = ""
    """The first sentence that does."""
    stated: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Term and value → the documents that state it; of actors and initiatives only."""

    def get(self, term: str) -> str:
        """The first value of a detail, or ""."""
        return min(self.details.get(term, ()), default="")


def kind_of(node: str) -> str:
    """What kind of fact is stated about a node; "" where it is none."""
    first = node.removeprefix(t.ID).partition("/")[0] if node.startswith(t.ID) else ""
    return _KIND_OF.get(first, "")


def read_fact(node: str, statements: list[Statement]) -> Fact | None:
    """The fact that the statements about a node make; None where they make none."""
    kind = kind_of(node)
    is_derived = kind == "collaboration"
    values: dict[str, set[str]] = defaultdict(set)
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    evidence = set()
    for each in statements:
        if each.predicate not in _TERMS[kind] or is_derived is bool(each.document):
            continue
        values[each.predicate].add(each.object)
        stated[each.predicate, each.object].add(each.document)
        evidence.add(each.graph)
    if not values:
        return None
    documents = frozenset(d for found in stated.values() for d in found if d)
    return Fact(
        kind,
        node,
        {term: frozenset(found) for term, found in values.items()},
        documents,
        "" if is_derived else min(evidence, key=_place),
        {key: frozenset(d) for key, d in stated.items()} if kind in {ACTOR, INITIATIVE} else {},
    )


def read_participations(actor: str, statements: list[Statement]) -> Iterator[Fact]:
    """The parts that an actor has in initiatives, one for each document that states it."""
    parts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for each in statements:
        if each.predicate in _ROLES and each.document:
            parts[each.document, _ROLES[each.predicate], each.object].add(each.graph)
    for (document, role, initiative), graphs in parts.items():
        details = {ACTOR: f"<{actor}>", ROLE: role, INITIATIVE: initiative}
        yield Fact(
            "participation",
            "",
            {term: frozenset({value}) for term, value in details.items()},
            frozenset({document}),
            min(graphs, key=_place),
        )


def _place(evidence: str) -> tuple[str, int]:
    """Document and offset of a sentence, from its IRI."""
    document, _, span = evidence.rpartition("/")
    start = span.partition("-")[0]
    return document, int(start) if start.isdecimal() else 0


def place_of(fact: Fact) -> tuple[str, int, str]:
    """What facts are sorted by: the place of their evidence, then of the fact in it."""
    document, start = _place(fact.evidence) if fact.evidence else ("", 0)
    offset = fact.node.rpartition("/")[2].partition("-")[0]
    return document, int(offset) if offset.isdecimal() else start, fact.node
