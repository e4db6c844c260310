"""Which numbers are figures, with which unit and bound, and which are not."""

from array import array
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts import Quantity
from kg.mention.figure_lexicon import load_figure_lexicon
from kg.mention.quantities import find_quantities, read_cell
from kg.read.document import Document, Metadata, Sentence, SentenceKind
from ontology.errors import InvalidRule


def make_document(text: str, kind: SentenceKind = "sentence") -> Document:
    sentence = Sentence(0, kind, 0, len(text), 0)
    origin = array("l", range(len(text)))
    return Document("x", "txt", "", Metadata(), text, text, origin, (sentence,), ())


def find(text: str) -> tuple[Quantity, ...]:
    return find_quantities(make_document(text))


@pytest.mark.parametrize(
    ("text", "form", "value", "unit", "bound"),
    [
        ("案件41起，", "41起", "41", "起", "exact"),
        ("登记4.7万余件", "4.7万余件", "47000", "件", "at_least"),
        ("金额21.3亿元", "21.3亿元", "2130000000", "元", "exact"),
        ("资料600余册", "600余册", "600", "册", "at_least"),
        ("企业超8000人次", "超8000人次", "8000", "人次", "at_least"),
        ("损失近千万元", "近千万元", "10000000", "元", "about"),
        ("咨询百余次", "百余次", "100", "次", "at_least"),
        ("企业上百家", "上百家", "100", "家", "at_least"),
        ("周边企业近千家", "近千家", "1000", "家", "about"),
        ("共有九家机构", "九家", "9", "家", "exact"),
        ("我市两家实践点", "两家", "2", "家", "exact"),
        ("二十条产业链", "二十条", "20", "条", "exact"),
        ("检测10至20家", "10至20家", "10", "家", "at_least"),
        ("检测1—2万家", "1—2万家", "10000", "家", "at_least"),
        ("罚款5万—3万元", "5万—3万元", "50000", "元", "at_least"),
        ("满意度达95%以上", "95%以上", "95", "%", "at_least"),
        ("增长10%左右", "10%左右", "10", "%", "about"),
        ("不超过3家", "不超过3家", "3", "家", "at_most"),
        ("数量30来家", "30来家", "30", "家", "about"),
        ("占百分之三十", "百分之三十", "30", "%", "exact"),
        ("提高2.8个百分点", "2.8个百分点", "2.8", "个百分点", "exact"),
        ("同比-3.5%", "-3.5%", "-3.5", "%", "exact"),
        ("增长1.2倍", "1.2倍", "1.2", "倍", "exact"),
        ("浓度39微克/立方米", "39微克/立方米", "39", "微克/立方米", "exact"),
        ("浓度39ug/m3", "39ug/m3", "39", "微克/立方米", "exact"),
        ("查获120公斤", "120公斤", "120", "公斤", "exact"),
        ("阅读量达34.9万。", "34.9万", "349000", "次", "exact"),
        ("平均办理周期为27.36天", "27.36天", "27.36", "天", "exact"),
        ("列全省第5位", "第5位", "5", "位", "exact"),
        ("数量居全国第四。", "第四", "4", "位", "exact"),
        ("附近3家", "3家", "3", "家", "exact"),
        ("节约5万元", "5万元", "50000", "元", "exact"),
    ],
)
def test_quantity_is_read(text: str, form: str, value: str, unit: str, bound: str) -> None:
    (found,) = find(text)
    assert text[found.begin : found.end] == form
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


@pytest.mark.parametrize(
    ("text", "unit", "digits"),
    [("涉案金额数亿元", "元", "数亿"), ("企业几十家", "家", "几十"), ("数千人次", "人次", "数千")],
)
def test_quantity_magnitude_has_no_value(text: str, unit: str, digits: str) -> None:
    (found,) = find(text)
    assert (found.value, found.bound, found.unit, found.digits) == (None, "magnitude", unit, digits)


def test_quantity_list_in_chinese_numerals_counts_one() -> None:
    found = find("五家本地专利代理机构，三家分支机构，一家办事机构。")
    assert [quantity.value for quantity in found] == [5, 3, 1]


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月25日印发",
        "为期3个月，连续6年",
        "24小时值守，5年内完成",
        "第四届奖，第三次会议，第5条",
        "第四家独立开展业务的机构",
        "“昆仑2024”专项行动，“5家”模式",
        "齐民21号、524号公告、〔2023〕06号",
        "“9.07”案、4.26宣传周、“6+3”产业",
        "电话0533-2136737或12345",
        "十六部门、公安部等五部门、两级法院",
        "一站式服务，一企一策，一家人",
        "落实八项规定，做到两个维护",
        "二十届三中全会，党的二十大",
        "《创新突破十项措施》印发",
        "每万人口、每10万人口",
        "PM2.5和PM10达标",
        "上午9点30分开会",
        "二类疫苗，二次供水",
        "三门峡市、九江市、五家渠市",
        "等11个部分，20个方面",
        "百家企业争先",
        "二〇二四年",
        "三五家企业",
        "占三分之一，5分类",
        "数据和几何",
        "列入第二批名单",
        "",
    ],
)
def test_quantity_is_no_date_ordinal_name_or_label(text: str) -> None:
    assert find(text) == ()


def test_quantity_in_a_quotation_that_is_not_closed_counts() -> None:
    assert [quantity.digits for quantity in find("“绿书签活动5次")] == ["5"]


def test_quantity_of_table_rows_and_titles_is_left_to_others() -> None:
    assert find_quantities(make_document("滕州市104件", "row")) == ()
    assert find_quantities(make_document("检查5家", "title")) == ()
    assert len(find_quantities(make_document("检查5家", "heading"))) == 1


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("53.10", (Decimal("53.10"), "exact")),
        ("4.7万余", (Decimal(47000), "at_least")),
        ("12.5%", (Decimal("12.5"), "exact")),
        ("数亿", (None, "magnitude")),
        ("—", None),
        ("3—5", None),
        ("12件", None),
        ("三五", None),
    ],
)
def test_quantity_read_cell(form: str, expected: tuple[Decimal | None, str] | None) -> None:
    assert read_cell(form) == expected


@given(st.text(alphabet="0123456789.,一两十百万亿余近超件家%第“”《》—、，年月 a", max_size=80))
def test_quantity_places_lie_in_the_sentence(text: str) -> None:
    found = find(text)
    places = [(quantity.begin, quantity.end) for quantity in found]
    assert all(0 <= begin < end <= len(text) for begin, end in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert all(quantity.digits in text for quantity in found)


@pytest.mark.parametrize(
    "unit", ["1", "一", "万", "“", "1.1", "2024年", "1,", "几", "百分之", "0.2和"]
)
def test_quantity_time_grows_with_the_text_only(unit: str) -> None:
    begin = perf_counter()
    find(unit * (60_000 // len(unit)))
    assert perf_counter() - begin < 10


def test_figure_lexicon_refuses_an_unknown_key(tmp_path: Path) -> None:
    path = tmp_path / "figures.yml"
    path.write_text("hedge: []", encoding="utf-8")
    with pytest.raises(InvalidRule, match=r"figures\.yml"):
        load_figure_lexicon(path)
