"""Who is honoured, approved or selected: the recognition rules run over each sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from kg.facts import Actor, Recognition
from kg.lexicon.load import load_lexicon
from kg.mention.context import Context
from kg.read.document import Document, Sentence
from kg.relate.encode import ACTOR, INITIATIVE, SYMBOLS, Code, Symbol
from kg.relate.subjects import Subjects
from kg.relate.triggers import Triggers
from ontology.errors import InvalidRule
from ontology.regions import Region, load_regions

RULES = Path(__file__).parents[1] / "rules" / "recognitions.yml"
_HONOUR = re.compile(
    r"(?:城市|试点|示范|单位|集体|个人|案例|奖|先进|优秀|企业|基地|园区|品牌|分站|街区|标兵|模范|等次|称号|商标|"
    r"工程|项目|产品|示范区|市场|机构|中心|窗口|能手|案件|县|区|市|行动|活动|计划|名录|榜单|百强|十佳|十大|典型|红旗|"
    r"满分|表扬|表彰|标准化|资格|资质|认证|绿色食品|产业园|文明号|法官|检察官|民警|工匠|标杆|样板|工作站|优胜|金奖|银奖|平台)(?:[”）]|单位|名单|筹建|建设|创建)*$"
)
_NOT_HONOUR = re.compile(
    r"督办|授权|专利权|支持|谅解|转让|登记|认可$|批准$|信息|线索|资金|贷款|融资|证书$|收入|利润|预审|赔偿"
)
_COUNTED = re.compile(
    r"\d+(?:余)?(?:个|项|家|件|名|人|次|起)|[一二两三四五六七八九十]+(?:个|项|家|件)$"
)
_QUOTED_END = re.compile("“[^“”]{2,60}”$")
_ADVERBS = re.compile(
    "(?:成功|顺利|再次|首次|先后|连续|均|也|已|正式|光荣|荣幸|被|获|一举|率先|双双|再度|喜)+$"
)
_PLACE = re.compile(r"(?:我|全|本)(?:市|省|县|区|州)|园区")
_CLAUSE_END = re.compile("[，；。：！？]")


class RecognitionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of kg/rules/recognitions.yml."""

    id: str
    zh: str
    en: str
    pattern: str
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class RecognitionRule:
    """A compiled recognition rule."""

    id: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str


@cache
def load_recognition_rules() -> tuple[RecognitionRule, ...]:
    """The rules in their order; raises InvalidRule when the file or a pattern is broken."""
    rules = []
    for entry in load_lexicon(RULES, list[RecognitionEntry]):
        source = entry.pattern
        for sign, symbol in SYMBOLS.items():
            source = source.replace(sign, symbol)
        try:
            pattern = re.compile(source)
        except re.error as error:
            raise InvalidRule(f"{RULES.name}: {entry.id}: {error}; mend the pattern") from error
        rules.append(RecognitionRule(entry.id, pattern, entry.example, entry.counterexample))
    return tuple(rules)


@cache
def _triggers() -> Triggers:
    return Triggers([rule.pattern for rule in load_recognition_rules()])


def find_recognitions(
    document: Document, context: Context, codes: Sequence[Code], subjects: Subjects
) -> tuple[Recognition, ...]:
    """The honours of a document in order of place; of two readings of a place the first rule's."""
    found: list[Recognition] = []
    rules = load_recognition_rules()
    for sentence in document.sentences:
        if sentence.kind in ("title", "row", "heading"):
            continue
        taken: list[tuple[int, int]] = []
        for number in _triggers().may_match(codes[sentence.number].text):
            rule = rules[number]
            for match in rule.pattern.finditer(codes[sentence.number].text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                code = codes[sentence.number]
                scene = _Scene(match, sentence, document, context, code, subjects)
                facts = list(_read(rule, scene))
                if facts:
                    taken.append(match.span())
                    found += facts
    return tuple(sorted(found, key=lambda fact: (fact.begin, fact.end, fact.recipient)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What one match of a rule is read against."""

    match: re.Match[str]
    sentence: Sentence
    document: Document
    context: Context
    code: Code
    subjects: Subjects

    def range(self, begin: int, end: int) -> tuple[int, int]:
        """View offsets of a range of the code."""
        last = self.code.symbols.get(end - 1)
        stop = last.end if last else self.code.offsets[end - 1] + 1
        return self.code.offsets[begin], min(stop, self.sentence.end)

    def has(self, group: str) -> bool:
        """Whether the rule has this group and it matched."""
        return bool(self.match.groupdict().get(group))

    def text(self, group: str) -> str:
        """What a group stands for in the view; "" when it did not match."""
        if not self.has(group):
            return ""
        begin, end = self.range(*self.match.span(group))
        return self.document.view[begin:end]

    def actor(self, group: str) -> Actor | None:
        """The first actor in a group."""
        if not self.has(group):
            return None
        places = range(*self.match.span(group))
        found = (self.code.symbols[place] for place in places if place in self.code.symbols)
        return next((symbol.actors[0] for symbol in found if symbol.actors), None)


def _read(rule: RecognitionRule, scene: _Scene) -> Iterator[Recognition]:
    match, code = scene.match, scene.code
    conferrer, by = scene.actor("by"), scene.text("by")
    start = match.start("name")
    if code.text[start] == ACTOR and not by:
        conferrer = code.symbols[start].actors[0]
        start += 1
    if rule.id.startswith("recognition.confers"):
        named = scene.subjects.at(scene.sentence.number, code.offsets[match.start()])
        conferrer = named[0] if named else None
        by = ""
    home = scene.context.home
    others = [each for each in _recipients(scene) if each[1] is None or each[1] != conferrer]
    recipients = others or [(home.name, None, home.code)]
    for first, last in _names(code.text, start, match.end("name")):
        begin, end = scene.range(first, last)
        name = scene.document.view[begin:end]
        graded = scene.has("grade")
        if not graded and not _is_honour(name, followed=code.text[last : last + 2]):
            continue
        symbol = code.symbols.get(first) if last == first + 1 else None
        if symbol and symbol.initiatives and symbol.initiatives[0].type == "facility":
            name = symbol.initiatives[0].name
        name = _bare(name) + (match["grade"] if graded else "")
        for recipient, actor, region in recipients:
            yield Recognition(
                scene.sentence.number,
                begin,
                end,
                name,
                recipient,
                actor,
                region,
                conferrer.name if conferrer else by,
                conferrer,
                "",
                rule.id,
            )


def _names(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of the honours that a list in the code names: each that is one by itself."""
    parts = [(m.start(), m.end()) for m in re.finditer("[^、]+", text[begin:end])]
    if len(parts) > 1 and all(
        _HONOUR.search(text[begin + a : begin + b]) or INITIATIVE in text[begin + a : begin + b]
        for a, b in parts
    ):
        yield from ((begin + a, begin + b) for a, b in parts)
    elif end > begin:
        yield begin, end


def _is_honour(name: str, *, followed: str) -> bool:
    """Whether a name is one of an honour: by its last words, or because it is called a title."""
    if (
        len(name) < 3
        or name[0].isdigit() != name[:4].isdigit()
        or _NOT_HONOUR.search(name)
        or _COUNTED.search(name)
    ):
        return False
    titled = followed in {"称号", "荣誉"}
    return titled or _HONOUR.search(name) is not None


def _recipients(scene: _Scene) -> Iterator[tuple[str, Actor | None, str]]:
    """(name as written out, actor, region code) of each one honoured."""
    match, code, context = scene.match, scene.code, scene.context
    if scene.has("who"):
        begin, end = match.span("who")
    else:
        begin = max((m.end() for m in _CLAUSE_END.finditer(code.text, 0, match.start())), default=0)
        end = match.start()
    symbols = [code.symbols[i] for i in range(begin, end) if i in code.symbols]
    if symbols and any(found.type == "case" for found in symbols[-1].initiatives):
        yield from ((found.name, None, "") for found in symbols[-1].initiatives)
        return
    actors = [symbol for symbol in symbols if symbol.actors]
    if actors:
        yield from ((actor.name, actor, "") for actor in actors[-1].actors)
        return
    yield from _others(scene, code.text[begin:end], symbols) or _carried(scene, context)


def _others(
    scene: _Scene, words: str, symbols: Sequence[Symbol]
) -> list[tuple[str, Actor | None, str]]:
    """Those honoured that are no actors: places, things named in quotation marks, undertakings."""
    context = scene.context
    places = [_named_place(part, context) for part in words.split("、")]
    if places[-1] is not None:
        return [(place.name, None, place.code) for place in places if place is not None]
    if _PLACE.search(words) or context.home.name in words or context.home.short in words:
        return [(context.home.name, None, context.home.code)]
    quoted = _QUOTED_END.search(_ADVERBS.sub("", words))
    if quoted:
        return [(quoted.group(), None, "")]
    named = [symbol for symbol in symbols if symbol.initiatives]
    if named:
        return [(found.name, None, "") for found in named[-1].initiatives]
    return [(scene.text("who"), None, "")] if scene.has("who") else []


def _carried(scene: _Scene, context: Context) -> list[tuple[str, Actor | None, str]]:
    """Those honoured that the clause does not name: the case or body it is about, or the place."""
    topic = scene.subjects.topic(scene.sentence.number)
    if topic is not None and topic.type == "case" and scene.match["name"].endswith("案例"):
        return [(topic.name, None, "")]
    at = scene.code.offsets[scene.match.start()]
    named = scene.subjects.at(scene.sentence.number, at)
    if named:
        return [(actor.name, actor, "") for actor in named]
    return [(context.home.name, None, context.home.code)]


def _named_place(words: str, context: Context) -> Region | None:
    """The region that the words before the verb end with: 郑州市金水区（成功）."""
    words = _ADVERBS.sub("", words)
    regions = load_regions()
    for length in range(min(len(words), 12), 1, -1):
        found = regions.resolve(words[-length:], context.home)
        if found is not None:
            return found
    return None


def _bare(name: str) -> str:
    """The name without marks that hold it whole."""
    held = (name[:1] == "“" and name[-1:] == "”" and name.count("“") == 1) or name[:1] == "《"
    return name.strip("“”《》") if held else name
