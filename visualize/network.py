"""Nodes and edges → what vis-network draws, by way of pyvis; nothing else imports pyvis.

pyvis makes the nodes, edges and options, and brings the script of vis-network. Its own page is not
used: even in line it loads bootstrap from a CDN, its heading is raw markup, its menus make nodes
vanish. Places are computed beforehand, so physics is off.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict

VIS = Path("lib", "vis-9.1.2", "vis-network.min.js")

OPTIONS: Mapping[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 120,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 0, "selectionWidth": 0},
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node as it is drawn."""

    id: str
    label: str
    shape: str
    colour: str
    size: int
    place: tuple[int, int]
    together: tuple[int, int] | None = None
    """Its place when only what several actors do is shown; None where that is no other."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge as it is drawn; `more` is what the page wants to know of it."""

    source: str
    target: str
    title: str
    colour: str
    width: float
    dashes: tuple[int, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)


class Drawing(TypedDict):
    """What vis-network takes."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]


def draw(nodes: list[Node], edges: list[Edge]) -> Drawing:
    """`nodes`, `edges` and `options` of vis-network, as plain values."""
    net = _network_class()(directed=True)
    for node in nodes:
        x, y = node.place
        net.add_node(
            node.id,
            label=node.label or node.id,
            shape=node.shape,
            color={"background": node.colour, "border": "#1b1b1b"},
            size=node.size,
            x=x,
            y=y,
            all=node.place,
            together=node.together,
        )
    for number, edge in enumerate(edges):
        net.add_edge(
            edge.source,
            edge.target,
            id=number,
            title=edge.title,
            color={"color": edge.colour},
            width=edge.width,
            dashes=list(edge.dashes) or False,
            arrows="",
            **edge.more,
        )
    net.set_options(json.dumps(OPTIONS))
    drawn_nodes, drawn_edges, *_, options = net.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "options": json.loads(options)}


@cache
def read_vis() -> str:
    """The script of vis-network that pyvis brings along, without the address of its source map."""
    origin = Path(sys.modules[_network_class().__module__].__file__ or "")
    script = (origin.parent / VIS).read_text("utf-8").replace("\r\n", "\n")
    return script.partition("//# sourceMappingURL=")[0]


@cache
def _network_class() -> Any:
    with _no_notebook():
        from pyvis.network import Network  # noqa: PLC0415 - slow to load
    return Network


@contextmanager
def _no_notebook() -> Iterator[None]:
    """IPython, which pyvis imports for a frame in notebooks, is not loaded meanwhile.

    It takes longer to load than all that is drawn here. Where it is loaded already, it stays.
    """
    if "IPython" in sys.modules:
        yield
        return
    notebook, display = ModuleType("IPython"), ModuleType("IPython.display")
    display.IFrame = None  # type: ignore[attr-defined]
    sys.modules.update({"IPython": notebook, "IPython.display": display})
    try:
        yield
    finally:
        del sys.modules["IPython"], sys.modules["IPython.display"]
