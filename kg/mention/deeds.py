"""What is done to what or with whom, where no head noun closes a name: 对制种基地进行联合检查."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.facts import ActorMention
from kg.mention.identity import Candidate
from kg.mention.joint import has_partners
from kg.mention.phrases import Bounds
from kg.read.document import Sentence

_DONE_TO: Final = re.compile(
    r"对(?P<whom>[^，。；：《》]{2,24}?)(?:联合|集中|组织)?(?:进行|开展|实施)(?:了)?"
    r"(?P<what>(?:联合|交叉|专项|集中)(?:检查|核查|巡查|执法|整治|抽查|抽检|督查|排查|摸排)|清理整治|第三方评估)(?=[，。；]|$)"
)
_COUNTED: Final = re.compile(
    r"\d|[各两三四五六七八九十]个?(?:[省市县区州旗镇]|区县|县区|单位|部门|地)"
)
"""Whom a thing is done to, that tells nothing of what it is: 对7个区县."""
_JOINT_DEED: Final = re.compile(
    r"(?:集中|联合)?(?:整治|治理|清理|清查)[\u4e00-\u9fff]{4,16}(?=[，。；])"
)
_TALKS: Final = re.compile(r"(?:等[^，。；、]{0,6})?(?:座谈|会谈)(?:交流|研讨)?(?=[，。；]|$)")
_CLUES: Final = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{4,30}线索)，[^，。；]{0,20}?(?:开展|进行|组织|落实)了?"
    r"(?P<act>核查|调查|排查|摸排|核实)(?=[，。；]|$)"
)
"""Clues that somebody follows up in the next clause: 假冒专利线索，组织各县局开展核查."""
_OF_PAPER: Final = re.compile(
    r"对《(?P<title>[^《》]{4,40})》的?(?P<how>[^，。；]{0,10}?情况)?(?:组织|集中)?(?:开展|进行|实施)了?"
    r"(?P<what>执法检查|专题调研|专项检查|立法后评估|专题询问)"
)
"""The inspection of how a law is carried out: 对《条例》贯彻实施情况开展执法检查."""
_PAPER: Final = "对《"
_CLUE: Final = "线索，"
_WHOSE: Final = re.compile(
    r"[\u4e00-\u9fff]*(?:提供|下发|移交|移送|转办|交办|转来|反映|举报|上报|推送)的|"
    r"[\u4e00-\u9fff]{0,6}?(?:根据|按照|针对|依据|对)"
)
_ANY_CLUE: Final = re.compile(
    r"(?:上述|有关|相关|涉嫌|违法|问题|案件|举报|投诉|风险|信访|行为|各类|重点|犯罪|侵权)*线索"
)


def find_deeds(
    bounds: Bounds, sentence: Sentence, bodies: Sequence[ActorMention], until: int
) -> Iterator[Candidate]:
    """The deeds that a sentence tells before the offset `until`, in which it names `bodies`."""
    yield from _done_to(bounds, sentence, until)
    if bounds.view.find(_CLUE, sentence.begin, until) >= 0:
        yield from _followed_up(bounds, sentence, until)
    if bounds.view.find(_PAPER, sentence.begin, until) >= 0:
        for match in _OF_PAPER.finditer(bounds.view, sentence.begin, until):
            name = match["title"] + (match["how"] or "") + match["what"]
            yield Candidate(
                sentence.number, *match.span("what"), "campaign", name, "initiative.of-paper"
            )
    if bodies:
        yield from _joint_deed(bounds, sentence, bodies)
        yield from _talks(bounds, sentence, bodies)


def _talks(
    bounds: Bounds, sentence: Sentence, bodies: Sequence[ActorMention]
) -> Iterator[Candidate]:
    """与市农业农村局座谈: a meeting that is called by whom it is held with."""
    for mention in bodies:
        talks = _TALKS.match(bounds.view, mention.end, sentence.end)
        begin = mention.begin - 1
        if talks and bounds.view[begin] in "与同和":
            name = bounds.view[begin : talks.end()]
            yield Candidate(sentence.number, begin, talks.end(), "event", name, "initiative.talks")


def _followed_up(bounds: Bounds, sentence: Sentence, until: int) -> Iterator[Candidate]:
    """根据省局下发的假冒专利线索，组织各县局开展核查: clues and what is done about them."""
    for match in _CLUES.finditer(bounds.view, sentence.begin, until):
        begin, end = match.span("what")
        if whose := _WHOSE.match(bounds.view, begin, end):
            begin = whose.end()
        begin += bounds.view[begin - 1].isdigit()  # 下发的6条假冒专利线索
        begin = max([begin, *(each.end for each in bounds.actors_within(begin, end))])
        what = bounds.view[begin:end]
        if not _ANY_CLUE.fullmatch(what):
            name = what + match["act"]
            yield Candidate(
                sentence.number, *match.span("act"), "campaign", name, "initiative.clues"
            )


def _joint_deed(
    bounds: Bounds, sentence: Sentence, bodies: Sequence[ActorMention]
) -> Iterator[Candidate]:
    """会同市教育局整治高校周边盗版教材: what partners do to what."""
    for mention in bodies:
        match = _JOINT_DEED.match(bounds.view, mention.end, sentence.end)
        if match and has_partners(bounds, mention.end, "", sentence.begin):
            yield Candidate(
                sentence.number, *match.span(), "campaign", match.group(), "initiative.joint-deed"
            )


def _done_to(bounds: Bounds, sentence: Sentence, until: int) -> Iterator[Candidate]:
    """对制种基地进行联合检查: the thing that is done, named with what it is done to."""
    for match in _DONE_TO.finditer(bounds.view, sentence.begin, until):
        whom = match["whom"]
        listed = "、" in whom or "等" in whom or _COUNTED.search(whom)
        named = any(
            head.type == "campaign" and head.need == "strong"
            for token in bounds.headed(sentence.begin, match.start())
            for head in token.heads
        )
        if listed and named:
            continue
        yield Candidate(
            sentence.number,
            match.start("what") if listed else match.start("whom"),
            match.end(),
            "campaign",
            match["what"] if listed else whom + match["what"],
            "initiative.done-to",
        )
