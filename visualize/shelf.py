"""What the pages are made of and what they came to, kept for the next build.

`kept/pages/ID.rows` has the rows of what a document states, `kept/pages/drawings` the places of the
parts of the networks, `kept/pages/seal.json` the hash of each, of each page that may stand, and of
the program that made them. Nothing is believed that has another hash, or is of another program.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import msgspec

from kg.graph import Standing
from kg.kept import FOLDER, read_lines
from kg.share import put_file
from kg.store import create_store
from queries.pages import PageRows, read_stated
from visualize.layout import Drawings

_PAGES: Final = Path(FOLDER, "pages")
_SEAL: Final = _PAGES / "seal.json"
_DRAWINGS: Final = _PAGES / "drawings"


class _Seal(msgspec.Struct, frozen=True):
    program: str = ""
    rows: dict[str, str] = {}
    pages: dict[str, str] = {}
    drawings: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hands out what stands of the last build, and takes in what the next one may use."""

    build: Path
    last: Path | None
    seal: _Seal
    """Of the last build."""
    changed: frozenset[str]
    """Ids of documents whose rows do not stand."""
    shown: frozenset[str]
    """Ids of those whose pages do not."""
    rows: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def read_rows(self, id_: str) -> PageRows:
        """What a document states, as it stands or else from its quads."""
        place = _PAGES / f"{id_}.rows"
        raw = None if id_ in self.changed else self._find(place, self.seal.rows.get(id_))
        stands = raw is not None
        if raw is None:
            store = create_store()
            store.writer().add_lines(read_lines(self.build, id_))
            raw = msgspec.msgpack.encode(read_stated(store.view()))
        put_file(self.build / place, raw, self.last / place if self.last and stands else None)
        self.rows[id_] = _hash(raw)
        return msgspec.msgpack.decode(raw, type=PageRows)

    def put_page(self, place: Path, write: Callable[[], str], id_: str = "") -> Path:
        """Put the page of a document, or one of none, in its place: as it stands, or as written."""
        raw = (
            None if id_ in self.shown else self._find(place, self.seal.pages.get(place.as_posix()))
        )
        stands = raw is not None
        if raw is None:
            raw = write().encode()
        put_file(self.build / place, raw, self.last / place if self.last and stands else None)
        self.pages[place.as_posix()] = _hash(raw)
        return self.build / place

    def find_drawings(self) -> Drawings:
        """The parts of networks that were drawn for the last build."""
        raw = self._find(_DRAWINGS, self.seal.drawings)
        known = msgspec.msgpack.decode(raw, type=dict[str, bytes]) if raw else {}
        return Drawings(known)

    def close(self, drawings: Drawings) -> None:
        """Write down what the next build may use."""
        raw = msgspec.msgpack.encode(drawings.used, order="deterministic")
        (self.build / _DRAWINGS).write_bytes(raw)
        seal = _Seal(hash_program(), self.rows, self.pages, _hash(raw))
        (self.build / _SEAL).write_bytes(msgspec.json.encode(seal, order="sorted"))

    def _find(self, place: Path, digest: str | None) -> bytes | None:
        """A file of the last build, if it has this hash."""
        if self.last is None or digest is None:
            return None
        try:
            raw = (self.last / place).read_bytes()
        except OSError:
            return None
        return raw if _hash(raw) == digest else None


def open_shelf(build: Path, standing: Standing | None) -> Shelf:
    """The shelf of a build, beside which the last one may stand."""
    (build / _PAGES).mkdir(parents=True)
    none: frozenset[str] = frozenset()
    if standing is None:
        return Shelf(build, None, _Seal(), none, none)
    try:
        seal = msgspec.json.decode((standing.folder / _SEAL).read_bytes(), type=_Seal)
    except (OSError, msgspec.MsgspecError):
        seal = _Seal()
    known = seal if seal.program == hash_program() else _Seal()
    return Shelf(build, standing.folder, known, standing.changed, standing.shown)


@cache
def hash_program() -> str:
    """The hash of everything that makes pages of a graph."""
    whole = sha256()
    for package in ("queries", "visualize"):
        for name, raw in _walk(files(package), package):
            whole.update(f"{name}\n{_hash(raw)}\n".encode())
    return whole.hexdigest()


def _walk(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    """The files of a package with their names, sorted; none that are compiled."""
    found = []
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        place = f"{name}/{each.name}"
        if each.is_dir() and not each.name.startswith(("__", ".")):
            found += _walk(each, place)
        elif each.is_file() and not each.name.startswith("."):
            found.append((place, each.read_bytes()))
    return found


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()
