"""Numbers as Chinese texts write them: 4.7万余, 1,234, 三百零五, 百余, 1亿2000万.

`NUMERAL` matches one number with its multiplier and inner hedge; `read_numeral` gives its value.
Every quantifier is possessive or short, so that matching takes linear time.
"""

import re
from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_ARABIC = r"(?:\d{1,3}+(?:,\d{3})++|\d{1,15}+)(?:\.\d{1,12}+)?+(?![\d.])"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,16}+"
_VAGUE = r"(?:[几数][十百千万亿]{1,4}+|十[几数][万亿]{0,2}+|[几数])"
_SECOND = r"(?:(?<=亿)\d{1,4}+(?:\.\d{1,6}+)?+[千百]?万|(?<=万)\d{1,4}+(?!\d))?"


def numeral(name: str) -> str:
    """A pattern for one number, its named groups ending in `name`."""
    return (
        rf"(?P<number{name}>(?:{_VAGUE}|{_ARABIC}|{_CHINESE}))"
        rf"(?P<odd{name}>[余多来]?)(?P<steps{name}>[十百千万亿]{{0,4}}+{_SECOND})"
        rf"(?P<odds{name}>[余多]?)"
    )


_PART = re.compile(r"([\d.]+)([十百千万亿]*)")


def read_numeral(number: str, steps: str = "") -> Decimal | None:
    """The value of a number and what multiplies it (4.7, 万); None if it is a mere magnitude.

    十几 and 十数 are 10. Raises ValueError when the signs form no number.
    """
    if number[0] in "几数":
        return None
    if number[0] == "十" and number[1:2] in {"几", "数"}:
        return Decimal(10) * multiply(number[2:] + steps)
    if number[0].isdigit():
        plain = number.replace(",", "")
        if not steps and plain.replace(".", "", 1).isdecimal():
            return Decimal(plain)
        parts = _PART.findall(plain + steps)
        value = sum((Decimal(digits) * multiply(after) for digits, after in parts), Decimal(0))
        whole = value.to_integral_value()
        return whole if steps and value == whole else value
    if not set(steps) <= STEPS.keys():
        raise ValueError(f"{number}{steps} mixes Chinese and other digits")
    return Decimal(_read_chinese(number)) * multiply(steps)


def multiply(steps: str) -> int:
    """What the signs multiply by: 百万 → 1000000, "" → 1."""
    product = 1
    for step in steps:
        product *= STEPS[step]
    return product


def _read_chinese(number: str) -> int:
    """三百零五 → 305, 两 → 2, 百 → 100, 一万二千 → 12000. Raises ValueError for 二〇二四, 三五."""
    total = section = digit = 0
    fresh = False
    for sign in number:
        if sign in DIGITS:
            if fresh and digit:
                raise ValueError(f"{number} is a row of digits")
            digit, fresh = DIGITS[sign], True
            continue
        step = STEPS[sign]
        if step < STEPS["万"]:
            section += (digit or 1) * step
        elif step == STEPS["万"]:
            total, section = total + (section + digit or 1) * step, 0
        else:
            total, section = (total + section + digit or 1) * step, 0
        digit, fresh = 0, False
    return total + section + digit
