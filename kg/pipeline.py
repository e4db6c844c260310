"""The whole flow: a corpus becomes a graph, its store and, through `draw`, its pages.

source → document → facts → quads → store → derived → checked → pages. Documents are built apart
from each other, side by side where that pays, and what they state is sorted: the same corpus gives
the same bytes. The build takes the place of the last one only when all of it is written.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.audit.describe import audit_rule, find_audit
from kg.build import Built, Failed, Summary, build_documents
from kg.corrections.entities import Found
from kg.corrections.file import Corrections, read_corrections
from kg.corrections.verdict import refuse_stale, refuse_unknown
from kg.derive import derive, load_rules
from kg.publish import MARK, replace_folder
from kg.read import find_sources
from kg.repeats import find_repeats, repeats_rule
from kg.sorting import SortedLines
from kg.store import View, create_store
from ontology.errors import InvalidSource

Draw = Callable[[Path, View], tuple[Path, ...]]
"""Writes the pages into the folder of the build; returns their paths."""
Tell = Callable[[Summary | Failed, int], None]
"""Is told of each document as it is done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to."""

    folder: Path
    documents: tuple[Summary, ...]
    failures: tuple[Failed, ...]
    quads: int
    pages: tuple[Path, ...]
    corrections: int = 0


def build(corpus: Path, folder: Path, jobs: int | None, draw: Draw, tell: Tell) -> Build:
    """Build the graph of a corpus into a folder: graph.nq, store/, documents/, pages, issues.jsonl.

    Raises InvalidSource when no document can be read, InvalidGraph when the graph breaks the model,
    InvalidCorrection when corrections.yml is broken or matches nothing any more, AmoError when the
    folder cannot be written; the last build then stays.
    """
    sources = find_sources(corpus)
    corrections = read_corrections(corpus)
    refuse_unknown(corrections, (source.stem for source in sources))
    if corpus.resolve().is_relative_to(folder.resolve()):
        raise InvalidSource(f"{folder}: holds the corpus: give another folder with --out")
    with replace_folder(folder) as new:
        with TemporaryDirectory(dir=new, prefix="sorting-") as scratch:
            lines = SortedLines(Path(scratch))
            documents, failures = _build_documents(sources, new, jobs, corrections, lines, tell)
            if not documents:
                raise InvalidSource(f"{corpus}: no document could be read: nothing was built")
            view = _fill_store(new / "store", lines)
            quads = lines.write(new / "graph.nq")
        pages = draw(new, view)
        del view
        _write_manifest(new / MARK, documents, corrections)
    pages = tuple(folder / page.relative_to(new) for page in pages)
    return Build(folder, documents, failures, quads, pages, len(corrections.entries))


def _build_documents(
    sources: tuple[Path, ...],
    new: Path,
    jobs: int | None,
    corrections: Corrections,
    lines: SortedLines,
    tell: Tell,
) -> tuple[tuple[Summary, ...], tuple[Failed, ...]]:
    """Take in the quads of each document; write its text and its issues.

    Raises InvalidCorrection when a correction matches nothing in any document.
    """
    documents: list[Summary] = []
    failures: list[Failed] = []
    found = Found()
    (new / "documents").mkdir()
    with (new / "issues.jsonl").open(
        "w", encoding="utf-8", errors="replace", newline="\n"
    ) as issues:
        for result in build_documents(sources, jobs, corrections):
            if isinstance(result, Built):
                found.add(result.found)
                documents.append(result.summary)
                lines.add(result.lines.split(b"\n"))
                text = new / "documents" / f"{result.summary.id}.txt"
                text.write_text(result.text, encoding="utf-8", errors="replace", newline="")
            else:
                failures.append(result)
            issues.writelines(
                json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in result.issues
            )
            tell(result.summary if isinstance(result, Built) else result, len(sources))
    refuse_stale(corrections, found, (failed.id for failed in failures))
    return tuple(documents), tuple(failures)


def _fill_store(folder: Path, lines: SortedLines) -> View:
    """Load what the documents state and what follows from it; the latter joins the lines."""
    store = create_store(folder)
    writer, view = store.writer(), store.view()
    for chunk in lines.chunks():
        writer.load(chunk)
    derived = [quad for quads in derive(view) for quad in quads]
    derived += find_repeats(view) + find_audit(view)
    writer.add(derived)
    lines.add(quad.line().encode() for quad in derived)
    writer.finish()
    return view


def _write_manifest(path: Path, documents: tuple[Summary, ...], corrections: Corrections) -> None:
    """What the build was made of: sources, corrections and derivation rules with their hashes."""
    sources = {each.id: {"source": each.source, "sha256": each.sha256} for each in documents}
    rules = {rule.name: rule.sha256 for rule in (*load_rules(), repeats_rule(), audit_rule())}
    manifest: dict[str, object] = {"documents": sources, "derivations": rules}
    if corrections.sha256:
        manifest["corrections"] = corrections.sha256
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
