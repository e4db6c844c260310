"""The vocabularies are valid SKOS, and each condition has an example that breaks it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.reference import describe_regions
from ontology.concepts import read_concepts, read_scheme
from ontology.errors import InvalidVocabulary
from ontology.load import FOLDER, read_turtle
from ontology.metrics import load_metrics
from ontology.regions import load_regions
from ontology.skos import CONDITIONS, Statement, check_integrity, check_schemes
from ontology.terms import ID, SKOS, STATISTICS

VOCABULARIES = sorted((FOLDER / "vocabulary").glob("*.ttl"))
PREFIXES = f"@prefix skos: <{SKOS}> .\n@prefix : <{ID}x/> .\n"
SOUND = """
:s a skos:ConceptScheme ; skos:prefLabel "专利"@zh , "patents"@en .
:wide a skos:Concept ; skos:topConceptOf :s ; skos:inScheme :s ; skos:prefLabel "专利"@zh .
:mid a skos:Concept ; skos:broader :wide ; skos:inScheme :s ; skos:prefLabel "发明专利"@zh .
:deep a skos:Concept ; skos:broader :mid ; skos:inScheme :s ; skos:prefLabel "高价值发明专利"@zh .
:other a skos:Concept ; skos:topConceptOf :s ; skos:inScheme :s ; skos:prefLabel "商标"@zh ;
    skos:altLabel "品牌"@zh ; skos:related :wide ; skos:exactMatch :foreign .
:group a skos:Collection ; skos:member :mid , :deep .
"""
BROKEN = {
    "S9": [":wide a skos:ConceptScheme .", ":mid skos:inScheme :wide .", ":s skos:broader :mid ."],
    "S13": [
        ':mid skos:altLabel "发明专利"@zh .',
        ':mid skos:hiddenLabel "发明专利"@zh .',
        ':other skos:hiddenLabel "品牌"@zh .',
    ],
    "S14": [':mid skos:prefLabel "发明"@zh .', ':s skos:prefLabel "Patents"@EN .'],
    "S27": [
        ":deep skos:related :wide .",
        ":wide skos:related :deep .",
        ":wide skos:narrower :x . :x skos:related :wide .",
        ":mid skos:relatedMatch :wide .",
    ],
    "S37": [
        ":group a skos:Concept .",
        ":s skos:member :mid .",
        ":l a skos:OrderedCollection . :l skos:related :mid .",
    ],
    "S46": [
        ":other skos:broadMatch :foreign .",
        ":foreign skos:narrowMatch :other .",
        ":foreign skos:relatedMatch :other .",
        ":foreign skos:exactMatch :third . :third skos:relatedMatch :other .",
    ],
    "circle": [":wide skos:broader :deep .", ":wide skos:broader :wide ."],
    "homonym": [':other skos:prefLabel "发明专利"@zh .'],
    "no-name": [":n a skos:Concept .", ':n a skos:ConceptScheme ; skos:prefLabel "n"@en .'],
    "no-scheme": [':n a skos:Concept ; skos:prefLabel "软件"@zh .'],
    "other-scheme": [
        ':t a skos:ConceptScheme ; skos:prefLabel "别的"@zh . :n a skos:Concept ;'
        ' skos:inScheme :t ; skos:prefLabel "外观设计"@zh ; skos:broader :wide .'
    ],
    "redundant": [":deep skos:broader :wide ."],
    "top": [
        ":deep skos:topConceptOf :s .",
        ':n a skos:Concept ; skos:inScheme :s ; skos:prefLabel "软件"@zh .',
    ],
}
"""For each condition what breaks it when it is added to the sound vocabulary."""


def read(turtle: str) -> list[Statement]:
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [(str(q.subject)[1:-1], q.predicate.value, str(q.object)) for q in parsed]


def check(statements: list[Statement]) -> set[str]:
    found = (*check_integrity(statements), *check_schemes(statements))
    return {each.condition for each in found}


def test_sound_vocabulary_passes() -> None:
    assert check(read(SOUND)) == set()


@pytest.mark.parametrize(
    ("condition", "turtle"), [(name, each) for name in BROKEN for each in BROKEN[name]]
)
def test_condition_finds_what_breaks_it(condition: str, turtle: str) -> None:
    statements = read(SOUND + turtle)
    found = (*check_integrity(statements), *check_schemes(statements))
    (breach, *_) = (each for each in found if each.condition == condition)
    assert breach.subject.startswith(ID)
    assert not breach.chinese.isascii()
    assert breach.english.isascii()


def test_conditions_have_each_an_example() -> None:
    assert list(BROKEN) == list(CONDITIONS)


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: str(path.stem))
def test_vocabulary_is_valid_skos(path: Path) -> None:
    statements = [
        (str(x.subject)[1:-1], x.predicate.value, str(x.object)) for x in read_turtle(path)
    ]
    assert check_integrity(statements) == ()
    assert check_schemes(statements) == ()


def test_regions_are_valid_skos() -> None:
    regions = load_regions()
    codes = [*(region.code for region in regions), "370400-gx", "310108"]
    statements = [quad[:3] for quad in describe_regions(codes)]
    assert len({quad[0] for quad in statements}) == len(regions) + 3
    assert check_integrity(statements) == ()
    assert check_schemes(statements) == ()


def test_every_metric_tells_what_it_is() -> None:
    levels = {STATISTICS[each] for each in ("flow", "stock", "ratio")}
    assert len(load_metrics()) > 170
    assert all(set(each.statistics) <= levels for each in load_metrics())
    assert all(len(each.statistics) == 1 for each in load_metrics())
    without = [each.name for each in load_metrics() if not each.units]
    assert without == ["空气质量综合指数"]


def test_read_scheme_gives_its_names() -> None:
    assert (read_scheme("regions").name, read_scheme("regions").english) == ("行政区划", "regions")
    assert read_scheme("units").iri == f"{ID}unit"


def test_read_scheme_refuses_a_file_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.ttl").write_text(PREFIXES, encoding="utf-8")
    monkeypatch.setattr("ontology.concepts.FOLDER", tmp_path)
    with pytest.raises(InvalidVocabulary, match="declares 0 concept schemes"):
        read_scheme("odd")


def test_read_concepts_leaves_the_scheme_out() -> None:
    iris = {each.iri for each in read_concepts(FOLDER / "vocabulary" / "units.ttl")}
    assert f"{ID}unit" not in iris
    assert len(iris) > 150
