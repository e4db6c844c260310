"""What the documents state → the graph: the facts in a store, what follows from them, the dump.

Where the last build left its store of facts and few documents changed, only what they said and say
is taken away and added; else all is loaded anew. Either way the same quads are in the graph.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.audit.describe import find_audit
from kg.base import base_folder, inherit_base, seal_base
from kg.derive import derive
from kg.kept import LastBuild, read_lines, unpack_lines
from kg.manifest import Source
from kg.patch import hash_file, map_file, patch_lines
from kg.repeats import find_repeats
from kg.sorting import SortedLines
from kg.soundness import refuse_unsound
from kg.statement import Quad
from kg.store import OxigraphStore, View, create_store
from ontology.terms import DERIVED_BASE, EVIDENCE_BASE

GRAPH: Final = "graph.nq"
STORE: Final = "store"
SHARE: Final = 0.25
"""Of the documents that may have changed before all is loaded anew."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that was written."""

    view: View
    """Of the whole graph, in the store."""
    quads: int
    sha256: str
    """Of its dump."""


def write_graph(new: Path, sources: dict[str, Source], last: LastBuild | None) -> Graph:
    """Write the graph of the documents that are kept in the new build: graph.nq and store/."""
    written = _write_changed(new, sources, last) if last else None
    view, quads = written or _write_anew(new, sources)
    digest = hash_file(new / GRAPH)
    seal_base(new, digest)
    return Graph(view, quads, digest)


def _write_changed(
    new: Path, sources: dict[str, Source], last: LastBuild
) -> tuple[View, int] | None:
    """Change the graph of the last build; None where that cannot be, or is not worth it."""
    try:
        change = find_change(new, sources, last)
        base = inherit_base(last.folder, new, last.manifest.graph) if change else None
        if change is None or base is None:
            return None
        base.writer().remove(change.gone)
        base.writer().add_lines(change.come)
        base.writer().flush()
        view, derived = _complete(new, base)
        return view, last.manifest.quads + _patch(last.folder, new, change, derived)
    except OSError:  # another build took the place of the last one
        for folder in (base_folder(new), new / STORE):
            shutil.rmtree(folder, ignore_errors=True)
        return None


def _write_anew(new: Path, sources: dict[str, Source]) -> tuple[View, int]:
    """Load and sort all that the documents say."""
    with TemporaryDirectory(dir=new, prefix="sorting-") as scratch:
        lines = SortedLines(Path(scratch))
        view, derived = _complete(new, _load(new, sources, lines))
        lines.add(derived)
        return view, lines.write(new / GRAPH)


def find_derived(view: View) -> Iterator[Quad]:
    """What follows from the facts, each graph from the facts alone."""
    for quads in derive(view):
        yield from quads
    yield from find_repeats(view)
    yield from find_audit(view)


def _load(new: Path, sources: dict[str, Source], lines: SortedLines) -> OxigraphStore:
    """A store of all that the documents say; the lines take it in too."""
    store = create_store(base_folder(new))
    for id_ in sources:
        lines.add(read_lines(new, id_))
    for chunk in lines.chunks():
        store.writer().load(chunk)
    store.writer().finish()
    return store


def _complete(new: Path, base: OxigraphStore) -> tuple[View, set[bytes]]:
    """The store of the facts with what follows from them; the lines of the latter."""
    derived = list(find_derived(base.view()))
    lines = {quad.line().encode() for quad in derived}
    whole = base.copy(new / STORE)
    whole.writer().add_lines(lines)
    whole.writer().flush()
    refuse_unsound(whole.view(), derived)
    return whole.view(), lines


@dataclass(frozen=True, slots=True)
class Change:
    """What the documents say otherwise than in the last build."""

    gone: set[bytes]
    come: set[bytes]


def find_change(new: Path, sources: dict[str, Source], last: LastBuild) -> Change | None:
    """The lines that are gone and those that came; None where that is much, or cannot be told."""
    before = last.manifest.documents
    changed = {id_ for id_ in {*before, *sources} if before.get(id_) != sources.get(id_)}
    if len(changed) > SHARE * len(sources) or not last.has_graph():
        return None
    kept = [last.read(id_) for id_ in changed & before.keys()]
    if None in kept:
        return None
    said = {line for raw in kept if raw for line in unpack_lines(raw)}
    says = {line for id_ in changed & sources.keys() for line in read_lines(new, id_)}
    gone, come = said - says, says - said
    shared = {line for line in gone if not graph_of(line).startswith(EVIDENCE_BASE)}
    for id_ in sorted(sources.keys() - changed) if shared else ():
        still = shared.intersection(read_lines(new, id_))
        gone -= still
        shared -= still
    return Change(gone, come)


def graph_of(line: bytes) -> str:
    """The graph of a line of N-Quads."""
    return line[line.rindex(b" <") + 2 : -3].decode()


def _patch(last: Path, new: Path, change: Change, derived: set[bytes]) -> int:
    """Write the dump of the last build, changed to that of this one; by how many quads it grew."""
    before = _find_derived_lines(last / GRAPH)
    gone, come = change.gone | (before - derived), change.come | (derived - before)
    return patch_lines(last / GRAPH, new / GRAPH, gone, come)


def _find_derived_lines(path: Path) -> set[bytes]:
    """The lines of the derived graphs in a dump."""
    mark = f" <{DERIVED_BASE}".encode()
    found = set()
    with map_file(path) as lines:
        at = lines.find(mark)
        while at >= 0:
            start, end = lines.rfind(b"\n", 0, at) + 1, lines.find(b"\n", at)
            line = lines[start:end]
            if graph_of(line).startswith(DERIVED_BASE):
                found.add(line)
            at = lines.find(mark, end)
    return found
