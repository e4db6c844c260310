"""The steps that a mechanism consists of: listed before it, behind it, or in its own name."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.facts import Initiative, Measure, Relation
from kg.read.document import Document
from kg.relate.encode import INITIATIVE, Code

_FOUNDS: Final = "(?:建立健全|建立|构建|形成|健全|完善|推行|创新|深化|探索建立|实行|打造)了?"
_BEFORE: Final = re.compile(
    rf"(?:通过(?:落实|建立|实行)?|采取|落实|围绕|就|在)(?P<steps>[^，。；{INITIATIVE}]{{4,60}}?)"
    rf"(?:等(?:举措|措施|方式|手段|环节|方面|事项|内容))?，?(?:逐步|共同|联合)?{_FOUNDS}[^，。；{INITIATIVE}]{{0,48}}?(?P<object>{INITIATIVE})"
)
_OF: Final = re.compile(
    rf"{_FOUNDS}(?P<steps>[^，。；{INITIATIVE}]{{2,60}}?、[^，。；{INITIATIVE}]{{2,24}})"
    rf"(?:的[^，。；{INITIATIVE}]{{0,12}})?(?P<object>{INITIATIVE})"
)
_LEADS: Final = (
    "实行|推行|落实|明确|规范|内容包括|主要包括|包括|涵盖|细化|约定|突出|实施|执行|采取|坚持|开展|"
    "确立|规定|形成|主要内容为|内容为"
)
_BEHIND: Final = re.compile(
    rf"(?P<object>{INITIATIVE})[^，。；、{INITIATIVE}]{{0,8}}(?:，[^，。；、{INITIATIVE}]{{2,16}})?，"
    rf"(?:并|对|就)?(?P<lead>{_LEADS})?了?(?!实现|确保|促进|推动|提升|达到|通过|采取|落实|围绕|由|经|与|联合|会同|在|向|对|以|将)(?P<steps>[^，。；{INITIATIVE}]{{4,80}}、[^，。；{INITIATIVE}]{{2,40}})(?=[，。；]|$)"
)
_REST: Final = re.compile(
    r"等?(?:[\d一二三四五六七八九十]+(?:项|个|类|大)|若干|各项|具体)?"
    r"(?:内容|程序|举措|措施|方式|手段|环节|方面|事项|制度|机制|工作法|工作|模式|流程|要求|规则|步骤)+$|等$"
)
_QUOTED: Final = re.compile("“(?P<steps>[^“”]{2,60}?[、+＋][^“”]{2,40})”")
_KIND: Final = re.compile(
    "(?:等)?(?:[一二三四五六七八九十两]+项|工作|协作|协同|联动|衔接|闭环|全程|管理|服务|管控)*(?:机制|制度|模式|体系|工作法)$"
)
_JOINTS: Final = re.compile("[、+＋]|以及|(?<=[^共调])和(?!解|谐)")
_NO_STEP: Final = re.compile("(?:长|员|法官|检察官|民警|联系人|互联网|化|式|型|链条)$")
"""Who acts, or how: no step."""
_LONGEST: Final = 24
_BARE: Final = 3
"""Least number of steps that follow a mechanism with no verb between."""


def find_measures(
    document: Document, codes: Sequence[Code], relations: Sequence[Relation]
) -> tuple[Measure, ...]:
    """The steps of mechanisms; of a paper that sets one up, what it says is said of that one."""
    founded = {each.subject: each.object for each in relations if each.relation == "establishes"}
    found: dict[tuple[Initiative, str], Measure] = {}
    named: dict[Initiative, int] = {}
    for sentence in document.sentences:
        code = codes[sentence.number]
        if INITIATIVE not in code.text:
            continue
        for symbol in code.symbols.values():
            for each in symbol.initiatives:
                if each.type == "mechanism":
                    named.setdefault(each, sentence.number)
        for initiative, steps in _steps_in(code, founded):
            for step in steps:
                measure = Measure(sentence.number, initiative, step, "link.measures")
                found.setdefault((initiative, step), measure)
    told = {measure.initiative for measure in found.values()}
    for initiative, number in named.items():
        if initiative not in told:
            for step in steps_of_name(initiative.name):
                found[initiative, step] = Measure(number, initiative, step, "link.name")
    return tuple(sorted(found.values(), key=lambda each: each.sentence))


def steps_of_name(name: str) -> list[str]:
    """The steps that the name of a mechanism lists, in quotation marks or at its front."""
    quoted = _QUOTED.search(name)
    steps = _JOINTS.split(quoted["steps"] if quoted else _KIND.sub("", name))
    if len(steps) < 2 or any(_NO_STEP.search(step) for step in steps):
        return []
    return [step for step in steps if 2 <= len(step) <= _LONGEST and not re.search("[“”]", step)]


def _steps_in(
    code: Code, founded: dict[Initiative, Initiative]
) -> Iterator[tuple[Initiative, list[str]]]:
    told: set[int] = set()
    for pattern in (_BEFORE, _OF, _BEHIND):
        for match in pattern.finditer(code.text):
            if match.start("object") in told:
                continue
            initiative = code.symbols[match.start("object")].initiatives[-1]
            initiative = founded.get(initiative, initiative)
            steps = _split(match["steps"])
            least = 2 if pattern is not _BEHIND or match["lead"] else _BARE
            if initiative.type == "mechanism" and len(steps) >= least:
                told.add(match.start("object"))
                yield initiative, steps


def _split(text: str) -> list[str]:
    """The steps of a list; [] where one of them is no step."""
    text = text.strip("“”")
    cut = _REST.sub("", text)
    steps = [step.strip("“”") for step in _JOINTS.split(cut)]
    fits = all(2 <= len(step) <= _LONGEST and not re.search(r"\d", step) for step in steps)
    return steps if fits else []
