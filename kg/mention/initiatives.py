"""Undertakings named in a document: head nouns found, their phrases bounded, equal ones made one.

A phrase is found from its head (`专项行动`, `联席会议制度`) left to the verb whose object it is.
Titles in 《》 are read by kg/mention/titles.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.facts import ActorMention, InitiativeMention
from kg.mention.atoms import Atom
from kg.mention.context import Context
from kg.mention.definite import Definiteness
from kg.mention.identity import Candidate, identify
from kg.mention.initiative_words import Head, Token, Words, load_words
from kg.mention.name_begins import NameBegins
from kg.mention.needs import ends_action
from kg.mention.phrases import LONGEST_NAME, Bounds, Left, Phrase
from kg.mention.titles import find_titles
from kg.mention.told_of import RUN_BY, TOLD_OF, opens_clause
from kg.mention.unheaded import find_unheaded, names_more
from kg.read.document import Document, Sentence

_AFTER_QUOTE = re.compile("”[、和与及]?$")
_INSIDE = {
    "案": "办立结方提议备档个报破教预草",
    "赛": "决复初比参竞大预联开",
    "月": "0123456789一二三四五六七八九十当本同上下每个",
    "周": "0123456789一二三四五六七八九十当本上下每",
    "行": "履进执实施举试推银同运通现平流发",
}
"""What makes another word of a short head: 办案, 履行, 3月."""
_MANY = re.compile(r"(?:一批|一系列|多起|多件|系列|\d+(?:余|多)?[起件宗])(?!案)")
"""Before cases that are not told one by one: 办理一批侵犯“老字号”商标权案件."""
_HONOURED = ("入选", "入围", "获评", "荣获", "被评", "被列", "被收", "被写入", "获")
"""Behind the quoted name of a case: “某海关查获某案”入选典型案例."""
_NO_NAME = ("活动", "主线", "总要求", "总目标", "总思路", "理念", "原则", "方针")
"""Behind quoted words that are a motto or go on: 围绕“保安全、优服务”主线."""
_CLOSING_QUOTE = ("strong", "quoted", "founded")
"""Needs of the heads that may close a quoted name from inside."""
_TERSE = 6
_GOES_ON = re.compile(
    "等(?:\\d+|[两三四五六七八九十]+)?(?:大|项|个)?(?:专项|系列|集中)*(?:行动|整治|检查|活动)(?!工作)"
)
"""Behind a member of a list whose head is still to come: 农资打假、商标保护等专项行动."""
_LONGEST_STEP = 10
_STEP_OF = re.compile(
    "等(?:[两三四五六七八九十\\d]+[项个种])?(?:协作|工作|长效|联动|合作|协同|共享)*(?:机制|制度)"
)
"""Behind the last of the steps of a mechanism: 线索通报、联合巡查等协作机制."""
_DEED = "行为"
"""No head: “鬼秤”等违法行为."""
_CONFERENCE = "联席会议"
_CLAUSE = 24
_PLAN = re.compile("打算|展望|设想|努力方向")
_BACK = re.compile("总结|回顾|工作情况|成效|成绩|(?:完成|落实|执行|推进|进展|实施)情况")
"""A heading that looks back too: 2024年工作情况和2025年打算."""
_AHEAD = re.compile(
    r"(?:下(?:一?步|一?阶段|半年)|今后|明年|未来|(?P<year>(?:19|20)\d\d)年)"
    r"[^，。；\n]{0,10}(?:计划|安排|思路|重点|任务|措施|举措|建议|工作)$",
    re.MULTILINE,
)
"""A heading of what is to come; one of a year is, where the report is of an earlier one."""
_MEMBERS = re.compile(
    "(?P<items>[^，。；]+、[^，。；]+?)等(?:\\d+|[两三四五六七八九十]+)?(?:大|项|个)?(?:专项|系列)?"
)


class Finder:
    """The search in one document."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], words: Words) -> None:
        self.view = document.view
        self.bounds = Bounds(document, actors, words)
        self.atoms = self.bounds.atoms
        self.definite = Definiteness(self.bounds, words)
        self.names = NameBegins(self.bounds, words)
        self.met = self.definite.met
        self._intents = words.intents

    def candidates(self, sentence: Sentence, intended: int) -> Iterator[Candidate]:
        """The undertakings named in one sentence, titles apart, in order of their heads.

        From the offset `intended` on the sentence speaks of what is not done.
        """
        last = sentence.begin
        self.met.previous = None
        for token in self.bounds.headed(sentence.begin, sentence.end):
            if token.begin < last:
                continue
            for phrase in self._phrases(token, sentence, last):
                if phrase.begin >= intended:
                    continue
                self.met.previous = phrase
                self.met.campaigning |= (
                    phrase.head.type == "campaign" and phrase.head.need == "strong"
                )
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
        yield from find_unheaded(self.bounds, sentence, intended, self.definite.is_clausal)

    def intended_from(self, sentence: Sentence) -> int:
        """Where the sentence begins to speak of what ought to be or will be; else its end."""
        for match in self._intents.finditer(self.view, sentence.begin, sentence.end):
            if self.atoms.around(match.start()) is None:
                return match.start()
        return sentence.end

    def _phrases(self, token: Token, sentence: Sentence, last: int) -> Sequence[Phrase]:
        """The phrases that end in this head: one, or one for each quoted name before it."""
        atom = self.atoms.around(token.begin)
        if atom is not None:
            return self._quoted_whole(token, atom, sentence, last) if atom.kind == "quote" else ()
        if not self._ends_phrase(token, sentence) or not self._may_close(token, sentence):
            return ()
        left = self.bounds.left(token, token.begin, sentence, last, self.met.previous)
        quoted = self.view.find("“", left.start, token.begin) >= 0
        if token.case and _MANY.match(self.view, left.start, token.begin):
            return ()
        if self.bounds.heads_at(token.end, ("strong", "quoted") if quoted else ("strong",)):
            return ()
        quotes = self.bounds.quotes_before(token.begin, max(left.floor, left.start))
        if quoted and (items := self._listed_items(token, left)):
            return items
        if quotes and not token.case and self.definite.is_wronged(quotes[0].begin):
            return ()
        several = len(quotes) > 1 or (quotes and self.view.startswith("等", quotes[-1].end))
        for head in token.heads:
            may_quote = quoted or self.names.reaches_back(head, left)
            if not self.definite.is_allowed(head, left, token.end, quoted=may_quote):
                continue
            if several:
                return self._each_quoted(quotes, token, head, left)
            begin = self.names.begin(token, head, left, quotes)
            if self.definite.holds(begin, token, head, left, sentence):
                return (self.names.phrase(begin, token.end, head, left),)
        return ()

    def _ends_phrase(self, token: Token, sentence: Sentence) -> bool:
        """Whether a phrase may end in the head by what stands behind it."""
        if token.acts and not ends_action(self.view, token.end):
            return False
        if not self.bounds.is_closed(token.end, sentence.end):
            return False
        return not _closes_none(self.view, token, left_of=sentence.begin)

    def _names_itself(self, token: Token) -> bool:
        """Whether the quotation behind is what it is called: 专项治理“剑网行动”."""
        atom = self.atoms.around(token.end)
        if atom is None or atom.kind != "quote" or atom.begin != token.end:
            return False
        inner = self.view[atom.begin + 1 : atom.end - 1]
        return inner.endswith("行动") or self.view.startswith(("行动", "专项行动"), atom.end)

    def _is_body(self, token: Token) -> bool:
        """Whether a meeting is a body that acts: 市食品安全联席会议召开第一次全体会议."""
        if not self.view.endswith(_CONFERENCE, token.begin, token.end):
            return False
        bodies = self.bounds.actors_within(max(0, token.end - LONGEST_NAME), token.begin)
        return any(body.end >= token.end for body in bodies)

    def _each_quoted(
        self, quotes: Sequence[Atom], token: Token, head: Head, left: Left
    ) -> list[Phrase]:
        """“春雷”“夏剑”等专项行动: each name with the head that they share."""
        named = [self.names.phrase(*q.span, head, left, head.word) for q in quotes]
        last = self.names.phrase(quotes[-1].begin, token.end, head, left)
        if quotes[-1].end < token.begin:
            last = replace(last, name=named[-1].name)
        return [*named[:-1], last]

    def _may_close(self, token: Token, sentence: Sentence) -> bool:
        """Whether what a head needs before it can be there: a quotation, or a list begun.

        A part of another word (办案) closes nothing, nor does what is called by the name behind it.
        """
        if self.view[token.begin - 1] in _INSIDE.get(self.view[token.begin : token.end], ""):
            return False
        if self._names_itself(token) or self._is_body(token):
            return False
        if self.view.startswith(_DEED, token.begin):
            return False
        if token.alone or self.met.previous is not None:
            return True
        low = max(sentence.begin, token.begin - LONGEST_NAME)
        return self.view.find("“", low, token.begin) >= 0

    def _listed_items(self, token: Token, left: Left) -> list[Phrase]:
        """组织“春雷”农资打假、“清源”商标保护、加油站清查等3项行动: each member by itself."""
        head = token.heads[0]
        if left.trigger is None or head.type not in ("campaign", "event", "programme"):
            return []
        listed = _MEMBERS.fullmatch(self.view, left.start, token.begin)
        if listed is None:
            return []
        found: list[Phrase] = []
        begin = left.start
        for item in re.split("[、和]", listed["items"]):
            end = begin + len(item)
            name = item + head.word if item.endswith("”") else item
            found.append(Phrase(begin, end, head, left.trigger, name))
            begin = end + 1
        return found if len(found) > 1 else []

    def _tells_of(self, atom: Atom, left: Left, sentence: Sentence) -> bool:
        """Whether a clause begins with the quotation and tells who runs it, or that it is held."""
        if RUN_BY.search(self.view, max(0, atom.begin - _CLAUSE), atom.begin):
            return True
        opens = atom.begin == left.floor or opens_clause(self.view, sentence, atom.begin)
        return opens and TOLD_OF.match(self.view, atom.end) is not None

    def _quoted_whole(
        self, token: Token, atom: Atom, sentence: Sentence, last: int
    ) -> Sequence[Phrase]:
        """“国家知识产权强市建设示范城市”: the head closes a quoted name that is the object."""
        begin, end = atom.inner
        if (
            token.end != end
            or self.view.startswith(_NO_NAME, atom.end)
            or self.bounds.head_follows(atom.end)
        ):
            return ()
        honoured = end - begin > _TERSE and self.view.startswith(_HONOURED, atom.end)
        if token.case and (honoured or "诉" in self.view[begin:end]):
            return (Phrase(begin, end, token.heads[0], None, self.view[begin:end]),)
        left = self.bounds.left(token, atom.begin, sentence, last, self.met.previous)
        if left.trigger is None and self.view.startswith("期间", atom.end):
            return (self.names.phrase(atom.begin, atom.end, token.heads[0], left),)
        if left.trigger is None and self._tells_of(atom, left, sentence):
            whole = self.view[atom.begin : atom.end]
            heads = (head for head in token.heads if head.need in _CLOSING_QUOTE)
            return [Phrase(*atom.span, head, None, whole) for head in islice(heads, 1)]
        if left.trigger is None or left.trigger.word == "以" or left.trigger.kind == "honour":
            return ()
        if names_more(self.bounds, atom.end):
            return ()
        start = self.bounds.trim(left.start, atom.begin)
        if _AFTER_QUOTE.search(self.view, left.start, atom.begin):
            start = atom.begin
        for head in token.heads:
            if head.need in _CLOSING_QUOTE:
                if start == atom.begin and left.trigger.kind == "award":
                    return (self.names.phrase(begin, end, head, left),)
                if head.type in ("campaign", "event"):
                    named = self.view[atom.begin : atom.end]
                    return (Phrase(start, atom.end, head, left.trigger, named),)
                return (self.names.phrase(start, atom.end, head, left),)
        return ()


def _closes_none(view: str, token: Token, left_of: int) -> bool:
    """Whether the head of a list is still to come: 农资打假、商标保护等专项行动, 巡查等机制."""
    if not token.strong and _GOES_ON.match(view, token.end):
        return True
    listed = view.rfind("、", max(left_of, token.begin - _LONGEST_STEP), token.begin) >= 0
    return listed and _STEP_OF.match(view, token.end) is not None


def is_plan(sentence: Sentence, period: str) -> bool:
    """Whether a sentence stands in a section that tells what is to come: 下一步工作打算.

    `period` is that of the report: 2023年主要工作 is a plan in none but one of an earlier year.
    """
    headings = "\n".join(each for each in sentence.section if not _BACK.search(each))
    ahead = (
        match["year"] is None or (period != "" and match["year"] > period[:4])
        for match in _AHEAD.finditer(headings)
    )
    return _PLAN.search(headings) is not None or any(ahead)


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
    section: tuple[str, ...] | None = None
    planning = False
    for sentence in document.sentences:
        if sentence.kind in ("title", "row"):
            continue
        goes_on = sentence.paragraph == planned and bool(sentence.marker)
        intended = finder.intended_from(sentence)
        if document.view.find("一是", intended, sentence.end) >= 0:
            planned = sentence.paragraph
        if sentence.section != section:
            section, planning = sentence.section, is_plan(sentence, context.period)
        if goes_on or planning:
            intended = sentence.begin
        if sentence.marker or sentence.paragraph != paragraph:
            finder.met.campaigning = False
        finder.met.same_body = not finder.bounds.actors_within(sentence.begin, sentence.begin + 1)
        paragraph = sentence.paragraph
        titles = [
            title
            for title in find_titles(document, sentence, finder.atoms, words)
            if title.begin < intended
        ]
        taken = [(title.begin, title.end) for title in titles]
        found += titles
        finder.met.founds = any(title.rule == "initiative.founded-in-title" for title in titles)
        for candidate in finder.candidates(sentence, intended):
            if not any(a < candidate.end and candidate.begin < b for a, b in taken):
                taken.append((candidate.begin, candidate.end))
                found.append(candidate)
    return identify(found, document, context)
