"""The frozen value that reading yields and every later stage takes: a document in two texts.

`Document.text` is the stored text: what the file says, never changed. `Document.view` is the copy
that rules match on: line breaks, spaces, page numbers and soft hyphens are gone, digits and letters
have one width, Kangxi radicals are the characters that they stand for. `origin[i]` is the place in
`text` of the character `view[i]`, so whatever is found in the view can be quoted from the text.
"""

from array import array
from dataclasses import dataclass
from typing import Literal

SentenceKind = Literal["title", "heading", "sentence", "row"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document before it is read: its sidecar, ID.yml. All may be absent."""

    title: str | None = None
    publisher: str | None = None
    region: str | None = None
    """Name of the region that it speaks of, as written: 淄博市."""
    period: str | None = None
    """ISO 8601: 2024, 2023-01-01/2023-06-30."""
    issued: str | None = None
    """ISO 8601 date."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a heading, the title or a table row: the unit of evidence.

    `begin` and `end` are offsets in the view, half-open; `Document.span` gives those of the text.
    """

    number: int
    """Its place in `Document.sentences`."""
    kind: SentenceKind
    begin: int
    end: int
    paragraph: int
    """Number of its paragraph in the document; a heading is a paragraph of its own."""
    section: tuple[str, ...] = ()
    """The headings above it, outermost first, as in the view."""
    marker: str = ""
    """The list mark it begins with (一是, 二是, 1., （1）, ①), or "". It is part of the span."""
    level: int = 0
    """Depth of a heading (1 = 一、, 2 = （一）, 3 = 1.), 0 for everything else."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell of a table row, in view offsets."""

    column: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A body row of a table."""

    sentence: int
    """Number of the sentence (kind "row") that is its evidence."""
    heading: str
    """What stands in the column of row headings: 滕州市."""
    cells: tuple[Cell, ...]
    """The other cells, left to right; an empty cell is absent."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: for each column the headings above it, read top down, as in the view."""

    title: str
    columns: tuple[tuple[str, ...], ...]
    """columns[0] belongs to the row headings; ("发明专利授权量", "年指导目标（件）")."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was read."""

    id: str
    """File name without its ending; the end of the document's IRI."""
    format: Literal["txt", "html", "docx", "pdf"]
    sha256: str
    """Of the bytes of the source file, hexadecimal."""
    metadata: Metadata
    text: str
    view: str
    origin: "array[int]"
    """For each character of the view its offset in the text."""
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]

    def form(self, sentence: Sentence) -> str:
        """The sentence as the view has it."""
        return self.view[sentence.begin : sentence.end]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The half-open offsets in the text of the non-empty view range [begin, end)."""
        return self.origin[begin], self.origin[end - 1] + 1
