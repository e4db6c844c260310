"""A sorted file of lines with some taken away and some put in: found by halving, the rest copied.

The cost is that of the lines that change and of copying bytes, whatever the number of lines.
"""

import mmap
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

from ontology.errors import InvalidGraph

_PIECE: Final = 1 << 24
Bytes = mmap.mmap | bytes


def patch_lines(
    source: Path, target: Path, gone: Collection[bytes], come: Collection[bytes]
) -> int:
    """Write the lines of a sorted file without those that are gone, with those that come.

    Returns by how many there are more. Raises InvalidGraph when one that is gone was not there.
    """
    added, at = 0, 0
    wanted = set(come)
    with map_file(source) as lines, target.open("wb") as out:
        for line in sorted({*gone, *wanted}):
            place = find_line(lines, line, at)
            _copy(lines, at, place, out.write)
            is_there = lines[place : place + len(line) + 1] == line + b"\n"
            at = place + (len(line) + 1 if is_there else 0)
            if line in wanted:
                out.write(line + b"\n")
                added += not is_there
            elif is_there:
                added -= 1
            else:
                raise InvalidGraph(f"{source}: lacks a line that was read: build with --clean")
        _copy(lines, at, len(lines), out.write)
    return added


@contextmanager
def map_file(path: Path) -> Iterator[Bytes]:
    """The bytes of a file, read as they are asked for."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            yield lines


def find_line(lines: Bytes, line: bytes, begin: int = 0) -> int:
    """The offset of the first line from `begin` on that does not sort before a line."""
    low, high = begin, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", low, middle) + 1 or low
        end = lines.find(b"\n", middle)
        end = len(lines) if end < 0 else end
        if lines[start:end] < line:
            low = end + 1
        else:
            high = start
    return low


def _copy(lines: Bytes, begin: int, end: int, write: Callable[[memoryview], object]) -> None:
    with memoryview(lines) as view:
        for start in range(begin, end, _PIECE):
            with view[start : min(start + _PIECE, end)] as piece:
                write(piece)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, sha256).hexdigest()
