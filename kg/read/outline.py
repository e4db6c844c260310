"""Blocks → sentences with their kind, list mark and section path.

A heading is a short paragraph without final punctuation that has something under it. Its mark gives
its rank; one without a mark lies just below the last marked one. A numbered paragraph whose first
sentence is short and followed by others (（一）质押规模扩大。持续推进…) has a run-in heading: a
sentence that heads the rest of its paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.read.cues import words
from kg.read.document import Sentence, SentenceKind
from kg.read.layout import Block
from kg.read.marks import ITEM, Mark, find_mark
from kg.read.sentences import split_sentences
from kg.read.tables import row_places

_Role = Literal["title", "heading", "caption", "body", "closing", "grid"]
_MAX_TITLE, _MAX_MARKED, _MAX_PLAIN, _MAX_RUN_IN = 80, 60, 40, 40
_MAX_TITLE_LINES = 3
_MAX_LABEL = 6
_LIST_RANK = 30
"""Marks from this rank on number items as often as headings."""
_NOT_HEADING = re.compile(r"[。；！？!?]|[：，、;,]$")
_NOT_PLAIN = re.compile(r"[：:]")
_WORDS = re.compile(r"[^\W\d_]")
_NUMERAL_YEAR = "[〇○零一二三四五六七八九]{4}"
_DATE = re.compile(rf"[（]?(?:\d{{4}}|{_NUMERAL_YEAR})年.{{1,3}}月(?:.{{1,3}}日)?(?:印发)?[）]?")
_ASIDE = re.compile(r"（[^（）]*）$")
_NUMBER = re.compile(r".{0,20}[〔\[【（［].{4}[〕\]】）］].{0,4}号")
_UNIT = re.compile(r"[（]?(?:计量)?单位：.{1,16}[）]?")
_CAPTION_EDGES = re.compile(
    r"^(?:附[件表录图]?|表)[0-9一二三四五六七八九十]{0,3}[：:]|[（]?(?:计量)?单位[：:].{1,16}[）]?$"
)
"""What a caption has around the name of its table: 附表：…情况（单位：件）."""


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: int
    level: int
    form: str
    is_stated: bool
    """A mark or a style states its rank."""


@dataclass(slots=True)
class Outline:
    """The sentences so far, the headings that are open, and what tables need to find their rows."""

    view: str
    sentences: list[Sentence] = field(default_factory=list)
    rows: list[dict[int, int]] = field(default_factory=list)
    """For each grid: row → number of its sentence."""
    captions: list[str] = field(default_factory=list)
    """For each grid: the heading or title right above it with its line of units, or ""."""
    _open: list[_Heading] = field(default_factory=list)
    _paragraph: int = 0

    def add(
        self, kind: SentenceKind, begin: int, end: int, marker: str = "", level: int = 0
    ) -> None:
        """Append a sentence of the current paragraph under the headings that are open."""
        section = tuple(heading.form for heading in self._open)
        self.sentences.append(
            Sentence(len(self.sentences), kind, begin, end, self._paragraph, section, marker, level)
        )

    def add_heading(self, block: Block) -> None:
        """Append a heading and open it."""
        mark = find_mark(self.view, block.begin)
        heading = self._heading(block, mark)
        self._close(heading.rank)
        self.add("heading", block.begin, block.end, mark.text if mark else "", heading.level)
        self._open.append(heading)

    def add_body(self, block: Block) -> None:
        """Append the sentences of a paragraph; a short first one heads the others."""
        mark = find_mark(self.view, block.begin)
        if mark is not None and mark.rank < ITEM:
            self._close(mark.rank)
        kept = len(self._open)
        for number, (begin, end) in enumerate(split_sentences(self.view, block.begin, block.end)):
            own = find_mark(self.view, begin)
            self.add("sentence", begin, end, own.text if own else "")
            if number == 0 and mark is not None and _is_run_in(self.view, mark, block, end):
                form = self.view[begin : end - 1]
                self._open.append(_Heading(mark.rank, 0, form, is_stated=True))
        del self._open[kept:]

    def add_rows(self, block: Block, origin: Sequence[int], caption: str, unit: str) -> None:
        """Append a sentence for each row of a grid; `unit` is the line that gives its units."""
        assert block.grid is not None
        numbers = {}
        kept = list(self._open)
        for row, begin, end in row_places(block.grid, origin):
            numbers[row] = len(self.sentences)
            self.add("row", begin, end)
            self._paragraph += 1
        self.rows.append(numbers)
        self.captions.append(caption + unit)
        self._open = [heading for heading in kept if heading.form != caption]

    def end_paragraph(self, *, closing: bool) -> None:
        """Count the paragraph; below the report's closing line no heading holds."""
        self._paragraph += 1
        if closing:
            self._open.clear()

    def _heading(self, block: Block, mark: Mark | None) -> _Heading:
        """One without mark and style lies just below the last one that has them."""
        form = self.view[block.begin : block.end]
        if mark is not None:
            return _Heading(mark.rank, block.level or max(1, mark.rank // 10), form, is_stated=True)
        if block.level is not None:
            return _Heading(block.level * 10 - 5, block.level, form, is_stated=True)
        above = next((heading for heading in self._open[::-1] if heading.is_stated), None)
        rank, level = (above.rank, above.level) if above else (0, 0)
        return _Heading(rank + 3, level + 1, form, is_stated=False)

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()


def outline(view: str, blocks: Sequence[Block], origin: Sequence[int]) -> Outline:
    """Return the sentences of a document in order; together they cover all blocks."""
    result = Outline(view)
    caption = unit = ""
    for block, role in zip(blocks, _roles(view, blocks), strict=True):
        if role == "grid":
            result.add_rows(block, origin, caption, unit)
        elif role == "title":
            result.add("title", block.begin, block.end)
        elif role in ("heading", "caption"):
            result.add_heading(block)
        else:
            result.add_body(block)
        if _UNIT.fullmatch(view, block.begin, block.end):
            unit = view[block.begin : block.end]
        else:
            unit = ""
            caption = view[block.begin : block.end] if role in ("caption", "title") else ""
        result.end_paragraph(closing=role == "closing")
    return result


def _is_run_in(view: str, mark: Mark, block: Block, end: int) -> bool:
    is_short = end - block.begin <= _MAX_RUN_IN
    return mark.rank < ITEM and is_short and end < block.end and view[end - 1] == "。"


def _roles(view: str, blocks: Sequence[Block]) -> list[_Role]:
    """What each block is, found from the last to the first: a heading needs something below it."""
    forms = [view[block.begin : block.end] for block in blocks]
    titles = _titles(blocks, forms)
    roles: list[_Role] = []
    for index in range(len(blocks) - 1, -1, -1):
        roles.append("title" if index in titles else _role(blocks, forms, index))
    return roles[::-1]


def _role(blocks: Sequence[Block], forms: Sequence[str], index: int) -> _Role:
    block, form = blocks[index], forms[index]
    if block.grid is not None:
        return "grid"
    is_date = _DATE.fullmatch(form) and index and _is_plain_line(forms[index - 1])
    if is_date or form.startswith(words("closing")):
        return "closing"
    if block.level and not _NOT_HEADING.search(form):
        return "heading"
    below = _below(blocks, forms, index)
    if below is None:
        return "body"
    mark = find_mark(form)
    if mark is not None and mark.rank < ITEM:
        return "heading" if _heads(forms, index, mark, blocks[below]) else "body"
    return _plain_role(form, forms[below], blocks[below])


def _heads(forms: Sequence[str], index: int, mark: Mark, below: Block) -> bool:
    """Whether a marked paragraph is a heading: not when the next of its list follows at once."""
    if not _is_heading(forms[index], mark):
        return False
    other = find_mark(forms[index + 1]) if below.grid is None else None
    return other is None or other.rank != mark.rank or not _is_heading(forms[index + 1], other)


def _plain_role(form: str, below_form: str, below: Block) -> _Role:
    """What a paragraph without a mark is, by what is below it."""
    if below.grid is not None and _is_plain_line(_CAPTION_EDGES.sub("", form)):
        return "body" if _UNIT.fullmatch(form) else "caption"
    if not _is_plain_line(form) or _DATE.fullmatch(below_form):
        return "body"
    return "heading" if below.level is None and not _is_plain_line(below_form) else "body"


def _below(blocks: Sequence[Block], forms: Sequence[str], index: int) -> int | None:
    """The block below, the line that gives a table's unit left out."""
    below = index + 1
    if below + 1 < len(blocks) and blocks[below + 1].grid and _UNIT.fullmatch(forms[below]):
        below += 1
    return below if below < len(blocks) else None


def _is_heading(form: str, mark: Mark | None) -> bool:
    """Whether a paragraph reads like a heading with this mark."""
    if mark is None or mark.rank >= ITEM or len(form) > _MAX_MARKED or _NOT_HEADING.search(form):
        return False
    has_words = len(_WORDS.findall(form, len(mark.text))) >= 2
    return has_words and not (mark.rank >= _LIST_RANK and "：" in form)


def _is_plain_line(form: str) -> bool:
    """Whether a paragraph reads like a heading or title without a mark."""
    if len(form) > _MAX_PLAIN or _NOT_HEADING.search(form) or _NOT_PLAIN.search(form):
        return False
    if find_mark(form) is not None or _NUMBER.fullmatch(form) or _DATE.fullmatch(form):
        return False
    return len(_WORDS.findall(form)) >= 3


def _titles(blocks: Sequence[Block], forms: Sequence[str]) -> set[int]:
    """The lines of the title: those that a style names, else the first that look like one."""
    named = {index for index, block in enumerate(blocks) if block.level == 0}
    if named:
        return named
    tops = sum(block.level == 1 for block in blocks)
    titles: set[int] = set()
    for index, (block, form) in enumerate(zip(blocks, forms, strict=True)):
        may_be = block.grid is None and (block.level is None or (block.level == 1 and tops == 1))
        if not (may_be and _is_title_line(form)):
            if titles or not _NUMBER.fullmatch(form):
                break
        elif not form.endswith(words("letterhead")) or len(forms) == index + 1:
            titles.add(index)
            if _ASIDE.sub("", form).endswith(words("title")) or len(titles) == _MAX_TITLE_LINES:
                break
    return titles


def _is_title_line(form: str) -> bool:
    """A title may have a colon, but none that follows a label (来源：, 单位：)."""
    if form.endswith(("。", "；", "！", "？")):
        return False
    label, colon, rest = form.partition("：")
    is_labelled = bool(colon) and (len(label) <= _MAX_LABEL or not rest)
    return (
        len(form) <= _MAX_TITLE and not is_labelled and _is_plain_line((label + rest)[:_MAX_PLAIN])
    )
