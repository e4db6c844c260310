"""The part of the graph in which the rules conclude something new: all that the news can reach.

A rule of `ontology/derive/` concludes about the start of a path: an actor that has a part in an
initiative, which is part of another one. So wherever a link is new, all that leads to it is taken,
and of each node everything that it links to, as the documents said it before and as they say it
now. On that part a rule concludes what it does on the whole; what it concluded before and does not
now is gone, what it concludes now and did not before has come.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.change import ROLES, is_fact
from kg.derive import DerivationRule
from kg.statement import Quad, iri
from kg.store import OxigraphStore, Triple, View, create_store
from ontology import terms as t

_LINKS: Final = frozenset({*ROLES, t.PART_OF, t.ESTABLISHES, t.OUTCOME_OF, t.WITHIN})
_LEADING: Final = _LINKS | {t.REGION, t.ORGAN_TYPE}
_READ: Final = _LEADING | {t.RDF_TYPE, t.PREF_LABEL, t.LEVEL, t.STEM}
_ASKED: Final = frozenset({"Agency", "AgencyGroup", "Region", "OrganType", "zone", "municipal"})
"""The classes and levels that the rules ask for."""
_PREFIXES: Final = frozenset({"amo", "skos", "organ"})
_PREFIX: Final = re.compile(r"^PREFIX (\w+):", re.MULTILINE)
_NAMED: Final = re.compile(r"\b(?:amo|skos):(\w+)")
_IRI: Final = re.compile(r"<(\w+:[^<>]+)>")


def are_local(rules: Iterable[DerivationRule]) -> bool:
    """Whether rules read nothing but what is taken here; what they conclude does not count."""
    return all(_is_local(rule.query) for rule in rules)


def _is_local(query: str) -> bool:
    _, is_found, condition = query.partition("\nWHERE")
    known = {term.rpartition("#")[2] for term in _READ} | _ASKED
    return (
        bool(is_found)
        and _PREFIXES.issuperset(_PREFIX.findall(query))
        and known.issuperset(_NAMED.findall(condition))
        and {t.REFERENCE_GRAPH}.issuperset(_IRI.findall(condition))
    )


def take_parts(news: Iterable[Triple], views: tuple[View, View]) -> list[OxigraphStore]:
    """In each of the views, before and after, the part in which the rules conclude anew."""
    sides = [_Side(view) for view in views]
    nodes = _find_nodes(news, sides)
    return [side.take(nodes) for side in sides]


@dataclass(frozen=True, slots=True)
class _Side:
    """The facts as the rules read them, before or after; what is said of a node is read once."""

    view: View
    read: dict[str, set[Quad]] = field(default_factory=dict)

    def about(self, node: str) -> set[Quad]:
        """What is said of a node, each statement of the documents once."""
        if node not in self.read:
            self.read[node] = {
                Quad(*quad[:3], _home(quad))
                for quad in self.view.quads(None, node)
                if quad.predicate in _READ and is_fact(quad)
            }
        return self.read[node]

    def ends(self, node: str, terms: Collection[str]) -> set[str]:
        """Where links lead from a node."""
        return {quad.object[1:-1] for quad in self.about(node) if quad.predicate in terms}

    def origins(self, node: str, terms: Iterable[str]) -> set[str]:
        """Where links come from that lead to a node."""
        return {quad.subject for term in terms for quad in self.view.quads(term=term, to=node)}

    def bodies(self, kind: str, places: Iterable[str]) -> set[str]:
        """The agencies or the groups of some regions."""
        found = self.view.select(
            f"SELECT DISTINCT ?node {{ VALUES ?place {{ {' '.join(map(iri, sorted(places)))} }}"
            f" ?node <{t.REGION}> ?place ; a <{kind}> }}"
        )
        return {str(row[0]) for row in found.rows}

    def take(self, nodes: Iterable[str]) -> OxigraphStore:
        """A store in memory of what is said of nodes."""
        store = create_store()
        store.writer().add(sorted(quad for node in nodes for quad in self.about(node)))
        return store


def _home(quad: Quad) -> str:
    return t.REFERENCE_GRAPH if quad.graph == t.REFERENCE_GRAPH else t.EVIDENCE_GRAPHS


def _find_nodes(news: Iterable[Triple], sides: Sequence[_Side]) -> set[str]:
    """What the news can have a part in, and all that it links to."""

    def ends(node: str, terms: Collection[str] = _LEADING) -> set[str]:
        return {end for side in sides for end in side.ends(node, terms)}

    def origins(node: str, terms: Iterable[str] = _LINKS) -> set[str]:
        return {origin for side in sides for origin in side.origins(node, terms)}

    changed = [triple for triple in news if triple[1] in _READ]
    spoken_of = {subject for subject, _, _ in changed}
    joined = {value[1:-1] for _, term, value in changed if term in ROLES}
    start = spoken_of | {actor for each in joined for actor in origins(each, ROLES)}
    start |= _spread({subject for subject, term, _ in changed if term in _LINKS}, origins)
    around: set[str] = set()  # the groups of these regions may have an agency that is spoken of
    below: set[str] = set()  # the agencies of these may be members of a group that is
    for node in spoken_of:
        kinds, places = ends(node, {t.RDF_TYPE}), ends(node, {t.REGION})
        if t.Agency in kinds:
            around |= _spread(places, lambda place: ends(place, {t.WITHIN}))
        if t.AgencyGroup in kinds:
            below |= _spread(places, lambda place: origins(place, (t.WITHIN,)))
    for side in sides:
        start |= side.bodies(t.AgencyGroup, around) | side.bodies(t.Agency, below)
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
