"""Facts → quads: each statement in the named graph of the sentence that states it.

What an entity is stands in the graph of its first mention in the document; what a document, region,
organ type, unit or metric is, in the reference graph. A document's quads depend on nothing but its
facts: documents agree on an entity because its IRI is a pure function of its name.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kg import iris, reference
from kg.evidence import describe_evidence, evidence_node
from kg.facts import Actor, Facts, Initiative, Observation, Recognition
from kg.mention.scan import scan_text
from kg.read.document import Document
from kg.statement import Quad, iri, literal, number, words
from ontology import terms as t
from ontology.metrics import metric_concept
from ontology.regions import load_regions

Entity = Actor | Initiative


class _Statement(NamedTuple):
    """A statement before its sentence has become a graph."""

    sentence: int
    subject: str
    predicate: str
    object: str


def to_quads(facts: Facts) -> list[Quad]:
    """All quads of a document, sorted, each once; a sentence that states nothing has no graph."""
    uses = sorted(set(_uses(facts)), key=lambda use: use[0])
    stated = set(
        chain(
            (_Statement(number_, "", t.MENTIONS, iri(_node(entity))) for number_, entity in uses),
            _first_descriptions(uses),
            _forms(facts),
            _initiative_facts(facts),
            _doubts(facts),
            _posts(facts),
            _observations(facts),
            _recognitions(facts),
        )
    )
    graphs = {n: evidence_node(facts.document, n) for n in {each.sentence for each in stated}}
    quads = {
        Quad(subject or graphs[n], predicate, value, graphs[n])
        for n, subject, predicate, value in stated
    }
    for n, graph in graphs.items():
        quads.update(describe_evidence(facts.document, facts.document.sentences[n], graph))
    quads.update(_references(facts))
    return sorted(quads)


def _node(entity: Entity) -> str:
    return iris.actor(entity) if isinstance(entity, Actor) else iris.initiative(entity)


def _uses(facts: Facts) -> Iterator[tuple[int, Entity]]:
    """Where each actor and initiative is named or, as the unsaid party of a fact, carried over."""
    for mention in facts.actors:
        yield from ((mention.sentence, actor) for actor in mention.actors)
    for named in facts.initiatives:
        yield named.sentence, named.initiative
    for part in facts.participations:
        yield part.sentence, part.actor
        yield part.sentence, part.initiative
    for relation in facts.relations:
        yield relation.sentence, relation.subject
        yield relation.sentence, relation.object
    yield from ((measure.sentence, measure.initiative) for measure in facts.measures)
    yield from ((dating.sentence, dating.initiative) for dating in facts.datings)
    yield from ((numbered.sentence, numbered.initiative) for numbered in facts.numbers)
    for post in facts.posts:
        yield post.sentence, post.person
        if post.agency:
            yield post.sentence, post.agency
    for figure in facts.observations:
        yield from ((figure.sentence, x) for x in (figure.agency, figure.initiative) if x)
    for honour in facts.recognitions:
        yield from ((honour.sentence, x) for x in (honour.recipient_actor, honour.conferrer) if x)


def _first_descriptions(uses: list[tuple[int, Entity]]) -> Iterator[_Statement]:
    """What each entity is, as the sentence that names it first has it."""
    first: dict[Entity, int] = {}
    for sentence, entity in uses:
        first.setdefault(entity, sentence)
    named: dict[str, tuple[int, Entity]] = {}
    for entity, sentence in first.items():
        named.setdefault(_node(entity), (sentence, entity))
    for node, (sentence, entity) in named.items():
        for predicate, value in _describe(entity):
            yield _Statement(sentence, node, predicate, value)
        if isinstance(entity, Actor) and entity.parent:
            parent = parent_of(entity)
            if _node(parent) not in named:
                for predicate, value in _describe_actor(parent):
                    yield _Statement(sentence, _node(parent), predicate, value)


def _describe(entity: Entity) -> Iterator[tuple[str, str]]:
    return _describe_actor(entity) if isinstance(entity, Actor) else _describe_initiative(entity)


def _describe_actor(actor: Actor) -> Iterator[tuple[str, str]]:
    yield t.RDF_TYPE, iri(t.ACTOR_KINDS[actor.kind])
    yield t.PREF_LABEL, words(actor.name)
    yield t.REGION, iri(iris.region(actor.region))
    if actor.organ:
        yield t.ORGAN_TYPE, iri(iris.organ(actor.organ))
    if actor.level:
        yield t.LEVEL, iri(t.LEVELS[actor.level])
    if actor.parent:
        yield t.SUBORDINATE_TO, iri(_node(parent_of(actor)))


def _describe_initiative(initiative: Initiative) -> Iterator[tuple[str, str]]:
    yield t.RDF_TYPE, iri(t.INITIATIVE_TYPES[initiative.type])
    yield t.PREF_LABEL, words(initiative.name)
    yield t.REGION, iri(iris.region(initiative.region))


@lru_cache(maxsize=4096)
def parent_of(actor: Actor) -> Actor:
    """The body that an actor is part of: the one that its name is the name of where it stands."""
    regions = load_regions()
    own = regions.get(actor.region)
    named = scan_text(actor.parent, own)
    if len(named) == 1 and named[0].actors[0].name == actor.parent:
        return replace(named[0].actors[0], parent="")
    around = (own, *regions.ancestors(actor.region))
    home = next((each for each in around if actor.parent.startswith(each.name)), own)
    return Actor("agency", actor.parent, home.code, level=home.level)


def _forms(facts: Facts) -> Iterator[_Statement]:
    """The forms met that name one entity otherwise than its label does, where each is first met."""
    places: list[tuple[int, int, int, Entity]] = [
        (each.sentence, each.begin, each.end, each.actors[0])
        for each in facts.actors
        if len(each.actors) == 1
    ]
    places += [(each.sentence, each.begin, each.end, each.initiative) for each in facts.initiatives]
    met: set[tuple[str, str]] = set()
    for sentence, begin, end, entity in sorted(places, key=lambda place: place[:3]):
        form, node = facts.document.view[begin:end], _node(entity)
        if form and form != entity.name and (node, form) not in met:
            met.add((node, form))
            yield _Statement(sentence, node, t.ALT_LABEL, words(form))


def _initiative_facts(facts: Facts) -> Iterator[_Statement]:
    for part in facts.participations:
        actor, initiative = iris.actor(part.actor), iris.initiative(part.initiative)
        yield _Statement(part.sentence, actor, t.ROLES[part.role], iri(initiative))
        yield _Statement(part.sentence, "", t.RULE, iri(iris.rule(part.rule)))
    for relation in facts.relations:
        term = t.ESTABLISHES if relation.relation == "establishes" else t.PART_OF
        target = iri(iris.initiative(relation.object))
        yield _Statement(relation.sentence, iris.initiative(relation.subject), term, target)
    for measure in facts.measures:
        node = iris.initiative(measure.initiative)
        yield _Statement(measure.sentence, node, t.MEASURE, words(measure.text))
    for dating in facts.datings:
        node = iris.initiative(dating.initiative)
        yield _Statement(dating.sentence, node, t.DATE, literal(dating.date))
    for numbered in facts.numbers:
        node = iris.initiative(numbered.initiative)
        yield _Statement(numbered.sentence, node, t.IDENTIFIER, literal(numbered.number))
    for named in facts.initiatives:
        node = iris.initiative(named.initiative)
        yield from _found_by(named.sentence, node, named.rule, named.doubt)


def _found_by(sentence: int, node: str, rule: str, doubt: str) -> Iterator[_Statement]:
    yield _Statement(sentence, node, t.RULE, iri(iris.rule(rule)))
    if doubt:
        yield _Statement(sentence, node, t.DOUBT, literal(doubt))


def _doubts(facts: Facts) -> Iterator[_Statement]:
    """Doubts of what has no node of its own: parts that actors take, and names of actors."""
    document = facts.document
    doubts = [
        (each.sentence, iris.actor(each.actor), iris.initiative(each.initiative), each.doubt)
        for each in facts.participations
    ]
    for named in facts.actors:
        doubts += [(named.sentence, iris.actor(each), "", named.doubt) for each in named.actors]
    for number_, actor, initiative, doubt in doubts:
        if not doubt:
            continue
        start, _ = document.span(document.sentences[number_].begin, document.sentences[number_].end)
        node = iris.doubt(document.id, start, actor, initiative, doubt)
        yield _Statement(number_, node, t.RDF_TYPE, iri(t.Doubt))
        yield _Statement(number_, node, t.DOUBT, literal(doubt))
        yield _Statement(number_, node, t.DOUBTED_ACTOR, iri(actor))
        if initiative:
            yield _Statement(number_, node, t.DOUBTED_INITIATIVE, iri(initiative))


def _posts(facts: Facts) -> Iterator[_Statement]:
    for held in facts.posts:
        home = held.agency or held.person
        post = iris.post(home.region, held.agency.name if held.agency else "", held.post)
        yield _Statement(held.sentence, iris.actor(held.person), t.HOLDS_POST, iri(post))
        yield _Statement(held.sentence, post, t.RDF_TYPE, iri(t.Post))
        yield _Statement(held.sentence, post, t.PREF_LABEL, words(held.post))
        if held.agency:
            yield _Statement(held.sentence, post, t.POST_IN, iri(iris.actor(held.agency)))


def observation_node(document: Document, figure: Observation) -> str:
    """The IRI of a figure: its place and what it counts of whom."""
    start, _ = document.span(figure.begin, figure.end)
    key = (figure.metric, figure.statistic, figure.unit, figure.region)
    return iris.observation(document.id, start, *key)


def _observations(facts: Facts) -> Iterator[_Statement]:
    nodes = [observation_node(facts.document, figure) for figure in facts.observations]
    figures = dict(zip(reversed(nodes), reversed(facts.observations), strict=True))
    for node, figure in figures.items():  # of two readings of one figure the first stands
        for predicate, value in _describe_observation(figure):
            yield _Statement(figure.sentence, node, predicate, value)
        if figure.qualifies is not None:
            yield _Statement(figure.sentence, node, t.QUALIFIES, iri(nodes[figure.qualifies]))
        yield from _found_by(figure.sentence, node, figure.rule, figure.doubt)


def _metric(figure: Observation) -> str:
    """The name of the shared concept that a figure measures.

    What a listed metric counts of one undertaking (“蓝天”行动立案) is that metric still: the figure
    is linked to the undertaking besides.
    """
    if figure.initiative and figure.metric.startswith(figure.initiative.name):
        rest = figure.metric[len(figure.initiative.name) :]
        listed, name = metric_concept(rest, figure.unit, figure.statistic)
        if listed:
            return name
    return metric_concept(figure.metric, figure.unit, figure.statistic)[1]


def _describe_observation(figure: Observation) -> Iterator[tuple[str, str]]:
    yield t.RDF_TYPE, iri(t.Observation)
    yield t.LABEL, words(figure.metric)
    yield t.METRIC, iri(iris.metric(_metric(figure)))
    if figure.value is not None:
        yield t.VALUE, number(figure.value)
    yield t.VALUE_TEXT, literal(figure.digits)
    yield t.UNIT, iri(iris.unit(figure.unit))
    yield t.BOUND, iri(t.BOUNDS[figure.bound])
    yield t.STATISTIC, iri(t.STATISTICS[figure.statistic])
    yield t.PERIOD, literal(figure.period)
    yield t.REGION, iri(iris.region(figure.region))
    if figure.agency:
        yield t.REPORTED_BY, iri(iris.actor(figure.agency))
    if figure.initiative:
        yield t.OUTCOME_OF, iri(iris.initiative(figure.initiative))


def recognition_node(document: Document, honour: Recognition) -> str:
    """The IRI of an honour: its place, its name and who is honoured."""
    start, _ = document.span(honour.begin, honour.end)
    return iris.recognition(document.id, start, honour.name, honour.recipient)


def _recognitions(facts: Facts) -> Iterator[_Statement]:
    for honour in facts.recognitions:
        node = recognition_node(facts.document, honour)
        for predicate, value in _describe_recognition(honour):
            yield _Statement(honour.sentence, node, predicate, value)
        yield from _found_by(honour.sentence, node, honour.rule, honour.doubt)


def _describe_recognition(honour: Recognition) -> Iterator[tuple[str, str]]:
    yield t.RDF_TYPE, iri(t.Recognition)
    yield t.PREF_LABEL, words(honour.name)
    if honour.recipient_actor:
        yield t.RECIPIENT, iri(iris.actor(honour.recipient_actor))
    if honour.recipient_region:
        yield t.RECIPIENT, iri(iris.region(honour.recipient_region))
    if honour.recipient:
        yield t.RECIPIENT_TEXT, words(honour.recipient)
    if honour.conferrer:
        yield t.CONFERRED_BY, iri(iris.actor(honour.conferrer))
    if honour.conferred_by:
        yield t.CONFERRED_BY_TEXT, words(honour.conferred_by)
    if honour.date:
        yield t.DATE, literal(honour.date)


def _references(facts: Facts) -> Iterator[Quad]:
    """What the reference graph must hold for the statements of this document."""
    entities = {entity for _, entity in _uses(facts)}
    named = [each for each in entities if isinstance(each, Actor)]
    parents = {parent_of(each) for each in named if each.parent}
    figures, honours = facts.observations, facts.recognitions
    codes = {each.region for each in chain(entities, parents, figures)}
    codes |= {honour.recipient_region for honour in honours if honour.recipient_region}
    yield from reference.describe_document(facts)
    yield from reference.describe_regions(codes | {facts.context.home.code})
    yield from reference.describe_organs({each.organ for each in (*named, *parents)} - {""})
    yield from reference.describe_units({figure.unit for figure in figures})
    yield from reference.describe_metrics({_metric(figure) for figure in figures})
    sources = (facts.initiatives, facts.participations, figures, honours)
    yield from reference.describe_rules({each.rule for facts_ in sources for each in facts_})
