"""What a build keeps of each document, for the next one: all that reading it came to.

`kept/ID.z` holds it, packed; its hash stands in the manifest, beside the hashes of what it was made
of. It is believed when the document, its sidecar, its corrections, the rules, the vocabulary and
the program have those hashes still, and the file has the one that is told of it.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from kg.build import Built, Failed, Issue, Summary, build_document, build_documents
from kg.corrections.entities import Found
from kg.corrections.file import Corrections, Numbered, find_touching
from kg.manifest import Manifest, Source, describe_source, hash_corrections, read_manifest
from kg.patch import hash_file
from ontology.errors import InvalidGraph

FOLDER: Final = "kept"


class _Packed(msgspec.Struct, frozen=True):
    """A built document as it is kept."""

    summary: Summary
    text: bytes
    lines: bytes
    """Compressed, as in `Built`."""
    issues: tuple[Issue, ...]
    found: Found
    """Entries are told by their place among those that can have an effect on the document."""
    names: list[str]
    """Of all that was read in it, before correction; sorted."""


def pack(built: Built, entries: Sequence[Numbered]) -> bytes:
    """A built document as the bytes that are kept; `entries` are the corrections of it."""
    places = {entry.number: place for place, entry in enumerate(entries)}
    text = built.text.encode("utf-8", "surrogatepass")
    found = built.found.renumber(places)
    names = sorted(built.names)
    packed = _Packed(built.summary, text, built.lines, built.issues, found, names)
    return msgspec.msgpack.encode(packed, order="deterministic")


def unpack(raw: bytes, entries: Sequence[Numbered]) -> Built:
    """The built document that was packed; `entries` say what those did with which it was."""
    packed = msgspec.msgpack.decode(raw, type=_Packed)
    found = packed.found.renumber({place: each.number for place, each in enumerate(entries)})
    text = packed.text.decode("utf-8", "surrogatepass")
    names = frozenset(packed.names)
    return Built(packed.summary, text, packed.lines, packed.issues, found, names)


def read_lines(folder: Path, id_: str) -> list[bytes]:
    """The quads of a document, sorted lines of N-Quads, from what a build keeps of it."""
    return unpack_lines((folder / FOLDER / f"{id_}.z").read_bytes())


def unpack_lines(raw: bytes) -> list[bytes]:
    """The quads of a document that was packed, sorted lines of N-Quads."""
    lines = zlib.decompress(msgspec.msgpack.decode(raw, type=_Packed).lines)
    return lines.split(b"\n")


@dataclass(frozen=True, slots=True)
class Taken:
    """A document as a build takes it in."""

    result: Built | Failed
    source: Source
    """What the manifest says of it."""
    packed: bytes = b""
    """What is kept of it; nothing where it was not built."""
    is_reused: bool = False


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The build before this one, as far as it can be believed."""

    folder: Path
    manifest: Manifest
    concludes: bool
    """Whether it derived as the program derives now."""

    def knows(self, id_: str, source: Source, entries: Sequence[Numbered]) -> bool:
        """Whether it has read the very same document, with the same effect of corrections."""
        known = self.manifest.documents.get(id_)
        if known is None or msgspec.structs.replace(known, kept="", corrections="") != source:
            return False
        return known.corrections == hash_corrections(self._find_touching(id_, entries))

    def _find_touching(self, id_: str, entries: Sequence[Numbered]) -> Sequence[Numbered]:
        """Those of the entries that can have an effect on a document that it knows."""
        packed = self.read(id_) if entries else None
        if packed is None:
            return entries
        return find_touching(entries, set(msgspec.msgpack.decode(packed, type=_Packed).names))

    def has_graph(self) -> bool:
        """Whether its dump is there, as it was written."""
        path = self.folder / "graph.nq"
        return path.is_file() and hash_file(path) == self.manifest.graph

    def take(self, id_: str, entries: Sequence[Numbered]) -> Taken | None:
        """A document that it knows; None where what is kept of it is lost or damaged."""
        packed = self.read(id_)
        if packed is None:
            return None
        built = unpack(packed, self._find_touching(id_, entries))
        return Taken(built, self.manifest.documents[id_], packed, is_reused=True)

    def read(self, id_: str) -> bytes | None:
        """What is kept of a document; None where it is lost or damaged."""
        try:
            packed = (self.folder / FOLDER / f"{id_}.z").read_bytes()
        except OSError:
            return None
        return packed if sha256(packed).hexdigest() == self.manifest.documents[id_].kept else None


def find_last(folder: Path, program: Manifest) -> LastBuild | None:
    """The build in a folder; None where there is none that read as the program reads now."""
    try:
        manifest = read_manifest(folder)
    except InvalidGraph:
        return None
    if not manifest.reads_like(program):
        return None
    return LastBuild(folder, manifest, manifest.concludes_like(program))


def take_documents(
    sources: Sequence[Path], jobs: int | None, corrections: Corrections, last: LastBuild | None
) -> Iterator[Taken]:
    """The documents in the order of their sources, those that the last build knows from there.

    Raises what `build_documents` raises.
    """
    now = {path: describe_source(path) for path in sources}
    stems = Counter(path.stem for path in sources)
    known = {
        path
        for path, source in now.items()
        if last and source and stems[path.stem] == 1
        if last.knows(path.stem, source, corrections.of(path.stem))
    }
    built = build_documents([path for path in sources if path not in known], jobs, corrections)
    for path in sources:
        entries = corrections.of(path.stem)
        taken = last.take(path.stem, entries) if last and path in known else None
        if taken is None:
            result = build_document(path, entries) if path in known else next(built)
            taken = _keep(result, path, entries, now[path])
        yield taken


def _keep(
    result: Built | Failed, path: Path, entries: Sequence[Numbered], before: Source | None
) -> Taken:
    """A document that was built; what is kept is not believed where its files changed meanwhile."""
    source = Source(path.name, "" if isinstance(result, Failed) else result.summary.sha256)
    if isinstance(result, Failed):
        return Taken(result, source)
    touching = find_touching(entries, result.names)
    if not result.found.numbers <= {entry.number for entry in touching}:
        touching = tuple(entries)
    packed = pack(result, touching)
    after = describe_source(path)
    if after is not None and after == before and after.sha256 == source.sha256:
        source = msgspec.structs.replace(
            after, corrections=hash_corrections(touching), kept=sha256(packed).hexdigest()
        )
    return Taken(result, source, packed)
