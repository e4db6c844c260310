"""Undertakings without a head noun: quoted names, bodies that open, what is done to what."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.facts import ActorMention, InitiativeType
from kg.mention.atoms import Atom
from kg.mention.deeds import find_deeds
from kg.mention.identity import Candidate
from kg.mention.initiative_words import Token, TriggerClass
from kg.mention.phrases import Bounds
from kg.mention.told_of import GIVEN_OUT, OPENED, WORKS, opens_clause
from kg.read.document import Sentence
from ontology.regions import load_regions

_OPENABLE: Final = (
    "中心", "工作站", "窗口", "基地", "法庭", "服务点", "服务站", "检察室", "研究院", "联盟",
)  # fmt: skip
_INSPECTION: Final = "督察"
_ROUND: Final = re.compile(
    rf"(?:第[一二三四五六七八九十]轮(?:第[一二三四五六七八九十]+批)?)?(?:中央|[省市]级|省|自治区)"
    rf"生态环(?:境保护|保){_INSPECTION}(?=期间|反馈|进驻|移交|交办|整改|中|，)"
)
"""The inspections of local governments, by rounds (Regulation on ecological inspection, 2019)."""
_HONOURED: Final = re.compile(
    "(?:入选|获评|评为|评选为|列入|选为|列为|中)(?:了|，)?"
    "(?P<name>[^，。；：《》]{0,24}?(?:“[^”]{2,12}”(?:专项|执法)?(?:行动|战役|整治)|执法大练兵|大比武))"
    "(?=第[一二三四五六七八九十]+批|年度|十大|优秀|典型|表现突出|先进|成绩)"
)
"""The campaign that an honour is given in: 入选省局“铁拳”行动典型案例."""
_IN_HONOUR: Final = re.compile("典型|优秀|先进|突出|十大")
_LECTURES: Final = re.compile("(?:讲堂|课堂|夜校|学堂|沙龙|论坛|集市|开放日)$")
_HELD_THERE: Final = re.compile(
    r"(?:举办|开展|组织|开设|推出)|\d+(?:余|多)?(?:期|场次|场|次|届|讲)(?=[，。；、])"
)
"""Behind a quoted name of lectures: “商会法律夜校”9期, 依托“执法大讲堂”举办培训."""
_HOTLINE: Final = re.compile(
    r"(?:全国)?(?<!\d)1\d{4}(?:、1\d{4})*(?:[\u4e00-\u9fff]{0,12}?)(?:热线及平台|平台|热线)"
    r"(?=(?:共|累计|全年|年内|已|分别|新)*(?:接收|接听|受理|登记|答复|办理|收到|接到|接诉|转办))"
)
"""What takes in complaints: 全国12315平台接收, 12345热线受理."""
_LINE: Final = re.compile("平台|热线")
_PLACE_HEADS: Final = "港队园馆厅庭室站点台岗院库团组营角廊"
_FOUNDED: Final = re.compile(
    rf"(?:揭牌成立|挂牌成立|挂牌设立|联合成立|联合设立|组建成立|成立|设立|组建|建成|共建|增设|新设|启用|设置)了?"
    rf"(?P<name>[\u4e00-\u9fff]{{4,22}}[{_PLACE_HEADS}])(?=[，。；]|\d|$)"
    r"(?<!检查组)(?<!督导组)(?<!督查组)(?<!督察组)(?<!专案组)(?<!调查组)(?<!巡查组)(?<!暗访组)"
)
"""Of teams that are sent out for once none is a facility."""
_SHORTEST, _LONGEST = 4, 20
_OWN = ("省", "市", "州", "县", "区")
_HOSTS: Final = re.compile(
    r"等?(?:\d+|[两二三四五六七八九十]+)[家个处所](?P<name>[\u4e00-\u9fff]{4,16})(?=[，。；]|$)"
)
_ADDED: Final = ("新增", "新设", "新增设", "增设")
_TAIL: Final = re.compile(r"[\u4e00-\u9fff]{2,12}(?=[，。；、]|等|\d|$)")
_GROWN: Final = re.compile(
    r"(?P<kept>建设)?(?:提质|扩面|增效|迭代|升级|落地|见效|提标|改造)*(?=[，。；、]|$)"
)
"""What is said to grow, not part of the name: “阳光厨房”迭代升级."""
_PRODUCT: Final = re.compile("[贷险保券]$")
"""How loans and insurances are called: “知惠贷”."""
_DATED_NAME: Final = re.compile(r"行动(?:19|20)\d{2}$|(?<=“)(?:19|20)?\d{2}年?[^，。]{0,8}行动$")
_TYPES: Final[dict[TriggerClass, InitiativeType]] = {
    "run": "campaign",
    "found": "facility",
    "base": "facility",
}
"""What a quoted name is by the verb before it."""
_RULES: Final = {_ROUND: "round", _FOUNDED: "founded-free", _HOTLINE: "hotline"}
IsClausal = Callable[[str], bool]


def find_unheaded(
    bounds: Bounds, sentence: Sentence, intended: int, is_clausal: IsClausal
) -> Iterator[Candidate]:
    """The undertakings of a sentence that no head noun closes, before the offset `intended`."""
    end = min(sentence.end, intended)
    if end <= sentence.begin:
        return
    quotes = bounds.atoms.within(sentence.begin, end)
    bodies = bounds.actors_within(sentence.begin, end)
    if quotes:
        yield from _quoted(bounds, sentence, quotes, is_clausal)
    if bodies:
        yield from _opened(bounds, sentence, bodies)
    yield from _acting(bounds, sentence, end)
    yield from find_deeds(bounds, sentence, bodies, end)
    if bounds.view.find(_INSPECTION, sentence.begin, end) >= 0:
        yield from _matched(_ROUND, 0, "campaign", bounds, sentence, end)
    if _IN_HONOUR.search(bounds.view, sentence.begin, end):
        yield from _in_honours(bounds, sentence, end)
    if _LINE.search(bounds.view, sentence.begin, end):
        yield from _matched(_HOTLINE, 0, "facility", bounds, sentence, end)
    yield from _matched(_FOUNDED, "name", "facility", bounds, sentence, end)
    if len(bodies) > 1:
        yield from _set_up_at(bounds, sentence, bodies)


def _in_honours(bounds: Bounds, sentence: Sentence, end: int) -> Iterator[Candidate]:
    """The campaigns that honours are given in, without the body whose they are."""
    for match in _HONOURED.finditer(bounds.view, sentence.begin, end):
        begin, last = match.span("name")
        begin = max([begin, *(each.end for each in bounds.actors_within(begin, last))])
        name = bounds.view[begin:last]
        if "“" in name or len(name) > 2 * _SHORTEST:
            yield Candidate(sentence.number, begin, last, "campaign", name, "initiative.in-honour")


def _matched(
    pattern: re.Pattern[str],
    group: str | int,
    kind: InitiativeType,
    bounds: Bounds,
    sentence: Sentence,
    until: int,
) -> Iterator[Candidate]:
    for match in pattern.finditer(bounds.view, sentence.begin, until):
        begin, end = match.span(group)
        inner = any(token.triggers for token in bounds.slice(begin, end))
        if bounds.atoms.around(begin) is None and not inner:
            yield Candidate(
                sentence.number, begin, end, kind, match[group], f"initiative.{_RULES[pattern]}"
            )


def _acting(bounds: Bounds, sentence: Sentence, until: int) -> Iterator[Candidate]:
    """某中心专利窗口办理…, 某市苹果种质资源库已保存…: a facility that is told of as it works."""
    for token in bounds.headed(sentence.begin, until):
        if token.heads[0].type != "facility" or not WORKS.match(bounds.view, token.end, until):
            continue
        clause = max(bounds.view.rfind(mark, sentence.begin, token.begin) for mark in "，。；：、")
        begin = max(clause + 1, sentence.begin)
        begin = max(begin, bounds.view.rfind("的", begin, token.begin) + 1)
        owners = bounds.actors_within(begin, token.end)
        if owners and owners[-1].begin == begin and owners[-1].end < token.begin:
            begin = owners[-1].end
        elif owners or not _is_placed(bounds.view[begin : token.begin]):
            continue
        name = bounds.view[begin : token.end]
        if _SHORTEST <= len(name) <= _LONGEST and "的" not in name:
            yield Candidate(
                sentence.number, begin, token.end, "facility", name, "initiative.acting"
            )


def _is_placed(words: str) -> bool:
    """Whether words begin with a region's full name, or 省 or 市 alone, and go on."""
    if words.startswith(_OWN) and len(words) > _SHORTEST:
        return True
    region = load_regions().opening(words)
    return region is not None and words.startswith(region.name) and len(words) > len(region.name)


def _set_up_at(
    bounds: Bounds, sentence: Sentence, bodies: Sequence[ActorMention]
) -> Iterator[Candidate]:
    """新增甲局、乙局2家版权工作站: what several bodies are given, behind their number."""
    starts = [0, *(n for n, (a, b) in enumerate(pairwise(bodies), 1) if not _lists(bounds, a, b))]
    for at, after in pairwise([*starts, len(bodies)]):
        first, last = bodies[at], bodies[after - 1]
        counted = _HOSTS.match(bounds.view, last.end, sentence.end)
        added = bounds.view.endswith(_ADDED, 0, first.begin)
        if counted and added and first is not last:
            begin, end = counted.span("name")
            heads = [head for t in bounds.headed(begin, end) if t.end == end for head in t.heads]
            if any(head.type == "facility" for head in heads):
                yield Candidate(
                    sentence.number, begin, end, "facility", counted["name"], "initiative.set-up-at"
                )


def _lists(bounds: Bounds, one: ActorMention, other: ActorMention) -> bool:
    """Whether a list goes on from one body to the other."""
    return bounds.view[one.end : other.begin] in ("、", "和", "与")


def _quoted(
    bounds: Bounds, sentence: Sentence, atoms: Sequence[Atom], is_clausal: IsClausal
) -> Iterator[Candidate]:
    """推进“商标助农”，依托“检企会客厅”“检察驿站”等."""
    view = bounds.view
    previous: tuple[int, TriggerClass] | None = None
    for atom in atoms:
        if atom.kind != "quote":
            continue
        if _DATED_NAME.search(view, *atom.inner):
            yield _named(view, atom.begin, atom.end, sentence, "campaign")
            continue
        begin, kind = atom.begin, bounds.verb_right_before(atom.begin, sentence)
        if kind is None and previous is not None and atom.begin - previous[0] <= 1:
            kind = previous[1]
        elif kind is None:
            begin, kind = _object(bounds, atom, sentence, is_clausal)
        inner = view[atom.begin + 1 : atom.end - 1]
        if kind is None and _PRODUCT.search(inner) and _is_offered(bounds, sentence, atom):
            yield _named(view, atom.begin, atom.end, sentence, "programme")
            continue
        if kind not in _TYPES or not 2 <= len(inner) <= 16 or re.search("[，。；、]", inner):
            continue
        previous = (atom.end, kind)
        if _LECTURES.search(inner) and _HELD_THERE.match(view, atom.end, sentence.end):
            yield _named(view, begin, atom.end, sentence, "event")
            continue
        ends = atom.end >= sentence.end or view[atom.end] in "，。；、等“"
        if ends and not _closes_with_head(bounds, atom):
            yield _named(view, begin, atom.end, sentence, _TYPES[kind])
            continue
        tail = _TAIL.match(view, atom.end, sentence.end)
        if grown := _GROWN.match(view, atom.end, sentence.end):
            end = grown.end("kept") if grown["kept"] else atom.end
            yield _named(view, begin, end, sentence, "programme")
            continue
        named = _type_of(bounds, tail.group(), kind) if tail else None
        if tail and named and not _holds_word(bounds, *tail.span()):
            yield _named(view, begin, tail.end(), sentence, named)


def _is_offered(bounds: Bounds, sentence: Sentence, atom: Atom) -> bool:
    """Whether a clause begins with the quotation and tells by whom it is offered."""
    opens = opens_clause(bounds.view, sentence, atom.begin)
    return opens and GIVEN_OUT.match(bounds.view, atom.end) is not None


def _holds_word(bounds: Bounds, begin: int, end: int) -> bool:
    """Whether a verb stands there, or the head that closes the name for other rules."""
    tokens = bounds.slice(begin, end)
    return any(any(t.pure for t in each.triggers) for each in tokens) or any(
        each.heads and each.end == end for each in tokens
    )


def names_more(bounds: Bounds, place: int) -> bool:
    """Whether words behind a quoted name belong to it: “银龄课堂”消费教育."""
    tail = _TAIL.match(bounds.view, place)
    return tail is not None and _type_of(bounds, tail.group(), "run") is not None


def _type_of(bounds: Bounds, tail: str, verb: TriggerClass) -> InitiativeType | None:
    """What a quoted name with these words behind it is; None where they do not tell."""
    if tail.endswith(bounds.words.deeds):
        return _TYPES[verb]
    return next((kind for kind, ends in bounds.words.ends if tail.endswith(ends)), None)


def _closes_with_head(bounds: Bounds, atom: Atom) -> bool:
    return any(token.heads and token.end == atom.end - 1 for token in bounds.slice(*atom.inner))


def _object(
    bounds: Bounds, atom: Atom, sentence: Sentence, is_clausal: IsClausal
) -> tuple[int, TriggerClass | None]:
    """开展燃气用具质量安全“回头看”: where the name begins, and the class of its verb."""
    left = bounds.left(Token(atom.begin, atom.begin, (), ()), atom.begin, sentence, 0, None)
    begin = bounds.trim(left.start, atom.begin)
    words = bounds.view[begin : atom.begin]
    if left.trigger is None or left.trigger.kind != "run" or not left.trigger.pure:
        return atom.begin, None
    if not 2 <= len(words) <= 12 or is_clausal(words) or "、" in words:
        return atom.begin, None
    return begin, left.trigger.kind


def _named(view: str, begin: int, end: int, sentence: Sentence, kind: InitiativeType) -> Candidate:
    return Candidate(sentence.number, begin, end, kind, view[begin:end], "initiative.bare-quote")


def _opened(
    bounds: Bounds, sentence: Sentence, bodies: Sequence[ActorMention]
) -> Iterator[Candidate]:
    """某分中心揭牌: a body that is opened is a facility too."""
    for mention in bodies:
        name = bounds.view[mention.begin : mention.end]
        if name.endswith(_OPENABLE) and OPENED.match(bounds.view, mention.end, sentence.end):
            yield Candidate(
                sentence.number,
                mention.begin,
                mention.end,
                "facility",
                name,
                "initiative.opened",
            )
