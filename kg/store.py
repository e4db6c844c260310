"""The graph in a store: Oxigraph on disk or in memory behind three small interfaces.

The default graph of every query is the union of all graphs; `GRAPH ?evidence { … }` asks for one.
Rows come out as plain Python values. One `Writer` at a time; any number of read-only `View`s.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.statement import Quad
from ontology.errors import InvalidGraph, InvalidQuery
from ontology.terms import XSD


class Iri(str):
    """An IRI among the values of a row; any other `str` is a literal."""

    __slots__ = ()


Value: TypeAlias = str | int | Decimal | bool | None
"""Iri, str, int, Decimal, bool; None where a variable is unbound."""
Triple: TypeAlias = tuple[str, str, str]
"""Subject and predicate as IRIs, the object as N-Quads writes it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: a column for each variable, a tuple of values for each solution."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class View(Protocol):
    """A graph that can be asked."""

    def select(self, query: str, /) -> Rows:
        """The solutions of a SELECT, in its order."""
        ...

    def ask(self, query: str, /) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, query: str, /) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, in no order, maybe repeated."""
        ...

    def quads(
        self,
        graph: str | None = None,
        subject: str | None = None,
        /,
        *,
        term: str = "",
        to: str = "",
    ) -> Iterator[Quad]:
        """All quads, or those of a graph, a subject, a predicate, an IRI as object, in no order."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        ...


class Writer(Protocol):
    """Takes quads into a store."""

    def load(self, path: Path) -> None:
        """Add a file of N-Quads. Raises InvalidGraph when it is none."""
        ...

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        ...

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Add quads, given as lines of N-Quads."""
        ...

    def remove(self, lines: Iterable[bytes]) -> None:
        """Take away quads, given as lines of N-Quads, and graphs that are empty then."""
        ...

    def flush(self) -> None:
        """Write everything to disk."""
        ...

    def finish(self) -> None:
        """Write everything to disk, in the order that reads fastest."""
        ...


class Store(Protocol):
    """Where a graph is kept."""

    def writer(self) -> Writer:
        """The one writer."""
        ...

    def view(self) -> View:
        """A view of what was written."""
        ...


@dataclass(frozen=True, slots=True)
class OxigraphView:
    """A view of an Oxigraph store."""

    store: ox.Store

    def select(self, query: str, /) -> Rows:
        """The solutions of a SELECT, in its order. Raises InvalidQuery."""
        found = self._run(query)
        if not isinstance(found, ox.QuerySolutions):
            raise InvalidQuery("the query is no SELECT: ask for rows with SELECT")
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, tuple(tuple(to_python(term) for term in each) for each in found))

    def ask(self, query: str, /) -> bool:
        """The answer of an ASK. Raises InvalidQuery."""
        found = self._run(query)
        if not isinstance(found, ox.QueryBoolean):
            raise InvalidQuery("the query is no ASK")
        return bool(found)

    def construct(self, query: str, /) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE. Raises InvalidQuery."""
        found = self._run(query)
        if not isinstance(found, ox.QueryTriples):
            raise InvalidQuery("the query is no CONSTRUCT")
        for triple in found:
            yield _name(triple.subject), triple.predicate.value, str(triple.object)

    def quads(
        self,
        graph: str | None = None,
        subject: str | None = None,
        /,
        *,
        term: str = "",
        to: str = "",
    ) -> Iterator[Quad]:
        """All quads, or those of a graph, a subject, a predicate, an IRI as object."""
        where = None if graph is None else ox.NamedNode(graph)
        node = None if subject is None else ox.NamedNode(subject)
        link, end = ox.NamedNode(term) if term else None, ox.NamedNode(to) if to else None
        for quad in self.store.quads_for_pattern(node, link, end, where):
            subject, home = _name(quad.subject), _name(quad.graph_name)
            yield Quad(subject, quad.predicate.value, str(quad.object), home)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(_name(graph) for graph in self.store.named_graphs()))

    def _run(self, query: str) -> "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples":
        try:
            return self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise InvalidQuery(f"not a SPARQL query: {error}") from error


@dataclass(frozen=True, slots=True)
class OxigraphWriter:
    """A writer into an Oxigraph store."""

    store: ox.Store

    def load(self, path: Path) -> None:
        """Add a file of N-Quads. Raises InvalidGraph when it is none."""
        try:
            with path.open("rb") as lines:
                self.store.bulk_load(lines, ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError) as error:
            raise InvalidGraph(f"{path}: cannot be read as N-Quads: {error}") from error

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.add_lines(quad.line().encode() for quad in quads)

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Add quads, given as lines of N-Quads."""
        self.store.bulk_load(b"\n".join(lines), ox.RdfFormat.N_QUADS)

    def remove(self, lines: Iterable[bytes]) -> None:
        """Take away quads, given as lines of N-Quads, and graphs that are empty then."""
        graphs = set()
        for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS):
            self.store.remove(quad)
            graphs.add(quad.graph_name)
        for graph in graphs:
            if next(self.store.quads_for_pattern(None, None, None, graph), None) is None:
                self.store.remove_graph(graph)

    def flush(self) -> None:
        """Write everything to disk."""
        self.store.flush()

    def finish(self) -> None:
        """Write everything to disk, in the order that reads fastest."""
        self.store.optimize()
        self.store.flush()


@dataclass(frozen=True, slots=True)
class OxigraphStore:
    """An Oxigraph store."""

    store: ox.Store

    def writer(self) -> OxigraphWriter:
        """The writer."""
        return OxigraphWriter(self.store)

    def view(self) -> OxigraphView:
        """A view of what was written."""
        return OxigraphView(self.store)


def open_store(folder: Path) -> OxigraphStore:
    """The store in a folder, to be written. Raises InvalidGraph when it cannot be opened."""
    try:
        return OxigraphStore(ox.Store(folder))
    except OSError as error:
        raise InvalidGraph(f"{folder}: the store cannot be opened: {error}") from error


def create_store(folder: Path | None = None) -> OxigraphStore:
    """An empty store in a folder that is not there yet, or in memory."""
    return OxigraphStore(ox.Store(folder))


def open_view(folder: Path) -> OxigraphView:
    """A read-only view of a store on disk. Raises InvalidGraph when there is none."""
    if not (folder / "CURRENT").is_file():
        raise InvalidGraph(f"{folder}: holds no store: run `amo build` first")
    try:
        return OxigraphView(ox.Store.read_only(str(folder)))
    except OSError as error:
        raise InvalidGraph(f"{folder}: the store cannot be opened: {error}") from error


def load_view(path: Path) -> OxigraphView:
    """A view, in memory, of a file of N-Quads. Raises InvalidGraph when it is none."""
    store = create_store()
    store.writer().load(path)
    return store.view()


def to_python(term: object) -> Value:
    """A term of a row as a plain value."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    convert = _NUMBERS.get(term.datatype.value)
    return convert(term.value) if convert else term.value


_NUMBERS: dict[str, Callable[[str], int | Decimal | bool]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": Decimal,
    f"{XSD}boolean": "true".__eq__,
}


def _name(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise InvalidGraph(f"{term} is no IRI: the graph has neither blank nodes nor a default graph")
