"""The numbers, 枣知战办〔2023〕06号, of the papers that are named and of the document itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.facts import Initiative, InitiativeMention, Numbering
from kg.read.document import Document

_NUMBER: Final = (
    r"(?P<number>(?![以经按据依根])(?:[一-鿿]{1,14}?(?:〔(?:19|20)\d\d〕|[\[［【（(](?:19|20)\d\d[\]］】）)])第?\d{1,5}号"
    r"|[一-鿿]{2,14}?(?:令|公告)?(?:19|20)\d\d年第\d{1,4}号|第\d{1,5}号(?:令|公告)?))"
)
_BEHIND: Final = re.compile(rf"》?[（(](?:文号[:：]?)?{_NUMBER}(?:文件?)?[，,）)]")
_OPENS: Final = re.compile(
    rf"(?:以|经|按|依据|根据|下发|印发|出台|，|。|；|^)(?:[^，。；《》]{{0,12}}?的)?{_NUMBER}文?件?"
    "(?:正式|联合)?(?:印发|下发|发布|公布|转发|批复|出台)?了?《"
)
_HEADER: Final = re.compile(rf"{_NUMBER}")
_FIRST: Final = 4
"""Lines at the head of a document among which its own number stands."""
_LONGEST_BEFORE: Final = 40


def find_numbers(
    document: Document, initiatives: Sequence[InitiativeMention]
) -> tuple[Numbering, ...]:
    """The numbers of the papers that a document names, each once, in order of place."""
    found: dict[tuple[Initiative, str], Numbering] = {}
    for mention in initiatives:
        if mention.initiative.type in ("policy", "agreement"):
            for number in _numbers_of(document, mention):
                numbering = Numbering(mention.sentence, mention.initiative, number, "link.number")
                found.setdefault((mention.initiative, number), numbering)
    return tuple(found.values())


def _numbers_of(document: Document, mention: InitiativeMention) -> Iterator[str]:
    view, sentence = document.view, document.sentences[mention.sentence]
    behind = _BEHIND.match(view, mention.end, sentence.end)
    if behind:
        yield _clean(behind["number"])
        return
    low = max(sentence.begin, mention.begin - _LONGEST_BEFORE)
    for match in _OPENS.finditer(view, low, mention.begin):
        if match.end() == mention.begin:
            yield _clean(match["number"])


def number_of(document: Document) -> str:
    """The number that a line at the head of a document consists of, or ""."""
    for sentence in document.sentences[:_FIRST]:
        match = _HEADER.fullmatch(document.form(sentence).strip())
        if match:
            return _clean(match["number"])
    return ""


_BRACKETS: Final[Mapping[int, int]] = str.maketrans("[［【]］】", "〔〔〔〕〕〕")


def _clean(number: str) -> str:
    """The number with the brackets that the standard asks for."""
    number = number.translate(_BRACKETS)
    return re.sub(r"[（(]((?:19|20)\d\d)[）)]", r"〔\1〕", number)
