"""A source file → `Document`: the first arrow of the flow.

The id of a document is its file name without the ending. Any name that a file can have will do,
Chinese, blanks and quotes too, if it is printable: what an IRI cannot hold is percent-encoded where
the IRI is made. Two files with the same id are both refused: neither is more right than the other.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from kg.read.document import Document, Metadata
from kg.read.draft import Draft
from kg.read.layout import find_blocks
from kg.read.outline import outline
from kg.read.tables import make_table
from kg.read.view import make_view
from ontology.errors import InvalidSource

Format = Literal["txt", "html", "docx", "pdf"]

SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes. The longest report known is under a tenth of it; what is larger holds scanned pictures."""

_FORMATS: dict[str, Format] = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_SIDECARS = frozenset({".yml", ".yaml"})
CORRECTIONS = "corrections.yml"
"""What people mend of the extraction: no sidecar of a report."""
_OTHER_DOCUMENTS = frozenset({".doc", ".wps", ".rtf", ".odt", ".ofd"})


def find_sources(corpus: Path) -> tuple[Path, ...]:
    """Return the documents of a corpus folder, sorted by name; hidden files are left out.

    Documents of a format that cannot be read and sidecars of no document are among them, so that
    the failure is reported.
    Raises InvalidSource if there is no such folder or no document in it.
    """
    try:
        paths = sorted(corpus.iterdir())
    except OSError as error:
        raise InvalidSource(
            f"{corpus}: is no folder that can be read ({error.strerror}); name a folder of reports"
        ) from error
    known = _FORMATS.keys() | _OTHER_DOCUMENTS
    found = tuple(
        path
        for path in paths
        if path.suffix.lower() in known and not path.name.startswith((".", "~$"))
    )
    stems = {path.stem for path in found}
    lonely = (
        path
        for path in paths
        if path.suffix.lower() in _SIDECARS
        and not path.name.startswith(".")
        and path.name != CORRECTIONS
        and not (path.suffix == ".yml" and path.stem in stems)
    )
    if not found:
        raise InvalidSource(f"{corpus}: holds no report; put txt, html, docx or pdf files there")
    return tuple(sorted((*found, *lonely)))


def read_document(path: Path) -> Document:
    """Return the document that a file holds, with the metadata of its sidecar.

    Raises InvalidSource: one line that says which file, what is wrong and what to do.
    """
    if path.suffix.lower() in _SIDECARS:
        raise InvalidSource(
            f"{path}: is a sidecar without its report; name it as the report, with the ending .yml"
        )
    identity = _identify(path)
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise InvalidSource(
            f"{path}: {path.suffix or 'no ending'} is no format that is read; save it as docx"
        )
    raw = _read(path)
    metadata = _metadata(path)
    draft = _reader(kind)(raw, str(path))
    view, origin = make_view(draft.text)
    if not view:
        raise InvalidSource(f"{path}: holds no text; remove it or save it anew")
    parts = outline(view, find_blocks(draft, view, origin), origin)
    tables = (
        make_table(grid, view, origin, rows, caption)
        for grid, rows, caption in zip(draft.grids, parts.rows, parts.captions, strict=True)
    )
    return Document(
        id=identity,
        format=kind,
        sha256=hashlib.sha256(raw).hexdigest(),
        metadata=metadata,
        text=draft.text,
        view=view,
        origin=origin,
        sentences=tuple(parts.sentences),
        tables=tuple(tables),
    )


def _metadata(path: Path) -> Metadata:
    sidecar = path.with_suffix(".yml")
    if not sidecar.exists():
        return Metadata()
    if sidecar.name == CORRECTIONS:
        raise InvalidSource(
            f"{path}: has the name of {CORRECTIONS}, the file of corrections; rename the report"
        )
    from kg.read.sidecar import read_sidecar  # noqa: PLC0415 - imported when one is there

    return read_sidecar(sidecar)


def _reader(kind: Format) -> Callable[[bytes, str], Draft]:
    """The reader of a format; its library is imported when the format is met."""
    if kind == "html":
        from kg.read.html import read_html  # noqa: PLC0415

        return read_html
    if kind == "docx":
        from kg.read.docx import read_docx  # noqa: PLC0415

        return read_docx
    if kind == "pdf":
        from kg.read.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    from kg.read.plain import read_plain  # noqa: PLC0415

    return read_plain


def _identify(path: Path) -> str:
    identity = path.stem
    if not identity.isprintable() or not identity.strip(". "):
        raise InvalidSource(
            f"{str(path)!r}: its name holds signs that cannot be printed; rename the file"
        )
    twins = sorted(
        other.name
        for ending in _FORMATS
        for other in (path.with_suffix(ending), path.with_suffix(ending.upper()))
        if other.name != path.name and other.exists() and not _is_same(path, other)
    )
    if twins:
        raise InvalidSource(
            f"{path}: has the same id as {twins[0]}; rename one of the two or remove it"
        )
    return identity


def _is_same(path: Path, other: Path) -> bool:
    """One file under two spellings, as file systems that ignore case show it."""
    return path.exists() and path.samefile(other) and path.name.lower() == other.name.lower()


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InvalidSource(f"{path}: is a folder, not a file; rename it or move it away")
        if not stat.S_ISREG(status.st_mode):
            raise InvalidSource(f"{path}: is not a regular file; put a copy of the document there")
        if status.st_size > SIZE_LIMIT:
            raise InvalidSource(
                f"{path}: has {status.st_size >> 20} MB, the limit is {SIZE_LIMIT >> 20} MB; "
                "split it or remove its pictures"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidSource(
            f"{path}: cannot be read ({error.strerror or os.strerror(error.errno or 0)}); "
            "check that it is there and may be read"
        ) from error
    if not raw.strip():
        raise InvalidSource(f"{path}: is empty; remove it or save it anew")
    return raw
