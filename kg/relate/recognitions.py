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
from ontology.errors import InvalidRule
from ontology.regions import Region, load_regions

RULES = Path(__file__).parents[1] / "rules" / "recognitions.yml"
_HONOUR = re.compile(
    r"(?:城市|试点|示范|单位|集体|个人|案例|奖|先进|优秀|企业|基地|园区|品牌|分站|街区|标兵|模范|等次|称号|商标|"
    r"工程|项目|产品|示范区|市场|机构|中心|窗口|能手|案件|县|区|市|行动|活动|计划|名录|榜单|百强|十佳|十大|典型|红旗|"
    r"满分|表扬|表彰|标准化|资格|资质|工作站|优胜|金奖|银奖|平台)(?:[”）]|单位|名单|筹建|建设|创建)*$"
)
_NOT_HONOUR = re.compile(
    r"督办|授权|专利权|支持|谅解|转让|登记|认可$|批准$|信息|线索|资金|贷款|融资|证书$|收入|利润|预审|赔偿"
)
_COUNTED = re.compile(
    r"\d+(?:余)?(?:个|项|家|件|名|人|次|起)|[一二两三四五六七八九十]+(?:个|项|家|件)$"
)
_QUOTED_END = re.compile("“[^“”]{2,20}”$")
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


def find_recognitions(
    document: Document, context: Context, codes: Sequence[Code], subjects: Subjects
) -> tuple[Recognition, ...]:
    """The honours of a document in order of place; of two readings of a place the first rule's."""
    found: list[Recognition] = []
    for sentence in document.sentences:
        if sentence.kind in ("title", "row", "heading"):
            continue
        taken: list[tuple[int, int]] = []
        for rule in load_recognition_rules():
            for match in rule.pattern.finditer(codes[sentence.number].text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                facts = list(_read(rule, match, sentence, document, context, codes, subjects))
                if facts:
                    taken.append(match.span())
                    found += facts
    return tuple(sorted(found, key=lambda fact: (fact.begin, fact.end, fact.recipient)))


def _read(
    rule: RecognitionRule,
    match: re.Match[str],
    sentence: Sentence,
    document: Document,
    context: Context,
    codes: Sequence[Code],
    subjects: Subjects,
) -> Iterator[Recognition]:
    code = codes[sentence.number]
    begin, end = _range(code, match.start("name"), match.end("name"), sentence.end)
    name = (
        document.view[begin:end].strip("“”《》")
        if _balanced(document.view[begin:end])
        else document.view[begin:end]
    )
    if "grade" in match.groupdict():
        name += match["grade"]
    if (
        len(name) < 3
        or not _HONOUR.search(name)
        or _NOT_HONOUR.search(name)
        or _COUNTED.search(name)
    ):
        return
    conferrer = _actor(code, match, "by")
    by = _text(document, code, match, "by", sentence)
    if rule.id.startswith("recognition.confers"):
        named = subjects.at(sentence.number, code.offsets[match.start()])
        conferrer = named[0] if named else None
        by = conferrer.name if conferrer else ""
    for recipient, actor, region in _recipients(match, sentence, document, context, code, subjects):
        if actor is not None and actor == conferrer:
            continue
        yield Recognition(
            sentence.number,
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


def _recipients(
    match: re.Match[str],
    sentence: Sentence,
    document: Document,
    context: Context,
    code: Code,
    subjects: Subjects,
) -> Iterator[tuple[str, Actor | None, str]]:
    """(name as written out, actor, region code) of each one honoured."""
    if match.groupdict().get("who"):
        begin, end = match.span("who")
    else:
        begin = max((m.end() for m in _CLAUSE_END.finditer(code.text, 0, match.start())), default=0)
        end = match.start()
    symbols = [code.symbols[i] for i in range(begin, end) if i in code.symbols]
    actors = [symbol for symbol in symbols if symbol.actors]
    if symbols and any(found.type == "case" for found in symbols[-1].initiatives):
        yield from ((found.name, None, "") for found in symbols[-1].initiatives)
        return
    if actors:
        yield from ((actor.name, actor, "") for actor in actors[-1].actors)
        return
    words = code.text[begin:end]
    place = _named_place(words, context)
    if place is not None:
        yield place.name, None, place.code
        return
    if _PLACE.search(words) or context.home.name in words or context.home.short in words:
        yield context.home.name, None, context.home.code
        return
    quoted = _QUOTED_END.search(_ADVERBS.sub("", words))
    if quoted:
        yield quoted.group(), None, ""
        return
    cases = [symbol for symbol in symbols if symbol.initiatives]
    if cases:
        yield from ((case.name, None, "") for case in cases[-1].initiatives)
        return
    if match.groupdict().get("who"):
        yield _text(document, code, match, "who", sentence), None, ""
        return
    topic = subjects.topic(sentence.number)
    if topic is not None and topic.type == "case" and match["name"].endswith("案例"):
        yield topic.name, None, ""
        return
    named = subjects.at(sentence.number, code.offsets[match.start()])
    if named:
        yield from ((actor.name, actor, "") for actor in named)
    else:
        yield context.home.name, None, context.home.code


def _named_place(words: str, context: Context) -> Region | None:
    """The region that the words before the verb end with: 郑州市金水区（成功）."""
    words = _ADVERBS.sub("", words)
    regions = load_regions()
    for length in range(min(len(words), 12), 1, -1):
        found = regions.resolve(words[-length:], context.home)
        if found is not None:
            return found
    return None


def _range(code: Code, begin: int, end: int, limit: int) -> tuple[int, int]:
    """View offsets of a range of the code."""
    last: Symbol | None = code.symbols.get(end - 1)
    stop = last.end if last else code.offsets[end - 1] + 1
    return code.offsets[begin], min(stop, limit)


def _text(
    document: Document, code: Code, match: re.Match[str], group: str, sentence: Sentence
) -> str:
    if not match.groupdict().get(group):
        return ""
    begin, end = _range(code, *match.span(group), sentence.end)
    return document.view[begin:end]


def _actor(code: Code, match: re.Match[str], group: str) -> Actor | None:
    if not match.groupdict().get(group):
        return None
    for place in range(*match.span(group)):
        if place in code.symbols and code.symbols[place].actors:
            return code.symbols[place].actors[0]
    return None


def _balanced(name: str) -> bool:
    return (name[:1] == "“" and name[-1:] == "”" and name.count("“") == 1) or name[:1] == "《"


__all__ = ["ACTOR", "INITIATIVE", "find_recognitions", "load_recognition_rules"]
