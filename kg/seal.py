"""The store of a build and what goes with it, handed on to the next build under a seal.

`kept/store/seal.json` holds the hash of each file of `store/`, of the dump and of what is kept for
deriving, so that they are believed only as they were left. The next build shares what is on disk of
the store, takes away what is not true any more and adds what is new.
"""

import shutil
from pathlib import Path
from typing import Final

import msgspec

from kg import kept
from kg.memory import FILE
from kg.patch import hash_file
from kg.share import share_file
from kg.store import OxigraphStore, View, open_store, open_view
from ontology.errors import InvalidGraph

STORE: Final = "store"
_SEAL: Final = Path(kept.FOLDER, "store", "seal.json")
_SHARED: Final = ".sst"
"""Files that Oxigraph never changes once they are written."""
_PASSING: Final = ("LOG", "LOCK")


class _Seal(msgspec.Struct, frozen=True):
    graph: str
    memory: str
    files: dict[str, str]


def seal_store(build: Path, graph: str, last: Path | None) -> None:
    """Write down the files of the store, which nobody may have open any more.

    `last` is the build that the store was inherited from: what is the same file is not read again.
    """
    known = _read_seal(last) if last else None
    shared = known.files if known else {}
    files = {
        path.name: shared[path.name]
        if last and path.name in shared and _is_same(path, last / STORE / path.name)
        else hash_file(path)
        for path in _files(build / STORE)
    }
    (build / _SEAL).write_bytes(
        msgspec.json.encode(_Seal(graph, hash_file(build / FILE), files), order="sorted")
    )


def inherit_store(last: Path, new: Path, graph: str) -> tuple[View, OxigraphStore] | None:
    """The store of the last build, to be read, and the same for the new one, to be changed.

    None where it is not as it was left.
    """
    source, target = last / STORE, new / STORE
    try:
        files = {path.name: hash_file(path) for path in _files(source)}
        if _read_seal(last) != _Seal(graph, hash_file(last / FILE), files):
            return None
        target.mkdir()
        for path in _files(source):
            put = share_file if path.suffix == _SHARED else shutil.copyfile
            put(path, target / path.name)
        return open_view(source), open_store(target)
    except (OSError, InvalidGraph):
        shutil.rmtree(target, ignore_errors=True)
        return None


def _read_seal(build: Path) -> _Seal | None:
    try:
        return msgspec.json.decode((build / _SEAL).read_bytes(), type=_Seal)
    except (OSError, msgspec.MsgspecError):
        return None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_PASSING))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths are one file that never changes."""
    return path.suffix == _SHARED and other.exists() and path.samefile(other)
