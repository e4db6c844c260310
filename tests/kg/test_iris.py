from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.facts import Actor, Initiative
from ontology.organs import load_organs
from ontology.regions import load_regions
from ontology.units import load_units

BASE = "https://w3id.org/amo/id/"


@pytest.mark.parametrize(
    ("region", "name", "end"),
    [
        ("370300", "淄博市市场监督管理局", "agency/370300/shi-chang-jian-du-guan-li-ju"),
        ("370300", "淄博市中级人民法院", "agency/370300/zhong-ji-ren-min-fa-yuan"),
        ("370306", "周村区人民法院", "agency/370306/ren-min-fa-yuan"),
        ("370000", "山东省公安厅", "agency/370000/gong-an-ting"),
        ("100000", "国家知识产权局", "agency/100000/guo-jia-zhi-shi-chan-quan-ju"),
        ("100000", "公安部", "agency/100000/gong-an-bu"),
        (
            "370300",
            "淄博市知识产权保护协作办公室",
            "agency/370300/zhi-shi-chan-quan-bao-hu-xie-zuo-ban-gong-shi-",
        ),
    ],
)
def test_agency_cuts_its_region_and_spells_the_organ(region: str, name: str, end: str) -> None:
    found = iris.agency(region, name)
    assert found.startswith(BASE + end)
    assert len(found) - len(BASE + end) == (8 if end.endswith("-") else 0)


def test_agency_is_not_the_one_without_its_region() -> None:
    whole, bare = iris.agency("370000", "山东省公安厅"), iris.agency("370000", "公安厅")
    assert whole != bare
    assert bare.startswith(f"{BASE}agency/370000/gong-an-ting-")


def test_organ_names_of_the_vocabulary_are_spelt_differently() -> None:
    """What lets an agency go without a hash."""
    spelt: defaultdict[str, set[str]] = defaultdict(set)
    for organ in load_organs():
        for name in organ.names:
            spelt[iris.spell(name)].add(name)
    assert len(spelt) > 100
    assert {key: names for key, names in spelt.items() if len(names) > 1} == {}


def test_unit_of_the_vocabulary_has_the_iri_of_its_name() -> None:
    units = load_units()
    assert len(units) > 50
    assert [unit.iri for unit in units] == [iris.unit(unit.name) for unit in units]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (iris.unit("件"), iris.unit("间")),
        (iris.metric("专利权"), iris.metric("专利圈")),
        (
            iris.actor(Actor("enterprise", "精工电子有限公司", "370400")),
            iris.actor(Actor("enterprise", "精功电子有限公司", "370400")),
        ),
        (
            iris.initiative(Initiative("event", "新闻发布会", "370300", "a")),
            iris.initiative(Initiative("event", "新闻发布会", "370300", "b")),
        ),
        (iris.observation("a", 5, "授权", "件"), iris.observation("a", 5, "授权", "人")),
        (iris.recognition("a", 5, "示范城市"), iris.recognition("a", 5, "试点城市")),
        (iris.post("370300", "", "市长"), iris.post("370300", "", "师长")),
    ],
)
def test_keys_that_are_spelt_alike_stay_apart(one: str, other: str) -> None:
    assert one != other
    assert one.rpartition("-")[0] == other.rpartition("-")[0]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("“昆仑2024”专项行动", "kun-lun-2024-zhuan-xiang-xing-dong"),
        ("PCT国际专利", "pct-guo-ji-zhuan-li"),
        ("⼯业２０２４", "gong-ye-2024"),
        ("战略", "zhan-lve"),
        ("重庆银行行长", "chong-qing-yin-hang-hang-zhang"),
        ("\U0002a700案", "u2a700-an"),
        ("《》", ""),
    ],
)
def test_spell_writes_pinyin(name: str, spelt: str) -> None:
    assert iris.spell(name) == spelt


def test_long_name_is_cut_between_syllables() -> None:
    end = iris.metric("知识产权" * 30).rpartition("/")[2]
    letters, _, digest = end.rpartition("-")
    assert letters == "-".join(["zhi-shi-chan-quan"] * 4 + ["zhi-shi"])
    assert len(letters) <= iris.READABLE
    assert len(digest) == 8
    assert len(iris.metric("a" * 200).rpartition("/")[2]) == iris.READABLE + 9


@pytest.mark.parametrize(
    ("found", "end"),
    [
        (iris.document("zibo-2024"), "document/zibo-2024"),
        (iris.document("淄博 <1>/.."), "document/%E6%B7%84%E5%8D%9A%20%3C1%3E%2F.."),
        (iris.evidence("zibo-2024", 120, 180), "evidence/zibo-2024/120-180"),
        (iris.region("370400-gx"), "region/370400-gx"),
        (iris.organ("market-regulation"), "organ/market-regulation"),
        (iris.unit("%"), "unit/percent"),
        (iris.rule("role/with"), "rule/role/with"),
        (iris.rule("a b>"), "rule/a%20b%3E"),
    ],
)
def test_iri_of_what_has_a_code_is_the_code(found: str, end: str) -> None:
    assert found == BASE + end


def test_actor_of_each_kind_has_its_own_path() -> None:
    name, region = "淄博市版权协会", "370300"
    assert iris.actor(Actor("agency", name, region)) == iris.agency(region, name)
    kinds = ("group", "organisation", "enterprise", "person")
    found = {kind: iris.actor(Actor(kind, name, region)) for kind in kinds}  # type: ignore[arg-type]
    assert {iri.removeprefix(BASE).split("/")[0] for iri in found.values()} == set(kinds)


@given(st.text(), st.sampled_from([region.code for region in load_regions()][:40]))
def test_iri_is_ascii_whatever_the_name(name: str, region: str) -> None:
    made = (
        iris.agency(region, name),
        iris.initiative(Initiative("policy", name, region)),
        iris.metric(name),
        iris.document(name),
        iris.rule(name),
    )
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/.-_~%")
    assert [iri for iri in made if not set(iri) <= allowed] == []
