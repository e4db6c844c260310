"""The page of a network, as both networks have it: controls, drawing, panel, legend, tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visualize.catalogue import Catalogue, Entity
from visualize.html import Child, Html, both, embed, join, read_asset, tag
from visualize.network import Edge, Node, draw, read_vis
from visualize.shell import heading, shell
from visualize.style import Mark, Word, load_style

Words = tuple[str, str]
"""Chinese and English."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to colour nodes: the colour of each, and what the colours mean."""

    id: str
    name: Words
    colours: Mapping[str, str]
    legend: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything that a network's page shows."""

    page: str
    """Which of `shell.PAGES`: collaboration or initiatives."""
    title: Words
    summary: tuple[Words, ...]
    """The measures in words, a sentence each."""
    nodes: list[Node]
    edges: list[Edge]
    ranks: Mapping[str, float]
    """Whose name is shown first where there is room for few."""
    facts: Mapping[str, list[Words]]
    """The measures of a node in words."""
    schemes: tuple[Scheme, ...]
    controls: Child
    legend: Child
    tables: Child


def render(figure: Figure, catalogue: Catalogue, initiatives: Iterable[str]) -> str:
    """The page of a figure; `initiatives` are those whose participations its panel shows."""
    title, main = figure.title, _body(figure)
    data = embed("data", _data(figure, catalogue, sorted(initiatives)))
    scripts = (read_vis(), read_asset("network.js"))
    here = f"{figure.page}.html"
    return shell(title, main, here=here, scripts=scripts, data=data, wide=True)


def select(id_: str, label: Words, options: Iterable[tuple[str, str]], every: Words | None) -> Html:
    """A labelled choice; `every` is the first option, of no restriction."""
    first = [tag("option", " ".join(every), value="")] if every else []
    rest = [tag("option", text, value=value) for value, text in options]
    return tag("label", both(*label), tag("select", first, rest, id=id_))


def kind_mark(mark: Mark) -> Html:
    """The sign of a kind in a legend: its shape, which CSS draws in grey."""
    return tag("span", class_=f"shape {mark.shape}", aria_hidden="true")


def swatch(colour: str) -> Html:
    """A square of a colour. SVG, because the page allows no style attributes."""
    box = tag("rect", width=14, height=14, fill=colour, stroke="#1b1b1b")
    return tag("svg", box, width=14, height=14, aria_hidden="true", focusable="false")


def legend_items(items: Iterable[tuple[Html, Words]]) -> Html:
    """A list of signs with their meaning."""
    return tag("ul", [tag("li", sign, " ", both(*words)) for sign, words in items], class_="legend")


def scheme_legends(schemes: tuple[Scheme, ...]) -> list[Html]:
    """The legend of each way to colour, of which the script shows the chosen one."""
    return [
        tag(
            "div",
            tag("strong", both(*scheme.name), class_="legend-name"),
            legend_items((swatch(colour), words) for colour, words in scheme.legend),
            data_scheme=scheme.id,
            hidden=number > 0,
        )
        for number, scheme in enumerate(schemes)
    ]


def regions_of(entities: Iterable[Entity]) -> list[tuple[str, str]]:
    """Codes and names of the regions of entities, sorted by code."""
    return sorted(
        {(each.region, each.region_name or each.region) for each in entities if each.region}
    )


def options_of(
    words: Mapping[str, Word] | Mapping[str, Mark], met: set[str]
) -> list[tuple[str, str]]:
    """The options for those of the words that are met."""
    return [(key, f"{word.zh} {word.en}") for key, word in words.items() if key in met]


def evidence_links(ids: Iterable[str], catalogue: Catalogue) -> Html:
    """Links to sentences, each with its beginning as the text."""
    return tag(
        "ul",
        [
            tag("li", tag("a", _begin(catalogue.evidence[id_].text), href=catalogue.address(id_)))
            for id_ in dict.fromkeys(ids)
        ],
        class_="quotes",
    )


def _begin(text: str, most: int = 48) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _body(figure: Figure) -> Html:
    controls = tag(
        "form",
        figure.controls,
        tag("button", both("显示全部", "Show all"), id="reset", type="button"),
        id="filters",
        aria_label="筛选 Filters",
    )
    return join(
        tag("div", heading(1, *figure.title), _finder(), class_="top"),
        controls,
        tag("div", _drawing(figure.schemes), _panel(figure.summary), class_="stage"),
        tag("p", id="count", role="status"),
        tag("div", figure.legend, scheme_legends(figure.schemes), class_="legends"),
        figure.tables,
    )


def _finder() -> Html:
    hint = "名称或拼音首字母 name, initials"
    field = tag("input", id="search", type="search", autocomplete="off", placeholder=hint)
    found = tag("ul", id="results", aria_label="查找结果 Results", aria_live="polite")
    return tag("div", tag("label", both("查找", "Find"), field), found, id="finder")


def _drawing(schemes: tuple[Scheme, ...]) -> Html:
    zoom = (("closer", "＋", "放大 Zoom in"), ("farther", "－", "缩小 Zoom out"))
    buttons = [
        tag("button", sign, id=id_, type="button", aria_label=say) for id_, sign, say in zoom
    ]
    buttons.append(tag("button", both("全图", "Fit"), id="fit", type="button"))
    if len(schemes) > 1:
        choices = [(each.id, " ".join(each.name)) for each in schemes]
        buttons.append(select("scheme", ("颜色", "Colour"), choices, None))
    say = "网络图，下面的表格列出同样的连线 Network; the table below lists the same links"
    nothing = both("没有符合条件的连线", "No link meets the filters")
    return tag(
        "div",
        tag("div", buttons, class_="zoom", role="group", aria_label="缩放与颜色 Zoom and colour"),
        tag("div", id="canvas", role="group", aria_label=say),
        tag("p", nothing, id="nothing", hidden=True),
        class_="drawing",
    )


def _panel(summary: tuple[Words, ...]) -> Html:
    zh = "点选节点或连线，这里列出名称、角色和原文依据。"
    en = "Choose a node or a link: names, roles and the sentences that state them appear here."
    return tag(
        "aside",
        heading(2, "怎样读这张图", "How to read this"),
        [tag("p", both(*words)) for words in ((zh, en), *summary)],
        id="panel",
        aria_label="详情 Details",
        aria_live="polite",
    )


def _data(figure: Figure, catalogue: Catalogue, initiatives: list[str]) -> dict[str, object]:
    style = load_style()
    parts = {each: catalogue.parts.get(each, ()) for each in initiatives}
    shown = {node.id for node in figure.nodes} | set(initiatives)
    shown |= {part.actor for each in parts.values() for part in each}
    sentences = sorted({part.evidence for each in parts.values() for part in each})
    rows = [catalogue.evidence[id_] for id_ in sentences]
    words: dict[str, Mapping[str, Word]] = {
        "kinds": style.kinds,
        "types": style.types,
        "roles": style.roles,
        "levels": style.levels,
    }
    return {
        "page": figure.page,
        **draw(figure.nodes, figure.edges),
        "entities": {id_: _entity(id_, figure, catalogue) for id_ in sorted(shown)},
        "parts": {
            id_: [(part.actor, part.role, part.evidence) for part in each]
            for id_, each in parts.items()
        },
        "evidence": {
            row.evidence: {
                "text": row.text,
                "section": row.section,
                "document": row.document,
                "href": catalogue.address(row.evidence),
            }
            for row in rows
        },
        "documents": {id_: catalogue.title(id_) for id_ in sorted({row.document for row in rows})},
        "schemes": {scheme.id: dict(scheme.colours) for scheme in figure.schemes},
        "words": {
            group: {key: {"zh": word.zh, "en": word.en} for key, word in found.items()}
            for group, found in words.items()
        },
    }


def _entity(id_: str, figure: Figure, catalogue: Catalogue) -> dict[str, object]:
    entity = catalogue.entities[id_]
    return {
        "name": entity.name,
        "forms": entity.forms,
        "sort": entity.sort,
        "organ": entity.organ,
        "level": entity.level,
        "region": entity.region,
        "regionName": entity.region_name,
        "parent": entity.parent,
        "date": entity.date,
        "initials": entity.initials,
        "rank": figure.ranks.get(id_, 0),
        "facts": figure.facts.get(id_, []),
    }
