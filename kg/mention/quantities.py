"""Every number that counts or measures: the document's sentences → quantities with unit and bound.

One pass finds the runs of numerals; a run counts as a figure if a unit of the vocabulary follows and
nothing around it makes it a date, a duration, an ordinal, a label or a part of a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.facts import Bound, Quantity
from kg.mention.figure_lexicon import FigureLexicon, load_figure_lexicon
from kg.mention.numerals import numeral, read_numeral
from kg.read.document import Document, Sentence
from ontology.regions import load_regions
from ontology.units import unit_names

_RUN = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿几数]++(?:[.,0-9]*+)")
_PERCENT_WORD = "百分之"
_FIGURE = re.compile(rf"{numeral('')}(?:(?:[-—－–~～至到]|——){numeral('_to')})?+")
_BARE = re.compile("[百千万亿]+")
_LISTED = re.compile(r"[，、；,;。)）]")
_NAMES = re.compile(r"[“”《》〔〕「」]")
_PAIRS = {"”": "“", "》": "《", "〕": "〔", "」": "「"}
_RANKED = re.compile(
    "(?:列|居|排名|位次|排在|排|升至|跃升|跃至|保持|稳定在|名次)[^，。；：]{0,20}$"
)
_CJK_DIGIT = frozenset("零〇一二两三四五六七八九十百千万亿")
_UNKNOWN_NEGATIVE = "-−－"


def find_quantities(document: Document) -> tuple[Quantity, ...]:
    """All figures of the document's headings and sentences, in the order of the text.

    Cells of tables are not among them: their unit stands in the heading of the column.
    """
    finder = _finder()
    found: list[Quantity] = []
    for sentence in document.sentences:
        if sentence.kind in {"sentence", "heading"}:
            found.extend(finder.find(document.view, sentence))
    return tuple(found)


def read_cell(form: str) -> tuple[Decimal | None, Bound] | None:
    """Value and bound of a number that stands alone, as in a table: 53.10, 4.7万余; else None."""
    match = _FIGURE.match(form)
    if match is None or match["number_to"] is not None:
        return None
    if form[match.end() :] not in {"", "%", "％"}:
        return None
    try:
        value = read_numeral(match["number"], match["steps"])
    except ValueError:
        return None
    return value, _bound(match, value)


@cache
def _finder() -> "Finder":
    return Finder(load_figure_lexicon())


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    end: int


class Finder:
    """Finds the figures of one sentence; holds the lexicon in the forms that look-up needs."""

    __slots__ = (
        "_after",
        "_before",
        "_blocked",
        "_durations",
        "_idioms",
        "_implied",
        "_labels",
        "_lexicon",
        "_longest",
        "_measures",
        "_own",
        "_places",
        "_units",
    )

    def __init__(self, lexicon: FigureLexicon) -> None:
        self._lexicon = lexicon
        self._units = unit_names()
        self._longest = max(map(len, self._units))
        self._before = _by_length(lexicon.hedges_before)
        self._after = _by_length(lexicon.hedges_after)
        self._blocked = {unit: tuple(words) for unit, words in lexicon.not_before.items()}
        self._durations = frozenset(lexicon.durations)
        self._labels = frozenset(lexicon.label_counters)
        self._measures = re.compile("|".join(map(re.escape, lexicon.duration_measures)))
        self._idioms = tuple(lexicon.idioms)
        self._implied = _by_length_of(lexicon.implied_units)
        self._own = tuple(lexicon.own_items)
        self._places = _places_with_numbers()

    def find(self, view: str, sentence: Sentence) -> Iterator[Quantity]:
        """The figures of the sentence, left to right."""
        at, end = sentence.begin, sentence.end
        spans = _named_spans(view, at, end)
        named = iter(spans)
        span = next(named, None)
        before: Quantity | None = None
        while run := _RUN.search(view, at, end):
            start = run.start()
            while span is not None and span[1] <= start:
                span = next(named, None)
            if span is not None and span[0] <= start:
                at = span[1]
                continue
            quantity = self._read(view, sentence, start, before)
            if quantity is not None:
                yield quantity
                before, at = quantity, max(quantity.end, start + 1)
            elif view[start] in "几数":
                at = start + 1
            else:
                at = run.end()

    def _read(
        self, view: str, sentence: Sentence, start: int, before: Quantity | None
    ) -> Quantity | None:
        end = sentence.end
        percent = view.startswith(_PERCENT_WORD, start)
        match = _FIGURE.match(view, start + len(_PERCENT_WORD) * percent, end)
        if match is None:
            return None
        if start > sentence.begin and view[start - 1] == "第":
            return _read_rank(view, sentence, match)
        if self._is_name(view, sentence.begin, start):
            return None
        begin, bound = self._hedge_before(view, sentence.begin, start, match)
        unit = (
            _Unit("%", match.end())
            if percent
            else self._unit(view, match, sentence.begin, begin, end, before)
        )
        if unit is None or (not percent and self._is_label(view, match, unit, before, end, begin)):
            return None
        try:
            value = _value(match)
        except ValueError:
            return None
        if value is not None and start > sentence.begin and _is_negative(view, start, sentence):
            value, begin = -value, start - 1
        bound = bound or _bound(match, value)
        last, bound = self._hedge_after(view, unit.end, end, bound)
        if value is None:
            bound = "magnitude"
        digits = view[begin : match.end()]
        return Quantity(sentence.number, begin, last, value, unit.name, bound, digits)

    def _is_name(self, view: str, first: int, start: int) -> bool:
        """The number is an ordinal, part of a rate or a set phrase."""
        if start > first and view[start - 1] in self._lexicon.not_after:
            return True
        return view.startswith(self._idioms, start) or view.startswith(self._places, start)

    def _hedge_before(
        self, view: str, first: int, start: int, match: re.Match[str]
    ) -> tuple[int, Bound | None]:
        for word, bound in self._before:
            if not view.startswith(word, start - len(word)) or start - len(word) < first:
                continue
            if word == "上" and not _BARE.match(match["number"]):
                continue
            earlier = view[start - len(word) - 1] if start - len(word) > first else ""
            if earlier and earlier in self._lexicon.hedge_endings.get(word[-1], ""):
                continue
            return start - len(word), bound
        return start, None

    def _hedge_after(
        self, view: str, at: int, end: int, bound: Bound | None
    ) -> tuple[int, Bound]:
        for word, after in self._after:
            if view.startswith(word, at) and at + len(word) <= end:
                return at + len(word), after
        return at, bound or "exact"

    def _unit(
        self,
        view: str,
        match: re.Match[str],
        first: int,
        begin: int,
        end: int,
        before: Quantity | None,
    ) -> _Unit | None:
        at = match.end()
        for length in range(min(self._longest, end - at), 0, -1):
            name = self._units.get(view[at : at + length])
            if name is None:
                continue
            stop = at + length
            blocked = self._blocked.get(view[at:stop], ())
            if blocked and view.startswith(blocked, stop):
                return None
            if name in self._durations and not (
                (before is not None and before.unit == name)
                or self._is_measured_time(view, first, begin, match)
            ):
                return None
            return _Unit(name, stop)
        if match["steps"] and match["number"][0].isdigit():
            lead = view[max(first, begin - 12) : begin].rstrip("达到为超约近共有")
            for word, name in self._implied:
                if lead.endswith(word):
                    return _Unit(name, at)
        return None

    def _is_measured_time(
        self, view: str, first: int, begin: int, match: re.Match[str]
    ) -> bool:
        clause = re.split("[，；。：]", view[max(first, begin - 24) : begin])[-1]
        return match["number"][0].isdigit() and bool(self._measures.search(clause))

    def _is_label(
        self,
        view: str,
        match: re.Match[str],
        unit: _Unit,
        before: Quantity | None,
        end: int,
        begin: int,
    ) -> bool:
        """The number is no count: 一家人, 二类疫苗, 11个部分, 百家, 9点30分."""
        number = match["number"]
        if view.startswith(self._own, unit.end):
            return True
        if number[0].isdigit():
            return unit.name == "分" and view[begin - 1 : begin] in {"点", "时"}
        plain = not (match["odd"] or match["odds"] or match["steps"])
        if plain and _BARE.fullmatch(number):
            return begin == match.start()
        if plain and number == "二":
            return True
        if plain and number == "一":
            return not _is_listed_one(view, match, unit, before, end)
        return plain and len(number) == 1 and view[match.end()] in self._labels


def _read_rank(view: str, sentence: Sentence, match: re.Match[str]) -> Quantity | None:
    """列全省第5位 → 5 位; other ordinals are None."""
    start, at = match.start() - 1, match.end()
    if not _RANKED.search(view, max(sentence.begin, start - 24), start):
        return None
    unit = view[at : at + 1] if at < sentence.end else ""
    if unit not in {"位", "名"}:
        if unit and not _LISTED.match(unit):
            return None
        unit = ""
    try:
        value = read_numeral(match["number"])
    except ValueError:
        return None
    last = at + len(unit)
    return Quantity(sentence.number, start, last, value, "位", "exact", match["number"])


def _is_listed_one(
    view: str, match: re.Match[str], unit: _Unit, before: Quantity | None, end: int
) -> bool:
    """一 counts in a list of counts (三家分支机构，一家办事机构) with the unit of the one before."""
    if before is None or before.unit != unit.name or before.digits[0] not in _CJK_DIGIT:
        return False
    between = view[before.end : match.start()]
    return len(between) <= 20 and len(_LISTED.findall(between)) == 1


def _value(match: re.Match[str]) -> Decimal | None:
    low, steps = match["number"], match["steps"]
    if match["number_to"] is None:
        return read_numeral(low, steps)
    value = read_numeral(low, steps or match["steps_to"])
    top = read_numeral(match["number_to"], match["steps_to"])
    if value is not None and top is not None and value > top:
        return read_numeral(low, steps)
    return value


def _bound(match: re.Match[str], value: Decimal | None) -> Bound:
    if value is None:
        return "magnitude"
    if match["number_to"] is not None or match["odd"] in {"余", "多"} or match["odds"]:
        return "at_least"
    if match["number"][-1] in "几数":
        return "at_least"
    return "about" if match["odd"] else "exact"


def _is_negative(view: str, start: int, sentence: Sentence) -> bool:
    return view[start - 1] in _UNKNOWN_NEGATIVE and not (
        start - 1 > sentence.begin and view[start - 2].isalnum() and view[start - 2].isascii()
    )


def _named_spans(view: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The parts of the sentence between quotation marks or 《》, outermost only."""
    spans: list[tuple[int, int]] = []
    opened, mark = -1, ""
    for match in _NAMES.finditer(view, begin, end):
        sign = match.group()
        if opened < 0 and sign not in _PAIRS:
            opened, mark = match.start(), sign
        elif opened >= 0 and _PAIRS.get(sign) == mark:
            spans.append((opened, match.end()))
            opened = -1
    return spans


def _by_length(words: dict[Bound, list[str]]) -> tuple[tuple[str, Bound], ...]:
    pairs = [(word, bound) for bound, all_ in words.items() for word in all_]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _by_length_of(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _places_with_numbers() -> tuple[str, ...]:
    """Names of places that begin with a number: 九江, 三门峡, 七台河, 五家渠."""
    forms = load_regions().forms()
    return tuple(sorted(form for form in forms if form[0] in _CJK_DIGIT and len(form) > 2))
