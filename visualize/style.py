"""How things look and what they are called: `style.yml`, read into frozen values."""

from functools import cache
from pathlib import Path

import msgspec

from ontology.errors import InvalidVocabulary

FILE = Path(__file__).with_name("style.yml")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What something is called."""

    zh: str
    en: str


class Mark(Word, frozen=True, forbid_unknown_fields=True):
    """What something is called and how it is drawn as a node."""

    colour: str
    shape: str = "dot"


class Line(Word, frozen=True, forbid_unknown_fields=True):
    """What a role is called and how it is drawn as an edge."""

    colour: str
    width: int
    dashes: tuple[int, ...]
    """Lengths of strokes and gaps; empty for a solid line."""


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything of `style.yml`."""

    kinds: dict[str, Mark]
    types: dict[str, Mark]
    roles: dict[str, Line]
    levels: dict[str, Mark]
    statistics: dict[str, Word]
    bounds: dict[str, Word]
    palette: tuple[str, ...]
    other: str

    def name(self, what: str) -> Word:
        """The words for a kind of actor or a type of initiative."""
        return self.kinds[what] if what in self.kinds else self.types[what]


@cache
def load_style(path: Path = FILE) -> Style:
    """The style of the pages. Raises InvalidVocabulary when the file is broken."""
    import yaml  # noqa: PLC0415 - only when pages are made

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return msgspec.convert(yaml.load(path.read_text("utf-8"), loader), Style)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise InvalidVocabulary(f"{path}: {error}") from error
