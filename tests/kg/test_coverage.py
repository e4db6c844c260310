"""What gave no fact, and why: real and made-up sentences with the reason that each must get."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.explain.coverage import Coverage, cover, cover_corpus
from kg.explain.coverage_formats import format_coverage
from kg.explain.gap import Gap, Share
from kg.explain.links import cover_links
from kg.explain.names import cover_names
from kg.explain.numbers import cover_figures
from kg.facts import Initiative, InitiativeMention
from kg.read import read_document
from kg.relate.reading import Reading, encode_sentences, read_closely
from ontology.errors import InvalidQuery, InvalidSource

Read = Callable[[str], Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The reading of a text that stands in a report of Zibo."""

    def read_text(text: str) -> Reading:
        source = tmp_path / "a.txt"
        source.write_text(f"工作报告\n\n{text}\n", encoding="utf-8")
        sidecar = "title: 工作报告\nregion: 淄博市\nperiod: '2024'\nissued: '2025-03-01'\n"
        source.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
        return read_closely(read_document(source))

    return read_text


def told(share: Share) -> list[tuple[str, str]]:
    return [(gap.form, gap.reason) for gap in share.gaps]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("各区县人民政府，市市场监管局、市公安局，各有关单位：", "addressees"),
        ("市公安局部署后，市公安局交警支队走访企业。", "parts-of-one"),
        ("2025年，市公安局将联合市市场监管局加大打击力度。", "intention"),
        ("在市委、市政府坚强领导下，全市形势平稳。", "general-guidance"),
        ("市检察院批准逮捕8人，市公安局抓获11人。", "each-on-its-own"),
        ("市司法局、市市场监管局推动加强人民调解工作。", "no-undertaking"),
        ("市公安局向市市场监管局通报线索3条。", "no-undertaking"),
        ("市公安局开展“护蓝”专项行动，向市市场监管局通报线索3条。", "one-side-only"),
        ("市公安局开展“护蓝”专项行动，市司法局举办“送法”宣讲活动。", "different-undertakings"),
        ("全市开展“护蓝”专项行动，走访市公安局、市司法局。", "subject-unknown"),
    ],
)
def test_cover_links_says_why_two_bodies_are_not_linked(read: Read, text: str, reason: str) -> None:
    share = cover_links(read(text))
    assert [gap.reason for gap in share.gaps] == [reason]
    assert share.covered == 0


def test_cover_links_leaves_out_bodies_within_a_name(read: Read) -> None:
    text = "举办淄博海关、齐鲁银行进企业活动。"
    reading = read(text)
    document = reading.facts.document
    begin = document.view.index("淄博海关")
    event = Initiative("event", "淄博海关、齐鲁银行进企业活动", "370300")
    named = (InitiativeMention(1, begin, begin + len(event.name), event, "initiative.made"),)
    facts = replace(reading.facts, initiatives=named)
    codes = encode_sentences(document, facts.actors, named)
    share = cover_links(replace(reading, facts=facts, codes=codes))
    assert [gap.reason for gap in share.gaps] == ["only-cited"]


def test_cover_links_counts_what_is_linked(read: Read) -> None:
    share = cover_links(read("市公安局联合市市场监管局开展“护蓝”专项行动。"))
    assert (share.covered, share.gaps, share.share) == (1, (), 1.0)


def test_cover_links_reads_no_parts_in_headings(read: Read) -> None:
    share = cover_links(read("一、市公安局与市市场监管局协作\n\n全年形势平稳。"))
    assert [gap.reason for gap in share.gaps] == ["title-or-row"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年8月20日，立案41起。", [("2024年8月20日", "date")]),
        ("7月15日至21日，立案41起。", [("7月15日至21日", "date")]),
        ("该机制连续6年运行平稳。", [("6", "duration")]),
        ("获得第四届农业科技奖。", [("四", "ordinal")]),
        ("侦破“9.07”侵犯著作权案。", [("9.07", "part-of-a-name")]),
        ("推广齐民21号小麦。", [("21", "part-of-a-name")]),
        (
            "枣知战办〔2023〕06号文件已印发。",
            [("2023", "document-number"), ("06", "document-number")],
        ),
        ("举报电话0533-2136737。", [("0533", "phone-or-code"), ("2136737", "phone-or-code")]),
        ("拨打12345热线。", [("12345", "phone-or-code")]),
        ("连接3口岸。", [("3", "part-of-a-word")]),
        ("每万人口发明专利拥有量29.37件。", [("万", "part-of-a-rate")]),
        ("侦破了一批大案。", [("一", "label")]),
        ("有2个项目获3等奖。", [("3", "no-unit")]),
    ],
)
def test_cover_figures_says_why_a_number_is_no_observation(
    read: Read, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(cover_figures(read(text))) == expected


def test_cover_figures_counts_observations_once(read: Read) -> None:
    share = cover_figures(read("立案处理专利侵权纠纷41起，同比增长19.4%。"))
    assert (share.covered, share.gaps) == (2, ())


def test_cover_figures_leaves_out_numerals_within_words(read: Read) -> None:
    assert cover_figures(read("建立一体化机制，统一执法，一是加强监管。")).gaps == ()


def test_cover_figures_tells_of_marks_of_lists(read: Read) -> None:
    share = cover_figures(read("1.专利执法情况\n\n全年立案41起。"))
    assert told(share) == [("1.", "list-mark")]
    assert (share.covered, share.excluded, share.open) == (1, 1, 0)


def test_cover_figures_tells_of_cells(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>区县</th><th>授权量（件）</th><th>备案</th><th>立案（件）</th></tr>"
        "<tr><td>周村区</td><td>41</td><td>7</td><td>3至5</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(f"<p>2024年淄博市情况。</p>{table}", encoding="utf-8")
    share = cover_figures(read_closely(read_document(tmp_path / "a.html")))
    assert told(share)[-2:] == [("7", "no-column"), ("3至5", "not-a-number")]
    assert share.covered == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《淄博市市场监督管理局行政处罚办法》。", [("淄博市市场监督管理局", "in-a-title")]),
        ("在市市场监管局网站开设专栏。", [("市市场监管局", "medium")]),
        ("彰显公安机关的作用。", [("公安机关", "no-full-name")]),
        ("朝阳区法院发来司法建议。", [("朝阳区法院", "region-ambiguous")]),
    ],
)
def test_cover_names_says_why_a_word_is_no_body(
    read: Read, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(cover_names(read(text))) == expected


def test_cover_names_counts_mentions(read: Read) -> None:
    share = cover_names(read("市公安局、市市场监管局和省公安厅开展“护蓝”专项行动。"))
    assert (share.covered, share.gaps) == (3, ())


def test_share_of_nothing_is_none() -> None:
    assert Share(0, ()).share is None
    gap = Gap("figures", 0, 0, 1, "6", "date")
    assert (Share(0, (gap,)).share, Share(0, (gap,)).excluded) == (None, 1)


TEXT = "市司法局、市市场监管局推动加强人民调解工作。全年立案41起，3等奖。拨打12345。"


@pytest.fixture
def coverage(read: Read) -> Coverage:
    return cover(read(TEXT))


def test_cover_tells_place_and_sentence(coverage: Coverage) -> None:
    first = coverage.absences[0]
    assert (first.kind, first.reason, first.excluded) == ("links", "no-undertaking", False)
    assert first.form == "淄博市司法局、淄博市市场监督管理局"
    assert first.sentence == "市司法局、市市场监管局推动加强人民调解工作。"
    assert f"工作报告\n\n{TEXT}\n"[first.start : first.end] == first.sentence
    counts = coverage.counts["figures"]
    assert (counts.covered, counts.open, counts.excluded, counts.share) == (1, 1, 1, 0.5)


def test_format_table_sums_up_and_lists_only_what_may_be_missed(coverage: Coverage) -> None:
    lines = format_coverage([coverage, coverage], "table").splitlines()
    assert lines[1].split("  ")[0] == "a"
    assert "0/1 = 0.0% (0)" in lines[1]
    assert "1/2 = 50.0% (1)" in lines[1]
    assert lines[3].startswith("合计 total")
    assert (
        "    2  没有单位，或单位不在词表中 no unit, or one that the vocabulary lacks"
        in "\n".join(lines)
    )
    assert sum("  3  ←  全年立案41起，3等奖。" in line for line in lines) == 2
    assert not any("12345  ←" in line for line in lines)


def test_format_table_of_nothing_countable(read: Read) -> None:
    table = format_coverage([cover(read("全年形势平稳。"))], "table")
    assert table.splitlines()[1].count("0/0 = – (0)") == 3


def test_format_csv_has_a_line_for_each_absence(coverage: Coverage) -> None:
    rows = list(csv.DictReader(io.StringIO(format_coverage([coverage], "csv"))))
    assert [row["reason"] for row in rows] == ["no-undertaking", "no-unit", "phone-or-code"]
    assert rows[2]["excluded"] == "True"


def test_format_json_holds_counts_and_absences(coverage: Coverage) -> None:
    (document,) = json.loads(format_coverage([coverage], "json"))
    assert document["counts"]["links"] == {"covered": 0, "open": 1, "excluded": 0, "share": 0.0}
    assert len(document["absences"]) == 3


def test_format_coverage_refuses_other_formats(coverage: Coverage) -> None:
    with pytest.raises(InvalidQuery, match="no format 'md'; there are: table, csv, json"):
        format_coverage([coverage], "md")


def test_cover_corpus_takes_all_or_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("淄博市工作\n\n全年立案41起。\n", encoding="utf-8")
    assert [each.document for each in cover_corpus(tmp_path)] == ["a", "b"]
    assert [each.document for each in cover_corpus(tmp_path, "b")] == ["b"]
    with pytest.raises(InvalidSource, match="has no document 'c'"):
        list(cover_corpus(tmp_path, "c"))


def test_cover_corpus_refuses_a_build(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").touch()
    with pytest.raises(InvalidSource, match="is a build; give the folder of reports"):
        list(cover_corpus(tmp_path))


def test_cover_stays_quick_on_one_long_line(read: Read) -> None:
    coverage = cover(read("市公安局、市法院查处3等奖7，" * 2000))
    assert coverage.counts["names"].covered == 4000
    assert coverage.counts["figures"].open == 4000
