"""All pages of the small graph, as HTML: what they hold, and that they hold nothing else."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from msgspec.structs import replace

from kg.store import OxigraphView, create_store
from ontology.errors import InvalidGraph
from queries.pages import read_rows
from visualize.catalogue import compile_catalogue
from visualize.collaboration import least_strength
from visualize.findings import write_findings
from visualize.graph import connect_collaborations
from visualize.html import visible
from visualize.pages import write_pages


class Site(Protocol):
    """The site fixture."""

    folder: Path
    paths: tuple[Path, ...]

    def page(self, name: str) -> html.HtmlElement: ...


PAGES = ("index.html", "collaboration.html", "initiatives.html", "ontology.html")
PLANTED = "<img src=x onerror=plant(1)>\u202e</script><b>"
every_page = pytest.mark.parametrize("number", range(6))


def read(site: Site, number: int) -> html.HtmlElement:
    return html.document_fromstring(site.paths[number].read_text("utf-8"))


def data_of(page: html.HtmlElement) -> Any:
    return json.loads(page.get_element_by_id("data").text or "")


def text_of(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def rows_of(page: html.HtmlElement, table: str) -> list[list[str]]:
    body = page.get_element_by_id(table).find("tbody")
    assert body is not None
    return [[text_of(cell) for cell in row] for row in body]


def test_write_pages_returns_the_index_first(site: Site) -> None:
    views = site.folder / "views"
    names = [path.relative_to(views).as_posix() for path in site.paths]
    assert names[:4] == list(PAGES)
    assert "documents/zibo-2024.html" in names
    assert sorted(site.paths) == sorted(views.rglob("*.html"))


def test_write_pages_repeats(site: Site, tmp_path: Path, view: OxigraphView) -> None:
    texts = []
    for name in ("first", "second"):
        folder = tmp_path / name
        (folder / "documents").mkdir(parents=True)
        stored = (site.folder / "documents" / "zibo-2024.txt").read_bytes()
        (folder / "documents" / "zibo-2024.txt").write_bytes(stored)
        texts.append([path.read_bytes() for path in write_pages(folder, view)])
    assert texts[0] == texts[1]


def test_write_pages_of_nothing(tmp_path: Path) -> None:
    paths = write_pages(tmp_path, create_store().view())
    assert [path.name for path in paths] == list(PAGES)


def test_write_pages_needs_the_texts(tmp_path: Path, view: OxigraphView) -> None:
    with pytest.raises(InvalidGraph, match=r"zibo-2024\.txt: the stored text is missing"):
        write_pages(tmp_path, view)


@every_page
def test_page_loads_nothing(number: int, site: Site) -> None:
    page = read(site, number)
    loaded = [
        (element.tag, key)
        for element in page.iter()
        for key in ("src", "srcset", "data", "poster", "background", "style", "action")
        if isinstance(element.tag, str) and element.get(key) is not None
    ]
    assert loaded == []
    assert [link.get("href") for link in page.iter("link")] == ["data:,"]
    assert {str(style.text).count("url(") for style in page.iter("style")} == {0}
    assert {str(style.text).count("@import") for style in page.iter("style")} == {0}


@every_page
def test_page_allows_just_the_scripts_and_styles_that_it_has(number: int, site: Site) -> None:
    page = read(site, number)
    (policy,) = (
        str(meta.get("content"))
        for meta in page.iter("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    held = {
        f"'sha256-{base64.b64encode(hashlib.sha256(str(each.text).encode()).digest()).decode()}'"
        for each in page.iter("script", "style")
        if each.get("type") != "application/json"
    }
    assert set(re.findall(r"'sha256-[^']+'", policy)) == held
    assert re.sub(r" 'sha256-[^']+'", "", policy) == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        "style-src; script-src" + ("" if list(page.iter("script")) else " 'none'")
    )


@every_page
def test_page_runs_nothing_that_a_document_says(number: int, site: Site) -> None:
    page = read(site, number)
    attributes = [key for element in page.iter() for key in element.attrib]
    assert [key for key in attributes if str(key).startswith("on")] == []
    assert list(page.iter("img", "b", "iframe", "object", "embed", "base")) == []
    assert "\u202e" not in site.paths[number].read_text("utf-8")


@every_page
def test_links_of_a_page_lead_to_what_is_there(number: int, site: Site) -> None:
    path = site.paths[number]
    pages = {each: read(site, other) for other, each in enumerate(site.paths)}
    missed = []
    for link in (str(a.get("href")) for a in pages[path].iter("a") if a.get("href")):
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme == "https"
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        anchors = {element.get("id") for element in pages[target].iter()}
        anchored = target.parent.name == "documents" or not parts.path
        if anchored and parts.fragment and parts.fragment not in anchors:
            missed.append(link)
    assert missed == []


@every_page
def test_page_is_labelled(number: int, site: Site) -> None:
    page = read(site, number)
    assert page.get("lang") == "zh-CN"
    assert len(list(page.iter("h1"))) == 1
    unnamed = [
        element.get("id")
        for element in page.iter("input", "select")
        if not any(parent.tag == "label" for parent in element.iterancestors())
    ]
    assert unnamed == []
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_no_text_is_smaller_than_12_pixels(site: Site) -> None:
    style = str(next(read(site, 0).iter("style")).text)
    pixels = [float(each) for each in re.findall(r"font(?:-size)?:[^;}]*?(\d+)px", style)]
    assert min(pixels) * 0.875 >= 11.3
    assert min(pixels) >= 13


def test_index_counts_what_the_graph_holds(site: Site) -> None:
    page = site.page("index.html")
    (counts,) = (each for each in page.iter("ul") if each.get("class") == "counts")
    assert [text_of(item) for item in counts] == [
        "2 文件 documents",
        "5 主体 actors",
        "3 举措 initiatives",
        "4 协作关系 collaborations",
        "3 数据 figures",
        "1 荣誉 recognitions",
        "3 依据句 sentences",
    ]


def test_index_lists_all_figures(site: Site) -> None:
    assert rows_of(site.page("index.html"), "figures") == [
        ["侵权纠纷立案", "40 件", "当期量", "2024", "淄博市", "淄博市公安局", "", "原句"],
        ["侦办案件", "12 起", "当期量", "2024", "淄博市", "淄博市公安局", "", "原句"],
        ["侦办案件", "19.4 %", "增幅", "2024", "淄博市", "淄博市公安局", "", "原句"],
    ]


def test_index_lists_the_findings_of_the_audit(site: Site) -> None:
    ((severity, finding, arithmetic, evidence),) = rows_of(site.page("index.html"), "findings")
    assert severity == "舍入 rounding"
    assert finding.endswith("Perhaps: The table has another")
    assert arithmetic == "12 ÷ 10 − 1 = 20 %; 19.4%"
    assert evidence == "原句1"


def test_index_has_no_findings_where_all_figures_agree(
    view: OxigraphView,
) -> None:
    rows = replace(read_rows(view), findings=())
    assert write_findings(rows, compile_catalogue(rows)) is None


def test_index_says_what_it_leaves_out(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, view: OxigraphView
) -> None:
    monkeypatch.setattr("visualize.overview.MOST_FIGURES", 2)
    (tmp_path / "documents").mkdir()
    stored = (site.folder / "documents" / "zibo-2024.txt").read_bytes()
    (tmp_path / "documents" / "zibo-2024.txt").write_bytes(stored)
    page = html.document_fromstring(write_pages(tmp_path, view)[0].read_text("utf-8"))
    assert len(rows_of(page, "figures")) == 2
    assert "前 2 条，另有 1 条" in text_of(page)


def test_collaboration_shows_all_pairs_in_drawing_and_table(site: Site) -> None:
    page = site.page("collaboration.html")
    data = data_of(page)
    pairs = {(edge["from"], edge["to"]) for edge in data["edges"]}
    assert len(pairs) == 4
    rows = rows_of(page, "links")
    names = {id_: entity["name"] for id_, entity in data["entities"].items()}
    assert {(row[0], row[1]) for row in rows} == {(names[a], names[b]) for a, b in pairs}
    (shared,) = (row for row in rows if set(row[:2]) == {"淄博市公安局", "淄博市中级人民法院"})
    assert shared[2] == "1"
    assert shared[3].startswith("知识产权侵权关联事案复合处理机制（机制）市市场监管局联合市公安局")


def test_collaboration_data_leads_from_an_edge_to_its_sentence(site: Site) -> None:
    data = data_of(site.page("collaboration.html"))
    edge = next(each for each in data["edges"] if "mechanism" in each["through"][0])
    parts = data["parts"][edge["through"][0]]
    said = {(data["entities"][actor]["name"], role) for actor, role, _ in parts}
    assert said == {
        ("淄博市市场监督管理局", "lead"),
        ("淄博市公安局", "partner"),
        ("淄博市中级人民法院", "partner"),
    }
    evidence = data["evidence"][parts[0][2]]
    assert evidence["text"].endswith("立案40件。")
    assert evidence["section"] == "一、协同保护 > （一）机制"
    start = evidence["href"].removeprefix("documents/zibo-2024.html#")
    assert site.page("documents/zibo-2024.html").get_element_by_id(start) is not None


def test_collaboration_says_the_measures_in_words(site: Site) -> None:
    page = site.page("collaboration.html")
    said = text_of(page.get_element_by_id("panel"))
    assert "4 个主体，4 对协作，通过 2 项举措。" in said
    assert "协作对象最多：淄博市公安局（3 个）。" in said
    facts = data_of(page)["entities"]["agency/370300/gong-an-ju"]["facts"]
    assert [zh for zh, _ in facts] == [
        "与 3 个主体协作，强度合计 3",
        "其他主体之间 66.7% 的最短路径经过它（第 1 位）",
    ]


def test_collaboration_keeps_planted_markup_as_text(site: Site) -> None:
    data = data_of(site.page("collaboration.html"))
    names = [entity["name"] for entity in data["entities"].values()]
    assert visible(f"淄博{PLANTED}有限公司") in names
    assert visible(f"{PLANTED}宣传周") in names


def test_initiatives_show_all_parts_in_drawing_and_table(site: Site) -> None:
    page = site.page("initiatives.html")
    data = data_of(page)
    roles = sorted(role for edge in data["edges"] for role in edge["roles"])
    assert roles == ["lead"] * 3 + ["partner"] * 3 + ["supervisor"]
    rows = rows_of(page, "links")
    assert len(rows) == len(data["edges"]) == 7
    assert ["公安部", "部署督导", "“昆仑2024”专项行动", "专项行动"] in [row[:4] for row in rows]
    (dated,) = {row[4] for row in rows if row[3] == "机制"}
    assert dated == "2024-03"
    looks = {edge["roles"][0]: (edge["width"], str(edge["dashes"])) for edge in data["edges"]}
    assert len(set(looks.values())) == len(looks)


def test_initiatives_have_a_legend_for_every_role(site: Site) -> None:
    said = text_of(site.page("initiatives.html"))
    assert [role for role in ("牵头", "共同实施", "部署督导", "参加") if role not in said] == []


def test_reader_shows_the_whole_text(site: Site) -> None:
    article = site.page("documents/zibo-2024.html").get_element_by_id("text")
    stored = (site.folder / "documents" / "zibo-2024.txt").read_text("utf-8")
    assert "".join(str(article.text_content()).split()) == "".join(stored.split())


def test_reader_keeps_the_line_breaks_of_the_stored_text(site: Site) -> None:
    article = site.page("documents/zibo-2024.html").get_element_by_id("text")
    stored = (site.folder / "documents" / "zibo-2024.txt").read_text("utf-8")
    assert str(article.text_content()) == stored


def test_reader_marks_names_and_figures(site: Site) -> None:
    page = site.page("documents/zibo-2024.html")
    marks = [(str(mark.get("class")), text_of(mark)) for mark in page.iter("mark")]
    assert marks == [
        ("actor", "市市场监管局"),
        ("actor", "市公安 局"),
        ("actor", "市法院"),
        ("initiative", "知识产权侵权关联事 案复合处理机制"),
        ("figure", "40 件"),
        ("actor", "公安部"),
        ("initiative", "“昆仑2024”专项行动"),
        ("actor", "市公安局"),
        ("figure", "12起"),
        ("figure", "19.4%"),
    ]


def test_reader_tells_the_facts_of_a_sentence(site: Site) -> None:
    facts = list(data_of(site.page("documents/zibo-2024.html")).values())
    assert [len(each["entities"]) for each in facts] == [4, 3]
    assert facts[1]["parts"][0] == ["公安部", "部署督导", "supervisor", "“昆仑2024”专项行动"]
    assert [figure["value"] for figure in facts[1]["figures"]] == ["12 起", "19.4 %"]
    assert facts[1]["recognitions"] == [["专项行动", "淄博市", "", ""]]


def test_reader_links_only_web_addresses(site: Site) -> None:
    sources = [
        link.get("href")
        for number in (4, 5)
        for link in read(site, number).iter("a")
        if link.get("rel") == "noopener noreferrer"
    ]
    assert sources == ["https://example.org/?a=1&b=2"]


def test_reader_shows_a_hostile_text_as_text(site: Site) -> None:
    (number,) = (number for number in (4, 5) if "zibo" not in site.paths[number].name)
    page = read(site, number)
    shown = str(page.get_element_by_id("text").text_content())
    assert shown.startswith("<img src=x onerror=plant(1)>[U+202E]</script><b>")
    assert shown.rstrip().endswith("宣传周。\u2401[U+2028]完")
    assert page.findtext(".//h1") == visible(PLANTED)


@pytest.mark.parametrize(
    ("strengths", "most", "least"),
    [([1, 1, 2], 3, 1), ([1, 1, 2], 2, 2), ([1, 1, 1], 2, 1), ([5, 3, 3, 1], 1, 4), ([], 5, 1)],
)
def test_least_strength_leaves_few_edges(strengths: list[int], most: int, least: int) -> None:
    graph = connect_collaborations([])
    graph.add_edges_from((f"a{n}", f"b{n}", {"strength": s}) for n, s in enumerate(strengths))
    assert least_strength(graph, most) == least
