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
    assert rest[:2] == ["(agency,", "id:agency/370300/shi-chang-jian-du-guan-li-ju)"]
    assert rest[2].startswith("[")


def test_show_facts_gives_parts_and_ids(corpus: Path) -> None:
    lines = lines_of(corpus, "facts")
    roles = {line.split("  rule=")[0] for line in lines if line.startswith("  participation")}
    assert roles == {
        "  participation  actor=淄博市公安局  role=lead  initiative=专利执法工作方案",
        "  participation  actor=淄博市市场监督管理局  role=partner  initiative=专利执法工作方案",
    }
    figures = [line for line in lines if line.startswith("  observation")]
    assert len(figures) == 2
    assert figures[0].startswith("  observation  id:observation/zibo/")
    assert "  value=41  digits=41  unit=起  bound=exact  statistic=flow" in figures[0]
    target = figures[0].split()[1]
    assert f"  qualifies={target}  " in figures[1]


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
