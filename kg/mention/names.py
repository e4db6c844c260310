"""Full official names: a place and the words of the text become an Actor.

市 + 市场监管局 → 淄博市市场监督管理局; 省 + 法院 → 山东省高级人民法院; the vocabulary of organs
says what a body is called at the level of its place.
"""

import re
from functools import lru_cache
from typing import Final

from kg.facts import Actor
from kg.mention.actor_lexicon import Head, Known, Word, load_lexicon
from ontology.organs import Organ, OrganForm
from ontology.regions import NATIONAL, Region, load_regions

NATION = "national"
_CUSTOMS = "customs"
_CENTRAL_BANK = "central-bank"
"""The bank whose branches are agencies."""


def level_of(region: Region) -> str:
    """The level of bodies of a region; "" for those of a development zone."""
    return "" if region.level == "zone" else region.level


def name_organ(region: Region, word: Word, *, full: bool | None = None) -> Actor | None:
    """The organ of the region that the word names; None if there is none at its level.

    `full` says whether the text itself has the full name of the region, or a short one; None if
    it has neither.
    """
    chosen = _choose(word.organs, word.form, region)
    return make_organ(region, chosen, full=full) if chosen else None


def customs_region(seat: str) -> Region | None:
    """The region that the customs called after a city or port serve; None where it is no other.

    南京海关 serve 江苏省 (the list of customs directly under the General Administration).
    """
    served = load_lexicon().customs_of.get(seat)
    country = load_regions().get(NATIONAL)
    return load_regions().resolve(served, country) if served else None


@lru_cache(maxsize=1 << 14)
def make_organ(region: Region, chosen: OrganForm, *, full: bool | None = None) -> Actor:
    """The organ with a name of the vocabulary in a region."""
    organ = chosen.organ
    lexicon = load_lexicon()
    short = not full and organ.id in lexicon.by_short_place
    short = short or (full is False and organ.id in lexicon.written)
    place = "" if region.code == NATIONAL else (region.short if short else region.name)
    if place and organ.id in lexicon.committees:
        name = f"{organ.titles[0].name}{place}委员会"
        return Actor(organ.kind, name, region.code, organ.id, level_of(region))
    if organ.id == _CUSTOMS and (served := customs_region(region.short)):
        name = place + chosen.title.name
        return Actor(organ.kind, name, served.code, organ.id, level_of(served))
    if chosen.title.name.startswith("委") and place.endswith("自治区"):
        place += "党"
    return Actor(organ.kind, place + chosen.title.name, region.code, organ.id, level_of(region))


_OF_PROVINCE: Final = re.compile("(?<!办公)厅$")
"""How bureaus of provinces are called, but not those of 北京, 天津, 上海 and 重庆."""


def name_at(region: Region, organ: Organ, tail: str = "", front: str = "") -> Actor | None:
    """The organ of that type in the region; with `tail`, under a name that ends so (局, 厅).

    With `front` under one that begins so, where there is any (规划 for 规划自然资源部门).
    """
    level = _vocabulary_level(region)
    levels = {level, "municipal"} if _is_municipality(region) else {level}
    titles = [
        each
        for each in organ.titles
        if not levels.isdisjoint(each.levels)
        and each.name.endswith(tail)
        and not (_is_municipality(region) and _OF_PROVINCE.search(each.name))
    ]
    titles = [each for each in titles if each.name.startswith(front)] or titles
    title = min(titles, key=lambda each: _strangeness(each.name, region), default=None)
    return make_organ(region, OrganForm(organ, title)) if title else None


def name_national(word: Word) -> Actor | None:
    """The national body that the word names as a whole: 公安部, 国家知识产权局."""
    for form in word.organs:
        if NATION in form.title.levels:
            name = form.title.name
            return Actor(form.organ.kind, name, NATIONAL, form.organ.id, NATION)
    return None


def is_national(word: Word) -> bool:
    """Whether the word names only a national body."""
    return bool(word.organs) and all(NATION in form.title.levels for form in word.organs)


def name_known(name: str, known: Known) -> Actor:
    """A body that the lexicon knows by name."""
    if known.organ == _CUSTOMS and (served := customs_region(name.removesuffix("海关"))):
        return Actor(known.kind, name, served.code, known.organ, level_of(served))
    return Actor(known.kind, name, NATIONAL, known.organ)


def name_free(prefix: str, tail: str, head: Head, region: Region) -> Actor:
    """A body of a free name: the place as it is to be written, then the words of the text."""
    level = level_of(region) if head.kind == "agency" else ""
    return Actor(head.kind, prefix + _write_out(tail), region.code, head.organ, level)


def name_part(whole: Actor, tail: str, head: Head, region: str, level: str) -> Actor:
    """A part of a body: the name of the whole, then the words of the text."""
    own = head.kind == "agency" or whole.organ == _CENTRAL_BANK
    kind = whole.kind if own else head.kind
    organ = whole.organ if whole.organ == _CENTRAL_BANK else head.organ or whole.organ
    return Actor(kind, whole.name + _write_out(tail), region, organ, level, whole.name)


def _write_out(tail: str) -> str:
    """The words behind a place with their short head written out: 工研院."""
    for form, whole in load_lexicon().short_words.items():
        if tail.endswith(form):
            return tail.removesuffix(form) + whole
    return tail


def name_group(place: str, scope: str, tail: str, region: Region, organ: str = "") -> Actor:
    """A collective: 淄博市 + 各区县 + 市场监督管理局."""
    return Actor("group", place + scope + tail, region.code, organ)


def county_title(word: Word) -> OrganForm:
    """What the word means for a body below the city: 法院 is a 人民法院 there."""
    lower = (each for each in word.organs if "county" in each.title.levels)
    return next(lower, word.organs[-1])


def _choose(forms: tuple[OrganForm, ...], form: str, region: Region) -> OrganForm | None:
    """The name meant in the region: one that the text writes out, else the usual one there."""
    level = _vocabulary_level(region)
    local = [each for each in forms if each.title.levels != (NATION,)]
    written = next((each for each in local if each.title.name == form), None)
    if written is not None:
        return written

    def rank(each: OrganForm) -> int:
        strangeness = _strangeness(each.title.name, region)
        return strangeness + 3 * (level not in each.title.levels and strangeness > 0)

    return min(local, key=rank, default=None)


def _strangeness(name: str, region: Region) -> int:
    """0 for a name of that province, 1 for one of no province, 2 for one of others."""
    provinces = load_lexicon().provincial.get(name)
    return 1 if provinces is None else 2 * (region.code[:2] not in provinces)


def _is_municipality(region: Region) -> bool:
    """Whether it is a city of the rank of a province: its bureaus are called as a city's."""
    return region.level == "provincial" and region.name.endswith("市")


def _vocabulary_level(region: Region) -> str:
    return "county" if region.level == "zone" else region.level


def spell(region: Region) -> str:
    """The region as it opens the name of a collective: 淄博市, 全国."""
    return "全国" if region.code == NATIONAL else region.name
