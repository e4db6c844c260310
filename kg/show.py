"""What one report becomes, stage by stage, as plain text that can be read and compared.

A line for each thing, under the sentence that it stands in; the same input gives the same text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kg.corrections.apply import Corrected, correct, itemise
from kg.corrections.file import Numbered, read_corrections
from kg.corrections.ids import Fact
from kg.corrections.items import Item
from kg.corrections.provenance import describe_corrections
from kg.corrections.verdict import find_stale
from kg.corrections.words import name_kind, tell_entity, tell_fact
from kg.evidence import quote
from kg.facts import ActorMention, Facts, InitiativeMention, Observation, Recognition
from kg.quads import observation_node, recognition_node, to_quads
from kg.read import find_sources, read_document
from kg.read.document import Document
from kg.statement import write_lines
from ontology.errors import InvalidSource
from ontology.terms import ID

_ADDED = "＋".center(7)
"""Stands for the id of a fact that a correction added."""
Lines = dict[int, list[str]]
"""Number of a sentence → the lines below it."""


def show_stage(corpus: Path, id_: str, stage: str) -> str:
    """A stage of the document of a corpus: document, mentions, facts or quads.

    All but the first are shown with the corrections of the corpus. Raises InvalidSource when the
    corpus has no such document or it cannot be read, InvalidCorrection when corrections.yml is
    broken; an entry that matches nothing here is told in the first lines.
    """
    document = read_document(find_source(corpus, id_))
    if stage == "document":
        return show_document(document)
    from kg.relate.reading import read_facts  # noqa: PLC0415 - loads rules and lexicons

    entries = read_corrections(corpus).of(document.id)
    return STAGES[stage](correct(read_facts(document), entries), entries)


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


def show_mentions(corrected: Corrected, entries: Sequence[Numbered] = ()) -> str:
    """The actors and initiatives that are named, with the form met, the full name and the rule."""
    document = corrected.facts.document
    lines: Lines = defaultdict(list)
    for item in sorted(_items_of(corrected), key=_place_of):
        value = item.value
        if not isinstance(value, ActorMention | InitiativeMention):
            continue
        named = value.actors if isinstance(value, ActorMention) else (value.initiative,)
        names = " ; ".join(map(tell_entity, named))
        start, stop = document.span(value.begin, value.end)
        form = document.view[value.begin : value.end]
        lines[value.sentence].append(f"  {start}-{stop} {form} → {names}  {_write_rule(item)}")
    return _tell_stale(corrected, entries) + _write(document, lines)


def show_facts(corrected: Corrected, entries: Sequence[Numbered] = ()) -> str:
    """What is said: the id of each fact, its kind, the fact in words, its rule; the sentence above.

    A fact that a correction made has no id; what a correction dropped is listed last.
    """
    document = corrected.facts.document
    lines: Lines = defaultdict(list)
    for item in _items_of(corrected):
        if not isinstance(item.value, ActorMention | InitiativeMention):
            node = _write_node(corrected.facts, item.value)
            line = f"  {item.id or _ADDED} {_write_fact(item.value)}{node}  {_write_rule(item)}"
            lines[item.value.sentence].append(line)
    for gone in corrected.dropped:
        line = f"- {gone.id} {_write_fact(gone.fact)}  （{_cite(gone.entry)}）"
        lines[gone.fact.sentence].append(line)
    return _tell_stale(corrected, entries) + _write(document, lines)


def show_quads(corrected: Corrected, entries: Sequence[Numbered] = ()) -> str:
    """Its quads, sorted lines of N-Quads, without any word on stale entries."""
    quads = {*to_quads(corrected.facts), *describe_corrections(corrected)}
    return "".join(f"{line}\n" for line in write_lines(quads))


STAGES: dict[str, Callable[[Corrected, Sequence[Numbered]], str]] = {
    "mentions": show_mentions,
    "facts": show_facts,
    "quads": show_quads,
}


def _items_of(corrected: Corrected) -> tuple[Item, ...]:
    return corrected.items or tuple(itemise(corrected.facts))


def _tell_stale(corrected: Corrected, entries: Sequence[Numbered]) -> str:
    """A line for each entry of this document that matches nothing in it."""
    own = (each for each in entries if not each.is_for_all)
    return "".join(
        f"! {entry.place}: {problem}\n"
        for entry in own
        for problem in find_stale(entry, corrected.found)
    )


def _place_of(item: Item) -> tuple[int, int]:
    value = item.value
    if isinstance(value, ActorMention | InitiativeMention):
        return value.begin, value.end
    return 0, 0


def _write_fact(fact: Fact) -> str:
    return f"{name_kind(fact)}  {tell_fact(fact)}"


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


def _write_node(facts: Facts, fact: Fact) -> str:
    """The IRI of an outcome, and the figure that it qualifies."""
    if isinstance(fact, Recognition):
        return "  " + recognition_node(facts.document, fact).replace(ID, "id:")
    if not isinstance(fact, Observation):
        return ""
    node = "  " + observation_node(facts.document, fact).replace(ID, "id:")
    if fact.qualifies is None:
        return node
    whole = facts.observations[fact.qualifies]
    return f"{node}  限定 qualifies={whole.metric} {whole.digits}{whole.unit}"


def _write_rule(item: Item) -> str:
    """The rule, what it doubts, and the entries that made or changed the fact."""
    value = item.value
    doubt = getattr(value, "doubt", "")
    told = "；".join(map(_cite, item.entries))
    return (
        f"[{value.rule}]"
        + (f"  存疑 doubt: {doubt}" if doubt else "")
        + (f"  （{told}）" * bool(told))
    )


def _cite(entry: Numbered) -> str:
    return f"更正 correction {entry.number}"
