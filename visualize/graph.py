"""Rows → networks: who works with whom, and who has a part in what.

Nodes and edges are added sorted, because partitions and layouts of networkx follow their order.
Several statements of one link are one edge: a pair of actors has one edge whose strength is the
number of initiatives that they share; an actor and an initiative have one edge with all its roles.
"""

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from queries.pages import CollaborationRow, ParticipationRow

MOST_NODES = 1500
"""Nodes of one picture; of a larger network the most connected are shown, and the page says so."""

ROLES = ("lead", "partner", "supervisor", "participant")
"""From the closest part to the loosest: the first of several is the one that is drawn."""


def connect_collaborations(rows: Iterable[CollaborationRow]) -> "nx.Graph[str]":
    """Actors that work together.

    Edge attributes: `through` (sorted initiatives), `strength` (their number) and `distance`
    (1/strength, because path measures read a weight as a length).
    """
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        shared[min(row.actor, row.partner), max(row.actor, row.partner)].add(row.initiative)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({actor for pair in shared for actor in pair}))
    for (actor, partner), through in sorted(shared.items()):
        strength = len(through)
        graph.add_edge(
            actor, partner, through=tuple(sorted(through)), strength=strength, distance=1 / strength
        )
    return graph


def connect_participations(rows: Iterable[ParticipationRow]) -> "nx.Graph[str]":
    """Actors and the initiatives that they have a part in.

    Edges lead from actor to initiative; attributes: `roles` (closest first) and `strength` (1).
    """
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        roles[row.actor, row.initiative].add(row.role)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({actor for actor, _ in roles}))
    graph.add_nodes_from(sorted({initiative for _, initiative in roles}))
    for (actor, initiative), met in sorted(roles.items()):
        graph.add_edge(actor, initiative, roles=tuple(sorted(met, key=ROLES.index)), strength=1)
    return graph


def most_connected(graph: "nx.Graph[str]", most: int = MOST_NODES) -> "nx.Graph[str]":
    """The graph itself when it is small enough, else the part of its nodes of greatest strength."""
    if len(graph) <= most:
        return graph
    strengths = dict(graph.degree(weight="strength"))
    kept = set(sorted(strengths, key=lambda node: (-strengths[node], node))[:most])
    edges = [(a, b, more) for a, b, more in graph.edges(data=True) if {a, b} <= kept]
    linked = {node for a, b, _ in edges for node in (a, b)}
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(node for node in graph if node in linked)
    part.add_edges_from(edges)
    return part
