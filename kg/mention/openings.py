"""Where a free name begins: the place in front of it that is no part of the name itself."""

from typing import Final

from kg.mention.actor_lexicon import Head
from kg.mention.partners import ends_phrase
from kg.mention.places import BARE, Place
from kg.mention.spans import COUNTED, Reading, predicate_pattern
from ontology.regions import NATIONAL, load_regions

_REACH: Final = 24
"""Characters between the place and the head of a name."""
_LEADING: Final = "向经由受据从到在赴为对"


def nearest_place(reading: Reading, head: Head, low: int, begin: int) -> Place | None:
    """The place nearest to the head behind which the name may begin."""
    view = reading.view
    end = begin
    while end > max(low, begin - _REACH):
        if view[end - 1] == "）":
            end = _before_frame(reading, low, end)
            if end < 0:
                return None
            continue
        place = reading.places.ending_at(view, low, end)
        if place and _is_inner(reading, place):
            end -= 1
            continue
        place = place and _widen(reading, place, low)
        if place and _opens_name(reading, place, head, begin):
            return place
        end -= 1
    return None


def _is_inner(reading: Reading, place: Place) -> bool:
    """Whether the place is only part of a name: the 长三角 of 浙江清华长三角研究院."""
    if place.kind == "short" and _straddles(reading, place):
        return True
    return is_cut(reading, place) or (place.kind == "nickname" and not _stands(reading, place))


def _straddles(reading: Reading, place: Place) -> bool:
    """Whether its first character ends another region: the 海西 of 上海西岸."""
    forms, view, begin = load_regions().forms(), reading.view, place.begin
    if begin <= reading.low() or view[begin - 1 : begin + 1] not in forms:
        return False
    return view[begin - 2 : begin] not in forms


def _stands(reading: Reading, place: Place) -> bool:
    return reading.starts(place.begin) or _leads(reading, place)


def is_cut(reading: Reading, place: Place) -> bool:
    """Whether a zone is only the end of another's name: the 旅游度假区 of 亚布力滑雪旅游度假区."""
    if place.region.level != "zone" or reading.starts(place.begin):
        return False
    owner = load_regions().get(place.region.parent)
    return not reading.form(place).startswith((owner.short, "市", "省", "国家", "中国"))


def _before_frame(reading: Reading, low: int, end: int) -> int:
    """Where （山东） begins, ready for what stands before it; -1 if it frames no place."""
    start = reading.view.rfind("（", low, end)
    framed = reading.view[start + 1 : end - 1]
    known = framed in reading.lexicon.framed or reading.places.resolve(framed)
    return start if start > low and known else -1


def _opens_name(reading: Reading, place: Place, head: Head, begin: int) -> bool:
    gap = reading.view[place.end : begin]
    if place.kind == "bare" and head.start == "brand":
        return False
    if place.kind == "nation" and place.region.code == NATIONAL:
        nation = reading.form(place)
        if nation == "国家" and not reading.starts(place.begin) and not _leads(reading, place):
            return False
    if place.kind == "short" and (gap in BARE or not _is_known(reading, place)):
        return False
    if COUNTED.search(gap):
        return False
    if head.organ != "leading-group" and predicate_pattern().match(gap):
        return False
    if place.kind == "full" and place.region.code == NATIONAL and head.organ != "association":
        bounds = (reading.low(), reading.hard, reading.verb)
        whole = head.organ == "centre" and place.begin in bounds
        return whole and len(gap) >= 4 and ends_phrase(reading, begin + 2)
    return bool(gap) or place.kind != "nation" or place.region.code != NATIONAL


def _leads(reading: Reading, place: Place) -> bool:
    """Whether a verb or a bare cue stands before the place: 与国家…中心, 向国家…中心."""
    return place.begin == reading.verb or reading.view[place.begin - 1] in _LEADING


def _is_known(reading: Reading, place: Place) -> bool:
    """Whether the short form of a region stands for it here: of a county only near home."""
    region = place.region
    return region.level != "county" or load_regions().is_within(region.code, reading.home.code)


def _widen(reading: Reading, place: Place, low: int) -> Place:
    """The place with what stands before it and belongs to the name.

    山东国家…中心 is the national body for Shandong; 省某县女子监狱 is the province's.
    """
    if place.begin <= low or place.kind not in {"nation", "short"}:
        return place
    outer = reading.places.ending_at(reading.view, low, place.begin)
    if outer is None:
        return place
    if place.kind == "short":
        if outer.region.level == "zone":
            return Place(outer.begin, place.end, place.region, "full")
        bounds = (reading.low(), reading.hard, reading.soft)
        return outer if outer.kind == "bare" and outer.begin in bounds else place
    if outer.kind not in {"short", "full"}:
        return place
    if outer.kind == "short" and not _is_known(reading, outer):
        return place
    if reading.form(place) != "国家":
        return outer
    return Place(outer.begin, place.end, outer.region, "nation")
