"""Bodies of other countries and of the world: 新加坡卫生科学局, 世界海关组织.

Such a name is read forward from the country (or 世界, 国际) to its head, as no place of the
vocabulary opens it.
"""

import re
from functools import cache
from typing import Final

from kg.facts import Actor, ActorKind
from kg.mention.actor_lexicon import Word, load_lexicon
from kg.mention.partners import ends_phrase
from kg.mention.spans import Reading, predicate_pattern
from ontology.regions import NATIONAL

_WORLD: Final = ("世界", "国际", "亚太", "东盟", "非洲", "欧洲", "亚洲")
_LEADING: Final = "受由被据经向对与和请"
_FOLLOWERS: Final = (
    "派",
    "代表",
    "访",
    "来",
    "官员",
    "专家",
    "副",
    "委托",
    "再次",
    "认定",
    "授予",
    "主",
)
_WORLD_NAME: Final = re.compile(
    r"(?!知名|著名|有关|相关|权威|多边|各)[\u4e00-\u9fff]{2,12}?(?:组织|机构论坛|总署|开发署|规划署|基金会|联盟|理事会|商会|协会|银行)"
)
_NO_PARTS: Final = "[总分内全各外南北东西中乐]部"
_NO_BUREAUS: Final = "[当布结格大全]局"
_NO_HALLS: Final = "[餐客大展]厅"
_JOINED: Final = re.compile("[和与及]")
_HOME: Final = re.compile("[市省县区我本某]|企业|客商|公司|代表团|专家|驻")


def read_foreign(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """The body whose name opens with the country or 世界 at `begin`; False if none does."""
    view = reading.view
    if not reading.starts(begin) and view[begin - 1] not in _LEADING:
        return False
    world = word.form in _WORLD
    for match in (_WORLD_NAME if world else _state_pattern()).finditer(view, end, end + 18):
        if match.start() != end:
            return False
        if match.end() <= reading.sentence.end and _is_name(reading, match, world=world):
            kind: ActorKind = "organisation" if world else "agency"
            region = reading.places.resolve(word.form)
            code = region.code if region else NATIONAL
            actor = Actor(kind, view[begin : match.end()], code)
            return reading.add(begin, match.end(), (actor,), "actor.foreign")
    return False


def _is_name(reading: Reading, match: re.Match[str], *, world: bool) -> bool:
    gap = match[0]
    if predicate_pattern().match(gap) or (not world and _HOME.search(match[1])):
        return False
    joined = _JOINED.search(gap)
    if joined and (world or joined.start() < 2 or not gap.endswith(("总司", "委员会", "部"))):
        return False
    followed = reading.view.startswith(_FOLLOWERS, match.end())
    followed = followed or reading.places.opens(reading.view, match.end())
    return followed or ends_phrase(reading, match.end())


@cache
def _state_pattern() -> re.Pattern[str]:
    """Up to each head of a state organ in turn."""
    heads = "|".join(map(re.escape, load_lexicon().foreign_heads))
    others = f"(?<!{_NO_PARTS})(?<!{_NO_BUREAUS})(?<!{_NO_HALLS})"
    return re.compile(
        rf"(?!等)([\u4e00-\u9fff]{{0,12}}?)(?:{heads}){others}(?![\u4e00-\u9fff]{{0,8}}总司)"
    )
