import csv
import io
import json
from decimal import Decimal

import pytest

from kg.store import Iri, Value
from ontology.errors import InvalidQuery
from queries.formats import FORMATS, format_answer, format_csv, format_table, shorten_iri
from queries.library import Answer

AGENCY = Iri("https://w3id.org/amo/id/agency/370300/gong-an-ju")
EXACT = Iri("https://w3id.org/amo/ontology#exact")


def answer(columns: str, *rows: tuple[Value, ...]) -> Answer:
    return Answer(tuple(columns.split()), rows)


SMALL = answer(
    "agency agencyLabel bound value",
    (AGENCY, "淄博市公安局", EXACT, Decimal("27.36")),
    (AGENCY, None, None, 5),
)


def test_format_table_shows_labels_and_aligns_chinese() -> None:
    assert format_table(SMALL, 60).splitlines() == [
        "  agency                        bound       value",
        " ─────────────────────────────────────────────────",
        "  淄博市公安局                  amo:exact   27.36",
        "  id:agency/370300/gong-an-ju               5",
        "",
        "2 rows",
    ]


def test_format_table_leaves_out_what_repeats() -> None:
    sentence = "全市检查农村集市72个，批发市场10个，立案查处6件。"
    table = format_table(
        answer(
            "initiative role sentence",
            ("整治行动", "牵头", sentence),
            ("整治行动", "参加", sentence),
            ("整治行动", "参加", "别的句子"),
            ("知识产权宣传周", "参加", "别的句子"),
        ),
        100,
    )
    assert [line.split() for line in table.splitlines()[2:6]] == [
        ["整治行动", "牵头", sentence],
        ["参加", "〃"],
        ["别的句子"],
        ["知识产权宣传周", "参加", "别的句子"],
    ]


def test_format_table_folds_long_cells_into_the_width() -> None:
    lines = format_table(answer("sentence", ("知识产权" * 40,)), 50).splitlines()
    assert max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in lines) <= 50
    assert sum(line.count("知识产权") for line in lines) > 30


@pytest.mark.parametrize("format_", ["table", "md"])
def test_format_answer_shows_control_characters_as_text(format_: str) -> None:
    text = format_answer(answer("name", ("局\x1b[31m红\x07\u202e反\r\n",)), format_)
    assert "\x1b" not in text
    assert "局\ufffd" in text
    assert not {"\x07", "\u202e", "\r"} & set(text)


@pytest.mark.parametrize("format_", ["table", "md"])
def test_format_answer_shows_markup_as_text(format_: str) -> None:
    text = format_answer(answer("name", ("[bold]甲[/bold] [red]",)), format_)
    assert "[bold]甲[/bold] [red]" in text.replace("\\", "")


def test_format_markdown_escapes_markup() -> None:
    hostile = answer("name note", ("a|b\\", "<script>[x](http://x) *b* _i_ `c` ~s~ &amp;"))
    assert format_answer(hostile, "md") == (
        "| name | note |\n"
        "| --- | --- |\n"
        r"| a\|b\\ | \<script\>\[x\](http://x) \*b\* \_i\_ \`c\` \~s\~ \&amp; |" + "\n"
    )


def test_format_csv_keeps_every_column_and_whole_iris() -> None:
    assert format_csv(SMALL) == (
        f"agency,agencyLabel,bound,value\r\n{AGENCY},淄博市公安局,{EXACT},27.36\r\n{AGENCY},,,5\r\n"
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+86 533 2301234", "'+86 533 2301234"),
        ("-1+1|cmd", "'-1+1|cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("-5.2", "-5.2"),
        ("+19.4%", "+19.4%"),
        ("13,821", "13,821"),
        ("“昆仑2024”专项行动", "“昆仑2024”专项行动"),
        ('说"是", 好\n换行', '说"是", 好\n换行'),
        (-5, "-5"),
        (Decimal("-0.30"), "-0.30"),
        (Decimal("1E+9"), "1000000000"),
        (True, "true"),
        (False, "false"),
        (None, ""),
    ],
)
def test_format_csv_writes_cells_that_no_spreadsheet_runs(value: Value, cell: str) -> None:
    written = format_csv(answer("before value", ("x", value)))
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["before", "value"], ["x", cell]]


def test_format_json_is_a_list_of_records() -> None:
    assert json.loads(format_answer(SMALL, "json"), parse_float=Decimal) == [
        {
            "agency": str(AGENCY),
            "agencyLabel": "淄博市公安局",
            "bound": str(EXACT),
            "value": Decimal("27.36"),
        },
        {"agency": str(AGENCY), "agencyLabel": None, "bound": None, "value": 5},
    ]


def test_format_json_escapes_what_json_must() -> None:
    hostile = '"\\\n\x00</script>\u2028'
    assert json.loads(format_answer(answer("name", (hostile,)), "json")) == [{"name": hostile}]


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("csv", "a,aLabel\r\n"),
        ("json", "[]\n"),
        ("md", "| a |\n| --- |\n"),
        ("table", "  a\n ───\n\n0 rows\n"),
    ],
)
def test_format_answer_of_no_rows(format_: str, expected: str) -> None:
    assert format_answer(answer("a aLabel"), format_) == expected


def test_format_answer_refuses_other_formats() -> None:
    assert list(FORMATS) == ["table", "csv", "json", "md"]
    with pytest.raises(InvalidQuery, match=r"^no format 'xml'; there are: table, csv, json, md$"):
        format_answer(SMALL, "xml")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (str(AGENCY), "id:agency/370300/gong-an-ju"),
        ("https://w3id.org/amo/ontology#leads", "amo:leads"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_shorten_iri_uses_known_prefixes(iri: str, short: str) -> None:
    assert shorten_iri(iri) == short
