"""Where a place lies: spans asked in logarithmic time, so that long sentences stay quick."""

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """The outermost of some spans, in order of place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for begin, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if not self._spans or end > self._spans[-1][1]:
                self._spans.append((begin, end))
        self._begins = [begin for begin, _ in self._spans]

    def around(self, place: int) -> Span | None:
        """The span that holds a place."""
        at = bisect_right(self._begins, place) - 1
        held = at >= 0 and self._spans[at][0] <= place < self._spans[at][1]
        return self._spans[at] if held else None
