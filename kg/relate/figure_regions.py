"""Whose figure it is: the place named at it, else that of the body that acts, else the report's."""

import re
from collections.abc import Sequence

from kg.facts import Actor
from kg.mention.context import Context
from kg.read.document import Sentence
from kg.relate.figure_settings import Setting
from kg.relate.metric_leads import Lead
from kg.relate.metric_patterns import PLACE_NOUN, WORDS
from ontology.regions import Region, Regions

_WHOLE = ("全国", "全省", "全市", "全州", "合计")
_PLACE_REACH = 40
_ACTS = re.compile(
    "(?:积极|率先|探索|大力|深入|全面|创新|持续)*(?:试行|推行|建立|开展|实施|打造|创新|推出|设立|组织|建成|出台|推广|推进|依托|探索|率先|聚焦|成立)"
)
"""What a place as a subject does."""
_PLACE_ENDS = "市区县州盟旗"
_LONGEST_PLACE, _SHORTEST_PLACE = 12, 3
_OURS = re.compile("[我本][省市区县州]")
_WIDE = re.compile("|".join(map(re.escape, WORDS.wide)))


def read_region(
    setting: Setting,
    lead: Lead,
    actors: Sequence[Actor],
    carried: Region | None,
    home: Region,
    regions: Regions,
) -> str:
    """The code of the region of a figure."""
    wide = _wide(setting, home, regions)
    if wide is not None:
        return wide.code
    said = setting.lead
    if said.startswith("合计") or said.endswith("等") or _OURS.search(said):
        return home.code
    if lead.region is not None and _is_near(lead.region, home, regions):
        return lead.region.code
    places = {actor.region for actor in actors if _within(actor.region, home, regions)}
    if carried is not None and not places and _is_near(carried, home, regions):
        return carried.code
    return places.pop() if len(places) == 1 else home.code


def opening_place(text: str, home: Region, regions: Regions) -> Region | None:
    """The place within the report's that a text opens with and that acts or is where it happened.

    淮北市试行…, 安州区某电镀厂私设暗管案; not 淮北市市场监管局 nor one of a list of places.
    """
    for length in range(min(_LONGEST_PLACE, len(text)), _SHORTEST_PLACE - 1, -1):
        form = text[:length]
        if form[-1] in _PLACE_ENDS and (found := regions.resolve(form, home)):
            return found if _within(found.code, home, regions) else None
    return None


def acting_place(
    view: str, sentence: Sentence, setting: Setting, home: Region, regions: Regions
) -> Region | None:
    """The place that the part of the sentence opens with and acts: 淮北市试行…."""
    if setting.lead.startswith(_WHOLE):
        return None
    begin = sentence.begin + len(sentence.marker)
    begin = max(begin, view.rfind("；", begin, setting.quantity.begin) + 1)
    text = view[begin : min(begin + _PLACE_REACH, setting.lead_begin)]
    found = opening_place(text, home, regions)
    return found if found and _ACTS.match(text, len(found.name)) else None


def own_region(context: Context, regions: Regions) -> Region:
    """The region that a report is of: where a development zone reports, the zone."""
    voice = regions.get(context.voice.region) if context.voice else context.home
    is_zone = voice.level == "zone" and voice.parent == context.home.code
    return voice if is_zone else context.home


def _is_near(region: Region, home: Region, regions: Regions) -> bool:
    return region.code == home.code or _within(region.code, home, regions)


def _within(code: str, home: Region, regions: Regions) -> bool:
    return code != home.code and regions.is_within(code, home.code)


def _wide(setting: Setting, home: Region, regions: Regions) -> Region | None:
    """全国47个地市级中心, 全省…的10个地市: places counted over the whole country or province."""
    if not PLACE_NOUN.match(setting.tail):
        return None
    found = list(_WIDE.finditer(setting.lead))
    if not found:
        return None
    level = WORDS.wide[found[-1].group()]
    around = (home, *regions.ancestors(home.code))
    return next((region for region in around if region.level == level), None)
