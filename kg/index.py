"""Statements to look values up in: what constraints are checked on.

A node is written as N-Quads writes an object: <https://…>, "淄博市"@zh.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from kg.statement import Quad


class Statements(Protocol):
    """What constraints look at: the values of a property, and the subjects that have a value."""

    def values(self, node: str, term: str, /) -> Collection[str]:
        """The objects of the statements about a node, each once."""
        ...

    def subjects(self, term: str, node: str, /) -> Collection[str]:
        """The subjects of the statements with this object, each once."""
        ...


class Index:
    """Statements in memory."""

    __slots__ = ("_backward", "_forward", "_pairs")

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._pairs: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._forward: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._backward: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, term, value, _ in quads:
            self._pairs[term][f"<{subject}>", value] = None
        for term, pairs in self._pairs.items():
            for node, value in pairs:
                self._forward[node, term].append(value)
                self._backward[term, value].append(node)

    def values(self, node: str, term: str, /) -> Collection[str]:
        """The objects of the statements about a node."""
        return self._forward.get((node, term), ())

    def subjects(self, term: str, node: str, /) -> Collection[str]:
        """The subjects of the statements with this object."""
        return self._backward.get((term, node), ())

    def pairs(self, term: str) -> Iterable[tuple[str, str]]:
        """Subject and object of all statements with this term."""
        return self._pairs.get(term, ())
