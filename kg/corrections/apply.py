"""Facts → Corrected: the corrections of one document, applied in an order that is always the same.

Facts that are dropped go first, then names are corrected, then what is added is put in, and details
are set last; the order of the entries in the file does not matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain

from kg.corrections.additions import add_entities, add_facts
from kg.corrections.details import set_details
from kg.corrections.entities import EntityCorrections, Found
from kg.corrections.file import Numbered
from kg.corrections.ids import fact_id
from kg.corrections.items import Dropped, Item, Ledger, Value
from kg.corrections.mapping import correct_names
from kg.corrections.model import Drop, Set
from kg.corrections.names import Names, parties
from kg.corrections.parties import Parties
from kg.corrections.quotes import Quotes
from kg.facts import (
    ActorMention,
    Dating,
    Facts,
    InitiativeMention,
    Measure,
    Numbering,
    Observation,
    Participation,
    Post,
    Recognition,
    Relation,
)
from kg.quads import observation_node, recognition_node

_UNSAID = frozenset({"rule", "doubt", "begin", "end"})
"""What does not tell two facts apart."""


LISTS: Mapping[str, type[Value]] = {
    "actors": ActorMention,
    "initiatives": InitiativeMention,
    "participations": Participation,
    "relations": Relation,
    "measures": Measure,
    "datings": Dating,
    "numbers": Numbering,
    "posts": Post,
    "observations": Observation,
    "recognitions": Recognition,
}
"""The lists of `Facts`, and what is in them."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The facts of a document after correction, and what was done to them."""

    facts: Facts
    items: tuple[Item, ...] = ()
    """The same one by one, each fact with its id and with what made or changed it; none where
    nothing was to be corrected (`itemise` gives them)."""
    dropped: tuple[Dropped, ...] = ()
    marks: frozenset[tuple[int, str, Numbered]] = frozenset()
    """Sentence, IRI of what was corrected in it ("" for no more than the sentence), entry."""
    withdrawn: frozenset[tuple[Numbered, str]] = frozenset()
    """What was read and no longer stands, in words."""
    found: Found = field(default_factory=Found)


def correct(facts: Facts, entries: Sequence[Numbered]) -> Corrected:
    """The facts of a document with its corrections.

    Raises InvalidCorrection when two entries contradict each other, or one cannot be carried out.
    An entry that matches nothing is no error here: another document may be meant.
    """
    if not entries:
        return Corrected(facts)
    return _Work(facts, entries).done()


def itemise(facts: Facts) -> Iterator[Item]:
    """The mentions and facts of a document one by one; facts have their ids."""
    for name in LISTS:
        for place, value in enumerate(getattr(facts, name)):
            is_fact = not isinstance(value, ActorMention | InitiativeMention)
            yield Item(value, fact_id(facts.document, value) if is_fact else "", place)


class _Work:
    """One document under correction."""

    def __init__(self, facts: Facts, entries: Sequence[Numbered]) -> None:
        self.facts = facts
        self.entries = entries
        self.ledger = Ledger(facts.document)
        self.lists: dict[str, list[Item]] = {name: [] for name in LISTS}
        for item in itemise(facts):
            self.lists[_list_of(item.value)].append(item)

    def done(self) -> Corrected:
        """Carry out all entries."""
        names, quotes = Names(self.facts), Quotes(self.facts.document)
        self._drop_facts()
        corrections = EntityCorrections(self.entries, names, quotes, self.ledger.found)
        if corrections:
            for name, items in self.lists.items():
                self.lists[name] = list(correct_names(items, corrections, self.ledger))
        added = list(add_entities(self.entries, names, quotes))
        own = (each for item in added for each in parties(item.value))
        self.ledger.found.note_targets((*names.entities, *own), self.entries)
        self._put_in(added)
        known = Parties(names, corrections, lambda: chain.from_iterable(self.lists.values()))
        self._put_in(list(add_facts(self.entries, self.facts, known, quotes)))
        self._set_details(known)
        return self._finish()

    def _of_fact(self, kind: type[Drop] | type[Set]) -> dict[str, list[Numbered]]:
        """The entries of a kind by the fact that they are about."""
        found: dict[str, list[Numbered]] = {}
        for entry in self.entries:
            if isinstance(entry.correction, kind) and entry.correction.fact:
                found.setdefault(entry.correction.fact, []).append(entry)
        return found

    def _drop_facts(self) -> None:
        drops, sets = self._of_fact(Drop), self._of_fact(Set)
        for name, items in self.lists.items():
            for item in items:
                for entry in drops.get(item.id, ()):
                    for other in (*drops[item.id], *sets.get(item.id, ())):
                        if other is not entry:
                            raise other.complain(
                                f"contradicts entry {entry.number}, which drops {item.id}: keep one"
                            )
                    self.ledger.drop(item, entry)
                    self.ledger.found.targets.add((entry.number, "fact"))
            self.lists[name] = [item for item in items if item.id not in drops]

    def _put_in(self, added: Sequence[Item]) -> None:
        for item in added:
            name = _list_of(item.value)
            (entry,) = item.entries
            if any(_says(known.value, item.value) for known in self.lists[name]):
                self.ledger.found.idle.add(entry.number)
                continue
            self.ledger.found.targets.add((entry.number, "new"))
            self.lists[name].append(item)

    def _set_details(self, known: Parties) -> None:
        sets = self._of_fact(Set)
        for name, items in self.lists.items():
            self.lists[name] = [
                set_details(item, sets[item.id], known, self.ledger) if item.id in sets else item
                for item in items
            ]

    def _finish(self) -> Corrected:
        places = {item.place: at for at, item in reversed([*enumerate(self.lists["observations"])])}
        for items in self.lists.values():
            for at, item in enumerate(items):
                value = item.value
                if isinstance(value, Observation) and value.qualifies is not None:
                    value = replace(value, qualifies=places.get(value.qualifies))
                    items[at] = replace(item, value=value)
                self._mark(value, item.entries)
        for name in ("actors", "initiatives"):
            self.lists[name].sort(key=lambda item: _place_of(item.value))
        lists = {name: tuple(i.value for i in items) for name, items in self.lists.items()}
        ledger = self.ledger
        return Corrected(
            replace(self.facts, **lists),  # type: ignore[arg-type] # each list of its kind
            tuple(chain.from_iterable(self.lists.values())),
            tuple(ledger.dropped),
            frozenset(ledger.marks),
            frozenset(ledger.withdrawn),
            ledger.found,
        )

    def _mark(self, value: Value, entries: Sequence[Numbered]) -> None:
        """Note what of the graph the entries made or changed."""
        for entry in entries:
            if isinstance(value, Observation):
                node = observation_node(self.facts.document, value)
            elif isinstance(value, Recognition):
                node = recognition_node(self.facts.document, value)
            else:
                self.ledger.mark(value.sentence, parties(value), entry)
                continue
            self.ledger.mark(value.sentence, (), entry)
            self.ledger.marks.add((value.sentence, node, entry))


def _list_of(value: Value) -> str:
    return next(name for name, class_ in LISTS.items() if type(value) is class_)


def _place_of(value: Value) -> tuple[int, int]:
    assert isinstance(value, ActorMention | InitiativeMention)
    return value.begin, value.end


def _says(known: Value, new: Value) -> bool:
    """Whether a fact that is known says what one that is added would."""
    if isinstance(known, ActorMention) and isinstance(new, ActorMention):
        return known.sentence == new.sentence and set(new.actors) <= set(known.actors)
    if isinstance(known, Observation) and isinstance(new, Observation):
        return (known.begin, known.metric) == (new.begin, new.metric)
    told = [each.name for each in fields(new) if each.name not in _UNSAID]
    return all(getattr(known, name) == getattr(new, name) for name in told)
