"""What corrections work on: the facts of a document one by one, and a ledger of what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.corrections.entities import Found
from kg.corrections.file import Numbered
from kg.corrections.ids import Fact
from kg.corrections.names import Entity
from kg.corrections.words import entity_iri, name_kind, tell_entity, tell_fact
from kg.facts import ActorMention, InitiativeMention
from kg.read.document import Document

Value = Fact | ActorMention | InitiativeMention


@dataclass(frozen=True, slots=True)
class Item:
    """A mention or fact on its way through the corrections."""

    value: Value
    id: str = ""
    """Of a fact that was read; "" for a mention and for what was added."""
    place: int = -1
    """Index among the facts of its kind as they were read; -1 for what was added."""
    entries: tuple[Numbered, ...] = ()
    """What made or changed the fact itself."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A fact that was read and no longer stands."""

    id: str
    fact: Fact
    entry: Numbered


@dataclass(slots=True)
class Ledger:
    """What was done to the facts of a document, and by which entry."""

    document: Document
    found: Found = field(default_factory=Found)
    marks: set[tuple[int, str, Numbered]] = field(default_factory=set)
    """Sentence, IRI of what was corrected in it ("" for no more than the sentence), entry."""
    withdrawn: set[tuple[Numbered, str]] = field(default_factory=set)
    """What was read and no longer stands, in words."""
    dropped: list[Dropped] = field(default_factory=list)

    def mark(self, sentence: int, entities: Iterable[Entity], entry: Numbered) -> None:
        """An entry corrected what a sentence says of these entities."""
        self.marks.add((sentence, "", entry))
        self.marks.update((sentence, entity_iri(each), entry) for each in entities)

    def withdraw_entity(self, entity: Entity, entry: Numbered) -> None:
        """An entity is no longer what it was read as."""
        self.withdrawn.add((entry, f"{self.document.id}: {tell_entity(entity)}"))

    def withdraw(self, fact: Fact, entry: Numbered) -> None:
        """A fact no longer stands as it was read."""
        sentence = self.document.sentences[fact.sentence]
        start, end = self.document.span(sentence.begin, sentence.end)
        words = f"{name_kind(fact)}: {tell_fact(fact)}"
        self.withdrawn.add((entry, f"{self.document.id} {start}-{end}: {words}"))

    def drop(self, item: Item, entry: Numbered) -> None:
        """A mention or fact goes."""
        self.marks.add((item.value.sentence, "", entry))
        if not isinstance(item.value, ActorMention | InitiativeMention):
            self.withdraw(item.value, entry)
            self.dropped.append(Dropped(item.id, item.value, entry))
