"""Every number of a document: whether it became an observation, and if not why.

Whether a number is a figure is asked of the same words as `kg.mention.quantities` asks.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg.explain.gap import Gap, Share
from kg.explain.spans import Span, Spans
from kg.facts import Quantity
from kg.mention.dates import dates_in
from kg.mention.figure_words import FigureWords, load_figure_words
from kg.mention.numerals import numeral
from kg.mention.quantities import read_cell
from kg.read.document import Document, Sentence
from kg.relate.figure_periods import year_of
from kg.relate.figure_settings import find_settings
from kg.relate.reading import Reading
from kg.relate.table_figures import read_column
from ontology.units import unit_names

_NUMBER = re.compile(r"[0-9][0-9.,]*[万亿千百]*+|[零〇一二两三四五六七八九十百千万亿]++")
_FIGURE = re.compile(numeral(""))
_NAMED = re.compile(r"“[^“”]{1,60}”|《[^《》]{1,80}》|「[^「」]{1,60}」")
_PAPER = re.compile(r"〔[0-9]{4}〕(?:第?[0-9]+号)?|[0-9]+号(?=[令文公通])")
_CODE = re.compile(r"[0-9]{3,4}[-—][0-9]{7,8}|1[0-9]{10}|[0-9]{1,2}[:：][0-9]{2}|[A-Za-z][0-9]+")
_HOTLINE = re.compile(r"(?:12|95|96)[0-9]{3}")
_DAY = re.compile(r"[0-9]{1,2}日")


def cover_figures(reading: Reading) -> Share:
    """The numbers of sentences and tables that gave an observation, and the others."""
    document = reading.facts.document
    places: defaultdict[int, list[Span]] = defaultdict(list)
    for figure in reading.facts.observations:
        places[figure.sentence].append((figure.begin, figure.end))
    covered = len({(n, span) for n, spans in places.items() for span in spans})
    gaps = list(_find_gaps_of_tables(document, places))
    quantities, names = _by_sentence(reading)
    for sentence in document.sentences:
        if sentence.kind in {"sentence", "heading"}:
            number = sentence.number
            told = _Told(reading, sentence, quantities.get(number, ()), names.get(number, ()))
            gaps += _find_gaps(told, places[number])
    return Share(covered, tuple(sorted(gaps, key=lambda gap: (gap.begin, gap.end))))


def _by_sentence(reading: Reading) -> tuple[dict[int, list[Quantity]], dict[int, list[Span]]]:
    """The figures found in each sentence, and where bodies and undertakings are named there."""
    quantities: defaultdict[int, list[Quantity]] = defaultdict(list)
    names: defaultdict[int, list[Span]] = defaultdict(list)
    for quantity in reading.quantities:
        quantities[quantity.sentence].append(quantity)
    for mention in reading.facts.actors:
        names[mention.sentence].append((mention.begin, mention.end))
    for named in reading.facts.initiatives:
        names[named.sentence].append((named.begin, named.end))
    return quantities, names


def _find_gaps(told: "_Told", observed: Sequence[Span]) -> Iterator[Gap]:
    """The numbers of a sentence that lie in no observation."""
    view, sentence, seen = told.view, told.sentence, Spans(observed)
    for match in _NUMBER.finditer(view, sentence.begin, sentence.end):
        begin, end = match.span()
        if seen.around(begin) or seen.around(end - 1):
            continue
        reason = told.reason(begin, end)
        if reason == "date":
            begin, end = told.dates.around(begin) or (begin, end)
        if reason and begin >= told.reach:
            told.reach = end
            yield Gap("figures", sentence.number, begin, end, view[begin:end], reason)


class _Told:
    """What is known of a sentence when one of its numbers is to be explained."""

    def __init__(
        self,
        reading: Reading,
        sentence: Sentence,
        quantities: Sequence[Quantity],
        names: Sequence[Span],
    ) -> None:
        facts = reading.facts
        view, period = facts.document.view, (facts.context.period, facts.context.issued)
        self.view, self.sentence = view, sentence
        self.reach = sentence.begin
        self.words: FigureWords = load_figure_words()
        dates = dates_in(view, sentence, year_of(*period) or 2000)
        self.dates = Spans((date.begin, date.end) for date in dates)
        self.quantities = {(each.begin, each.end): each for each in quantities}
        self.figures = Spans(self.quantities)
        whole = (sentence.begin, sentence.end)
        self.papers = Spans(match.span() for match in _PAPER.finditer(view, *whole))
        self.codes = Spans(match.span() for match in _CODE.finditer(view, *whole))
        quoted = (match.span() for match in _NAMED.finditer(view, *whole))
        self.names = Spans((*names, *quoted))
        self.settings: frozenset[Quantity] | None = None

    def reason(self, begin: int, end: int) -> str:
        """Why the number gave no observation; "" if it is a word and no number at all."""
        view, sentence = self.view, self.sentence
        is_word = not view[begin].isdigit()
        if end <= sentence.begin + len(sentence.marker):
            return "" if is_word else "list-mark"
        for spans, reason in (
            (self.dates, "date"),
            (self.papers, "document-number"),
            (self.codes, "phone-or-code"),
        ):
            if spans.around(begin):
                return reason
        if self.names.around(begin):
            return "" if is_word else "part-of-a-name"
        if found := self.figures.around(begin) or self.figures.around(end - 1):
            return self._reason_of_figure(self.quantities[found])
        return self._reason_of_number(begin, is_word=is_word)

    def _reason_of_figure(self, quantity: Quantity) -> str:
        """Why a figure was found and gave no observation."""
        if self.settings is None:
            settings = find_settings(self.view, self.sentence, tuple(self.quantities.values()))
            self.settings = frozenset(setting.quantity for setting in settings)
        return "no-metric" if quantity in self.settings else "starting-point"

    def _reason_of_number(self, begin: int, *, is_word: bool) -> str:
        """Why a number is no figure."""
        view, first, last = self.view, self.sentence.begin, self.sentence.end
        match = _FIGURE.match(view, begin, last)
        if match is None:
            return "" if is_word else "unreadable"
        if begin > first and view[begin - 1] in "第初每":
            return "part-of-a-rate" if view[begin - 1] == "每" else "ordinal"
        if self.words.is_name(view, first, begin):
            return "" if is_word else "phone-or-code"
        start, _ = self.words.hedge_before(view, first, begin, match)
        unit = self.words.unit_at(view, match, first, start, last, frozenset())
        if unit is not None:
            labelled = self.words.is_label(view, match, unit, None, last, start)
            if labelled:
                return "label" if view[begin] not in "万亿" else "part-of-a-rate"
            return "" if is_word else "unreadable"
        if self.words.unit_at(view, match, first, start, last, _all_units()) is not None:
            return "duration"
        return "" if is_word else self._reason_without_unit(match)

    def _reason_without_unit(self, match: re.Match[str]) -> str:
        """Why no unit was found behind a number in digits."""
        view, last, end = self.view, self.sentence.end, match.end()
        if _DAY.match(view, match.start(), last):
            return "date"
        if _HOTLINE.fullmatch(match.group()):
            return "phone-or-code"
        if view.startswith("号", end):
            return "part-of-a-name"
        reach = min(_longest_unit(), last - end)
        if any(view[end : end + length] in _all_units() for length in range(1, reach + 1)):
            return "part-of-a-word"
        return "no-unit"


@cache
def _longest_unit() -> int:
    return max(map(len, _all_units()))


@cache
def _all_units() -> frozenset[str]:
    return frozenset(unit_names()) | frozenset(unit_names().values())


def _find_gaps_of_tables(document: Document, places: dict[int, list[Span]]) -> Iterator[Gap]:
    """The cells with a digit that gave no observation."""
    for table in document.tables:
        columns = [read_column(headings, table.title) for headings in table.columns]
        for row in table.rows:
            for cell in row.cells:
                form = document.view[cell.begin : cell.end]
                if (cell.begin, cell.end) in places.get(row.sentence, ()) or not any(
                    letter.isdigit() for letter in form
                ):
                    continue
                column = columns[cell.column] if cell.column < len(columns) else None
                reason = "no-column" if column is None else "not-a-number"
                if column is not None and read_cell(form) is not None:
                    reason = "no-metric"
                yield Gap("figures", row.sentence, cell.begin, cell.end, form, reason)
