"""Which actor or initiative a name of a correction means, in one document.

A name is written as the graph has it or as the id that `amo show --stage mentions` gives. A name
that is not in the document is read as the extractor reads a name, so that documents agree on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TypeVar

from kg.corrections.file import Numbered
from kg.corrections.words import entity_id
from kg.facts import Actor, ActorKind, Facts, Initiative, InitiativeType
from kg.mention.identity import Candidate, identify
from kg.mention.scan import scan_text
from ontology.regions import Region, load_regions

Entity = Actor | Initiative
E = TypeVar("E", bound=Actor | Initiative)


def find_entities(facts: Facts) -> tuple[Entity, ...]:
    """All actors and initiatives of a document, each once, in the order of its facts."""
    return tuple(dict.fromkeys(entity for fact in all_facts(facts) for entity in parties(fact)))


def all_facts(facts: Facts) -> Iterator[object]:
    """Every mention and fact."""
    for each in fields(facts):
        value = getattr(facts, each.name)
        if isinstance(value, tuple):
            yield from value


def parties(fact: object) -> Iterator[Entity]:
    """The actors and initiatives of a mention or fact."""
    for each in fields(fact):  # type: ignore[arg-type] # a dataclass of kg.facts
        value = getattr(fact, each.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Actor | Initiative):
                yield one


def is_named(entity: Entity, name: str) -> bool:
    """Whether the name or id means this one."""
    return entity.name == name or (name.startswith("id:") and entity_id(entity) == name)


class Names:
    """The names of one document."""

    def __init__(self, facts: Facts):
        self._document = facts.document
        self._context = facts.context
        self.entities = find_entities(facts)

    def find(self, entry: Numbered, name: str, among: Iterable[E]) -> E | None:
        """The one of `among` that is meant, if there is one.

        Raises InvalidCorrection when the name may mean several.
        """
        found = [entity for entity in among if is_named(entity, name)]
        if len(found) > 1:
            ids = ", ".join(sorted(map(entity_id, found)))
            raise entry.complain(
                f"{name} means several things in {self._document.id}: write one of these ids"
                f" instead of the name: {ids}"
            )
        return found[0] if found else None

    def find_region(self, entry: Numbered, name: str) -> Region:
        """The region of a name or code. Raises InvalidCorrection when there is none."""
        regions, home = load_regions(), self._context.home
        try:
            return regions.resolve(name, home) or regions.zone(name, home) or regions.get(name)
        except KeyError:
            raise entry.complain(
                f"region: {name} is not known in {home.name}; write its full official name with"
                " that of its city, or its code"
            ) from None

    def place_of(self, name: str) -> Region | None:
        """The region that a name is the full or short name of."""
        return load_regions().resolve(name, self._context.home)

    def read_actor(self, name: str) -> Actor | None:
        """The actor that a name means by itself: 枣庄市公安局."""
        named = scan_text(name, self._context.home)
        if len(named) == 1 and (named[0].begin, named[0].end) == (0, len(name)):
            actors = named[0].actors
            return replace(actors[0], name=name) if len(actors) == 1 else None
        return None

    def make_actor(
        self,
        entry: Numbered,
        name: str,
        like: Actor | None = None,
        kind: ActorKind | None = None,
        region: str | None = None,
    ) -> Actor:
        """The actor of a name that the document does not have."""
        bare = Actor(kind or "agency", name, self._context.home.code)
        actor = self.read_actor(name) or (replace(like, name=name) if like else bare)
        return self.change(entry, actor, kind, region)

    def make_initiative(
        self, entry: Numbered, name: str, type_: InitiativeType, like: Initiative | None = None
    ) -> Initiative:
        """The initiative of a name that the document does not have."""
        candidate = Candidate(0, 0, 0, type_, name, "")
        (named,) = identify((candidate,), self._document, self._context)
        made = named.initiative
        if like and made.region == self._context.home.code:
            made = replace(made, region=like.region)
        return replace(made, scope="") if entry.is_for_all else made

    def change(
        self,
        entry: Numbered,
        entity: E,
        what: ActorKind | InitiativeType | None,
        region: str | None,
    ) -> E:
        """The entity with another kind or type, and another region."""
        if isinstance(entity, Actor):
            kind = entity.kind if what is None else what
            changed: Entity = replace(entity, kind=kind)  # type: ignore[arg-type] # a kind
        else:
            type_ = entity.type if what is None else what
            changed = replace(entity, type=type_)  # type: ignore[arg-type] # a type
        if region:
            place = self.find_region(entry, region)
            changed = replace(changed, region=place.code)
            if isinstance(changed, Actor) and changed.level:
                changed = replace(changed, level=place.level)
        return changed  # type: ignore[return-value] # of the class of the entity
