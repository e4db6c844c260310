from decimal import Decimal

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from kg.statement import Quad, iri, literal, number, words, write_lines

NODE = "https://w3id.org/amo/id/document/a"


def read_back(value: str) -> Literal:
    """The literal that a store reads from what was written."""
    (quad,) = parse(Quad(NODE, NODE, value, NODE).line().encode() + b"\n", format=RdfFormat.N_QUADS)
    assert isinstance(quad.object, Literal)
    return quad.object


@pytest.mark.parametrize(
    "text",
    [
        "“昆仑2024”专项行动",
        'a "b" \\c\\',
        "一\n二\r三\t四",
        "\x00\x01\x1f\x7f\x85",
        "\u2028\ufeff\ufffe\U0001f600",
        "",
    ],
)
def test_literal_is_read_back_as_it_was(text: str) -> None:
    assert read_back(literal(text)).value == text
    assert read_back(words(text)).language == "zh"


def test_literal_replaces_half_a_surrogate_pair() -> None:
    assert literal("甲\ud800乙") == '"甲\ufffd乙"'


@pytest.mark.parametrize(
    ("value", "digits", "type_"),
    [
        (Decimal("01.50"), "1.5", "decimal"),
        (Decimal("47000"), "47000", "decimal"),
        (Decimal("2.13E+9"), "2130000000", "decimal"),
        (Decimal("-0.0"), "0", "decimal"),
        (Decimal("-3.10"), "-3.1", "decimal"),
        (Decimal("100"), "100", "decimal"),
        (12, "12", "integer"),
    ],
)
def test_number_is_canonical(value: Decimal | int, digits: str, type_: str) -> None:
    written = number(value)
    assert written == f'"{digits}"^^<http://www.w3.org/2001/XMLSchema#{type_}>'
    assert read_back(written).value == digits


def test_write_lines_sorts_by_code_point_and_drops_repeats() -> None:
    quads = [Quad(NODE, NODE, value, NODE) for value in (words("乙"), words("a"), words("乙"))]
    lines = write_lines(quads)
    assert lines == [f'<{NODE}> <{NODE}> "{text}"@zh <{NODE}> .' for text in ("a", "乙")]
    assert [line.encode() for line in lines] == sorted(line.encode() for line in lines)
    assert iri(NODE) == f"<{NODE}>"
