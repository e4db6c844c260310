"""Sections on one place: whose 市公安局 and whose figures they have."""

from pathlib import Path

import pytest

from kg.mention.section_places import section_place
from kg.read import read_document
from kg.relate.reading import read_facts
from ontology.regions import load_regions

TEXT = """淄博市2024年知识产权工作情况

一、总体情况
市市场监管局开展“春风”专项行动，立案12件。

二、各区县情况
（一）临淄区
区法院、区检察院建立协作机制。
区市场监管局办结案件20件。
（二）桓台县：强化保护
县公安局侦办案件5起。
三、其他
市公安局立案6件。
"""


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("一、湖北宜昌：人防技防两手抓", "宜昌市"),
        ("6.上海崇明：长江口的最后一道哨", "崇明区"),
        ("（三）江苏省南通市", "南通市"),
        ("（二）临淄区", "临淄区"),
        ("2.临淄：抓保护", "临淄区"),
        ("济南市", "济南市"),
        ("山东省：上下联动", "淄博市"),  # home lies in it
        ("五、安徽安庆、芜湖：打源头", "淄博市"),  # of two
        ("三、和平：共建", "淄博市"),  # a word, or a county far away
        ("（一）加强领导", "淄博市"),
        ("四、全市：一盘棋", "淄博市"),
        ("（四）法院", "淄博市"),
    ],
)
def test_heading_names_the_place_of_its_section(heading: str, place: str) -> None:
    home = load_regions().named("淄博市")[0]
    assert section_place(("一、各地做法", heading), home).name == place


def test_nearest_heading_with_a_place_decides() -> None:
    home = load_regions().named("淄博市")[0]
    assert section_place(("（一）临淄区", "1.执法"), home).name == "临淄区"
    assert section_place((), home) is home


def test_sections_on_places_have_their_bodies_and_figures(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    facts = read_facts(read_document(path))
    assert [actor.name for mention in facts.actors for actor in mention.actors] == [
        *("淄博市市场监督管理局", "临淄区人民法院", "临淄区人民检察院", "临淄区市场监督管理局"),
        *("桓台县公安局", "淄博市公安局"),
    ]
    assert [(o.digits, load_regions().get(o.region).name) for o in facts.observations] == [
        *(("12", "淄博市"), ("20", "临淄区"), ("5", "桓台县"), ("6", "淄博市")),
    ]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (
            "宜昌市开展巡查。岳阳市建立基地。九江市与黄冈市联手。镇江市、镇江市渔政救护江豚。",
            "全国",
        ),
        ("南京市立案3件。苏州市立案4件。无锡市立案5件。常州市立案6件。", "江苏省"),
        ("镇江市开展巡查。镇江市丹阳市、句容市建立基地。镇江市与扬州市联手。", "镇江市"),
    ],
)
def test_report_on_many_places_is_of_the_region_around_them(
    text: str, home: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"渔政执法与保护工作综述\n\n2023年，{text}\n", encoding="utf-8")
    assert read_facts(read_document(path)).context.home.name == home


def test_city_of_a_list_is_that_of_the_body_before(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "渔政执法工作综述\n\n2023年，宜昌市农业农村局牵头，市公安局参加联合巡查。"
        "岳阳市河长办开展攻坚。九江市、黄冈市、安庆市联手。\n",
        encoding="utf-8",
    )
    named = [a.name for m in read_facts(read_document(path)).actors for a in m.actors]
    assert "宜昌市公安局" in named
