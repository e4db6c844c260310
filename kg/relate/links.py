"""What an undertaking sets up, belongs to, and when it was."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.facts import Dating, Initiative, InitiativeMention, Relation
from kg.mention.context import Context
from kg.mention.dates import DateMention
from kg.read.document import Document, Sentence
from kg.relate.encode import INITIATIVE, Code, Symbol
from kg.relate.honour_clause import REACH
from kg.relate.sentence_dates import SentenceDates

_FOUNDS: Final = re.compile(
    rf"{INITIATIVE}[^，。；{INITIATIVE}]{{0,4}}，(?:[^，。；\d{INITIATIVE}]{{2,16}}，)?"
    "(?:并|又|还|正式|共同|联合|率先|就[^，。；]{2,24}|逐步|双方|三方|各方|以此|从而|进一步|旨在|据此|由此)*"
    "(?:建立健全|建立起?|构建|设立|形成|确立|推行|健全|搭建|新增|完善|明确|创设|成立|组建)了?"
    rf"(?:[^，。；{INITIATIVE}]{{0,30}}?、[^，。；{INITIATIVE}]{{0,20}}?|[^，。；{INITIATIVE}]{{0,4}})?(?P<object>{INITIATIVE})"
)
"""签订《…协议》，建立…机制: the paper sets the mechanism up."""
_DURING: Final = re.compile(
    rf"(?:^|[，。；]|[其在于借]|依托|结合)(?P<whole>{INITIATIVE})(?:活动|行动|工作)?(?:期间|中|框架下|启动以来|开展以来)[，]?[^。；]{{0,120}}?(?P<part>{INITIATIVE})"
)
_AMONG: Final = re.compile(rf"(?:^|[，；。])其中[^。；]{{0,120}}?(?P<part>{INITIATIVE})")
_OCCASION: Final = re.compile(
    "(?:工作)?(?:启动仪式|启动会|推进会|现场推进会|现场会|部署会|动员会|动员部署会|总结会|座谈会|座谈交流会|培训班|"
    "培训会|新闻发布会|专班|工作专班|主场活动|分会场活动|实施方案|联席会议)$"
)
_AFTER: Final = re.compile(
    rf"{INITIATIVE}(?:已|也|则)?(?:于|在)(?P<date>[^，。；{INITIATIVE}]{{2,12}}?)(?:在|举行|召开|启动|揭牌|挂牌|投用|开幕|正式|成功|成立|顺利|落成|印发|施行|实施|$)"
)
_YEAR_IN_NAME: Final = re.compile(r"(?<![—–－~至\d-])(?P<year>(?:19|20)\d{2})(?!-|\d|年?[—–－~至])")
_PLAN: Final = re.compile(
    r"(?:实施|工作|活动|行动|建设|管理)*(?:方案|的意见|的通知|意见|通知|计划|细则|办法)$"
)
_WHOLES: Final = ("campaign", "programme", "event", "mechanism")
_FOUNDED: Final = ("mechanism", "programme")


def find_relations(
    document: Document, codes: Sequence[Code], initiatives: Sequence[InitiativeMention]
) -> tuple[Relation, ...]:
    """What papers set up, and which undertakings belong to larger ones; each pair once."""
    found: dict[tuple[Initiative, Initiative], Relation] = {}
    named = _named(initiatives)
    for relation in (
        *_founded_in_titles(initiatives),
        *_planned(initiatives, named),
        *_told(document, codes),
        *_occasions(initiatives, named),
    ):
        pair = (relation.subject, relation.object)
        if pair[0] != pair[1] and pair not in found and pair[::-1] not in found:
            found[pair] = relation
    return tuple(sorted(found.values(), key=lambda r: (r.sentence, r.subject, r.object)))


def _named(initiatives: Sequence[InitiativeMention]) -> Mapping[str, Mapping[Initiative, None]]:
    """The undertakings that have a name long enough to tell them by."""
    named: dict[str, dict[Initiative, None]] = {}
    for mention in initiatives:
        if mention.initiative.type not in ("policy", "case") and len(mention.initiative.name) >= 6:
            named.setdefault(_unquoted(mention.initiative.name), {})[mention.initiative] = None
    return named


def _founded_in_titles(initiatives: Sequence[InitiativeMention]) -> Iterator[Relation]:
    for outer, inner in pairwise(initiatives):
        if inner.sentence == outer.sentence and inner.end <= outer.end:
            yield Relation(
                outer.sentence, outer.initiative, "establishes", inner.initiative, "link.title"
            )


def _planned(
    initiatives: Sequence[InitiativeMention], named: Mapping[str, Mapping[Initiative, None]]
) -> Iterator[Relation]:
    """The undertakings with whose name the title of a plan ends, its own last words aside."""
    for mention in initiatives:
        policy = mention.initiative
        if policy.type != "policy" or not _PLAN.search(policy.name):
            continue
        title = _unquoted(_PLAN.sub("", policy.name))
        for start in range(len(title)):
            for other in named.get(title[start:], ()):
                yield Relation(mention.sentence, policy, "establishes", other, "link.plan")


def _occasions(
    initiatives: Sequence[InitiativeMention], named: Mapping[str, Mapping[Initiative, None]]
) -> Iterator[Relation]:
    """What is held for an undertaking and is called after it: …专项行动推进会."""
    for mention in initiatives:
        if mention.initiative.type not in ("event", "facility"):
            continue
        called = _unquoted(mention.initiative.name)
        stem = _OCCASION.sub("", called)
        for start in range(len(stem) if stem != called else 0):
            for other in named.get(stem[start:], ()):
                if other.type in _WHOLES:
                    yield Relation(
                        mention.sentence, mention.initiative, "part_of", other, "link.occasion"
                    )


def _told(document: Document, codes: Sequence[Code]) -> Iterator[Relation]:
    """What the words between two undertakings of a sentence say, and 其中 of a campaign's cases."""
    campaign: Initiative | None = None
    paragraph = -1
    for sentence in document.sentences:
        code = codes[sentence.number]
        if sentence.paragraph != paragraph:
            campaign, paragraph = None, sentence.paragraph
        if INITIATIVE in code.text:
            yield from _told_in(sentence, code)
            for match in _AMONG.finditer(code.text):
                whole = _campaign_before(code, match.start("part")) or campaign
                for each in code.symbols[match.start("part")].initiatives:
                    if whole and each.type == "case":
                        yield Relation(sentence.number, each, "part_of", whole, "link.among")
            campaign = _campaign_before(code, len(code.text)) or campaign


def _campaign_before(code: Code, end: int) -> Initiative | None:
    """The campaign that is named last before a place of the code, and not far from it."""
    for symbol in reversed(code.between(end - REACH + 1, end)):
        for each in reversed(symbol.initiatives):
            if each.type == "campaign":
                return each
    return None


def _told_in(sentence: Sentence, code: Code) -> Iterator[Relation]:
    if code.text.count(INITIATIVE) < 2:
        return
    for match in _FOUNDS.finditer(code.text):
        paper = code.symbols[match.start()].initiatives[-1]
        made = code.symbols[match.start("object")].initiatives[0]
        if paper.type in ("policy", "agreement") and made.type in _FOUNDED:
            yield Relation(sentence.number, paper, "establishes", made, "link.founds")
    for match in _DURING.finditer(code.text):
        whole = code.symbols[match.start("whole")].initiatives[0]
        if whole.type in _WHOLES:
            for part in code.symbols[match.start("part")].initiatives:
                yield Relation(sentence.number, part, "part_of", whole, "link.during")


def _unquoted(name: str) -> str:
    return name.replace("“", "").replace("”", "")


def find_datings(
    document: Document, context: Context, codes: Sequence[Code], dates: SentenceDates
) -> tuple[Dating, ...]:
    """The dates of undertakings: one beside it in its sentence, else the year in its name."""
    found: list[Dating] = []
    dated: set[Initiative] = set()
    year = int(context.period[:4] or 0)
    for sentence in document.sentences:
        code = codes[sentence.number]
        if INITIATIVE not in code.text:
            continue
        for dating in _datings(sentence, code, dates.of(sentence, year) if year else ()):
            if dating.initiative not in dated:
                dated.add(dating.initiative)
                found.append(dating)
    return tuple(found)


def _datings(sentence: Sentence, code: Code, named: Sequence[DateMention]) -> Iterator[Dating]:
    dates = [date for date in named if date.extent in ("day", "days", "month")]
    behind = {code.offsets[match.start()]: match for match in _AFTER.finditer(code.text)}
    for symbol in code.symbols.values():
        if not symbol.initiatives:
            continue
        place = bisect_right(dates, symbol.begin, key=lambda date: date.end)
        before = [date.iso for date in dates[max(0, place - 1) : place]]
        after = behind.get(symbol.begin)
        if after:
            low, high = (code.offsets[place] for place in after.span("date"))
            first = bisect_left(dates, low, key=lambda date: date.begin)
            before = [d.iso for d in dates[first : first + 1] if d.begin <= high] or before
        yield from _dated(sentence.number, symbol, before)


def _dated(sentence: int, symbol: Symbol, before: Sequence[str]) -> Iterator[Dating]:
    for initiative in symbol.initiatives:
        year = _YEAR_IN_NAME.search(initiative.name)
        if before:
            yield Dating(sentence, initiative, before[-1].partition("/")[0], "link.date")
        elif year:
            yield Dating(sentence, initiative, year["year"], "link.year-in-name")
