"""Sorted files of lines that never need to be in memory together: the graph as it is dumped."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

MOST_LINES = 250_000
"""Lines that are held before they are sorted and written."""


class SortedLines:
    """Takes lines in any order; `write` gives them sorted by code point, each once."""

    def __init__(self, folder: Path, most: int = MOST_LINES) -> None:
        self._folder = folder
        self._most = most
        self._lines: set[bytes] = set()
        self._chunks: list[Path] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, UTF-8 without line feeds."""
        self._lines.update(lines)
        if len(self._lines) >= self._most:
            self._spill()

    def chunks(self) -> tuple[Path, ...]:
        """Files of what was taken so far, each sorted; a line may stand in several."""
        if self._lines:
            self._spill()
        return tuple(self._chunks)

    def write(self, path: Path) -> int:
        """Write all lines to a file. Returns their number."""
        count = 0
        with ExitStack() as open_files, path.open("wb") as target:
            sources = [open_files.enter_context(chunk.open("rb")) for chunk in self.chunks()]
            for line in _each_once(heapq.merge(*sources)):
                target.write(line)
                count += 1
        return count

    def _spill(self) -> None:
        chunk = self._folder / f"{len(self._chunks):06}.nq"
        with chunk.open("wb") as target:
            target.writelines(line + b"\n" for line in sorted(self._lines))
        self._chunks.append(chunk)
        self._lines.clear()


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))
