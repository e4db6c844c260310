"""A dump of a graph, sorted lines of N-Quads, read where it is asked; what differs between two.

Nothing is loaded: a subject is found by halving, and stretches that are equal are passed over.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.patch import Bytes, find_line
from kg.statement import read_literal
from ontology import terms as t

_STRETCH = 1 << 12


class Statement(NamedTuple):
    """A statement about a subject, IRIs in the brackets of N-Quads where they are objects."""

    predicate: str
    object: str
    graph: str

    @property
    def document(self) -> str:
        """The document whose sentence says so, as it stands in IRIs; "" where none does."""
        if not self.graph.startswith(t.EVIDENCE_BASE):
            return ""
        return self.graph.removeprefix(t.EVIDENCE_BASE).partition("/")[0]


class Dump:
    """A graph on disk."""

    def __init__(self, lines: Bytes) -> None:
        self._lines = lines
        self._names: dict[str, str] = {}

    def about(self, node: str) -> list[Statement]:
        """All statements about a node."""
        mark = f"<{node}> ".encode()
        found = []
        place = find_line(self._lines, mark)
        while self._lines[place : place + len(mark)] == mark:
            end = self._lines.find(b"\n", place)
            found.append(_read(self._lines[place + len(mark) : end].decode()))
            place = end + 1
        return found

    def name(self, node: str) -> str:
        """The Chinese name of a node, or its IRI, shortened, where it has none."""
        if node not in self._names:
            labels = (s.object for s in self.about(node) if s.predicate == t.PREF_LABEL)
            chinese = sorted(read_literal(each) for each in labels if each.endswith("@zh"))
            self._names[node] = chinese[0] if chinese else node.replace(t.ID, "id:")
        return self._names[node]

    def text(self, evidence: str) -> str:
        """The words of a sentence; "" where there is none."""
        texts = (s.object for s in self.about(evidence) if s.predicate == t.TEXT)
        return next(map(read_literal, texts), "")


def find_changed_subjects(one: Bytes, other: Bytes) -> set[str]:
    """The subjects of which one dump states something that the other does not."""
    return {line[1 : line.index(b">")].decode() for line in _find_differences(one, other)}


def _find_differences(one: Bytes, other: Bytes) -> Iterator[bytes]:
    """The lines that only one of two sorted dumps has."""
    here, there = 0, 0
    while here < len(one) or there < len(other):
        line, its_twin = _line(one, here), _line(other, there)
        if line == its_twin:
            passed = len(line) + _equal(one, here + len(line), other, there + len(line))
            here, there = here + passed, there + passed
        elif its_twin == b"" or b"" != line < its_twin:
            yield line
            here += len(line)
        else:
            yield its_twin
            there += len(its_twin)


def _line(lines: Bytes, begin: int) -> bytes:
    """The line at an offset with its line end; b"" at the end of all."""
    return lines[begin : lines.find(b"\n", begin) + 1]


def _equal(one: Bytes, here: int, other: Bytes, there: int) -> int:
    """How many bytes from here and there on are equal: whole stretches, cut to whole lines."""
    most = min(len(one) - here, len(other) - there) - _STRETCH
    length = 0
    while length <= most and (
        one[here + length : here + length + _STRETCH]
        == other[there + length : there + length + _STRETCH]
    ):
        length += _STRETCH
    return max(0, one.rfind(b"\n", here, here + length) + 1 - here)


def _read(rest: str) -> Statement:
    """What follows the subject of a line: <p> o <g> ."""
    predicate, _, rest = rest.partition(" ")
    value, _, graph = rest.removesuffix(" .").rpartition(" ")
    return Statement(predicate[1:-1], value, graph[1:-1])
