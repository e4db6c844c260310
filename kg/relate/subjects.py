"""Who a clause is about: named at its front, or carried from before and unsaid.

A heading or the first sentence of a section names the body whose work the section tells; all of
`一是…二是…` go back to it. Inside an item a newly named subject holds until the item ends. Where
nobody is named, a bulletin speaks as its bureau (`Context.voice`), and a city report as nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kg.facts import Actor, Initiative, InitiativeMention
from kg.mention.context import Context
from kg.mention.initiative_words import load_words
from kg.read.document import Document, Sentence
from kg.relate.encode import ACTOR, INITIATIVE, Code
from ontology.regions import load_regions

_OPENING = (
    r"(?:[一二三四五六七八九十]+是|(?:第[一二三四五六七八九十]+|首先|其次|再次|最后|另外),?|[（(]?\d{1,2}[）).、]|"
    r"[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[①-⑳]|[—☆★○●◎◆◇■□▲△▶►※·•*-]+|"
    r"\d{4}年(?:上半年|下半年|全年|度|以来|底|年底|期间|[一二三四]季度)?|\d{1,2}(?:[—-]\d{1,2})?月(?:份|底|以来)?|\d{1,2}日|上半年|下半年|"
    r"全年|年内|今年(?:以来)?|去年|本年度|目前|近年来|期间|其中|同时|此外|随后|日前|近日|现|由|对此|为此|，)*+"
)
_LEAD_IN = rf"{_OPENING}(?:截[至止][^，。；]{{0,12}}{_OPENING})?"
_SUBJECT = re.compile(rf"^{_LEAD_IN}{ACTOR}")
_SPEAKER = re.compile(
    rf"^{_LEAD_IN}(?:[^，。；]{{0,24}}?、)?(?P<body>{ACTOR})[^，。；{ACTOR}]{{1,20}}?"
    r"(?:介绍|表示|说|称|指出|透露|通报|坦言|告诉记者)(?:道)?(?=[，：])"
)
"""某局副局长张三介绍: what follows is said of the speaker's own body."""
_TOLD_BY = re.compile(
    rf"^{_LEAD_IN}(?:来自|据|根据){ACTOR}(?:的)?[^，。；{ACTOR}]{{0,8}}?(?:数据|统计|消息|介绍|通报|披露|反映)(?:显示|表明)?(?=，)"
)
_NOT_SUBJECT = re.compile(
    rf"(?:的(?!{ACTOR})|(?:始终)?(?:高度重视|十分重视|大力支持|坚强领导|正确领导|关心)|"
    rf"等?(?:指导|领导|支持|部署|统筹|牵头|安排)下|工作?部署|工作?要求|工作?安排|：|"
    rf"(?:(?![由以集为])[^，。；：{ACTOR}]){{0,14}}?的{INITIATIVE})"
)
_BODY = (
    "局|委|办|厅|院|部|会|队|中心|公司|企业|学校|食堂|机构|单位|站|所|分行|支行|办公室|集团|银行|大学|学院|街道|镇|乡|社区|"
    "法庭|政府|党委|部门|分局|支队|大队|商会|海关|法院|检察院|协会|监管所|医院|园区|专班|中学|小学|幼儿园|农贸市场|超市|经营户|平台|会议|全会"
)
_NO_NOUN = (
    "面向|立足|紧盯|瞄准|携手|联手|走进|借助|用好|带领|赴|到|于|依据|按|就|由|使|让|引导|鼓励|推动|促进|加强|强化|提升|帮助|协助|服务|走访|深入|邀请|联合|会同|指导|督促|支持|选派|发动|要求|聘请|吸纳|"
    "围绕|针对|对|在|以|为|向|从|与|和|同|将|把|被|经|由|按照|根据|通过|结合|依托|聚焦|利用|充分|积极|大力|不断|持续|全面|"
    "进一步|切实|着力|有力|有效|配合|该|检查|抽查|约谈|责令|查处|立案|分别|遴选|组织|选取|确定|推荐|培育|辅导|认定|现已|先后|新增|建成|并|全|我|本|共|累计|各级"
)
_DEED_VERBS = (
    "审议|发布|修订|出台|负责|编制|查获|受理|办结|审结|破获|抓获|立案|检查|抽检|培训|化解|调解"
)
_PLACE = re.compile(
    rf"^{_LEAD_IN}(?P<place>[一-鿿]{{1,8}}?(?:省|市|区|县|州|盟|旗|镇|乡|街道))(?P<rest>[^，。；]{{0,30}})"
)
_COLLECTIVE = re.compile(r"(?:全|我|本)(?:市|省|区|县|州|旗)|辖区|各地|各(?:市|区|县)")
_STATE = re.compile(
    r"^(?:[^，。；]{0,20}?)(?:量|数|率|额|值|建成|已建|拥有|共有|现有|有效|新增|累计|达|占|位居|排名|名列|居|完成|增长|下降)"
)
_DEED = re.compile(
    r"^(?:共(?!有)|累计|全年|各级|立案|查办|查处|检查|办理|审结|受理|破获|侦破|开展|抽检|出动|责令|移送|组织|举办|调解|处理|发放|培训|走访|起诉|批捕|批准|逮捕|打掉|捣毁|查扣|没收|罚没|处罚|监督|抓获|整治)"
)
_HANDLED_CASE = re.compile(
    rf"^{_LEAD_IN}{ACTOR}(?=(?:联合)?(?:查办|侦破|破获|侦办|审理|办理|查处|审结)的[^，。；]{{0,6}}{INITIATIVE})"
)
_ASSISTING = re.compile(
    r"(?:积极|密切|共同|等)?(?:配合|协办|协助|参与|参加|承办|支持|派员[^，。；]*|派代表[^，。；]*|[^，。；]{0,12}(?:出席|参加|到会))(?=[，。；]|$)"
)
_WITH_ANOTHER = re.compile(rf"(?:并|又|还|同时)?(?:与|同|和|联合|会同){ACTOR}")
_EXAMINED = re.compile(rf"通过{ACTOR}[^，。；]{{0,10}}?(?:审查|备案|预审|审核|认定|验收|核准)")
_SIGNATURE = re.compile(rf"(?:{ACTOR}|[ \u3000]|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)+")
"""A line that only names who publishes or signs; it says nothing of them."""
_SPEAKS = re.compile(f"{ACTOR}：")
"""Whose words follow, in the record of a press conference."""
_PLACES = re.compile(
    rf"^{_LEAD_IN}(?P<first>[一-鿿]{{2,8}}?)(?:、[一-鿿]{{2,8}})*(?:、[一-鿿]{{2,8}}?)(?:等地|等?[两三四五六七八九]?个?[市县区省地旗州])"
)
_ITEM_HEAD = re.compile(rf"{_LEAD_IN}{INITIATIVE}(?:工作|情况)?[。：]?")
_LISTS = re.compile("一是")
_GUIDED_LIST = re.compile(rf"(?:指导|支持|推动|督促){ACTOR}[^，。；：]*：一是")
"""What a body that is guided did is listed: the items are its own deeds."""
_CLAUSE_END = re.compile("[，；。：！？]")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about, and where that was said."""

    actors: tuple[Actor, ...]
    """() when nobody is named or carried."""
    sentence: int
    """Number of the sentence or heading that names them; -1 where none does: a bulletin's voice."""

    def __bool__(self) -> bool:
        return bool(self.actors)


NOBODY: Final = Subject((), -1)


class Subjects:
    """The subject and the topic of every clause of a document."""

    def __init__(
        self,
        document: Document,
        context: Context,
        codes: Sequence[Code],
        initiatives: Sequence[InitiativeMention],
    ) -> None:
        """`codes` holds the code of each sentence, by number."""
        self._sentences = document.sentences
        self._starts: list[list[int]] = []
        self._subjects: list[list[Subject]] = []
        self.explicit: set[tuple[int, int]] = set()
        """(sentence, clause start) of the clauses that name their subject."""
        self._topics = _Topics(document, initiatives)
        self._home = context.home
        self._read(document, context, codes)

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """The subject of the clause at a view offset; () when nobody is named or carried."""
        return self.source(sentence, offset).actors

    def source(self, sentence: int, offset: int) -> Subject:
        """The subject of the clause at a view offset, with the sentence that names it."""
        starts = self._starts[sentence]
        place = bisect_right(starts, offset) - 1
        return self._subjects[sentence][max(0, place)] if starts else NOBODY

    def clauses(self, sentence: int) -> tuple[tuple[int, Subject], ...]:
        """The clauses of a sentence: view offset of each and its subject."""
        return tuple(zip(self._starts[sentence], self._subjects[sentence], strict=True))

    def doubt(self, sentence: int, offset: int) -> str:
        """Why the subject of the clause at a view offset is in doubt; "" where it is not."""
        subject = self.source(sentence, offset)
        if not subject or subject.sentence in (-1, sentence):
            return ""
        return _doubt_of(self._sentences[subject.sentence], self._sentences[sentence])

    def topic(self, sentence: int) -> Initiative | None:
        """The undertaking that the item of a sentence is about, if any."""
        return self._topics.of(sentence)

    def _read(self, document: Document, context: Context, codes: Sequence[Code]) -> None:
        voice = Subject((context.voice,), -1) if context.voice else NOBODY
        owners: dict[tuple[str, ...], Subject] = {}
        carried = voice
        paragraph = -1
        listed = NOBODY
        shared: Subject | None = None
        top: tuple[str, ...] = ()
        section: tuple[str, ...] | None = None
        begun = False
        for sentence in document.sentences:
            code = codes[sentence.number]
            owner = _owner(owners, sentence.section) or voice
            if sentence.kind == "heading":
                if not begun and _SIGNATURE.fullmatch(code.text):
                    self._keep([sentence.begin], [NOBODY])
                    continue
                owner = _owner(owners, sentence.section) if sentence.section else NOBODY
                owner = _heading_subject(sentence, code) or owner or voice
                owners[(*sentence.section, document.form(sentence))] = owner
                self._keep([sentence.begin], [owner])
                continue
            opens = sentence.paragraph != paragraph or sentence.section != section
            if opens:
                listed = NOBODY
            if sentence.section[:2] != top:
                top, shared = sentence.section[:2], None
            if sentence.marker or opens:
                carried = listed if sentence.marker and listed else owner or shared or NOBODY
            elif owner and not self._topics.is_case(sentence.number):
                carried = listed or owner
            begun = begun or code.text.endswith("。")
            if begun and _SPEAKS.fullmatch(code.text):
                owners[sentence.section] = Subject(code.symbols[0].actors, sentence.number)
            if _SIGNATURE.fullmatch(code.text):
                self._keep([sentence.begin], [NOBODY])
                continue
            starts, subjects, last = self._clauses(sentence, code, carried, owner)
            self._keep(starts, subjects)
            held = [found for found in subjects if found]
            first = (sentence.number, starts[0]) in self.explicit or any(
                (sentence.number, start) in self.explicit for start in starts[:2]
            )
            if first and not sentence.marker and opens and held:
                owners[sentence.section] = held[0]
            if sentence.marker and (sentence.number, starts[0]) in self.explicit:
                owners[(*sentence.section, document.form(sentence).rstrip("。；"))] = held[0]
            if first and held:
                same = shared is None or shared.actors[:1] == held[0].actors[:1]
                shared = held[0] if same else NOBODY
            if held and not sentence.marker and _LISTS.search(code.text):
                listed = _guided(sentence, code) or held[0]
            carried = last or carried
            paragraph, section = sentence.paragraph, sentence.section
        self._look_ahead(codes)

    def _look_ahead(self, codes: Sequence[Code]) -> None:
        """A line that only names an undertaking is about whom the next sentence is about."""
        for number in range(len(codes) - 1):
            here, after = self._sentences[number], self._sentences[number + 1]
            if not _ITEM_HEAD.fullmatch(codes[number].text):
                continue
            if here.kind != "heading" and here.paragraph != after.paragraph:
                continue
            named = [s for s in self._subjects[number + 1] if s.sentence == number + 1]
            if named:
                self._subjects[number] = named[:1]

    def _keep(self, starts: list[int], subjects: list[Subject]) -> None:
        self._starts.append(starts)
        self._subjects.append(subjects)

    def _clauses(
        self,
        sentence: Sentence,
        code: Code,
        carried: Subject,
        owner: Subject,
    ) -> tuple[list[int], list[Subject], Subject]:
        """Offsets of the clauses, the subject of each, and whom the next sentence goes on with."""
        starts: list[int] = []
        subjects: list[Subject] = []
        current = carried
        begin = 0
        named = False
        addressed = code.text.endswith("：")

        def named_at(place: int) -> Subject:
            return Subject(code.symbols[place].actors, sentence.number)

        for end in [match.end() for match in _CLAUSE_END.finditer(code.text)] + [len(code.text)]:
            if end <= begin:
                continue
            clause = code.text[begin:end]
            names = ACTOR in clause
            match = _SUBJECT.match(clause) if names else None
            if names and _WITH_ANOTHER.match(clause):
                current = replace(current, actors=current.actors[:1])
            here = current
            if names and (speaker := _SPEAKER.match(clause)):
                here = current = named_at(begin + speaker.start("body"))
                named = True
            elif names and (told := _TOLD_BY.match(clause)):
                here = current = named_at(begin + clause.index(ACTOR, told.start()))
                named = True
            elif names and (handled := _HANDLED_CASE.match(clause)):
                here = current = named_at(begin + handled.end() - 1)
            elif match and _ASSISTING.match(clause, match.end()):
                here = named_at(begin + match.end() - 1)
            elif match and not addressed and not _NOT_SUBJECT.match(clause, match.end()):
                here = current = named_at(begin + match.end() - 1)
                self.explicit.add((sentence.number, code.offsets[begin]))
                named = True
            elif names and (examined := _EXAMINED.search(clause)):
                here = named_at(begin + examined.start() + 2)
            elif _unknown_subject().match(clause):
                here = NOBODY
            else:
                here = current = self._by_place(clause, current, current if named else owner)
            starts.append(code.offsets[begin])
            subjects.append(here)
            begin = end
        return starts or [sentence.begin], subjects or [carried], current

    def _by_place(self, clause: str, current: Subject, owner: Subject) -> Subject:
        """The subject of a clause that names no actor but a place.

        Of the state of the report's own place nobody, of its deed the body whose section it is; of
        another place nobody.
        """
        match = _PLACE.match(clause)
        if match is None:
            listed = _PLACES.match(clause)
            return NOBODY if listed and load_regions().named(listed["first"]) else current
        if _COLLECTIVE.fullmatch(match["place"]):
            state = _STATE.match(match["rest"]) and not _DEED.match(match["rest"])
            return NOBODY if state else owner
        regions = load_regions().named(match["place"].removeprefix("全"))
        return NOBODY if regions and self._home not in regions else current


@cache
def _unknown_subject() -> re.Pattern[str]:
    """A clause whose subject is a body that nothing could resolve: 县一中食堂建成…."""
    verbs = "|".join(sorted(load_words().triggers, key=len, reverse=True))
    return re.compile(
        rf"^{_LEAD_IN}(?!{_NO_NOUN}|{verbs})[一-鿿（）、A-Za-z0-9]{{1,40}}?"
        rf"(?:{_BODY})(?:共同|联合|先后|也|均|还|积极|成功)?(?:{verbs}|{_DEED_VERBS})"
    )


def _doubt_of(named: Sentence, here: Sentence) -> str:
    """What makes a subject doubtful that one sentence names and another carries on."""
    if named.kind == "heading":
        depth = len(here.section) - len(named.section)
        return "subject taken from an outer heading" if depth > 1 else ""
    if named.section != here.section:
        return "subject carried from another section"
    if named.paragraph != here.paragraph:
        return "subject carried from another paragraph"
    return "subject carried over a list border" if named.marker and here.marker else ""


def _owner(owners: dict[tuple[str, ...], Subject], section: tuple[str, ...]) -> Subject:
    """The body whose work the innermost section tells; what precedes all headings is none."""
    for depth in range(len(section), min(1, len(section)) - 1, -1):
        if owners.get(section[:depth]):
            return owners[section[:depth]]
    return NOBODY


def _guided(sentence: Sentence, code: Code) -> Subject | None:
    match = _GUIDED_LIST.search(code.text)
    if match is None:
        return None
    return Subject(code.symbols[match.start() + 2].actors[:1], sentence.number)


def _heading_subject(sentence: Sentence, code: Code) -> Subject:
    match = _SUBJECT.match(code.text)
    return Subject(code.symbols[match.end() - 1].actors, sentence.number) if match else NOBODY


class _Topics:
    """The undertaking that an item or sentence is about."""

    _GOES_ON = ("mechanism", "campaign", "programme", "facility", "case", "event", "agreement")

    def __init__(self, document: Document, initiatives: Sequence[InitiativeMention]) -> None:
        self._by_sentence: dict[int, list[InitiativeMention]] = {}
        for mention in initiatives:
            if mention.initiative.type in self._GOES_ON:
                self._by_sentence.setdefault(mention.sentence, []).append(mention)
        self._topic: list[InitiativeMention | None] = []
        topic: InitiativeMention | None = None
        paragraph = -1
        for sentence in document.sentences:
            if sentence.marker or sentence.paragraph != paragraph:
                topic = None
            named = self._by_sentence.get(sentence.number)
            if named and (topic is None or named[0].initiative.type == "case"):
                topic = named[0]
            self._topic.append(topic)
            paragraph = sentence.paragraph

    def is_case(self, sentence: int) -> bool:
        """Whether the item of a sentence is about a case: its handler goes on unsaid."""
        topic = self._topic[sentence]
        return topic is not None and topic.initiative.type == "case"

    def of(self, sentence: int) -> Initiative | None:
        """The undertaking that a sentence and its item are about."""
        topic = self._topic[sentence]
        return topic.initiative if topic else None
