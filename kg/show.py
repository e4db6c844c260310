"""What one report becomes, stage by stage, as plain text that can be read and compared.

A line for each thing, under the sentence that it stands in; the same input gives the same text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import chain
from pathlib import Path

from kg import iris
from kg.evidence import quote
from kg.facts import (
    Actor,
    ActorMention,
    Dating,
    Facts,
    Initiative,
    InitiativeMention,
    Measure,
    Observation,
    Participation,
    Post,
    Recognition,
    Relation,
)
from kg.quads import observation_node, recognition_node, to_quads
from kg.read import find_sources, read_document
from kg.read.document import Document
from kg.statement import write_lines
from ontology.errors import InvalidSource
from ontology.terms import ID

_PLACES = frozenset({"sentence", "begin", "end", "qualifies"})
Fact = Participation | Relation | Measure | Dating | Post | Observation | Recognition
Lines = dict[int, list[str]]
"""Number of a sentence → the lines below it."""


def show_stage(corpus: Path, id_: str, stage: str) -> str:
    """A stage of the document of a corpus: document, mentions, facts or quads.

    Raises InvalidSource when the corpus has no such document or it cannot be read.
    """
    return STAGES[stage](read_document(find_source(corpus, id_)))


def find_source(corpus: Path, id_: str) -> Path:
    """The file of a document. Raises InvalidSource when there is none."""
    sources = find_sources(corpus)
    for source in sources:
        if source.stem == id_:
            return source
    known = ", ".join(source.stem for source in sources[:9])
    raise InvalidSource(f"{corpus}: has no document {id_!r}; it has {known}")


def show_document(document: Document) -> str:
    """Its sentences with their kinds, places and sections, then its tables."""
    lines: Lines = {}
    for sentence in document.sentences:
        path = " > ".join(sentence.section)
        lines[sentence.number] = [f"  in {path}"] if path else []
    for table in document.tables:
        for row in table.rows:
            lines[row.sentence] += [
                f"  {row.heading} | {' / '.join(table.columns[cell.column])}"
                f" = {document.view[cell.begin : cell.end]}"
                for cell in row.cells
            ]
    return _write(document, lines)


def show_mentions(document: Document) -> str:
    """The actors and initiatives that are named, with the form met, the full name and the rule."""
    facts = _read_facts(document)
    mentions: list[tuple[int, int, int, str, str]] = []
    for each in facts.actors:
        names = " ; ".join(map(_write_entity, each.actors))
        mentions.append((each.sentence, each.begin, each.end, names, _write_rule(each)))
    for named in facts.initiatives:
        name = _write_entity(named.initiative)
        mentions.append((named.sentence, named.begin, named.end, name, _write_rule(named)))
    lines: Lines = defaultdict(list)
    for sentence, begin, end, names, rule in sorted(mentions):
        start, stop = document.span(begin, end)
        lines[sentence].append(f"  {start}-{stop} {document.view[begin:end]} → {names}  {rule}")
    return _write(document, lines)


def show_facts(document: Document) -> str:
    """What is said: each fact with its parts, its rule and, for outcomes, its id."""
    facts = _read_facts(document)
    lines: Lines = defaultdict(list)
    for fact in _all_facts(facts):
        lines[fact.sentence].append(f"  {type(fact).__name__.lower()}{_write_fact(facts, fact)}")
    return _write(document, lines)


def show_quads(document: Document) -> str:
    """Its quads, sorted lines of N-Quads."""
    return "".join(f"{line}\n" for line in write_lines(to_quads(_read_facts(document))))


STAGES: dict[str, Callable[[Document], str]] = {
    "document": show_document,
    "mentions": show_mentions,
    "facts": show_facts,
    "quads": show_quads,
}


def _all_facts(facts: Facts) -> Iterator[Fact]:
    yield from facts.participations
    yield from facts.relations
    yield from facts.measures
    yield from facts.datings
    yield from facts.posts
    yield from facts.observations
    yield from facts.recognitions


def _read_facts(document: Document) -> Facts:
    from kg.relate.reading import read_facts  # noqa: PLC0415 - loads rules and lexicons

    return read_facts(document)


def _write(document: Document, lines: Lines) -> str:
    """The sentences that have an entry, each with its lines."""
    return "".join(chain.from_iterable(_write_sentences(document, lines)))


def _write_sentences(document: Document, lines: Lines) -> Iterator[Iterable[str]]:
    for sentence in document.sentences:
        if sentence.number in lines:
            start, end = document.span(sentence.begin, sentence.end)
            head = f"[{sentence.number}] {sentence.kind} {start}-{end}"
            yield f"{head} {quote(document, start, end)}\n"
            yield (f"{line}\n" for line in lines[sentence.number])


def _write_fact(facts: Facts, fact: Fact) -> str:
    """Its parts as name=value; what is empty is left out."""
    parts = []
    if isinstance(fact, Observation):
        parts.append(observation_node(facts.document, fact).replace(ID, "id:"))
        if fact.qualifies is not None:
            target = observation_node(facts.document, facts.observations[fact.qualifies])
            parts.append(f"qualifies={target.replace(ID, 'id:')}")
    if isinstance(fact, Recognition):
        parts.append(recognition_node(facts.document, fact).replace(ID, "id:"))
    for each in fields(fact):
        value = getattr(fact, each.name)
        if each.name not in _PLACES and value not in (None, ""):
            parts.append(f"{each.name}={_write_value(value)}")
    return "".join(f"  {part}" for part in parts)


def _write_value(value: object) -> str:
    if isinstance(value, Actor | Initiative):
        return value.name
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _write_entity(entity: Actor | Initiative) -> str:
    if isinstance(entity, Actor):
        return f"{entity.name} ({entity.kind}, {iris.actor(entity).replace(ID, 'id:')})"
    return f"{entity.name} ({entity.type}, {iris.initiative(entity).replace(ID, 'id:')})"


def _write_rule(mention: ActorMention | InitiativeMention) -> str:
    return f"[{mention.rule}]" + (f"  doubt: {mention.doubt}" if mention.doubt else "")
