"""One document from its file to sorted lines of N-Quads, and many of them side by side.

A document that cannot be read does not keep the others from being built.
"""

import logging
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.constraints import check_constraints
from kg.corrections.apply import correct
from kg.corrections.entities import Found
from kg.corrections.file import Corrections, Numbered
from kg.corrections.names import find_entities
from kg.corrections.provenance import describe_corrections
from kg.facts import Facts
from kg.quads import to_quads
from kg.read import read_document
from kg.soundness import describe_first
from kg.statement import Quad, write_lines
from kg.structure import check_quads
from ontology.errors import AmoError, InvalidGraph, InvalidSource

SMALL = 2_000_000
"""Bytes of sources that one process builds sooner than several start."""
_FASTEST = 1
_BATCH = 64
"""Documents a process that are under way at a time."""
_SHOWN = 3
"""Documents that a message names."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to look at; an entry of issues.jsonl."""

    stage: str
    """read, mention, relate, check, or build where it is not known."""
    document: str
    start: int | None
    """Place in the stored text; None where it is the whole document."""
    end: int | None
    kind: str
    """doubt, or the kind of a failure."""
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was found in a document: its id, its source and counts of distinct things."""

    id: str
    source: str
    """Name of the file."""
    sha256: str
    title: str
    sentences: int
    actors: int
    initiatives: int
    participations: int
    observations: int
    recognitions: int


@dataclass(frozen=True, slots=True)
class Built:
    """A document that was built."""

    summary: Summary
    text: str
    """The stored text."""
    lines: bytes
    """Its quads as lines of N-Quads, compressed by zlib."""
    issues: tuple[Issue, ...]
    found: Found
    """What the corrections met in it."""
    names: frozenset[str] = frozenset()
    """Of all actors and initiatives, before correction."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be built."""

    id: str
    kind: str
    """unreadable, invalid (its quads break the model), or fault (of the program)."""
    message: str
    """One line: which file, why, what to do."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The failure as an entry of issues.jsonl."""
        stage = {"unreadable": "read", "invalid": "check"}.get(self.kind, "build")
        return (Issue(stage, self.id, None, None, self.kind, self.message),)


def build_documents(
    sources: Sequence[Path], jobs: int | None = None, corrections: Corrections | None = None
) -> Iterator[Built | Failed]:
    """The documents in the order of their sources.

    `jobs` is the number of processes; None chooses by the size of the sources. Raises InvalidRule
    or InvalidVocabulary when a file of the project is broken, InvalidCorrection when a correction
    cannot be carried out, AmoError when a process dies.
    """
    mended = corrections or Corrections()
    jobs = jobs or choose_jobs(sources)
    if jobs == 1:
        for source in sources:
            yield build_document(source, mended.of(source.stem))
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - seldom needed
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    with ProcessPoolExecutor(jobs) as pool:
        for first in range(0, len(sources), jobs * _BATCH):
            batch = sources[first : first + jobs * _BATCH]
            try:
                yield from pool.map(build_document, batch, [mended.of(s.stem) for s in batch])
            except BrokenProcessPool as error:
                raise AmoError(
                    f"a process died while building {batch[0].name} … {batch[-1].name} (out of"
                    " memory?): try --jobs 1"
                ) from error


def choose_jobs(sources: Sequence[Path]) -> int:
    """One process for little, one for each processor for much."""
    size = sum(source.stat().st_size for source in sources if source.is_file())
    return 1 if size < SMALL else min(len(sources), os.cpu_count() or 1)


def build_document(path: Path, corrections: Sequence[Numbered] = ()) -> Built | Failed:
    """Read a file, find its facts, correct them and write them as quads."""
    from kg.relate.reading import read_facts  # noqa: PLC0415 - loads rules and lexicons

    where = _plain(str(path))
    try:
        as_read = read_facts(read_document(path))
        refuse_undated(as_read)
        corrected = correct(as_read, corrections)
        facts = corrected.facts
        quads = sorted({*to_quads(facts), *describe_corrections(corrected)})
        check(facts, quads)
    except InvalidSource as error:
        message = _one_line(error)
        is_named = f"{_plain(path.stem)}." in message  # the file or its sidecar
        return Failed(path.stem, "unreadable", message if is_named else f"{where}: {message}")
    except InvalidGraph as error:
        return Failed(path.stem, "invalid", f"{where}: {_one_line(error)}")
    except AmoError:
        raise
    except Exception as error:
        log.debug("%s", path, exc_info=True)
        cause = _one_line(f"{type(error).__name__}: {error}")
        return Failed(path.stem, "fault", f"{where}: a fault of AMO, please report it ({cause})")
    lines = "\n".join(write_lines(quads)).encode()
    return Built(
        summarise(facts, path.name),
        facts.document.text,
        zlib.compress(lines, _FASTEST),
        tuple(find_issues(facts)),
        corrected.found,
        frozenset(entity.name for entity in find_entities(as_read)),
    )


def refuse_undated(facts: Facts) -> None:
    """Raise InvalidSource when figures have no period, as no year stands in the document."""
    if bare := sum(not figure.period for figure in facts.observations):
        raise InvalidSource(
            f"{facts.document.id}: names no year, so that {bare} figures have no period; write it"
            f" into {facts.document.id}.yml beside it (period: 2024)"
        )


def check(facts: Facts, quads: Sequence[Quad]) -> None:
    """Raise InvalidGraph when the quads of a document break the model, its structure or shapes."""
    texts = {facts.document.id: facts.document.text}
    if findings := (*check_quads(quads, texts), *check_constraints(quads)):
        raise InvalidGraph(describe_first(findings))


def refuse_invalid(failures: Iterable[Failed]) -> None:
    """Raise InvalidGraph when a document broke the model: a broken extractor publishes nothing."""
    broken = [failed.message for failed in failures if failed.kind == "invalid"]
    if broken:
        shown = "\n".join(broken[:_SHOWN])
        raise InvalidGraph(f"未发布 nothing was published, {len(broken)} 份 documents: {shown}")


def _plain(name: str) -> str:
    """A name as it can be printed on one line."""
    return name if name.isprintable() else repr(name)[1:-1]


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def summarise(facts: Facts, source: str) -> Summary:
    """Counts of distinct things in a document."""
    actors = {actor for mention in facts.actors for actor in mention.actors}
    return Summary(
        id=facts.document.id,
        source=source,
        sha256=facts.document.sha256,
        title=facts.context.title,
        sentences=len(facts.document.sentences),
        actors=len(actors | {each.actor for each in facts.participations}),
        initiatives=len({mention.initiative for mention in facts.initiatives}),
        participations=len({(p.actor, p.role, p.initiative) for p in facts.participations}),
        observations=len(facts.observations),
        recognitions=len(facts.recognitions),
    )


def find_issues(facts: Facts) -> Iterator[Issue]:
    """What rules were unsure of, in the order of the text."""
    document = facts.document
    doubts = [("mention", m.begin, m.end, m.doubt) for m in facts.actors]
    doubts += [("mention", m.begin, m.end, m.doubt) for m in facts.initiatives]
    doubts += [("relate", f.begin, f.end, f.doubt) for f in facts.observations]
    doubts += [("relate", f.begin, f.end, f.doubt) for f in facts.recognitions]
    for part in facts.participations:
        sentence = document.sentences[part.sentence]
        doubts.append(("relate", sentence.begin, sentence.end, part.doubt))
    for stage, begin, end, doubt in sorted(set(doubts), key=lambda each: (each[1:], each[0])):
        if doubt:
            yield Issue(stage, document.id, *document.span(begin, end), "doubt", doubt)
