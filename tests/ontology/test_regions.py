import csv
from collections import Counter
from pathlib import Path

import pytest

from ontology.errors import InvalidVocabulary
from ontology.gazetteer import read_ambiguous, read_regions, read_zones
from ontology.regions import VOCABULARY, Region, Regions, load_regions

REGIONS = load_regions()
HEADER = "code,name,short,level,parent,latitude,longitude\n"
COUNTRY = "100000,全国,全国,national,,,\n"
SHANDONG = "370000,山东省,山东,provincial,100000,36.6758,117.0009\n"


def test_regions_are_the_divisions_of_the_country() -> None:
    assert Counter(region.level for region in REGIONS) == {
        "national": 1,
        "provincial": 34,
        "municipal": 333,
        "county": 2847,
    }
    assert len(REGIONS) == 3215


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("100000", Region("100000", "全国", "全国", "national", "", None, None)),
        ("370300", Region("370300", "淄博市", "淄博", "municipal", "370000", 36.8135, 118.055)),
        ("370323", Region("370323", "沂源县", "沂源", "county", "370300", 36.185, 118.1709)),
        ("110101", Region("110101", "东城区", "东城", "county", "110000", 39.9283, 116.4165)),
    ],
)
def test_get_region(code: str, expected: Region) -> None:
    assert REGIONS.get(code) == expected


@pytest.mark.parametrize("code", ["", "999999", "37", "370300-", "370300-qq", "999999-gx", "-gx"])
def test_get_unknown_code_raises(code: str) -> None:
    with pytest.raises(KeyError):
        REGIONS.get(code)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("湘西土家族苗族自治州", "湘西"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("淄博市", "淄博"),
        ("滨海新区", "滨海"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("东乡族自治县", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("鄂温克族自治旗", "鄂温克族自治旗"),
        ("井陉矿区", "井陉矿区"),
        ("市中区", "市中区"),
        ("城区", "城区"),
        ("莒县", "莒县"),
    ],
)
def test_short_form_of_region(name: str, short: str) -> None:
    assert {region.short for region in REGIONS.named(name)} == {short}


def test_short_forms_have_two_characters_or_more() -> None:
    assert min(len(form) for form in REGIONS.forms()) == 2


def test_forms_name_their_regions() -> None:
    forms = REGIONS.forms()
    assert forms["市中区"] == ("370103", "370402", "511002", "511102")
    assert forms["湘西州"] == forms["湘西"] == ("433100",)
    assert forms["前郭尔罗斯县"] == ("220721",)
    assert forms["中华人民共和国"] == forms["全国"] == ("100000",)
    assert "鲁" not in forms
    assert "中国" not in forms


def test_regions_lie_in_the_next_level_above() -> None:
    above = {"municipal": {"provincial"}, "county": {"municipal", "provincial"}}
    found = Counter(
        REGIONS.get(region.parent).level in above[region.level]
        for region in REGIONS
        if region.level in above
    )
    assert found == {True: 333 + 2847}


def test_ancestors_are_nearest_first() -> None:
    assert [region.name for region in REGIONS.ancestors("370305")] == ["淄博市", "山东省", "全国"]
    assert [region.code for region in REGIONS.ancestors("370400-gx")] == [
        "370400",
        "370000",
        "100000",
    ]
    assert REGIONS.ancestors("100000") == ()


@pytest.mark.parametrize(
    ("code", "ancestor", "expected"),
    [
        ("370305", "370300", True),
        ("370305", "100000", True),
        ("370300", "370300", True),
        ("370300", "370305", False),
        ("370400-gx", "370000", True),
        ("419001", "410000", True),
    ],
)
def test_is_within(code: str, ancestor: str, expected: bool) -> None:
    assert REGIONS.is_within(code, ancestor) is expected


def test_children_of_a_city() -> None:
    assert [region.name for region in REGIONS.children("370300")] == [
        *("淄川区", "张店区", "博山区", "临淄区", "周村区", "桓台县", "高青县", "沂源县")
    ]
    assert REGIONS.children("370305") == ()


@pytest.mark.parametrize(
    ("form", "home", "expected"),
    [
        ("临淄", "370300", "370305"),
        ("淄博", "370300", "370300"),
        ("山东", "370300", "370000"),
        ("全国", "370300", "100000"),
        ("济南市", "370300", "370100"),
        ("市中区", "370400", "370402"),
        ("市中区", "370481", "370402"),
        ("市中区", "370300", None),  # Jinan and Zaozhuang have one each
        ("鼓楼区", "370300", None),
        ("朝阳", "370300", None),  # a city, three districts, a county, and a word
        ("朝阳", "110105", "110105"),
        ("朝阳区", "110000", "110105"),
        ("吉林", "370300", "220000"),
        ("吉林", "220200", "220200"),
        ("海南", "370300", "460000"),
        ("海南", "150300", "150303"),
        ("海南州", "370300", "632500"),
        ("西安", "370300", "610100"),
        ("抚顺", "210400", "210400"),
        ("抚顺县", "370300", "210421"),
        ("河南", "632300", "632324"),
        ("鼓楼", "100000", None),
        ("亚特兰蒂斯", "370300", None),
    ],
)
def test_resolve_form_at_home(form: str, home: str, expected: str | None) -> None:
    region = REGIONS.resolve(form, REGIONS.get(home))
    assert (region and region.code) == expected


def test_resolve_every_full_name_at_home() -> None:
    wrong = [region.code for region in REGIONS if REGIONS.resolve(region.name, region) != region]
    assert wrong == []


def test_resolve_every_child_from_its_parent() -> None:
    """Only one place has two counties with one short form."""
    wrong = [
        (region.code, form)
        for region in REGIONS
        if region.parent and region.short != REGIONS.get(region.parent).short
        for form in (region.name, region.short)
        if REGIONS.resolve(form, REGIONS.get(region.parent)) != region
    ]
    assert wrong == [("654002", "伊宁"), ("654021", "伊宁")]  # a city and a county


@pytest.mark.parametrize(
    ("form", "home", "code", "name"),
    [
        ("高新区", "370400", "370400-gx", "枣庄高新技术产业开发区"),
        ("市高新区", "370400", "370400-gx", "枣庄高新技术产业开发区"),
        ("高新区", "370481", "370400-gx", "枣庄高新技术产业开发区"),
        ("枣庄高新区", "370300", "370400-gx", "枣庄高新技术产业开发区"),
        ("枣庄市高新区", "370300", "370400-gx", "枣庄高新技术产业开发区"),
        ("枣庄高新技术产业开发区", "370300", "370400-gx", "枣庄高新技术产业开发区"),
        ("枣庄国家级高新区", "370300", "370400-gx", "枣庄高新技术产业开发区"),
        ("济南经开区", "370400", "370100-jk", "济南经济技术开发区"),
        ("综保区", "370300", "370300-zb", "淄博综合保税区"),
        ("滕州经济开发区", "370400", "370481-jj", "滕州经济开发区"),
        ("自贸试验区", "370300", "370000-zm", "中国（山东）自由贸易试验区"),
        ("中国（山东）自由贸易试验区", "370300", "370000-zm", "中国（山东）自由贸易试验区"),
        ("兰州新区", "370300", "620100-xq", "兰州新区"),
        ("经开区", "110115", "110000-jk", "北京经济技术开发区"),
        ("高新区", "419001", "419001-gx", "济源高新技术产业开发区"),
    ],
)
def test_zone_of_form(form: str, home: str, code: str, name: str) -> None:
    zone = REGIONS.zone(form, REGIONS.get(home))
    assert zone is not None
    assert (zone.code, zone.name, zone.level) == (code, name, "zone")
    assert zone == REGIONS.get(code)
    assert zone == REGIONS.zone(name, REGIONS.get("100000"))
    assert zone.latitude is zone.longitude is None


@pytest.mark.parametrize(
    ("form", "home"),
    [
        ("新区", "370300"),
        ("开发区", "370300"),
        ("高新区", "370000"),
        ("高新区", "100000"),
        ("亚特兰蒂斯高新区", "370300"),
        ("浦东新区", "310000"),
        ("张店区", "370300"),
        ("鼓楼经济开发区", "370300"),
        ("", "370300"),
    ],
)
def test_zone_is_none(form: str, home: str) -> None:
    assert REGIONS.zone(form, REGIONS.get(home)) is None


@pytest.mark.parametrize("form", ["和平", "朝阳", "新华", "长安", "城区", "和县", "公安", "合作"])
def test_ambiguous_form_is_a_word_too(form: str) -> None:
    assert REGIONS.is_ambiguous(form)
    assert form in REGIONS.forms()


@pytest.mark.parametrize("form", ["淄博", "淄博市", "和平区", "山东", "海南", "济南", "临淄"])
def test_unambiguous_form_is_no_word(form: str) -> None:
    assert not REGIONS.is_ambiguous(form)


def test_no_province_or_full_name_of_a_city_is_ambiguous() -> None:
    found = [
        region.name
        for region in REGIONS
        for form in (region.name, region.short)
        if REGIONS.is_ambiguous(form)
        and (region.level == "provincial" or (region.level == "municipal" and form == region.name))
    ]
    assert found == []


def test_load_regions_is_cached() -> None:
    assert load_regions() is REGIONS


@pytest.mark.parametrize("name", ["regions.csv", "ambiguous_forms.csv", "zones.csv"])
def test_files_are_sorted_and_unique(name: str) -> None:
    with (VOCABULARY / name).open(encoding="utf-8", newline="") as file:
        keys = [row[0] for row in csv.reader(file)][1:]
    assert keys == sorted(set(keys))


def write(folder: Path, text: str) -> Path:
    path = folder / "broken.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("37,山东省,山东,provincial,100000,,", "line 3: code '37' is not six digits"),
        ("３７００００,山东省,山东,provincial,100000,,", "is not six digits"),
        ("370000,山东省,鲁,provincial,100000,,", "line 3: short '鲁' does not begin the name"),
        ("370000,山东省,广东,provincial,100000,,", "line 3: short '广东' does not begin"),
        ("370000,,,provincial,100000,,", "short '' does not begin the name ''"),
        ("370000,山东省,山东,state,100000,,", "level 'state' is none of national, provincial"),
        ("370000,山东省,山东,provincial,999999,,", "parent '999999' has no row above"),
        ("370000,山东省,山东,provincial,100000,36.1,", "give both or neither"),
        ("370000,山东省,山东,provincial,100000,136.1,117", "'136.1' is not between 3 and 54"),
        ("370000,山东省,山东,provincial,100000,36.1,nan", "'nan' is not between 73 and 136"),
        ("370000,山东省,山东,provincial,100000,north,117", "'north' is not between 3 and 54"),
        ("370000,山东省,山东,provincial,100000", "line 3: 5 fields for 7"),
        (SHANDONG + SHANDONG, "line 4: code 370000 is not above 370000: sort the file"),
        ('370000,"山东', "cannot be read: unexpected end of data"),
    ],
)
def test_read_regions_names_line_and_cause(tmp_path: Path, rows: str, message: str) -> None:
    path = write(tmp_path, HEADER + COUNTRY + rows)
    with pytest.raises(InvalidVocabulary) as caught:
        read_regions(path)
    assert str(caught.value).startswith("broken.csv")
    assert message in str(caught.value)


def test_read_regions_refuses_other_columns(tmp_path: Path) -> None:
    with pytest.raises(InvalidVocabulary, match=r"broken\.csv, line 1: the columns are not code,"):
        read_regions(write(tmp_path, "code,name\n"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_read_regions_refuses_unreadable_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidVocabulary, match=r"broken\.csv: (cannot be read|is empty)"):
        read_regions(path)


def test_read_regions_refuses_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidVocabulary, match=r"absent\.csv: cannot be read"):
        read_regions(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("和谐,harmony", "line 2: no region is called '和谐'"),
        ("和平,", "line 2: 和平 has no meaning"),
        ("朝阳,rising sun\n和平,peace", "line 3: 和平 is not above 朝阳"),
    ],
)
def test_read_ambiguous_names_line_and_cause(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(InvalidVocabulary, match=message):
        read_ambiguous(write(tmp_path, "form,meaning\n" + rows), {"和平", "朝阳"})


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("g,{short}高新区,municipal,高新区", "line 2: kind 'g' is not two small letters"),
        ("gx,高新区,municipal,高新区", "line 2: name '高新区' needs {short} once"),
        ("gx,{short}高新区,county,高新区", "line 2: owner 'county' is neither"),
        ("gx,{short}高新区,municipal,", "line 2: forms '' are empty or listed before"),
        (
            "gx,{short}高新区,municipal,高新区\ngy,{short}高新区,municipal,高新区",
            "line 3: forms '高新区' are empty or listed before",
        ),
        (
            "gx,{short}高新区,municipal,高新区\ngx,{short}经开区,municipal,经开区",
            "line 3: kind 'gx' is not two small letters of its own",
        ),
    ],
)
def test_read_zones_names_line_and_cause(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(InvalidVocabulary) as caught:
        read_zones(write(tmp_path, "kind,name,owner,forms\n" + rows))
    assert message in str(caught.value)


def test_regions_of_an_empty_vocabulary_know_nothing() -> None:
    country = REGIONS.get("100000")
    regions = Regions([country], [], [])
    assert regions.resolve("淄博", country) is None
    assert regions.zone("高新区", country) is None


@pytest.mark.parametrize(
    ("home", "form", "code"),
    [
        ("500000", "江北区", "500105"),
        ("330200", "江北区", "330205"),
        ("100000", "江北区", "330205"),
        ("330000", "江干", "330104"),
        ("110000", "密云", "110118"),
        ("110000", "密云县", "110228"),
        ("130100", "桥东区", "130103"),
        ("130000", "桥东区", "130702"),
        ("370000", "莱芜市", "371200"),
        ("370100", "莱芜", "370116"),
        ("130600", "新市区", "130602"),
        ("100000", "昌都地区", "540300"),
    ],
)
def test_resolve_knows_former_regions(home: str, form: str, code: str) -> None:
    regions = load_regions()
    found = regions.resolve(form, regions.get(home))
    assert found is not None
    assert found.code == code


def test_former_regions_are_found_by_code_and_listed_nowhere() -> None:
    regions = load_regions()
    assert regions.get("371202").name == "莱城区"
    assert [each.name for each in regions.ancestors("371202")] == ["莱芜市", "山东省", "全国"]
    assert regions.get("500105-gx").name.startswith("江北")
    assert "371200" not in {each.code for each in regions}
    assert "500105" not in {each.code for each in regions.children("500000")}
