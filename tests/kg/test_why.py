"""The account of a sentence says what each rule made of it."""

from pathlib import Path

import pytest

from kg.explain.triggers import trigger_words
from kg.explain.why import explain, explain_source
from kg.read import read_document
from kg.read.document import Document
from ontology.errors import InvalidSource

TEXT = """一、市公安局

开展“护蓝”专项行动，加强与市市场监管局的协作。
全年立案41起，3等奖1个。
其中，6起案件被公安部列为督办案件。
市公安局刑警支队获评全国先进集体。

二、其他

委托市知识产权保护中心开展培训，受训120人。
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "a.txt").write_text(f"工作报告\n\n{TEXT}", encoding="utf-8")
    sidecar = "title: 工作报告\nregion: 淄博市\nperiod: '2024'\nissued: '2025-03-01'\n"
    (tmp_path / "a.yml").write_text(sidecar, encoding="utf-8")
    return read_document(tmp_path / "a.txt")


def section(account: str, title: str) -> list[str]:
    """The lines of the section whose title ends so."""
    lines = account.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.endswith(f"{title}:"))
    end = next((n for n in range(begin + 1, len(lines)) if lines[n][:1] != " "), len(lines))
    return [line.strip() for line in lines[begin + 1 : end]]


def test_explain_shows_the_code_with_its_legend(document: Document) -> None:
    account = explain(document, "“护蓝”专项行动")
    assert account.splitlines()[1] == "开展“护蓝”专项行动，加强与市市场监管局的协作。"
    assert section(account, "the rules read it") == [
        "开展⟨I1⟩，加强与⟨A1⟩的协作。",
        "⟨I1⟩ “护蓝”专项行动 = “护蓝”专项行动",
        "⟨A1⟩ 市市场监管局 = 淄博市市场监督管理局",
    ]


def test_explain_tells_subjects_and_whence_they_come(document: Document) -> None:
    lines = section(explain(document, "“护蓝”专项行动"), "subject of each clause")
    assert lines[0] == (
        "“开展“护蓝”专项行动，” → 淄博市公安局（承自标题 heading [1] 一、市公安局…）"
    )
    (here,) = section(explain(document, "刑警支队"), "subject of each clause")[:1]
    assert here.endswith("→ 淄博市公安局刑警支队（本句 in this sentence）")
    unknown = section(explain(document, "委托市知识产权"), "subject of each clause")
    assert unknown[0] == "“委托市知识产权保护中心开展培训，” → 不明 unknown"


def test_explain_tells_rules_that_match_and_what_follows(document: Document) -> None:
    lines = section(explain(document, "“护蓝”专项行动"), "role rules")
    assert "role.cooperates 匹配 matches “加强与⟨A1⟩的协作”: partner=⟨A1⟩" in lines
    assert "⇒ 淄博市公安局 —牵头 lead→ “护蓝”专项行动  [role.subject]" in lines


def test_explain_tells_rules_that_were_set_off_for_nothing(document: Document) -> None:
    lines = section(explain(document, "督办案件"), "role rules")
    assert any("未匹配 does not match, though “案件” occurs" in line for line in lines)


def test_explain_tells_figures_and_numbers(document: Document) -> None:
    account = explain(document, "全年立案41起")
    figures = section(account, "figures")
    assert figures[0].startswith("41起 → ")
    assert "3：没有单位，或单位不在词表中 no unit, or one that the vocabulary lacks" in " ".join(
        section(account, "not read")
    )


def test_explain_tells_honours(document: Document) -> None:
    lines = section(explain(document, "刑警支队"), "recognition rules")
    assert any(line.endswith("→ 淄博市公安局刑警支队 获 全国先进集体") for line in lines)
    lines = section(explain(document, "督办案件"), "recognition rules")
    assert any(line.endswith("→ 不是荣誉 no honour") for line in lines)


def test_explain_lists_the_facts_with_their_rules(document: Document) -> None:
    facts = section(explain(document, "“护蓝”专项行动"), "facts")
    assert "参与 participation  淄博市公安局 —牵头 lead→ “护蓝”专项行动  [role.subject]" in facts


def test_explain_tells_heads_that_close_no_name(document: Document) -> None:
    lines = section(explain(document, "委托市知识产权"), "initiatives")
    assert lines == ["培训：未构成具名举措 closes no name (活动 event)"]


def test_explain_reads_no_roles_in_the_title(document: Document) -> None:
    (line,) = section(explain(document, "工作报告"), "role rules")
    assert line.startswith("标题与表格行不读角色")


def test_explain_is_the_same_twice_and_ignores_white_space(document: Document) -> None:
    assert explain(document, "全年 立案41起") == explain(document, "全年立案41起")


def test_explain_tells_of_more_sentences(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("工作\n\n" + "立案41起。\n" * 7, encoding="utf-8")
    account = explain(read_document(tmp_path / "b.txt"), "立案")
    assert account.count("\n事实 facts:\n") == 5
    assert account.endswith("\n\n另有 2 句 more sentences: give more of its words\n")


@pytest.mark.parametrize("words", ["没有这句", " "])
def test_explain_refuses_words_that_no_sentence_has(document: Document, words: str) -> None:
    with pytest.raises(InvalidSource, match="a: no sentence has"):
        explain(document, words)


def test_explain_source_finds_the_document(document: Document, tmp_path: Path) -> None:
    assert explain_source(tmp_path, "a", "刑警支队") == explain(document, "刑警支队")
    with pytest.raises(InvalidSource, match="has no document 'z'"):
        explain_source(tmp_path, "z", "立案")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:联合|会同)⟨A⟩", {"联合", "会同"}),
        ("(?<!不)(?:承办|协办)(?=[^，]*?(?:活动|会议))", {"承办", "协办"}),
        ("[同和与]⟨A⟩的?合作(?!协议)", {"合作"}),
        ("由⟨A⟩", set()),
    ],
)
def test_trigger_words_leave_conditions_out(pattern: str, words: set[str]) -> None:
    assert trigger_words(pattern) == words
