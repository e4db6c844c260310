"""No input makes the extraction hang or fall, and its time grows linearly with the text."""

import random
import re
import time
from collections.abc import Callable
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts import Facts
from kg.quads import to_quads
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.structure import check_quads

SIDECAR = "title: 工作报告\nregion: 淄博市\nperiod: '2023'\nissued: '2024-03-01'\n"
BODY = "全市知识产权保护工作取得新的进展，各项任务顺利完成，社会各界给予好评。"
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也"
    "能下过子说产种面而方后多定行学法所民得经"
)
_WORDS = """
联合 会同 市公安局 县市场监管局 华光有限公司 《关于印发某某办法的通知》 “蓝天”专项行动 “5·12”假药案
协作机制 座谈会 开展 建立 印发 侦破 参加 与 由 在 被 经 对 的 等部门 牵头 指导下 督办 批准 授予 评为
示范单位 通过 验收 5件 12.5% 4.7万余 三百 万元 同比增长 其中 分别为 累计 全市
张某 副市长 2023年 5月6日 一是 截至 首先 ， 、 。 ； ： （ ） “ ” 《 》
"""
CUES = _WORDS.split()
Make = Callable[[int], str]


def distinct(form: str) -> Make:
    """Makes texts of a form over and over, each time with another name for the {}."""

    def make(length: int) -> str:
        drawn = random.Random(length)
        names = ("".join(drawn.choices(COMMON, k=3)) for _ in range(length))
        return "".join(form.format(name) for name in islice(names, length // len(form)))[:length]

    return make


def repeated(*parts: str) -> Make:
    return lambda length: "".join(islice(cycle(parts), length))[:length]


def nested(opening: str, closing: str) -> Make:
    return lambda length: "市公安局" + opening * (length // 2) + closing * (length // 2)


SHAPES: dict[str, Make] = {
    "one line": repeated("市公安局开展检查"),
    "one sentence": repeated("联合", "市公安局", "《关于建立协作机制的意见》"),
    "new titles": distinct("联合市公安局印发《关于{}的意见》"),
    "new mechanisms": distinct("市公安局建立{}信息协作机制。"),
    "plans": distinct("印发《{0}行动方案》，开展“{0}”行动。"),
    "sentences": repeated("市公安局破获案件5件。"),
    "paragraphs": repeated("市公安局破获案件5件。\n"),
    "headings": repeated("一、市公安局\n", "（一）工作\n"),
    "table rows": repeated("淄博市\t5\t6\t7\n"),
    "numerals": repeated("检查5件，"),
    "parts": repeated("其中，甲5件，"),
    "agencies": repeated("临淄区市场监管局、", "桓台县公安局、"),
    "companies": distinct("{}有限公司、"),
    "brackets": nested("（", "）"),
    "quotations": nested("“《", "》”"),
    "unclosed": repeated("市公安局《（“"),
    "honours": repeated("某县被评为先进单位、获得示范单位荣获称号"),
    "cases": repeated("侦破“5·12”案，"),
    "dates": repeated("2023年5月6日"),
    "respective": repeated("临淄区公安局、桓台县公安局分别检查", "5件、6件、"),
    "listed figures": lambda length: ("高青县公安局、沂源县公安局分别查" + "5件、" * length)[
        :length
    ],
    "places": repeated("联席会议在于在于在于在"),
    "for whom": repeated("市公安局对对对对对对对对"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Facts]:
    """Reads a text that stands in a report."""
    source = tmp_path_factory.mktemp("reports") / "report.txt"
    source.with_suffix(".yml").write_text(SIDECAR, encoding="utf-8")

    def read_text(text: str) -> Facts:
        source.write_text(f"工作报告\n\n{BODY}\n{text}\n", encoding="utf-8")
        return read_facts(read_document(source))

    return read_text


def seconds(read: Callable[[str], Facts], text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_linearly(shape: str, read: Callable[[str], Facts]) -> None:
    make = SHAPES[shape]
    read(make(100))
    once = min(seconds(read, make(2000)) for _ in range(2))
    assert min(seconds(read, make(8000)) for _ in range(2)) < 4 * once * 2 + 0.1


def test_a_line_of_a_million_characters_is_read(read: Callable[[str], Facts]) -> None:
    text = "".join(random.Random(0).choices(COMMON, k=1_000_000))
    facts = read(f"{text}，市公安局开展“蓝天”专项行动")
    assert [each.actor.name for each in facts.participations] == ["淄博市公安局"]


def test_a_sentence_of_a_hundred_thousand_characters_is_read(read: Callable[[str], Facts]) -> None:
    facts = read(SHAPES["one sentence"](100_000))
    assert {each.actor.name for each in facts.participations} == {"淄博市公安局"}
    assert {each.initiative.type for each in facts.participations} == {"policy", "mechanism"}


def test_no_sentence_is_longer_than_any_that_is_written(read: Callable[[str], Facts]) -> None:
    facts = read("，".join(["联合市公安局印发《意见》"] * 1000))
    sentences = facts.document.sentences
    assert max(each.end - each.begin for each in sentences) <= 1200
    written = "".join(facts.document.form(each) for each in sentences)
    assert re.sub(r"\s", "", written) == re.sub(r"\s", "", facts.document.view)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    text=st.text(
        alphabet=COMMON + "市县局会案“”《》（），。、；：0123456789%年月件元\n ", max_size=400
    )
)
def test_any_text_makes_a_sound_graph(text: str, read: Callable[[str], Facts]) -> None:
    facts = read(text)
    assert check_quads(to_quads(facts), {"report": facts.document.text}) == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(words=st.lists(st.sampled_from(CUES), max_size=120))
def test_any_words_make_a_sound_graph(words: list[str], read: Callable[[str], Facts]) -> None:
    facts = read("".join(words))
    assert check_quads(to_quads(facts), {"report": facts.document.text}) == ()
