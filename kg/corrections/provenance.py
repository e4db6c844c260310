"""Corrections in the graph: what a sentence says by one bears it, and it tells who, when and why.

In the graph of a sentence `amo:correctedBy` leads to the correction: from the sentence itself, and
from each actor, initiative, figure and honour of which it says something corrected. What the
correction is stands in the reference graph, with what was read and no longer stands.
"""

from collections.abc import Iterator

from kg.corrections.apply import Corrected
from kg.corrections.file import Numbered, details_of
from kg.corrections.model import (
    AddActor,
    AddInitiative,
    AddObservation,
    AddParticipation,
    AddRecognition,
    Change,
    Drop,
    Merge,
    Rename,
    Set,
    Split,
)
from kg.evidence import describe_evidence, evidence_node
from kg.statement import Quad, iri, literal
from ontology import terms as t


def describe_corrections(corrected: Corrected) -> Iterator[Quad]:
    """What the corrections of a document add to its quads."""
    document = corrected.facts.document
    described: set[Numbered] = {entry for entry, _ in corrected.withdrawn}
    for sentence, node, entry in corrected.marks:
        graph = evidence_node(document, sentence)
        yield Quad(node or graph, t.CORRECTED_BY, iri(entry.node), graph)
        yield from describe_evidence(document, document.sentences[sentence], graph)
        described.add(entry)
    for entry in described:
        yield from _describe(entry)
    for entry, words in corrected.withdrawn:
        yield Quad(entry.node, t.WITHDRAWN, literal(words), t.REFERENCE_GRAPH)


def _describe(entry: Numbered) -> Iterator[Quad]:
    correction = entry.correction
    for predicate, value in (
        (t.RDF_TYPE, iri(t.Correction)),
        (t.LABEL, literal(tell_correction(entry))),
        (t.REASON, literal(correction.why)),
        (t.AUTHOR, literal(correction.by)),
        (t.DATE, literal(correction.on.isoformat())),
    ):
        yield Quad(entry.node, predicate, value, t.REFERENCE_GRAPH)


def tell_correction(entry: Numbered) -> str:
    """What it does, in one line: rename: 市局 → 枣庄市市场监督管理局."""
    match entry.correction:
        case Merge(name=name, into=other) | Rename(name=name, to=other):
            return f"{entry.what}: {name} → {other}"
        case Split(name=name, into=parts):
            return f"split: {name} → {'、'.join(part.name for part in parts)}"
        case Change(name=name) as change:
            new = filter(None, (change.kind, change.type, change.region))
            return f"change: {name} → {' '.join(new)}"
        case Drop() as drop:
            return f"drop: {drop.fact or drop.name}"
        case Set() as wanted:
            told = " ".join(f"{key}={value}" for key, value in details_of(wanted).items())
            return f"set: {wanted.fact} {told}"
        case AddActor(name=name) | AddInitiative(name=name):
            return f"{entry.what}: {name}"
        case AddParticipation() as part:
            return f"{entry.what}: {part.actor} {part.role} {part.initiative}"
        case AddObservation() as figure:
            return f"{entry.what}: {figure.metric} {figure.figure}"
        case AddRecognition() as honour:
            return f"{entry.what}: {honour.recipient} {honour.name}"
