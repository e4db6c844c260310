"""What an honour is called: which words of a match are its name, and whether they name one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.facts import Actor
from kg.relate.encode import ACTOR, Symbol
from kg.relate.honour_clause import Clause
from kg.relate.honour_lexicon import pattern_of
from kg.relate.recognition_rules import Trust

_CALLED: Final = re.compile(
    r"(?:等)?(?:[\d一二两三四五六七八九十]+(?:余)?(?:项|个|块|次))?(?:国家级|省级|市级)?"
    r"(?:荣誉称号|荣誉|称号|行列|牌匾|奖牌|奖状|荣誉证书|证书|殊荣|系列|榜单(?=$))$"
)
_LISTED: Final = re.compile("(?:公示|公布|拟推荐)?名单$")
_GOES_ON: Final = re.compile(
    "(?:(?:并|予以|进行|加以)$|，|并(?=[^、购网]{2})|(?<=[^前])后(?=[^备])|且|及其做法|，?累计|；).*$"
)
_OPENS: Final = re.compile(
    "^(?:了|为|成为|由|全市(?=“)|进行的?|今年|开展的|发布的|公布的|评选的|颁发的|组织的|授予的|通报的|推出的|印发的|的)+"
)
_COUNTED: Final = re.compile(
    r"(?:各|共|达)?(?:\d+(?:\.\d+)?(?:余|多|万)?|[一二两三四五六七八九十]+)(?:个|项|家|件|名|人|次|起|枚|块|条|款|篇|例)(?:以上)?$"
)
_CASE: Final = re.compile("(?:案例|案件|典型|判例)$")
_BY: Final = re.compile(
    "^[^，。；“]{0,6}?(?:联合)?(?:发布|公布|评选|颁发|授予|组织|主办|通报|推出|开展|遴选)?的"
)
_AND: Final = re.compile(
    "(?<![一二三])、|(?<=[^参普涉])及(?!时|格)|以及|(?<=[^共])和(?!谐|平|美|田|县)|(?<=”)(?=“)"
)
_PRIZES: Final = re.compile(r"(?<=奖)各?\d+(?:余)?(?:项|个|件|枚)(?=[、和及]|$)")
"""How many prizes of a kind: 金奖1项、银奖2项."""
_QUOTED: Final = re.compile("[“《（](?:[^“”《》（）]|“[^“”]*”)*[”》）]")
_AWARD: Final = re.compile(r"(?:[特一二三123]等奖|[金银铜]奖|优秀奖|提名奖|特别奖|优胜奖|入围奖)$")
_SORT: Final = re.compile(
    "(?P<stem>.{2,}?)(?P<sort>(?:示范|试点|优势|标杆|先进|优秀|典型|创新|重点|领军)[^、]{1,4})$"
)
_SHORT_SORT: Final = re.compile("(?:示范|试点|优势|标杆|先进|优秀|领军)[^、]{1,4}$")
_CROWD: Final = re.compile(r"\d+(?:余|多)?(?:个|家|件|项|名|起|批)")
_LEAST: Final = 3


_BEFORE_GIVER: Final = re.compile(
    f"(?:今年|本年度?|由|了|为|全省|第[一二三四五六七八九十]+批)*(?={ACTOR})"
)
_INDICATOR: Final = re.compile(
    r"(?:[我本全](?:省|市|县|区|州))?(?P<thing>[^，。；\d在]{2,14}指标)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What is conferred: one honour or several, as one stretch of the text names them."""

    names: tuple[str, ...]
    begin: int
    end: int
    """View offsets."""
    givers: tuple[Actor, ...] = ()
    """Who confers them, where the stretch opens with that."""


def read_name(clause: Clause, begin: int, end: int, trust: Trust) -> Name | None:
    """The honours between two places of the code; None where it names none."""
    opened = _BEFORE_GIVER.match(clause.code.text, begin, end)
    givers: tuple[Actor, ...] = ()
    symbol = clause.code.symbols.get(opened.end()) if opened else None
    if opened and symbol and _confers(symbol) and opened.end() + 1 < end:
        givers, begin = symbol.actors, opened.end() + 1
    first, last = clause.range(begin, end)
    symbol = clause.code.symbols.get(begin)
    if symbol and begin + 1 == end and symbol.initiatives:
        named = tuple(n for each in symbol.initiatives for n in split_names(each.name))
        kept = tuple(bare(name) for name in named if is_honour(name, trust, titled=False))
        return Name(kept, first, last, givers)
    text = clause.written(begin, end)
    text, titled = cut_name(cut_giver(text) if givers else text)
    text = _PRIZES.sub("", text)
    names = split_names(text)
    if not all(is_honour(name, trust, titled=titled) for name in names):
        return None
    return Name(tuple(bare(name) for name in names), first, last, givers)


def _confers(symbol: Symbol) -> bool:
    """Whether a symbol stands for bodies that confer, and not for a field: 全国法院优秀法官."""
    return bool(symbol.actors) and symbol.actors[0].kind != "group"


def read_grades(clause: Clause, begin: int, end: int) -> Name | None:
    """The grades between two places, each with the occasion: …检查考核优秀等次."""
    first, last = clause.range(begin, end)
    grades = _split(clause.written(begin, end))
    occasion = clause.occasion()
    if occasion is None:
        names = tuple(each for each in grades if _AWARD.search(each) and len(each) > _LEAST)
        return Name(names, first, last)
    on = clause.written(*occasion)
    thing = _INDICATOR.search(clause.code.text, occasion[1], clause.end)
    of = thing["thing"] if thing else ""
    return Name(tuple(f"{on}{of}{grade}" for grade in grades), first, last)


def cut_name(text: str) -> tuple[str, bool]:
    """The words of a match up to where its name ends, and whether they are called a title."""
    text = _GOES_ON.sub("", _OPENS.sub("", text))
    called = _CALLED.sub("", text)
    titled = called != text and len(called) >= _LEAST
    text = called if titled else text
    unlisted = _LISTED.sub("", text)
    if unlisted != text and is_headed(unlisted):
        text = unlisted
    counted = _COUNTED.sub("", text)
    if counted != text and _CASE.search(counted):
        text = counted
    return text, titled


def cut_giver(text: str) -> str:
    """What follows the body that a name opens with: 发布的典型案例 → 典型案例."""
    return _BY.sub("", text)


def split_names(text: str) -> list[str]:
    """The honours of a list, each complete: 中国专利奖银奖、优秀奖 → two of 中国专利奖."""
    parts = _split(text)
    if len(parts) < 2 or not all(is_headed(part) for part in parts):
        return [text]
    whole = [parts[0]]
    for part in parts[1:]:
        whole.append(_complete(part, whole[0]))
    return whole


def is_honour(name: str, trust: Trust, *, titled: bool) -> bool:
    """Whether a name is that of an honour, as far as the rule that found it is trusted."""
    if (
        len(name) < (2 if trust == "any" else _LEAST)
        or _COUNTED.search(name)
        or name.endswith(("的", "、", "："))
    ):
        return False
    outside = _QUOTED.sub("“”", name)
    if _CROWD.match(name) or pattern_of("⟨never⟩|⟨never_at_end⟩$").search(outside):
        return False
    if pattern_of("(?:全[国省市县区])?⟨grades⟩").fullmatch(name):
        return _AWARD.search(name) is not None and len(name) > _LEAST
    if titled or is_headed(name):
        return True
    if trust == "level":
        return pattern_of("^“?⟨levels⟩").match(name) is not None and len(name) >= 6
    return trust == "any"


def is_headed(name: str) -> bool:
    """Whether a name ends like that of an honour."""
    return pattern_of("⟨heads⟩⟨tails⟩*$").search(name) is not None


def bare(name: str) -> str:
    """The name without marks that hold it whole."""
    held = (name[:1] == "“" and name[-1:] == "”" and name.count("“") == 1) or (
        name[:1] == "《" and name[-1:] == "》"
    )
    return name[1:-1] if held else name


def _split(text: str) -> list[str]:
    """The parts of a list; what stands in quotation marks is one word."""
    held = [match.span() for match in _QUOTED.finditer(text)]
    cuts = [
        match.span()
        for match in _AND.finditer(text)
        if not any(a < match.start() < b - 1 for a, b in held)
    ]
    return list(_between(text, cuts))


def _between(text: str, cuts: list[tuple[int, int]]) -> Iterator[str]:
    place = 0
    for begin, end in [*cuts, (len(text), len(text))]:
        if begin > place:
            yield text[place:begin]
        place = end


def _complete(part: str, first: str) -> str:
    """A later part of a list with the words that it shares with the first."""
    award = _AWARD.search(first)
    if award and _AWARD.fullmatch(part):
        return first[: award.start()] + part
    sort = _SORT.fullmatch(first)
    if sort and _SHORT_SORT.fullmatch(part):
        return sort["stem"] + part
    return part
