"""Details of facts that a correction sets: a role, a period, the agency of a figure."""

from collections.abc import Mapping
from dataclasses import replace

from kg.corrections.file import Numbered, details_of
from kg.corrections.ids import Fact
from kg.corrections.items import Item, Ledger
from kg.corrections.model import Set
from kg.corrections.parties import Parties
from kg.corrections.words import name_kind
from kg.facts import (
    ActorMention,
    Dating,
    InitiativeMention,
    Observation,
    Participation,
    Recognition,
)

_DETAILS: Mapping[type, tuple[str, ...]] = {
    Participation: ("role",),
    Dating: ("date",),
    Observation: (
        *("metric", "value", "bound", "unit", "statistic", "period", "region"),
        *("agency", "initiative"),
    ),
    Recognition: ("name", "recipient", "conferred_by", "date"),
}
"""What can be set of each kind of fact."""


def set_details(item: Item, entries: list[Numbered], parties: Parties, ledger: Ledger) -> Item:
    """The item with the details that the entries set, all of the same fact.

    Raises InvalidCorrection when two entries set the same detail or the fact has no such detail.
    """
    fact = item.value
    assert not isinstance(fact, ActorMention | InitiativeMention)
    _refuse_contradictions(entries)
    taken: list[Numbered] = []
    for entry in entries:
        changed = _set(entry, fact, parties)
        if changed == fact:
            ledger.found.idle.add(entry.number)
            continue
        ledger.found.targets.add((entry.number, "fact"))
        ledger.withdraw(fact, entry)
        taken.append(entry)
        fact = changed
    return replace(item, value=fact, entries=(*item.entries, *taken))


def _refuse_contradictions(entries: list[Numbered]) -> None:
    told: dict[str, Numbered] = {}
    for entry in entries:
        assert isinstance(entry.correction, Set)
        for key in details_of(entry.correction):
            other = told.setdefault(key, entry)
            if other is not entry:
                raise entry.complain(
                    f"contradicts entry {other.number}, both set the {key} of"
                    f" {entry.correction.fact}: keep one"
                )


def _set(entry: Numbered, fact: Fact, parties: Parties) -> Fact:
    correction = entry.correction
    assert isinstance(correction, Set)
    details = details_of(correction)
    allowed = _DETAILS.get(type(fact), ())
    for key in details:
        if key not in allowed:
            has = ", ".join(allowed) or "nothing to set: drop it and add another"
            raise entry.complain(
                f"{correction.fact} is a {name_kind(fact)} and has no {key}; it has {has}"
            )
    if isinstance(fact, Observation):
        details = _read_figure(entry, details, fact, parties)
    elif isinstance(fact, Recognition):
        details = read_honour(entry, details, fact.sentence, parties)
    return replace(fact, **details)  # type: ignore[arg-type] # fields of the fact


def _read_figure(
    entry: Numbered, details: dict[str, object], fact: Observation, parties: Parties
) -> dict[str, object]:
    """The details of an observation as its fields hold them."""
    read = dict(details)
    if "region" in details:
        read["region"] = parties.names.find_region(entry, str(details["region"])).code
    if "agency" in details:
        name = str(details["agency"])
        read["agency"] = parties.find_actor(entry, name, fact.sentence) if name else None
    if "initiative" in details:
        name = str(details["initiative"])
        read["initiative"] = parties.find_initiative(entry, name, fact.sentence) if name else None
    bound, value = read.get("bound", fact.bound), read.get("value", fact.value)
    if bound == "magnitude" and "value" not in read:
        read["value"] = None
    elif (bound == "magnitude") is (value is not None):
        raise entry.complain(
            "only a figure that is a mere magnitude (数亿) has no value: set both bound and value"
        )
    return read


def read_honour(
    entry: Numbered, details: dict[str, object], sentence: int, parties: Parties
) -> dict[str, object]:
    """The details of a recognition as its fields hold them."""
    read = dict(details)
    if "recipient" in details:
        name = str(details["recipient"])
        place = parties.find_place(name)
        read["recipient_region"] = place.code if place else ""
        read["recipient_actor"] = None if place else parties.seek_actor(entry, name, sentence)
    if "conferred_by" in details:
        name = str(details["conferred_by"])
        read["conferrer"] = parties.seek_actor(entry, name, sentence) if name else None
    return read
