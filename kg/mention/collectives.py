"""Collectives and lists: 各区县市场监管局, 全市检察机关, 十六部门.

A list that shares its head (临淄、桓台等区县局) names each member.
"""

import re
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Word
from kg.mention.lists import listed_regions, members_of, name_shared, number_of
from kg.mention.members import opens_title, read_members, read_own_units
from kg.mention.partners import is_partner
from kg.mention.places import Place
from kg.mention.pointers import read_counted_like
from kg.mention.scopes import UNITS, district_pattern, scope_ends, scope_pattern
from kg.mention.sectors import body_of, branch_of, member_of, national_body, sector
from kg.mention.short_names import known_as
from kg.mention.spans import Reading
from ontology.organs import load_organs
from ontology.regions import NATIONAL, Region, load_regions

_DEPARTMENTS: Final = "部门"
_VAGUE: Final = frozenset({"地方", "基层", "辖区", "属地", "三级"})
_BELOW: Final = {
    "省级": ("national",),
    "市级": ("national", "provincial"),
    "县级": ("national", "provincial", "municipal"),
    "区级": ("municipal",),
}
"""At which levels a scope tells of bodies below: 省级市场监管部门 in a report of the country."""
_NUMBERED: Final = re.compile("[两三四五六七八九十]+个?(?:[省市区县州地]|省份)+(?:[一两][省市])?")
_BRANCH: Final = "分局"
_COURTS: Final = "法院"
_HOUSE: Final = "院"
_OTHER_HOUSES: Final = tuple("士校区落子长内线")
_EXHORTED: Final = ("要", "应当", "应", "须", "需要", "必须", "务必")
"""Behind 各级消委会: what they are told to do is not done."""
_COMMITTEES: Final = "党委"
_UNIONS: Final = frozenset({"consumer-council", "consumer-association"})
_BODIES: Final = "组织"
"""全区消委会组织 are those of all levels."""
_HONOURED: Final = re.compile(
    "(?:入选|评为|获评|荣获|获得|授予|列为|列入|表彰为|命名为|确定为)了?[“《]?全(?:国|省|市|区)\\Z"
)
_TITLE: Final = re.compile("[\u4e00-\u9fff]{0,24}(?:案例|集体|个人|单位|标兵|能手|成果|奖)")
"""All around a group that an honour is named after: 入选全国公安机关打击侵权假冒犯罪典型案例."""
_LARGEST: Final = 16
"""Characters of a scope: 全市各市、县（市、区）."""
_NUMBER: Final = re.compile(
    r"(?<![一二三四五六七八九十百\d])([二三四五六七八九十]{1,3}|[1-9]\d?)[个家]?\Z"
)


def read_counted(reading: Reading, word: Word, begin: int, end: int) -> None:
    """A number of bodies that acts, with none of them named: 联合十六部门."""
    view = reading.view
    match = _NUMBER.search(view, max(reading.low(), begin - 5), begin)
    if match is None:
        return
    start = match.start()
    if view.startswith("系统", end):
        return
    acts = view.startswith(reading.lexicon.joint_adverbs, end)
    if start == reading.low() > reading.sentence.begin or view[start - 1 : start] == "等":
        return
    if not acts and not is_partner(reading, start):
        return
    group = names.name_group("", "", view[start:end], reading.home)
    reading.add(start, end, (group,), "actor.group.counted")


def read_collective(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A stem with 机关, 部门 or 系统 behind a place or a scope: 全市检察机关, 领导小组成员单位."""
    if word.form in reading.lexicon.member_units:
        return read_members(reading, word, begin, end)
    if word.form in reading.lexicon.own_units:
        return read_own_units(reading, word, begin, end)
    if opens_title(reading, end) or _is_goal(reading, word, end):
        return True
    if _HONOURED.search(reading.view, reading.low(), begin) and _TITLE.match(reading.view, end):
        return True
    if read_scope(reading, word, reading.low(), begin, end):
        return True
    place = reading.places.ending_at(reading.view, reading.low(), begin)
    if place is None or place.kind == "nickname":
        return False
    if place.kind == "bare" and not reading.starts(place.begin):
        return False
    listed = listed_regions(reading, reading.low(), place.end, place.region.level) or [place]
    if place.kind != "bare" and word.form.endswith(_DEPARTMENTS):
        listed = listed_regions(reading, reading.low(), place.end, "") or [place]
        stem = reading.lexicon.bare_stems.get(word.form.removesuffix(_DEPARTMENTS), "")
        organ = next((each for each in load_organs() if each.id == stem), None)
        bodies = [names.name_at(each.region, organ) if organ else None for each in listed]
        if len(listed) > 1 and all(bodies):
            members = tuple(filter(None, bodies))
            return reading.add(listed[0].begin, end, members, "actor.list")
    groups = tuple(
        names.name_group(names.spell(each.region), "", word.form, each.region) for each in listed
    )
    return reading.add(listed[0].begin, end, groups, "actor.group")


def _is_goal(reading: Reading, word: Word, end: int) -> bool:
    """Whether a force is only built: 加强全市综合执法队伍建设."""
    return word.form.endswith("队伍") and reading.view.startswith(
        ("建设", "素质", "能力", "的"), end
    )


def read_scope(reading: Reading, word: Word, low: int, begin: int, end: int) -> bool:
    """各区县市场监管局, 全市检察机关, 两级法院; 临淄、桓台等区县局 names each member."""
    view = reading.view
    if begin == low or view[begin - 1] not in scope_ends():
        return False
    if (word.form == _COURTS and opens_title(reading, end)) or _read_districts(
        reading, word, begin, end
    ):
        return True
    match = scope_pattern().search(view, max(low, begin - _LARGEST), begin)
    if match is None or match.start() == begin:
        return False
    area, scope = match["area"] or "", (match["scope"] or "").removesuffix("的")
    start = match.start()
    if scope.endswith("级") and _is_named(reading, low, start):
        start, scope = start + 1, scope[1:].removeprefix("、")
    if not scope and (area[0] in "我本") and not word.collective:
        return False
    if scope and not area and (members := members_of(reading, scope, low, start)):
        actors = _name_members(reading, word, members, end)
        return bool(actors) and reading.add(members[0].begin, end, actors, "actor.list")
    if view[start - 1 : start] == "等":
        return False
    place = None if area else reading.places.named(view, low, start)
    if not (area or place) and _is_vague(reading, scope):
        organ, count = _organ_of(reading, word), number_of(scope)
        return count > 0 and read_counted_like(reading, organ, count, start, end)
    region = place.region if place else _area_region(reading, area)
    tail = _collective_tail(reading, word, scope, region) if region else None
    if region is None or tail is None or _is_above(reading, word, scope):
        return False
    if _is_told(reading, word, scope, end):
        return True
    if _organ_of(reading, word) in _UNIONS and view.startswith(_BODIES, end):
        end, tail = end + len(_BODIES), word.form + _BODIES
    if scope and _is_plain(scope):
        scope = "各" + scope
    group = names.name_group(names.spell(region), scope, tail, region, _organ_of(reading, word))
    return reading.add(place.begin if place else start, end, (group,), "actor.group")


def _is_vague(reading: Reading, scope: str) -> bool:
    """Whether the scope alone tells of no certain bodies: 基层, 三市; 地方 in a local report."""
    if scope == "地方" and reading.home.level == names.NATION:
        return False
    return scope in _VAGUE or _NUMBERED.fullmatch(scope) is not None


def _is_told(reading: Reading, word: Word, scope: str, end: int) -> bool:
    """Whether all such bodies are only told what to do (各级消委会要…), or 各级党委 are meant."""
    told = reading.view.startswith(_EXHORTED, end) or word.form == _COMMITTEES
    return told and scope.startswith("各")


def _is_above(reading: Reading, word: Word, scope: str) -> bool:
    """Whether 市级 is not said of bodies below home: of its own, in a report of a city."""
    if scope not in _BELOW:
        return False
    return not word.collective or reading.home.level not in _BELOW[scope]


def _name_members(
    reading: Reading, word: Word, members: list[Place], end: int
) -> tuple[Actor, ...]:
    """The bodies of the places listed; customs are not of provinces: 粤港澳三地海关."""
    provinces = members[0].region.level == "provincial"
    if _organ_of(reading, word) == "customs" and provinces and len(members) > 1:
        form = reading.view[members[0].begin : end]
        return (names.name_group("", "", form, reading.home, "customs"),)
    return tuple(filter(None, (_name_member(reading, word, each.region) for each in members)))


def _name_member(reading: Reading, word: Word, region: Region) -> Actor | None:
    if word.form.endswith(_BRANCH):
        branch = branch_of(word.organs[0].organ, region, region.short)
        return branch or _name_in(reading, region, word)
    return member_of(region, word.form) or _name_in(reading, region, word)


def _is_named(reading: Reading, low: int, start: int) -> bool:
    """Whether a scope begins with the last character of a region's name: 淄博市、县两级."""
    place = reading.places.named(reading.view, low, start + 1)
    return place is not None and place.kind == "full"


def _is_plain(scope: str) -> bool:
    """Whether 各 is left out: 区县 for 各区县."""
    first = ("各", "两", "三", "地方", "有关", "相关", "基层", "辖", "属", "市", "省")
    return not scope[0].isdigit() and not scope.startswith(first) and not scope.endswith("级")


def _area_region(reading: Reading, area: str) -> Region | None:
    if not area:
        return reading.home
    if area == "全国":
        return load_regions().get(NATIONAL)
    return reading.places.own(area[-1])


def _collective_tail(reading: Reading, word: Word, scope: str, region: Region) -> str | None:
    """How the members are called: as in the text, short forms of local organs written out."""
    levels = scope.endswith("级") and scope != "各级"
    if word.collective or levels or scope.startswith(("市", "省")) or not scope:
        return word.form if word.collective or word.organs else None
    county = next(iter(load_regions().children(region.code)), region)
    if word.body:
        organ = sector(reading, word.form, "county")
        named = names.name_at(county, organ, word.form) if organ else None
    else:
        named = names.name_organ(county, word)
    tail = named.name.removeprefix(county.name).removeprefix(county.short) if named else None
    if tail and word.form.endswith(_BRANCH) and not tail.endswith(_BRANCH):
        return tail.removesuffix("局") + _BRANCH
    return tail


def read_place(reading: Reading, word: Word, place: Place, end: int) -> bool:
    """The organ of a place, or of several: 市公安局, 省、市公安局, 广州市、深圳市市场监管局."""
    if word.form == _COURTS and opens_title(reading, end):
        return True
    written = {"full": True, "short": False}.get(place.kind)
    full = known_as(reading, word, _name_in(reading, place.region, word, full=written))
    shared = name_shared(reading, place, lambda each: _name_in(reading, each, word), full)
    return shared is not None and reading.add(shared[0], end, shared[1], "actor.organ")


def _read_districts(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """市、区公安局 in a report of a city: its bureau and those of its districts."""
    if word.collective or reading.home.level != "municipal":
        return False
    low = max(reading.low(), begin - _LARGEST)
    scope = district_pattern().search(reading.view, low, begin)
    if scope is None:
        return False
    city = _name_in(reading, reading.home, word)
    tail = _collective_tail(reading, word, scope["scope"], reading.home)
    if city is None or tail is None:
        return False
    scoped = "各" + scope["scope"]
    group = names.name_group(
        reading.home.name, scoped, tail, reading.home, _organ_of(reading, word)
    )
    return reading.add(scope.start(), end, (city, group), "actor.organ")


def _name_in(
    reading: Reading, region: Region, word: Word, *, full: bool | None = None
) -> Actor | None:
    if word.collective:
        return names.name_group(names.spell(region), "", word.form, region)
    if word.body:
        return body_of(reading, region, word.form)
    return names.name_organ(region, word, full=full)


def _organ_of(reading: Reading, word: Word) -> str:
    return word.organs[0].organ.id if word.organs else ""


def read_body(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """局 or 厅 alone, under the body that the passage speaks of: 市局, 省厅, 沂源县局."""
    low = reading.low()
    if word.form == _HOUSE and not _is_house(reading, end):
        return False
    if reading.is_medium(end) or read_scope(reading, word, low, begin, end):
        return True
    if reading.view[begin - 1 : begin] == "总" and begin > low:
        actor = national_body(reading, "总局")
        return actor is not None and reading.add(begin - 1, end, (actor,), "actor.rank")
    place = reading.places.ending_at(reading.view, low, begin)
    if place is None or place.kind == "nickname":
        return False
    if place.kind == "nation":
        actor = national_body(reading, word.form)
    elif place.kind == "short" and reading.view[place.end - 1] not in UNITS:
        return _read_regional(reading, place, end)
    else:
        return _read_ranked(reading, word, place, end)
    return actor is not None and reading.add(place.begin, end, (actor,), "actor.rank")


def _read_ranked(reading: Reading, word: Word, place: Place, end: int) -> bool:
    """市局; 眉县、扶风县局 means both."""
    full = body_of(reading, place.region, word.form)
    if place.kind == "bare":
        return full is not None and reading.add(place.begin, end, (full,), "actor.rank")
    shared = name_shared(reading, place, lambda each: body_of(reading, each, word.form), full)
    return shared is not None and reading.add(shared[0], end, shared[1], "actor.rank")


def _is_house(reading: Reading, end: int) -> bool:
    """Whether 院 is a court or procuratorate: where one speaks, or one of them is told of."""
    voice, met = reading.voice, reading.organs
    told = voice is not None and voice.organ in {"court", "procuratorate"}
    if voice is None:
        fewer, most = sorted((met["court"], met["procuratorate"]))
        last = reading.last()
        near = last is not None and last.actors[0].organ in {"court", "procuratorate"}
        told = near or most > max(1, 2 * fewer)
    return told and reading.view[end : end + 1] not in _OTHER_HOUSES


def _read_regional(reading: Reading, place: Place, end: int) -> bool:
    """The office of a national body in a province: 国家矿山安全监察局河南局."""
    last = reading.last()
    if last is None or last.end != place.begin or last.actors[0].level != names.NATION:
        return False
    whole = last.actors[0]
    name = whole.name + reading.view[place.begin : end]
    region = place.region
    part = Actor(whole.kind, name, region.code, whole.organ, names.level_of(region), whole.name)
    return reading.extend(last, end, part, "actor.part")
