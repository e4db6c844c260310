"""Organs and collectives without a place, as partners at home: 与海关、公安等部门, 配合侦查机关."""

import re
from functools import cache
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import Word, load_lexicon
from kg.mention.sectors import branch_of, zone_of_branch
from kg.mention.spans import JOINTS, Reading, predicate_pattern
from ontology.organs import load_organs
from ontology.regions import Region, load_regions


def read_bare(reading: Reading, word: Word, begin: int, end: int) -> None:
    """An organ without a place, as a partner at home: 与海关、公安等部门, 通过法院."""
    if _read_ellipsis(reading, word, begin, end) or _read_placed_list(reading, word, begin, end):
        return
    if _read_acting(reading, word, begin, end) or _read_committee(reading, word, begin, end):
        return
    listed = word.stem is not None and _opens_list(reading, begin)
    over = ends_phrase(reading, end) or _COUNTED.match(reading.view, end) is not None
    if not listed and not (is_partner(reading, begin) and over):
        return
    if word.collective:
        if reading.view.endswith(reading.lexicon.joint_cues, reading.sentence.begin, begin):
            _add_group(reading, word, begin, end)
        else:
            _read_last(reading, word, begin, end)
        return
    if word.stem and not (listed or _is_stem(reading, word, begin, end)):
        return
    actor = _partner(reading, word, begin)
    if actor is not None:
        reading.add(begin, end, (actor,), "actor.bare")


def _read_acting(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """A bare collective, or the court at home, that acts itself: 公安机关。, 法院判决支持4件."""
    if word.form in reading.lexicon.own_units:
        return False
    if word.collective and (
        (word.form in reading.lexicon.bare_groups and _is_involved(reading, begin, end))
        or (word.form not in reading.lexicon.vague_groups and _is_subject(reading, begin, end))
        or (word.form not in reading.lexicon.vague_groups and _RUNS.match(reading.view, end))
        or _was_met(reading, word, begin, end)
    ):
        _add_group(reading, word, begin, end)
        return True
    if word.organs and _opens_act(reading, word.form, begin, end):
        actor = _partner(reading, word, begin)
        return actor is not None and reading.add(
            begin, end, (actor,), "actor.bare", doubt="place left unsaid"
        )
    if word.form in _TOLD and reading.home.level in _OWN and _is_subject(reading, begin, end):
        actor = names.name_organ(reading.home, word)
        return actor is not None and reading.add(begin, end, (actor,), "actor.bare")
    return False


def _read_committee(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """The 管委会 that was named before, or that of the zone that the report is of."""
    if not word.organs or word.organs[0].organ.id != _COMMITTEE or not ends_phrase(reading, end):
        return False
    if begin > reading.sentence.begin and reading.view[begin - 1] not in "，。；：、是与和由经":
        return False
    met = reading.met(lambda each: each.organ == _COMMITTEE, word.organs[0].title.name)
    if met is None and reading.home.level == "zone":
        met = names.name_organ(reading.home, word)
    return met is not None and reading.add(begin, end, (met,), "actor.bare")


def _was_met(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """Whether the group at home was met and acts again: 全国公安机关…。公安机关破获…."""
    if begin > reading.sentence.begin and reading.view[begin - 1] not in "，。；：":
        return False
    home = reading.home.code
    met = reading.met(lambda each: each.kind == "group" and each.region == home, word.form)
    acts = predicate_pattern().match(reading.view, end, reading.sentence.end)
    return met is not None and (acts or _JOINS.match(reading.view, end)) is not None


def _opens_act(reading: Reading, form: str, begin: int, end: int) -> bool:
    """Whether a body without a place opens a clause as the one at home: 公安局、检察院联合…."""
    if form[-1] not in _RANKS.get(reading.home.level, ""):
        return False
    opens = begin == reading.sentence.begin or reading.view[begin - 1] in "，。；：由"
    joins = _JOINS.match(reading.view, end, reading.sentence.end) is not None
    acts = predicate_pattern().match(reading.view, end, reading.sentence.end) is not None
    return opens and (joins or (acts and form[-1] != "院"))


def _partner(reading: Reading, word: Word, begin: int) -> Actor | None:
    """The organ at home that a bare word among partners means, or that of the list's place."""
    organ = word.stem or word.organs[0].organ
    if reading.home.level == "national" or organ.id in reading.lexicon.modified:
        return None
    if organ.id == "customs" and reading.home.level != "municipal":
        return None
    if word.organs:
        return names.name_organ(_region_of(reading, word), word)
    region = _listed_region(reading, begin) or reading.home
    return names.name_at(region, organ, front=word.form[:_FRONT])


def _read_placed_list(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """市发改、工信、税务等部门: stems that share the place of the first."""
    if word.stem is None or _stem_list_pattern().match(reading.view, begin) is None:
        return False
    place = reading.places.ending_at(reading.view, reading.low(), begin)
    if place is None or place.kind in {"nation", "nickname"}:
        return False
    actor = names.name_at(place.region, word.stem, front=word.form[:_FRONT])
    return actor is not None and reading.add(place.begin, end, (actor,), "actor.bare")


def _read_last(reading: Reading, word: Word, begin: int, end: int) -> None:
    """The 市场监管部门 that ends a list of stems: 市教育、卫健、市场监管部门."""
    region = _listed_region(reading, begin)
    organ = load_lexicon().bare_stems.get(word.form.removesuffix("部门"), "")
    types = (each for each in load_organs() if each.id == organ)
    actor = names.name_at(region, next(types)) if region and organ else None
    if actor is not None:
        reading.add(begin, end, (actor,), "actor.bare")


def _listed_region(reading: Reading, begin: int) -> Region | None:
    """The region of the list of bare organs that goes on here; None if none does."""
    last = reading.last()
    if last is None or last.rule != "actor.bare" or last.end + 1 != begin:
        return None
    return load_regions().get(last.actors[-1].region) if reading.view[last.end] in JOINTS else None


def _is_stem(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """Whether a stem among partners means the organ: one that means nothing else, or in a list."""
    if word.organs or word.form in reading.lexicon.sure_stems:
        return True
    if _listed_region(reading, begin) is not None:
        return True
    return _stem_list_pattern().match(reading.view, begin) is not None


def _region_of(reading: Reading, word: Word) -> Region:
    """Home, or what it lies in that has such an organ: 生态环境厅 is the province's."""
    levels = {level for each in word.organs for level in each.title.levels}
    around = (reading.home, *load_regions().ancestors(reading.home.code))
    return next((region for region in around if region.level in levels), reading.home)


def _add_group(reading: Reading, word: Word, begin: int, end: int) -> None:
    group = names.name_group(names.spell(reading.home), "", word.form, reading.home)
    reading.add(begin, end, (group,), "actor.group.bare")


def _is_involved(reading: Reading, begin: int, end: int) -> bool:
    """Whether a case goes to the bare collective (移送公安机关), or a counted act is its own."""
    view, low = reading.view, reading.sentence.begin
    if view.endswith(reading.lexicon.given_to, low, begin):
        return True
    if not view.startswith(reading.lexicon.acts, end):
        return False
    if view.endswith(("向", "由", "经", "被", "给"), low, begin):
        return True
    starts = begin == low or view[begin - 1] in "，。；："
    return starts and _COUNT.match(view, end, reading.sentence.end) is not None


def _is_subject(reading: Reading, begin: int, end: int) -> bool:
    """Whether a bare collective heads an item (——公安机关。), or a clause that counts its act."""
    view, sentence = reading.view, reading.sentence
    before = view[sentence.begin : begin]
    if _MARKER.fullmatch(before) and (end >= sentence.end or view[end] in "。：:"):
        return _NAMED.match(view, end + 1) is None
    opens = begin == sentence.begin or view[begin - 1] in "，。；：—" or before.endswith("其中")
    return opens and _ACT.match(view, end, sentence.end) is not None


def _read_ellipsis(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """An organ that shares the place of the one before it: 县公安局、农业农村局等单位."""
    last = reading.last()
    if last is None or last.end + 1 != begin or reading.view[last.end] not in JOINTS:
        return False
    before = last.actors[-1]
    if not word.organs or last.rule not in {"actor.organ", "actor.ellipsis"}:
        return False
    region = load_regions().get(before.region)
    if before.kind != "agency" or not (before.level or region.level == "zone"):
        return False
    if not ends_phrase(reading, end):
        return False
    if word.form.endswith("分局"):
        short = zone_of_branch(region) if region.level == "zone" else region.name
        actor = branch_of(word.organs[0].organ, region, short)
    else:
        actor = names.name_organ(region, word)
    return actor is not None and reading.add(begin, end, (actor,), "actor.ellipsis")


def _opens_list(reading: Reading, begin: int) -> bool:
    """Whether a clause opens with a list of bare stems here: 公安、海关等部门联合执法."""
    at_start = begin == reading.sentence.begin or reading.view[begin - 1] in "，；：由"
    return at_start and _stem_list_pattern().match(reading.view, begin) is not None


def is_partner(reading: Reading, begin: int) -> bool:
    """Whether what begins here is named as a partner, or goes on a list of partners."""
    view = reading.view
    last = reading.last()
    if last and last.end + 1 == begin and view[last.end] in JOINTS:
        return last.rule in {"actor.bare", "actor.group.bare"}
    before = view[max(reading.sentence.begin, begin - 2) : begin]
    if before.endswith("和") and before[0].isalpha() and len(before) == 2:
        return False
    return before.endswith(reading.lexicon.partner_cues)


def ends_phrase(reading: Reading, end: int) -> bool:
    """Whether the noun phrase is over: a mark, a conjunction or a verb follows."""
    return (
        end >= reading.sentence.end
        or reading.view.startswith(reading.lexicon.phrase_ends, end)
        or predicate_pattern().match(reading.view, end) is not None
    )


_COMMITTEE: Final = "zone-committee"
_FRONT: Final = 2
"""Characters of a stem that tell which of several names is meant."""
_COUNT: Final = re.compile(r"[^，。；]{0,24}?\d")
"""An act that is counted in its clause."""


_RUNS: Final = re.compile("(?:组织|召集|牵头|召开|举办|委派|委托|推送|移交|移送|转办|交办)的")
"""Behind a bare collective: what it runs, or gives to somebody, is told of."""
_COUNTED: Final = re.compile("(?:[两三四五六七八九十]+|\\d{1,2})个?(?:部门|单位)")
"""Behind a list of bodies: 市场监管、公安两部门."""
_RANKS: Final = {"provincial": "厅", "municipal": "局院委办", "county": "局院委办"}
"""How bodies at home are called at each level."""
_JOINS: Final = re.compile(
    "(?:、[\u4e00-\u9fff]{2,12}?(?:局|院|厅|委|办|部门|海关|中心)|联合|会同|协同|联手|携手|牵头|[与和同])"
)
"""Behind a body that does something with others."""
_TOLD: Final = frozenset({"法院", "检察院"})
_OWN: Final = frozenset({"municipal", "county"})
"""Levels at which one court is meant where a report counts what it did."""
_MARKER: Final = re.compile(
    r"[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]{1,3}[、.．是）)]|（(?:[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛])）)?"
)
"""What opens an item: ——, 1., （一）, 一是."""
_NAMED: Final = re.compile(
    r"\s*(?:两级|各级|全[市省县区州旗])(?:法院|检察|公安)|\s*(?:全?[市省县区州旗]|[\u4e00-\u9fff]{1,8}?[市省县区州旗])[\u4e00-\u9fff]{0,10}?[局院厅委关门统]"
)
"""Who acts, named behind the head of an item: （一）公安机关。市公安局…."""
_ACT: Final = re.compile(
    r"(?:共|累计|全年|年内|已|先后|分别|依法|当年|期间|上半年|也|还|快速|及时|迅速|重拳)*"
    r"(?:批准?捕|批准逮捕|[查侦破办起立审受新抓打捣检收监移发追认登制出组开联抽整责处约取判裁]"
    r"[\u4e00-\u9fff])[^，。；]{0,24}?\d"
)
"""A predicate that counts what was done."""


@cache
def _stem_list_pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(load_lexicon().bare_stems, key=len, reverse=True))
    return re.compile(
        rf"(?:{stems})(?:[、和与](?:{stems}))+等?(?:多个?|相关|有关|职能|执法|行政|"
        rf"[两三四五六七八九十\d]+个?)?(?:部门|单位)"
    )
