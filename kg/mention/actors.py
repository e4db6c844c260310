"""Every actor that a document names, with exact bounds and full official names.

document, context → find_actors → ActorMention …
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.facts import Actor, ActorMention
from kg.mention.context import Context
from kg.mention.scan import scan, scan_text
from kg.mention.spans import Found
from kg.mention.written_names import settle_names
from kg.read.document import Document

_ALL: Final = re.compile("各级|[两三]级(?=法院|检察)")
_VENUES: Final = frozenset({"party-school", "library", "museum"})
_HELD: Final = re.compile("[^，。；]{0,4}?(?:办|召开|举行|开班|开幕|开讲|启动)")
_MET: Final = re.compile("(?:顺利|成功|隆重|如期)?(?:召开|举办|举行)(?!的)")
"""Behind an organ in whose house others meet: 培训在街道办事处举办."""
_MERGED: Final = frozenset({"market-regulation", "intellectual-property"})
_MERGED_IN: Final = "2019"
_MERGED_AT: Final = frozenset({"municipal", "county"})
_LISTING: Final = frozenset({"、", "和", "与", "会同", "联合"})


def find_actors(document: Document, context: Context) -> tuple[ActorMention, ...]:
    """All mentions of actors, by place, none overlapping.

    A body that the document only founds is an undertaking and is left out. Second names of a body,
    given as A（B）, stand for the first one everywhere.
    """
    signed = scan_text(context.publisher, context.home) if context.publisher else ()
    publisher = signed[0].actors[0] if signed else None
    reading = scan(document.view, document.sentences, context.home, context.voice, publisher)
    found = reading.found
    settled = settle_names(found, document.view, context.publisher)
    for each in found if settled else ():
        each.actors = tuple(settled.get(actor, actor) for actor in each.actors)
    stated = {
        settled.get(one, one): settled.get(whole, whole) for one, whole in reading.aliases.items()
    }
    stated = {
        **{one: whole for one, whole in stated.items() if one.name != context.publisher},
        **{whole: one for one, whole in stated.items() if one.name == context.publisher},
    }
    aliases = {**_second_names(found, document.view, context), **stated}
    aliases.update(_of_all_levels(found))
    founded = any(each.founded for each in found)
    acting = {a for each in found if not each.founded for a in each.actors} if founded else set()
    mentions = []
    for each in found:
        if _is_venue(each, document.view):
            continue
        actors = each.actors
        if each.founded:
            actors = tuple(actor for actor in actors if actor in acting)
        if actors:
            mentions.append(_mention(each, actors, aliases))
    return tuple(mentions)


def _second_names(found: list[Found], view: str, context: Context) -> dict[Actor, Actor]:
    """Names under which a market regulation bureau acts as its city's 知识产权局.

    The reform of 2018 made the two one body in cities and counties; a list that names both means
    two (before the reform, or somewhere it was not carried out), and so does a report that a
    知识产权局 publishes as itself.
    """
    if context.period[:4] < _MERGED_IN:
        return {}
    bodies = {
        actor
        for each in found
        for actor in each.actors
        if actor.organ in _MERGED and actor.level in _MERGED_AT
    }
    bureaus = {actor.region: actor for actor in bodies if _is_bureau(actor, "market-regulation")}
    twins = {
        actor: bureaus[actor.region]
        for actor in bodies
        if _is_bureau(actor, "intellectual-property")
        and actor.region in bureaus
        and actor.name != context.publisher
    }
    for former, latter in pairwise(found):
        if view[former.end : latter.begin] in _LISTING:
            for one, other in (former.actors, latter.actors), (latter.actors, former.actors):
                if twins.get(one[0]) == other[0]:
                    del twins[one[0]]
    return twins


def _is_venue(found: Found, view: str) -> bool:
    """Whether the house is only where something is held: 在县委党校举办培训班."""
    if view[found.begin - 1 : found.begin] != "在":
        return False
    if found.actors[0].organ in _VENUES:
        return _HELD.match(view, found.end) is not None
    return found.actors[0].kind == "agency" and _MET.match(view, found.end) is not None


def _of_all_levels(found: list[Found]) -> dict[Actor, Actor]:
    """Groups of all levels that the document also names without saying so: 全省各级法院."""
    groups = {actor for each in found for actor in each.actors if actor.kind == "group"}
    plain = {each: replace(each, name=_ALL.sub("", each.name, count=1)) for each in groups}
    return {each: other for each, other in plain.items() if other != each and other in groups}


def _is_bureau(actor: Actor, organ: str) -> bool:
    return actor.organ == organ and not actor.parent and actor.kind == "agency"


def _mention(found: Found, actors: tuple[Actor, ...], aliases: dict[Actor, Actor]) -> ActorMention:
    named = tuple(aliases.get(actor, actor) for actor in actors) if aliases else actors
    if len(named) > 1:
        named = tuple(dict.fromkeys(named))
    return ActorMention(found.sentence, found.begin, found.end, named, found.rule, found.doubt)
