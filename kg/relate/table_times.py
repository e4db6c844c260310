"""The spans of time that titles and headings of tables name."""

import re
from typing import Final

from kg.mention.dates import dates_in
from kg.read.document import Sentence

YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:度)?")
_TIME = re.compile(
    r"(?:19|20)\d\d年?(?:度|[上下]半年|第?[一二三四1-4]季度|\d{1,2}(?:[—–～至-]\d{1,2})?月份?)?"
)
"""A heading that says when: 2021, 2021年度, 2023年上半年."""


def span_in(title: str) -> str:
    """The span or year that a table's title names, ISO 8601, or ""."""
    year = YEAR.search(title)
    if year is None:
        return ""
    line = Sentence(0, "title", 0, len(title), 0)
    return next((date.iso for date in dates_in(title, line, int(year["year"]))), "")


def span_of(heading: str) -> str:
    """The span or year that a heading consists of, ISO 8601, or ""."""
    form = "".join(heading.split())
    if not _TIME.fullmatch(form):
        return ""
    year = form if form.endswith(("年", "度")) or not form.isdigit() else f"{form}年"
    return span_in(year) or form[:4]
