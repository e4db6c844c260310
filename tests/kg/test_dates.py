"""Dates and spans of time → ISO 8601."""

import pytest

from kg.mention.dates import dates_in, first_day, last_day
from kg.read.document import Sentence


def find(text: str) -> list[tuple[str, str, str]]:
    sentence = Sentence(0, "sentence", 0, len(text), 0)
    return [(text[d.begin : d.end], d.iso, d.extent) for d in dates_in(text, sentence, 2024)]


@pytest.mark.parametrize(
    ("text", "form", "iso", "extent"),
    [
        ("2023年，", "2023年", "2023", "year"),
        ("2023年度，", "2023年度", "2023", "year"),
        ("2024年8月20日，", "2024年8月20日", "2024-08-20", "day"),
        ("6月28日，", "6月28日", "2024-06-28", "day"),
        ("2024年1月，", "2024年1月", "2024-01", "month"),
        ("截至6月底，", "6月底", "2024-06-30", "point"),
        ("截止2024年年底，", "2024年年底", "2024-12-31", "point"),
        ("2023年末，", "2023年末", "2023-12-31", "point"),
        ("去年年底，", "去年年底", "2023-12-31", "point"),
        ("2023年上半年，", "2023年上半年", "2023-01-01/2023-06-30", "span"),
        ("下半年，", "下半年", "2024-07-01/2024-12-31", "span"),
        ("今年1-6月，", "今年1-6月", "2024-01-01/2024-06-30", "span"),
        ("2023年1月至10月，", "2023年1月至10月", "2023-01-01/2023-10-31", "span"),
        ("第一季度，", "第一季度", "2024-01-01/2024-03-31", "span"),
        ("前三季度，", "前三季度", "2024-01-01/2024-09-30", "span"),
        ("2021-2023年，", "2021-2023年", "2021-01-01/2023-12-31", "span"),
        ("2021年以来，", "2021年以来", "2021-01-01", "since"),
        ("二〇二三年，", "二〇二三年", "2023", "year"),
        ("2021年7月—2024年6月，", "2021年7月—2024年6月", "2021-07-01/2024-06-30", "span"),
        ("5月15日至8月22日，", "5月15日至8月22日", "2024-05-15/2024-08-22", "span"),
        ("3月15日至20日，", "3月15日至20日", "2024-03-15/2024-03-20", "days"),
        ("6月27日至28日，", "6月27日至28日", "2024-06-27/2024-06-28", "days"),
    ],
)
def test_date_is_read(text: str, form: str, iso: str, extent: str) -> None:
    assert find(text) == [(form, iso, extent)]


def test_date_without_year_takes_the_one_before_it() -> None:
    assert [iso for _, iso, _ in find("2022年，案件增多。4月18日，开会。")] == [
        "2022",
        "2022-04-18",
    ]


@pytest.mark.parametrize(
    "text", ["13月5日", "2月30日", "12.5年", "10月至3月", "三年行动", "100年", ""]
)
def test_date_is_none(text: str) -> None:
    assert [iso for _, iso, _ in find(text) if len(iso) > 7] == []


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-08-20", "2024-08-20", "2024-08-20"),
        ("2023-01-01/2023-06-30", "2023-01-01", "2023-06-30"),
    ],
)
def test_date_first_and_last_day(iso: str, first: str, last: str) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)
