"""The collaboration network: actors, an edge where two work together, wide where they often do."""

import math
from collections.abc import Iterable

import networkx as nx

from queries.pages import PageRows
from visualize.catalogue import Catalogue
from visualize.figure import (
    Figure,
    Scheme,
    evidence_links,
    kind_mark,
    legend_items,
    options_of,
    regions_of,
    render,
    select,
)
from visualize.graph import connect_collaborations, most_connected
from visualize.html import Html, both, join, tag
from visualize.layout import Drawings, lay_out
from visualize.measures import Measures, measure
from visualize.network import Edge, Node
from visualize.shell import heading, table
from visualize.style import load_style
from visualize.wording import describe, percent, summarise

READABLE_EDGES = 250
"""A page opens with the weakest edges left out until no more than this many are shown."""


def write_collaboration(
    rows: PageRows, catalogue: Catalogue, drawings: Drawings | None = None
) -> str:
    """The page of the collaboration network."""
    whole = connect_collaborations(rows.collaborations)
    graph = most_connected(whole)
    measures = measure(graph)
    initiatives = {each for *_, edge in graph.edges(data=True) for each in edge["through"]}
    figure = Figure(
        page="collaboration",
        title=("协作网络", "Collaboration network"),
        summary=tuple(summarise(whole, graph, measures, catalogue)),
        nodes=_nodes(graph, measures, catalogue, drawings or Drawings()),
        edges=_edges(graph, catalogue),
        ranks={node: measures.strength[node] + measures.betweenness[node] for node in graph},
        facts=describe(measures),
        schemes=tuple(_schemes(graph, measures, catalogue)),
        controls=_controls(graph, catalogue, initiatives),
        legend=_legend(graph, catalogue),
        tables=join(_pairs(graph, catalogue), _actors(graph, measures, catalogue)),
    )
    return render(figure, catalogue, initiatives)


def least_strength(graph: "nx.Graph[str]", most: int = READABLE_EDGES) -> int:
    """The least strength to show so that no more than `most` edges are, if any strength is."""
    strengths = sorted((edge["strength"] for *_, edge in graph.edges(data=True)), reverse=True)
    if len(strengths) <= most:
        return 1
    return int(min(strengths[most] + 1, strengths[0]))


def _nodes(
    graph: "nx.Graph[str]", measures: Measures, catalogue: Catalogue, drawings: Drawings
) -> list[Node]:
    style, places = load_style(), lay_out(graph, drawings)
    return [
        Node(
            id=node,
            label=catalogue.name(node),
            shape=style.kinds[catalogue.entities[node].sort].shape,
            colour=style.other,
            size=min(9 + round(2.4 * math.sqrt(measures.strength[node])), 34),
            place=places[node],
        )
        for node in graph
    ]


def _edges(graph: "nx.Graph[str]", catalogue: Catalogue) -> list[Edge]:
    drawn = []
    for actor, partner, edge in graph.edges(data=True):
        names = f"{catalogue.name(actor)} — {catalogue.name(partner)}"
        title = f"{names}：共同举措 {edge['strength']} 项 ({edge['strength']} shared)"
        more = {"through": list(edge["through"])}
        drawn.append(Edge(actor, partner, title, "#5c6670", float(edge["strength"]), more=more))
    return drawn


def _schemes(graph: "nx.Graph[str]", measures: Measures, catalogue: Catalogue) -> Iterable[Scheme]:
    style = load_style()
    entities = {node: catalogue.entities[node] for node in graph}
    heads: dict[int, str] = {}
    for node in sorted(graph, key=lambda each: (-measures.strength[each], each)):
        heads.setdefault(measures.community[node], node)
    sizes = [list(measures.community.values()).count(number) for number in range(len(heads))]
    palette = dict(enumerate(style.palette))
    legend = [
        (
            colour,
            (
                f"{catalogue.name(heads[number])}等 {sizes[number]} 个",
                "and others" if sizes[number] > 1 else "",
            ),
        )
        for number, colour in palette.items()
        if number in heads
    ]
    if len(heads) > len(palette):
        legend.append((style.other, ("其他", "others")))
    yield Scheme(
        "community",
        ("社群", "Community"),
        {node: palette.get(number, style.other) for node, number in measures.community.items()},
        tuple(legend),
    )
    for id_, name, marks, keys in (
        ("kind", ("类别", "Kind"), style.kinds, {n: e.sort for n, e in entities.items()}),
        ("level", ("层级", "Level"), style.levels, {n: e.level for n, e in entities.items()}),
    ):
        met = set(keys.values())
        shown = [(mark.colour, (mark.zh, mark.en)) for key, mark in marks.items() if key in met]
        if met - set(marks):
            shown.append((style.other, ("未知", "unknown")))
        colours = {n: marks[key].colour if key in marks else style.other for n, key in keys.items()}
        yield Scheme(id_, name, colours, tuple(shown))


def _controls(graph: "nx.Graph[str]", catalogue: Catalogue, initiatives: set[str]) -> list[Html]:
    style = load_style()
    entities = [catalogue.entities[node] for node in graph]
    greatest = max((edge["strength"] for *_, edge in graph.edges(data=True)), default=1)
    least = least_strength(graph)
    documents = sorted(
        {
            catalogue.evidence[part.evidence].document
            for each in initiatives
            for part in catalogue.parts.get(each, ())
        }
    )
    every = ("全部", "all")
    return [
        tag(
            "label",
            both("最少共同举措", "Shared, at least"),
            tag("input", id="least", type="range", min=1, max=greatest, value=least, step=1),
            tag("output", least, id="least-value", for_="least"),
        ),
        select(
            "kind", ("类别", "Kind"), options_of(style.kinds, {e.sort for e in entities}), every
        ),
        select("region", ("地区", "Region"), regions_of(entities), every),
        select(
            "type",
            ("通过", "Through"),
            options_of(style.types, {catalogue.entities[each].sort for each in initiatives}),
            every,
        ),
        select(
            "document",
            ("文件", "Document"),
            [(d, catalogue.title(d)) for d in documents],
            every,
        ),
    ]


def _legend(graph: "nx.Graph[str]", catalogue: Catalogue) -> Html:
    met = {catalogue.entities[node].sort for node in graph}
    marks = [(kind_mark(m), (m.zh, m.en)) for key, m in load_style().kinds.items() if key in met]
    sign = tag("span", class_="wedge", aria_hidden="true")
    return tag(
        "div",
        tag("strong", both("形状与连线", "Shapes and lines"), class_="legend-name"),
        legend_items(
            [*marks, (sign, ("线越粗，共同举措越多", "wider line: more shared initiatives"))]
        ),
    )


def _pairs(graph: "nx.Graph[str]", catalogue: Catalogue) -> Html:
    columns = (
        ("主体", "actor"),
        ("主体", "actor"),
        ("强度", "strength"),
        ("共同举措与依据", "shared initiatives and evidence"),
        ("图", "drawing"),
    )
    numbered = list(enumerate(graph.edges(data=True)))
    numbered.sort(key=lambda each: (-each[1][2]["strength"], each[0]))
    rows = [
        tag(
            "tr",
            tag("td", catalogue.name(actor)),
            tag("td", catalogue.name(partner)),
            tag("td", edge["strength"], class_="number"),
            tag("td", _shared(edge["through"], (actor, partner), catalogue)),
            tag(
                "td",
                tag("button", both("查看", "show"), type="button", data_show=f"{actor}~{partner}"),
            ),
            data_edge=number,
        )
        for number, (actor, partner, edge) in numbered
    ]
    caption = both("图中的全部连线（随筛选变化）", "All links of the drawing, as filtered")
    return tag(
        "section",
        heading(2, "协作列表", "Collaborations as a table"),
        table(caption, columns, rows, id="links"),
    )


def _shared(initiatives: Iterable[str], pair: tuple[str, str], catalogue: Catalogue) -> list[Html]:
    """The shared initiatives with their sentences; those of the same sentences stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for initiative in initiatives:
        parts = [part for part in catalogue.parts.get(initiative, ()) if part.actor in pair]
        said = tuple(dict.fromkeys(part.evidence for part in parts))
        word = load_style().types[catalogue.entities[initiative].sort]
        together.setdefault(said, []).append(f"{catalogue.name(initiative)}（{word.zh}）")
    return [
        tag("div", "；".join(names), evidence_links(said, catalogue))
        for said, names in together.items()
    ]


def _actors(graph: "nx.Graph[str]", measures: Measures, catalogue: Catalogue) -> Html:
    style = load_style()
    columns = (
        ("主体", "actor"),
        ("类别", "kind"),
        ("地区", "region"),
        ("协作对象", "works with"),
        ("强度合计", "strength"),
        ("居中", "betweenness"),
        ("社群", "community"),
    )
    rows = []
    for node in sorted(graph, key=lambda each: (-measures.strength[each], each)):
        entity = catalogue.entities[node]
        rows.append(
            tag(
                "tr",
                tag("td", tag("button", entity.name, type="button", class_="link", data_show=node)),
                tag("td", style.kinds[entity.sort].zh),
                tag("td", entity.region_name),
                tag("td", measures.degree[node], class_="number"),
                tag("td", measures.strength[node], class_="number"),
                tag("td", percent(measures.betweenness[node]), class_="number"),
                tag("td", measures.community[node] + 1, class_="number"),
            )
        )
    caption = both(
        "强度合计：各对协作的共同举措数之和；居中：其他主体之间的最短路径（长度 1/强度）"
        "经过它的比例；社群：Louvain",
        "strength: shared initiatives summed over partners; betweenness: share of the shortest "
        "paths (length 1/strength) between others; community: Louvain",
    )
    return tag(
        "section",
        heading(2, "主体及其指标", "Actors and their measures"),
        table(caption, columns, rows),
    )
