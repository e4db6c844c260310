import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from visualize.layout import CELL, SMALL, _close_pairs, lay_out


def grown(count: int) -> "nx.Graph[str]":
    """A connected graph like those of reports: hubs with leaves, and some links between them."""
    graph: nx.Graph[str] = nx.Graph()
    for number in range(1, count):
        graph.add_edge(f"n{number % 17 * number // 23 % number:04}", f"n{number:04}")
    return graph


GRAPHS = {
    "one": nx.relabel_nodes(nx.empty_graph(1), str),
    "pair": nx.relabel_nodes(nx.path_graph(2), str),
    "star": nx.relabel_nodes(nx.star_graph(30), str),
    "clique": nx.relabel_nodes(nx.complete_graph(12), str),
    "parts": nx.relabel_nodes(nx.disjoint_union_all([nx.path_graph(n) for n in (9, 4, 2, 2)]), str),
    "grown": grown(150),
}


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_lay_out_gives_each_node_a_place_of_its_own(name: str) -> None:
    graph = GRAPHS[name]
    places = lay_out(graph)
    assert set(places) == set(graph)
    apart = [
        math.hypot((a[0] - b[0]) / CELL[0], (a[1] - b[1]) / CELL[1])
        for a, b in combinations(places.values(), 2)
    ]
    assert min(apart, default=1) > 0.6


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_lay_out_repeats(name: str) -> None:
    assert lay_out(GRAPHS[name]) == lay_out(GRAPHS[name].copy())


def test_lay_out_of_nothing() -> None:
    assert lay_out(nx.Graph()) == {}


def test_lay_out_puts_the_hub_of_a_star_in_its_middle() -> None:
    places = lay_out(GRAPHS["star"])
    leaves = np.array([places[node] for node in GRAPHS["star"] if node != "0"])
    assert np.hypot(*(leaves.mean(axis=0) - places["0"])) < 60


def test_lay_out_keeps_parts_apart() -> None:
    graph = GRAPHS["parts"]
    places = lay_out(graph)
    boxes = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    overlaps = [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlaps == []


def test_lay_out_of_many_nodes() -> None:
    graph = grown(SMALL + 40)
    places = lay_out(graph)
    assert len(set(places.values())) == len(graph)


def test_close_pairs_finds_what_comparing_all_finds() -> None:
    turns = np.arange(80)
    places = np.stack([np.cos(turns) * turns / 9, np.sin(turns * 1.7) * turns / 9], axis=1)
    found = {tuple(sorted(map(int, pair))) for pair in zip(*_close_pairs(places), strict=True)}
    expected = {
        (i, j) for i, j in combinations(range(80), 2) if math.hypot(*(places[i] - places[j])) < 1
    }
    assert found == expected
