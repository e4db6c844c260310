"""One document, read whole: its mentions, then its facts. The flow of kg/mention and kg/relate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.facts import ActorMention, Facts, InitiativeMention, Quantity
from kg.mention.actors import find_actors
from kg.mention.context import read_context
from kg.mention.initiatives import find_initiatives
from kg.mention.people import find_posts
from kg.mention.quantities import find_quantities
from kg.read.document import Document
from kg.relate.doubts import doubt_figures, doubt_honours
from kg.relate.encode import Code, encode
from kg.relate.links import find_datings, find_relations
from kg.relate.measures import find_measures
from kg.relate.numbers import find_numbers, number_of
from kg.relate.observations import observe
from kg.relate.participations import add_founders, find_participations
from kg.relate.recognitions import find_recognitions
from kg.relate.sentence_dates import SentenceDates
from kg.relate.subjects import Subjects
from kg.relate.topics import Topics

M = TypeVar("M", ActorMention, InitiativeMention)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's facts with what they were read from."""

    facts: Facts
    codes: tuple[Code, ...]
    """The encoded sentences, by number."""
    subjects: Subjects
    topics: Topics
    quantities: tuple[Quantity, ...]


def read_facts(document: Document) -> Facts:
    """All that a document names and says."""
    return read_closely(document).facts


def read_closely(document: Document) -> Reading:
    """All that a document names and says, and how it was come by."""
    context = read_context(document)
    actors = find_actors(document, context)
    initiatives = find_initiatives(document, context, actors)
    codes = encode_sentences(document, actors, initiatives)
    subjects = Subjects(document, context, codes, initiatives)
    relations = find_relations(document, codes, initiatives)
    stated = find_participations(document, codes, initiatives, subjects)
    participations = add_founders(stated, relations)
    topics = Topics(document, codes, initiatives, participations, subjects)
    quantities = find_quantities(document)
    year, issued = context.period[:4], context.issued[:4]
    later = year.isdigit() and issued.isdigit() and int(issued) == int(year) + 1
    dates = SentenceDates(document, told_later=later)
    figures = observe(document, context, actors, initiatives, quantities, topics, dates)
    honours = find_recognitions(document, context, codes, subjects, dates)
    facts = Facts(
        document=document,
        context=context,
        actors=actors,
        initiatives=initiatives,
        participations=participations,
        relations=relations,
        measures=find_measures(document, codes, relations),
        datings=find_datings(document, context, codes, dates),
        posts=find_posts(document, context, actors),
        observations=doubt_figures(document, context, figures, subjects),
        recognitions=doubt_honours(document, context, honours, actors, subjects),
        numbers=find_numbers(document, initiatives),
        identifier=number_of(document),
    )
    return Reading(facts, codes, subjects, topics, quantities)


def encode_sentences(
    document: Document,
    actors: Sequence[ActorMention],
    initiatives: Sequence[InitiativeMention],
) -> tuple[Code, ...]:
    """The code of each sentence, by its number."""
    named, done = _by_sentence(actors), _by_sentence(initiatives)
    return tuple(
        encode(document, sentence, named.get(sentence.number, ()), done.get(sentence.number, ()))
        for sentence in document.sentences
    )


def _by_sentence(mentions: Sequence[M]) -> dict[int, list[M]]:
    found: dict[int, list[M]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return found
