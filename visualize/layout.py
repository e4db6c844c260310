"""Networks → places: a layout that is the same in every build, so that pages need no physics.

Each connected part is drawn by stress majorisation (Gansner, Koren & North 2004): the distance on
the page follows the distance in the network, where an edge is the longer the fewer neighbours its
ends share, which gives hubs room and keeps groups together. Nodes are then moved apart until names
fit between them, and the parts are packed side by side.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.floating]
Numbers = NDArray[np.intp]

CELL = (118.0, 46.0)
"""Width and height of the place that a node with its name needs."""
GAP = 26.0
"""Between connected parts."""
ASPECT = 1.5
"""Width by height of the page's drawing area."""
SHORTEST = 1.5
"""Length of an edge whose ends share all neighbours."""
SMALL = 400
"""Nodes up to which distances are computed here; beyond, scipy is worth its loading."""
STEPS = 120
STILL = 1e-4
"""Stress that improves by less than this share has settled."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Drawings:
    """Parts of networks that are drawn already, by their edges: the same are not drawn again."""

    known: Mapping[str, bytes] = field(default_factory=dict)
    used: dict[str, bytes] = field(default_factory=dict)
    """Those that were asked for, drawn before or now."""

    def draw(self, graph: "nx.Graph[str]", part: list[str]) -> Places:
        """Places of the nodes of a connected part, its top left corner at (0, 0)."""
        if len(part) <= 2:
            return np.array([(0.0, 0.0), (CELL[0], 0.0)])[: len(part)]
        number = {node: place for place, node in enumerate(part)}
        edges = sorted((number[a], number[b]) for a in part for b in graph[a])
        key = sha256(np.array(edges, np.dtype("<u4")).tobytes()).hexdigest()
        raw = self.known.get(key) or self.used.get(key) or _draw_part(graph, part).tobytes()
        self.used[key] = raw
        return np.frombuffer(raw).reshape(len(part), 2)


def lay_out(graph: "nx.Graph[str]", drawings: Drawings | None = None) -> dict[str, tuple[int, int]]:
    """The place of each node in pixels, the middle of the picture at about (0, 0)."""
    drawings = drawings or Drawings()
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part[0]),
    )
    drawn = [drawings.draw(graph, part) for part in parts]
    return {
        node: (round(float(x)), round(float(y)))
        for part, places in zip(parts, _pack(drawn), strict=True)
        for node, (x, y) in zip(part, places, strict=True)
    }


def _draw_part(graph: "nx.Graph[str]", part: list[str]) -> Places:
    """Places of the nodes of a part of three or more."""
    distances = _distances(graph, part)
    places = _turn(_majorise(distances, _begin(distances)))
    spread = math.sqrt(CELL[0] * CELL[1]) * 1.25
    places = _separate(places * spread)
    return np.asarray(places - places.min(axis=0))


def _distances(graph: "nx.Graph[str]", part: list[str]) -> Places:
    """Lengths of the shortest paths between all nodes of a part."""
    number = {node: place for place, node in enumerate(part)}
    lengths = np.full((len(part), len(part)), np.inf)
    np.fill_diagonal(lengths, 0)
    around = {node: set(graph[node]) for node in part}
    for a, b in graph.subgraph(part).edges():
        apart = len(around[a] ^ around[b]) - 2
        length = SHORTEST + math.sqrt(max(apart, 0)) / 3
        lengths[number[a], number[b]] = lengths[number[b], number[a]] = length
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
    turns = np.arange(count) * GOLDEN_ANGLE
    around = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    axes = around
    for _ in range(12):
        axes, _ = np.linalg.qr(centred @ axes)
    spread = np.sqrt(np.maximum(np.diag(axes.T @ centred @ axes), 0))
    off = 0.3 * around * np.sqrt(np.arange(count) / count + 0.1)[:, None]
    return np.asarray(axes * _signs(axes) * spread + off)


def _signs(axes: Places) -> Places:
    """1 or -1 for each column, so that its largest entry becomes positive."""
    largest = axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])]
    return np.where(largest < 0, -1.0, 1.0)


def _majorise(distances: Places, places: Places) -> Places:
    """Places of least stress, Σ (|p_i - p_j| - d_ij)² / d_ij², as far as the steps lead."""
    count = len(distances)
    with np.errstate(divide="ignore"):
        weights = distances**-2.0
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1 / count)
    distances, weights, places = (each.astype(np.float32) for each in (distances, weights, places))
    products = weights * distances
    stress = math.inf
    for _ in range(STEPS if count <= SMALL else STEPS // 4):
        apart = _apart(places)
        misses = apart - distances
        misses *= misses
        now = float(np.vdot(weights, misses))
        if stress - now < STILL * now:
            break
        stress = now
        np.maximum(apart, 1e-9, out=apart)
        pull = np.divide(products, apart, out=apart)
        moved = pull.sum(axis=1)[:, None] * places - pull @ places
        places = (inverse @ moved).astype(np.float32)
    return places.astype(np.float64)


def _apart(places: Places) -> Places:
    x, y = places[:, 0], places[:, 1]
    squares = np.subtract.outer(x, x) ** 2
    squares += np.subtract.outer(y, y) ** 2
    return np.asarray(np.sqrt(squares, out=squares))


def _turn(places: Places) -> Places:
    """The places with their greatest extent lying across the page."""
    places = places - places.mean(axis=0)
    _, vectors = np.linalg.eigh(places.T @ places)
    return np.asarray(places @ (vectors[:, ::-1] * _signs(vectors[:, ::-1])))


def _separate(places: Places) -> Places:
    """The places moved until no two nodes share a cell, at most 60 times."""
    places = places / CELL
    for _ in range(60):
        first, second = _close_pairs(places)
        if not len(first):
            break
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


def _close_pairs(places: Places) -> tuple[Numbers, Numbers]:
    """Pairs of nodes less than one apart: the numbers of their first and of their second nodes."""
    order = np.argsort(places[:, 0], kind="stable")
    sorted_places = places[order]
    firsts, seconds = [order[:0]], [order[:0]]
    for shift in range(1, len(places)):
        gaps = sorted_places[shift:] - sorted_places[:-shift]
        if not (gaps[:, 0] < 1).any():
            break
        close = np.flatnonzero((gaps**2).sum(axis=1) < 1)
        firsts.append(order[close])
        seconds.append(order[close + shift])
    return np.concatenate(firsts), np.concatenate(seconds)


def _pack(parts: list[Places]) -> list[Places]:
    """The parts side by side, all around the middle of the page.

    Each goes, largest first, where the page that holds all so far stays smallest.
    """
    if not parts:
        return []
    boxes = np.zeros((0, 4))
    for part in parts:
        size = part.max(axis=0) + CELL + GAP
        boxes = np.concatenate([boxes, [_free_place(boxes, size)]])
    packed = [part + corner for part, corner in zip(parts, boxes[:, :2], strict=True)]
    everything = np.concatenate(packed)
    middle = (everything.min(axis=0) + everything.max(axis=0)) / 2
    return [part - middle for part in packed]


def _free_place(boxes: Places, size: Places) -> Places:
    """A box (left, top, right, bottom) of a size that overlaps none, beside or below another."""
    left, top, right, bottom = boxes.T
    zero = np.zeros(len(boxes))
    corners = np.concatenate(
        [
            [(0, 0)],
            *(
                np.stack(each, axis=1)
                for each in (
                    (right, top),
                    (left, bottom),
                    (right, zero),
                    (zero, bottom),
                )
            ),
        ]
    )
    ends = corners + size
    clash = (
        (corners[:, None, 0] < right)
        & (left < ends[:, None, 0])
        & (corners[:, None, 1] < bottom)
        & (top < ends[:, None, 1])
    ).any(axis=1)
    across = np.maximum(ends[:, 0], right.max(initial=0)) / ASPECT
    down = np.maximum(ends[:, 1], bottom.max(initial=0))
    order = np.lexsort((corners[:, 0], corners[:, 1], np.maximum(across, down), clash))
    return np.concatenate([corners[order[0]], ends[order[0]]])
