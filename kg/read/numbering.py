"""The numbers that Word puts before paragraphs: they are seen on the page and not in the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as Word
from docx.oxml.ns import qn
from lxml import etree

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    """How the mark is put together: （%1）, %1.%2."""
    format: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, word: Word) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._family: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        root = _numbering_root(word)
        if root is None:
            return
        levels = {
            abstract.get(qn("w:abstractNumId"), ""): dict(_read_levels(abstract))
            for abstract in root.iter(qn("w:abstractNum"))
        }
        for number in root.iter(qn("w:num")):
            family = _value(number, "w:abstractNumId")
            self._family[number.get(qn("w:numId"), "")] = family
            self._levels[number.get(qn("w:numId"), "")] = levels.get(family, {})

    def next_mark(self, paragraph: etree._Element, style: etree._Element | None) -> str:
        """Return the mark of the next paragraph of the document, "" if it has none."""
        place = _place(paragraph) or (None if style is None else _place(style))
        if place is None or place[1] not in self._levels.get(place[0], {}):
            return ""
        number, depth = place
        levels = self._levels[number]
        counts = self._counts.setdefault(self._family[number], {})
        for deeper in range(depth + 1, _MAX_LEVEL):
            counts.pop(deeper, None)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        mark = levels[depth].form
        for level, known in levels.items():
            mark = mark.replace(
                f"%{level + 1}", _write(counts.get(level, known.start), known.format)
            )
        return "" if levels[depth].format in ("bullet", "none") else mark


def _numbering_root(word: Word) -> etree._Element | None:
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            root: etree._Element = word.part.numbering_part.element
            return root
    return None


def _read_levels(abstract: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iter(qn("w:lvl")):
        depth, start = level.get(qn("w:ilvl"), ""), _value(level, "w:start")
        if depth.isdecimal():
            yield (
                int(depth),
                _Level(
                    _value(level, "w:lvlText"),
                    _value(level, "w:numFmt"),
                    int(start) if start.isdecimal() else 1,
                ),
            )


def _place(element: etree._Element) -> tuple[str, int] | None:
    """The list of a paragraph or style, and the level in it."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    number, depth = _value(properties, "w:numId"), _value(properties, "w:ilvl")
    return (number, int(depth) if depth.isdecimal() else 0) if number else None


def _value(element: etree._Element, child: str) -> str:
    found = element.find(qn(child))
    return "" if found is None else found.get(qn("w:val"), "")


def _write(count: int, form: str) -> str:
    if form in _CHINESE and count < 100:
        tens, ones = divmod(count, 10)
        lead = "" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十"
        return lead + (_DIGITS[ones] if ones or not tens else "")
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + count - 1)
    return str(count)
