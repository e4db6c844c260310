"""The marks that number headings and lists, and how deep each kind of mark lies."""

import re
from dataclasses import dataclass

_NUMERAL = "(?:[一二三四五六七八九十百]{1,4}|[壹贰叁肆伍陆柒捌玖拾]{1,2})"
_STEM = "[甲乙丙丁戊己庚辛壬癸]"
_DIGITS = r"\d{1,2}"
_MARKS = (
    (6, rf"第{_NUMERAL}(?:部分|编|篇|章)[、：]?"),
    (8, rf"第{_NUMERAL}节[、：]?"),
    (10, rf"{_NUMERAL}(?:、|\.(?!\d))"),
    (20, rf"（(?:{_NUMERAL}|{_STEM})）[、.]?"),
    (30, rf"{_DIGITS}(?:、|\.(?!\d))"),
    (40, rf"（{_DIGITS}）|{_DIGITS}）"),
    (50, "[①-⑳]"),
    (
        60,
        rf"{_NUMERAL}(?:是|要(?!求|点|素|件))|首先|其次|再次|最后|第{_NUMERAL}，|其[一二三四五六七八九十]",
    ),
)
_MARK = re.compile("|".join(f"(?P<_{rank}>{pattern})" for rank, pattern in _MARKS))

ITEM = 60
"""Rank of the marks that open a sentence of a list (一是, 首先), never a heading."""
LIST_MARK = "|".join(pattern for _, pattern in _MARKS[3:])
"""Pattern of the marks that open an item within a paragraph."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and its rank: 10 for 一、, 20 for （一）, 30 for 1., larger for deeper ones."""

    text: str
    rank: int


def find_mark(view: str, begin: int = 0) -> Mark | None:
    """Return the mark that stands at a place of the view, if any."""
    match = _MARK.match(view, begin)
    return Mark(match[0], int((match.lastgroup or "_0")[1:])) if match else None
