"""Plain text → `Draft`."""

from kg.read.decode import decode
from kg.read.draft import Draft
from kg.read.tabular import find_grids


def read_plain(raw: bytes, place: str) -> Draft:
    """Return the text of a txt file and the tables that it keeps; `place` names it in errors."""
    text = decode(raw, place)
    return Draft(text, find_grids(text))
