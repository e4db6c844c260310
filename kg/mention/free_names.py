"""Names that no vocabulary lists: a place, words, and a head that tells what it is.

市 + 知识产权服务业 + 协会; for companies and the like the name may also begin behind a boundary.
"""

import re
from functools import lru_cache
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Head, Word
from kg.mention.lists import own_before
from kg.mention.parts import CHIEFS, add_office, read_part
from kg.mention.partners import ends_phrase
from kg.mention.places import BARE, Place
from kg.mention.sectors import read_branch
from kg.mention.spans import COUNTED, LONGEST, PART_REACH, Reading, predicate_pattern, rule_of
from ontology.regions import NATIONAL, Region, load_regions

_JOINTS: Final = ("和", "与", "及")
_NOUNS: Final = re.compile("建设|创建")
_FREE: Final = frozenset({"actor.free", "actor.organisation"})
_DEPARTMENTS: Final = frozenset({"司", "处", "科"})
_REACH: Final = 24
"""Characters between the place and the head of a name."""


def read_head(
    reading: Reading, word: Word, head: Head, begin: int, end: int, tail: str = ""
) -> bool:
    """A name that ends with the head; False if none does. `tail` writes the head out."""
    tail = tail or word.form
    if word.form in reading.lexicon.framed and reading.view[begin - 1 : begin] == "（":
        return False
    low = max(reading.low(), reading.hard)
    if head.organ == "company" and _read_daughter(reading, begin, end):
        return True
    if head.part and read_part(reading, word, head, begin, end):
        return True
    if head.start == "whole":
        return _read_own_part(reading, word, head, begin, end)
    place = nearest_place(reading, head, low, begin)
    if place is not None and place.end == begin and place.kind in {"bare", "short"}:
        if _read_short(reading, word, head, place, end):
            return True
        if head.organ in reading.lexicon.nameless and place.kind == "bare":
            return False
    if place is not None:
        return add_free(reading, place, head, begin, end, tail)
    spanning = head.organ in reading.lexicon.spanning
    if spanning and reading.hard > max(reading.firm, reading.low()):
        return _read_spanning(reading, head, begin, end, tail)
    if _read_again(reading, word, begin, end):
        return True
    if reading.view.startswith(reading.lexicon.foreign, low) and _is_foreign(reading, head, begin):
        actor = names.name_free("", reading.view[low:begin] + tail, head, reading.home)
        return reading.add(low, end, (actor,), rule_of(head))
    if head.start == "brand":
        start = _brand_start(reading, head, begin)
        if _is_brand(reading, start, begin, head):
            name = reading.view[start:begin] + tail
            region = reading.places.nearby if head.organ == "subdistrict" else None
            actor = names.name_free("", name, head, region or reading.home)
            return reading.add(start, end, (actor,), rule_of(head))
    return False


def _read_own_part(reading: Reading, word: Word, head: Head, begin: int, end: int) -> bool:
    """A department of the body that the report speaks as: 农产品质量安全监管司负责人."""
    start = max(reading.low(), reading.hard, reading.soft)
    gap = reading.view[start:begin]
    if reading.voice is None or word.form not in _DEPARTMENTS or not 3 <= len(gap) <= PART_REACH:
        return False
    if not gap.isalpha() or not reading.view.startswith(CHIEFS, end):
        return False
    whole = reading.voice
    part = names.name_part(whole, gap + word.form, head, whole.region, whole.level)
    return reading.add(start, end, (part,), "actor.part.own")


def _brand_start(reading: Reading, head: Head, begin: int) -> int:
    """Where a brand may begin: behind the last boundary; a company may be of 检测 or 投资."""
    low = max(reading.low(), reading.hard, reading.verb)
    if head.organ not in {"company", "zone-committee"} or reading.soft <= low:
        return max(low, reading.soft)
    brand, lexicon = reading.view[low:begin], reading.lexicon
    if head.organ == "zone-committee":
        return low if brand.endswith(lexicon.tracts) else reading.soft
    inner = [word for word in lexicon.category_words if word in brand]
    whole = set(inner) <= set(lexicon.branded) and not brand.startswith(tuple(inner))
    return low if whole else reading.soft


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


def _is_foreign(reading: Reading, head: Head, begin: int) -> bool:
    """Whether the name of an international body may reach from the limit to its head: 美国商会."""
    low = max(reading.low(), reading.hard)
    if head.organ not in {"association", "chamber"} or reading.view[low - 1 : low] == "某":
        return False
    return reading.soft <= low and begin - low <= 12


def _read_daughter(reading: Reading, begin: int, end: int) -> bool:
    """A company that follows the name of its group, bank or institute: 南京银行 + 股份有限公司."""
    last = reading.last()
    if last is None or last.end > begin:
        return False
    if last.actors[0].kind != "enterprise" and (last.end < begin or last.rule not in _FREE):
        return False
    if len(last.actors[0].name) > LONGEST:
        return False
    place = reading.places.named(reading.view, last.end, begin)
    if last.end != (place.begin if place else begin):
        return False
    name = last.actors[0].name + reading.view[last.end : end]
    region = place.region.code if place else last.actors[0].region
    return reading.extend(last, end, Actor("enterprise", name, region, "company"), "actor.company")


def _is_brand(reading: Reading, start: int, begin: int, head: Head) -> bool:
    """Whether the words before a head name one body: no number, no 某, nothing vague."""
    brand = reading.view[start:begin]
    longest = 6 if head.organ in reading.lexicon.local else _REACH
    if brand in reading.lexicon.tracts:
        return False
    if brand.endswith(reading.lexicon.tracts):
        longest = PART_REACH
    if not 2 <= len(brand) <= longest or not (brand[0].isalpha() or brand[0] == "（"):
        return False
    if reading.view[start - 1 : start] == "某" or brand[0] in "个家名多各":
        return False
    if brand in reading.lexicon.framed:
        return False
    return brand not in reading.lexicon.vague and not brand.startswith(reading.lexicon.vague)


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
    return is_cut(reading, place) or (place.kind == "nickname" and not _stands(reading, place))


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
    return place.begin == reading.verb or reading.view[place.begin - 1] in "向经由受据从到在赴为对"


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
    if head.kind == "enterprise":
        start -= _corporate_prefix(reading, start, part=head.part)
        prefix = view[start : place.begin] + prefix
    if head.organ in reading.lexicon.public and place.kind != "short":
        head = replace_kind(head)
    actor = names.name_free(prefix, gap + tail, head, region)
    return reading.add(start, end, (actor,), rule_of(head), head=head)


@lru_cache(maxsize=64)
def replace_kind(head: Head) -> Head:
    """The head as that of a public institution: 甘肃省科学院."""
    return Head("agency", head.organ, head.start, head.words, head.part, head.facility)


def _corporate_prefix(reading: Reading, end: int, *, part: bool) -> int:
    """Length of the name of a group before the place: 国网江苏省电力有限公司.

    A branch (`part`) always has the name of its company before its place: 平安财险湖北分公司.
    """
    for prefix in reading.lexicon.corporate_prefixes:
        if reading.view.endswith(prefix, reading.low(), end):
            return len(prefix)
    start = max(reading.low(), reading.hard, reading.soft)
    return end - start if part and start <= end - 2 <= start + PART_REACH else 0


def _host(reading: Reading, place: Place) -> int:
    """Where a chamber of people from elsewhere begins: 温州市山东商会."""
    start = max(reading.low(), reading.hard, reading.soft)
    return start if place.kind != "bare" and place.begin - start <= 10 else place.begin


def _read_short(reading: Reading, word: Word, head: Head, place: Place, end: int) -> bool:
    """省中心, 市协会, 周村分局, 济南代办处: a body under its place and head alone."""
    if word.form == "分局":
        read_branch(reading, place, end)
        return True
    if head.parent:
        return False
    actor = reading.met(lambda each: each.region == place.region.code, word.form)
    first = own_before(reading, place)
    if first:
        other = reading.met(lambda each: each.region == first.region.code, word.form)
        pair = _pair(first.region, other, place.region, actor)
        return bool(pair) and reading.add(first.begin, end, pair, "actor.short")
    if head.facility and _read_network(reading, word, head, place, end):
        return True
    if actor is None or not (place.kind == "bare" or head.facility):
        return False
    return reading.add(place.begin, end, (actor,), "actor.short")


def _read_network(reading: Reading, word: Word, head: Head, place: Place, end: int) -> bool:
    """A branch that has its network before the place: 知识产权远程教育绍兴分站."""
    start = max(reading.low(), reading.hard, reading.soft)
    if place.kind == "bare" or not 2 <= place.begin - start <= PART_REACH:
        return False
    form = reading.view[start:end]
    actor = reading.met(lambda each: each.region == place.region.code, form)
    if actor is None:
        actor = names.name_free("", form, head, place.region)
    return reading.add(start, end, (actor,), "actor.network", head=head)


def _read_again(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A name that was met before, cut to its end: 商标受理窗口, 工作站."""
    start = max(reading.low(), reading.hard, reading.soft)
    if begin - start > 8:
        return False
    gap = reading.view[start:begin]
    starts = start in (reading.sentence.begin, reading.verb)
    if not gap and not starts and reading.view[start - 1] not in "，。；、：与和向由以":
        return False
    section = reading.sentence.section
    for actor, sentence in reading.recall(word.form):
        if not gap and sentence.section[:1] != section[:1]:
            break
        if _is_within(gap, actor.name):
            return reading.add(start, end, (actor,), "actor.again")
    return False


def read_known(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A body that the lexicon knows by name: 邮储银行."""
    assert word.known is not None
    if len(word.form) == 2 and begin not in (reading.soft, reading.hard, reading.low()):
        return False
    actor = names.name_known(*word.known)
    last = reading.last()
    if last and last.end == begin and last.actors[0].level == names.NATION:
        return reading.extend(last, end, actor, "actor.known")
    return reading.add(begin, end, (actor,), "actor.known")


def _pair(
    upper: Region, above: Actor | None, lower: Region, below: Actor | None
) -> tuple[Actor, ...]:
    """Both bodies of 省市中心; the one that was not named yet is called as the other is."""
    if above is None and below is None:
        return ()
    if above is None and below is not None:
        above = _twin(below, lower, upper)
    elif below is None and above is not None:
        below = _twin(above, upper, lower)
    return tuple(filter(None, (above, below)))


def _twin(actor: Actor, own: Region, other: Region) -> Actor | None:
    if not actor.name.startswith(own.name):
        return None
    name = other.name + actor.name.removeprefix(own.name)
    return Actor(actor.kind, name, other.code, actor.organ, names.level_of(other))


def _is_within(part: str, name: str) -> bool:
    """Whether the characters of `part` stand in the name in this order."""
    rest = iter(name)
    return all(character in rest for character in part)
