"""Stretches that rules take whole: titles in 《》, names in “”, remarks in （）."""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Literal

from kg.frozen import value

AtomKind = Literal["title", "quote", "remark"]
OPENING: dict[str, AtomKind] = {"《": "title", "“": "quote", "（": "remark"}
CLOSING = {"《": "》", "“": "”", "（": "）"}
_MARKS = re.compile("[《》“”（）]")
LONGEST = 120
"""Characters; an opening mark that is not closed by then is taken as a slip of the pen."""


@value
class Atom:
    """An outermost bracketed stretch, marks included, in view offsets."""

    begin: int
    end: int
    kind: AtomKind

    @property
    def span(self) -> tuple[int, int]:
        """The range with the marks."""
        return self.begin, self.end

    @property
    def inner(self) -> tuple[int, int]:
        """The range between the marks."""
        return self.begin + 1, self.end - 1


def find_atoms(view: str) -> tuple[Atom, ...]:
    """The outermost atoms of a view in order; what stands inside one belongs to it."""
    found: list[Atom] = []
    opened = -1
    mark = ""
    depth = 0
    for match in _MARKS.finditer(view):
        char, at = match.group(), match.start()
        if opened >= 0 and at - opened > LONGEST:
            opened = -1
        if opened < 0:
            if char in OPENING:
                opened, mark, depth = at, char, 1
        elif char == mark:
            depth += 1
        elif char == CLOSING[mark]:
            depth -= 1
            if depth == 0:
                found.append(Atom(opened, at + 1, OPENING[mark]))
                opened = -1
    return tuple(found)


class Atoms:
    """The atoms of a view, to ask where a place lies."""

    def __init__(self, view: str) -> None:
        self.all = find_atoms(view)
        self._begins = [atom.begin for atom in self.all]
        held = {place: atom for atom in self.all for place in range(atom.begin, atom.end)}
        self.around: Callable[[int], Atom | None] = held.get
        """The atom that holds the character at a place, marks included."""

    def within(self, begin: int, end: int) -> tuple[Atom, ...]:
        """The atoms that begin in [begin, end), in order."""
        first = bisect_left(self._begins, begin)
        return self.all[first : bisect_left(self._begins, end, first)]
