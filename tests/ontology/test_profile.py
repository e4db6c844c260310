"""The rules of OWL 2 DL: the ontology keeps them, and each breach is told."""

import pyoxigraph as ox
import pytest

from ontology.load import read_ontology
from ontology.profile import ProfileBreach, find_breaches

EX = "https://example.org/"
SOUND = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Body a owl:Class ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty ex:above ;
      owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .
ex:above a owl:ObjectProperty , owl:IrreflexiveProperty ; rdfs:subPropertyOf ex:over .
ex:over a owl:ObjectProperty , owl:TransitiveProperty ; owl:inverseOf ex:under .
ex:under a owl:ObjectProperty .
ex:acts a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:over ex:acts ) , ( ex:acts ex:under ) .
ex:count a owl:DatatypeProperty ; rdfs:range xsd:integer .
ex:note a owl:AnnotationProperty .
ex:one a owl:NamedIndividual , ex:Body ; ex:note "一"@zh .
"""


def breaches(text: str) -> tuple[ProfileBreach, ...]:
    return find_breaches(q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_ontology_breaks_no_rule() -> None:
    triples = read_ontology()
    assert len(triples) > 1000
    assert find_breaches(triples) == ()


def test_find_breaches_of_a_sound_ontology() -> None:
    assert breaches(SOUND) == ()


@pytest.mark.parametrize(
    ("added", "rule", "term"),
    [
        ("ex:count a owl:ObjectProperty .", "kinds", "count"),
        ("ex:acts a owl:AnnotationProperty .", "kinds", "acts"),
        ("ex:Body a owl:NamedIndividual .", "pun", "Body"),
        ("ex:acts a owl:Class .", "pun", "acts"),
        ("ex:one ex:heads ex:one .", "undeclared", "heads"),
        ("ex:Body rdfs:subClassOf ex:Thing .", "undeclared", "Thing"),
        ("ex:acts rdfs:domain ex:Thing .", "undeclared", "Thing"),
        ("ex:acts owl:inverseOf ex:actedOn .", "undeclared", "actedOn"),
        ("ex:over a owl:IrreflexiveProperty .", "not-simple", "over"),
        ("ex:under a owl:AsymmetricProperty .", "not-simple", "under"),
        ("ex:acts a owl:FunctionalProperty .", "not-simple", "acts"),
        (
            "ex:Body rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:over ;"
            ' owl:minCardinality "2"^^xsd:nonNegativeInteger ] .',
            "not-simple",
            "over",
        ),
        ("ex:acts owl:propertyDisjointWith ex:above .", "not-simple", "acts"),
        (
            "[] a owl:AllDisjointProperties ; owl:members ( ex:above ex:over ) .",
            "not-simple",
            "over",
        ),
        ("ex:over owl:propertyChainAxiom ( ex:acts ex:above ) .", "irregular", "over"),
        ("ex:acts owl:propertyChainAxiom ( ex:over ex:acts ex:over ) .", "irregular", "acts"),
        (
            'ex:one ex:note "2024-01-01"^^xsd:date .',
            "datatype",
            "http://www.w3.org/2001/XMLSchema#date",
        ),
        ("ex:count rdfs:range xsd:gYear .", "datatype", "http://www.w3.org/2001/XMLSchema#gYear"),
        ("ex:Body rdfs:subClassOf _:x . ex:one a _:x .", "shared-node", "_:"),
    ],
)
def test_find_breaches_tells_rule_and_term(added: str, rule: str, term: str) -> None:
    expected = ProfileBreach(rule, term if term.startswith(("_:", "http")) else EX + term)
    assert expected in breaches(SOUND + added)
