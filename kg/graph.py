"""What the documents state → the graph: the facts in a store, what follows from them, the dump.

Where the last build left its store and few documents changed, only what they said and say is taken
away and added, and what follows is derived anew around that (`kg.rederive`); else all is loaded and
derived anew. Either way the same quads are in the graph.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.around import are_local
from kg.audit.describe import find_audit
from kg.change import count_shared, find_change, find_news, find_shown
from kg.derive import derive, load_rules
from kg.kept import LastBuild, read_lines
from kg.manifest import Source
from kg.memory import Memory, write_memory
from kg.patch import hash_file, patch_lines
from kg.rederive import rederive
from kg.repeats import find_repeats
from kg.seal import STORE, inherit_store
from kg.sorting import SortedLines
from kg.soundness import refuse_unsound, refuse_unsound_change
from kg.statement import Quad
from kg.store import View, create_store

GRAPH: Final = "graph.nq"


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the last build still stands, told by what does not."""

    folder: Path
    changed: frozenset[str]
    """Ids of the documents that say something else."""
    shown: frozenset[str]
    """Ids of those that may look otherwise: these, and what names the same things."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that was written."""

    view: View
    """Of the whole graph, in the store."""
    quads: int
    sha256: str
    """Of its dump."""
    standing: Standing | None = None
    """None where nothing of a last build was used."""


def write_graph(new: Path, sources: dict[str, Source], last: LastBuild | None) -> Graph:
    """Write the graph of the documents that are kept in the new build: graph.nq and store/."""
    written = _write_changed(new, sources, last) if last and last.concludes else None
    return written or _write_anew(new, sources)


def _write_changed(new: Path, sources: dict[str, Source], last: LastBuild) -> Graph | None:
    """Change the graph of the last build; None where that cannot be, or is not worth it."""
    try:
        stores = inherit_store(last.folder, new, last.manifest.graph) if last.has_graph() else None
        change = find_change(new, sources, last) if stores and are_local(load_rules()) else None
        if stores and change:
            (before, store), after = stores, stores[1].view()
            store.writer().remove(change.gone)
            store.writer().add_lines(change.come)
            news = find_news(change, before, after)
            derived = rederive(new, last, change, news, (before, after))
            store.writer().remove(derived.gone)
            store.writer().add_lines(derived.come)
            store.writer().flush()
            refuse_unsound_change(after, derived.quads, news)
            write_memory(new, Memory(change.said, derived.judged))
            gone, come = change.gone | derived.gone, change.come | derived.come
            grown = patch_lines(last.folder / GRAPH, new / GRAPH, gone, come)
            shown = find_shown(change, news, before, after)
            standing = Standing(last.folder, change.documents, shown)
            return Graph(after, last.manifest.quads + grown, hash_file(new / GRAPH), standing)
    except OSError:  # another build took the place of the last one
        pass
    shutil.rmtree(new / STORE, ignore_errors=True)
    return None


def _write_anew(new: Path, sources: dict[str, Source]) -> Graph:
    """Load and sort all that the documents say."""
    with TemporaryDirectory(dir=new, prefix="sorting-") as scratch:
        lines = SortedLines(Path(scratch))
        store = create_store(new / STORE)
        said: Counter[str] = Counter()
        for id_ in sources:
            stated = read_lines(new, id_)
            lines.add(stated)
            said.update(count_shared([stated]))
        for chunk in lines.chunks():
            store.writer().load(chunk)
        store.writer().finish()
        repeats = find_repeats(store.view())
        derived = [*find_derived(store.view()), *repeats.quads]
        added = {quad.line().encode() for quad in derived}
        lines.add(added)
        store.writer().add_lines(added)
        store.writer().flush()
        refuse_unsound(store.view(), derived)
        write_memory(new, Memory(dict(said), repeats.judged))
        return Graph(store.view(), lines.write(new / GRAPH), hash_file(new / GRAPH))


def find_derived(view: View) -> Iterator[Quad]:
    """What follows from the facts but repetitions, each graph from the facts alone."""
    for quads in derive(view):
        yield from quads
    yield from find_audit(view)
