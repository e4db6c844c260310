"""The small graph that every question is asked of, in two stores."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest

from kg.store import OxigraphView, create_store
from queries.serve import Server

GRAPH = Path(__file__).with_name("library.trig")


@pytest.fixture(scope="session")
def view() -> OxigraphView:
    """The graph in memory."""
    store = create_store()
    store.store.load(path=GRAPH, format=ox.RdfFormat.TRIG)
    return store.view()


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it: the graph in a store on disk, and two pages."""
    folder = tmp_path_factory.mktemp("build")
    store = ox.Store(folder / "store")
    store.load(path=GRAPH, format=ox.RdfFormat.TRIG)
    store.flush()
    (folder / "graph.nq").write_text("secret")
    (folder / "views").mkdir()
    (folder / "views" / "index.html").write_text("<h1>图谱</h1>", encoding="utf-8")
    (folder / "views" / "data.json").write_text("{}")
    return folder


@pytest.fixture(scope="session")
def server(build: Path) -> Iterator[Server]:
    """The service of that build, on a free port."""
    with Server(build, 0, count=2, limit=2.0) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()
