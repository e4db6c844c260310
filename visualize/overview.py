"""The index page: what was read and found, which views there are, and all figures to filter."""

from collections import Counter, defaultdict

from queries.pages import ObservationRow, PageRows
from visualize.catalogue import Catalogue, offset, page_name
from visualize.findings import write_findings
from visualize.html import Child, Html, both, embed, join, read_asset, tag
from visualize.shell import figure_text, heading, shell, table
from visualize.style import load_style

MOST_FIGURES = 3000
MOST_PAIRS = 15
MOST_RECOGNITIONS = 300

VIEWS = (
    (
        "collaboration.html",
        ("协作网络", "Collaboration network"),
        (
            "谁与谁一起做事，通过哪些举措，哪句话为证。",
            "Who works with whom, through which initiatives, and which sentence says so.",
        ),
    ),
    (
        "initiatives.html",
        ("机构与举措网络", "Agencies and initiatives"),
        (
            "谁牵头、谁共同实施、谁督导、谁参加。",
            "Who leads, partners, supervises or takes part in which mechanism or campaign.",
        ),
    ),
    (
        "ontology.html",
        ("本体", "Ontology"),
        (
            "图谱用哪些类、关系和词表说话，各是什么意思。",
            "The classes, relations and vocabularies that the graph speaks in, explained.",
        ),
    ),
)


def write_overview(rows: PageRows, catalogue: Catalogue) -> str:
    """The index page."""
    title = ("机构、机制与成效知识图谱", "Agencies, mechanisms and outcomes")
    main = join(
        tag("div", heading(1, *title), class_="top"),
        _counts(rows, catalogue),
        _views(rows, catalogue),
        _pairs(rows, catalogue),
        write_findings(rows, catalogue),
        _figures(rows, catalogue),
        _recognitions(rows, catalogue),
    )
    return shell(
        title, main, here="index.html", scripts=(read_asset("index.js"),), data=embed("data", {})
    )


def _counts(rows: PageRows, catalogue: Catalogue) -> Html:
    pairs = {(row.actor, row.partner) for row in rows.collaborations}
    counts = (
        (len(rows.documents), "文件", "documents"),
        (len(catalogue.entities) - len(catalogue.initiatives), "主体", "actors"),
        (len(catalogue.initiatives), "举措", "initiatives"),
        (len(pairs), "协作关系", "collaborations"),
        (len(rows.observations), "数据", "figures"),
        (len({row.recognition for row in rows.recognitions}), "荣誉", "recognitions"),
        (len(rows.evidence), "依据句", "sentences"),
    )
    tiles = [tag("li", tag("strong", f"{n:,}"), " ", both(zh, en)) for n, zh, en in counts]
    return tag("ul", tiles, class_="counts")


def _views(rows: PageRows, catalogue: Catalogue) -> Html:
    cards = [
        tag(
            "li",
            tag("a", both(*name), href=address, class_="card-link"),
            tag("p", both(*what)),
        )
        for address, name, what in VIEWS
    ]
    sentences = Counter(row.document for row in rows.evidence)
    figures = Counter(catalogue.evidence[row.evidence].document for row in rows.observations)
    columns = (
        ("标题", "title"),
        ("发布", "published by"),
        ("地区", "region"),
        ("时期", "period"),
        ("依据句", "sentences"),
        ("数据", "figures"),
    )
    documents = [
        tag(
            "tr",
            tag(
                "td",
                tag(
                    "a", catalogue.title(row.document), href=f"documents/{page_name(row.document)}"
                ),
            ),
            tag("td", row.publisher),
            tag("td", catalogue.regions[row.document]),
            tag("td", row.period, class_="whole"),
            tag("td", sentences[row.document], class_="number"),
            tag("td", figures[row.document], class_="number"),
        )
        for row in catalogue.documents.values()
    ]
    caption = both(
        "点开标题读原文，图谱读到的内容已高亮",
        "Open a title to read the text with what the graph took from it",
    )
    return join(
        tag("section", heading(2, "视图", "Views"), tag("ul", cards, class_="cards")),
        tag("section", heading(2, "文件", "Documents"), table(caption, columns, documents)),
    )


def _pairs(rows: PageRows, catalogue: Catalogue) -> Html:
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows.collaborations:
        shared[row.actor, row.partner].add(row.initiative)
    order = sorted(shared, key=lambda pair: (-len(shared[pair]), pair))[:MOST_PAIRS]
    columns = (("主体", "actor"), ("主体", "actor"), ("强度", "strength"), ("通过", "through"))
    body = [
        tag(
            "tr",
            tag("td", catalogue.name(actor)),
            tag("td", catalogue.name(partner)),
            tag(
                "td",
                tag("a", len(shared[actor, partner]), href=f"collaboration.html#{actor}~{partner}"),
                class_="number",
            ),
            tag("td", "；".join(catalogue.name(each) for each in sorted(shared[actor, partner]))),
        )
        for actor, partner in order
    ]
    caption = both(
        f"共同举措最多的 {len(order)} 对（共 {len(shared)} 对），点数字看依据",
        f"the {len(order)} strongest of {len(shared)} pairs; the number leads to the evidence",
    )
    return tag(
        "section",
        heading(2, "最紧密的协作", "Strongest collaborations"),
        table(caption, columns, body),
    )


def _figures(rows: PageRows, catalogue: Catalogue) -> Html:
    style = load_style()
    figures = sorted(rows.observations, key=lambda each: _place(each, catalogue))
    shown = figures[:MOST_FIGURES]
    columns = (
        ("指标", "metric"),
        ("数值", "value"),
        ("性质", "statistic"),
        ("时期", "period"),
        ("地区", "region"),
        ("主体", "actor"),
        ("举措", "initiative"),
        ("依据", "evidence"),
    )
    body = []
    for row in shown:
        document = catalogue.evidence[row.evidence].document
        statistic = style.statistics[row.statistic].zh if row.statistic else ""
        region = catalogue.names.get(row.region, "")
        body.append(
            tag(
                "tr",
                tag("td", row.metric),
                tag("td", figure_text(row, catalogue), class_="number", data_value=row.value),
                tag("td", statistic),
                tag("td", row.period, class_="whole"),
                tag("td", region),
                tag("td", catalogue.name(row.actor) if row.actor else ""),
                tag("td", catalogue.name(row.initiative) if row.initiative else ""),
                tag("td", tag("a", "原句", href=catalogue.address(row.evidence))),
                data_document=document,
                data_statistic=row.statistic,
                data_region=region,
            )
        )
    documents = [(each, catalogue.title(each)) for each in catalogue.documents]
    regions = sorted({catalogue.name(row.region) for row in shown if row.region})
    met = {row.statistic for row in shown}
    statistics = [(key, f"{w.zh} {w.en}") for key, w in style.statistics.items() if key in met]
    filters = tag(
        "form",
        tag(
            "label",
            both("查找", "Find"),
            tag("input", id="words", type="search", autocomplete="off"),
        ),
        _choice("document", ("文件", "Document"), documents),
        _choice("region", ("地区", "Region"), [(each, each) for each in regions]),
        _choice("statistic", ("性质", "Statistic"), statistics),
        id="filters",
        aria_label="筛选数据 Filter figures",
    )
    left = len(rows.observations) - len(shown)
    note = both(
        f"此页列出前 {len(shown)} 条，另有 {left} 条请用 amo query 查询。",
        f"The first {len(shown)} are listed; ask for the other {left} with amo query.",
    )
    caption = tag("span", id="shown", role="status")
    return tag(
        "section",
        heading(2, "数据", "Figures"),
        filters,
        tag("p", note) if left else None,
        table(caption, columns, body, id="figures"),
    )


def _place(figure: ObservationRow, catalogue: Catalogue) -> tuple[str, int, str]:
    """By document and place in its text."""
    document = catalogue.evidence[figure.evidence].document
    return document, offset(figure.observation), figure.observation


def _choice(id_: str, label: tuple[str, str], options: list[tuple[str, str]]) -> Html:
    every = tag("option", "全部 all", value="")
    rest = [tag("option", text, value=value) for value, text in options]
    return tag("label", both(*label), tag("select", every, rest, id=id_))


def _recognitions(rows: PageRows, catalogue: Catalogue) -> Child:
    if not rows.recognitions:
        return None
    columns = (
        ("荣誉、批复或称号", "recognition"),
        ("获得者", "recipient"),
        ("授予者", "conferred by"),
        ("日期", "date"),
        ("依据", "evidence"),
    )
    shown = rows.recognitions[:MOST_RECOGNITIONS]
    body = [
        tag(
            "tr",
            tag("td", row.name),
            tag("td", row.recipient),
            tag("td", row.conferred_by),
            tag("td", row.date),
            tag("td", tag("a", "原句", href=catalogue.address(row.evidence))),
        )
        for row in shown
    ]
    caption = both(
        f"{len(shown)} 条（共 {len(rows.recognitions)} 条）",
        f"{len(shown)} of {len(rows.recognitions)}",
    )
    return tag("section", heading(2, "荣誉与认定", "Recognitions"), table(caption, columns, body))
