"""The words of honours, kg/lexicon/honours.yml, compiled."""

import re
from functools import cache
from pathlib import Path

import msgspec

from kg.lexicon.load import load_lexicon

FILE = Path(__file__).parents[1] / "lexicon" / "honours.yml"


class HonourLexicon(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The lexicon file; its comments say what each list is for."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    never: tuple[str, ...]
    never_at_end: tuple[str, ...]
    levels: tuple[str, ...]
    grades: tuple[str, ...]
    occasions: tuple[str, ...]
    adverbs: tuple[str, ...]
    openers: tuple[str, ...]
    hands_in: tuple[str, ...]
    intended: tuple[str, ...]
    staff: tuple[str, ...]


@cache
def load_honours() -> HonourLexicon:
    """The lexicon; raises InvalidRule when the file is broken."""
    return load_lexicon(FILE, HonourLexicon)


@cache
def pattern_of(template: str) -> re.Pattern[str]:
    """A pattern in which `⟨heads⟩` stands for any word of that list, the longest first.

    Raises InvalidRule when the lexicon is broken, re.error when the pattern is.
    """
    return re.compile(fill(template))


def fill(template: str) -> str:
    """The template with its lists written out as groups of alternatives."""
    lexicon = load_honours()
    for name in lexicon.__struct_fields__:
        sign = f"⟨{name}⟩"
        if sign in template:
            words = sorted(getattr(lexicon, name), key=lambda word: (-len(word), word))
            template = template.replace(sign, f"(?:{'|'.join(words)})")
    return template
