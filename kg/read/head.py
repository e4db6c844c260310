"""Where the headings of a table end: figures stand below them."""

import re
from collections.abc import Sequence

from kg.read.draft import RawCell

_FIGURE = re.compile(
    r"(?!(?:19|20)\d\d年)[约近超逾]?[+±↑↓−-]?\d+(?:,\d{3})*(?:\.\d+)?[余多]?(?:[%％‰]|[^\W\d]{1,3})?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_figure(form: str) -> bool:
    """Whether a cell holds one figure: 53.10, 3,507, 12%, 20家, but not 2023年."""
    return _FIGURE.fullmatch(form.strip()) is not None


def count_head(cells: Sequence[RawCell]) -> int:
    """Return how many rows from the top are headings, where the extent of every cell is known.

    The first row is one (below a row that is one cell over all columns, the second), then every row
    into which a heading reaches from above, and every row without figures and row heading.
    """
    columns = max(cell.column + cell.width for cell in cells)
    rows = max(cell.row + cell.height for cell in cells)
    head = 0
    while head < rows and _is_band(cells, head, columns):
        head += 1
    first = [cell for cell in cells if cell.row == head]
    figures = sum(is_figure(cell.text) and not _YEAR.fullmatch(cell.text) for cell in first[1:])
    if figures * 2 > len(first) - 1:
        return head
    head = max((cell.row + cell.height for cell in first), default=head)
    while head < rows and _is_headless(cells, head):
        head += 1
    return min(head, rows - 1) if rows > 1 else rows


def _is_band(cells: Sequence[RawCell], row: int, columns: int) -> bool:
    own = [cell for cell in cells if cell.row == row]
    return len(own) == 1 and own[0].width == columns > 1


def _is_headless(cells: Sequence[RawCell], row: int) -> bool:
    own = [cell for cell in cells if cell.row == row]
    if not own or any(is_figure(cell.text) for cell in own):
        return False
    has_label = any(cell.column == 0 and cell.text.strip() for cell in own)
    below = [cell for cell in cells if cell.row > row]
    return not has_label and any(is_figure(cell.text) for cell in below)
