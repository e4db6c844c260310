"""Whether a graph keeps to the ontology: HermiT's verdict, with the statements to blame."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import InvalidGraph
from ontology.explain import Triple, explain
from ontology.load import ONTOLOGY_FILES, load_ontology, read_declared, read_ontology
from ontology.terms import RDF_TYPE

Statement = tuple[str, str, str, str]
"""Subject, predicate, object as N-Quads writes it, and graph."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A statement that is part of a contradiction."""

    subject: str
    predicate: str
    object: str
    """As N-Quads writes it."""
    graphs: tuple[str, ...]
    """The graphs that state it, sorted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    """Classes that can have no members, sorted."""
    culprits: tuple[Culprit, ...] = ()
    """Of an inconsistent graph: statements that cannot all be true, one smallest set."""
    axioms: tuple[str, ...] = ()
    """What of the ontology forbids them: "participatesIn range Initiative"."""

    @property
    def is_sound(self) -> bool:
        """Consistent, and every class may have members."""
        return self.consistent and not self.unsatisfiable


def reason(
    graph: Path | Iterable[Statement] = (), ontology: tuple[Path, ...] = ONTOLOGY_FILES
) -> Verdict:
    """HermiT's verdict on the ontology with a graph: a file of N-Quads or its statements.

    Labels and other annotations say nothing to a reasoner and are left out.
    Raises InvalidGraph when the file is no N-Quads or HermiT cannot read its values.
    """
    stated: dict[Triple, list[str]] = {}
    known = _logical_properties(ontology)
    for subject, predicate, value, home in _read(graph) if isinstance(graph, Path) else graph:
        if predicate in known:
            stated.setdefault((subject, predicate, value), []).append(home)
    lines = "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in stated)
    unsatisfiable = load_ontology(ontology, lines.encode()).classify()
    if unsatisfiable is not None:
        return Verdict(consistent=True, unsatisfiable=unsatisfiable)
    triples, axioms = explain(list(stated), ontology)
    culprits = tuple(Culprit(*each, tuple(sorted(stated[each]))) for each in sorted(triples))
    return Verdict(consistent=False, culprits=culprits, axioms=axioms)


def _logical_properties(ontology: tuple[Path, ...]) -> frozenset[str]:
    declared = read_declared(read_ontology(ontology))
    return declared.object_properties | declared.data_properties | {RDF_TYPE}


def _read(path: Path) -> Iterator[Statement]:
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            nodes = quad.subject, quad.predicate, quad.graph_name
            if not all(isinstance(node, ox.NamedNode) for node in nodes):
                raise InvalidGraph(f"{path}: {quad}: every statement needs IRIs and a graph")
            subject, predicate, home = (str(node)[1:-1] for node in nodes)
            yield subject, predicate, str(quad.object), home
    except (OSError, SyntaxError) as error:
        raise InvalidGraph(f"{path}: cannot be read as N-Quads: {error}") from error
