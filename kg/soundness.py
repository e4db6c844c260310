"""What no document shows by itself: whether the graph keeps to the model when it is put together.

Each document is checked when it is built (`kg.build`). What is left is what was derived from all of
them, and what several of them say of the same thing. A build that fails here publishes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from kg.constraints import load_constraints
from kg.finding import Finding, shorten
from kg.index import Index
from kg.statement import Quad, iri
from kg.store import Triple, View
from kg.structure import check_quads
from ontology import terms as t
from ontology.errors import InvalidGraph

_BATCH: Final = 500
"""Nodes that one query asks for."""
_SHARED: Final = (*t.ACTOR_KINDS.values(), *t.INITIATIVE_TYPES.values(), t.Post)
"""The classes of what several documents may speak of."""


def refuse_unsound(view: View, derived: Sequence[Quad]) -> None:
    """Raise InvalidGraph when what was derived, or documents together, break the model.

    `view` holds all that the documents state and all that was derived.
    """
    _refuse((*check_derived(view, derived), *check_shared(view, find_shared(view))))


def refuse_unsound_change(view: View, derived: Sequence[Quad], news: Iterable[Triple]) -> None:
    """Raise InvalidGraph when a sound graph has become unsound by what it says otherwise.

    `derived` is what was derived anew, whole for each node that it is about; `news` are the
    statements that came or went.
    """
    touched = {subject for subject, _, _ in news} | {quad.subject for quad in derived}
    retyped = {subject for subject, term, _ in news if term == t.RDF_TYPE}
    touched |= {quad.subject for node in retyped for quad in view.quads(to=node)}
    shared = sorted(node for node in touched if _is_shared(view, node))
    _refuse((*check_derived(view, derived), *check_shared(view, shared)))


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise InvalidGraph(f"未发布 nothing was published: {describe_first(findings)}")


def describe_first(findings: Sequence[Finding]) -> str:
    """The first of several findings on one line: how many there are, what is wrong, and where."""
    first = findings[0]
    where = " ".join(filter(None, (first.subject, first.value, first.evidence)))
    return (
        f"{len(findings)} statements would break the model, please report it:"
        f" {first.chinese} {first.english} ({first.rule}): {shorten(where)}"
    )


def check_derived(view: View, derived: Sequence[Quad]) -> tuple[Finding, ...]:
    """What the derived statements break, sorted; their nodes are those of the view."""
    nodes = {quad.subject for quad in derived}
    nodes.update(quad.object[1:-1] for quad in derived if quad.object.startswith(f"<{t.ID}"))
    types = [Quad(node, t.RDF_TYPE, kind, "") for node, _, kind in _fetch(view, nodes, "a")]
    typed = {quad.subject for quad in types}
    shapes = load_constraints().check(Index(derived), Index((*derived, *types)))
    return (*check_quads(derived, described=typed), *shapes)


def find_shared(view: View) -> tuple[str, ...]:
    """What several sentences describe, sorted."""
    kinds = " ".join(map(iri, _SHARED))
    found = view.select(
        f"SELECT ?node WHERE {{ VALUES ?kind {{ {kinds} }} GRAPH ?home {{ ?node a ?kind }} }}"
        " GROUP BY ?node HAVING (COUNT(DISTINCT ?home) > 1) ORDER BY ?node"
    )
    return tuple(str(row[0]) for row in found.rows)


def _is_shared(view: View, node: str) -> bool:
    """Whether several sentences describe something that documents may share."""
    typed = view.quads(None, node, term=t.RDF_TYPE)
    homes = {quad.graph for quad in typed if quad.object[1:-1] in _SHARED}
    return len(homes) > 1


def check_shared(view: View, nodes: Iterable[str]) -> tuple[Finding, ...]:
    """What breaks a shape because several sentences speak of the same nodes, sorted."""
    stated = [Quad(*each, "") for each in _fetch(view, nodes, "?term")]
    values = {quad.object[1:-1] for quad in stated if quad.object.startswith(f"<{t.ID}")}
    types = [Quad(node, t.RDF_TYPE, kind, "") for node, _, kind in _fetch(view, values, "a")]
    targets = Index(quad for quad in stated if quad.predicate == t.RDF_TYPE)
    return load_constraints().check(targets, Index((*stated, *types)))


def _fetch(view: View, nodes: Iterable[str], term: str) -> Iterator[tuple[str, str, str]]:
    """The statements about nodes with a term, "a" or, for all, "?term"; sorted by batch."""
    rest = iter(sorted(nodes))
    while batch := tuple(islice(rest, _BATCH)):
        values = " ".join(map(iri, batch))
        yield from sorted(
            view.construct(
                f"CONSTRUCT {{ ?node {term} ?value }}"
                f" WHERE {{ VALUES ?node {{ {values} }} ?node {term} ?value }}"
            )
        )
