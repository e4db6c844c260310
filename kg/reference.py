"""The reference graph: what the statements of a document rest on and no sentence says.

The document's own metadata, and of the vocabularies only what the document uses: regions with those
around them, organ types, units, metrics, rules.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import iris
from kg.facts import Facts
from kg.precision import load_precision
from kg.statement import Quad, iri, literal, number, words
from ontology import terms as t
from ontology.concepts import read_scheme
from ontology.metrics import describe_metric, load_metrics, plain_labels
from ontology.organs import load_organs
from ontology.regions import load_regions
from ontology.units import load_units


def describe_document(facts: Facts) -> Iterator[Quad]:
    """What is known of the document from its file and its sidecar."""
    document, context = facts.document, facts.context
    node = iris.document(document.id)
    yield _quad(node, t.RDF_TYPE, iri(t.Document))
    yield _quad(node, t.SHA256, literal(document.sha256))
    yield _quad(node, t.REGION, iri(iris.region(context.home.code)))
    yield _quad(t.EVIDENCE_GRAPHS, t.RDF_TYPE, iri(f"{t.PROV}Collection"))
    yield _quad(t.EVIDENCE_GRAPHS, t.HAD_MEMBER, iri(node))
    if context.title:
        yield _quad(node, t.TITLE, words(context.title))
    if context.publisher:
        yield _quad(node, t.PUBLISHER, words(context.publisher))
    for term, value in (
        (t.ISSUED, context.issued),
        (t.PERIOD, context.period),
        (t.SOURCE, document.metadata.url),
        (t.IDENTIFIER, facts.identifier),
    ):
        if value:
            yield _quad(node, term, literal(value))


def describe_regions(codes: Iterable[str]) -> Iterator[Quad]:
    """Regions by their codes, and all that they lie in."""
    regions = load_regions()
    wanted = set(codes)
    for code in tuple(wanted):
        wanted.update(around.code for around in regions.ancestors(code))
    for region in map(regions.get, wanted):
        node = iris.region(region.code)
        yield _quad(node, t.RDF_TYPE, iri(t.Region))
        yield _quad(node, t.CODE, literal(region.code))
        yield _quad(node, t.LEVEL, iri(t.LEVELS[region.level]))
        yield _quad(node, t.PREF_LABEL, words(region.name))
        if region.short and region.short != region.name:
            yield _quad(node, t.ALT_LABEL, words(region.short))
        yield from _place(node, "regions", iris.region(region.parent) if region.parent else "")
        yield _quad(node, t.NOTATION, literal(region.code))
        if region.parent:
            yield _quad(node, t.WITHIN, iri(iris.region(region.parent)))
        if region.latitude is not None and region.longitude is not None:
            yield _quad(node, t.LAT, number(Decimal(str(region.latitude))))
            yield _quad(node, t.LONG, number(Decimal(str(region.longitude))))


def describe_organs(ids: Iterable[str]) -> Iterator[Quad]:
    """Organ types by their ids in the vocabulary, with the stems of collective names."""
    wanted = set(ids)
    for organ in (each for each in load_organs() if each.id in wanted):
        node = iris.organ(organ.id)
        yield _quad(node, t.RDF_TYPE, iri(t.OrganType))
        yield _quad(node, t.PREF_LABEL, words(organ.label))
        yield _quad(node, t.PREF_LABEL, f"{literal(organ.english)}@en")
        yield from _place(node, "organs")
        for stem in organ.stems:
            yield _quad(node, t.STEM, words(stem))


def describe_units(names: Iterable[str]) -> Iterator[Quad]:
    """Units by their names, with what QUDT calls the same."""
    by_name = {unit.name: unit for unit in load_units()}
    for name in names:
        node, listed = iris.unit(name), by_name.get(name)
        yield _quad(node, t.RDF_TYPE, iri(t.Unit))
        yield _quad(node, t.PREF_LABEL, words(name))
        yield from _place(node, "units")
        if listed is not None:
            yield _quad(node, t.PREF_LABEL, f"{literal(listed.english)}@en")
        if listed is not None and listed.match:
            yield _quad(node, t.EXACT_MATCH, iri(listed.match))


def describe_metrics(names: Iterable[str]) -> Iterator[Quad]:
    """Metrics by their names, with those that they are kinds of and the units that they have."""
    by_iri = {metric.iri: metric for metric in load_metrics()}
    units = {unit.iri: unit.name for unit in load_units()}
    for name in names:
        node, listed = iris.metric(name), describe_metric(name)
        yield _quad(node, t.RDF_TYPE, iri(t.Metric))
        yield _quad(node, t.PREF_LABEL, words(name))
        yield from _place(node, "metrics", listed.broader if listed else "")
        if listed is None:
            continue
        yield _quad(node, t.PREF_LABEL, f"{literal(listed.english)}@en")
        for label in plain_labels(listed):
            yield _quad(node, t.ALT_LABEL, words(label))
        yield from (_quad(node, t.USUAL_STATISTIC, iri(each)) for each in listed.statistics)
        yield from (_quad(node, t.USUAL_UNIT, iri(each)) for each in listed.units)
        yield from describe_units(units[each] for each in listed.units)
        if listed.broader:
            yield from describe_metrics([by_iri[listed.broader].name])


def describe_rules(ids: Iterable[str]) -> Iterator[Quad]:
    """Extraction rules by their ids, with how often each is right where that was measured."""
    measured = load_precision()
    for id_ in ids:
        node = iris.rule(id_)
        yield _quad(node, t.RDF_TYPE, iri(t.Rule))
        yield _quad(node, t.LABEL, literal(id_))
        yield _quad(node, t.MEASURED_ON, number(measured[id_].built if id_ in measured else 0))
        if id_ in measured:
            yield _quad(node, t.PRECISION, number(measured[id_].precision))


def _place(node: str, vocabulary: str, broader: str = "") -> Iterator[Quad]:
    """Where a concept stands: in the scheme of its vocabulary, below another one or on top."""
    scheme = read_scheme(vocabulary)
    above = (t.BROADER, broader) if broader else (t.TOP_CONCEPT_OF, scheme.iri)
    for term, value in (above, (t.IN_SCHEME, scheme.iri)):
        yield _quad(node, term, iri(value))
    yield _quad(scheme.iri, t.RDF_TYPE, iri(t.ConceptScheme))
    yield _quad(scheme.iri, t.PREF_LABEL, words(scheme.name))
    yield _quad(scheme.iri, t.PREF_LABEL, f"{literal(scheme.english)}@en")


def _quad(subject: str, predicate: str, value: str) -> Quad:
    return Quad(subject, predicate, value, t.REFERENCE_GRAPH)
