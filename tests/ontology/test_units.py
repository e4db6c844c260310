"""Units: one concept a name, IRIs that the graph uses, multipliers apart."""

from pathlib import Path

import pytest

from kg import iris
from ontology.concepts import index_names, read_concepts
from ontology.errors import InvalidVocabulary
from ontology.units import load_units, unit_names

PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix u: <https://w3id.org/amo/id/unit/> .\n"
)


def test_units_are_many_and_known_by_the_iri_of_their_name() -> None:
    units = load_units()
    assert len(units) >= 120
    assert {unit.iri for unit in units} == {iris.unit(unit.name) for unit in units}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("件", "件"),
        ("kg", "千克"),
        ("户次", "户次"),
        ("ug/m3", "微克/立方米"),
        ("个月", "月"),
        ("％", "%"),
    ],
)
def test_unit_names(form: str, name: str) -> None:
    assert unit_names()[form] == name


def test_unit_has_no_multiplier() -> None:
    assert [form for form in unit_names() if form[0] in "十万亿"] == []


def test_unit_is_the_one_of_qudt_where_there_is_one() -> None:
    matches = {unit.name: unit.match for unit in load_units()}
    assert matches["吨"] == "http://qudt.org/vocab/unit/TONNE"
    assert matches["件"] == ""


@pytest.mark.parametrize(
    ("turtle", "cause"),
    [
        ("u:a skos:prefLabel", "mend the Turtle"),
        ('u:a skos:prefLabel "件"@zh .', "needs one skos:prefLabel"),
        ('u:a skos:prefLabel "a"@en , "b"@en , "件"@zh .', "needs one skos:prefLabel"),
    ],
)
def test_concepts_refuse_a_broken_file(tmp_path: Path, turtle: str, cause: str) -> None:
    path = tmp_path / "units.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=cause):
        read_concepts(path)


def test_concepts_refuse_a_name_of_two(tmp_path: Path) -> None:
    path = tmp_path / "units.ttl"
    path.write_text(
        PREFIXES
        + 'u:a skos:prefLabel "件"@zh , "a"@en .\n'
        + 'u:b skos:prefLabel "起"@zh , "b"@en ; skos:altLabel "件"@zh .',
        encoding="utf-8",
    )
    with pytest.raises(InvalidVocabulary, match="件 names"):
        index_names(path, read_concepts(path))
