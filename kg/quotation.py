"""Whether words are those of a text: white space aside, whatever the width of letters and marks."""

import re
from typing import Final
from unicodedata import normalize

from kg.read.view import make_view

_PAGE: Final = r"(?:第?\d{1,4}页?(?:共\d{1,4}页)?|[Pp]age\d{1,4}(?:of\d{1,4})?)"
"""What the number of a page leaves of itself when only letters count."""


def is_same(one: str, other: str) -> bool:
    """Whether two texts have the same characters but for white space."""
    return "".join(one.split()) == "".join(other.split())


def is_said(form: str, sentence: str) -> bool:
    """Whether the letters of a form stand in those of a sentence; a page number may part them."""
    if _letters(form) in _letters(sentence):
        return True
    letters, text = (_letters(make_view(each)[0]) for each in (form, sentence))
    return letters in text or any(
        re.search(f"{re.escape(letters[:cut])}{_PAGE}{re.escape(letters[cut:])}", text)
        for cut in range(1, len(letters))
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text)))
