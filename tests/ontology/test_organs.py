"""The vocabulary of organ types: whole, unambiguous, and refused when broken."""

from collections import Counter
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from ontology.errors import InvalidVocabulary
from ontology.organs import PATH, load_organs, organ_forms, read_organs

HEAD = """@prefix amo: <https://w3id.org/amo/ontology#> .
@prefix organ: <https://w3id.org/amo/id/organ/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
TYPE = 'organ:court a skos:Concept ; skos:prefLabel "法院"@zh , "court"@en .\n'
NAME = TYPE + 'organ:c skos:broader organ:court ; skos:prefLabel "法院"@zh'


def test_load_organs_are_many_and_sorted() -> None:
    organs = load_organs()
    assert len(organs) >= 120
    assert [organ.id for organ in organs] == sorted(organ.id for organ in organs)
    assert all(organ.label and organ.english for organ in organs)


@pytest.mark.parametrize(
    ("organ", "level", "name"),
    [
        ("market-regulation", "national", "国家市场监督管理总局"),
        ("market-regulation", "municipal", "市场监督管理局"),
        ("court", "national", "最高人民法院"),
        ("court", "provincial", "高级人民法院"),
        ("court", "municipal", "中级人民法院"),
        ("court", "county", "人民法院"),
        ("public-security", "national", "公安部"),
        ("public-security", "provincial", "公安厅"),
        ("government-office", "provincial", "人民政府办公厅"),
        ("government-office", "county", "人民政府办公室"),
        ("natural-resources", "provincial", "自然资源厅"),
        ("culture-enforcement", "municipal", "文化市场综合执法支队"),
        ("law-firm", "county", ""),
    ],
)
def test_organ_name_at_level(organ: str, level: str, name: str) -> None:
    found = next(each for each in load_organs() if each.id == organ)
    assert found.name_at(level) == name


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("市监局", ["市场监督管理局"]),
        ("工商局", ["工商行政管理局"]),
        ("文旅局", ["文化和旅游局"]),
        ("法院", ["高级人民法院", "中级人民法院", "人民法院"]),
        ("卫健委", ["卫生健康委员会"]),
        ("城管局", ["城市管理局"]),
        ("公安部", ["公安部"]),
    ],
)
def test_organ_forms_lead_to_names(form: str, names: list[str]) -> None:
    assert [each.title.name for each in organ_forms()[form]] == names


def test_organ_names_are_spelt_apart() -> None:
    """IRIs hold the pinyin of a name without a hash, so no two names may sound alike."""
    spelt = Counter("-".join(lazy_pinyin(name)) for organ in load_organs() for name in organ.names)
    assert [name for name, count in spelt.items() if count > 1] == []


def test_organ_kinds_are_told() -> None:
    kinds = {organ.id: organ.kind for organ in load_organs()}
    assert kinds["bar"] == kinds["law-firm"] == "organisation"
    assert kinds["bank"] == "enterprise"
    assert kinds["court"] == "agency"


def test_read_organs_equals_the_vocabulary() -> None:
    assert read_organs(PATH) == load_organs()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("organ:court a", "cannot be read as Turtle"),
        ('organ:court skos:prefLabel "法院"@zh .', "exactly one skos:prefLabel@en, has 0"),
        (TYPE + 'organ:court skos:prefLabel "庭"@zh .', "exactly one skos:prefLabel, has 2"),
        (TYPE + "organ:court amo:denotes amo:Region .", "unknown class"),
        (NAME + " .", "amo:level"),
        (
            TYPE + 'organ:c skos:broader organ:court ; amo:level amo:x ; skos:prefLabel "法"@zh .',
            "amo:level",
        ),
        ('organ:c skos:broader organ:x ; skos:prefLabel "法"@zh .', "is no organ type"),
    ],
)
def test_read_organs_refuses(tmp_path: Path, body: str, message: str) -> None:
    path = tmp_path / "organs.ttl"
    path.write_text(HEAD + body, "utf-8")
    with pytest.raises(InvalidVocabulary, match=message):
        read_organs(path)


def test_read_organs_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidVocabulary, match="mend it"):
        read_organs(tmp_path / "none.ttl")
