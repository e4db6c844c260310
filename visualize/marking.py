"""Where a document's text names what the graph took from it: places of names and of figures.

The graph keeps the sentence of a fact, not the place of each name in it. The forms by which an
entity is known are looked for in the sentences that mention it, on the view of the text in which
they were read.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.read.draft import Draft
from kg.read.layout import find_blocks
from kg.read.view import make_view
from queries.pages import EvidenceRow, ObservationRow, RecognitionRow
from visualize.catalogue import Catalogue, offset

MARKS = ("actor", "initiative", "figure", "recognition")
_DIGITS = frozenset("0123456789.,，%％‰〇零一二三四五六七八九十百千万亿余多几数两")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A run of the stored text that names something."""

    start: int
    end: int
    sort: str
    """One of `MARKS`."""
    id: str
    """The entity, observation or recognition."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stored text with its view and its paragraphs."""

    stored: str
    view: str
    origin: Sequence[int]
    breaks: tuple[int, ...]
    """Offsets in the stored text at which a paragraph begins."""

    def view_range(self, row: EvidenceRow) -> tuple[int, int]:
        """The range of a sentence in the view."""
        begin = bisect_left(self.origin, row.start)
        return begin, bisect_left(self.origin, row.end, begin)

    def stored_range(self, begin: int, end: int) -> tuple[int, int]:
        """The range in the stored text of a range of the view that is not empty."""
        return self.origin[begin], self.origin[end - 1] + 1


def open_text(stored: str) -> Text:
    """The text with its view and its paragraphs."""
    view, origin = make_view(stored)
    blocks = find_blocks(Draft(stored), view, origin)
    return Text(stored, view, origin, tuple(origin[block.begin] for block in blocks))


def find_marks(
    text: Text,
    row: EvidenceRow,
    entities: Iterable[str],
    outcomes: Sequence[ObservationRow | RecognitionRow],
    catalogue: Catalogue,
) -> tuple[Mark, ...]:
    """The marks of a sentence, sorted, no two in one place: figures first, then longer names."""
    begin, end = text.view_range(row)
    observations = [each for each in outcomes if isinstance(each, ObservationRow)]
    honours = [each for each in outcomes if isinstance(each, RecognitionRow)]
    forms = {each.name: ("recognition", each.recognition) for each in honours}
    for id_ in sorted(entities):
        entity = catalogue.entities.get(id_)
        if entity:
            sort = "initiative" if id_ in catalogue.initiatives else "actor"
            forms |= dict.fromkeys((*entity.forms, entity.name), (sort, id_))
    found = [*_figures(text, observations, catalogue), *_names(text, begin, end, forms)]
    taken: list[Mark] = []
    for mark in found:
        if all(mark.end <= other.start or other.end <= mark.start for other in taken):
            taken.append(mark)
    return tuple(sorted(taken))


def _figures(
    text: Text, observations: Iterable[ObservationRow], catalogue: Catalogue
) -> Iterator[Mark]:
    for each in observations:
        place = offset(each.observation)
        if not 0 <= place < len(text.stored):
            continue
        begin = bisect_left(text.origin, place)
        end = begin + _figure_length(text.view, begin, each.value_text, catalogue.name(each.unit))
        if end > begin:
            yield Mark(*text.stored_range(begin, end), "figure", each.observation)


def _figure_length(view: str, begin: int, digits: str, unit: str) -> int:
    for printed in (digits + unit, digits):
        if printed and view.startswith(printed, begin):
            return len(printed)
    return sum(1 for _ in takewhile(_DIGITS.__contains__, view[begin : begin + 40]))


def _names(
    text: Text, begin: int, end: int, forms: Mapping[str, tuple[str, str]]
) -> Iterator[Mark]:
    for form in sorted(forms, key=lambda each: (-len(each), each)):
        at = text.view.find(form, begin, end) if form else -1
        while at >= 0:
            sort, id_ = forms[form]
            yield Mark(*text.stored_range(at, at + len(form)), sort, id_)
            at = text.view.find(form, at + len(form), end)
