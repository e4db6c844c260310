"""Every actor that a document names, with exact bounds and full official names.

document, context → find_actors → ActorMention …
"""

from kg.facts import Actor, ActorMention
from kg.mention.context import Context
from kg.mention.scan import scan
from kg.mention.spans import Found
from kg.read.document import Document


def find_actors(document: Document, context: Context) -> tuple[ActorMention, ...]:
    """All mentions of actors, by place, none overlapping.

    A body that the document only founds is an undertaking and is left out. Second names of a body,
    given as A（B）, stand for the first one everywhere.
    """
    reading = scan(document.view, document.sentences, context.home, context.voice)
    found = reading.found
    acting = {actor for each in found if not each.founded for actor in each.actors}
    mentions = []
    for each in found:
        actors = tuple(actor for actor in each.actors if actor in acting)
        if actors:
            mentions.append(_mention(each, actors, reading.aliases))
    return tuple(mentions)


def _mention(found: Found, actors: tuple[Actor, ...], aliases: dict[Actor, Actor]) -> ActorMention:
    named = tuple(dict.fromkeys(aliases.get(actor, actor) for actor in actors))
    return ActorMention(found.sentence, found.begin, found.end, named, found.rule, found.doubt)
