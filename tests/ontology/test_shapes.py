"""Every shape with a graph that breaks it: a small sound graph, changed in one place."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, URIRef

from kg.constraints import check_constraints, load_constraints
from kg.shapes import SHAPES, check_shapes, load_shapes
from kg.statement import Quad
from ontology import terms as t
from ontology.errors import InvalidVocabulary

SOUND = Path(__file__).parents[1] / "kg" / "sound.trig"
PREFIXES = {
    "g": f"{t.ID}graph/reference",
    "lead": f"{t.ID}agency/100000/guo-jia-ban-quan-ju",
    "partner": f"{t.ID}agency/100000/gong-an-bu",
    "person": f"{t.ID}person/100000/li-mou",
    "post": f"{t.ID}post/100000/fu-bu-zhang",
    "plan": f"{t.ID}campaign/100000/jian-wang",
    "event": f"{t.ID}event/100000/hui-yi",
    "figure": f"{t.ID}observation/report-2024/42-a",
    "growth": f"{t.ID}observation/report-2024/54-b",
    "honour": f"{t.ID}recognition/report-2024/78-c",
    "pair": f"{t.ID}collaboration/1",
    "doc": f"{t.ID}document/report-2024",
    "said": f"{t.EVIDENCE_BASE}report-2024/0-60",
    "city": f"{t.ID}region/110000",
    "unit": f"{t.ID}unit/jian",
    "organ": f"{t.ID}organ/copyright",
    "rule": f"{t.ID}rule/read",
    "doubt": f"{t.ID}doubt/report-2024/0-d",
    "finding": f"{t.ID}finding/report-2024/54-d",
    "mend": f"{t.ID}correction/0a97c6f04da5",
    "odd": f"{t.ID}agent/1",
    "group": f"{t.ID}group/100000/ge-ji",
    "scheme": f"{t.ID}unit",
    "metric": f"{t.ID}metric/cha-chu-an-jian",
    "new": f"{t.ID}agency/110000/new",
}
"""Short names of the nodes of the sound graph."""


def read_sound() -> list[Quad]:
    """The sound graph."""
    return [
        Quad(str(q.subject)[1:-1], q.predicate.value, str(q.object), str(q.graph_name)[1:-1])
        for q in ox.parse(path=str(SOUND), format=ox.RdfFormat.TRIG)
    ]


def expand(word: str) -> str:
    """An object as N-Quads writes it, from a short name, a term or a literal."""
    if word.startswith('"'):
        head, mark, kind = word.partition("^^xsd:")
        return f"{head}^^<{t.XSD}{kind}>" if mark else word
    prefix, colon, name = word.partition(":")
    return f"<{t.PREFIXES[prefix]}{name}>" if colon else f"<{PREFIXES[word]}>"


def change(quads: list[Quad], edits: str) -> list[Quad]:
    """The quads without those of "- node term [value]" and with those of "+ node term value"."""
    changed = list(quads)
    for edit in filter(None, map(str.strip, edits.split("\n"))):
        sign, node, term, *value = edit.split(maxsplit=3)
        subject, predicate = expand(node)[1:-1], expand(term)[1:-1]
        if sign == "+":
            changed.append(Quad(subject, predicate, expand(value[0]), PREFIXES["g"]))
        else:
            gone = [
                quad
                for quad in changed
                if quad[:2] == (subject, predicate)
                and (not value or quad.object == expand(value[0]))
            ]
            assert gone, edit
            changed = [quad for quad in changed if quad not in gone]
    return changed


VIOLATIONS = {
    # documents, evidence, rules
    "Document title": '+ doc dcterms:title "Report"@en',
    "Document publisher": '+ doc dcterms:publisher "公安部"@zh',
    "Document issued": '- doc dcterms:issued\n+ doc dcterms:issued "March 2025"',
    "Document period": '+ doc amo:period "2024年"',
    "Document source": '+ doc dcterms:source "https://example.org/2"',
    "Document region": "- doc amo:region",
    "Document sha256": '- doc amo:sha256\n+ doc amo:sha256 "abc"',
    "Evidence inDocument": "- said amo:inDocument",
    "Evidence text": '- said amo:text\n+ said amo:text ""',
    "Evidence start": '- said amo:start\n+ said amo:start "60"^^xsd:integer',
    "Evidence end": '- said amo:end\n+ said amo:end "89.5"^^xsd:decimal',
    "Evidence section": '+ said amo:section "二、宣传"',
    "Mentioned type": "+ said amo:mentions new",
    "Rule label": "- rule rdfs:label",
    "Rule precision": '+ rule amo:precision "1.5"^^xsd:decimal',
    "Rule measuredOn": "- rule amo:measuredOn",
    "Rule": "+ figure amo:rule plan",
    "Doubt doubt": "- doubt amo:doubt",
    "Doubt doubtedActor": "- doubt amo:doubtedActor",
    "Doubt doubtedInitiative": "+ doubt amo:doubtedInitiative event",
    "Repeated": "+ said amo:repeats plan",
    # corrections
    "Correction": "+ figure amo:correctedBy plan",
    "Correction label": "- mend rdfs:label",
    "Correction reason": '+ mend amo:reason "another"',
    "Correction author": '- mend amo:author\n+ mend amo:author ""',
    "Correction date": '- mend amo:date\n+ mend amo:date "2026-01"',
    "Correction withdrawn": '+ mend amo:withdrawn "参与"@zh',
    # actors
    "AnyActor": "+ odd rdf:type amo:Agency",
    "AnyActor type": "+ lead rdf:type amo:Enterprise",
    "Actor prefLabel": '+ lead skos:prefLabel "新闻出版署"@zh',
    "Actor altLabel": '+ lead skos:altLabel "NCA"@en',
    "Actor region": "- lead amo:region",
    "Actor organType": "+ lead amo:organType plan",
    "Actor level": "+ lead amo:level amo:county",
    "Actor subordinateTo": "+ lead amo:subordinateTo city",
    "Actor memberOf": "+ lead amo:memberOf partner",
    "Member": "+ plan amo:memberOf group",
    "Group": "+ city amo:hasMember lead",
    "Person holdsPost": "- person amo:holdsPost",
    "Post prefLabel": "- post skos:prefLabel",
    "Post postIn": "- post amo:postIn\n+ post amo:postIn city",
    # initiatives and participations
    "AnyInitiative": "+ odd rdf:type amo:Policy",
    "AnyInitiative type": "+ plan rdf:type amo:Policy",
    "Initiative prefLabel": '- plan skos:prefLabel\n+ plan skos:prefLabel "剑网"',
    "Initiative altLabel": '+ plan skos:altLabel ""@zh',
    "Initiative region": "+ plan amo:region city",
    "Initiative date": '+ plan amo:date "2024-13"',
    "Initiative measure": '+ plan amo:measure "case transfer"@en',
    "Initiative establishes": "+ plan amo:establishes lead",
    "Initiative partOf": "+ plan amo:partOf city",
    "Participant": "+ city amo:leads plan",
    "PartTaken": "+ lead amo:takesPartIn city",
    "Belonging": "+ city amo:partOf plan",
    # collaborations
    "Collaborating": "+ partner amo:collaboratesWith person",
    "Collaboration between": "- pair amo:between partner",
    "Collaboration through": "- pair amo:through",
    "Collaboration strength": '- pair amo:strength\n+ pair amo:strength "0"^^xsd:integer',
    # outcomes
    "Observation label": "- figure rdfs:label",
    "Observation metric": "- figure amo:metric",
    "Observation value": '- figure amo:value\n+ figure amo:value "many"^^xsd:decimal',
    "Observation valueText": "- figure amo:valueText",
    "Observation unit": "- figure amo:unit\n+ figure amo:unit organ",
    "Observation bound": "+ figure amo:bound amo:about",
    "Observation statistic": "- figure amo:statistic\n+ figure amo:statistic amo:exact",
    "Observation period": '- figure amo:period\n+ figure amo:period "2024/2023年"',
    "Observation region": "- figure amo:region",
    "Observation reportedBy": "+ figure amo:reportedBy plan",
    "Observation outcomeOf": "+ figure amo:outcomeOf lead",
    "Observation qualifies": "+ growth amo:qualifies plan",
    "Observation rule": "- figure amo:rule",
    "Outcome": "+ plan amo:hasOutcome lead",
    "ObservationValue": "- figure amo:value",
    "ObservationQualifying": "+ plan amo:qualifies figure",
    "ObservationQualifying statistic": "+ figure amo:qualifies growth",
    "Recognition prefLabel": "- honour skos:prefLabel",
    "Recognition recipient": "+ honour amo:recipient figure",
    "Recognition recipientText": "- honour amo:recipientText",
    "Recognition conferredBy": "+ honour amo:conferredBy plan",
    "Recognition conferredByText": '+ honour amo:conferredByText "police"@en',
    "Recognition date": '+ honour amo:date "2025"',
    "Recognition rule": "- honour amo:rule",
    # findings of the audit
    "Finding": "+ plan amo:concerns figure",
    "Finding label": '+ finding rdfs:label "Another"@en',
    "Finding findingKind": "- finding amo:findingKind",
    "Finding severity": "+ finding amo:severity amo:suspicious",
    "Finding concerns": "- finding amo:concerns figure",
    "Finding questions": "+ finding amo:questions figure",
    "Finding arithmetic": "- finding amo:arithmetic",
    "Finding explanation": '+ finding amo:explanation "Perhaps the base"',
    "Finding computedFrom": '+ finding amo:computedFrom "20.5"^^xsd:decimal',
    "Finding computedTo": '- finding amo:computedTo\n+ finding amo:computedTo "20"',
    "Finding printedFrom": '- finding amo:printedFrom\n+ finding amo:printedFrom "11"^^xsd:integer',
    "Finding printedTo": '+ finding amo:printedTo "11"^^xsd:decimal',
    "Finding wasDerivedFrom": "- finding prov:wasDerivedFrom",
    # regions and concepts
    "Region code": '- city amo:code\n+ city amo:code "11"',
    "Region prefLabel": "- city skos:prefLabel",
    "Region level": "- city amo:level",
    "Region within": "+ city amo:within lead",
    "Region lat": '- city geo:lat\n+ city geo:lat "116.4"^^xsd:decimal',
    "Region long": '- city geo:long\n+ city geo:long "1164"^^xsd:decimal',
    "Place": "+ city amo:contains lead",
    "Scheme": "+ unit skos:topConceptOf organ",
    "Scheme prefLabel": '+ scheme skos:prefLabel "counters"@en',
    "Standing inScheme": "- unit skos:inScheme",
    "Metric broader": "+ metric skos:broader unit",
    "Metric usualUnit": "+ metric amo:usualUnit amo:flow",
    "Metric usualStatistic": "+ metric amo:usualStatistic amo:growth",
    "Concept prefLabel": '+ unit skos:prefLabel "起"@zh',
}
"""What breaks each rule of each shape: "Shape property" → edits of the sound graph."""


def test_shapes_find_the_sound_graph_sound() -> None:
    assert check_shapes(read_sound()) == ()


@pytest.mark.parametrize("rule", VIOLATIONS)
def test_shape_finds_its_violation(rule: str) -> None:
    quads = change(read_sound(), VIOLATIONS[rule])
    found = check_shapes(quads)
    assert check_constraints(quads) == found
    broken = {each.rule: each for each in found}
    assert rule in broken
    assert all(each.chinese and each.english.isascii() for each in found)
    assert "不符合形状" not in {each.chinese for each in found}
    subject = broken[rule].subject
    words = {word for edit in VIOLATIONS[rule].split("\n") for word in edit.split()}
    assert subject in {PREFIXES[word] for word in words & set(PREFIXES)}


@pytest.mark.parametrize("step", [2, 3, 5, 7])
def test_constraints_find_what_the_judge_finds_in_graphs_with_holes(step: int) -> None:
    quads = [quad for number, quad in enumerate(read_sound()) if number % step]
    found = check_constraints(quads)
    assert len(found) > 10
    assert found == check_shapes(quads)


def test_constraints_find_what_the_judge_finds_when_values_change_places() -> None:
    sound = read_sound()
    terms = sorted({quad.predicate for quad in sound} - {t.RDF_TYPE})
    for number, term in enumerate(terms):
        other = terms[(number + 7) % len(terms)]
        sound += [
            Quad(each.subject, other, each.object, each.graph)
            for each in sound
            if each.predicate == term
        ][:2]
    found = check_constraints(sound)
    assert len(found) > 50
    assert found == check_shapes(sound)


@pytest.mark.parametrize(
    ("turtle", "cause"),
    [
        ("shape:Odd a", r"odd\.ttl: cannot be read as Turtle"),
        ("", "holds no shapes"),
        ("shape:Odd a sh:NodeShape ; sh:closed true .", "unknown term closed"),
        ("shape:Odd a sh:NodeShape ; sh:node shape:None .", "used but not defined"),
        (
            "shape:Odd a sh:NodeShape ; sh:property [ sh:path ( shape:a shape:b ) ] .",
            "only a property or its inverse",
        ),
        ("shape:Odd a sh:NodeShape ; sh:or () , ( shape:a ) .", "unknown term or twice"),
        ("shape:Odd a sh:NodeShape ; sh:nodeKind sh:BlankNode .", "Odd: .*BlankNode"),
    ],
)
def test_constraints_refuse_what_they_do_not_know(tmp_path: Path, turtle: str, cause: str) -> None:
    prefixes = f"@prefix sh: <{t.SH}> .\n@prefix shape: <https://w3id.org/amo/shapes#> .\n"
    (tmp_path / "odd.ttl").write_text(prefixes + turtle, encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=cause):
        load_constraints(tmp_path)


def test_shapes_have_each_a_violation() -> None:
    shapes = load_shapes()
    names = {
        shape: str(shape).rpartition("#")[2] for shape in shapes.subjects(RDF.type, SH.NodeShape)
    }
    rules = {
        f"{name} {re.split('[#/]', path)[-1]}"
        for shape, name in names.items()
        for each in shapes.objects(shape, SH.property)
        if isinstance(path := shapes.value(each, SH.path), URIRef)
    }
    assert len(rules) > 60
    assert rules <= set(VIOLATIONS)
    assert set(names.values()) == {rule.split()[0] for rule in VIOLATIONS}


def test_shapes_accept_a_magnitude_without_a_value() -> None:
    edits = "- figure amo:value\n- figure amo:bound\n+ figure amo:bound amo:magnitude"
    assert check_shapes(change(read_sound(), edits)) == ()


def test_shapes_refuse_a_value_of_a_magnitude() -> None:
    edits = "- figure amo:bound\n+ figure amo:bound amo:magnitude"
    (finding,) = check_shapes(change(read_sound(), edits))
    assert (finding.rule, finding.subject) == ("ObservationValue", PREFIXES["figure"])


@pytest.mark.parametrize(
    "period",
    ["2024", "2024-06", "2024-06-30", "2023-01-01/2023-06-30", "2021-01-01/..", "2023/2024"],
)
def test_shapes_accept_iso_periods(period: str) -> None:
    edits = f'- figure amo:period\n+ figure amo:period "{period}"'
    assert check_shapes(change(read_sound(), edits)) == ()


def test_shapes_refuse_collaborators_that_are_no_actors() -> None:
    edits = "+ city amo:collaboratesWith lead\n+ lead amo:collaboratesWith city"
    (finding,) = check_shapes(change(read_sound(), edits))
    assert (finding.subject, finding.english) == (PREFIXES["city"], "Only actors collaborate")


def test_load_shapes_names_the_broken_file(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text("shape:Odd a", encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=r"odd\.ttl: cannot be read as Turtle"):
        load_shapes(tmp_path)


def test_load_shapes_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidVocabulary, match="holds no shapes"):
        load_shapes(tmp_path)


def test_shapes_are_the_files_of_the_project() -> None:
    assert sorted(path.name for path in SHAPES.glob("*.ttl")) == [
        "actors.ttl",
        "collaborations.ttl",
        "corrections.ttl",
        "findings.ttl",
        "initiatives.ttl",
        "outcomes.ttl",
        "reference.ttl",
        "sources.ttl",
    ]
