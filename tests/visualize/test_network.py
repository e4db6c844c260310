import subprocess
import sys
from types import ModuleType

import pytest

from visualize.network import Edge, Node, _no_notebook, draw, read_vis

NODES = [
    Node("b", "</script>", "dot", "#123456", 12, (3, 4), (1, 2)),
    Node("a", "", "square", "#654321", 9, (-3, 4)),
]
EDGES = [
    Edge("b", "a", "乙 — 甲", "#000000", 2.0, (3, 7), {"through": ["x"]}),
    Edge("a", "b", "甲 — 乙", "#000000", 1.0),
]


def test_draw_gives_plain_nodes_edges_and_options() -> None:
    drawn = draw(NODES, EDGES)
    assert drawn["nodes"][0] == {
        "id": "b",
        "label": "</script>",
        "shape": "dot",
        "size": 12,
        "x": 3,
        "y": 4,
        "all": (3, 4),
        "together": (1, 2),
        "color": {"background": "#123456", "border": "#1b1b1b"},
    }
    assert [node["label"] for node in drawn["nodes"]] == ["</script>", "a"]
    assert [(e["id"], e["from"], e["to"], e["dashes"]) for e in drawn["edges"]] == [
        (0, "b", "a", [3, 7]),
        (1, "a", "b", False),
    ]
    assert drawn["edges"][0]["through"] == ["x"]
    assert drawn["options"]["physics"] == {"enabled": False}


def test_draw_of_nothing() -> None:
    drawn = draw([], [])
    assert (drawn["nodes"], drawn["edges"]) == ([], [])


def test_read_vis_can_stand_in_a_page() -> None:
    script = read_vis()
    assert "@version 9.1.2" in script
    assert [part for part in ("</script", "<!--", "\r", "sourceMappingURL") if part in script] == []


def test_pyvis_is_loaded_without_notebooks() -> None:
    code = "import sys; from visualize.network import draw; draw([], [])\n"
    code += "print([name for name in sys.modules if name.startswith('IPython')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_no_notebook_leaves_a_loaded_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = ModuleType("IPython")
    monkeypatch.setitem(sys.modules, "IPython", loaded)
    with _no_notebook():
        assert sys.modules["IPython"] is loaded
    assert sys.modules["IPython"] is loaded
