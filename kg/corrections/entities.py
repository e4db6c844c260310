"""Corrections of what a name means: merged, split, renamed, changed, dropped.

All entries are looked up in what was read, whatever their order in the file; what one makes,
another may correct further. Two that contradict each other are refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.corrections.file import Numbered
from kg.corrections.model import Change, Drop, Merge, Part, Rename, Split
from kg.corrections.names import Entity, Names, is_named
from kg.corrections.quotes import Quotes
from kg.corrections.words import entity_id, entity_iri
from kg.facts import Actor, Initiative

Steps = tuple[Numbered, ...]
"""The entries that were applied, in order."""


@dataclass(frozen=True, slots=True)
class Became:
    """What an entity is in a sentence after correction: nothing, one thing or several."""

    entities: tuple[tuple[Entity, Steps], ...]
    steps: Steps
    """All entries that had part in it."""


@dataclass(slots=True)
class Found:
    """What the entries of a file met in a document."""

    targets: set[tuple[int, str]] = field(default_factory=set)
    """Number of the entry and what of it was found: name, fact, or a quote."""
    idle: set[int] = field(default_factory=set)
    """Entries that would change nothing."""
    named: set[tuple[int, str]] = field(default_factory=set)
    """Number of a merge, and the IRI of what it merges into, where the document names it."""
    used: set[tuple[int, str]] = field(default_factory=set)
    """The same, where it had to be read from the name."""

    def add(self, other: "Found") -> None:
        """Take in what was met in another document."""
        self.targets |= other.targets
        self.idle |= other.idle
        self.named |= other.named
        self.used |= other.used

    @property
    def numbers(self) -> set[int]:
        """The entries that met anything."""
        pairs = self.targets | self.named | self.used
        return self.idle | {number for number, _ in pairs}

    def renumber(self, numbers: Mapping[int, int]) -> "Found":
        """The same with other numbers of the entries."""
        return Found(
            {(numbers[number], key) for number, key in self.targets},
            {numbers[number] for number in self.idle},
            {(numbers[number], iri) for number, iri in self.named},
            {(numbers[number], iri) for number, iri in self.used},
        )

    def note_targets(self, entities: Iterable[Entity], entries: Iterable[Numbered]) -> None:
        """Note which of the entities are what others are to be merged into."""
        for entry in entries:
            if isinstance(entry.correction, Merge):
                part = _target_of(entry.correction)
                self.named.update(
                    (entry.number, entity_iri(each))
                    for each in entities
                    if is_named(each, part.name) and _fits(each, part)
                )


class EntityCorrections:
    """The entries that correct names, for one document."""

    def __init__(
        self, entries: Iterable[Numbered], names: Names, quotes: Quotes, found: Found
    ) -> None:
        self._names = names
        self._found = found
        self._entries = [each for each in entries if _name_of(each)]
        self._parts = {
            each.number: self._find_parts(each, each.correction.into, quotes)
            for each in self._entries
            if isinstance(each.correction, Split)
        }
        self._by_name: dict[str, list[Numbered]] = {}
        for each in self._entries:
            self._by_name.setdefault(_name_of(each), []).append(each)
        self._has_ids = any(name.startswith("id:") for name in self._by_name)
        for entity in names.entities:
            for each in self._matching(entity):
                self._look_up(each)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def correct(self, entity: Entity, sentence: int) -> Became:
        """What the entity is, where it is met in this sentence."""
        results = list(self._follow(entity, sentence, ()))
        steps = tuple(dict.fromkeys(chain.from_iterable(path for _, path in results)))
        return Became(tuple((each, path) for each, path in results if each is not None), steps)

    def _look_up(self, entry: Numbered) -> None:
        """Refuse a name that may mean several things, and a new name that is one already."""
        family = [each for each in self._names.entities if _may_be(entry, each)]
        known = self._names.find(entry, _name_of(entry), family)
        if not isinstance(entry.correction, Rename) or known is None:
            return
        for other in self._names.entities:
            if type(other) is type(known) and other.name == entry.correction.to:
                raise entry.complain(
                    f"{other.name} is a name of its own in what was read: write `what: merge`"
                )

    def _matching(self, entity: Entity) -> list[Numbered]:
        """The entries that correct this name, in the order of the file."""
        found = [*self._by_name.get(entity.name, ())]
        if self._has_ids:
            found += self._by_name.get(entity_id(entity), ())
        return sorted((e for e in found if _may_be(e, entity)), key=lambda e: e.number)

    def _follow(
        self, entity: Entity, sentence: int, path: Steps, recent: Steps = ()
    ) -> list[tuple[Entity | None, Steps]]:
        """What becomes of it, entry after entry; `recent` are those that just made it."""
        entries = [each for each in self._matching(entity) if each not in recent]
        for entry in entries:
            if entry in path:
                raise entry.complain(
                    f"and entry {path[-1].number} turn {entity.name} back into one another:"
                    " keep one"
                )
        changes = [each for each in entries if isinstance(each.correction, Change)]
        others = [each for each in entries if not isinstance(each.correction, Change)]
        _refuse_contradictions(entity, changes, others)
        path = (*path, *(each for each in changes if self._has_effect(each, entity)))
        for entry in changes:
            entity = self._change(entry, entity)
        if not others:
            return [(entity, path)]
        made = self._make(others[0], entity, sentence)
        self._found.targets.add((others[0].number, "name"))
        if made == (entity,):
            return [(entity, path)]
        path = (*path, others[0])
        if not made:
            return [(None, path)]
        recent = (*changes, *others)
        return list(
            chain.from_iterable(self._follow(each, sentence, path, recent) for each in made)
        )

    def _has_effect(self, entry: Numbered, entity: Entity) -> bool:
        is_other = self._change(entry, entity) != entity
        if is_other:
            self._found.targets.add((entry.number, "name"))
        else:
            self._found.idle.add(entry.number)
        return is_other

    def _change(self, entry: Numbered, entity: Entity) -> Entity:
        correction = entry.correction
        assert isinstance(correction, Change)
        what = correction.kind or correction.type
        return self._names.change(entry, entity, what, correction.region)

    def _make(self, entry: Numbered, entity: Entity, sentence: int) -> tuple[Entity, ...]:
        """What an entry makes of an entity in a sentence."""
        correction = entry.correction
        if isinstance(correction, Merge):
            return (self._target(entry, _target_of(correction), entity),)
        if isinstance(correction, Rename):
            part = Part(correction.to, (), None, None, correction.region)
            return (self._target(entry, part, entity),)
        if isinstance(correction, Split):
            parts = [part for part, places in self._parts[entry.number] if sentence in places]
            parts = parts or [p for p, _ in self._parts[entry.number] if not p.quotes]
            return tuple(self._target(entry, part, entity) for part in parts) or (entity,)
        return ()

    def _target(self, entry: Numbered, part: Part, like: Entity) -> Entity:
        """The entity of a name: one of the document, or a new one that is like the old one."""
        names = self._names
        same = [each for each in names.entities if isinstance(each, type(like))]
        fits = [each for each in same if _fits(each, part)]
        known = names.find(entry, part.name, fits)
        if known is None:
            known = self._create(entry, part, like)
            if isinstance(entry.correction, Merge):
                self._found.used.add((entry.number, entity_iri(known)))
        return known

    def _create(self, entry: Numbered, part: Part, like: Entity) -> Entity:
        if part.name.startswith("id:"):
            raise entry.complain(f"{part.name} is not in the document: write the name, not its id")
        if isinstance(like, Actor):
            return self._names.make_actor(entry, part.name, like, part.kind, part.region)
        type_ = part.type or like.type
        made = self._names.make_initiative(entry, part.name, type_, like)
        return self._names.change(entry, made, None, part.region)

    def _find_parts(
        self, entry: Numbered, parts: Sequence[Part], quotes: Quotes
    ) -> list[tuple[Part, frozenset[int]]]:
        """Each part with the sentences that its quotes stand in."""
        found = []
        for part in parts:
            places: set[int] = set()
            for quote in part.quotes:
                here = {place.sentence for place in quotes.find(quote) if place}
                places |= here
                if here:
                    self._found.targets.add((entry.number, quote))
            found.append((part, frozenset(places)))
        return found


def _target_of(merge: Merge) -> Part:
    return Part(merge.into, (), merge.kind, merge.type, merge.region)


def _fits(entity: Entity, part: Part) -> bool:
    """Whether an entity is of the kind or type that a correction tells."""
    if isinstance(entity, Actor):
        return part.type is None and part.kind in (None, entity.kind)
    return part.kind is None and part.type in (None, entity.type)


def _name_of(entry: Numbered) -> str:
    """The name that an entry corrects, or ""."""
    correction = entry.correction
    if isinstance(correction, Merge | Split | Rename | Change | Drop):
        return correction.name or ""
    return ""


def _may_be(entry: Numbered, entity: Entity) -> bool:
    """Whether an entry that tells a kind or type is of the family of the entity."""
    kind = getattr(entry.correction, "kind", None)
    type_ = getattr(entry.correction, "type", None)
    return not ((kind and isinstance(entity, Initiative)) or (type_ and isinstance(entity, Actor)))


def _refuse_contradictions(
    entity: Entity, changes: Sequence[Numbered], others: Sequence[Numbered]
) -> None:
    if len(others) > 1:
        raise others[1].complain(
            f"contradicts entry {others[0].number}, both say what {entity.name} is: keep one"
        )
    told: dict[str, Numbered] = {}
    for entry in changes:
        for key in ("kind", "type", "region"):
            if getattr(entry.correction, key):
                other = told.setdefault(key, entry)
                if other is not entry:
                    raise entry.complain(
                        f"contradicts entry {other.number}, both set the {key} of {entity.name}:"
                        " keep one"
                    )
