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

    Node attribute: `side` ("actor" or "initiative"); edge attributes: `roles` (closest first),
    `strength` and `distance` (both 1).
    """
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        roles[row.actor, row.initiative].add(row.role)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({actor for actor, _ in roles}), side="actor")
    graph.add_nodes_from(sorted({initiative for _, initiative in roles}), side="initiative")
    for (actor, initiative), met in sorted(roles.items()):
        graph.add_edge(
            actor, initiative, roles=tuple(sorted(met, key=ROLES.index)), strength=1, distance=1.0
        )
    return graph


def most_connected(graph: "nx.Graph[str]", most: int = MOST_NODES) -> "nx.Graph[str]":
    """The graph itself when it is small enough, else the part of its nodes of greatest strength."""
    if len(graph) <= most:
        return graph
    strengths = dict(graph.degree(weight="strength"))
    kept = set(sorted(strengths, key=lambda node: (-strengths[node], node))[:most])
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from((node, graph.nodes[node]) for node in sorted(kept))
    part.add_edges_from(
        (*sorted((a, b)), graph.edges[a, b]) for a, b in graph.subgraph(kept).edges()
    )
    part.remove_nodes_from([node for node, degree in list(part.degree()) if degree == 0])
    return part
