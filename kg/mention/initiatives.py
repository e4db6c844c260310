"""Undertakings named in a document: head nouns found, their phrases bounded, equal ones made one.

A phrase is found from its head (`专项行动`, `联席会议制度`) left to the verb whose object it is.
Titles in 《》 are read by kg/mention/titles.py.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.facts import ActorMention, InitiativeMention
from kg.mention.atoms import Atom
from kg.mention.context import Context
from kg.mention.identity import Candidate, identify
from kg.mention.initiative_words import Head, Token, Words, load_words
from kg.mention.phrases import LONGEST_NAME, Bounds, Left, Phrase, any_of
from kg.mention.titles import find_titles
from kg.mention.unheaded import OPENED, find_unheaded
from kg.read.document import Document, Sentence

_INNER_COUNT = re.compile(r"^(\d{4}年度?)[一二三四五六七八九十\d]+[项个]")
_SUPERVISED = re.compile("[部厅省市]督(?=“)")
_OCCASION = re.compile("(?:[周日月节]|课堂|讲堂|论坛|大赛|竞赛)”")
_OFFENCE = re.compile(
    "涉嫌|侵权|侵犯|侵害|垄断|滥用|假冒|制售|非法|生产|销售|污染|诈骗|虚假|违法|走私|盗版|哄抬|欺诈|不正当竞争|使用|怠于|不履行|拖欠|破坏|损害|倾倒|排放|偷|骗|盗|伪造|倒卖|捕捞|违规|指定|未经|无证|不合格|某"
)
_AFTER_TITLE = re.compile("》(?:[、和与及]|以及)$")
_PLACE_BEFORE = re.compile("[一-鿿]{2,5}?[省市县区旗州镇](?=“)")
_AFTER_QUOTE = re.compile("”[、和与及]?$")
_SUM = re.compile("(?<=”)(?:等|[两二三四五六七八九十]+(?:大|项|个))+(?=[\u4e00-\u9fff])")
_STEP_LIST = re.compile(
    "[^，。；、]{2,16}(?:、[^，。；、]{2,16})+(?:等|[两三四五六七八]项)(?:工作|协作)?"
)
_COUNTED = ("案件", "案", "监督抽检", "监督抽查", "风险监测", "抽检监测")
"""What is counted behind such a head is no single undertaking."""
_NOT_A_CASE = ("办", "立", "结", "方", "提", "议", "备", "档", "个", "报", "破", "教", "预", "草")
_PLAN = re.compile(
    r"打算|展望|设想|努力方向|(?:下一?步|下阶段|下一阶段|今后|下半年|明年|未来|\d{4}年)[^，。；]{0,10}(?:计划|安排|思路|重点|任务|措施|举措|建议|工作)$"
)
_MEMBERS = re.compile("(?P<items>[^，。；]+、[^，。；]+?)等(?:\\d+|[两三四五六七八九十]+)?(?:大|项|个)?(?:专项|系列)?")
_NUMBERED = re.compile(r"\d{1,2}[.·•]\d{1,2}")
_GRANTED = ("建设", "设立", "筹建")
_STEPS = re.compile("、[^，。；]{0,30}等(?:制度|机制|措施|举措|方式|手段|程序|事项|内容|环节)")
_AS_TEXT = ("等文件", "等制度", "等规定", "文件精神", "精神")
_DEFINITE = ("本次", "此次", "该")


class Finder:
    """The search in one document."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], words: Words) -> None:
        self.view = document.view
        self.bounds = Bounds(document, actors, words)
        self.atoms = self.bounds.atoms
        self._previous: Phrase | None = None
        self.campaigning = False
        """Whether the item of the sentence has named a campaign: what is done is a step of it."""
        self.founds = False
        """Whether a title of the sentence founds something."""
        lexicon = words.lexicon
        self._generic = any_of(lexicon.generic)
        self._intents = any_of(lexicon.intents)
        self._clausal = any_of(lexicon.clausal)
        self._whole = frozenset(lexicon.whole)

    def candidates(self, sentence: Sentence, intended: int) -> Iterator[Candidate]:
        """The undertakings named in one sentence, titles apart, in order of their heads.

        From the offset `intended` on the sentence speaks of what is not done.
        """
        last = sentence.begin
        self._previous = None
        for token in self.bounds.slice(sentence.begin, sentence.end):
            if not token.heads or token.begin < last:
                continue
            for phrase in self._phrases(token, sentence, last):
                if phrase.begin >= intended:
                    continue
                self._previous = phrase
                self.campaigning |= phrase.head.type == "campaign" and phrase.head.need == "strong"
                last = max(token.end, phrase.end)
                last += self.view.startswith("”", last)
                yield Candidate(
                    sentence.number,
                    phrase.begin,
                    phrase.end,
                    phrase.head.type,
                    self.bounds.body_named(phrase.begin, phrase.end) or phrase.name,
                    f"initiative.{phrase.head.need}",
                )
        yield from find_unheaded(self.bounds, sentence, intended, self.is_clausal)

    def intended_from(self, sentence: Sentence) -> int:
        """Where the sentence begins to speak of what ought to be or will be; else its end."""
        for match in self._intents.finditer(self.view, sentence.begin, sentence.end):
            if self.atoms.around(match.start()) is None:
                return match.start()
        return sentence.end

    def _phrases(self, token: Token, sentence: Sentence, last: int) -> Iterator[Phrase]:
        """The phrases that end in this head: one, or one for each quoted name before it."""
        atom = self.atoms.around(token.begin)
        if atom is not None and atom.kind != "remark":
            yield from self._quoted_whole(token, atom, sentence, last)
            return
        if atom is not None or not self.bounds.is_closed(token.end, sentence.end):
            return
        if self.view.startswith("案", token.begin) and self.view[token.begin - 1] in _NOT_A_CASE:
            return
        left = self.bounds.left(token, token.begin, sentence, last, self._previous)
        quoted = self.view.find("“", left.start, token.begin) >= 0
        if self.bounds.heads_at(token.end, ("strong", "quoted") if quoted else ("strong",)):
            return
        quotes = self.bounds.quotes_before(token.begin, max(left.floor, left.start))
        if items := self._listed_items(token, left):
            yield from items
            return
        for head in token.heads:
            if len(quotes) > 1 and self._is_allowed(head, left, token.end, quoted=True):
                for quote in quotes[:-1]:
                    yield self._phrase(quote.begin, quote.end, head, left, head.word)
                yield self._phrase(quotes[-1].begin, token.end, head, left)
                return
            if not self._is_allowed(head, left, token.end, quoted=True):
                continue
            begin = self._begin(token, head, left, quotes)
            if self._holds(begin, token, head, left, sentence):
                yield self._phrase(begin, token.end, head, left)
                return

    def _listed_items(self, token: Token, left: Left) -> list[Phrase]:
        """组织“春雷”农资打假、“清源”商标保护、加油站清查等3项行动: each member by itself."""
        head = token.heads[0]
        if left.trigger is None or head.type not in ("campaign", "event", "programme"):
            return []
        listed = _MEMBERS.fullmatch(self.view, left.start, token.begin)
        if listed is None or "“" not in listed.group():
            return []
        found: list[Phrase] = []
        begin = left.start
        for item in re.split("[、和]", listed["items"]):
            end = begin + len(item)
            if not item.endswith("”"):
                found.append(Phrase(begin, end, head, left.trigger, item))
            begin = end + 1
        return found if len(found) > 1 else []

    def _begin(self, token: Token, head: Head, left: Left, quotes: list[Atom]) -> int:
        begin = self.bounds.trim(left.start, token.begin, whole=head.need == "titled")
        if head.type == "case":
            named = [a for a in self.atoms.within(left.start, token.begin) if a.kind == "quote"]
            numbered = [a for a in named if _NUMBERED.match(self.view, *a.inner)]
            if numbered:
                return self._with_place(numbered[0].begin, begin)
            return self._with_offender(begin, left)
        if head.type == "event" and token.begin - begin <= 4 and begin == left.floor:
            return self._with_body(begin, left)
        if head.type == "agreement" and begin == token.begin:
            signed = left.trigger is not None and left.trigger.kind == "sign"
            together = -1 if signed else self.view.rfind("与", left.floor - LONGEST_NAME, begin)
            actor = bisect_left(self.bounds.actor_begins, begin) - 1
            if actor >= 0 and self.bounds.actors[actor].end >= left.floor and together >= 0:
                return max(together, begin - LONGEST_NAME)
        return begin

    def _with_offender(self, begin: int, left: Left) -> int:
        """Where a case's name begins: 查处的某公司…案, with who is said to have done it."""
        actor = bisect_left(self.bounds.actor_begins, left.floor) - 1
        if begin != left.floor and left.trigger is None:
            return begin
        if actor >= 0 and self.bounds.actors[actor].end == left.floor:
            body = self.bounds.actors[actor].begin
            handled = left.trigger is not None and self.view.endswith(left.trigger.word, 0, body)
            return body if handled or self.view[body - 1] in "的了" else begin
        return begin

    def _with_body(self, begin: int, left: Left) -> int:
        """Where the name of a body's own meeting begins: 参加市律师协会理事会议."""
        actor = bisect_left(self.bounds.actor_begins, begin) - 1
        attended = left.trigger is not None and left.trigger.kind == "attend"
        if attended and actor >= 0 and self.bounds.actors[actor].end == begin:
            return self.bounds.actors[actor].begin
        return begin

    def _with_place(self, quote: int, begin: int) -> int:
        """Where a case's name begins: the place right before its number belongs to it."""
        place = _PLACE_BEFORE.search(self.view, max(begin, quote - 6), quote)
        return place.start() if place else quote

    def _phrase(self, begin: int, end: int, head: Head, left: Left, added: str = "") -> Phrase:
        supervised = _SUPERVISED.match(self.view, begin, end)
        if head.type == "case" and supervised:
            begin = supervised.end()
        if head.word == "活动" and _OCCASION.search(self.view, begin, end):
            head = Head(head.word, "event", head.need)
        begin = self._named_from(begin, end, head)
        name = _INNER_COUNT.sub(r"\1", self.view[begin:end] + added)
        name = _SUM.sub("", name)
        return Phrase(begin, end, head, left.trigger, name)

    def _named_from(self, begin: int, end: int, head: Head) -> int:
        """The begin of the shortest name: a field that says nothing before the quotation goes."""
        quote = self.view.find("“", begin, end)
        if quote <= begin or head.type not in ("campaign", "event"):
            return begin
        return quote if not self._generic.sub("", self.view[begin:quote]) else begin

    def is_clausal(self, words: str) -> bool:
        """Whether the words are a clause rather than a name."""
        return self._clausal.search(words) is not None

    def _is_allowed(self, head: Head, left: Left, end: int, *, quoted: bool) -> bool:
        """Whether a head may close a phrase with what stands before it."""
        kind = left.trigger.kind if left.trigger else None
        if kind == "honour" or (kind == "handle" and head.type != "case"):
            return False
        match head.need:
            case "strong":
                return True
            case "founded":
                opened = OPENED.match(self.view, end) is not None
                if kind == "base" and self.bounds.body_named(left.start, end):
                    return False
                granted = left.trigger is not None and left.trigger.word.endswith(_GRANTED)
                enters = left.trigger is not None and left.trigger.word in ("入驻", "进驻")
                return opened or enters or granted or kind in ("found", "base")
            case "quoted":
                return (
                    quoted
                    or left.listed
                    or (head.word == "项目" and self.bounds.closes_strong(end - len(head.word)))
                )
            case "action":
                if self.campaigning:
                    return False
                ends = self.view[end : end + 1] in ("，", "。", "；", "")
                return ends and kind == "run" and left.trigger is not None and left.trigger.pure
            case "offence":
                return kind in ("handle", None) and bool(_OFFENCE.search(self.view, left.start, end))
            case "titled":
                return kind == "issue" or self.view.startswith(_AS_TEXT, end)
            case _:
                return left.listed and kind == "run"

    def _holds(self, begin: int, token: Token, head: Head, left: Left, sentence: Sentence) -> bool:
        """Whether the phrase names something definite."""
        name = self.view[begin : token.end]
        quoted = "“" in name and "”" in name
        if not self._is_allowed(head, left, token.end, quoted=quoted):
            return False
        named = quoted and (head.need == "strong" or head.type == "case")
        definite = named or begin < left.floor or self.view.endswith(_DEFINITE, 0, begin)
        definite = definite or (
            self.view.startswith(("在", "于"), begin - 1)
            and self.view.startswith(("上", "期间", "中", "后", "设立", "现场"), token.end)
        )
        definite = definite or _AFTER_TITLE.search(self.view, max(0, begin - 3), begin) is not None
        if (
            left.trigger is None
            and not definite
            and not self._opens_clause(begin, left, token, sentence)
        ):
            return False
        if left.trigger is not None and left.trigger.kind == "cite":
            listed = "、" in name and not quoted
            if listed or self._clausal.search(name):
                return False
        modifiers = self.view[begin : token.begin]
        if not quoted and _STEPS.match(self.view, token.end):
            return False
        if not quoted and head.word in _COUNTED and self.view[token.end : token.end + 1].isdigit():
            return False
        if self._is_list_of_steps(modifiers, head, left):
            return True
        if "等" in modifiers and (left.listed or modifiers.endswith("等")):
            return False
        if quoted or head.word in self._whole or (left.listed and len(modifiers) > 1):
            return True
        if self._is_listed_mechanism(begin, token, head, left):
            return True
        signed = left.trigger is not None and left.trigger.kind == "sign"
        if signed and len(modifiers) + len(head.word) >= 4:
            return True
        if head.need == "titled" or left.trigger is None:
            return len(modifiers) >= (4 if definite or head.need == "titled" else 6)
        if self._is_joint(head, left, token, len(name)):
            return True
        if len(name) >= 4 and self._is_staffed(head, left, sentence, begin):
            return True
        run = left.trigger is not None and left.trigger.kind in ("run", "found")
        long = len(modifiers) >= 4 and len(name) >= 7
        if run and long and head.type in ("campaign", "event", "facility"):
            return True
        rest = re.sub(r"[、和与及的“”]", "", self._generic.sub("", modifiers))
        return len(modifiers) >= (6 if head.type == "event" else 8) or (
            len(rest) >= 2
            and (head.type == "campaign" or len(modifiers) + max(0, len(head.word) - 2) >= 4)
        )

    def _is_list_of_steps(self, modifiers: str, head: Head, left: Left) -> bool:
        """建立线索移送、鉴定互认、案件会商三项制度: the steps are its name."""
        found = left.trigger is not None and left.trigger.kind == "found"
        previous = self._previous
        within = self.founds or (previous is not None and previous.head.type == "mechanism")
        return found and not within and head.type == "mechanism" and bool(_STEP_LIST.fullmatch(modifiers))

    def _is_staffed(self, head: Head, left: Left, sentence: Sentence, begin: int) -> bool:
        """组织市公安局、市城管局组成3个组，开展专项督查: who is sent says which one it is."""
        if head.type != "campaign" or head.need != "strong" or self._previous is not None:
            return False
        sent = self.bounds.actors_within(sentence.begin, begin)
        cues = ("组织", "抽调", "会同", "联合")
        return left.trigger is not None and any(
            self.view.endswith(cues, 0, mention.begin) for mention in sent
        )

    def _is_joint(self, head: Head, left: Left, token: Token, length: int) -> bool:
        """联合市法院等部门开展执法宣传活动: who takes part says which one it is."""
        return (
            head.type in ("campaign", "event")
            and head.need in ("strong", "action")
            and left.trigger is not None
            and left.trigger.kind == "run"
            and length >= 3
            and self.bounds.has_partners(left.floor, left.trigger.word)
        )

    def _is_listed_mechanism(self, begin: int, token: Token, head: Head, left: Left) -> bool:
        """建立线索通报、异地协查、结果互认的协作机制: the steps say which mechanism it is."""
        return (
            head.type == "mechanism"
            and begin == token.begin
            and self.view.endswith("的", 0, begin)
            and "、" in self.view[left.start : begin]
        )

    def _opens_clause(self, begin: int, left: Left, token: Token, sentence: Sentence) -> bool:
        """A phrase without a verb before it must begin its clause and have one behind it."""
        name = self.view[begin : token.end]
        is_case = "案" in name and any(head.type == "case" for head in token.heads)
        if (self._clausal.search(name) and not is_case) or len(name) > 30:
            return False
        if begin > left.floor and "“" not in name:
            return False
        if token.end >= sentence.end:
            return False
        char = self.view[token.end]
        return "\u4e00" <= char <= "\u9fff"

    def _quoted_whole(
        self, token: Token, atom: Atom, sentence: Sentence, last: int
    ) -> Iterator[Phrase]:
        """“国家知识产权强市建设示范城市”: the head closes a quoted name that is the object."""
        begin, end = atom.inner
        if (
            atom.kind != "quote"
            or token.end != end
            or self.view.startswith("活动", atom.end)
            or self.bounds.head_follows(atom.end)
        ):
            return
        if "诉" in self.view[begin:end] and any(head.type == "case" for head in token.heads):
            yield Phrase(begin, end, token.heads[0], None, self.view[begin:end])
            return
        left = self.bounds.left(token, atom.begin, sentence, last, self._previous)
        if left.trigger is None and self.view.startswith("期间", atom.end):
            yield self._phrase(atom.begin, atom.end, token.heads[0], left)
            return
        if left.trigger is None or left.trigger.word == "以":
            return
        start = self.bounds.trim(left.start, atom.begin)
        if _AFTER_QUOTE.search(self.view, left.start, atom.begin):
            start = atom.begin
        for head in token.heads:
            if head.need in ("strong", "quoted", "founded"):
                if start == atom.begin and left.trigger.kind == "award":
                    yield self._phrase(begin, end, head, left)
                elif head.type in ("campaign", "event"):
                    named = self.view[atom.begin : atom.end]
                    yield Phrase(start, atom.end, head, left.trigger, named)
                else:
                    yield self._phrase(start, atom.end, head, left)
                return


def is_plan(sentence: Sentence) -> bool:
    """Whether a sentence stands in a section that tells what is to come: 下一步工作打算."""
    return any(_PLAN.search(heading) for heading in sentence.section)


def find_initiatives(
    document: Document, context: Context, actors: Sequence[ActorMention]
) -> tuple[InitiativeMention, ...]:
    """The undertakings that a document names, in order of place; equal ones are one `Initiative`.

    Mentions do not overlap, but for one founded inside the title of a policy.
    """
    words = load_words()
    finder = Finder(document, actors, words)
    found: list[Candidate] = []
    paragraph = planned = -1
    for sentence in document.sentences:
        if sentence.kind in ("title", "row"):
            continue
        goes_on = sentence.paragraph == planned and bool(sentence.marker)
        intended = finder.intended_from(sentence)
        if "一是" in document.view[intended : sentence.end]:
            planned = sentence.paragraph
        if goes_on or is_plan(sentence):
            intended = sentence.begin
        if sentence.marker or sentence.paragraph != paragraph:
            finder.campaigning = False
        paragraph = sentence.paragraph
        titles = [
            title
            for title in find_titles(document, sentence, finder.atoms, words)
            if title.begin < intended
        ]
        taken = [(title.begin, title.end) for title in titles]
        found += titles
        finder.founds = any(title.rule == "initiative.founded-in-title" for title in titles)
        for candidate in finder.candidates(sentence, intended):
            if not any(a < candidate.end and candidate.begin < b for a, b in taken):
                taken.append((candidate.begin, candidate.end))
                found.append(candidate)
    return identify(found, document, context)
