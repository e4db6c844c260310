"""The part of the graph in which the rules conclude something new: all that the news can reach.

A rule of `ontology/derive/` concludes about the start of a path: an actor that has a part in an
initiative, which is part of another one. So wherever a link is new, all that leads to it is taken,
and of each node everything that it links to, as the documents said it before and as they say it
now. On that part a rule concludes what it does on the whole; what it concluded before and does not
now is gone, what it concludes now and did not before has come.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.change import ROLES, is_fact
from kg.derive import DerivationRule, load_rules
from kg.statement import Quad, iri
from kg.store import OxigraphStore, Triple, View, create_store
from ontology import terms as t

_LINKS: Final = (*ROLES, t.PART_OF, t.ESTABLISHES, t.OUTCOME_OF, t.WITHIN)
_PLACES: Final = (t.REGION, t.ORGAN_TYPE)
_LABELS: Final = (t.RDF_TYPE, t.PREF_LABEL, t.LEVEL, t.STEM)
_READ: Final = frozenset({*_LINKS, *_PLACES, *_LABELS})
_BODIES: Final = frozenset({iri(t.Agency), iri(t.AgencyGroup)})
_NAMED: Final = re.compile(r"\b(?:amo|skos):(\w+)")


def are_local(rules: Iterable[DerivationRule] = ()) -> bool:
    """Whether the rules read nothing but what is taken here; what they conclude does not count."""
    known = {term.rpartition("#")[2] for term in _READ} | _CLASSES
    return all(set(_NAMED.findall(_condition(rule))) <= known for rule in rules or load_rules())


_CLASSES: Final = frozenset(
    {"Agency", "AgencyGroup", "Region", "OrganType", "zone", "municipal"}
)  # what the rules ask of a type or a level


def _condition(rule: DerivationRule) -> str:
    return rule.query.partition("\nWHERE")[2]


def take_parts(news: Iterable[Triple], views: tuple[View, View]) -> list[OxigraphStore]:
    """In each of the views, before and after, the part in which the rules conclude anew."""
    nodes = _find_nodes(news, views)
    return [_take(view, nodes) for view in views]


def _take(view: View, nodes: Iterable[str]) -> OxigraphStore:
    """A store in memory of what is said of nodes, each statement of the documents once."""
    quads = {
        Quad(*quad[:3], t.REFERENCE_GRAPH if quad.graph == t.REFERENCE_GRAPH else t.EVIDENCE_GRAPHS)
        for node in nodes
        for quad in view.quads(None, node)
        if quad.predicate in _READ and is_fact(quad)
    }
    store = create_store()
    store.writer().add(sorted(quads))
    return store


def _find_nodes(news: Iterable[Triple], views: tuple[View, View]) -> set[str]:
    """What the news can have a part in, and all that it links to."""
    changed = [triple for triple in news if triple[1] in _READ]
    linked = {s for s, term, _ in changed if term in _LINKS}
    together = {o[1:-1] for _, term, o in changed if term in ROLES}

    def origins(node: str, terms: Iterable[str] = _LINKS) -> Iterator[str]:
        for view in views:
            for term in terms:
                yield from (quad.subject for quad in view.quads(term=term, to=node))

    def ends(node: str) -> Iterator[str]:
        for view in views:
            for term in (*_LINKS, *_PLACES):
                yield from (quad.object[1:-1] for quad in view.quads(None, node, term=term))

    def regions_below(node: str) -> Iterator[str]:
        return origins(node, (t.WITHIN,))

    def regions_around(node: str) -> Iterator[str]:
        for view in views:
            yield from (quad.object[1:-1] for quad in view.quads(None, node, term=t.WITHIN))

    start = {subject for subject, _, _ in changed}
    start |= _spread(linked, origins)
    start |= {actor for each in together for actor in origins(each, ROLES)}
    start |= _find_relatives(start & {s for s, *_ in changed}, views, regions_below, regions_around)
    return _spread(start, ends)


def _spread(nodes: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Nodes and all that steps lead to from them."""
    found = set(nodes)
    rest = list(found)
    while rest:
        new = set(step(rest.pop())) - found
        found |= new
        rest += new
    return found


def _find_relatives(
    nodes: Iterable[str],
    views: tuple[View, View],
    below: Callable[[str], Iterable[str]],
    around: Callable[[str], Iterable[str]],
) -> set[str]:
    """Of bodies the groups that they may belong to, and of groups the bodies that may be theirs."""
    found: dict[str, set[str]] = {iri(t.Agency): set(), iri(t.AgencyGroup): set()}
    agencies, groups = found.values()
    for view in views:
        for node in nodes:
            kinds = {quad.object for quad in view.quads(None, node, term=t.RDF_TYPE)} & _BODIES
            places = (
                {q.object[1:-1] for q in view.quads(None, node, term=t.REGION)} if kinds else ()
            )
            if iri(t.Agency) in kinds:
                groups |= _spread(places, around)
            if iri(t.AgencyGroup) in kinds:
                agencies |= _spread(places, below)
    return {
        str(row[0])
        for kind, places in found.items()
        for view in views
        for row in view.select(
            f"SELECT DISTINCT ?node {{ VALUES ?place {{ {' '.join(map(iri, sorted(places)))} }}"
            f" ?node <{t.REGION}> ?place ; a {kind} }}"
        ).rows
    }
