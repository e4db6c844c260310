"""The ontology and its vocabularies as documents: whole, bilingual, OWL 2 DL, valid SKOS."""

import subprocess
from collections import Counter
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
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
    assert [len(kind) for kind in own] == [35, 48, 26, 1, 29]


@pytest.mark.parametrize("path", [*ONTOLOGY_FILES, *sorted(FOLDER.glob("shapes/*.ttl"))], ids=str)
def test_turtle_is_the_same_to_both_parsers(path: Path) -> None:
    parsed = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(Graph().parse(path)) == len(set(parsed)) == len(parsed)


@pytest.mark.parametrize("term", OWN)
def test_ontology_term_is_explained_in_both_languages(term: str) -> None:
    assert languages(AMO, URIRef(term), RDFS.label) == {"zh": 1, "en": 1}
    if term not in INDIVIDUALS:
        assert languages(AMO, URIRef(term), RDFS.comment) == {"zh": 1, "en": 1}
        assert languages(AMO, URIRef(term), SKOS.example) == {"zh": 1, "en": 1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ontology_labels_tell_terms_of_a_kind_apart(language: str) -> None:
    labels = Counter(
        (str(label), AMO.value(URIRef(term), RDF.type))
        for term in OWN
        for label in AMO.objects(URIRef(term), RDFS.label)
        if isinstance(label, Literal) and label.language == language
    )
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize(
    "term",
    sorted(AMO.subjects(RDF.type, OWL.ObjectProperty), key=str),
)
def test_ontology_property_has_domain_or_inverse(term: URIRef) -> None:
    wide = {URIRef(t.RULE)}  # any fact has a rule
    inherits = {*AMO.subjects(RDFS.subPropertyOf), *AMO.objects(None, OWL.inverseOf)}
    assert (term, RDFS.domain, None) in AMO or term in wide | inherits


def test_ontology_restricts_only_simple_properties() -> None:
    """OWL 2 DL: what is transitive is neither irreflexive, asymmetric, functional nor counted."""
    transitive = set(AMO.subjects(RDF.type, OWL.TransitiveProperty))
    counted = set(AMO.objects(None, OWL.onProperty))
    for kind in (OWL.IrreflexiveProperty, OWL.AsymmetricProperty, OWL.FunctionalProperty):
        assert not transitive & set(AMO.subjects(RDF.type, kind))
    assert transitive
    assert not transitive & counted


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
        labels = set(graph.objects(concept, SKOS.prefLabel))
        assert labels == set(AMO.objects(concept, RDFS.label))
        assert set(AMO.objects(concept, RDF.type)) <= {
            OWL.NamedIndividual,
            *graph.objects(concept, RDF.type),
        }
