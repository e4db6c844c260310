"""Measures → sentences, so that a page says what its network shows."""

from collections.abc import Iterable

import networkx as nx

from visualize.catalogue import Catalogue
from visualize.figure import Words
from visualize.measures import Measures


def summarise(
    whole: "nx.Graph[str]", drawn: "nx.Graph[str]", measures: Measures, catalogue: Catalogue
) -> Iterable[Words]:
    """What the collaboration network shows as a whole; `drawn` is the part that was measured."""
    pairs = whole.number_of_edges()
    through = len({each for *_, edge in whole.edges(data=True) for each in edge["through"]})
    yield (
        f"{len(whole)} 个主体，{pairs} 对协作，通过 {through} 项举措。",
        f"{len(whole)} actors work together in {pairs} pairs, through {through} initiatives.",
    )
    if len(drawn) < len(whole):
        yield (
            f"图、指标和表格只含协作最多的 {len(drawn)} 个主体。",
            f"Drawing, measures and tables have the {len(drawn)} most connected only.",
        )
    if drawn:
        yield from _central(measures, catalogue)


def describe(measures: Measures) -> dict[str, list[Words]]:
    """The measures of each actor."""
    order = _descending(measures.betweenness)
    places = {node: place for place, node in enumerate(order, 1)}
    return {node: _describe_actor(node, places[node], measures) for node in order}


def percent(share: float) -> str:
    """A share of 1 in percent: 65.7%."""
    return f"{100 * share:.1f}%"


def _central(measures: Measures, catalogue: Catalogue) -> Iterable[Words]:
    first = _descending(measures.degree)[0]
    yield (
        f"协作对象最多：{catalogue.name(first)}（{measures.degree[first]} 个）。",
        f"Works with most others: {catalogue.name(first)} ({measures.degree[first]}).",
    )
    between = _descending(measures.betweenness)[0]
    share = percent(measures.betweenness[between])
    zh, en = ("", "") if measures.exact else ("，抽样估算", ", estimated from a sample")
    yield (
        f"最常居中联系：{catalogue.name(between)}，其他主体之间 {share} 的最短路径经过它"
        f"（路径长度按 1/强度计{zh}）。",
        f"Most often in between: {catalogue.name(between)}, on {share} of the shortest paths "
        f"between others (length is 1/strength{en}).",
    )
    count = len(set(measures.community.values()))
    yield (
        f"分为 {count} 个协作社群（Louvain 算法，社群内协作多于社群之间）。",
        f"They form {count} communities (Louvain: more work within than between).",
    )


def _describe_actor(node: str, place: int, measures: Measures) -> list[Words]:
    degree, strength = measures.degree[node], measures.strength[node]
    share = percent(measures.betweenness[node])
    said = [
        (
            f"与 {degree} 个主体协作，强度合计 {strength}",
            f"works with {degree} others, strength {strength} in all",
        )
    ]
    if measures.betweenness[node] > 0:
        said.append(
            (
                f"其他主体之间 {share} 的最短路径经过它（第 {place} 位）",
                f"on {share} of the shortest paths between others (no. {place})",
            )
        )
    return said


def _descending(measure: dict[str, int] | dict[str, float]) -> list[str]:
    return sorted(measure, key=lambda node: (-measure[node], node))
