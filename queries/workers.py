"""Foreign queries, answered in processes that can be killed: the back of `amo serve`.

Oxigraph knows no time limit, and a query can eat all memory: so each runs in a worker process that
has the store open for reading; it is ended and replaced when a query takes too long or crashes it.
"""

import io
import multiprocessing as mp
import queue
import re
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

MEMORY = 2 << 30
"""Bytes of address space that a query may take, where the system can limit it."""
ANSWER = 64 << 20
"""Bytes of a serialised answer."""
PATIENCE = 5.0
"""Seconds that a query waits for a worker."""
START = 60.0
"""Seconds that a process may take to start; they are no part of the time of a query."""

SOLUTIONS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types of SELECT and ASK, the preferred first."""
TRIPLES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Media types of CONSTRUCT and DESCRIBE, the preferred first."""

Status = Literal[200, 400, 403, 406, 503]
_SERVICE = re.compile("(?i)(s)e(?=rvice)")


@dataclass(frozen=True, slots=True)
class Request:
    """A query by the SPARQL 1.1 Protocol."""

    query: str
    accept: str = "*/*"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: an HTTP status, a media type and the whole body."""

    status: Status
    media_type: str
    body: bytes


class _AnswerTooLong(Exception):  # noqa: N818 - never leaves this module
    """The answer has more than ANSWER bytes."""


class _Bounded(io.BytesIO):
    def write(self, chunk: bytes, /) -> int:  # type: ignore[override]
        if self.tell() > ANSWER:
            raise _AnswerTooLong
        return super().write(chunk)


class Workers:
    """A fixed number of processes, each with the store open for reading."""

    def __init__(self, store: Path, count: int, limit: float) -> None:
        self.store, self.limit = store, limit
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for _ in range(count):
            self._idle.put(_Worker(store, limit))

    def ask(self, request: Request) -> Reply:
        """The reply of the first free worker, 503 when there is none in time."""
        try:
            worker = self._idle.get(timeout=PATIENCE)
        except queue.Empty:
            return explain(503, "too many queries at once: ask again in a moment")
        reply = worker.ask(request, self.limit)
        if reply is None or not worker.process.is_alive():
            timed_out = worker.process.is_alive()
            worker.stop()
            worker = _Worker(self.store, self.limit)
            cause = (
                f"took more than {self.limit:g} s"
                if timed_out
                else "needs too much memory or is nested too deep"
            )
            reply = reply or explain(503, f"the query {cause}: narrow it or add a LIMIT")
        self._idle.put(worker)
        return reply

    def close(self) -> None:
        """End all idle workers; the others end with this process."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().stop()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, store: Path, limit: float) -> None:
        context = mp.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(store, limit, theirs), daemon=True)
        with _shielded():
            self.process.start()
        theirs.close()
        self.started = False
        """Whether the process has said that it listens."""

    def ask(self, request: Request, limit: float) -> Reply | None:
        """The reply, None when the time is over or the process ended."""
        with suppress(EOFError, OSError):
            if not self.started and self.connection.poll(START):
                self.started = bool(self.connection.recv())
            self.connection.send(request)
            if self.connection.poll(limit):
                reply = self.connection.recv()
                return reply if isinstance(reply, Reply) else None
            return None
        self.process.join(1)
        return None

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def explain(status: Status, message: str) -> Reply:
    """A reply that says why there is no answer."""
    return Reply(status, "text/plain; charset=utf-8", f"{message}\n".encode())


def answer(store: ox.Store, request: Request) -> Reply:
    """The reply of a store to a query; its default graph is the union of all graphs."""
    if choose_media_type(request.accept, [*SOLUTIONS, *TRIPLES]) is None:
        return explain(406, f"offered: {', '.join([*SOLUTIONS, *TRIPLES])}")
    try:
        if calls_service(request.query):
            return explain(403, "SERVICE is refused: only the graph of this build is asked here")
        return _serialise(_query(store, request), request.accept)
    except (SyntaxError, ValueError) as error:
        return explain(400, f"not a SPARQL 1.1 query: {error}")
    except _AnswerTooLong:
        return explain(503, f"the answer has more than {ANSWER >> 20} MB: add a LIMIT")


def calls_service(query: str) -> bool:
    """True when SERVICE is a clause of the query. Raises SyntaxError when it is no query.

    Oxigraph's own parser decides: with another word in its place a clause no longer parses, while a
    name, a text or a comment that happens to contain the word does.
    """
    renamed = _SERVICE.sub(r"\1x", query)
    if renamed == query:
        return False
    try:
        ox.Store().query(renamed)
    except SyntaxError:
        return True
    return False


def choose_media_type(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type that an Accept header likes best, None when it takes none (RFC 9110)."""
    liked: dict[str, float] = {}
    for part in accept.lower().split(","):
        media_range, *parameters = (each.strip() for each in part.split(";"))
        weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        liked[media_range] = float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 0.0
    quality = {
        each: next((liked[r] for r in (each, each.split("/")[0] + "/*", "*/*") if r in liked), 0.0)
        for each in offered
    }
    best = max(offered, key=quality.__getitem__)
    return best if quality[best] > 0 else None


def _query(
    store: ox.Store, request: Request
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if not (request.default_graphs or request.named_graphs):
        return store.query(request.query, use_default_graph_as_union=True)
    return store.query(
        request.query,
        default_graph=[ox.NamedNode(graph) for graph in request.default_graphs],
        named_graphs=[ox.NamedNode(graph) for graph in request.named_graphs],
    )


def _serialise(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str) -> Reply:
    formats: Mapping[str, object] = TRIPLES if isinstance(found, ox.QueryTriples) else SOLUTIONS
    media_type = choose_media_type(accept, [*formats])
    if media_type is None:
        return explain(406, f"this query is answered as {', '.join(formats)}")
    out = _Bounded()
    if isinstance(found, ox.QueryTriples):
        found.serialize(out, TRIPLES[media_type])
    else:
        found.serialize(out, SOLUTIONS[media_type])
    is_text = media_type.startswith("text/")
    return Reply(200, f"{media_type}; charset=utf-8" if is_text else media_type, out.getvalue())


def _work(store: Path, limit: float, connection: "Connection[Reply | bool, Request]") -> None:
    """The life of a worker: True once it listens, then a reply for each request, to the end."""
    _limit_memory()
    opened: tuple[tuple[int, int], ox.Store] | None = None
    with suppress(EOFError, OSError):
        connection.send(True)
        while True:
            request = connection.recv()
            if hasattr(signal, "setitimer"):  # ends this process even when nobody is left to do it
                signal.setitimer(signal.ITIMER_REAL, limit + 1)
            try:
                opened = _open(store, opened)
                reply = answer(opened[1], request)
            except OSError as error:
                opened, reply = None, explain(503, f"the store cannot be read: {error}")
            connection.send(reply)
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)


def _open(
    folder: Path, opened: tuple[tuple[int, int], ox.Store] | None
) -> tuple[tuple[int, int], ox.Store]:
    """The store, opened anew when a build has replaced it. Raises OSError when there is none."""
    state = (folder / "CURRENT").stat()
    version = (state.st_ino, state.st_mtime_ns)
    if opened and opened[0] == version:
        return opened
    return version, ox.Store.read_only(str(folder))


@contextmanager
def _shielded() -> Iterator[None]:
    """A process that is started here never sees Ctrl-C; its parent ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would clear the mask when the first process starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
