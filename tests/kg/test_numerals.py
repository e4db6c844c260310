"""Numbers in both scripts → exact decimals."""

import re
from decimal import Decimal

import pytest

from kg.mention.numerals import numeral, read_numeral

NUMERAL = re.compile(numeral(""))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("27.36", "27.36"),
        ("53.10", "53.10"),
        ("3,215", "3215"),
        ("1,234,567", "1234567"),
        ("4.7万", "47000"),
        ("21.3亿", "2130000000"),
        ("400.03亿", "40003000000"),
        ("1亿2000万", "120000000"),
        ("3亿5千万", "350000000"),
        ("12万5600", "125600"),
        ("1.5万亿", "1500000000000"),
        ("5千", "5000"),
        ("两", "2"),
        ("十", "10"),
        ("百", "100"),
        ("二十", "20"),
        ("三百零五", "305"),
        ("一万二千", "12000"),
        ("三千万", "30000000"),
        ("两亿三千万", "230000000"),
        ("十几", "10"),
        ("十几万", "100000"),
    ],
)
def test_numeral_is_read_exactly(form: str, value: str) -> None:
    match = NUMERAL.fullmatch(form)
    assert match
    assert read_numeral(match["number"], match["steps"]) == Decimal(value)


@pytest.mark.parametrize("form", ["数亿", "几十", "数", "几"])
def test_numeral_magnitude_has_no_value(form: str) -> None:
    assert read_numeral(form) is None


@pytest.mark.parametrize("form", ["二〇二四", "三五"])
def test_numeral_refuses_a_row_of_digits(form: str) -> None:
    with pytest.raises(ValueError, match="row of digits"):
        read_numeral(form)
