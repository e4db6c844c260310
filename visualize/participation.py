"""The network of agencies and initiatives: who has which part in what."""

import math
from collections.abc import Iterable

import networkx as nx

from queries.pages import PageRows
from visualize.catalogue import Catalogue
from visualize.figure import (
    Figure,
    Scheme,
    Words,
    evidence_links,
    kind_mark,
    legend_items,
    options_of,
    regions_of,
    render,
    select,
)
from visualize.graph import connect_participations, most_connected
from visualize.html import Html, both, tag
from visualize.layout import SMALL, Drawings, lay_out
from visualize.network import Edge, Node
from visualize.shell import heading, table
from visualize.style import Line, load_style

ACTOR_COLOUR = "#2b3440"


def write_participation(
    rows: PageRows, catalogue: Catalogue, drawings: Drawings | None = None
) -> str:
    """The page of the network of agencies and initiatives."""
    whole = connect_participations(rows.participations)
    graph = most_connected(whole)
    actors = [node for node in graph if node not in catalogue.initiatives]
    initiatives = [node for node in graph if node in catalogue.initiatives]
    degree = dict(graph.degree())
    figure = Figure(
        page="initiatives",
        title=("机构与举措网络", "Agencies and initiatives"),
        summary=tuple(_summarise(whole, graph, actors, initiatives, catalogue)),
        nodes=_nodes(graph, degree, catalogue, drawings or Drawings()),
        edges=_edges(graph, catalogue),
        ranks={node: degree[node] + (0.5 if node in set(actors) else 0) for node in graph},
        facts={node: _facts(node, graph, node in catalogue.initiatives) for node in graph},
        schemes=(_scheme(graph, catalogue),),
        controls=_controls(actors, initiatives, catalogue),
        legend=_legend(actors, catalogue),
        tables=_parts(graph, catalogue),
    )
    return render(figure, catalogue, initiatives)


def _nodes(
    graph: "nx.Graph[str]", degree: dict[str, int], catalogue: Catalogue, drawings: Drawings
) -> list[Node]:
    style, places = load_style(), lay_out(graph, drawings)
    together = lay_out(_joint(graph), drawings) if len(graph) <= SMALL else {}
    nodes = []
    for node in graph:
        sort = catalogue.entities[node].sort
        initiative = node in catalogue.initiatives
        mark = style.types[sort] if initiative else style.kinds[sort]
        size = (
            11 + min(degree[node], 6) if initiative else 12 + round(2.2 * math.sqrt(degree[node]))
        )
        nodes.append(
            Node(
                id=node,
                label=catalogue.name(node),
                shape=mark.shape,
                colour=mark.colour if initiative else ACTOR_COLOUR,
                size=min(size, 34),
                place=places[node],
                together=together.get(node),
            )
        )
    return nodes


def _joint(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The part of the initiatives that several actors take part in."""
    joint: nx.Graph[str] = nx.Graph()
    edges = [(a, i) for a, i in graph.edges() if graph.degree(i) > 1]
    joint.add_nodes_from(sorted({node for edge in edges for node in edge}))
    joint.add_edges_from(edges)
    return joint


def _edges(graph: "nx.Graph[str]", catalogue: Catalogue) -> list[Edge]:
    style = load_style()
    drawn = []
    for actor, initiative, edge in graph.edges(data=True):
        line = style.roles[edge["roles"][0]]
        said = "、".join(style.roles[role].zh for role in edge["roles"])
        title = f"{catalogue.name(actor)} {said}：{catalogue.name(initiative)}"
        more = {"roles": list(edge["roles"])}
        drawn.append(
            Edge(actor, initiative, title, line.colour, float(line.width), line.dashes, more)
        )
    return drawn


def _summarise(
    whole: "nx.Graph[str]",
    graph: "nx.Graph[str]",
    actors: list[str],
    initiatives: list[str],
    catalogue: Catalogue,
) -> Iterable[Words]:
    several = sum(graph.degree(each) > 1 for each in initiatives)
    links = graph.number_of_edges()
    yield (
        f"{len(actors)} 个主体，{len(initiatives)} 项举措，{links} 条参与关系；"
        f"其中 {several} 项有两个以上主体，开始时只显示这些。",
        f"{len(actors)} actors, {len(initiatives)} initiatives, {links} participations; "
        f"{several} have more than one actor, and the page opens with these.",
    )
    if len(graph) < len(whole):
        yield (
            f"图中只画联系最多的 {len(graph)} 个节点。",
            f"Only the {len(graph)} most connected nodes are drawn.",
        )
    if actors:
        first = max(actors, key=lambda each: (graph.degree(each), each))
        yield (
            f"参与举措最多：{catalogue.name(first)}（{graph.degree(first)} 项）。",
            f"Has a part in most: {catalogue.name(first)} ({graph.degree(first)}).",
        )


def _facts(node: str, graph: "nx.Graph[str]", initiative: bool) -> list[Words]:
    count = graph.degree(node)
    if initiative:
        return [(f"{count} 个主体参与", f"{count} actors take part")]
    roles = [role for other in graph[node] for role in graph.edges[node, other]["roles"]]
    words = load_style().roles
    met = [(words[role], roles.count(role)) for role in words if role in roles]
    return [
        (f"参与 {count} 项举措", f"has a part in {count} initiatives"),
        (
            "、".join(f"{word.zh} {n}" for word, n in met),
            ", ".join(f"{word.en} {n}" for word, n in met),
        ),
    ]


def _scheme(graph: "nx.Graph[str]", catalogue: Catalogue) -> Scheme:
    types = load_style().types
    colours = {
        node: types[catalogue.entities[node].sort].colour
        if node in catalogue.initiatives
        else ACTOR_COLOUR
        for node in graph
    }
    met = {catalogue.entities[node].sort for node in graph} & set(types)
    legend = [(mark.colour, (mark.zh, mark.en)) for key, mark in types.items() if key in met]
    return Scheme("type", ("举措（方块）", "Initiatives (squares)"), colours, tuple(legend))


def _controls(actors: list[str], initiatives: list[str], catalogue: Catalogue) -> list[Html]:
    style = load_style()
    met = {catalogue.entities[each].sort for each in initiatives}
    roles = {part.role for each in initiatives for part in catalogue.parts[each]}
    documents = sorted(
        {
            catalogue.evidence[p.evidence].document
            for each in initiatives
            for p in catalogue.parts[each]
        }
    )
    every = ("全部", "all")
    return [
        tag(
            "label",
            tag("input", id="together", type="checkbox", checked=True),
            both("只看两个以上主体的举措", "Only with two or more actors"),
            class_="tick",
        ),
        _ticks("type", ("举措类型", "Type"), options_of(style.types, met)),
        _ticks("role", ("角色", "Role"), options_of(style.roles, roles)),
        select(
            "region", ("地区", "Region"), regions_of(catalogue.entities[a] for a in actors), every
        ),
        select(
            "document",
            ("文件", "Document"),
            [(d, catalogue.title(d)) for d in documents],
            every,
        ),
    ]


def _ticks(name: str, label: Words, options: list[tuple[str, str]]) -> Html:
    boxes = [
        tag("label", tag("input", type="checkbox", name=name, value=value, checked=True), text)
        for value, text in options
    ]
    return tag(
        "details", tag("summary", both(*label)), tag("div", boxes, class_="menu"), class_="ticks"
    )


def _legend(actors: list[str], catalogue: Catalogue) -> list[Html]:
    style = load_style()
    met = {catalogue.entities[actor].sort for actor in actors}
    kinds = [
        (kind_mark(mark), (mark.zh, mark.en)) for key, mark in style.kinds.items() if key in met
    ]
    lines = [(_stroke(line), (line.zh, line.en)) for line in style.roles.values()]
    return [
        tag(
            "div",
            tag("strong", both("角色（连线）", "Roles (lines)"), class_="legend-name"),
            legend_items(lines),
        ),
        tag(
            "div",
            tag("strong", both("主体（深色）", "Actors (dark)"), class_="legend-name"),
            legend_items(kinds),
        ),
    ]


def _stroke(line: Line) -> Html:
    drawn = tag(
        "line",
        x1=0,
        y1=6,
        x2=44,
        y2=6,
        stroke=line.colour,
        stroke_width=line.width,
        stroke_dasharray=" ".join(map(str, line.dashes)) or None,
    )
    return tag("svg", drawn, width=44, height=12, aria_hidden="true", focusable="false")


def _parts(graph: "nx.Graph[str]", catalogue: Catalogue) -> Html:
    style = load_style()
    columns = (
        ("主体", "actor"),
        ("角色", "role"),
        ("举措", "initiative"),
        ("类型", "type"),
        ("日期", "date"),
        ("依据", "evidence"),
        ("图", "drawing"),
    )
    rows = []
    for number, (actor, initiative, edge) in enumerate(graph.edges(data=True)):
        entity = catalogue.entities[initiative]
        said = [p.evidence for p in catalogue.parts[initiative] if p.actor == actor]
        rows.append(
            tag(
                "tr",
                tag("td", catalogue.name(actor)),
                tag("td", "、".join(style.roles[role].zh for role in edge["roles"])),
                tag("td", entity.name),
                tag("td", style.types[entity.sort].zh),
                tag("td", entity.date),
                tag("td", evidence_links(said, catalogue)),
                tag(
                    "td",
                    tag(
                        "button",
                        both("查看", "show"),
                        type="button",
                        data_show=f"{actor}~{initiative}",
                    ),
                ),
                data_edge=number,
            )
        )
    caption = both("图中的全部连线（随筛选变化）", "All links of the drawing, as filtered")
    return tag(
        "section",
        heading(2, "参与列表", "Participations as a table"),
        table(caption, columns, rows, id="links"),
    )
