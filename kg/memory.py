"""What a build keeps of the whole graph for the next one: who says what, and what was compared.

`kept/store/memory.z` holds it, packed and sorted; the seal of the store (`kg.seal`) has its hash.
"""

import zlib
from pathlib import Path
from typing import Final

import msgspec

from kg import kept

FILE: Final = Path(kept.FOLDER, "store", "memory.z")
_FASTEST: Final = 1


class Memory(msgspec.Struct, frozen=True):
    """What the whole graph would have to be read for again."""

    said: dict[str, int] = {}
    """Of each quad of the reference graph, a line of N-Quads, how many documents state it."""
    judged: dict[str, bool] = {}
    """Of two sentences, their IRIs with a space between, whether one repeats the other."""


def read_memory(build: Path) -> Memory:
    """The memory of a build whose seal is whole."""
    return msgspec.msgpack.decode(zlib.decompress((build / FILE).read_bytes()), type=Memory)


def write_memory(build: Path, memory: Memory) -> None:
    """Write the memory into the folder of a build."""
    raw = msgspec.msgpack.encode(memory, order="deterministic")
    (build / FILE).parent.mkdir(exist_ok=True)
    (build / FILE).write_bytes(zlib.compress(raw, _FASTEST))
