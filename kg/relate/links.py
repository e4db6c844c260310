"""What an undertaking sets up, belongs to and consists of, and when it was."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.facts import Dating, Initiative, InitiativeMention, Measure, Relation
from kg.read.document import Document
from kg.relate.encode import INITIATIVE, Code

_MEASURES = re.compile(
    rf"(?:通过(?:落实|建立|实行)?|采取|落实|围绕|就)(?P<steps>[^，。；{INITIATIVE}]{{4,60}}?)"
    rf"(?:等(?:举措|措施|方式|手段|环节|方面|事项|内容))?，?(?:逐步|共同|联合)?(?:建立健全|建立|构建|形成|健全|完善)了?(?P<object>{INITIATIVE})"
)
_STEPS_OF = re.compile(
    rf"(?:建立健全|建立|构建|形成|健全|完善|推行)了?(?P<steps>[^，。；{INITIATIVE}]{{4,60}}?、[^，。；{INITIATIVE}]{{2,24}})"
    rf"的[^，。；{INITIATIVE}]{{0,12}}(?P<object>{INITIATIVE})"
)
_DATE = re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?")
_YEAR_IN_NAME = re.compile(r"(?P<year>(?:19|20)\d{2})(?!-)")
_PLAN = re.compile(
    r"(?:实施|工作|活动|行动|建设|管理)*(?:方案|的意见|的通知|意见|通知|计划|细则|办法)$"
)


def find_relations(initiatives: Sequence[InitiativeMention]) -> tuple[Relation, ...]:
    """What a policy sets up: what its title founds, or what a plan is the plan of."""
    found: dict[tuple[Initiative, Initiative], Relation] = {}
    named: dict[str, dict[Initiative, None]] = {}
    for mention in initiatives:
        if mention.initiative.type not in ("policy", "case") and len(mention.initiative.name) >= 6:
            named.setdefault(_unquoted(mention.initiative.name), {})[mention.initiative] = None
    for outer, inner in pairwise(initiatives):
        if inner.sentence == outer.sentence and inner.end <= outer.end:
            found[outer.initiative, inner.initiative] = Relation(
                outer.sentence, outer.initiative, "establishes", inner.initiative, "link.title"
            )
    for mention in initiatives:
        if mention.initiative.type != "policy" or not _PLAN.search(mention.initiative.name):
            continue
        for other in _planned(mention.initiative, named):
            pair = (mention.initiative, other)
            if pair not in found:
                found[pair] = Relation(
                    mention.sentence, mention.initiative, "establishes", other, "link.plan"
                )
    return tuple(sorted(found.values(), key=lambda r: (r.sentence, r.subject, r.object)))


def _planned(
    policy: Initiative, named: Mapping[str, Mapping[Initiative, None]]
) -> Iterator[Initiative]:
    """The undertakings with whose name the title of a plan ends, its own last words aside."""
    title = _unquoted(_PLAN.sub("", policy.name))
    for start in range(len(title)):
        yield from named.get(title[start:], ())


def _unquoted(name: str) -> str:
    return re.sub("[“”]", "", name)


def find_measures(document: Document, codes: Sequence[Code]) -> tuple[Measure, ...]:
    """The steps of mechanisms: 通过案件移送、行政调解前置等举措，建立…机制."""
    found: list[Measure] = []
    for sentence in document.sentences:
        code = codes[sentence.number]
        if INITIATIVE not in code.text:
            continue
        for match in (*_MEASURES.finditer(code.text), *_STEPS_OF.finditer(code.text)):
            initiative = code.symbols[match.start("object")].initiatives[0]
            steps = match["steps"].split("、")
            if initiative.type == "mechanism" and len(steps) > 1:
                found += [
                    Measure(sentence.number, initiative, step, "link.measures")
                    for step in steps
                    if 2 <= len(step) <= 24
                ]
    return tuple(found)


def find_datings(document: Document, codes: Sequence[Code]) -> tuple[Dating, ...]:
    """The dates of undertakings: the date before one in its sentence, or the year in its name."""
    found: list[Dating] = []
    dated: set[Initiative] = set()
    for sentence in document.sentences:
        code = codes[sentence.number]
        for dating in _datings(sentence.number, code):
            if dating.initiative not in dated:
                dated.add(dating.initiative)
                found.append(dating)
    return tuple(found)


def _datings(sentence: int, code: Code) -> Iterator[Dating]:
    if INITIATIVE not in code.text:
        return
    dates = list(_DATE.finditer(code.text))
    for place, symbol in sorted(code.symbols.items()):
        before = [match for match in dates if match.end() <= place and match["month"]]
        for initiative in symbol.initiatives:
            year = _YEAR_IN_NAME.search(initiative.name)
            if before:
                yield Dating(sentence, initiative, _iso(before[-1]), "link.date")
            elif year:
                yield Dating(sentence, initiative, year["year"], "link.year-in-name")


def _iso(match: re.Match[str]) -> str:
    parts = [match["year"], match["month"], match["day"]]
    return "-".join(part.zfill(2) for part in parts if part)
