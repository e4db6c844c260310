"""A paragraph of the view → its sentences.

A sentence ends at 。！？, at ； before a list mark, and nowhere inside 《》, “” or （） unless what
they enclose is too long to be a name or a quotation. 二是, 三是 … need no rule of their own: they
follow 。 or ； and are list marks. What has no end within 1,200 characters, which no writer puts in
one sentence, is cut at a mark before: what a sentence costs is bounded, and reading is linear.
"""

import re
from collections.abc import Iterator

from kg.read.marks import LIST_MARK

_PAIRS = {"“": "”", "《": "》", "〈": "〉", "（": "）", "「": "」", "『": "』", "‘": "’"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MAX_ENCLOSED = 120
_LONGEST = 1200
"""Characters of a sentence."""
_CUTS = ("；", "，", "、", " ")
"""Where a run without end is cut, the best first."""
_BRACKET = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSERS) + "]")
_STOP = re.compile(r"[。！？!?]+[”’」』）]*|；(?=" + LIST_MARK + ")")
_GOES_ON = re.compile("[，、；：。）》]|[的等为和及与在]")


def split_sentences(view: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraph [begin, end) of the view, without blank edges."""
    enclosed = _enclosed(view, begin, end)
    inside = next(enclosed, None)
    first = begin
    for stop in _STOP.finditer(view, begin, end):
        while inside and inside[1] <= stop.start():
            inside = next(enclosed, None)
        if inside and inside[0] < stop.start() and not _closes(view, stop, inside, end):
            continue
        yield from _trimmed(view, first, stop.end())
        first = stop.end()
    yield from _trimmed(view, first, end)


def _closes(view: str, stop: "re.Match[str]", inside: tuple[int, int], end: int) -> bool:
    """A stop as the last thing in quotes ends the sentence around them, unless that goes on."""
    if not inside[1] < stop.end() or view[inside[1]] not in "”’」』":
        return False
    if stop.end() >= end:
        return True
    return stop[0].startswith("。") and not _GOES_ON.match(view, stop.end())


def _trimmed(view: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and view[begin] == " ":
        begin += 1
    while begin < end and view[end - 1] == " ":
        end -= 1
    while end - begin > _LONGEST:
        cut = _cut(view, begin)
        yield begin, cut - (view[cut - 1] == " ")
        begin = cut + (view[cut] == " ")
    if begin < end:
        yield begin, end


def _cut(view: str, begin: int) -> int:
    """Where to cut a run that is longer than a sentence can be."""
    for mark in _CUTS:
        place = view.rfind(mark, begin + _LONGEST // 2, begin + _LONGEST)
        if place >= 0:
            return place + 1
    return begin + _LONGEST


def _enclosed(view: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the outermost pairs of brackets or quotes, places of opener and closer, in order."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for match in _BRACKET.finditer(view, begin, end):
        mark = match[0]
        if mark in _PAIRS:
            opened.append((mark, match.start()))
            waiting[mark] += 1
        elif waiting[_CLOSERS[mark]]:
            opener, place = opened.pop()
            waiting[opener] -= 1
            while opener != _CLOSERS[mark]:
                opener, place = opened.pop()
                waiting[opener] -= 1
            if match.start() - place <= _MAX_ENCLOSED:
                while pairs and pairs[-1][0] > place:
                    pairs.pop()
                pairs.append((place, match.start()))
    return iter(pairs)
