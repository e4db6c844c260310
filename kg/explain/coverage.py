"""Of each document what gave facts and what did not, with the reasons and the shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evidence import quote
from kg.explain.gap import Gap, Share
from kg.explain.links import cover_links
from kg.explain.names import cover_names
from kg.explain.numbers import cover_figures
from kg.explain.reasons import Kind
from kg.read import find_sources, read_document
from kg.relate.reading import Reading, read_closely
from kg.show import find_source
from ontology.errors import InvalidSource

KINDS: tuple[Kind, ...] = ("links", "figures", "names")


@dataclass(frozen=True, slots=True)
class Absence:
    """A gap as it is told: with its sentence and its place in the stored text."""

    document: str
    kind: Kind
    start: int
    end: int
    form: str
    reason: str
    excluded: bool
    zh: str
    en: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Count:
    """How much of one kind a document covers."""

    covered: int
    open: int
    excluded: int
    share: float | None
    """Covered of covered and open, to four places; None where there are none."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a document covers of the three kinds, and what it does not."""

    document: str
    title: str
    counts: dict[Kind, Count]
    absences: tuple[Absence, ...]
    """By kind, then in order of the text."""


def cover_corpus(corpus: Path, document: str = "") -> Iterator[Coverage]:
    """The coverage of each document of a folder, or of the one that is asked for.

    Raises InvalidSource when one cannot be read, or the folder is a build.
    """
    if (corpus / "graph.nq").exists():
        raise InvalidSource(f"{corpus}: is a build; give the folder of reports that it was made of")
    sources = (find_source(corpus, document),) if document else find_sources(corpus)
    for source in sources:
        yield cover(read_closely(read_document(source)))


def cover(reading: Reading) -> Coverage:
    """The coverage of a document that was read."""
    shares: dict[Kind, Share] = {
        "links": cover_links(reading),
        "figures": cover_figures(reading),
        "names": cover_names(reading),
    }
    facts = reading.facts
    return Coverage(
        facts.document.id,
        facts.context.title,
        {kind: _count(share) for kind, share in shares.items()},
        tuple(_tell(reading, gap) for kind in KINDS for gap in shares[kind].gaps),
    )


def _count(share: Share) -> Count:
    ratio = None if share.share is None else round(share.share, 4)
    return Count(share.covered, share.open, share.excluded, ratio)


def _tell(reading: Reading, gap: Gap) -> Absence:
    document = reading.facts.document
    sentence = document.sentences[gap.sentence]
    reason = gap.because
    return Absence(
        document.id,
        gap.kind,
        *document.span(gap.begin, gap.end),
        gap.form,
        reason.id,
        reason.excluded,
        reason.zh,
        reason.en,
        quote(document, *document.span(sentence.begin, sentence.end)),
    )
