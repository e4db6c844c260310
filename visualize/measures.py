"""Networks → measures: how well connected each node is, and which nodes belong together."""

from dataclasses import dataclass

import networkx as nx

SEED = 7
EXACT_BETWEENNESS = 400
"""Up to this many nodes betweenness is computed from all of them, beyond from `PIVOTS`."""
PIVOTS = 60


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of the nodes of a network, by node."""

    degree: dict[str, int]
    """Number of neighbours."""
    strength: dict[str, int]
    """Sum of the strengths of its edges."""
    betweenness: dict[str, float]
    """Share of the shortest paths between others that lead through it, 0 to 1; a path is as long
    as the sum of 1/strength (Brandes 2001; from a sample when there are many nodes)."""
    community: dict[str, int]
    """Number of its community by the method of Louvain (Blondel et al. 2008), 0 the largest."""
    exact: bool
    """Whether betweenness is exact."""


def measure(graph: "nx.Graph[str]") -> Measures:
    """All measures; the same graph, built in the same order, gives the same ones."""
    exact = len(graph) <= EXACT_BETWEENNESS
    return Measures(
        degree=dict(graph.degree()),
        strength=dict(graph.degree(weight="strength")),
        betweenness=nx.betweenness_centrality(
            graph, k=None if exact else PIVOTS, weight="distance", seed=SEED
        ),
        community=_number_communities(graph),
        exact=exact,
    )


def _number_communities(graph: "nx.Graph[str]") -> dict[str, int]:
    if not graph:
        return {}
    found = nx.community.louvain_communities(graph, weight="strength", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: number for number, members in enumerate(ordered) for node in sorted(members)}
