"""Rows → sentences: what the graph took from each, for the pages that show documents."""

from collections import defaultdict
from dataclasses import dataclass, field

from queries.pages import (
    EvidenceRow,
    MentionRow,
    ObservationRow,
    PageRows,
    ParticipationRow,
    RecognitionRow,
)
from visualize.catalogue import offset


@dataclass(slots=True)
class Sentence:
    """A sentence with all that the graph took from it."""

    row: EvidenceRow
    entities: set[str] = field(default_factory=set)
    parts: list[ParticipationRow] = field(default_factory=list)
    observations: list[ObservationRow] = field(default_factory=list)
    recognitions: list[RecognitionRow] = field(default_factory=list)


def gather_sentences(rows: PageRows) -> dict[str, list[Sentence]]:
    """The sentences of each document, in the order of the text."""
    found = {row.evidence: Sentence(row) for row in rows.evidence}
    facts: tuple[MentionRow | ParticipationRow | ObservationRow | RecognitionRow, ...] = (
        *rows.mentions,
        *rows.participations,
        *rows.observations,
        *rows.recognitions,
    )
    for fact in facts:
        sentence = found[fact.evidence]
        match fact:
            case MentionRow():
                sentence.entities.add(fact.entity)
            case ParticipationRow():
                sentence.parts.append(fact)
            case ObservationRow():
                sentence.observations.append(fact)
            case RecognitionRow():
                sentence.recognitions.append(fact)
    for sentence in found.values():
        sentence.observations.sort(key=lambda each: offset(each.observation))
    by_document: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sorted(found.values(), key=lambda each: (each.row.start, -each.row.end)):
        by_document[sentence.row.document].append(sentence)
    return by_document
