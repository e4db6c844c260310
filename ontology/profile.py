"""Whether an ontology is in OWL 2 DL: the rules that one breaks when editing Turtle by hand.

From the OWL 2 Structural Specification, sections 3 (declarations), 5.8 (typing), 11.1 (simple
properties), 11.2 (global restrictions), and 3.7 of the Mapping to RDF Graphs (blank nodes).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology.load import read_declared
from ontology.terms import OWL, RDF, RDF_TYPE, RDFS, XSD

_BUILTIN: Final = (RDF, RDFS, OWL, XSD)
_DATATYPES: Final = frozenset(
    f"{XSD}{name}"
    for name in (
        *("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
        *("negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt"),
        *("unsignedShort", "unsignedByte", "double", "float", "string", "normalizedString"),
        *("token", "language", "Name", "NCName", "NMTOKEN", "boolean", "hexBinary"),
        *("base64Binary", "anyURI", "dateTime", "dateTimeStamp"),
    )
) | {f"{RDF}PlainLiteral", f"{RDF}XMLLiteral", f"{RDF}langString", f"{RDFS}Literal"}
"""The datatype map of OWL 2; rdf:langString is how RDF 1.1 types "…"@zh."""
_ON_SIMPLE: Final = frozenset(
    f"{OWL}{kind}Property"
    for kind in ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")
)
_COUNTING: Final = frozenset(
    f"{OWL}{name}"
    for name in (
        *("cardinality", "minCardinality", "maxCardinality", "qualifiedCardinality"),
        *("minQualifiedCardinality", "maxQualifiedCardinality", "hasSelf"),
    )
)
_CLASSES: Final = frozenset(
    f"{OWL}{name}" for name in ("equivalentClass", "disjointWith", "complementOf", "onClass")
) | {f"{RDFS}subClassOf", f"{RDFS}domain"}
"""What leads to a class, if not to a node without a name."""
_PROPERTIES: Final = frozenset(
    f"{OWL}{name}"
    for name in ("inverseOf", "onProperty", "equivalentProperty", "propertyDisjointWith")
) | {f"{RDFS}subPropertyOf"}


@dataclass(frozen=True, slots=True, order=True)
class ProfileBreach:
    """A rule of OWL 2 DL that a term breaks."""

    rule: str
    """undeclared, kinds, pun, not-simple, irregular, datatype, shared-node."""
    term: str


def find_breaches(triples: Iterable[ox.Triple]) -> tuple[ProfileBreach, ...]:
    """Every breach of the rules, sorted; none in an ontology in OWL 2 DL."""
    graph = _Graph(tuple(triples))
    found = {
        *_find_kinds(graph),
        *_find_undeclared(graph),
        *_find_not_simple(graph),
        *_find_irregular(graph),
        *_find_datatypes(graph),
        *_find_shared(graph),
    }
    return tuple(sorted(found))


class _Graph:
    """Triples by predicate, nodes as strings."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self.triples = triples
        self.declared = read_declared(triples)
        self.by: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for each in triples:
            self.by[each.predicate.value].append((_name(each.subject), _name(each.object)))

    def members(self, head: str) -> list[str]:
        """The members of a list."""
        first, rest = dict(self.by[f"{RDF}first"]), dict(self.by[f"{RDF}rest"])
        found = []
        while head in first:
            found.append(first[head])
            head = rest.get(head, "")
        return found

    def typed(self, *kinds: str) -> set[str]:
        """The subjects of some types."""
        return {subject for subject, kind in self.by[RDF_TYPE] if kind in kinds}


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _find_kinds(graph: _Graph) -> Iterator[ProfileBreach]:
    """A name is of one kind of property; and, for the tools' sake, of one kind at all."""
    declared = graph.declared
    properties = (
        declared.object_properties,
        declared.data_properties,
        declared.annotation_properties,
    )
    for term, count in Counter(term for kind in properties for term in kind).items():
        if count > 1:
            yield ProfileBreach("kinds", term)
    others = (frozenset().union(*properties), declared.classes, declared.individuals)
    for term, count in Counter(term for kind in others for term in kind).items():
        if count > 1:
            yield ProfileBreach("pun", term)


def _find_undeclared(graph: _Graph) -> Iterator[ProfileBreach]:
    declared = graph.declared
    properties = (
        declared.object_properties | declared.data_properties | declared.annotation_properties
    )
    used = {(each, properties) for each in graph.by}
    for predicate in _CLASSES:
        used |= {(value, declared.classes) for _, value in graph.by[predicate]}
    for predicate in _PROPERTIES:
        used |= {(each, properties) for pair in graph.by[predicate] for each in pair}
    for term, known in used:
        if not term.startswith(("_:", '"', *_BUILTIN)) and term not in known:
            yield ProfileBreach("undeclared", term)


def _composite(graph: _Graph) -> set[str]:
    """The properties that are not simple: transitive or of a chain, their inverses and supers."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for predicate in (f"{OWL}inverseOf", f"{OWL}equivalentProperty"):
        for one, other in graph.by[predicate]:
            above[one].add(other)
            above[other].add(one)
    for lower, upper in graph.by[f"{RDFS}subPropertyOf"]:
        above[lower].add(upper)
    front = list(graph.typed(f"{OWL}TransitiveProperty"))
    front += [subject for subject, _ in graph.by[f"{OWL}propertyChainAxiom"]]
    found: set[str] = set()
    while front:
        each = front.pop()
        if each not in found:
            found.add(each)
            front += above[each]
    return found


def _find_not_simple(graph: _Graph) -> Iterator[ProfileBreach]:
    composite = _composite(graph)
    counted = {subject for predicate in _COUNTING for subject, _ in graph.by[predicate]}
    restricted = {value for node, value in graph.by[f"{OWL}onProperty"] if node in counted}
    disjoint = {each for pair in graph.by[f"{OWL}propertyDisjointWith"] for each in pair}
    listed = graph.typed(f"{OWL}AllDisjointProperties")
    for node, head in graph.by[f"{OWL}members"]:
        if node in listed:
            disjoint.update(graph.members(head))
    for term in composite & (graph.typed(*_ON_SIMPLE) | restricted | disjoint):
        yield ProfileBreach("not-simple", term)


def _find_irregular(graph: _Graph) -> Iterator[ProfileBreach]:
    """Chains: there is an order of the properties in which each chain leads upwards.

    A chain may have its own property at one end. Inverses stand at one place of the order.
    """
    same = {other: min(one, other) for one, other in graph.by[f"{OWL}inverseOf"]}
    same |= {one: min(one, other) for one, other in graph.by[f"{OWL}inverseOf"]}
    below: defaultdict[str, set[str]] = defaultdict(set)
    for lower, upper in graph.by[f"{RDFS}subPropertyOf"]:
        if same.get(lower, lower) != same.get(upper, upper):
            below[same.get(upper, upper)].add(same.get(lower, lower))
    for upper, head in graph.by[f"{OWL}propertyChainAxiom"]:
        chain = [same.get(each, each) for each in graph.members(head)]
        own = same.get(upper, upper)
        if own in (chain[0], chain[-1]):
            chain.remove(own)
        below[own].update(chain if own not in chain or len(chain) > 1 else ())
    for term in tuple(below):
        reached: set[str] = set()
        front = list(below[term])
        while front:
            each = front.pop()
            if each not in reached:
                reached.add(each)
                front += below.get(each, ())
        if term in reached:
            yield ProfileBreach("irregular", term)


def _find_datatypes(graph: _Graph) -> Iterator[ProfileBreach]:
    """Values and ranges are of datatypes that OWL 2 knows."""
    used = {t.object.datatype.value for t in graph.triples if isinstance(t.object, ox.Literal)}
    data = graph.declared.data_properties
    used |= {value for term, value in graph.by[f"{RDFS}range"] if term in data}
    used |= {value for _, value in graph.by[f"{OWL}onDatatype"]}
    for term in used - _DATATYPES:
        if not term.startswith("_:"):
            yield ProfileBreach("datatype", term)


def _find_shared(graph: _Graph) -> Iterator[ProfileBreach]:
    """A class expression or list belongs to one axiom: blank nodes form trees."""
    objects = [_name(t.object) for t in graph.triples if isinstance(t.object, ox.BlankNode)]
    for _, count in Counter(objects).items():
        if count > 1:
            yield ProfileBreach("shared-node", "_:")
