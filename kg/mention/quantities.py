"""Every number that counts or measures: sentences → quantities with unit and bound.

One pass finds the runs of numerals; a run counts as a figure if a unit of the vocabulary follows
and nothing around it makes it a date, a duration, an ordinal, a label or a part of a name.
"""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from kg.facts import Bound, Quantity
from kg.mention.figure_words import FigureWords, load_figure_words
from kg.mention.numerals import numeral, read_numeral
from kg.read.document import Document, Sentence

_RUN = re.compile(
    r"[0-9零〇一二两三四五六七八九十百千万亿几数首]"
    r"(?:(?<=[几数])|(?<=首)位|(?<![几数首])[0-9零〇一二两三四五六七八九十百千万亿]*+[.,0-9]*+)"
)
_PERCENT_WORD = "百分之"
_FIGURE = re.compile(rf"{numeral('')}(?:(?:[-—－–~～至到]|——){numeral('_to')})?+")
_STOP = re.compile(r"[，、；,;。)）]")
_NAMES = re.compile(r"[“”《》〔〕「」]")
_PAIRS = {"”": "“", "》": "《", "〕": "〔", "」": "「"}
_RANKED = re.compile(
    "(?:列|居|排名|位次|排在|排|升至|跃升|跃至|保持|稳定在|名次)[^，。；：]{0,20}$"
)
_ABOUT = re.compile(r"(?<![条契签节预])约占[^，、；。\d]{0,14}\Z")
"""约占全省总数的31%."""
_MINUS = "-−－"
_TENTHS = re.compile(r"([一二两三四五六七八九])成(?=[，。；、）)以左的多]|半?$)")
_SHARED = re.compile(r"个?(?:[、和与][0-9.]{1,8}+个?){1,4}+百分点")
"""What follows the first of 0.2和1.1个百分点, 0.2个和1.1个百分点."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_quantities(document: Document) -> tuple[Quantity, ...]:
    """All figures of the document's headings and sentences, in the order of the text.

    Cells of tables are not among them: their unit stands in the heading of the column.
    """
    words = load_figure_words()
    found: list[Quantity] = []
    for sentence in document.sentences:
        if sentence.kind in {"sentence", "heading"}:
            found.extend(quantities_in(document.view, sentence, words))
    return tuple(found)


def read_cell(form: str) -> tuple[Decimal | None, Bound] | None:
    """Value and bound of a number that stands alone, as in a table: 53.10, 4.7万余; else None."""
    minus = form[:1] in set(_MINUS)
    match = _FIGURE.match(form, int(minus))
    if match is None or match["number_to"] is not None:
        return None
    if form[match.end() :] not in {"", "%", "％"}:
        return None
    try:
        value = read_numeral(match["number"], match["steps"])
    except ValueError:
        return None
    bound = _bound(match, value)
    return (-value if minus and value is not None else value), bound


def quantities_in(view: str, sentence: Sentence, words: FigureWords) -> Iterator[Quantity]:
    """The figures of the sentence, left to right."""
    at, end = sentence.begin, sentence.end
    spans = _named_spans(view, at, end)
    named = iter(spans)
    span = next(named, None)
    before: Quantity | None = None
    units: set[str] = set()
    while run := _RUN.search(view, at, end):
        start = run.start()
        while span is not None and span[1] <= start:
            span = next(named, None)
        if span is not None and span[0] <= start:
            at = span[1]
            continue
        quantity = _read(view, sentence, start, before, units, words)
        if quantity is not None:
            yield quantity
            units.add(quantity.unit)
            before, at = quantity, quantity.end
        else:
            at = run.end()


def _read(
    view: str,
    sentence: Sentence,
    start: int,
    before: Quantity | None,
    units: Set[str],
    words: FigureWords,
) -> Quantity | None:
    end = sentence.end
    if view.startswith("首位", start):
        return _read_first(view, sentence, start)
    percent = view.startswith(_PERCENT_WORD, start)
    match = _FIGURE.match(view, start + len(_PERCENT_WORD) * percent, end)
    if match is None:
        return None
    if start > sentence.begin and view[start - 1] == "第":
        return _read_rank(view, sentence, match)
    if words.is_name(view, sentence.begin, start):
        return None
    begin, bound = words.hedge_before(view, sentence.begin, start, match)
    if view.startswith("成", start + 1) and (tenths := _TENTHS.match(view, start, end)):
        return _read_tenths(view, sentence, tenths, begin, bound, words)
    unit = (
        ("%", match.end())
        if percent
        else words.unit_at(view, match, sentence.begin, begin, end, units)
    )
    if unit is None or unit[0] == "个":
        shared = _SHARED.match(view, match.end(), end)
        unit = ("个百分点", unit[1] if unit else match.end()) if shared else unit
    if unit is not None and unit[0] == "年" and _YEAR.fullmatch(match["number"]):
        return None
    if unit is None or (not percent and words.is_label(view, match, unit, before, end, begin)):
        return None
    try:
        value = _value(match)
    except ValueError:
        return None
    if value is not None and start > sentence.begin and _is_negative(view, start, sentence):
        value, begin = -value, start - 1
    bound = bound or _bound(match, value)
    if bound == "exact" and unit[0] == "%" and _ABOUT.search(view, sentence.begin, begin):
        bound = "about"
    last, bound = words.hedge_after(view, unit[1], end, bound)
    if value is None:
        bound = "magnitude"
    digits = view[begin : match.end()]
    return Quantity(sentence.number, begin, last, value, unit[0], bound, digits)


def _read_first(view: str, sentence: Sentence, start: int) -> Quantity | None:
    """居全省首位 → 1 位."""
    if not _RANKED.search(view, max(sentence.begin, start - 24), start):
        return None
    number = sentence.number
    return Quantity(number, start, start + 2, Decimal(1), "位", "exact", "首")


def _read_tenths(
    view: str,
    sentence: Sentence,
    match: re.Match[str],
    begin: int,
    bound: Bound | None,
    words: FigureWords,
) -> Quantity:
    """近三成 → about 30 %."""
    last, bound = words.hedge_after(view, match.end(), sentence.end, bound)
    value = Decimal(10) * (read_numeral(match[1]) or 0)
    return Quantity(sentence.number, begin, last, value, "%", bound, view[begin : match.end()])


def _read_rank(view: str, sentence: Sentence, match: re.Match[str]) -> Quantity | None:
    """列全省第5位 → 5 位; other ordinals are None."""
    start, at = match.start() - 1, match.end()
    if not _RANKED.search(view, max(sentence.begin, start - 24), start):
        return None
    unit = view[at : at + 1] if at < sentence.end else ""
    if unit not in {"位", "名"}:
        if unit and not _STOP.match(unit):
            return None
        unit = ""
    try:
        value = read_numeral(match["number"])
    except ValueError:
        return None
    last = at + len(unit)
    return Quantity(sentence.number, start, last, value, "位", "exact", match["number"])


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
    return view[start - 1] in _MINUS and not (
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
