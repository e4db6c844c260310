"""Plain text → `Draft`."""

from kg.read.decode import decode
from kg.read.draft import Draft
from kg.read.spaced import find_spaced
from kg.read.tabular import find_grids


def read_plain(raw: bytes, place: str) -> Draft:
    """Return the text of a txt file and the tables that it keeps; `place` names it in errors."""
    text = decode(raw, place)
    tabbed = find_grids(text)
    spaced = (
        grid
        for grid in find_spaced(text)
        if not any(grid.begin < other.end and other.begin < grid.end for other in tabbed)
    )
    return Draft(text, tuple(sorted((*tabbed, *spaced), key=lambda grid: grid.begin)))
