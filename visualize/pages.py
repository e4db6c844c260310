"""Showing the graph: rows → networks → measures → pages, written beside the build.

All pages lie in `views/` and need nothing but themselves: the folder can be copied, zipped or
published, and `index.html` opened from disk.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import InvalidGraph
from queries.pages import PageRows, add_conclusions, join_rows, read_rows
from visualize import reference
from visualize.catalogue import Catalogue, compile_catalogue, document_id, page_name
from visualize.collaboration import write_collaboration
from visualize.layout import Drawings
from visualize.overview import write_overview
from visualize.participation import write_participation
from visualize.reader import write_reader
from visualize.sentences import Sentence, gather_sentences
from visualize.shelf import open_shelf

if TYPE_CHECKING:
    from kg.graph import Standing
    from kg.store import View

FOLDER = "views"
Write = Callable[[], str]
Put = Callable[[Path, Write, str], Path]
"""Puts what is written in its place; the last is the id of its document, "" for none."""
SentencesOf = Callable[[str], Mapping[str, list[Sentence]]]
"""By document, the sentences that the pages of one may show, given its id."""
_REFERENCE = Path(FOLDER, reference.NAME)


def write_pages(build_dir: Path, view: "View") -> tuple[Path, ...]:
    """Write all pages into `views/` beside a graph; returns their paths, the index first.

    `documents/ID.txt` must be there. Raises InvalidGraph when the text of a document is missing.
    """
    rows = read_rows(view)
    sentences = gather_sentences(rows)

    def put(place: Path, write: Write, _id: str = "") -> Path:
        return _write(build_dir / place, write())

    return _write_all(build_dir, rows, Drawings(), put, lambda _: sentences)


def draw_pages(build_dir: Path, view: "View", standing: "Standing | None") -> tuple[Path, ...]:
    """Write the same pages into a build; those that stand are taken from the last one.

    What the documents state is read from what the build keeps of each.
    """
    shelf = open_shelf(build_dir, standing)
    texts = sorted(path.stem for path in (build_dir / "documents").glob("*.txt"))
    parts = {id_: shelf.read_rows(id_) for id_ in texts}
    rows = add_conclusions(join_rows(list(parts.values())), view)
    drawings = shelf.find_drawings()
    paths = _write_all(
        build_dir, rows, drawings, shelf.put_page, lambda id_: gather_sentences(parts[id_])
    )
    shelf.close(drawings)
    return paths


def _write_all(
    build_dir: Path, rows: PageRows, drawings: Drawings, put: Put, sentences_of: SentencesOf
) -> tuple[Path, ...]:
    """Write the pages of the whole graph, and put those of the ontology and of each document."""
    catalogue = compile_catalogue(rows)
    (build_dir / FOLDER / "documents").mkdir(parents=True, exist_ok=True)
    paths = _write_networks(build_dir, rows, catalogue, drawings)
    paths.append(put(_REFERENCE, reference.write_reference, ""))
    for document in catalogue.documents:
        id_ = document_id(document)

        def write(document: str = document, id_: str = id_) -> str:
            return _write_document(build_dir, document, sentences_of(id_), catalogue)

        paths.append(put(_place(document), write, id_))
    return tuple(paths)


def _write_networks(
    build_dir: Path, rows: PageRows, catalogue: Catalogue, drawings: Drawings
) -> list[Path]:
    """The pages of the whole graph."""
    folder = build_dir / FOLDER
    return [
        _write(folder / "index.html", write_overview(rows, catalogue)),
        _write(folder / "collaboration.html", write_collaboration(rows, catalogue, drawings)),
        _write(folder / "initiatives.html", write_participation(rows, catalogue, drawings)),
    ]


def _write_document(
    build_dir: Path, document: str, sentences: Mapping[str, list[Sentence]], catalogue: Catalogue
) -> str:
    """The page of a document."""
    stored = _read_text(build_dir, document)
    row = catalogue.documents[document]
    return write_reader(row, stored, sentences.get(document, []), catalogue)


def _place(document: str) -> Path:
    """Where the page of a document lies in a build."""
    return Path(FOLDER, "documents", page_name(document))


def _write(path: Path, page: str) -> Path:
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def _read_text(build_dir: Path, document: str) -> str:
    path = build_dir / "documents" / f"{document_id(document)}.txt"
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise InvalidGraph(f"{path}: the stored text is missing: run `amo build` again") from error
