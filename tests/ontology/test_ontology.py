"""The ontology and its vocabularies as documents: whole, bilingual, OWL 2 DL, valid SKOS."""

import subprocess
from collections import Counter
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib import namespace as namespaces
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import terms as t
from ontology.load import (
    FOLDER,
    JAVA,
    JAVA_OPTIONS,
    ONTOLOGY_FILES,
    read_declared,
    read_ontology,
    read_turtle,
)

CPOV = (f"{t.CPOV}PublicOrganisation",)
ELI = tuple(
    f"http://data.europa.eu/eli/ontology#{name}"
    for name in ("LegalResource", "passed_by", "date_document")
)
QUDT = tuple(f"http://qudt.org/schema/qudt/{name}" for name in ("Unit", "unit", "numericValue"))
SDMX = tuple(
    f"http://purl.org/linked-data/sdmx/2009/{name}"
    for name in (
        *("attribute#unitMeasure", "dimension#refArea", "dimension#refPeriod"),
        "measure#obsValue",
    )
)
WIKIDATA = tuple(
    f"http://www.wikidata.org/entity/{name}"
    for name in (
        *("Q10870555", "Q327333", "Q43229", "Q6881511", "Q4830453", "Q5", "Q4164871", "Q56061"),
        *("Q1656682", "Q2334719", "Q1156854", "Q321839", "Q13226383", "Q47574", "Q618779"),
    )
)
VOCABULARIES = ("roles", "initiative-types", "statistics", "bounds", "levels", "actor-kinds")
AMO = Graph().parse(ONTOLOGY_FILES[0])
OWN = sorted({str(s) for s in AMO.subjects(RDF.type) if str(s).startswith(t.AMO)})
INDIVIDUALS = {str(s) for s in AMO.subjects(RDF.type, OWL.NamedIndividual)}


def read_vocabulary(name: str) -> Graph:
    return Graph().parse(FOLDER / "vocabulary" / f"{name}.ttl")


def languages(graph: Graph, node: Node, term: URIRef) -> Counter[str]:
    found = graph.objects(node, term)
    return Counter(str(each.language) for each in found if isinstance(each, Literal))


def test_ontology_declares_all_kinds_of_terms() -> None:
    declared = read_declared(read_turtle(ONTOLOGY_FILES[0]))
    own = [
        {iri for iri in kind if iri.startswith(t.AMO)}
        for kind in (
            declared.classes,
            declared.object_properties,
            declared.data_properties,
            declared.annotation_properties,
            declared.individuals,
        )
    ]
    assert [len(kind) for kind in own] == [35, 50, 26, 2, 29]


@pytest.mark.parametrize("path", [*ONTOLOGY_FILES, *sorted(FOLDER.glob("shapes/*.ttl"))], ids=str)
def test_turtle_is_the_same_to_both_parsers(path: Path) -> None:
    parsed = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(Graph().parse(path)) == len(set(parsed)) == len(parsed)


@pytest.mark.parametrize("term", OWN)
def test_ontology_term_is_explained_in_both_languages(term: str) -> None:
    for told in (RDFS.label, RDFS.comment, SKOS.example):
        assert languages(AMO, URIRef(term), told) == {"zh": 1, "en": 1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ontology_labels_tell_terms_of_a_kind_apart(language: str) -> None:
    labels = Counter(
        (str(label), AMO.value(URIRef(term), RDF.type))
        for term in OWN
        for label in AMO.objects(URIRef(term), RDFS.label)
        if isinstance(label, Literal) and label.language == language
    )
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("path", ONTOLOGY_FILES, ids=lambda path: path.stem)
def test_ontology_tells_its_version_licence_and_changes(path: Path) -> None:
    graph = Graph().parse(path)
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    version = str(graph.value(ontology, OWL.versionInfo))
    prior = str(graph.value(ontology, OWL.priorVersion))
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"
    assert prior.startswith(f"{ontology}/")
    assert prior < f"{ontology}/{version}"
    assert graph.value(ontology, DCTERMS.license)
    assert languages(graph, ontology, SKOS.changeNote) == {"zh": 1, "en": 1}
    assert languages(graph, ontology, DCTERMS.title) == {"zh": 1, "en": 1}
    assert all(str(note).startswith(version) for note in graph.objects(ontology, SKOS.changeNote))


OPEN = {
    (t.SHA256, RDFS.domain),  # a document, or a rule of derivation, which is a prov:Plan
    (t.MEASURE, RDFS.range),  # words in a language
    (t.RECIPIENT_TEXT, RDFS.range),
    (t.CONFERRED_BY_TEXT, RDFS.range),
    (t.EXPLANATION, RDFS.range),
}


@pytest.mark.parametrize("end", [RDFS.domain, RDFS.range], ids=["domain", "range"])
def test_ontology_properties_have_domain_and_range(end: URIRef) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {each for kind in kinds for each in AMO.subjects(RDF.type, kind)}
    bare = {
        str(each) for each in own if str(each).startswith(t.AMO) and (each, end, None) not in AMO
    }
    assert bare == {term for term, left_open in OPEN if left_open == end}


def test_ontology_inverses_have_domain_and_range_exchanged() -> None:
    pairs = list(AMO.subject_objects(OWL.inverseOf))
    assert len(pairs) == 10
    for one, other in pairs:
        assert set(AMO.objects(one, RDFS.domain)) == set(AMO.objects(other, RDFS.range))
        assert set(AMO.objects(one, RDFS.range)) == set(AMO.objects(other, RDFS.domain))


def test_ontology_has_keys_and_chains() -> None:
    def lists(term: URIRef) -> set[tuple[str, ...]]:
        return {
            (_local(subject), *(_local(each) for each in Collection(AMO, head)))
            for subject, head in AMO.subject_objects(term)
        }

    assert lists(OWL.hasKey) == {("Region", "code"), ("Evidence", "inDocument", "start", "end")}
    assert lists(OWL.propertyChainAxiom) == {
        ("participatesIn", "participatesIn", "partOf"),
        ("participatesIn", "leads", "establishes"),
        ("participatesIn", "partnersIn", "establishes"),
        ("outcomeOf", "outcomeOf", "partOf"),
    }


def _local(node: Node) -> str:
    return str(node).rpartition("#")[2]


def test_ontology_names_no_individual_in_a_class() -> None:
    """Such axioms make HermiT slower by the number of individuals."""
    triples = list(read_ontology())
    assert triples
    used = {triple.predicate.value for triple in triples}
    assert not used & {f"{t.OWL}oneOf", f"{t.OWL}hasValue"}


def test_ontology_is_in_the_profile_owl_2_dl(tmp_path: Path) -> None:
    path = tmp_path / "ontology.nt"
    data = ox.serialize(read_ontology(), format=ox.RdfFormat.N_TRIPLES)
    path.write_bytes(data or b"")
    rdf = tmp_path / "ontology.rdf"
    Graph().parse(path, format="nt").serialize(rdf, format="xml")
    spec = find_spec("owlready2")
    assert spec is not None
    folder = Path(next(iter(spec.submodule_search_locations or ()))) / "pellet"
    classes = ":".join([str(folder), *map(str, folder.glob("*.jar"))])
    command = [str(JAVA), *JAVA_OPTIONS, "-cp", classes, "pellet.Pellet", "info", str(rdf)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "OWL Profile = OWL 2 DL\n" in run.stdout


def test_ontology_uses_only_declared_terms() -> None:
    """So that a reasoner loads it without network and without guessing."""
    triples = read_ontology()
    declared = read_declared(triples)
    known = declared.object_properties | declared.data_properties | declared.annotation_properties
    builtin = (t.RDF, t.RDFS, t.OWL, t.XSD)
    used = {triple.predicate.value for triple in triples}
    assert [iri for iri in sorted(used - known) if not iri.startswith(builtin)] == []


@pytest.mark.parametrize(
    ("subject", "relation", "target"),
    [
        (t.Agency, RDFS.subClassOf, "http://www.w3.org/ns/org#FormalOrganization"),
        (t.Agency, RDFS.subClassOf, "http://data.europa.eu/m8g/PublicOrganisation"),
        (t.Observation, RDFS.subClassOf, "http://purl.org/linked-data/cube#Observation"),
        (t.SUBORDINATE_TO, RDFS.subPropertyOf, "http://www.w3.org/ns/org#subOrganizationOf"),
        (t.IN_DOCUMENT, RDFS.subPropertyOf, "http://www.w3.org/ns/prov#wasQuotedFrom"),
    ],
)
def test_alignments_relate(subject: str, relation: URIRef, target: str) -> None:
    graph = Graph().parse(ONTOLOGY_FILES[1])
    assert (URIRef(subject), relation, URIRef(target)) in graph
    assert (URIRef(subject), None, None) in AMO


KNOWN = (CPOV, ELI, QUDT, SDMX, WIKIDATA)
LISTED = tuple(
    getattr(namespaces, name)
    for name in ("DCTERMS", "FOAF", "GEO", "ORG", "PROV", "QB", "SDO", "TIME")
)


def targets() -> list[str]:
    """The terms of others that AMO's are related to."""
    graph = Graph().parse(ONTOLOGY_FILES[1])
    found = {str(o) for s, p, o in graph if str(s).startswith(t.AMO) and isinstance(o, URIRef)}
    return sorted(found)


@pytest.mark.parametrize("target", targets())
def test_alignments_lead_to_terms_that_exist(target: str) -> None:
    """Against the terms that rdflib lists of each vocabulary; the rest is listed above."""
    if target.startswith(t.GEO):
        assert target == f"{t.GEO}SpatialThing"
        return
    for namespace in LISTED:
        if target.startswith(str(namespace)):
            assert URIRef(target) in namespace
            return
    assert target in {iri for names in KNOWN for iri in names}


def test_alignments_reach_every_vocabulary() -> None:
    found = targets()
    prefixes = [*map(str, LISTED), t.GEO, *(names[0].rpartition("/")[0] for names in KNOWN)]
    assert [each for each in prefixes if not any(iri.startswith(each) for iri in found)] == []
    assert len(found) > 70


@pytest.mark.parametrize("role", list(t.ROLES.values()))
def test_ontology_roles_are_participations(role: str) -> None:
    assert (URIRef(role), RDFS.subPropertyOf, URIRef(t.PARTICIPATES_IN)) in AMO


def test_ontology_individuals_are_all_different() -> None:
    lists = [
        AMO.value(each, OWL.distinctMembers) for each in AMO.subjects(RDF.type, OWL.AllDifferent)
    ]
    listed = [str(each) for members in lists if members for each in Collection(AMO, members)]
    assert sorted(listed) == sorted(INDIVIDUALS)  # lists of disjoint classes


@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabulary_keeps_the_conditions_of_skos(name: str) -> None:
    graph = read_vocabulary(name)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == concepts
    assert set(graph.subjects(SKOS.topConceptOf, scheme)) == concepts
    assert set(graph.subjects(SKOS.inScheme, scheme)) == concepts
    for concept in concepts:
        assert languages(graph, concept, SKOS.prefLabel) == {"zh": 1, "en": 1}
        assert languages(graph, concept, SKOS.definition) == {"zh": 1, "en": 1}
        assert languages(graph, concept, SKOS.example) == {"zh": 1, "en": 1}
        preferred = set(graph.objects(concept, SKOS.prefLabel))
        assert not preferred & set(graph.objects(concept, SKOS.altLabel))


@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabulary_label_means_one_concept(name: str) -> None:
    graph = read_vocabulary(name)
    labels = {
        concept: {*graph.objects(concept, SKOS.prefLabel), *graph.objects(concept, SKOS.altLabel)}
        for concept in graph.subjects(RDF.type, SKOS.Concept)
    }
    shared = [one & other for one, other in combinations(labels.values(), 2) if one & other]
    assert shared == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("roles", t.ROLES),
        ("initiative-types", t.INITIATIVE_TYPES),
        ("actor-kinds", t.ACTOR_KINDS),
        ("statistics", t.STATISTICS),
        ("bounds", t.BOUNDS),
        ("levels", t.LEVELS),
    ],
)
def test_vocabulary_says_what_its_words_denote(name: str, words: dict[str, str]) -> None:
    graph = read_vocabulary(name)
    found = {
        str(notation): str(graph.value(concept, URIRef(t.DENOTES)) or concept)
        for concept, notation in graph.subject_objects(SKOS.notation)
    }
    assert found == dict(words)


@pytest.mark.parametrize("name", ["statistics", "bounds", "levels"])
def test_vocabulary_labels_individuals_as_the_ontology(name: str) -> None:
    graph = read_vocabulary(name)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        for told, term in (
            (SKOS.prefLabel, RDFS.label),
            (SKOS.definition, RDFS.comment),
            (SKOS.example, SKOS.example),
        ):
            assert set(graph.objects(concept, told)) == set(AMO.objects(concept, term))
        assert set(AMO.objects(concept, RDF.type)) <= {
            OWL.NamedIndividual,
            *graph.objects(concept, RDF.type),
        }
