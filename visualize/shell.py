"""What all pages share: the header with its links, and how evidence and documents are shown."""

from queries.pages import ObservationRow
from visualize.catalogue import Catalogue
from visualize.html import Child, Html, both, join, read_asset, tag
from visualize.html import page as write

PAGES = (
    ("index.html", "总览", "Overview"),
    ("collaboration.html", "协作网络", "Collaboration"),
    ("initiatives.html", "机构与举措", "Agencies and initiatives"),
    ("ontology.html", "本体", "Ontology"),
)


def shell(
    title: tuple[str, str],
    main: Child,
    *,
    here: str = "",
    root: str = "",
    scripts: tuple[str, ...] = (),
    data: Html | None = None,
    wide: bool = False,
) -> str:
    """A page: header, main part, data and scripts. `root` leads to the views' folder.

    A page that is not `here`, one of `PAGES`, nor below `root` stands alone and names no other.
    """
    linked = bool(here or root)
    links = [
        tag("a", both(zh, en), href=root + name, aria_current="page" if name == here else None)
        for name, zh, en in PAGES
    ]
    body = join(
        tag("a", both("跳到正文", "Skip to content"), class_="skip", href="#main"),
        tag(
            "header",
            tag("a", "AMO", class_="brand", href=root + "index.html" if linked else "#main"),
            tag("nav", links, aria_label="页面 Pages") if linked else None,
        ),
        tag("main", main, id="main", class_="wide" if wide else None, tabindex=-1),
        data,
    )
    return write(f"{title[0]} · AMO", body, styles=[read_asset("amo.css")], scripts=scripts)


def heading(level: int, zh: str, en: str, **attributes: str) -> Html:
    """A bilingual heading."""
    return tag(f"h{level}", both(zh, en), **attributes)


def table(caption: Child, columns: tuple[tuple[str, str], ...], rows: Child, **more: str) -> Html:
    """A table in a box that scrolls by itself on narrow screens."""
    head = tag("tr", [tag("th", both(zh, en), scope="col") for zh, en in columns])
    body = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", rows), **more)
    return tag("div", body, class_="scroll", tabindex=0, role="region", aria_label="表格 Table")


def is_web_address(source: str) -> bool:
    """Whether a document's source may be linked."""
    return source.lower().startswith(("http://", "https://"))


def figure_text(figure: ObservationRow, catalogue: Catalogue) -> str:
    """A figure as it is printed, with its unit; else its value."""
    unit = catalogue.name(figure.unit) if figure.unit else ""
    return f"{figure.value_text or figure.value} {unit}".strip()
