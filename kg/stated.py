"""What a graph states from one document, inside a scope: the side that gold is held against."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from kg import iris
from kg.store import Rows, View
from ontology import terms as t
from ontology.errors import InvalidSource

Places = dict[str, tuple[int, int]]
"""Evidence → its place in the stripped text."""

_KINDS = {term: kind for kind, term in t.ACTOR_KINDS.items() if kind != "person"}
_TYPES = {term: type_ for type_, term in t.INITIATIVE_TYPES.items()}
_ROLES = {term: role for role, term in t.ROLES.items()}
_PREFIXES = f"""PREFIX amo: <{t.AMO}> PREFIX skos: <{t.SKOS}> PREFIX rdfs: <{t.RDFS}> """


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or initiative: the names and the kinds that the graph gives it."""

    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation: all that the graph says of it."""

    evidence: set[str] = field(default_factory=set)
    metrics: set[str] = field(default_factory=set)
    values: set[float] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    bounds: set[str] = field(default_factory=set)
    statistics: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the graph states; every key is an IRI."""

    text: str
    """The source text, stripped."""
    places: Places
    actors: dict[str, Entity]
    initiatives: dict[str, Entity]
    roles: dict[tuple[str, str], set[str]]
    """(actor, initiative) → roles."""
    figures: dict[str, Figure]
    honours: dict[str, set[str]]
    """Recognition → names."""


def read_stated(view: View, document: str, source: str, scope: tuple[str, str] | None) -> Stated:
    """What a view states from the part of a document that the scope bounds.

    Raises InvalidSource when the scope is not in the source text.
    """
    text = strip_text(source)
    of_document = f"?e amo:inDocument <{iris.document(document)}> ."
    places = _find_places(view, of_document, text, _find_scope(document, text, scope))
    return Stated(
        text=text,
        places=places,
        actors=_entities(view, of_document, places, _KINDS),
        initiatives=_entities(view, of_document, places, _TYPES),
        roles=_roles(view, of_document, places),
        figures=_figures(view, of_document, places),
        honours=_honours(view, of_document, places),
    )


def strip_text(text: str) -> str:
    """The text as it is compared: no white space or page number (— 16 —), one width of letters."""
    plain = re.sub(r"—\s*\d+\s*—", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", plain)


def _find_scope(document: str, text: str, scope: tuple[str, str] | None) -> tuple[int, int]:
    if scope is None:
        return 0, len(text)
    first, last = (strip_text(bound) for bound in scope)
    if first not in text or last not in text:
        raise InvalidSource(f"{document}: the scope of the gold file is not in the source text")
    return text.find(first), text.find(last) + len(last)


def _find_places(view: View, of_document: str, text: str, scope: tuple[int, int]) -> Places:
    """Where each sentence that touches the scope stands in the text, in order of appearance."""
    low, high = scope
    rows = view.select(
        f"{_PREFIXES} SELECT ?e ?t ?s {{ {of_document} ?e amo:text ?t ; amo:start ?s }}"
        " ORDER BY ?s ?e"
    ).rows
    places: Places = {}
    seen: dict[str, int] = defaultdict(int)
    for evidence, stated, _ in rows:
        sentence = strip_text(str(stated))
        at = text.find(sentence, seen[sentence])
        if at < 0:
            at = text.find(sentence)
        if at < 0:
            continue
        seen[sentence] = at + 1
        if at < high and at + len(sentence) > low:
            places[str(evidence)] = at, at + len(sentence)
    return places


def _entities(
    view: View, of_document: str, places: Places, classes: dict[str, str]
) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity, name, class_, evidence in _ask(
        view,
        f"""SELECT DISTINCT ?x ?n ?c ?e {{ {of_document} ?e amo:mentions ?x .
            ?x skos:prefLabel|skos:altLabel ?n ; a ?c VALUES ?c {{ {_values(classes)} }} }}""",
    ):
        if evidence in places:
            known = found.setdefault(entity, Entity())
            known.names.add(name)
            known.kinds.add(classes[class_])
    return found


def _roles(view: View, of_document: str, places: Places) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor, role, initiative, evidence in _ask(
        view,
        f"""SELECT DISTINCT ?a ?p ?i ?e {{ {of_document} GRAPH ?e {{ ?a ?p ?i }}
            VALUES ?p {{ {_values(_ROLES)} }} }}""",
    ):
        if evidence in places:
            found[actor, initiative].add(_ROLES[role])
    return dict(found)


def _figures(view: View, of_document: str, places: Places) -> dict[str, Figure]:
    rows = view.select(
        f"""{_PREFIXES} SELECT ?o ?e ?u ?v ?b ?s ?p ?r ?m ?l ?by ?of {{ {of_document}
            GRAPH ?e {{ ?o amo:unit ?un }} ?un skos:prefLabel ?u FILTER(LANG(?u) = "zh")
            OPTIONAL {{ ?o amo:value ?v }} OPTIONAL {{ ?o amo:bound ?b }}
            OPTIONAL {{ ?o amo:statistic ?s }} OPTIONAL {{ ?o amo:period ?p }}
            OPTIONAL {{ ?o amo:region/skos:prefLabel ?r }}
            OPTIONAL {{ ?o amo:metric/(skos:prefLabel|skos:altLabel) ?m }}
            OPTIONAL {{ ?o rdfs:label ?l }}
            OPTIONAL {{ ?o amo:reportedBy ?by }} OPTIONAL {{ ?o amo:outcomeOf ?of }} }}"""
    )
    found: dict[str, Figure] = {}
    for row in _rows(rows):
        if row[1] in places:
            _add_to(found.setdefault(row[0], Figure()), row)
    return found


def _add_to(figure: Figure, row: tuple[str, ...]) -> None:
    _, evidence, unit, value, bound, statistic, period, region, metric, label, by, of = row
    for known, new in (
        (figure.evidence, evidence),
        (figure.units, unit),
        (figure.bounds, bound.removeprefix(t.AMO)),
        (figure.statistics, statistic.removeprefix(t.AMO)),
        (figure.periods, period),
        (figure.regions, region),
        (figure.metrics, metric),
        (figure.metrics, label),
        (figure.agencies, by),
        (figure.initiatives, of),
    ):
        if new:
            known.add(new)
    if value:
        figure.values.add(float(value))


def _honours(view: View, of_document: str, places: Places) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for honour, name, evidence in _ask(
        view,
        f"""SELECT DISTINCT ?x ?n ?e {{ {of_document} GRAPH ?e {{ ?x a amo:Recognition }}
            ?x skos:prefLabel ?n }}""",
    ):
        if evidence in places:
            found[honour].add(name)
    return dict(found)


def _values(terms: dict[str, str]) -> str:
    return " ".join(f"<{term}>" for term in terms)


def _ask(view: View, query: str) -> list[tuple[str, ...]]:
    return _rows(view.select(_PREFIXES + query))


def _rows(rows: Rows) -> list[tuple[str, ...]]:
    """The rows as text; "" where a variable is unbound."""
    return [tuple("" if each is None else str(each) for each in row) for row in rows.rows]
