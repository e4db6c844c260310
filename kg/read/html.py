"""A web page → `Draft`: its visible text, block by block, and its data tables."""

import re
from collections.abc import Iterator

from lxml import etree, html

from kg.read.decode import decode
from kg.read.draft import Draft, RawCell, Writer
from kg.read.head import count_head
from ontology.errors import InvalidSource

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = re.compile(
    "head|script|style|noscript|template|nav|footer|aside|button|select|option|input|textarea|iframe"
    "|object|embed|svg|math|canvas|audio|video|map|dialog"
)
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|o:p|q|rp"
    "|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_MAX_CELL = 400
"""Characters. A table with a longer cell only lays out the page."""
_MAX_SPAN = 200


def read_html(raw: bytes, place: str) -> Draft:
    """Return the visible text of a web page; `place` names it in errors."""
    declared = _CHARSET.search(raw[:4096])
    text = decode(raw, place, declared[1].decode("ascii") if declared else None)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InvalidSource(
            f"{place}: is no web page that can be read ({type(error).__name__}); "
            "save it anew from the browser"
        ) from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise InvalidSource(
            f"{place}: cannot be read to its end (nested too deep); save its text as txt"
        )
    return _Page(root).write()


class _Page:
    """Goes through the elements once and writes what they show."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._root = root
        self._writer = Writer()
        self._words: list[str] = []
        self._level: int | None = None
        self._title = len(list(root.iter("h1"))) == 1

    def write(self) -> Draft:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walk.skip_subtree()
        self._flush()
        return self._writer.finish()

    def _enter(self, element: html.HtmlElement) -> bool:
        """Take what comes before the children; False if these are not to be gone through."""
        if _is_unseen(element):
            return False
        if element.tag == "br":
            self._words.append("\n")
        elif not _is_inline(element):
            self._flush()
            self._level = self._level_of(element)
        if element.tag == "table" and (cells := _cells(element)):
            self._writer.add_table(cells, max(count_head(cells), _marked_head(element, cells)))
            return False
        self._take(element.text, element)
        return True

    def _leave(self, element: html.HtmlElement) -> None:
        if not _is_inline(element) and element.tag != "br" and not _is_unseen(element):
            self._flush()
            self._level = None
        if element is not self._root:
            self._take(element.tail, element.getparent())

    def _take(self, text: str | None, parent: html.HtmlElement | None) -> None:
        if text:
            keeps_lines = parent is not None and parent.tag == "pre"
            self._words.append(text if keeps_lines else re.sub(r"\s+", " ", text))

    def _flush(self) -> None:
        if self._words:
            self._writer.add_paragraph("".join(self._words), self._level)
            self._words.clear()

    def _level_of(self, element: html.HtmlElement) -> int | None:
        """The only h1 of a page is its title, and h2 the first level; several h1 are that level."""
        level = _HEADINGS.get(str(element.tag))
        return None if level is None else level - self._title


def _is_unseen(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or _UNSEEN.fullmatch(element.tag):
        return True
    return "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(element.get("style", "")))


def _is_inline(element: html.HtmlElement) -> bool:
    return _INLINE.fullmatch(element.tag) is not None


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(table: html.HtmlElement) -> list[RawCell]:
    """The cells of a data table, in the places that their spans give them; none if it is layout."""
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th") or _is_unseen(element):
                continue
            while (number, column) in taken:
                column += 1
            width = _span(element, "colspan")
            height = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            cells.append(RawCell(number, column, height, max(width, 1), _text(element)))
            taken |= {
                (r, c)
                for r in range(number, number + height)
                for c in range(column, column + max(width, 1))
            }
            column += max(width, 1)
    is_layout = (
        any(len(cell.text) > _MAX_CELL for cell in cells) or table.find(".//table") is not None
    )
    has_shape = len({cell.row for cell in cells}) > 1 and len({cell.column for cell in cells}) > 1
    return cells if has_shape and not is_layout else []


def _span(element: html.HtmlElement, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(int(value), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _text(element: html.HtmlElement) -> str:
    """What a cell shows, its lines joined by blanks."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, child in walk:
        is_block = not _is_inline(child)
        if event == "start" and _is_unseen(child):
            walk.skip_subtree()
        elif event == "start":
            pieces += (" " if is_block else "", child.text or "")
        elif child is not element:
            pieces += (" " if is_block else "", child.tail or "")
    return " ".join("".join(pieces).split())


def _marked_head(table: html.HtmlElement, cells: list[RawCell]) -> int:
    """How many rows from the top the page itself marks as headings, some row left over."""
    head = 0
    for row in _rows(table):
        parent = row.getparent()
        is_head = parent is not None and parent.tag == "thead"
        if not is_head and not all(cell.tag == "th" for cell in row):
            break
        head += 1
    return min(head, max(cell.row + cell.height for cell in cells) - 1)
