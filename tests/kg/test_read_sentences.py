"""Paragraphs → sentences."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.marks import find_mark
from kg.read.sentences import split_sentences


def sentences(paragraph: str) -> list[str]:
    return [paragraph[begin:end] for begin, end in split_sentences(paragraph, 0, len(paragraph))]


@pytest.mark.parametrize(
    "parts",
    [
        ["扎实开展4.26知识产权宣传周活动。", "平均办理周期为27.36天。"],
        ["结案2件，罚没款16.67万元；结案9件，罚没款393万元。"],
        [
            "实现专利质押本地化便利化；",
            "2.引导企业使用系统，提高业务办理效率；",
            "3.引导企业提交申请。",
        ],
        ["一是加强抽检；", "二是加强宣传；", "三是加强监管。"],
        ["加强保护，一是加强抽检；", "二是加强宣传。"],
        ["①加强抽检；", "②加强宣传；", "（3）加强监管；", "（四）严格执法。"],
        ["印发《关于“一问三不知”怎么办？的通知》，加强宣传。"],
        ["作了题为《提质升级。创新推动！落地见效》的发言。"],
        ["会议指出：“要加强保护。”", "会议强调，要严格执法。"],
        ["会议指出，“要加强保护。”的要求很重要。"],
        ["开展“向侵权说不！”主题活动。"],
        ["他说：“为什么？”"],
        ["（见附件。）结案20起。"],
        ["“未闭合的引号。", "下一句。"],
        ["》多余的括号。", "下一句。"],
        ["“交叉《的引号”和》括号。", "下一句。"],
        ["真的吗？！", "是的。"],
        ["“" + "很长的引语，" * 30 + "第一句。", "第二句。”"],
        ["没有句号"],
    ],
)
def test_split_sentences(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


def test_split_sentences_leaves_blanks_at_edges_out() -> None:
    assert sentences(" 1。 2 ") == ["1。", "2"]
    assert sentences("  ") == []


@given(st.text("中1.；。！？“”《》（）二是 ", max_size=200))
def test_sentences_cover_the_paragraph(paragraph: str) -> None:
    spans = list(split_sentences(paragraph, 0, len(paragraph)))
    assert "".join(paragraph[b:e] for b, e in spans).replace(" ", "") == paragraph.replace(" ", "")
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("unit", ["（", "（）", "“《", "。", "；1.", "结案2件，罚没款393万元。"])
def test_split_sentences_takes_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:400_000]
    start = time.process_time()
    last = list(split_sentences(text, 0, len(text)))[-1]
    assert last[1] == len(text)
    assert time.process_time() - start < 12


@pytest.mark.parametrize(
    ("text", "mark", "rank"),
    [
        ("一、监督检查", "一、", 10),
        ("十二、监督检查", "十二、", 10),
        ("（三）执法", "（三）", 20),
        ("1.农业部分", "1.", 30),
        ("12、农业", "12、", 30),
        ("（1）农业", "（1）", 40),
        ("1）农业", "1）", 40),
        ("①农业", "①", 50),
        ("第一部分 总论", "第一部分", 6),
        ("第二章总论", "第二章", 6),
        ("第三节总论", "第三节", 8),
        ("一是农业", "一是", 60),
        ("二要加强", "二要", 60),
        ("首先，加强", "首先", 60),
    ],
)
def test_find_mark(text: str, mark: str, rank: int) -> None:
    found = find_mark(text)
    assert found is not None
    assert (found.text, found.rank) == (mark, rank)


@pytest.mark.parametrize("text", ["4.26宣传周", "27.36天", "2024.1", "一个", "市局", "", "三要素"])
def test_find_mark_none(text: str) -> None:
    assert find_mark(text) is None


@pytest.mark.parametrize(
    ("unit", "mark"),
    [
        ("开展检查，强化监管；", "；"),
        ("开展检查，", "，"),
        ("甲局、", "、"),
        ("检查", "查"),
        ("ab ", "b"),
    ],
)
def test_split_sentences_cuts_what_no_writer_puts_in_one(unit: str, mark: str) -> None:
    text = (unit * 2000).rstrip()
    places = list(split_sentences(text, 0, len(text)))
    pieces = [text[begin:end] for begin, end in places]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert pieces == [piece.strip() for piece in pieces]
    assert all(0 < end - begin <= 1200 for begin, end in places)
    assert {piece[-1] for piece in pieces[:-1]} == {mark}
