"""Web pages: what is seen, in blocks; data tables; encodings; hostile markup."""

from pathlib import Path

import pytest

from kg.read import read_document
from kg.read.document import Document
from ontology.errors import InvalidSource


def read(folder: Path, content: str | bytes) -> Document:
    path = folder / "report.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html><head><title>网站标题</title><style>p{color:red}</style></head><body>
<!-- 注释 --><script>var 脚本 = 1;</script><nav>首页 &gt; 工作动态</nav>
<h1>全市食品安全工作报告</h1>
<div>发布日期：2024-05-01<span style="display: none">隐藏</span><p hidden>也隐藏</p></div>
<h2>一、监督检查</h2>
<p>&emsp;市<b>市场监管局</b>检查食品经营
单位<i>420</i>家。<br/>立案6件。</p><noscript>请开启脚本</noscript>
<div>张店区<p>结案2件。</p>余下的文字。</div>
<pre>周村区结案3件。
桓台县结案1件。</pre>
<footer>版权所有</footer></body></html>"""


def test_html_shows_what_is_seen(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    assert document.text.splitlines() == [
        "全市食品安全工作报告",
        "发布日期：2024-05-01",
        "一、监督检查",
        "市市场监管局检查食品经营 单位420家。",
        "立案6件。",
        "张店区",
        "结案2件。",
        "余下的文字。",
        "周村区结案3件。",
        "桓台县结案1件。",
    ]
    assert document.format == "html"
    assert [s.kind for s in document.sentences[:3]] == ["title", "sentence", "heading"]
    assert document.sentences[3].section == ("一、监督检查",)
    assert document.form(document.sentences[3]) == "市市场监管局检查食品经营单位420家。"


TABLE = """<p>各区县抽检情况</p><table>
<thead><tr><th rowspan=2>区县</th><th colspan="2">监督抽检</th><th rowspan=2>案件（件）</th></tr>
<tr><th>批次<sup>注</sup></th><th>合格率<br>（%）</th></tr></thead>
<tbody><tr><td>张店区</td><td>72</td><td>98.5</td><td>3</td></tr>
<tr><td>周村区</td><td>150</td><td></td><td>2</td></tr>
<tr><td>全 市</td><td>222</td><td>98.9</td><td>5<script>1</script></td></tr></tbody></table>"""


def test_html_table_with_spans(tmp_path: Path) -> None:
    document = read(tmp_path, TABLE)
    (table,) = document.tables
    assert table.title == "各区县抽检情况"
    assert table.columns == (
        ("区县",),
        ("监督抽检", "批次注"),
        ("监督抽检", "合格率（%）"),
        ("案件（件）",),
    )
    assert [
        (row.heading, [(c.column, document.view[c.begin : c.end]) for c in row.cells])
        for row in table.rows
    ] == [
        ("张店区", [(1, "72"), (2, "98.5"), (3, "3")]),
        ("周村区", [(1, "150"), (3, "2")]),
        ("全市", [(1, "222"), (2, "98.9"), (3, "5")]),
    ]
    assert document.text.splitlines()[1:3] == [
        "区县\t监督抽检\t\t案件（件）",
        "\t批次注\t合格率 （%）\t",
    ]


def test_html_text_of_a_table_reads_again_as_the_same_table(tmp_path: Path) -> None:
    document = read(tmp_path, TABLE)
    (tmp_path / "again.txt").write_text(document.text, encoding="utf-8")
    again = read_document(tmp_path / "again.txt")
    assert again.tables == document.tables
    assert again.sentences == document.sentences


def test_html_layout_table_is_paragraphs(tmp_path: Path) -> None:
    inner = "<table><tr><td>区县</td><td>件数</td></tr><tr><td>张店区</td><td>7</td></tr></table>"
    document = read(
        tmp_path, f"<table><tr><td>栏目</td><td>正文。{inner}</td></tr><tr><td>a</td></tr></table>"
    )
    assert document.text == "栏目\n正文。\n区县\t件数\n张店区\t7\na\n"
    assert len(document.tables) == 1


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", ""])
def test_html_odd_spans_do_no_harm(tmp_path: Path, span: str) -> None:
    page = (
        f"<table><tr><th>区县</th><th rowspan='{span}' colspan='{span}'>件数</th></tr>"
        "<tr><td>张店区</td><td>7</td></tr></table>"
    )
    assert "张店区" in read(tmp_path, page).text


def test_html_several_h1_are_headings(tmp_path: Path) -> None:
    document = read(
        tmp_path, "<h1>监督检查</h1><p>检查420家。</p><h1>执法办案</h1><p>立案6件。</p>"
    )
    assert [(s.kind, s.level) for s in document.sentences] == [
        ("heading", 1),
        ("sentence", 0),
        ("heading", 1),
        ("sentence", 0),
    ]


def test_html_declared_encoding(tmp_path: Path) -> None:
    page = "<meta charset=gb2312><p>市市场监督管理局印发食品安全监督检查工作方案。</p>"
    assert "印发食品安全" in read(tmp_path, page.encode("gb18030")).text


def test_html_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"report\.html: (holds no text|is no web page)"):
        read(tmp_path, "<html><script>1</script></html>")
    with pytest.raises(InvalidSource, match=r"report\.html: (holds no text|is no web page)"):
        read(tmp_path, "<!-- -->")


def test_html_nested_deep(tmp_path: Path) -> None:
    document = read(tmp_path, "<div>" * 1_000 + "张店区结案2件。" + "</div>" * 1_000)
    assert document.view == "张店区结案2件。"
    with pytest.raises(InvalidSource, match=r"report\.html: cannot be read to its end"):
        read(tmp_path, "<p>前文</p>" + "<div>" * 10_000 + "张店区结案2件。" + "</div>" * 10_000)
