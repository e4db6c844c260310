"""What is said of an undertaking itself: that it opens, works, takes place, or by whom it is run.

The verbs stand in `kg/lexicon/told_of.yml`.
"""

import re
from pathlib import Path
from typing import Final

import msgspec

from kg.lexicon.load import load_lexicon
from kg.mention.initiative_words import any_of
from kg.read.document import Sentence
from kg.read.marks import LIST_MARK


class _Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lexicon file; its comments say what each list is for."""

    opens: tuple[str, ...]
    counts: tuple[str, ...]
    stands: tuple[str, ...]
    happens: tuple[str, ...]
    done_by: tuple[str, ...]
    run: tuple[str, ...]
    placed: tuple[str, ...]
    moved: tuple[str, ...]


_VERBS = load_lexicon(Path(__file__).parents[1] / "lexicon" / "told_of.yml", _Verbs)


def _one_of(*lists: tuple[str, ...]) -> str:
    """A group of these words."""
    return f"(?:{any_of([word for words in lists for word in words]).pattern})"


_DAY = r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日)?)?"
_STATE = r"(?:在[^，。；]{2,16}(?:指导|支持|见证)下)?(?:正式|顺利|创建|挂牌|揭牌)*"
_APPROVED = r"通过[^，。；]{2,16}验收(?:并|，)?(?:正式)?(?:投入|启动|运行|揭牌)"
_ENDED = (
    r"(?:(?<!开通)(?<!上线)(?<!建成)(?<!启用)|"
    r"(?=[，。；、”并后运投使至以半满近]|[\d一两三四五六]+(?:年|个月|天|周|个多月)|$))"
)
OPENED: Final = re.compile(rf"于?{_DAY}{_STATE}(?:{_one_of(_VERBS.opens)}|{_APPROVED}){_ENDED}")
"""What is said of a body or facility that begins its work."""
WORKS: Final = re.compile(
    rf"(?:已|现已|共|累计|全年|年内|目前|先后)*{_one_of(_VERBS.counts)}[^，。；]{{0,16}}?\d"
)
"""What a facility did, counted."""

_MONTH = r"\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|初)?"
_NEAR = ("今年", "年初", "年内", "上半年", "下半年", "同月", "同期", "当月", "当日", "近日", "日前")
_WHEN = rf"(?:[自从]?(?:{_MONTH}|\d{{1,2}}日|{_one_of(_NEAR)})(?:起|以来)?)?"
_HOW = (
    *("则", "也", "均", "已", "已经", "正", "正在", "随即", "随之", "由此", "正式", "顺利"),
    *("全面", "宣告", "继续", "先后", "再次", "首次", "成功"),
)
_WAYS = rf"(?:{_one_of(_HOW)}|[于在][^，。；于在]{{1,14}}?){{0,6}}"
_BY = rf"由[^，。；]{{2,48}}?{_one_of(_VERBS.done_by)}"
_FOUND = ("组建", "设立", "建立", "建成", "开设", "筹建")
_FOUNDED = rf"{_one_of(_FOUND)}(?=[，。；]|$)"
SET_UP: Final = re.compile(rf"[”》]?，?{_WHEN}{_WAYS}(?:{_BY}|{_one_of(_VERBS.stands)}|{_FOUNDED})")
"""The same of a facility: 某基地花落…, 某平台由某中心承建."""
_SAME = (
    "(?:，(?:这|该|此)(?:一|项|个|次)?(?:专项)?"
    "(?:行动|工作|活动|机制|制度|项目|平台|会议|改革|试点))?"
)
_KINDS = ("工作", "活动", "项目", "建设")
_ITSELF = rf"(?:{_one_of(_VERBS.stands, _VERBS.happens)}|{_FOUNDED})"
TOLD_OF: Final = re.compile(
    rf"[”》]?{_one_of(_KINDS)}?{_SAME}，?{_WHEN}{_WAYS}(?:{_BY}|{_ITSELF})(?![之的])"
)
"""Behind a name at the beginning of a clause: it is held, set up, run by somebody."""
TOLD_BEGINS: Final = frozenset("”》，由自从于在0123456789") | {
    word[0] for word in (*_KINDS, *_NEAR, *_HOW, *_FOUND, *_VERBS.stands, *_VERBS.happens)
}
"""The characters that it may begin with."""
GIVEN_OUT: Final = re.compile(rf"(?:也|亦|则)?{_BY}")
"""Behind a quoted name: by whom it is offered or run: “科创贷”由某局与某银行推出."""
MOVED: Final = re.compile(
    f"[”》]?(?:工作|活动)?(?:逐步|进一步|全部|一并|先后|也)*{_one_of(_VERBS.moved)}"
)
"""Behind what is moved somewhere: 把知识产权检察服务站设在了产业园."""
_PLACED = rf"{_one_of(_VERBS.placed)}[^，。；]{{2,12}}"
RUN_BY: Final = re.compile(rf"(?:{_one_of(_VERBS.run)}|{_PLACED})的\Z")
"""Before a name: who runs it is told first: 由省检察院主办、省律师协会协办的…讲堂."""
_CLAUSE_MARKS = "，。；：●"
_ITEM = re.compile(rf"(?:{LIST_MARK}|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})")
"""Before the first words of an item: 一是, 1.2."""


def opens_clause(view: str, sentence: Sentence, place: int) -> bool:
    """Whether a clause of the sentence begins at a place, or the words of an item do."""
    if place == sentence.begin or view[place - 1] in _CLAUSE_MARKS:
        return True
    return _ITEM.fullmatch(view, sentence.begin, place) is not None
