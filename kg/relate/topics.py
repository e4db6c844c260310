"""The undertaking that a figure is an outcome of: the nearest one that the same body leads."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.facts import Actor, Initiative, InitiativeMention, Participation
from kg.read.document import Document
from kg.relate.encode import Code
from kg.relate.subjects import Subjects, runs_item

_OUTCOMES = (
    "mechanism",
    "campaign",
    "programme",
    "facility",
    "case",
    "event",
    "agreement",
    "policy",
)
_GATHERINGS = ("event", "campaign", "programme", "agreement", "policy")
"""Types that people come to, or join."""
_ATTENDED = re.compile(
    "参加|参训|参会|参赛|参演|参展|参与|到会|与会|到场|走进|观摩|签约|^现场|(?<=，)现场"
)
_AT_EVENT = re.compile(
    "发放[^，。；]{0,12}(?:资料|手册|读本|传单|折页|宣传|倡议书|明白纸)|现场|接受[^，。；]{0,6}咨询|解答|讲解|展出|张贴|悬挂|摆放|设置展板"
)
"""What is done at an event."""
_HELPED = re.compile("参加|参与|协办|承办|配合|支持|观摩|派员|指导")
_LASTING = ("mechanism", "campaign", "programme", "facility", "case")
"""Types that the sentences after the one that names it may still be about."""
_WHOLE_YEAR = re.compile(
    r"全年|[两三四五]年来|近[两三四五几]年|\d{4}年，?共|年内|年度累计|\d{4}年，?(?:全|我)(?:市|省|区|县)|截[至止]"
)
_OF_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?(?:[全我](?:市|省|区|县|国)|，(?=新增|核准))")
"""What opens a sentence that sums up a year."""
_EVERYWHERE = ("，各地", "；各地", "各地")
"""A clause of all places tells of what the sentence names."""
_MEANS = re.compile(
    "(?:专项)?(?:行动|活动|工作)?(?:期间|中|以来|(?:启动|开展|实施|部署)以来|过程中|为(?:抓手|牵引|契机|载体|依托|主线|统领|支撑|重点))[^，。；]{0,4}，"
)
"""Behind a name: everything that the sentence counts came of it."""
_SO_CALLED = re.compile(
    "(?:此次|本次|该|这次)?(?:专项|联合)*(?:行动|整治|活动|会战|检查|督查|执法)?(?:期间|其间|中|以来|过程中)，"
)
"""行动期间，…: of the undertaking that was named last."""
_HANDED = re.compile("(?:发放|张贴|印制|编印|赠送|派发|下达|送达|发出|编发|散发|分发)(?:了|《)*$")
"""Before a title: papers that are handed out are no undertaking."""
_COUNT = re.compile(r"[共达约近超]?\d")
"""Behind a name: how many of them there are."""
_NEW = re.compile(
    "[，；]?(?:并|还|又|共|累计|先后|联合|组织|集中)*"
    "(?:建立|创建|设立|建成|新建|成立|组建|打造|开展|召开|举办|举行|制定|印发|出台|签订|签署|培育|认定)"
)
_CLAUSE_END = re.compile("[，；。：！？]")
_COMMON = 6
"""Longest name of an action that is no proper name: 交叉检查."""
_PARAGRAPH = 8
"""Sentences of a paragraph that its opening holds for."""
_MEMORY = 64
"""Sentences that an item may look back on: time stays linear."""


class Topics:
    """Who does and which undertaking it belongs to, for the place of a figure."""

    def __init__(
        self,
        document: Document,
        codes: Sequence[Code],
        initiatives: Sequence[InitiativeMention],
        participations: Sequence[Participation],
        subjects: Subjects,
    ) -> None:
        self._document = document
        self._codes = codes
        self._subjects = subjects
        self._roles: dict[tuple[Initiative, Actor], str] = {
            (part.initiative, part.actor): part.role for part in participations
        }
        self._by_sentence: dict[int, list[InitiativeMention]] = {}
        for mention in initiatives:
            if mention.initiative.type in _OUTCOMES and not self._is_handed_out(mention):
                self._by_sentence.setdefault(mention.sentence, []).append(mention)
        self._leads: dict[Initiative, list[Actor]] = {}
        for part in participations:
            if part.role == "lead" and part.actor not in self._leads.get(part.initiative, ()):
                self._leads.setdefault(part.initiative, []).append(part.actor)
        self._item = self._items()
        self._ends: dict[int, list[int]] = {}
        """Ends of the clauses of the sentences that were asked for."""
        self._whole = self._of_title()
        self._opened: dict[int, Initiative | None] = {}
        self._headed: dict[int, Initiative | None] = {}
        """What the paragraph and the heading of sentences that were asked for are about."""
        self._asked: tuple[int, int] = (-1, -1)
        self._came: InitiativeMention | None = None
        """What `_gathering` found for the place that it was asked for last."""

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """Who did what a figure at a view offset counts; () when nobody is named or carried.

        The subject of its clause; of those who came to an event (120余人参加) its leaders.
        """
        came = self._gathering(sentence, offset)
        leads = self._leads.get(came.initiative, [])[:1] if came else []
        return tuple(leads) or self._subjects.at(sentence, offset)

    def initiative_at(self, sentence: int, offset: int) -> Initiative | None:
        """The undertaking whose outcome a figure at that place is, if any.

        In order: one named in its clause; the event that the counted came to; the case that its
        sentence is about; the nearest before it in its sentence with the same subject; the last
        lasting one of its item that its subject leads, unless the figure sums up a whole year; the
        one that the whole report is about.
        """
        named = self._by_sentence.get(sentence, [])
        begin, end = self._clause(sentence, offset)
        for mention in named:
            if begin <= mention.begin < end:
                beside = self._is_counted(mention) and self._is_beside(mention, offset)
                return None if beside else mention.initiative
        if came := self._gathering(sentence, offset):
            return came.initiative
        earlier = [m for m in named if m.begin < offset]
        if set_before := self._set_before(sentence, earlier):
            return set_before
        if earlier and earlier[-1].initiative.type == "case":
            return self._first_of_list(earlier).initiative
        doer = self._subjects.at(sentence, offset)
        if not doer:
            return self._of_nobody(sentence, offset, earlier)
        before = [m for m in earlier if self._is_of(sentence, m, doer)]
        if before and self._is_counted(before[-1]) and self._is_new(begin, offset):
            return None
        if before:
            return self._first_of_list(before).initiative
        if event := self._just_held(sentence, begin, end, doer):
            return event
        carried = self._carried(sentence, begin, end, doer)
        return carried or self._of_heading(sentence) or self._of_report(doer)

    def _set_before(self, sentence: int, earlier: Sequence[InitiativeMention]) -> Initiative | None:
        """What the sentence or its paragraph opens with: “蓝天”行动期间，…; 行动中，…."""
        end = self._document.sentences[sentence].end
        for mention in reversed(earlier):
            if _MEANS.match(self._document.view, mention.end, end):
                return mention.initiative
        if sentence not in self._opened:
            self._opened[sentence] = self._of_paragraph(sentence)
        return self._opened[sentence]

    def _of_paragraph(self, sentence: int) -> Initiative | None:
        """What the paragraph opens with, up to a sentence: 行动中，…."""
        sentences, view = self._document.sentences, self._document.view
        paragraph = sentences[sentence].paragraph
        for number in range(sentence, max(-1, sentence - _PARAGRAPH), -1):
            if sentences[number].paragraph != paragraph:
                break
            if _SO_CALLED.match(view, sentences[number].begin, sentences[number].end):
                return self._last(number)
            if self._by_sentence.get(number):
                break
        return None

    def _is_handed_out(self, mention: InitiativeMention) -> bool:
        begin = max(0, mention.begin - 4)
        of = mention.initiative.type == "policy"
        return of and _HANDED.search(self._document.view, begin, mention.begin) is not None

    def _of_nobody(
        self, sentence: int, offset: int, earlier: Sequence[InitiativeMention]
    ) -> Initiative | None:
        """Where nobody is said to act, neither here nor where the undertaking is named."""
        part = self._document.view.rfind("；", self._document.sentences[sentence].begin, offset)
        inside = [mention for mention in earlier if mention.begin > part]
        if inside and part >= 0 and inside[-1].initiative.type in _LASTING:
            return inside[-1].initiative
        everywhere = self._document.view.startswith(_EVERYWHERE, self._clause(sentence, offset)[0])
        for mention in reversed(inside if part >= 0 else earlier):
            told = everywhere or not self._subjects.at(sentence, mention.begin)
            if mention.initiative.type in _GATHERINGS and told:
                return mention.initiative
        return self._of_heading(sentence) or self._of_opening(sentence) or self._whole

    def _of_opening(self, sentence: int) -> Initiative | None:
        """What the first sentence of the item tells of, where it tells nothing else."""
        first = self._item[sentence]
        named = self._by_sentence.get(first)
        if named and first < sentence and runs_item(self._codes[first].text):
            return named[0].initiative
        return None

    def _last(self, sentence: int) -> Initiative | None:
        """The campaign, programme or event that was named last before a sentence."""
        for number in range(sentence - 1, max(-1, sentence - 1 - _MEMORY), -1):
            for mention in reversed(self._by_sentence.get(number, ())):
                name = mention.initiative.name
                proper = "“" in name or len(name) > _COMMON
                if proper and mention.initiative.type in ("campaign", "programme", "event"):
                    return mention.initiative
        return None

    def _of_heading(self, sentence: int) -> Initiative | None:
        """The one undertaking that the heading right above names, run in or on its own line."""
        if sentence not in self._headed:
            self._headed[sentence] = self._read_heading(sentence)
        return self._headed[sentence]

    def _read_heading(self, sentence: int) -> Initiative | None:
        section = self._document.sentences[sentence].section
        if not section:
            return None
        for number in range(sentence - 1, max(-1, sentence - 1 - _MEMORY), -1):
            other = self._document.sentences[number]
            if self._document.view.startswith(section[-1], other.begin):
                named = self._by_sentence.get(number, [])
                lasting = {m.initiative for m in named if m.initiative.type in _LASTING}
                return lasting.pop() if len(lasting) == 1 else None
        return None

    def _carried(
        self, sentence: int, begin: int, end: int, doer: tuple[Actor, ...]
    ) -> Initiative | None:
        whole = self._document.sentences[sentence].begin
        if _WHOLE_YEAR.search(self._document.view, max(whole, begin - 12), end):
            return None
        if _OF_YEAR.match(self._document.view, whole, begin):
            return None
        return self._of_item(sentence, doer)

    def _just_held(
        self, sentence: int, begin: int, end: int, doer: tuple[Actor, ...]
    ) -> Initiative | None:
        """The event that the sentence before ends with, where this one tells what was done at it."""
        before = self._by_sentence.get(sentence - 1, [])
        if not before or self._item[sentence] == sentence or before[-1].initiative.type != "event":
            return None
        at_event = _AT_EVENT.search(self._document.view, begin, end) is not None
        held = before[-1].initiative
        return held if at_event and self._is_led(held, doer) else None

    def _is_counted(self, mention: InitiativeMention) -> bool:
        """Whether things of its kind are counted: 创建示范点5处 tells nothing of what follows."""
        kinds = mention.initiative.type in ("facility", "mechanism")
        return kinds and _COUNT.match(self._document.view, mention.end) is not None

    def _is_beside(self, mention: InitiativeMention, offset: int) -> bool:
        """Whether a figure counts something beside it: 新建保护中心8家、维权中心7家."""
        return self._document.view.find("、", mention.end, offset) >= 0

    def _is_new(self, begin: int, offset: int) -> bool:
        """Whether the clause of a figure tells of something else that was set up or run."""
        return _NEW.match(self._document.view, begin, offset) is not None

    def _is_of(self, sentence: int, mention: InitiativeMention, doer: tuple[Actor, ...]) -> bool:
        """Whether the doer is the one who set up or works through the undertaking."""
        if self._subjects.at(sentence, mention.begin) == doer:
            return True
        return mention.initiative.type in _LASTING and self._is_led(mention.initiative, doer)

    def _gathering(self, sentence: int, offset: int) -> InitiativeMention | None:
        """The event that the counted came to, or where it was counted, after others had come."""
        if self._asked != (sentence, offset):
            self._asked = sentence, offset
            self._came = self._find_gathering(sentence, offset)
        return self._came

    def _find_gathering(self, sentence: int, offset: int) -> InitiativeMention | None:
        earlier = [
            mention
            for mention in self._by_sentence.get(sentence, ())
            if mention.begin < offset and mention.initiative.type in _GATHERINGS
        ]
        if not earlier:
            return None
        begin, end = self._clause(sentence, offset)
        view = self._document.view
        if earlier[-1].begin < begin and _ATTENDED.search(view, max(0, begin), end):
            return earlier[-1]
        starts = [
            start
            for start, _ in self._subjects.clauses(sentence)
            if earlier[-1].end < start <= offset and (sentence, start) in self._subjects.explicit
        ]
        if starts and starts[-1] < begin:
            clause = self._clause(sentence, starts[-1])
            if _HELPED.search(view, *clause):
                return earlier[-1]
        return None

    def _of_title(self) -> Initiative | None:
        """The undertaking that the report's title names: 关于2024年食品安全监督抽检情况的通报."""
        for mention in self._by_sentence.get(0, ()):
            if mention.initiative.type in ("campaign", "programme"):
                return mention.initiative
        return None

    def _of_report(self, doer: tuple[Actor, ...]) -> Initiative | None:
        return self._whole if self._whole and self._is_led(self._whole, doer) else None

    def _of_item(self, sentence: int, doer: tuple[Actor, ...]) -> Initiative | None:
        start = max(self._item[sentence], sentence - _MEMORY)
        for number in range(sentence - 1, start - 1, -1):
            lasting = [
                mention
                for mention in self._by_sentence.get(number, ())
                if mention.initiative.type in _LASTING and self._is_led(mention.initiative, doer)
            ]
            if lasting:
                return self._first_of_list(lasting).initiative
        return None

    def _is_led(self, initiative: Initiative, doer: tuple[Actor, ...]) -> bool:
        return doer[0].kind == "group" or any(
            self._roles.get((initiative, actor)) in ("lead", "partner") for actor in doer
        )

    def _first_of_list(self, mentions: Sequence[InitiativeMention]) -> InitiativeMention:
        """The last mention, or the first of the list that it stands in."""
        view = self._document.view
        chosen = mentions[-1]
        for mention in reversed(mentions[:-1]):
            if view[mention.end : chosen.begin] not in ("", "、", "和", "与", "及"):
                break
            chosen = mention
        return chosen

    def _items(self) -> list[int]:
        """For each sentence the number of the one that opens its item or paragraph."""
        starts: list[int] = []
        paragraph, start = -1, 0
        for sentence in self._document.sentences:
            if sentence.marker or sentence.paragraph != paragraph:
                start = sentence.number
            starts.append(start)
            paragraph = sentence.paragraph
        return starts

    def _clause(self, sentence: int, offset: int) -> tuple[int, int]:
        """View offsets of the clause around a place."""
        ends = self._ends.get(sentence)
        if ends is None:
            code = self._codes[sentence]
            ends = [code.offsets[match.start()] for match in _CLAUSE_END.finditer(code.text)]
            self._ends[sentence] = ends
        at = bisect_right(ends, offset)
        whole = self._document.sentences[sentence]
        return (ends[at - 1] if at else whole.begin), (ends[at] if at < len(ends) else whole.end)
