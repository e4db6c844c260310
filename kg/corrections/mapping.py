"""A mention or fact with the names that it has after correction."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import product

from kg.corrections.entities import EntityCorrections, Steps
from kg.corrections.items import Item, Ledger, Value
from kg.corrections.names import Entity
from kg.facts import (
    Actor,
    ActorMention,
    Initiative,
    Observation,
    Post,
    Recognition,
    Relation,
)

_SPARED = {Observation: ("agency", "initiative"), Post: ("agency",), Recognition: ("conferrer",)}
"""What a fact can be without; of several the first is taken."""
_WORDS = {"recipient_actor": "recipient", "conferrer": "conferred_by"}
"""The words that go with a party of a recognition."""


def correct_names(
    items: Iterable[Item], corrections: EntityCorrections, ledger: Ledger
) -> Iterator[Item]:
    """The items with corrected names: none of one whose party is dropped, several of one split."""
    for item in items:
        value = item.value
        if isinstance(value, ActorMention):
            yield from _correct_mention(item, value, corrections, ledger)
        else:
            yield from _correct_fact(item, corrections, ledger)


def _correct_mention(
    item: Item, mention: ActorMention, corrections: EntityCorrections, ledger: Ledger
) -> Iterator[Item]:
    actors: list[Actor] = []
    steps: Steps = ()
    for actor in mention.actors:
        made, taken = _correct(actor, mention.sentence, corrections, ledger)
        actors += [each for each in made if isinstance(each, Actor)]
        steps += taken
    if actors:
        yield replace(item, value=replace(mention, actors=tuple(dict.fromkeys(actors))))
    for entry in () if actors else steps:
        ledger.drop(item, entry)


def _correct_fact(item: Item, corrections: EntityCorrections, ledger: Ledger) -> Iterator[Item]:
    value = item.value
    names: list[str] = []
    options: list[list[Entity | None]] = []
    entries = item.entries
    for each in fields(value):
        old = getattr(value, each.name)
        if not isinstance(old, Actor | Initiative):
            continue
        made, steps = _correct(old, value.sentence, corrections, ledger)
        if not steps:
            continue
        if each.name in _SPARED.get(type(value), ()):
            made = made[:1]
        if not made and not _can_lack(value, each.name):
            ledger.drop(item, steps[-1])
            return
        names.append(each.name)
        options.append(made or [None])
        entries += () if made else steps
    for chosen in product(*options):
        changed = _replace(value, dict(zip(names, chosen, strict=True)))
        if isinstance(changed, Relation) and changed.subject == changed.object:
            _drop_circle(item, changed, corrections, ledger)
        else:
            yield replace(item, value=changed, entries=tuple(dict.fromkeys(entries)))


def _drop_circle(
    item: Item, changed: Relation, corrections: EntityCorrections, ledger: Ledger
) -> None:
    """Two undertakings that became one are no longer parts of one another."""
    assert isinstance(item.value, Relation)
    for side in (item.value.subject, item.value.object):
        for entry in corrections.correct(side, changed.sentence).steps[-1:]:
            ledger.drop(item, entry)
            return


def _can_lack(value: Value, name: str) -> bool:
    return name in _SPARED.get(type(value), ()) or name == "recipient_actor"


def _correct(
    old: Entity, sentence: int, corrections: EntityCorrections, ledger: Ledger
) -> tuple[list[Entity | None], Steps]:
    """What an entity became in a sentence, and by which entries; all of it is noted."""
    became = corrections.correct(old, sentence)
    for entry in became.steps:
        if old not in dict(became.entities):
            ledger.withdraw_entity(old, entry)
        ledger.mark(sentence, (e for e, steps in became.entities if entry in steps), entry)
    return [each for each, _ in became.entities], became.steps


def _replace(value: Value, parties: dict[str, Entity | None]) -> Value:
    """The fact with other parties; a recognition tells them in words too."""
    changes: dict[str, object] = dict(parties)
    for name, new in parties.items():
        old = getattr(value, name)
        words = _WORDS.get(name, "") if isinstance(value, Recognition) else ""
        if new and words and getattr(value, words) == old.name:
            changes[words] = new.name
    return replace(value, **changes)  # type: ignore[arg-type] # fields of the fact
