"""Sentences that repeat others are found by their words, their numbers and their bodies."""

from collections.abc import Sequence

import pytest

from kg.repeats import find_repeats
from kg.statement import Quad, iri, literal
from kg.store import View, create_store
from ontology import terms as t

LONG = "市公安局联合市市场监管局开展打击侵犯知识产权犯罪专项行动，立案41起，抓获犯罪嫌疑人63人。"
POLICE, MARKET = f"{t.ID}agency/370300/gong-an-ju", f"{t.ID}agency/370300/shi-chang"
OTHER = f"{t.ID}agency/370400/gong-an-ju"
BOTH = (POLICE, MARKET)


def view_of(*sentences: tuple[str, str, Sequence[str]]) -> View:
    """A graph of sentences: document, text, mentions; a is issued before b, z nobody knows when."""
    quads = []
    for place, (document, text, mentions) in enumerate(sentences):
        node, home = f"{t.EVIDENCE_BASE}{document}/{place * 100}-9999", f"{t.ID}document/{document}"
        quads += [
            Quad(node, t.TEXT, literal(text), node),
            Quad(node, t.IN_DOCUMENT, iri(home), node),
            Quad(home, t.RDF_TYPE, iri(t.Document), t.REFERENCE_GRAPH),
        ]
        if document != "z":
            issued = literal(f"2024-0{ord(document) - 96}-01")
            period = literal(f"202{ord(document) % 2}")
            quads.append(Quad(home, t.ISSUED, issued, t.REFERENCE_GRAPH))
            quads.append(Quad(home, t.PERIOD, period, t.REFERENCE_GRAPH))
        quads += [Quad(node, t.MENTIONS, iri(each), node) for each in mentions]
    store = create_store()
    store.writer().add(quads)
    return store.view()


def repeated(*sentences: tuple[str, str, Sequence[str]]) -> list[tuple[str, str]]:
    """Document and place of each sentence that repeats another, and of that one."""
    found = [q for q in find_repeats(view_of(*sentences)).quads if q.predicate == t.REPEATS]
    short = [(q.subject, q.object[1:-1]) for q in found]
    return [tuple(_place(each) for each in pair) for pair in short]  # type: ignore[misc]


def _place(node: str) -> str:
    return node.removeprefix(t.EVIDENCE_BASE).partition("-")[0]


@pytest.mark.parametrize(
    "copy",
    [
        LONG,
        f" {LONG[:-1]}；",
        f"据市里通报，{LONG}",
        LONG.replace("开展打击", "深入开展了打击"),
        "市公安局联合市市场监管局开展打击侵犯知识产权犯罪专项行动，立案41起。",
    ],
)
def test_repeats_finds_copies_quotations_and_summaries(copy: str) -> None:
    assert repeated(("b", copy, BOTH), ("a", LONG, BOTH)) == [("b/0", "a/100")]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (LONG.replace("41", "42"), BOTH),
        (LONG, (OTHER, MARKET)),
        (LONG, ()),
        (LONG.replace("开展打击", "未开展打击"), BOTH),
        (LONG.replace("联合市市场监管局", "在张店区、桓台县联合市市场监管局"), BOTH),
        ("市公安局组织专题培训，邀请专家讲授商业秘密保护与证据固定。", (POLICE,)),
    ],
)
def test_repeats_leaves_other_facts_alone(text: str, mentions: Sequence[str]) -> None:
    assert repeated(("a", LONG, BOTH), ("b", text, mentions)) == []


def test_repeats_lead_to_the_first_of_all() -> None:
    quoted = f"据市里通报，{LONG}"
    found = repeated(("c", quoted, BOTH), ("b", LONG, BOTH), ("a", LONG, BOTH), ("z", LONG, BOTH))
    assert found == [("b/100", "a/200"), ("c/0", "a/200"), ("z/300", "a/200")]


def test_repeats_are_found_within_a_document() -> None:
    assert repeated(("a", LONG, BOTH), ("a", LONG, BOTH)) == [("a/100", "a/0")]


def test_repeats_of_sentences_without_bodies_need_one_setting() -> None:
    text = "全年新增有效注册商标若干件并实现较快增长。"
    assert repeated(("a", text, ()), ("c", text, ())) == [("c/100", "a/0")]
    assert repeated(("a", text, ()), ("b", text, ())) == []


def test_repeats_leaves_short_sentences_alone() -> None:
    assert repeated(("a", "三、工作成效", ()), ("c", "三、工作成效", ())) == []


def test_repeats_take_no_stock_phrase_for_a_copy() -> None:
    phrase = "以习近平新时代中国特色社会主义思想为指导深入推进"
    texts = [f"{phrase}{chr(0x4E00 + n * 97) * 30}" for n in range(30)]
    assert repeated(*((chr(97 + n % 4), text, BOTH) for n, text in enumerate(texts))) == []


def test_repeats_describe_how_they_were_found() -> None:
    quads = find_repeats(create_store().view()).quads
    graph = f"{t.DERIVED_BASE}repeats"
    assert {quad.graph for quad in quads} == {graph}
    assert (graph, t.WAS_GENERATED_BY) in {quad[:2] for quad in quads}
    assert quads == sorted(quads)
