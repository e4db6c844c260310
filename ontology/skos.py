"""Whether statements keep the conditions of SKOS: its own, and those that a good vocabulary keeps.

`check_integrity` holds the six integrity conditions of the SKOS Reference (W3C, 2009: S9, S13, S14,
S27, S37, S46) against any statements, with what SKOS infers from them (inverses, super-properties,
domains and ranges, transitivity). `check_schemes` asks more of a whole vocabulary.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ontology.terms import (
    ALT_LABEL,
    NOTATION,
    PREF_LABEL,
    RDF_TYPE,
    SKOS,
    Bound,
    Concept,
    ConceptScheme,
    Level,
    Metric,
    OrganType,
    Statistic,
    Unit,
)

Statement = tuple[str, str, str]
"""Subject and predicate as IRIs, the object as N-Triples writes it."""
Relation = dict[str, set[str]]
"""From a node to what it is related to."""

CONDITIONS: Final[Mapping[str, tuple[str, str]]] = {
    "S9": ("概念体系不得同时是概念", "A concept scheme is no concept"),
    "S13": (
        "首选名、其他名和隐藏名不得相同",
        "A label is preferred, alternative or hidden, not two of them",
    ),
    "S14": ("每种语言至多一个首选名", "At most one preferred label a language"),
    "S27": ("相关概念不得同时有上下位关系", "What is related is neither broader nor narrower"),
    "S37": (
        "概念集不得是概念或概念体系",
        "A collection is neither a concept nor a concept scheme",
    ),
    "S46": (
        "精确匹配不得同时是上下位匹配或相关匹配",
        "An exact match is no broader, narrower or related match",
    ),
    "circle": ("概念是自身的上位概念", "A concept is broader than itself"),
    "homonym": (
        "同一体系中两个概念同名，且无上下位关系，也无代号",
        "Two concepts of one scheme have the same name, and neither is broader, nor has a notation",
    ),
    "no-name": ("没有中文首选名", "No preferred label in Chinese"),
    "no-scheme": ("概念不在任何体系中", "A concept stands in no scheme"),
    "other-scheme": ("上位概念在另一体系中", "The broader concept stands in another scheme"),
    "redundant": ("上位关系已由另一上位概念得出", "The broader concept follows from another one"),
    "top": ("顶层概念须没有上位概念，反之亦然", "Top concepts are those without a broader one"),
}
"""Each condition and what it says when it is broken, in Chinese and English."""

_HIDDEN_LABEL: Final = f"{SKOS}hiddenLabel"
_COLLECTION: Final = f"{SKOS}Collection"
_CONCEPTS: Final = frozenset((Concept, OrganType, Level, Metric, Unit, Bound, Statistic))
"""skos:Concept and its subclasses in the ontology."""
_INVERSES: Final = {
    "narrower": "broader",
    "narrowerTransitive": "broaderTransitive",
    "narrowMatch": "broadMatch",
    "hasTopConcept": "topConceptOf",
}
_SUPER: Final = {
    "topConceptOf": "inScheme",
    "broader": "broaderTransitive",
    "broaderTransitive": "semanticRelation",
    "related": "semanticRelation",
    "broadMatch": "broader",
    "relatedMatch": "related",
    "exactMatch": "closeMatch",
    "closeMatch": "mappingRelation",
    "mappingRelation": "semanticRelation",
}
"""Each property and the wider one that SKOS infers from it."""
_SYMMETRIC: Final = ("related", "relatedMatch", "exactMatch", "closeMatch")


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A condition that is broken."""

    condition: str
    subject: str
    value: str

    @property
    def chinese(self) -> str:
        """What is wrong, in Chinese."""
        return CONDITIONS[self.condition][0]

    @property
    def english(self) -> str:
        """What is wrong, in English."""
        return CONDITIONS[self.condition][1]


def check_integrity(statements: Iterable[Statement]) -> tuple[Breach, ...]:
    """Every breach of SKOS's integrity conditions, sorted."""
    stated = list(statements)
    relations, kinds = _infer(stated)
    return tuple(
        sorted({*_check_kinds(kinds), *_check_labels(stated), *_check_relations(relations)})
    )


def check_schemes(statements: Iterable[Statement]) -> tuple[Breach, ...]:
    """Every breach of what a whole vocabulary keeps besides, sorted."""
    stated = list(statements)
    relations, kinds = _infer(stated)
    described = {subject for subject, predicate, _ in stated if predicate == RDF_TYPE}
    concepts = kinds[Concept] & described
    coded = {subject for subject, predicate, _ in stated if predicate == NOTATION}
    chinese = {
        node: {label for label in labels if _language(label) == "@zh"}
        for node, labels in _labels(stated, PREF_LABEL).items()
    }
    found = {
        *_check_names(concepts | (kinds[ConceptScheme] & described), chinese),
        *_check_homes(concepts, relations),
        *_check_homonyms(concepts, coded, relations, chinese),
        *_check_hierarchy(relations),
    }
    return tuple(sorted(found))


def _infer(stated: list[Statement]) -> tuple[Mapping[str, Relation], Mapping[str, set[str]]]:
    """The relations of SKOS by their local names, and the members of its classes."""
    relations: defaultdict[str, Relation] = defaultdict(lambda: defaultdict(set))
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in stated:
        if predicate == RDF_TYPE:
            kind = value[1:-1]
            kinds[Concept if kind in _CONCEPTS else kind].add(subject)
        elif predicate.startswith(SKOS) and value.startswith("<"):
            _relate(relations, predicate.removeprefix(SKOS), subject, value[1:-1])
    relations["broaderTransitive"] = _close(relations["broaderTransitive"])
    relations["exactMatch"] = _close(relations["exactMatch"])
    for name, relation in list(relations.items()):
        for subject, values in relation.items():
            _add_kinds(kinds, name, subject, values)
    kinds[_COLLECTION] |= kinds[f"{SKOS}OrderedCollection"]
    return relations, kinds


def _relate(relations: dict[str, Relation], name: str, subject: str, value: str) -> None:
    """Add a relation with its inverse, its reverse and all that are wider."""
    if name in _INVERSES:
        name, subject, value = _INVERSES[name], value, subject
    while name:
        relations[name][subject].add(value)
        if name in _SYMMETRIC:
            relations[name][value].add(subject)
        name = _SUPER.get(name, "")


def _close(relation: Relation) -> Relation:
    """The relation with what follows from its being transitive."""
    return {node: _reach(node, relation) for node in list(relation)}


def _reach(node: str, relation: Relation) -> set[str]:
    reached: set[str] = set()
    front = [node]
    while front:
        new = relation.get(front.pop(), set()) - reached
        reached |= new
        front += new
    return reached


def _add_kinds(kinds: dict[str, set[str]], name: str, subject: str, values: set[str]) -> None:
    """What subject and values are by the domain and range of the property."""
    if name == "semanticRelation":
        kinds[Concept] |= {subject, *values}
    elif name == "topConceptOf":
        kinds[Concept].add(subject)
    elif name == "member":
        kinds[_COLLECTION].add(subject)
    if name == "inScheme":
        kinds[ConceptScheme] |= values


def _check_kinds(kinds: Mapping[str, set[str]]) -> Iterator[Breach]:
    concepts, schemes = kinds[Concept], kinds[ConceptScheme]
    for node in concepts & schemes:
        yield Breach("S9", node, "")
    for node in kinds[_COLLECTION] & (concepts | schemes):
        yield Breach("S37", node, "")


def _labels(stated: list[Statement], predicate: str) -> Relation:
    found: Relation = defaultdict(set)
    for subject, said, value in stated:
        if said == predicate:
            found[subject].add(value)
    return found


def _language(label: str) -> str:
    return label[label.rindex('"') + 1 :].casefold()


def _check_labels(stated: list[Statement]) -> Iterator[Breach]:
    kinds = [_labels(stated, each) for each in (PREF_LABEL, ALT_LABEL, _HIDDEN_LABEL)]
    for one, other in combinations(kinds, 2):
        for node in one.keys() & other.keys():
            yield from (Breach("S13", node, label) for label in one[node] & other[node])
    for node, labels in kinds[0].items():
        first: dict[str, str] = {}
        for label in sorted(labels):
            if first.setdefault(_language(label), label) != label:
                yield Breach("S14", node, label)


def _check_relations(relations: Mapping[str, Relation]) -> Iterator[Breach]:
    wider, exact = relations["broaderTransitive"], relations["exactMatch"]
    for node, values in relations["related"].items():
        for value in values & wider.get(node, set()):
            yield Breach("S27", node, f"<{value}>")
    for name in ("broadMatch", "relatedMatch"):
        for node, values in relations[name].items():
            yield from (Breach("S46", node, f"<{v}>") for v in values & exact.get(node, set()))


def _check_names(nodes: set[str], chinese: Relation) -> Iterator[Breach]:
    yield from (Breach("no-name", node, "") for node in nodes if not chinese.get(node))


def _check_homes(concepts: set[str], relations: Mapping[str, Relation]) -> Iterator[Breach]:
    """Every concept stands in a scheme, on top when nothing is broader, and only then."""
    for node in concepts:
        is_top = bool(relations["topConceptOf"].get(node))
        if not relations["inScheme"].get(node):
            yield Breach("no-scheme", node, "")
        elif is_top == bool(relations["broader"].get(node)):
            yield Breach("top", node, "")


def _check_homonyms(
    concepts: set[str], coded: set[str], relations: Mapping[str, Relation], chinese: Relation
) -> Iterator[Breach]:
    """A name means one concept of a scheme, or one and what is narrower (court, county court).

    Concepts with a notation are told apart by it, as districts of the same name are by their codes.
    """
    homes, wider = relations["inScheme"], relations["broaderTransitive"]
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for node in sorted(concepts - coded):
        for home in homes.get(node, ()):
            for label in chinese.get(node, ()):
                owners[home, label].append(node)
    for (_, label), nodes in owners.items():
        for one, other in combinations(nodes, 2):
            if one not in wider.get(other, ()) and other not in wider.get(one, ()):
                yield Breach("homonym", other, label)


def _check_hierarchy(relations: Mapping[str, Relation]) -> Iterator[Breach]:
    """Broader concepts stand in the same scheme, none twice over, and none above itself."""
    homes, wider = relations["inScheme"], relations["broaderTransitive"]
    for node, above in relations["broader"].items():
        if node in wider[node]:
            yield Breach("circle", node, "")
        for each in above:
            if homes.get(node, set()) != homes.get(each, set()):
                yield Breach("other-scheme", node, f"<{each}>")
            if any(each in wider.get(other, ()) for other in above - {each}):
                yield Breach("redundant", node, f"<{each}>")
