import re
from pathlib import Path

import pytest

from kg.show import find_source, show_stage
from ontology.errors import InvalidSource

TEXT = """淄博市知识产权工作情况

一、协同保护

2024年8月20日，市公安局联合市市场监管局印发《专利执法工作方案》。
全年立案处理专利侵权纠纷41起，同比增长19.4%。
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "zibo.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def lines_of(corpus: Path, stage: str) -> list[str]:
    return show_stage(corpus, "zibo", stage).splitlines()


def test_show_document_lists_every_sentence_with_its_place(corpus: Path) -> None:
    lines = lines_of(corpus, "document")
    assert lines[0] == "[0] title 0-11 淄博市知识产权工作情况"
    assert lines[1] == "[1] heading 13-19 一、协同保护"
    assert "  in 一、协同保护" in lines
    for line in lines:
        if line.startswith("["):
            start, end = map(int, line.split()[2].split("-"))
            assert TEXT[start:end] == line.split(maxsplit=3)[3]


def test_show_document_reads_tables(tmp_path: Path) -> None:
    table = "<table><tr><th>区县</th><th>授权量（件）</th></tr><tr><td>周村区</td><td>41</td></tr>"
    (tmp_path / "a.html").write_text(f"<p>2024年情况。</p>{table}</table>", encoding="utf-8")
    shown = show_stage(tmp_path, "a", "document")
    assert "  周村区 | 授权量（件） = 41\n" in shown


def test_show_mentions_gives_form_name_id_and_rule(corpus: Path) -> None:
    (line,) = (each for each in lines_of(corpus, "mentions") if " 市市场监管局 → " in each)
    place, form, arrow, name, *rest = line.split()
    start, end = map(int, place.split("-"))
    assert TEXT[start:end] == form == "市市场监管局"
    assert (arrow, name) == ("→", "淄博市市场监督管理局")
    assert rest[:3] == ["(机构", "agency,", "id:agency/370300/shi-chang-jian-du-guan-li-ju)"]
    assert rest[3].startswith("[")


def test_show_facts_gives_id_kind_and_words(corpus: Path) -> None:
    lines = lines_of(corpus, "facts")
    roles = {line[11:].split("  [")[0] for line in lines if "participation" in line}
    assert roles == {
        "参与 participation  淄博市公安局 —牵头 lead→ 专利执法工作方案",
        "参与 participation  淄博市市场监督管理局 —联合 partner→ 专利执法工作方案",
    }
    figures = [line for line in lines if "observation" in line]
    assert len(figures) == 2
    assert "= 41起 (流量 flow, 2024, 确数 exact value=41)" in figures[0]
    assert "  id:observation/zibo/" in figures[0]
    assert figures[1].split("  限定 qualifies=")[1].split("  [")[0].endswith(" 41起")


def test_show_facts_has_ids_that_outlive_changes_elsewhere(corpus: Path) -> None:
    def ids() -> list[str]:
        lines = lines_of(corpus, "facts")
        return [line.split()[0] for line in lines if re.match("  [0-9a-f]{8} ", line)]

    before = ids()
    assert len(set(before)) == len(before) == 5
    changed = TEXT.replace("一、协同保护", "一、总体情况\n\n全年形势良好。\n\n二、协同保护")
    (corpus / "zibo.txt").write_text(changed, encoding="utf-8")
    assert ids() == before


def test_show_quads_are_the_lines_of_the_graph(corpus: Path) -> None:
    lines = lines_of(corpus, "quads")
    assert lines == sorted(set(lines))
    assert [line for line in lines if not line.startswith("<https://w3id.org/amo/id/")] == []


def test_show_is_the_same_twice(corpus: Path) -> None:
    for stage in ("document", "mentions", "facts", "quads"):
        assert show_stage(corpus, "zibo", stage) == show_stage(corpus, "zibo", stage)


def test_find_source_tells_what_there_is(corpus: Path) -> None:
    assert find_source(corpus, "zibo") == corpus / "zibo.txt"
    with pytest.raises(InvalidSource, match=r"has no document 'zibo-2024'; it has zibo"):
        find_source(corpus, "zibo-2024")
