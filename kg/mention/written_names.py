"""Short forms under the full names that the same document writes out.

A short form may stand for several official names (文广旅局, 消委会, 城管执法局). What the document
writes out in full, of the same body or else of a sister body elsewhere, wins over the usual name.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

from kg.facts import Actor
from kg.mention.spans import Found
from ontology.organs import Organ, load_organs
from ontology.regions import load_regions


def settle_names(found: list[Found], view: str, publisher: str) -> dict[Actor, Actor]:
    """The bodies that are called by a short form only, each under the name that the text has.

    `publisher` is the full name of who publishes the document, or "".
    """
    forms: defaultdict[Actor, set[str]] = defaultdict(set)
    doubtful = _doubtful()
    for each in found:
        for actor in each.actors:
            if actor.organ in doubtful and actor.kind != "group" and not actor.parent:
                forms[actor].add(view[each.begin : each.end])
    written: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, called in forms.items():
        tail = _tail_of(actor)
        if tail in _types()[actor.organ].names and any(tail in form for form in called):
            written[actor.organ][tail].add(actor.region)
    for actor in forms:
        for tail in _types()[actor.organ].names:
            if publisher.endswith(tail):
                written[actor.organ][tail].add(actor.region)
    settled = {}
    for actor, called in forms.items():
        tail = _tail_of(actor)
        tails = written.get(actor.organ, {})
        if tail and tail not in tails and (name := _choose(actor, called, tails)):
            settled[actor] = replace(actor, name=actor.name.removesuffix(tail) + name)
    return settled


def _choose(actor: Actor, called: set[str], tails: dict[str, set[str]]) -> str:
    """The one written name that all short forms fit, of the same region before others; or ""."""
    levels = {title.name: title.levels for title in _types()[actor.organ].titles}
    fitting = [
        tail
        for tail in tails
        if actor.level in levels[tail] and all(_fits(form, tail, actor) for form in called)
    ]
    own = [tail for tail in fitting if actor.region in tails[tail]]
    return next((names[0] for names in (own, fitting) if len(names) == 1), "")


def _fits(form: str, tail: str, actor: Actor) -> bool:
    """Whether what the form has behind its place stands, in order, in the tail: 文广旅局."""
    own = _tail_of(actor)
    known = _short_forms()[actor.organ] if own in _types()[actor.organ].names else {own}
    short = next((form[at:] for at in range(len(form)) if form[at:] in known), "") or own
    if any(tail == title.name and short in title.others for title in _types()[actor.organ].titles):
        return True
    rest = iter(tail)
    return short[:1] == tail[0] and short[-1] == tail[-1] and all(each in rest for each in short)


def _tail_of(actor: Actor) -> str:
    """What the name has behind its place, or ""."""
    region = load_regions().get(actor.region)
    for place in (region.name, region.short):
        if actor.name.startswith(place):
            return actor.name.removeprefix(place)
    return ""


@cache
def _doubtful() -> frozenset[str]:
    """Types that have a short form for several names."""
    return frozenset(
        organ.id
        for organ in load_organs()
        for form, count in Counter(each for title in organ.titles for each in title.others).items()
        if count > 1
    )


@cache
def _types() -> dict[str, Organ]:
    return {organ.id: organ for organ in load_organs()}


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Organ type → its short forms."""
    return {
        organ.id: frozenset(form for title in organ.titles for form in title.others)
        for organ in load_organs()
    }
