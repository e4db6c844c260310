"""Stored text → view: the copy that rules match on, and the place of each of its characters.

A character of the view is one character of the stored text, at most exchanged for another one; none
is added. What goes: white space (one blank stays between two words of an alphabetic script and
between two numbers), control, zero-width and format characters, soft hyphens, page numbers that
stand on a line of their own. What is exchanged: full-width digits, letters and signs, Kangxi
radicals and compatibility ideographs, half-width brackets and marks beside Chinese, straight quotes
around it. Everything is one pass of compiled patterns, so the time grows with the text only.
"""

import csv
import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_VARIANT = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f＂-＇＃-＆＊-＋－-／０-９＜-＞＠-Ｚ＼＿-ｚ｜]"
)
_FORMAT = (
    "\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_GAP = re.compile(rf"[\s{_FORMAT}]+")
_BREAK = re.compile(r"[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE_END = r"(?=[^\S\n\v\f]*(?:[\n\v\f]|\Z))"
_PAGE_NUMBER = re.compile(
    r"(?:[—–―－‐-]{1,3}[^\S\n]{0,3}\d{1,4}[^\S\n]{0,3}[—–―－‐-]{1,3}"
    r"|第[^\S\n]{0,3}\d{1,4}[^\S\n]{0,3}页"
    r"(?:[^\S\n]{0,3}[,，/／(（]?[^\S\n]{0,3}共[^\S\n]{0,3}\d{1,4}[^\S\n]{0,3}页[)）]?)?"
    r"|[Pp]age[^\S\n]\d{1,4}(?:[^\S\n]of[^\S\n]\d{1,4})?)" + _LINE_END
)
_LONE_NUMBER = re.compile(r"\d{1,4}" + _LINE_END)
_FULL_LINE = 16  # a line this long and not shorter is taken for wrapped prose
_WRAP = re.compile(r"[^\S\n]*\r?\n[^\S\n]*")
_GOES_ON = re.compile(r"\d+(?:[.,，]\d+)*[%％‰\u4e00-\u9fff]")
_LONGEST_NUMBER = 16
_SPACE = "[ \u00a0\u2009\u202f]"
_THOUSANDS = re.compile(rf"[\u4e00-\u9fff（(，、；：约超近逾]\d{{1,3}}(?:{_SPACE}\d{{3}})*\Z")
_HUNDREDS = re.compile(rf"\d{{3}}(?:{_SPACE}\d{{3}})*(?:\.\d+)?(?=[\u4e00-\u9fff%％‰])")
_CONTEXTUAL = re.compile(r"[(),;:?!]")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_QUOTED = re.compile(r"""(["'])([^"'。\n]{1,100}。?)\1""")
_QUOTES = {'"': "“”", "'": "‘’"}
_CHINESE_MARKS = frozenset("“”‘’…—·•×")


def make_view(text: str) -> tuple[str, "array[int]"]:
    """Return the view of a stored text and, for each of its characters, the offset in the text."""
    narrow = _VARIANT.sub(lambda match: _unify(match[0]), text)
    pieces: list[str] = []
    origin: array[int] = array("I")
    for begin, end in _kept(narrow):
        pieces.append(" " if end == begin + 1 and narrow[begin].isspace() else narrow[begin:end])
        origin.extend(range(begin, end))
    return _adapt("".join(pieces)), origin


def is_chinese(character: str) -> bool:
    """Whether it is an ideograph or a mark of Chinese text."""
    return character >= "\u2e80" or character in _CHINESE_MARKS


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the text that the view keeps, a blank between words as one of its own."""
    begin = _skip(text, 0, 0)
    while begin < len(text):
        gap = _GAP.search(text, begin)
        if gap is None:
            yield begin, len(text)
            return
        yield begin, gap.start()
        end = _skip(text, gap.start(), gap.end())
        if end < len(text) and _needs_blank(text, gap.start(), end):
            blank = next((i for i in range(gap.start(), end) if text[i].isspace()), None)
            if blank is not None:
                yield blank, blank + 1
        begin = end


def _skip(text: str, start: int, end: int) -> int:
    """Where text goes on after the gap [start, end), page numbers that stand in it left out."""
    if end == 0:
        opening = _GAP.match(text)
        end = opening.end() if opening else 0
    while end < len(text) and (end == 0 or start == 0 or _BREAK.search(text, start, end)):
        number = _PAGE_NUMBER.match(text, end) or _lone_number(text, start, end)
        if number is None:
            break
        gap = _GAP.match(text, number.end())
        start, end = number.end(), gap.end() if gap else number.end()
    return end


def _lone_number(text: str, start: int, end: int) -> "re.Match[str] | None":
    """A bare number on its line is a page number when a form feed stands before or after it."""
    number = _LONE_NUMBER.match(text, end)
    if number is None or "\f" in text[start:end]:
        return number
    gap = _GAP.match(text, number.end())
    return number if gap and "\f" in gap[0] else None


def _needs_blank(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1] if start else "", text[end]
    if "\u00ad" in text[start:end]:
        return False
    if before.isdecimal() and after.isdecimal():
        return not (_breaks_number(text, start, end) or _parts_thousands(text, start, end))
    return _is_letter(before) and _is_letter(after)


def _breaks_number(text: str, start: int, end: int) -> bool:
    """The gap is the wrapped end of a full line, and what stands after it is no item's number."""
    if not _WRAP.fullmatch(text, start, end) or not _GOES_ON.match(text, end):
        return False
    line = text[max(0, start - _FULL_LINE) : start]
    return len(line) == _FULL_LINE and "\n" not in line


def _parts_thousands(text: str, start: int, end: int) -> bool:
    """The gap is one blank between the thousands of a number in prose: 案件14 236件."""
    low = max(0, start - _LONGEST_NUMBER)
    return (
        end == start + 1
        and _THOUSANDS.search(text, low, start) is not None
        and _HUNDREDS.match(text, end) is not None
    )


def _is_letter(character: str) -> bool:
    return character.isalpha() and character < "\u2e80"


@cache
def _unify(character: str) -> str:
    """The ordinary character that a variant stands for, itself where there is none."""
    unified = _radicals().get(character) or unicodedata.normalize("NFKC", character)
    return unified if len(unified) == 1 else character


@cache
def _radicals() -> dict[str, str]:
    table = Path(__file__).with_name("radicals.csv").read_text(encoding="utf-8")
    return {row["radical"]: row["character"] for row in csv.DictReader(table.splitlines())}


def _adapt(view: str) -> str:
    """Give marks beside Chinese their Chinese form."""
    changed = dict(_marks(view)) | dict(_quotes(view))
    pieces: list[str] = []
    end = 0
    for place in sorted(changed):
        pieces += (view[end:place], changed[place])
        end = place + 1
    return "".join((*pieces, view[end:])) if changed else view


def _marks(view: str) -> Iterator[tuple[int, str]]:
    opened: list[int] = []
    for match in _CONTEXTUAL.finditer(view):
        place, mark = match.start(), match[0]
        if mark == "(":
            opened.append(place)
        if mark == ")" and opened:
            opening = opened.pop()
            if any(_beside_chinese(view, each) for each in (opening, place)):
                yield opening, "（"
                yield place, "）"
        elif mark != "(" and _beside_chinese(view, place):
            yield place, _FULL_WIDTH[mark]
    for opening in opened:
        if _beside_chinese(view, opening):
            yield opening, "（"


def _quotes(view: str) -> Iterator[tuple[int, str]]:
    for match in _QUOTED.finditer(view):
        begin, end = match.start(), match.end() - 1
        inside = match[2]
        if match[1] == "'" and not (is_chinese(inside[0]) and is_chinese(inside[-1])):
            continue
        if any(map(is_chinese, inside)) or _beside_chinese(view, begin):
            yield begin, _QUOTES[match[1]][0]
            yield end, _QUOTES[match[1]][1]


def _beside_chinese(view: str, place: int) -> bool:
    around = view[max(place - 1, 0) : place] + view[place + 1 : place + 2]
    return any(map(is_chinese, around))
