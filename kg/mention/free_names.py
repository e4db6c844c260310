"""Names that no vocabulary lists: a place, words, and a head that tells what it is.

市 + 知识产权服务业 + 协会; for companies and the like the name may also begin behind a boundary.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.brands import corporate_prefix, read_brand, read_daughter
from kg.mention.councils import read_council
from kg.mention.lists import members_of
from kg.mention.openings import nearest_place
from kg.mention.outposts import read_branches
from kg.mention.parts import CHIEFS, HONOURED, add_office, read_part
from kg.mention.places import Place
from kg.mention.short_names import SEAT, read_again, read_short, read_sister
from kg.mention.spans import JOINTS, PART_REACH, Reading, predicate_pattern, rule_of

_JOINTS: Final = ("和", "与", "及")
_LONGEST_FOUNDED: Final = 24
_NOUNS: Final = re.compile("建设|创建")
_DEPARTMENTS: Final = frozenset({"司", "处", "科", "股", "办公室", "支队", "大队"})
_JOINT_VENTURE: Final = 3
"""Characters before the place of a zone that are part of its name: 中新天津生态城."""
_POINTING: Final = frozenset(
    {"领导小组", "领导小组办公室", "工作领导小组", "工作领导小组办公室", "联席会议办公室"}
)
_COUNCILS: Final = frozenset({"committee", "leading-group"})
_OVERALL: Final = re.compile("全([省市县区州])([\u4e00-\u9fff]{2,14})\\Z")
_SHARED: Final = re.compile(
    "((?<=等)(?:[县区市州地旗]|区县|县区|县市)|[两三四五六七八九十]个?[县区市州地旗省])"
    "([\u4e00-\u9fff]{1,10})\\Z"
)
_CENTRAL: Final = ("任务", "工作", "大局", "组")
"""Behind a 中心 that is no centre: 围绕市委、市政府中心工作."""
_CONVENES: Final = re.compile(
    "(?:组织)?(?:召开|举行)[^，。；]{0,12}会|(?:联合)?(?:印发|出台|下发|制定|审议|发布)(?:通过)?了?[《“]"
)
"""Behind a joint conference that acts as a body; else it is a meeting or a mechanism."""
_WHOLE: Final = (
    "全市",
    "全区",
    "全县",
    "全省",
    "全州",
    "我市",
    "我区",
    "我县",
    "党委",
    "政府",
    "全局",
    "围绕",
)
_CAMPUS: Final = ("科技城", "城", "科创", "生")
"""Behind a 大学 that is no university: 岳麓山大学科技城."""
_FOUNDED: Final = re.compile(
    "(?:揭牌|正式|率先|专门|新)?(?:成立|设立|组建)了?([\u4e00-\u9fff]{2,14})"
)
"""What stands between a court and the bench that it sets up."""


def read_head(
    reading: Reading, word: Word, head: Head, begin: int, end: int, tail: str = ""
) -> bool:
    """A name that ends with the head; False if none does. `tail` writes the head out."""
    tail = tail or word.form
    if _is_no_head(reading, word, begin, end):
        return True
    if word.form in reading.lexicon.framed and reading.view[begin - 1 : begin] == "（":
        return False
    if _read_behind(reading, word, head, begin, end):
        return True
    low = max(reading.low(), reading.hard)
    if head.start == "whole":
        return _read_own_part(reading, word, head, begin, end)
    place = nearest_place(reading, head, low, begin)
    if place is not None and place.end == begin and read_sister(reading, word, place, end):
        return True
    if (
        (word.form in _POINTING and read_council(reading, word, head, begin, end))
        or _read_shared(reading, head, begin, end, tail)
        or (head.organ in _COUNCILS and _read_overall(reading, head, begin, end, tail))
    ):
        return True
    if place is not None:
        return _read_placed(reading, word, head, place, begin, end, tail)
    spanning = head.organ in reading.lexicon.spanning
    if spanning and reading.hard > max(reading.firm, reading.low()):
        return _read_spanning(reading, head, begin, end, tail)
    return (
        read_again(reading, word, begin, end)
        or read_brand(reading, head, begin, end, tail)
        or _read_own_part(reading, word, head, begin, end)
    )


def _is_no_head(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """Whether the word is part of another one: 中心 of 中心工作, 支队 of 副支队长."""
    view = reading.view
    if word.form == "中心" and view.startswith(_CENTRAL, end):
        whole = view.endswith(_WHOLE, 0, begin) and not view.startswith("工作人员", end)
        if begin == reading.low() or whole:
            return True
    if word.form == "联席会议" and _CONVENES.match(view, end) is None:
        return True
    if word.form == "银行" and view.startswith("业", end):
        return True
    if word.form == "大学" and view.startswith(_CAMPUS, end):
        return True
    return view[end : end + 1] == "长" and _is_post(reading, word, begin)


def _read_behind(reading: Reading, word: Word, head: Head, begin: int, end: int) -> bool:
    """A daughter, a branch or a part of a body that stands before the head."""
    return (
        (head.organ == "company" and read_daughter(reading, begin, end))
        or (word.form == "分局" and read_branches(reading, begin, end))
        or (head.part and read_part(reading, word, head, begin, end))
        or (head.organ == "court" and _read_founded_part(reading, head, begin, end))
    )


def _is_post(reading: Reading, word: Word, begin: int) -> bool:
    """Whether the head is part of a post: the 支队 of 支队支队长, 支队副支队长."""
    last = reading.last()
    again = last and last.end == begin and last.actors[0].name.endswith(word.form)
    return bool(again) or reading.view[begin - 1 : begin] == "副"


def _read_shared(reading: Reading, head: Head, begin: int, end: int, tail: str) -> bool:
    """彭泽、宿松两县渔政执法大队: a free name that listed places share."""
    low = max(reading.low(), reading.sentence.begin)
    match = _SHARED.search(reading.view, max(low, begin - _LONGEST_FOUNDED), begin)
    if match is None or predicate_pattern().search(match[2]):
        return False
    members = members_of(reading, match[1], low, match.start())
    actors = tuple(
        names.name_free(names.spell(each.region), match[2] + tail, head, each.region)
        for each in members
    )
    return len(members) > 1 and reading.add(members[0].begin, end, actors, "actor.list")


def _read_overall(reading: Reading, head: Head, begin: int, end: int, tail: str) -> bool:
    """全省公平竞争审查联席会议办公室 is the province's."""
    low = max(reading.low(), reading.hard)
    match = _OVERALL.search(reading.view, low, begin)
    region = match and reading.places.own(match[1])
    if match is None or region is None or predicate_pattern().search(match[2]):
        return False
    actor = names.name_free(names.spell(region), match[2] + tail, head, region)
    return reading.add(match.start(), end, (actor,), rule_of(head), head=head)


def _read_placed(
    reading: Reading, word: Word, head: Head, place: Place, begin: int, end: int, tail: str
) -> bool:
    """A name that begins with the place: cut to its head (省中心), or whole."""
    if place.end == begin and (place.kind in {"bare", "short"} or word.form == "分局"):
        if read_short(reading, word, head, place, end):
            return True
        if head.organ in reading.lexicon.nameless and place.kind == "bare":
            return False
    return add_free(reading, place, head, begin, end, tail)


def _read_own_part(reading: Reading, word: Word, head: Head, begin: int, end: int) -> bool:
    """A department of the body that the report speaks as: 农产品质量安全监管司负责人."""
    start = max(reading.low(), reading.hard, reading.soft)
    gap = reading.view[start:begin]
    if word.form not in _DEPARTMENTS or not 2 <= len(gap) <= PART_REACH or not gap.isalpha():
        return False
    whole = _sister_of(reading, word, start)
    if whole is None and len(gap) > 2 and _opens_clause(reading, start):
        whole = _honoured(reading, end)
    if whole is None:
        return False
    part = names.name_part(whole, gap + word.form, head, whole.region, whole.level)
    return reading.add(start, end, (part,), "actor.part.own")


def _sister_of(reading: Reading, word: Word, start: int) -> Actor | None:
    """The body whose department was named just before: 某局食品生产司、药品监管司."""
    last = reading.last()
    if last is None or last.end + 1 != start or reading.view[last.end] not in JOINTS:
        return None
    sister = last.actors[-1]
    if not sister.parent or not sister.name.endswith(word.form):
        return None
    return replace(sister, name=sister.parent, parent="")


def _opens_clause(reading: Reading, start: int) -> bool:
    return start <= reading.sentence.begin or not reading.view[start - 1].isalpha()


def _honoured(reading: Reading, end: int) -> Actor | None:
    """Whose department is honoured, or has its chief named: the voice's, or the last agency's."""
    if reading.voice is not None:
        return reading.voice if reading.view.startswith((*CHIEFS, *HONOURED), end) else None
    last = reading.last()
    if last is None or not reading.view.startswith(HONOURED, end):
        return None
    alone = len(last.actors) == 1 and last.actors[0].kind == "agency"
    return last.actors[0] if alone else None


def _read_founded_part(reading: Reading, head: Head, begin: int, end: int) -> bool:
    """A bench that its court sets up (某法院设立某审判庭): an actor only if it acts later, too."""
    last = reading.last()
    if last is None or last.actors[0].organ != "court" or begin - last.end > _LONGEST_FOUNDED:
        return False
    gap = _FOUNDED.fullmatch(reading.view, last.end, begin)
    if gap is None or len(last.actors) > 1:
        return False
    whole = last.actors[0]
    tail = reading.view[gap.start(1) : end]
    part = names.name_part(whole, tail, head, whole.region, whole.level)
    if reading.add(gap.start(1), end, (part,), "actor.part.founded"):
        reading.found[-1].founded = True
    return True


def _read_spanning(reading: Reading, head: Head, begin: int, end: int, tail: str) -> bool:
    """A name with 和 or 建设 inside: 市餐饮与美食行业协会, 市知识产权强市建设领导小组."""
    low = max(reading.low(), reading.firm)
    place = nearest_place(reading, head, low, begin)
    if place is None or place.kind not in {"bare", "full", "nation"}:
        return False
    gap = reading.view[place.end : begin]
    if gap.startswith((*_JOINTS, *reading.lexicon.category_words)):
        return False
    if head.organ != "leading-group" and predicate_pattern().search(_NOUNS.sub("", gap)):
        return False
    return add_free(reading, place, head, begin, end, tail)


def add_free(reading: Reading, place: Place, head: Head, begin: int, end: int, tail: str) -> bool:
    """Add the name that reaches from the place to `end`."""
    view = reading.view
    gap = view[place.end : begin]
    region = place.region
    prefix = view[place.begin : place.end]
    if place.kind == "bare" or (place.kind == "short" and region.level == "zone"):
        prefix = names.spell(region)
    elif place.kind == "nation":
        if prefix.endswith("国家") and prefix != "国家" and head.organ != "zone-committee":
            prefix = f"中国（{region.short}）"
        elif gap.startswith("（"):
            region = reading.places.resolve(gap[1 : gap.find("）")]) or region
    if head.parent:
        return add_office(reading, place, head, begin, end)
    if head.organ == "chamber" and (start := _host(reading, place)) < place.begin:
        actor = names.name_free("", view[start:begin] + tail, head, reading.home)
        return reading.add(start, end, (actor,), rule_of(head))
    start = place.begin
    if head.organ == "zone-committee" and place.kind == "short" and gap:
        limit = max(reading.low(), reading.hard, reading.soft)
        start = limit if place.begin - limit <= _JOINT_VENTURE else start
        prefix = view[start : place.begin] + prefix
    if head.kind == "enterprise":
        start -= corporate_prefix(reading, start, part=head.part)
        prefix = view[start : place.begin] + prefix
    for armed in reading.lexicon.armed:
        if view.endswith(armed, reading.low(), start):
            start -= len(armed)
            prefix = armed + prefix
    seat = SEAT.match(view, end) if head.organ == "university" and not head.part else None
    if seat:
        tail, end = tail + seat[0], seat.end()
    if head.organ in reading.lexicon.public and place.kind != "short":
        head = replace_kind(head)
    actor = names.name_free(prefix, gap + tail, head, region)
    return reading.add(start, end, (actor,), rule_of(head), head=head)


@lru_cache(maxsize=64)
def replace_kind(head: Head) -> Head:
    """The head as that of a public institution: 甘肃省科学院."""
    return Head("agency", head.organ, head.start, head.words, head.part, head.facility)


def _host(reading: Reading, place: Place) -> int:
    """Where a chamber of people from elsewhere begins: 温州市山东商会."""
    start = max(reading.low(), reading.hard, reading.soft)
    return start if place.kind != "bare" and place.begin - start <= 10 else place.begin
