"""Who signs a report, and of what day or month it is: at its end, or right below its title."""

import re
from datetime import date
from itertools import dropwhile, islice
from typing import Final

from kg.mention.scan import scan_text
from kg.read.document import Document
from ontology.regions import Region

_DATE_LINE: Final = re.compile(r"[（(]?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[）)]?")
_DATE_ENDS: Final = ("日", "日）", "日)")
_ISSUED: Final = re.compile(
    r"(?:发布|成文|印发|发文)(?:日期|时间)[:：]?((?:19|20)\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
)
_SIGNED: Final = 60
"""Longest signature, in characters."""
_BYLINE: Final = re.compile(
    r"(?P<body>[^，。；：:《》“”]{4,40}?)(?:编|编印|编写|发布|宣|印)?(?:(?:19|20)\d\d年\d{1,2}月)?"
)
"""A line behind the title: the body whose report it is."""
_DOUBLE: Final = re.compile("(?:（[^（）]+）)?")
"""A second name of the body: 自贡市委宣传部（自贡市版权局）."""
_MONTH_LINE: Final = re.compile(r"[^，。；]*?[（(]?((?:19|20)\d\d)年(\d{1,2})月[）)]?")
_BELOW: Final = 2
"""Lines behind the title that may name the body and the month."""


def signature_of(document: Document) -> tuple[str, str]:
    """Who signs the report, and its date: the last line that is a date, and the line before it."""
    before = ""
    signed = ("", "")
    for sentence in document.sentences:
        form = document.form(sentence)
        dated = form.endswith(_DATE_ENDS)
        day = _DATE_LINE.fullmatch(form) if dated else None
        if day:
            last = before if len(before) <= _SIGNED and not before.endswith("。") else ""
            signed = last or signed[0], _iso(day)
        elif dated and sentence.kind != "row":
            tail = _DATE_LINE.search(form)
            if tail and tail.end() == len(form) and 0 < tail.start() <= _SIGNED:
                signed = form[: tail.start()], _iso(tail)
        before = form
    if not signed[1] and (stated := _ISSUED.search(document.view)):
        return "", _iso(stated)
    return signed


def below_title(document: Document) -> list[str]:
    """The lines right behind the title, where a report may tell whose it is and of what month."""
    rest = dropwhile(lambda each: each.kind != "title", document.sentences)
    lines = dropwhile(lambda each: each.kind == "title", rest)
    return [document.form(each) for each in islice(lines, _BELOW)]


def byline_of(lines: list[str], home: Region) -> str:
    """The first line that names one body and nothing else; else ""."""
    for line in lines:
        byline = _BYLINE.fullmatch(line)
        body = byline["body"].removeprefix("中共") if byline else ""
        named = scan_text(body, home) if body else []
        if named and named[0].begin == 0 and _DOUBLE.fullmatch(body, named[0].end):
            return body
    return ""


def month_of(lines: list[str]) -> str:
    """The month of the first line that is one, with a body before it at most: 2024-04; else ""."""
    months = (match for line in lines if (match := _MONTH_LINE.fullmatch(line)))
    return next(
        (f"{match[1]}-{int(match[2]):02}" for match in months if 1 <= int(match[2]) <= 12), ""
    )


def _iso(match: re.Match[str]) -> str:
    """The day as ISO 8601; "" for one that no calendar has."""
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""
