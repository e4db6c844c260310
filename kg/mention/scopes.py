"""Scopes of collectives: 全市, 各区县, 市县两级, 14个设区市."""

import re
from functools import cache
from typing import Final

from kg.mention.actor_lexicon import load_lexicon

UNITS: Final = "省市县区州盟旗"
"""Signs of the units of the country."""


@cache
def scope_pattern() -> re.Pattern[str]:
    """Matches an area and a scope (全市, 各区县, 两级), or one of them, at the end."""
    lexicon = load_lexicon()
    areas, scopes, each = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (lexicon.areas, lexicon.scopes, lexicon.each)
    )
    units = rf"设区市|[{UNITS}]|（[{UNITS}地乡镇街道林场投资开发工业园功能管理自治、]+）"
    pairs = "省份|省市|地市|区县|县区|县市区|区市县|区县市|县市|市县|市区"
    unit = rf"{pairs}|[省市县区]级|[{UNITS}地](?:（[{UNITS}、自治]+）)?"
    return re.compile(
        rf"(?P<area>{areas})?(?P<scope>各(?:{each}|{units}|、)*(?<!、)|(?:(?:{units})(?:{units}|、)+)?[两三四]级|"
        rf"{scopes}|[一两三四五六][省市][一两三四五六][省市区]|[省市县区]级|[两三四五六七八九十]家基层|(?<=等)(?:周边|毗邻|相邻|邻近)?(?:中心城区|主城区|城区|{unit})|"
        rf"(?:[两三四五六七八九十]{{1,3}}|(?<!\d)[1-9]\d?(?=个))个?(?:设区市|乡镇街道|乡镇|镇街|街道|{unit})(?:（[省市区县、自治]+）)?(?:的(?=\Z))?)?\Z"
    )


@cache
def district_pattern() -> re.Pattern[str]:
    """Matches 市、区 in a report of a city."""
    return re.compile(rf"市、(?P<scope>[县区旗]+(?:（[{UNITS}、]+）)?)\Z")


@cache
def scope_ends() -> frozenset[str]:
    """The characters that end an area or a scope."""
    lexicon = load_lexicon()
    words = (*lexicon.areas, *lexicon.scopes, *lexicon.each)
    return frozenset((*(word[-1] for word in words), *UNITS, *"）地级各的镇"))
