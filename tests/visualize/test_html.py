import base64
import hashlib
import json
import re

import pytest
from lxml import html as lxml

from visualize.html import Html, both, embed, join, page, tag, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("淄博市\t2024\n", "淄博市\t2024\n"),
        ("甲\x00\x1b[31m乙", "甲\u2400\u241b[31m乙"),
        ("甲\u202e乙\u2069", "甲[U+202E]乙[U+2069]"),
        ("甲\x7f\x85\ufeff", "甲\u2421[U+0085][U+FEFF]"),
        ("甲\r\n\u2028", "甲 \n[U+2028]"),
        ("甲\ud800", "甲\ufffd"),
    ],
)
def test_visible_shows_what_does_not_show(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("p", "a<b>&c"), "<p>a&lt;b&gt;&amp;c</p>"),
        (tag("a", "x", href='"><b'), '<a href="&quot;&gt;&lt;b">x</a>'),
        (tag("p", Html("<b>x</b>"), ["y", None, 3]), "<p><b>x</b>y3</p>"),
        (tag("input", type="checkbox", checked=True, hidden=False, id=None), None),
        (tag("label", for_="x", class_="y", data_a_b=1), None),
        (both("中", "E"), '中 <span class="en" lang="en">E</span>'),
        (both("中", ""), "中"),
        (join("<", Html("<br>")), "&lt;<br>"),
    ],
)
def test_tag_escapes_all_but_markup(made: Html, expected: str | None) -> None:
    written = {
        '<input type="checkbox" checked>': None,
        '<label for="x" class="y" data-a-b="1"></label>': None,
    }
    assert made == expected or (expected is None and made in written)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "</script><script>plant(1)</script>", "list": [1, 2.5, None, True]},
        ["<!--<script>", "&lt;", "\\u003c", 'a"b'],
        "甲乙",
    ],
)
def test_embed_comes_back_from_a_page(value: object) -> None:
    made = embed("data", value)
    assert not re.search(r"[<>&]", made[len('<script type="application/json" id="data">') : -9])
    found = lxml.fragment_fromstring(f"<div>{made}</div>").find("script")
    assert found is not None
    assert json.loads(found.text or "") == value


def test_embed_shows_control_characters_in_keys_and_values() -> None:
    found = lxml.fragment_fromstring(str(embed("data", {"\u202e": ("\x01", "\u2029")})))
    assert json.loads(found.text or "") == {"[U+202E]": ["\u2401", "[U+2029]"]}


def test_page_allows_only_its_own_scripts_and_styles() -> None:
    written = page("题<", tag("p", "文"), styles=["p{color:red}"], scripts=["let x = 1 < 2;"])
    root = lxml.document_fromstring(written)
    (policy,) = (
        str(meta.get("content"))
        for meta in root.iter("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    digest = base64.b64encode(hashlib.sha256(b"let x = 1 < 2;").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    assert root.findtext(".//title") == "题<"


def test_page_without_scripts_allows_none() -> None:
    assert "script-src &#x27;none&#x27;" in page("题", "文", styles=[], scripts=[])
