"""The whole flow: a corpus becomes a graph, its store and, through `draw`, its pages.

source → document → facts → quads → store → derived → checked → pages. Documents are built apart
from each other, side by side where that pays, and what they state is sorted: the same corpus gives
the same bytes. The build takes the place of the last one only when all of it is written.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import msgspec

from kg.build import Built, Failed, Summary, refuse_invalid
from kg.corrections.entities import Found
from kg.corrections.file import Corrections, read_corrections
from kg.corrections.verdict import refuse_stale, refuse_unknown
from kg.graph import Graph, Standing, write_graph
from kg.kept import FOLDER as KEPT
from kg.kept import LastBuild, Taken, find_last, take_documents
from kg.manifest import Manifest, Source, describe_program, write_manifest
from kg.publish import replace_folder
from kg.read import find_sources
from kg.seal import seal_store
from kg.share import put_file
from kg.store import View
from ontology.errors import InvalidSource

Draw = Callable[[Path, View, Standing | None], tuple[Path, ...]]
"""Writes the pages into the folder of the build, or takes what stands; returns their paths."""
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
    reused: int = 0
    """Documents that the last build had read already."""


def build(
    corpus: Path, folder: Path, jobs: int | None, draw: Draw, tell: Tell, *, clean: bool = False
) -> Build:
    """Build the graph of a corpus into a folder: graph.nq, store/, documents/, pages, issues.jsonl.

    What the last build in the folder read, and nothing has changed of, is taken from there unless
    the build is to be clean; what comes of it is the same. Raises InvalidSource when no document
    can be read, InvalidGraph when the graph breaks the model, InvalidCorrection when
    corrections.yml is broken or matches nothing any more, AmoError when the folder cannot be
    written; the last build then stays.
    """
    sources = find_sources(corpus)
    corrections = read_corrections(corpus)
    refuse_unknown(corrections, (source.stem for source in sources))
    if corpus.resolve().is_relative_to(folder.resolve()):
        raise InvalidSource(f"{folder}: holds the corpus: give another folder with --out")
    program = describe_program()
    with replace_folder(folder) as new:
        last = None if clean else find_last(folder, program)
        taken = take_documents(sources, jobs, corrections, last)
        done = _take_in(taken, new, last, lambda each: tell(each, len(sources)))
        refuse_invalid(done.failures)
        if not done.documents:
            raise InvalidSource(f"{corpus}: no document could be read: nothing was built")
        refuse_stale(corrections, done.found, (failed.id for failed in done.failures))
        graph = write_graph(new, done.sources, last)
        pages = draw(new, graph.view, graph.standing)
        manifest = _describe(program, done, corrections, graph)
        digest, source = graph.sha256, graph.standing.folder if graph.standing else None
        del graph
        seal_store(new, digest, source)
        write_manifest(new, manifest)
    pages = tuple(folder / page.relative_to(new) for page in pages)
    documents, failures = tuple(done.documents), tuple(done.failures)
    entries = len(corrections.entries)
    return Build(folder, documents, failures, manifest.quads, pages, entries, done.reused)


@dataclass(slots=True)
class _Done:
    """What became of the documents."""

    documents: list[Summary] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    """What the manifest says of each."""
    found: Found = field(default_factory=Found)
    """What the corrections met."""
    reused: int = 0


def _take_in(
    taken: Iterator[Taken],
    new: Path,
    last: LastBuild | None,
    tell: Callable[[Summary | Failed], None],
) -> _Done:
    """Write of each document its text, its issues and what is kept of it."""
    done = _Done()
    (new / "documents").mkdir()
    (new / KEPT).mkdir()
    with (new / "issues.jsonl").open(
        "w", encoding="utf-8", errors="replace", newline="\n"
    ) as issues:
        for each in taken:
            result = each.result
            if isinstance(result, Failed):
                done.failures.append(result)
            else:
                _take(result, each, new, last.folder if last else None)
                _count(result, each, done)
            issues.writelines(
                json.dumps(asdict(issue), ensure_ascii=False) + "\n" for issue in result.issues
            )
            tell(result if isinstance(result, Failed) else result.summary)
    return done


def _take(built: Built, taken: Taken, new: Path, last: Path | None) -> None:
    """Write the files of a document; those of one that is not new are shared with the last."""
    text = built.text.encode("utf-8", errors="replace")
    for place, raw in (
        (Path("documents", f"{built.summary.id}.txt"), text),
        (Path(KEPT, f"{built.summary.id}.z"), taken.packed),
    ):
        put_file(new / place, raw, last / place if last and taken.is_reused else None)


def _count(built: Built, taken: Taken, done: _Done) -> None:
    id_ = built.summary.id
    done.documents.append(built.summary)
    done.sources[id_] = taken.source
    done.found.add(built.found)
    done.reused += taken.is_reused


def _describe(program: Manifest, done: _Done, corrections: Corrections, graph: Graph) -> Manifest:
    """The manifest of the whole build."""
    return msgspec.structs.replace(
        program,
        documents=done.sources,
        corrections=corrections.sha256,
        unread=tuple(sorted({_write_id(failed.id) for failed in done.failures})),
        graph=graph.sha256,
        quads=graph.quads,
    )


def _write_id(id_: str) -> str:
    """The id of what could not be read, however its file is called."""
    return id_.encode("utf-8", "backslashreplace").decode()
