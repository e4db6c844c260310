"""The facts as they were read, nothing derived, in a store that a build hands on to the next.

It lies in `kept/store/`; a seal beside it holds the hash of each of its files and of the graph that
was made from it, so that it is believed only as it was left. The next build shares what is on disk
of it, takes away what no document says any more, adds what is new, and derives from it.
"""

import os
import shutil
from pathlib import Path
from typing import Final

import msgspec

from kg import kept
from kg.patch import hash_file
from kg.store import OxigraphStore, open_store
from ontology.errors import InvalidGraph

_FOLDER: Final = Path(kept.FOLDER, "store")
_SHARED: Final = ".sst"
"""Files that Oxigraph never changes once they are written."""
_PASSING: Final = ("LOG", "LOCK")


class _Seal(msgspec.Struct, frozen=True):
    graph: str
    files: dict[str, str]


def base_folder(build: Path) -> Path:
    """Where the store of a build lies; the folder around it is made."""
    folder = build / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "facts"


def seal_base(build: Path, graph: str) -> None:
    """Write down the files of the store, which nobody may have open any more."""
    seal = _Seal(graph, _hash_files(base_folder(build)))
    (build / _FOLDER / "seal.json").write_bytes(msgspec.json.encode(seal, order="sorted"))


def inherit_base(last: Path, new: Path, graph: str) -> OxigraphStore | None:
    """The store of the last build, for the new one; None where it is not as it was left."""
    source, target = last / _FOLDER / "facts", base_folder(new)
    try:
        seal = msgspec.json.decode((last / _FOLDER / "seal.json").read_bytes(), type=_Seal)
        if seal != _Seal(graph, _hash_files(source)):
            return None
        target.mkdir()
        for path in _files(source):
            _share(path, target / path.name)
        return open_store(target)
    except (OSError, msgspec.MsgspecError, InvalidGraph):
        shutil.rmtree(target, ignore_errors=True)
        return None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(_PASSING))


def _hash_files(folder: Path) -> dict[str, str]:
    return {path.name: hash_file(path) for path in _files(folder)}


def _share(path: Path, target: Path) -> None:
    if path.suffix == _SHARED:
        try:
            os.link(path, target)
        except OSError:
            pass  # another file system, or one without links
        else:
            return
    shutil.copyfile(path, target)
