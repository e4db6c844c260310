"""Showing the graph: rows → networks → measures → pages, written beside the build.

All pages lie in `views/` and need nothing but themselves: the folder can be copied, zipped or
published, and `index.html` opened from disk.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import InvalidGraph
from queries.pages import read_rows
from visualize import reference
from visualize.catalogue import compile_catalogue, document_id, page_name
from visualize.collaboration import write_collaboration
from visualize.overview import write_overview
from visualize.participation import write_participation
from visualize.reader import write_reader
from visualize.sentences import gather_sentences

if TYPE_CHECKING:
    from kg.store import View

FOLDER = "views"


def write_pages(build_dir: Path, view: "View") -> tuple[Path, ...]:
    """Write all pages into `views/` of a build; returns their paths, the index first.

    `documents/ID.txt` must be there. Raises InvalidGraph when the text of a document is missing.
    """
    rows = read_rows(view)
    catalogue = compile_catalogue(rows)
    folder = build_dir / FOLDER
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    paths = [
        _write(folder / "index.html", write_overview(rows, catalogue)),
        _write(folder / "collaboration.html", write_collaboration(rows, catalogue)),
        _write(folder / "initiatives.html", write_participation(rows, catalogue)),
        _write(folder / reference.NAME, reference.write_reference()),
    ]
    sentences = gather_sentences(rows)
    for document in catalogue.documents.values():
        stored = _read_text(build_dir, document.document)
        page = write_reader(document, stored, sentences.get(document.document, []), catalogue)
        paths.append(_write(folder / "documents" / page_name(document.document), page))
    return tuple(paths)


def _write(path: Path, page: str) -> Path:
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def _read_text(build_dir: Path, document: str) -> str:
    path = build_dir / "documents" / f"{document_id(document)}.txt"
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise InvalidGraph(f"{path}: the stored text is missing: run `amo build` again") from error
