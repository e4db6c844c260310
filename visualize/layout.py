"""Networks → places: a layout that is the same in every build, so that pages need no physics.

Each connected part is drawn by stress majorisation (Gansner, Koren & North 2004): the distance on
the page follows the distance in the network, where an edge is the longer the fewer neighbours its
ends share, which gives hubs room and keeps groups together. Nodes are then moved apart until names
fit between them, and the parts are packed side by side.
"""

import math
from collections.abc import Iterator

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]

CELL = (118.0, 46.0)
"""Width and height of the place that a node with its name needs."""
GAP = 90.0
"""Between connected parts."""
ASPECT = 1.5
"""Width by height of the page's drawing area."""
SMALL = 400
"""Nodes up to which distances are computed here; beyond, scipy is worth its loading."""
STEPS = 120
STILL = 1e-4
"""Stress that improves by less than this share has settled."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def lay_out(graph: "nx.Graph[str]") -> dict[str, tuple[int, int]]:
    """The place of each node in pixels, the middle of the picture at about (0, 0)."""
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part[0]),
    )
    drawn = [_draw_part(graph, part) for part in parts]
    return {
        node: (round(float(x)), round(float(y)))
        for part, places in zip(parts, _pack(drawn), strict=True)
        for node, (x, y) in zip(part, places, strict=True)
    }


def _draw_part(graph: "nx.Graph[str]", part: list[str]) -> Places:
    """Places of the nodes of a connected part, its top left corner at (0, 0)."""
    if len(part) == 1:
        return np.zeros((1, 2))
    distances = _distances(graph, part)
    places = _turn(_majorise(distances, _begin(distances)))
    spread = math.sqrt(CELL[0] * CELL[1]) * 1.25
    places = _separate(places * spread)
    return places - places.min(axis=0)


def _distances(graph: "nx.Graph[str]", part: list[str]) -> Places:
    """Lengths of the shortest paths between all nodes of a part."""
    number = {node: place for place, node in enumerate(part)}
    lengths = np.full((len(part), len(part)), np.inf)
    np.fill_diagonal(lengths, 0)
    for a in part:
        for b in graph[a]:
            apart = len(set(graph[a]) ^ set(graph[b])) - 2
            lengths[number[a], number[b]] = 1 + math.sqrt(max(apart, 0)) / 3
    if len(part) > SMALL:
        from scipy.sparse.csgraph import shortest_path  # noqa: PLC0415 - slow to load

        return np.asarray(shortest_path(lengths, method="D", directed=False))
    for via in range(len(part)):
        np.minimum(lengths, lengths[:, via, None] + lengths[None, via], out=lengths)
    return lengths


def _begin(distances: Places) -> Places:
    """First places by classical scaling, each node a little off so that no two coincide."""
    count = len(distances)
    squares = distances**2
    means = squares.mean(axis=0)
    centred = -0.5 * (squares - means - means[:, None] + squares.mean())
    values, vectors = np.linalg.eigh(centred)
    main = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 0))
    main *= np.where(main[np.abs(main).argmax(axis=0), range(main.shape[1])] < 0, -1, 1)
    turns = np.arange(count) * GOLDEN_ANGLE
    out = np.sqrt(np.arange(count) / count + 0.1)
    off = np.stack([np.cos(turns) * out, np.sin(turns) * out], axis=1)
    return np.asarray(main + 0.3 * off)


def _majorise(distances: Places, places: Places) -> Places:
    """Places of least stress, Σ (|p_i - p_j| - d_ij)² / d_ij², as far as `STEPS` lead."""
    count = len(distances)
    with np.errstate(divide="ignore"):
        weights = distances**-2.0
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / count)
    products = weights * distances
    stress = math.inf
    for _ in range(STEPS):
        apart = _apart(places)
        now = float((weights * (apart - distances) ** 2).sum())
        if stress - now < STILL * now:
            break
        stress = now
        with np.errstate(divide="ignore", invalid="ignore"):
            pull = np.where(apart > 0, products / apart, 0)
        places = inverse @ (pull.sum(axis=1)[:, None] * places - pull @ places)
    return places


def _apart(places: Places) -> Places:
    x, y = places[:, 0], places[:, 1]
    return np.hypot(x[:, None] - x, y[:, None] - y)


def _turn(places: Places) -> Places:
    """The places with their greatest extent lying across the page."""
    places = places - places.mean(axis=0)
    _, vectors = np.linalg.eigh(places.T @ places)
    across = vectors[:, ::-1]
    across = across * np.where(across[np.abs(across).argmax(axis=0), range(2)] < 0, -1, 1)
    return np.asarray(places @ across)


def _separate(places: Places) -> Places:
    """The places moved until no two nodes share a cell, at most 60 times."""
    places = places / CELL
    for _ in range(60):
        pairs = np.array(list(_close_pairs(places)))
        if not len(pairs):
            break
        first, second = pairs[:, 0], pairs[:, 1]
        gaps = places[second] - places[first]
        apart = np.hypot(gaps[:, 0], gaps[:, 1])
        turns = first * GOLDEN_ANGLE
        along = np.where(
            apart[:, None] > 1e-9,
            gaps / np.maximum(apart, 1e-9)[:, None],
            np.stack([np.cos(turns), np.sin(turns)], axis=1),
        )
        push = along * ((1 - apart) * 0.5 + 0.01)[:, None]
        moves = np.zeros_like(places)
        np.add.at(moves, first, -push)
        np.add.at(moves, second, push)
        places = places + moves * 0.7
    return np.asarray(places * CELL)


def _close_pairs(places: Places) -> Iterator[tuple[int, int]]:
    """Pairs of nodes less than one cell apart, the smaller number first."""
    count = len(places)
    block = max(1, 1_000_000 // count)
    for start in range(0, count, block):
        here = places[start : start + block]
        gaps = np.hypot(
            here[:, None, 0] - places[None, :, 0], here[:, None, 1] - places[None, :, 1]
        )
        for i, j in zip(*np.nonzero(gaps < 1), strict=True):
            if start + i < j:
                yield int(start + i), int(j)


def _pack(parts: list[Places]) -> list[Places]:
    """The parts in rows below and beside the largest, all around the middle of the page."""
    if not parts:
        return []
    sizes = [part.max(axis=0) + CELL for part in parts]
    area = sum(float((size + GAP).prod()) for size in sizes)
    width = max(float(sizes[0][0]), math.sqrt(area * ASPECT))
    x = y = row = 0.0
    corners = []
    for across, down in sizes:
        if x > 0 and x + across > width:
            x, y, row = 0.0, y + row + GAP, 0.0
        corners.append((x, y))
        x, row = x + float(across) + GAP, max(row, float(down))
    packed = [part + corner for part, corner in zip(parts, corners, strict=True)]
    everything = np.concatenate(packed)
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    return [part - middle for part in packed]
