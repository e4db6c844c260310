"""Outposts of a bureau under their own place: 平江、湘阴等县分局, 周庄分局, 梅城、仙溪市场监管所.

The bureau they belong to is the one that the report speaks as, or that the passage is about.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from kg.facts import Actor
from kg.mention.actor_lexicon import Head, load_lexicon
from kg.mention.lists import listed_regions
from kg.mention.sectors import branch_of, sector
from kg.mention.spans import Reading
from ontology.organs import Organ, load_organs
from ontology.regions import Region

_BRANCH: Final = "分局"
_COUNT: Final = "(?:[两三四五六七八九十]|[1-9]\\d?)个?"
_SHARED: Final = re.compile(f"(?:等(?:{_COUNT})?|{_COUNT})(?:[县区市地旗]|县区|区县|县市)?\\Z")
"""Between places and the head that they share: 等县, 三个, 等3个区."""
_STATIONS: Final = re.compile(
    f"(?:[\u4e00-\u9fff]{{2,4}}、)+[\u4e00-\u9fff]{{2,4}}?(?:等?{_COUNT}|等)?"
)
_TAIL: Final = re.compile(f"(?:等?{_COUNT}|等)\\Z")
_NAME: Final = re.compile(
    "[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{2,6}(?:街道|镇|乡|新区|新城|开发区|园区|港)"
)
_NO_NAMES: Final = (
    "各",
    "该",
    "某",
    "本",
    "我",
    "全",
    "两",
    "三",
    "公安",
    "市场",
    "税务",
    "监管",
    "派出",
)
_MUNICIPAL: Final = frozenset({"municipal", "county", "provincial"})


def read_branches(reading: Reading, begin: int, end: int) -> bool:
    """The branches that 分局 stands for behind a list, a place or a tract; False if none."""
    return (
        _read_listed(reading, begin, end)
        or _read_stemmed(reading, begin, end)
        or _read_own(reading, begin, end)
    )


def _read_listed(reading: Reading, begin: int, end: int) -> bool:
    """平江、湘阴、华容等县分局: the branches in several counties."""
    low = reading.low()
    shared = _SHARED.search(reading.view, max(low, begin - 8), begin)
    organ = _organ(reading)
    if shared is None or organ is None:
        return False
    members = listed_regions(reading, low, shared.start(), "county")
    parts = [branch_of(organ, each.region, each.region.short) for each in members]
    actors = tuple(part for part in parts if part)
    if len(members) < 2 or not actors:
        return False
    return reading.add(members[0].begin, end, actors, "actor.branch")


def _read_stemmed(reading: Reading, begin: int, end: int) -> bool:
    """公安滨海分局, 市公安天元分局: the stem of the bureau before the place."""
    view, low = reading.view, reading.low()
    for length in (2, 3, 4):
        name = view[begin - length : begin]
        region = reading.places.resolve(name) or reading.places.resolve(name + "新区")
        if region is None:
            continue
        stem = next((each for each in _stems() if view.endswith(each, low, begin - length)), None)
        if stem is None:
            continue
        start = begin - length - len(stem)
        part = branch_of(_stems()[stem], region, name)
        own = reading.places.ending_at(view, low, start)
        first = own.begin if own and own.region.level == "municipal" else start
        return part is not None and reading.add(first, end, (part,), "actor.branch")
    return False


def _read_own(reading: Reading, begin: int, end: int) -> bool:
    """周庄分局, 新蒲新区分局 in a report of one bureau: its branch in a town or a tract."""
    voice = reading.voice
    start = max(reading.low(), reading.hard, reading.soft)
    name = reading.view[start:begin]
    if voice is None or not voice.name.endswith("局") or voice.level not in _MUNICIPAL:
        return False
    known = reading.places.named(reading.view, start, begin)
    if (known and known.end - known.begin == len(name)) or not _NAME.fullmatch(name):
        return False
    if name.startswith((*_NO_NAMES, *reading.lexicon.vague)):
        return False
    full = f"{voice.name}{name}{_BRANCH}"
    part = Actor("agency", full, voice.region, voice.organ, voice.level, voice.name)
    return reading.add(start, end, (part,), "actor.branch")


def name_dispatched(organ: Organ | None, region: Region) -> Actor | None:
    """The county's outpost of a city's bureau: 某市江油生态环境局, or 某市生态环境局某县分局.

    Which of the two depends on the province.
    """
    part = branch_of(organ, region, region.short) if organ else None
    provinces = load_lexicon().dispatched.get(part.organ, ()) if part else ()
    if part is None or organ is None or region.code[:2] not in provinces:
        return part
    tail = organ.name_at("municipal")
    return replace(part, name=f"{part.parent.removesuffix(tail)}{region.short}{tail}")


def read_dispatched(reading: Reading, begin: int, end: int, organ: Organ | None = None) -> bool:
    """江油、安州、北川三个派出局 under a city's bureau; 江油生态环境局 where it is called so."""
    shared = _SHARED.search(reading.view, max(reading.low(), begin - 8), begin)
    until = shared.start() if shared else begin
    members = listed_regions(reading, reading.low(), until, "county")
    organ = organ or _organ(reading)
    actors = [name_dispatched(organ, each.region) for each in members]
    known = tuple(actor for actor in actors if actor)
    return bool(known) and reading.add(members[0].begin, end, known, "actor.branch")


def listed_brands(reading: Reading, head: Head, begin: int) -> tuple[int, list[str]]:
    """Where a list of towns that share a station begins, with their names; [] if it is none.

    莲峰、姑田两个市场监管所: the list opens behind a boundary.
    """
    view, low = reading.view, max(reading.low(), reading.sentence.begin, begin - 40)
    at = max(low, reading.verb, *(each.end() for each in _BOUND.finditer(view, low, begin)))
    form = view[at:begin]
    if head.organ not in reading.lexicon.local or not _STATIONS.fullmatch(form):
        return begin, []
    return at, _TAIL.sub("", form).split("、")


_BOUND: Final = re.compile("[，。；：“”（）和与由向]")


def _organ(reading: Reading) -> Organ | None:
    """The type of the city's bureau that the passage is about."""
    last = reading.last()
    if last and last.actors[0].name.endswith("局") and last.actors[0].organ in _types():
        return _types()[last.actors[0].organ]
    return sector(reading, "局", "municipal")


@cache
def _types() -> dict[str, Organ]:
    return {organ.id: organ for organ in load_organs()}


@cache
def _stems() -> dict[str, Organ]:
    """The stems of types, longest first."""
    stems = [(stem, organ) for organ in load_organs() for stem in organ.stems]
    return dict(sorted(stems, key=lambda pair: (-len(pair[0]), pair[0])))
