"""What the pages show, asked of the graph: one .rq under queries/pages for each kind of row.

The columns of a query are the fields of its row, in order. IRIs come without their base, be it of
individuals or of terms (`agency/370300/gong-an-ju`, `municipal`); what is left open is "". Rows are
sorted here, each once: in the store that takes longer than all the rest.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from ontology.errors import InvalidQuery
from ontology.terms import AMO, ID

if TYPE_CHECKING:
    from kg.store import Value, View

FOLDER = Path(__file__).with_name("pages")


class _Row(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A row: a value, ordered by its columns."""


class KindRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """An actor or initiative and its kind or type."""

    entity: str
    kind: str
    """agency, group, organisation, enterprise, person; mechanism, campaign, programme, policy,
    agreement, event, facility, case."""


class DescriptionRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """One thing that is said of an actor, initiative, region, organ type or unit."""

    entity: str
    attribute: str
    """name, form, region, level, organ, parent or date."""
    value: str


class DocumentRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """A source document and what is known of it."""

    document: str
    title: str
    publisher: str
    issued: str
    period: str
    source: str
    """Where it was published: an address as the sidecar has it, not checked."""


class ParticipationRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """A sentence says that an actor has a part in an initiative."""

    actor: str
    role: str
    """lead, partner, supervisor or participant."""
    initiative: str
    evidence: str


class CollaborationRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """Two actors work together through an initiative; each pair comes once, sorted."""

    actor: str
    partner: str
    initiative: str


class EvidenceRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """A sentence or a table row."""

    evidence: str
    document: str
    start: int
    end: int
    text: str
    section: str
    """Its headings, outermost first, joined by " > "."""


class MentionRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """A sentence names an entity, or carries it over."""

    evidence: str
    entity: str


class ObservationRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """A figure."""

    observation: str
    evidence: str
    metric: str
    """In the words of the text."""
    value: str
    """Decimal in base units; "" where only a magnitude is given."""
    value_text: str
    """As printed."""
    unit: str
    """Id of its unit."""
    bound: str
    statistic: str
    period: str
    region: str
    actor: str
    """Who did or reports it."""
    initiative: str
    """What it is an outcome of."""


class RecognitionRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """An honour, approval or status."""

    recognition: str
    evidence: str
    name: str
    recipient: str
    conferred_by: str
    date: str


class FindingRow(_Row, frozen=True, order=True, array_like=True, gc=False):
    """Figures that do not agree; a row for each sentence."""

    finding: str
    evidence: str
    severity: str
    """contradiction, roundingDifference or suspicious."""
    chinese: str
    english: str
    arithmetic: str
    chinese_note: str
    """What may have happened, or ""."""
    english_note: str


class PageRows(msgspec.Struct, frozen=True, array_like=True):
    """All rows that the pages are made of, each kind sorted."""

    documents: tuple[DocumentRow, ...] = ()
    kinds: tuple[KindRow, ...] = ()
    descriptions: tuple[DescriptionRow, ...] = ()
    participations: tuple[ParticipationRow, ...] = ()
    collaborations: tuple[CollaborationRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    recognitions: tuple[RecognitionRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()


Row = TypeVar("Row", bound=_Row)


def read_rows(view: "View") -> PageRows:
    """All rows of the pages, read from a view of the graph.

    Raises InvalidQuery when the columns of a query are not the fields of its row.
    """
    return add_conclusions(read_stated(view), view)


def read_stated(view: "View") -> PageRows:
    """The rows of what documents state: those of several are those of each, together."""
    return PageRows(
        documents=_select(view, "documents", DocumentRow),
        kinds=_select(view, "kinds", KindRow),
        descriptions=_select(view, "descriptions", DescriptionRow),
        participations=_select(view, "participations", ParticipationRow),
        evidence=_select(view, "evidence", EvidenceRow),
        mentions=_select(view, "mentions", MentionRow),
        observations=_select(view, "observations", ObservationRow),
        recognitions=_select(view, "recognitions", RecognitionRow),
    )


def add_conclusions(rows: PageRows, view: "View") -> PageRows:
    """The rows with those of what follows from all documents together."""
    return msgspec.structs.replace(
        rows,
        collaborations=_select(view, "collaborations", CollaborationRow),
        findings=_select(view, "findings", FindingRow),
    )


def join_rows(parts: Sequence[PageRows]) -> PageRows:
    """The rows of what several documents state; mentions stay with each."""
    return PageRows(
        documents=_join(part.documents for part in parts),
        kinds=_join(part.kinds for part in parts),
        descriptions=_join(part.descriptions for part in parts),
        participations=_join(part.participations for part in parts),
        evidence=_join(part.evidence for part in parts),
        observations=_join(part.observations for part in parts),
        recognitions=_join(part.recognitions for part in parts),
    )


def _join(parts: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    return tuple(sorted({row for part in parts for row in part}))


def _select(view: "View", name: str, row: type[Row]) -> tuple[Row, ...]:
    path = FOLDER / f"{name}.rq"
    found = view.select(path.read_text("utf-8"))
    expected = row.__struct_fields__
    if found.columns != expected:
        raise InvalidQuery(
            f"{path}: its columns are {' '.join(found.columns)}: make them {' '.join(expected)}"
        )
    return tuple(sorted({row(*map(_plain, values)) for values in found.rows}))


def _plain(value: "Value") -> str | int:
    """An IRI without its base, an integer as it is, all else as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value).removeprefix(ID).removeprefix(AMO)
