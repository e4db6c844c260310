"""Who is honoured: the subject of an honour's clause, be it a body, a case, a place or a thing."""

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.facts import Actor
from kg.mention.context import Context
from kg.mention.people import load_people
from kg.relate.encode import ACTOR, Symbol
from kg.relate.honour_clause import Clause, Told
from kg.relate.honour_lexicon import pattern_of
from ontology.regions import Region, load_regions

_HOME: Final = re.compile("(?:我|全|本)(?:市|省|县|区|州|旗|盟)|园区")
_AT_HOME: Final = re.compile(
    "[我全本](?:市|省|县|区|州|旗|盟)(?:成功|顺利|再次|首次|均|又|还|已|共|先后|累计)*$"
)
_TEAM: Final = re.compile(
    "(?:我|全|本)(?:市|省|县|区|州|旗|盟)(?P<team>[^，。；]{0,6}(?:队|选手|团队))$"
)
_POINTER: Final = re.compile(
    "(?:该|此|上述|相关|有关|这一|其|工作|创新|改革|主要|经验|典型){0,3}"
    "(?:做法|经验|经验做法|举措|成果|工作|模式|成效|指标|项目|案例|事迹|工作经验|工作成效|工作法)(?:成效|做法|得分)?"
)
_CASES: Final = re.compile(
    r"(?:上述|以上|这|前述|该|其中)?(?P<count>\d{1,2}|[两二三四五六七八九])(?:起|件|个|宗)?案(?:件|例)?"
)
_OWN_BODY: Final = re.compile("[我本该](?:局|院|厅|委|中心|所|队|会|公司|部|处|馆|校|办)(?!长)")
_ITS_WORK: Final = re.compile("(?:做法|经验|工作|指标|成效|模式|举措|成果|水平|案例|得分|成绩)$")
_THINGS: Final = re.compile(r"(?P<things>(?:“[^“”]+”[、和及]?)+)(?:等?\d+(?:件|个|枚|项))?")
_PATENT: Final = re.compile(
    "(?:的|一项|一件)?[^，。；]{0,30}?(?:专利|发明|实用新型|技术|外观设计|“[^“”]+”)$"
)
_PARTS: Final = re.compile("、|(?<=[^共])和(?!谐|平|美|田|县)|(?<=”)(?=“)|与")
_OF_MANY: Final = re.compile(
    r"等?(?:\d+|[一二两三四五六七八九十]+)(?:个|家|件|名|地|市|县|区|项|种)[一-鿿（）、]{0,8}$|等$|[一二两三四五六七八九十]市$"
)
_NO_NAME: Final = re.compile(
    "^(?:在|以|因|凭|经|由|通过|按|围绕|随着|对|将|把|为|与|和|同|并|又|还|再|也|均|共|年|月|日|从|向|获|被|是|有|不|全力|切实|持续|不断|深入|实现|完成|开展|加强|推进|建设|积极|大力|有力)"
)
_VERBAL: Final = re.compile(
    "(?:开展|推进|加强|落实|完成|实现|建立|提升|强化|促进|举办|组织|印发|制定)"
)
_LONGEST_PLACE: Final = 24
_NUMERALS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Honoured:
    """One that is honoured."""

    name: str
    """As written out."""
    actor: Actor | None = None
    region: str = ""
    """Code of the region when a place is honoured, else ""."""


def read_honoured(clause: Clause, context: Context, told: Told) -> list[Honoured] | None:
    """Those whom the words name, in order; None where the subject carries on unsaid."""
    whole = clause.words
    clause = clause.trimmed()
    if not clause.words and _AT_HOME.search(whole):
        return [Honoured(context.home.name, None, context.home.code)]
    words, symbols = clause.words, clause.symbols
    if not words or _POINTER.fullmatch(words) or _OWN_BODY.match(words):
        return None
    if clause.is_case():
        return [Honoured(told.case.name)] if told.case else None
    if counted := _CASES.fullmatch(words):
        return _last_cases(counted["count"], words, told)
    if words in {"前者", "后者"}:
        two = told.cases[-2:] if told.own > 1 else ()
        return [Honoured(two[words == "后者"].name)] if two else None
    found = _by_symbol(clause, symbols[-1]) if symbols else None
    return found or _by_words(clause, context)


def read_things(clause: Clause) -> tuple[int, list[Honoured]]:
    """Where the honour begins in words that open with the things that get it, and those things.

    “甲”“乙”地理标志证明商标: two things; words that open with none give an empty list.
    """
    opened = pattern_of("^(?:⟨openers⟩)+").match(clause.words)
    begin = clause.begin + (opened.end() if opened else 0)
    first = clause.code.symbols.get(begin)
    if first and first.actors and begin + 1 < clause.end:
        return begin + 1, [Honoured(actor.name, actor) for actor in first.actors]
    things = _THINGS.match(clause.code.text, begin, clause.end)
    if things is None or things.end() >= clause.end:
        return begin, []
    return things.end(), _split_things(clause.written(begin, things.end("things")))


def _last_cases(count: str, words: str, told: Told) -> list[Honoured]:
    number = int(count) if count.isdigit() else _NUMERALS[count]
    pointed = words.startswith(("上述", "以上", "前述", "这", "该")) or words[0] in "两二三"
    if pointed and number <= len(told.cases):
        return [Honoured(case.name) for case in told.cases[-number:]]
    return [Honoured(words)]


def _by_symbol(clause: Clause, last: Symbol) -> list[Honoured] | None:
    """Those whom the last symbol of the words stands for, with the words that follow it."""
    rest = clause.code.text[last.place + 1 : clause.end]
    if last.initiatives:
        if not rest or any(each.type == "case" for each in last.initiatives):
            return [Honoured(each.name) for each in last.initiatives]
        handed = _hands_in(clause, last.place)
        return handed or [Honoured(each.name) for each in last.initiatives]
    if last.actors[0].kind == "person":
        return [Honoured(actor.name, actor) for actor in last.actors]
    actors = [Honoured(actor.name, actor) for actor in last.actors]
    if not rest or rest in {"党组", "党委", "机关"} or _PATENT.fullmatch(rest):
        return actors
    if pattern_of("^(?:牵头|联合|独立|共同)?⟨hands_in⟩的").match(rest):
        return actors
    if named := _person(rest):
        return [Honoured(named)]
    if pattern_of("^(?:的)?[^，。；]{0,10}?⟨staff⟩[^，。；]{0,6}$").match(rest):
        return [Honoured(last.actors[-1].name + rest)]
    thing = rest.removeprefix("的")
    product = re.search(
        "(?:^|[^的]{2,8}的)(?P<thing>“[^“”]+”[^，。；的]{0,10}|《[^《》]+》[^，。；的]{0,6})$", rest
    )
    if product:
        return _split_things(product["thing"])
    if rest.startswith("的") and 1 <= len(thing) <= 16 and not _VERBAL.search(thing):
        return [Honoured(f"{last.actors[-1].name}的{thing}")]
    return actors


def _hands_in(clause: Clause, place: int) -> list[Honoured] | None:
    """Who hands in what the symbol at a place stands for: 某公司申报的…项目."""
    before = clause.code.text[clause.begin : place]
    match = pattern_of(f"{ACTOR}⟨hands_in⟩的[^，。；]{{0,6}}$").search(before)
    if match is None:
        return None
    symbol = clause.code.symbols[clause.begin + match.start()]
    return [Honoured(actor.name, actor) for actor in symbol.actors]


def _by_words(clause: Clause, context: Context) -> list[Honoured] | None:
    """Those whom words without a symbol name: places, persons, products, whatever has a name."""
    words = clause.words
    home = context.home
    team = _TEAM.search(words)
    if team:
        return [Honoured(home.name + team["team"])]
    if _HOME.fullmatch(words) or words in {home.name, home.short}:
        return [Honoured(home.name, None, home.code)]
    if own := _HOME.match(words):
        if own.end() + 2 > len(words) or _ITS_WORK.search(words):
            return [Honoured(home.name, None, home.code)]
        inner = replace(clause, begin=clause.begin + own.end())
        return _by_words(inner, context) or [Honoured(home.name, None, home.code)]
    places = _places(words, context)
    if places:
        return places
    if named := _person(words):
        return [Honoured(named)]
    if clause.symbols or len(words) > 40 or (_NO_NAME.match(words) and not words.startswith("“")):
        return None
    if len(words) < 2 or _VERBAL.search(words):
        return None
    return _split_things(clause.written(clause.begin, clause.end))


def _places(words: str, context: Context) -> list[Honoured]:
    """The regions that the words list, or the one that they end in: 郑州市金水区."""
    parts = [part for part in _PARTS.split(_OF_MANY.sub("", words) or words) if part]
    found = []
    for part in parts:
        place = place_named(part, context)
        if place is None:
            return []
        found.append(Honoured(place.name, None, place.code))
    return found


def place_named(words: str, context: Context) -> Region | None:
    """The region or zone that all of the words name."""
    if len(words) > _LONGEST_PLACE:
        return None
    regions = load_regions()
    region = regions.resolve(words, context.home) or regions.zone(words, context.home)
    if region is not None:
        return region
    for cut in range(2, len(words) - 1):
        outer = regions.resolve(words[:cut], context.home)
        inner = regions.resolve(words[cut:], outer) if outer else None
        if outer and inner and regions.is_within(inner.code, outer.code):
            return inner
    return None


def _person(words: str) -> str:
    """The person whom the words name behind what he is: 护鱼员陈某, 法官邓文静; "" if none."""
    match = pattern_of(r"(?:⟨staff⟩|[长员官警师记])(?P<name>[一-鿿]{2,3})$").search(words)
    if match is None or match["name"][0] not in load_people().surnames:
        return ""
    return match["name"]


def _split_things(text: str) -> list[Honoured]:
    """Each of several things that are named: 安溪铁观音、福鼎白茶; “甲”“乙”等4件商标."""
    text = _OF_MANY.sub("", text) or text
    inner = [mark.span() for mark in re.finditer("“[^“”]*”", text)]
    cuts = [
        cut
        for cut in _PARTS.finditer(text)
        if not any(begin < cut.start() < end - 1 for begin, end in inner)
    ]
    ends = [*(cut.start() for cut in cuts), len(text)]
    parts = [
        part
        for begin, end in zip([0, *(cut.end() for cut in cuts)], ends, strict=True)
        if (part := text[begin:end])
    ]
    if len(parts) > 1 and all(2 <= len(part) <= 24 for part in parts):
        return [Honoured(part) for part in parts]
    return [Honoured(text)]
