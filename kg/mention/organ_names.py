"""Organs of the vocabulary, national and local: 国家知识产权局, 市市场监管局, 沂源县法院."""

import re
from typing import Final, Literal

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.collectives import read_place, read_scope
from kg.mention.free_names import add_free, read_head
from kg.mention.openings import is_cut, nearest_place
from kg.mention.outposts import read_dispatched
from kg.mention.partners import ends_phrase
from kg.mention.places import Place
from kg.mention.sectors import read_branch_of
from kg.mention.spans import LONGEST, Found, Reading, predicate_pattern, rule_of
from ontology.organs import OrganForm
from ontology.regions import Region, load_regions

_ZONES: Final = ("-gx", "-jk")
"""Zones of the kinds whose official names are alike everywhere: 高新区, 经开区."""
_LISTED_PORTS: Final = re.compile(
    r"((?:[\u4e00-\u9fff]{2,3}、)+[\u4e00-\u9fff]{2,3}?)"
    r"(?:等?(?:[两二三四五六七八九十\d]+个)?(?P<inner>隶属|所属|下属)|等(?:[两二三四五六七八九十\d]+个)?(?:地|直属)?)?\Z"
)
_BEFORE: Final = "由经与和向请令及"
"""What no port begins with."""
_HARBOURS: Final = frozenset({"municipal", "county"})
_STATIONS: Final = frozenset({"justice-station", "market-regulation-office", "police-station"})
_TOWN: Final = re.compile("[\u4e00-\u9fff]{1,5}(?:街道|镇|乡|开发区|园区|新区|港区|基地)\\Z")
_CUSTOMS: Final = "海关"
_NO_BRAND: Final = re.compile("[本该此各全]|[两三四五六][地省市县家个]|[地省市县]$")
"""What tells that a customs house is not called after a port: 三地海关."""
_ANOTHER: Final = re.compile("[局厅委办][同与和跟]")
"""Between a place and the name of another body: 某市局同市水利局."""
_REACH: Final = 32
_INNER: Final = 4
_ITS: Final = ("所属", "隶属", "下属")


def read_organ(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """The organ that the word names, national, local or with words before its head."""
    if reading.is_medium(end) or _is_member(reading, word, end):
        return True
    low = reading.low()
    if word.form == _CUSTOMS and _read_ports(reading, low, begin, end):
        return True
    if read_scope(reading, word, low, begin, end):
        return True
    if names.is_national(word):
        if end - begin == 2 and not _is_apart(reading, begin):
            return False
        actor = names.name_national(word)
        return actor is not None and reading.add(begin, end, (actor,), "actor.organ.national")
    place = reading.places.ending_at(reading.view, low, begin)
    if place and is_cut(reading, place):
        place = None
    if place and place.kind == "bare" and word.organs[0].organ.id in reading.lexicon.local:
        place = None
    if place is not None and place.kind not in {"nation", "nickname"}:
        return _read_local(reading, word, place, end)
    if place is not None and word.form.endswith("研究院") and reading.starts(place.begin):
        institute = Head("agency", word.organs[0].organ.id, "place", ())
        return add_free(reading, place, institute, begin, end, word.form)
    return any(
        read(reading, word, begin, end)
        for read in (_read_second_name, _read_port, _read_modified, _read_adjacent, _read_inner)
    )


def _is_apart(reading: Reading, begin: int) -> bool:
    """Whether a name of two characters stands apart: not the 国办 of 依法治国办."""
    return reading.starts(begin) or reading.view[begin - 1] in "经由受据按向"


def _is_member(reading: Reading, word: Word, end: int) -> bool:
    """Whether a member is meant, and not the body: 市人大代表."""
    members = reading.lexicon.members.get(word.organs[0].organ.id, ())
    return reading.view.startswith(members, end)


def _read_local(reading: Reading, word: Word, place: Place, end: int) -> bool:
    """The organ of a place, or of several: 市公安局, 广州市、深圳市市场监督管理局."""
    last = reading.last()
    title = word.organs[0]
    if last and last.end == place.begin:
        under = _read_under(reading, last, word, place, end)
        if under is not None:
            return under
    if _is_dispatched(reading, title.organ.id, place):
        return read_dispatched(reading, place.end, end, title.organ)
    if title.organ.id == "zone-committee" and place.region.code.endswith(_ZONES):
        whole = names.spell(place.region) + title.title.name
        if reading.starts(place.begin) and not reading.form(place).endswith(place.region.name):
            board = Actor(title.organ.kind, whole, place.region.code, title.organ.id)
            return reading.add(place.begin, end, (board,), "actor.organ")
    if title.organ.id in reading.lexicon.local and place.kind == "short":
        limit = max(reading.low(), reading.hard, reading.soft)
        start = limit if place.begin - limit <= 4 else place.begin
        head = Head(title.organ.kind, title.organ.id, "brand", ())
        name = reading.view[start : place.end] + title.title.name
        actor = names.name_free("", name, head, place.region)
        return reading.add(start, end, (actor,), rule_of(head))
    if title.organ.id == "party-committee":
        if reading.view[place.begin - 1 :][:1] == "团":
            return _read_league(reading, place, end)
        for party in reading.lexicon.parties:
            if reading.view.endswith(party, reading.low(), place.begin):
                return _read_party(reading, party, place, end)
    if word.form.endswith("分局") and read_branch_of(reading, title.organ, place, end):
        return True
    return read_place(reading, word, place, end)


def _is_dispatched(reading: Reading, organ: str, place: Place) -> bool:
    """Whether it is the county's outpost of a city's bureau that goes by its short name there."""
    if place.kind != "short" or place.region.level != "county":
        return False
    return place.region.code[:2] in reading.lexicon.dispatched.get(organ, ())


def _read_under(reading: Reading, last: Found, word: Word, place: Place, end: int) -> bool | None:
    """What a place makes of an organ at once behind another body; None if nothing of its own."""
    title, above = word.organs[0], last.actors[0]
    if title.organ.id in _STATIONS and place.kind == "short":
        return _read_station(reading, title, end - len(word.form), end)
    outpost = title.organ.id == above.organ or title.organ.id in reading.lexicon.outposts
    if outpost and above.level == names.NATION:
        return _read_office(reading, last, word, place, end)
    if above.organ == "court" and title.title.name.endswith("法庭"):
        name = above.name + reading.view[place.begin : end]
        part = Actor(above.kind, name, above.region, title.organ.id, above.level, above.name)
        return reading.extend(last, end, part, "actor.part")
    return None


def _read_office(reading: Reading, last: Found, word: Word, place: Place, end: int) -> bool:
    """A national body and its local one in one name: 国家金融监督管理总局大连监管局."""
    local = names.name_organ(place.region, word, full=place.kind == "full")
    if local is None:
        return False
    organ = word.organs[0].organ
    if organ.id not in reading.lexicon.self_named or organ.label[:2] not in local.name:
        whole = last.actors[0]
        name = whole.name + reading.view[place.begin : end]
        local = Actor(local.kind, name, local.region, local.organ, local.level, whole.name)
    return reading.extend(last, end, local, "actor.organ")


def _read_league(reading: Reading, place: Place, end: int) -> bool:
    """团市委 is the committee of the youth league."""
    begin = place.begin - 1
    if reading.view.endswith("共青团", reading.low(), place.begin):
        begin = place.begin - 3
    region = place.region
    name = f"共青团{region.name}委员会"
    league = Actor("agency", name, region.code, "youth-league", names.level_of(region))
    return reading.add(begin, end, (league,), "actor.organ")


def _read_party(reading: Reading, party: str, place: Place, end: int) -> bool:
    """民建市委 is the committee of one of the other parties."""
    region = place.region
    name = f"{party}{region.name}委员会"
    actor = Actor("organisation", name, region.code, "", names.level_of(region))
    return reading.add(place.begin - len(party), end, (actor,), "actor.organ")


def _read_modified(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """An organ with words between the place and its official name: 某区某路街道办事处."""
    if word.form.endswith("分局") and _read_town_branch(reading, word, begin, end):
        return True
    form = names.county_title(word)
    organ, title = form.organ, form.title
    if organ.id in reading.lexicon.local and _read_station(reading, form, begin, end):
        return True
    if organ.id in reading.lexicon.modified:
        start: Literal["place", "brand"] = "brand" if organ.id in reading.lexicon.local else "place"
        head = Head(organ.kind, organ.id, start, (), facility=reading.founds(organ.id))
        return read_head(reading, word, head, begin, end, title.name)
    low = max(reading.low(), reading.hard)
    tract = reading.view.endswith(reading.lexicon.tracts, low, begin)
    if not tract and not (word.form == title.name and ends_phrase(reading, end)):
        return False
    head = Head(organ.kind, organ.id, "brand", ())
    place = nearest_place(reading, head, low, begin)
    if place and place.end < begin and (tract or begin - place.end <= 4):
        if _ANOTHER.match(reading.view, place.end, begin):
            return False
        return add_free(reading, place, head, begin, end, title.name)
    start_at = max(low, reading.soft)
    if tract and 4 <= begin - start_at <= 12:
        actor = names.name_free("", reading.view[start_at:begin] + title.name, head, reading.home)
        return reading.add(start_at, end, (actor,), "actor.organ.tract", doubt="unknown place")
    return False


def _read_town_branch(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """小榄镇市场监管分局 in a city without counties: a branch of the city's bureau."""
    organ = word.organs[0].organ
    low = max(reading.low(), reading.hard, reading.soft)
    town = _TOWN.search(reading.view, low, begin)
    local = reading.home.level in {"municipal", "county"}
    whole = names.name_at(reading.home, organ, "局") if local else None
    if town is None or town.start() != low or whole is None:
        return False
    level = names.level_of(reading.home)
    name = f"{whole.name}{town[0]}分局"
    part = Actor("agency", name, reading.home.code, organ.id, level, whole.name)
    return reading.add(low, end, (part,), "actor.branch")


def _read_station(reading: Reading, form: OrganForm, begin: int, end: int) -> bool:
    """A station behind its bureau: 某区市场监管局某镇市场监管所."""
    last = reading.last()
    if last is None or max(reading.hard, reading.soft) > last.end or begin - last.end > 5:
        return False
    whole = last.actors[0]
    name = whole.name + reading.view[last.end : begin] + form.title.name
    part = Actor(whole.kind, name, whole.region, form.organ.id, whole.level, whole.name)
    return reading.extend(last, end, part, "actor.part")


def _read_ports(reading: Reading, low: int, begin: int, end: int) -> bool:
    """Customs houses that share their head: 杭州、黄埔等海关."""
    match = _LISTED_PORTS.search(reading.view, max(low, begin - _REACH), begin)
    if match is None:
        return False
    actors: list[Actor] = []
    forms, start, doubt = match[1].split("、"), match.start(), ""
    inner = match["inner"] is not None and reading.organs["customs"] > 0
    opens = reading.starts(start) or start == reading.verb
    if _port_region(reading, forms[0]) is None and not (
        inner and opens and forms[0][0] not in _BEFORE
    ):
        forms[0], start = forms[0][1:], start + 1
        inner = inner and _port_region(reading, forms[0]) is not None
    for form in forms:
        region = _port_region(reading, form)
        if region is None and inner:
            region, doubt = reading.home, "unknown place"  # a post below the one that reports
        if region is None:
            return False
        level = names.level_of(region)
        actors.append(Actor("agency", form + _CUSTOMS, region.code, "customs", level))
    return reading.add(start, end, tuple(actors), "actor.list", doubt=doubt)


def _port_region(reading: Reading, form: str) -> Region | None:
    """The region of the customs house that is called so, if there is one."""
    region = names.customs_region(form)
    if region is None and (place := reading.places.resolve(form)):
        region = place if place.level in _HARBOURS or place.name.endswith("市") else None
    return region


def _read_port(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A customs house that is called after a port: 甬江海关, 所属邮局海关."""
    if word.form != "海关" or not ends_phrase(reading, end):
        return False
    start = max(reading.low(), reading.hard, reading.soft)
    its = next((cue for cue in _ITS if reading.view.startswith(cue, start)), "")
    brand = reading.view[start + len(its) : begin]
    listed = "、" in (reading.view[start - 1 : start], reading.view[end : end + 1])
    if not (reading.organs["customs"] or (listed and reading.home.level != names.NATION)):
        return False
    if _NO_BRAND.search(brand):
        return False
    longest = 6 if (last := reading.last()) and last.actors[0].organ == "customs" else 4
    if not 2 <= len(brand) <= longest or not brand.isalpha() or brand in reading.lexicon.no_ports:
        return False
    head = Head("agency", "customs", "brand", ())
    prefix = reading.home.short if brand in reading.lexicon.ports else ""
    actor = names.name_free(prefix, brand + word.form, head, reading.home)
    return reading.add(start + len(its), end, (actor,), "actor.organ.port")


def _read_inner(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A bureau inside a ministry, called as organs are elsewhere: 某部信息通信管理局."""
    last = reading.last()
    if last is None or last.actors[0].level != names.NATION or word.form[-1] not in "局司":
        return False
    gap = reading.view[last.end : begin]
    limit = max(reading.hard, reading.soft)
    if limit > last.end or not 0 < len(gap) <= _INNER or predicate_pattern().search(gap):
        return False
    whole = last.actors[0]
    name = whole.name + gap + word.form
    part = Actor(whole.kind, name, whole.region, whole.organ, whole.level, whole.name)
    return reading.extend(last, end, part, "actor.part")


def _read_second_name(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A（B）where B leaves out the place: 深圳市市场监督管理局（知识产权局）."""
    last = reading.last()
    framed = reading.view[begin - 1 : begin] == "（" and reading.view[end : end + 1] == "）"
    if last is None or last.end + 1 != begin or not framed:
        return False
    actor = names.name_organ(load_regions().get(last.actors[0].region), word)
    return actor is not None and reading.add(begin, end, (actor,), "actor.organ")


def _read_adjacent(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """An organ that follows its superior at once: 市公安局交警支队."""
    last = reading.last()
    if last is None or last.end != begin or len(last.actors[0].name) > LONGEST:
        return False
    whole = last.actors[0]
    form = word.organs[0]
    name = whole.name + form.title.name
    part = Actor(whole.kind, name, whole.region, form.organ.id, whole.level, whole.name)
    return reading.extend(last, end, part, "actor.part")
