"""Who is honoured, approved or selected: the recognition rules run over each sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.facts import Actor, Initiative, Recognition
from kg.mention.context import Context
from kg.mention.dates import DateMention
from kg.mention.initiatives import is_plan
from kg.read.document import Document, Sentence
from kg.relate.encode import ACTOR, INITIATIVE, Code
from kg.relate.honour_clause import REACH, Clause, Told
from kg.relate.honour_lexicon import pattern_of
from kg.relate.honour_names import Name, read_grades, read_name
from kg.relate.honoured import Honoured, read_honoured, read_things
from kg.relate.recognition_rules import (
    RecognitionRule,
    load_recognition_rules,
    recognition_triggers,
)
from kg.relate.sentence_dates import SentenceDates
from kg.relate.subjects import Subjects

_OWN_PLACE = re.compile("中[我本](?:市|省|县|区|州|旗|盟)")
_CLAUSE_END = re.compile("[，；。：！？]")
_BY_LEAVE = re.compile(
    f"经(?P<by>{ACTOR})[^，。；{ACTOR}]{{0,8}}?"
    "(?:批准|批复|认定|评审|审核|审定|评定|同意|确认|评选|核准|推荐|考核|验收)+，"
)
_TO_COME = re.compile("^(?:下一步|下步|接下来|明年|新的一年|下阶段)")
_LOOKS_BACK = re.compile("荣誉|获奖|成绩|成效|亮点|回顾|总结")
_CASE_HONOUR = re.compile("(?:案例|案件|典型|判例|判决|文书)$")
_YEAR = re.compile(r"^(?:首批)?(?P<year>(?:19|20)\d\d)(?![^，]*(?:考核|评议|督查))")
_IN_NAME = re.compile(
    r"\d{4}年(?:度|[^，。；]{0,40}?(?:考核|评议|评估|督查|竞赛|大赛)[^，。；]{0,4}中)"
)
_RESPECTIVELY = re.compile("分别|依次")
_DATES = 4
"""Dates before an honour of which one may be its own."""
UNEQUAL = "respective lists of unequal length"
UNNAMED = "recipient not named"


def find_recognitions(
    document: Document,
    context: Context,
    codes: Sequence[Code],
    subjects: Subjects,
    dates: SentenceDates,
) -> tuple[Recognition, ...]:
    """The honours of a document in order of place, each once; of two readings the first rule's."""
    found: list[Recognition] = []
    told = Told()
    for sentence in document.sentences:
        code = codes[sentence.number]
        told = told.at(sentence)
        if sentence.kind not in ("title", "row", "heading"):
            found += _read_sentence(document, sentence, context, code, subjects, told, dates)
        if INITIATIVE in code.text:
            told = told.after(code, 0, len(code.text))
    ordered = sorted(found, key=lambda fact: (fact.begin, fact.end, fact.recipient, fact.name))
    return tuple(_each_once(ordered))


def _is_to_come(sentence: Sentence, code: Code, period: str) -> bool:
    """Whether a sentence tells of what is to come, and its section not also of honours."""
    if _TO_COME.match(code.text):
        return True
    return is_plan(sentence, period) and not any(map(_LOOKS_BACK.search, sentence.section))


def _read_sentence(
    document: Document,
    sentence: Sentence,
    context: Context,
    code: Code,
    subjects: Subjects,
    told: Told,
    dates: SentenceDates,
) -> Iterator[Recognition]:
    numbers = recognition_triggers().may_match(code.text)
    if not numbers or _is_to_come(sentence, code, context.period):
        return
    taken = bytearray(len(code.text) + 1)
    last: tuple[Honoured, ...] = ()
    year = int(context.period[:4] or 0)
    rules = load_recognition_rules()
    for number in numbers:
        for match in rules[number].pattern.finditer(code.text):
            begin, end = match.span()
            if taken.find(1, begin, end) >= 0:
                continue
            near = dates.of(sentence, year)
            scene = _Scene(
                rules[number], match, sentence, document, context, code, subjects, told, near, last
            )
            facts = list(scene.read())
            last = _those(facts) or last
            if facts:
                taken[begin:end] = b"\1" * (end - begin)
                yield from facts


def _those(facts: Sequence[Recognition]) -> tuple[Honoured, ...]:
    """Those whom the facts honour, each once."""
    every = (Honoured(f.recipient, f.recipient_actor, f.recipient_region) for f in facts)
    return tuple(dict.fromkeys(every))


def _each_once(found: Sequence[Recognition]) -> Iterator[Recognition]:
    """Of the same honour of the same one told twice, the telling that says most."""
    best: dict[tuple[str, str], Recognition] = {}
    for fact in found:
        key = (fact.name.strip("“”"), fact.recipient)
        known = best.get(key)
        if known is None or _said(fact) > _said(known):
            best[key] = fact
    kept = set(map(id, best.values()))
    return (fact for fact in found if id(fact) in kept)


def _said(fact: Recognition) -> int:
    return bool(fact.conferred_by) * 2 + bool(fact.date)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What one match of a rule is read against."""

    rule: RecognitionRule
    match: re.Match[str]
    sentence: Sentence
    document: Document
    context: Context
    code: Code
    subjects: Subjects
    told: Told
    dates: tuple[DateMention, ...]
    """The dates of the sentence."""
    last: tuple[Honoured, ...]
    """Those whom the sentence has told an honour of last."""

    def read(self) -> Iterator[Recognition]:
        """The honours that the match tells of."""
        clause = self._clause()
        if self.rule.carries and not self.last:
            return
        if self._is_intended() or (self.rule.definite and clause.is_crowd()):
            return
        named, things = self._name(clause)
        if named is None or not named.names:
            return
        givers, by = self._givers(named)
        doubt = ""
        honoured = list(self.last) if self.rule.carries else things
        found = honoured or read_honoured(clause, self.context, self._told())
        if found is None and self._goes_on_with_place(clause):
            found = [self.last[-1]]
        if found is None:
            found, doubt = self._carried(clause, named.names, givers)
        given = {actor.name for actor in givers}
        honoured = [each for each in found if each.name not in given] or [self._home()]
        names = tuple(_OWN_PLACE.sub("", name) for name in named.names)
        if names != tuple(named.names):  # 在省对市考核中我市指标得满分
            honoured = [self._home()]
        for name, one, whom, unequal in self._pairs(names, honoured, givers):
            yield Recognition(
                sentence=self.sentence.number,
                begin=named.begin,
                end=named.end,
                name=name,
                recipient=one.name,
                recipient_actor=one.actor,
                recipient_region=one.region,
                conferred_by="、".join(actor.name for actor in whom) or by,
                conferrer=whom[0] if whom else None,
                date=self._date(name, named.begin),
                rule=self.rule.id,
                doubt=UNEQUAL if unequal else doubt,
            )

    def _goes_on_with_place(self, clause: Clause) -> bool:
        """Whether a clause that names nobody goes on with the place that was honoured last."""
        return bool(self.last and self.last[-1].region) and not clause.trimmed().words

    def _clause(self) -> Clause:
        """The words that name whoever is honoured."""
        begin, end = self._clause_begin(), self.match.start()
        if self.match.groupdict().get("who"):
            begin, end = self.match.span("who")
        return Clause(self.code, self.document.view, begin, end)

    def _clause_begin(self) -> int:
        low = max(0, self.match.start() - REACH)
        ends = _CLAUSE_END.finditer(self.code.text, low, self.match.start())
        return max((match.end() for match in ends), default=low)

    def _is_intended(self) -> bool:
        begin, verb = self._clause_begin(), self.match.start()
        sign = pattern_of("⟨intended⟩").search(self.code.text, begin, verb + 3)
        return sign is not None and sign.start() < verb

    def _name(self, clause: Clause) -> tuple[Name | None, list[Honoured]]:
        """What is conferred, and on whom where the name itself tells."""
        if self.match.groupdict().get("grade"):
            return read_grades(clause, *self.match.span("grade")), []
        begin, end = self.match.span("name")
        if self.rule.id == "recognition.fronted":
            begin, things = read_things(Clause(self.code, self.document.view, begin, end))
            return read_name(clause, begin, end, self.rule.trust), things or [self._home()]
        return read_name(clause, begin, end, self.rule.trust), []

    def _givers(self, named: Name) -> tuple[tuple[Actor, ...], str]:
        """Who confers it: the actors, or the words that say who where they name no actor."""
        groups = self.match.groupdict()
        if groups.get("by"):
            begin, end = self.match.span("by")
            symbols = self.code.between(begin, end)
            actors = tuple(actor for symbol in symbols for actor in symbol.actors)
            words = Clause(self.code, self.document.view, begin, end).written(begin, end)
            return actors, "" if actors else pattern_of("(?:⟨adverbs⟩)+$").sub("", words)
        if self.rule.giver:
            return self._subject(), ""
        if named.givers:
            return named.givers, ""
        low = max(0, self.match.start() - REACH)
        leave = [*_BY_LEAVE.finditer(self.code.text, low, self.match.start() + 1)]
        return (self.code.symbols[leave[-1].start("by")].actors, "") if leave else ((), "")

    def _subject(self) -> tuple[Actor, ...]:
        named = self.code.between(self._clause_begin(), self.match.start())
        acting = [symbol.actors for symbol in named if symbol.actors]
        if acting:
            return acting[-1]
        return self._subject_at(self.match.start())[:1]

    def _subject_at(self, place: int) -> tuple[Actor, ...]:
        return self.subjects.at(self.sentence.number, self.code.offsets[place])

    def _told(self) -> Told:
        end = self.match.start()
        return self.told.after(self.code, max(0, end - REACH), end)

    def _carried(
        self, clause: Clause, names: Sequence[str], givers: tuple[Actor, ...]
    ) -> tuple[list[Honoured], str]:
        """Those honoured whom the clause does not name, and the doubt about it."""
        if self.rule.giver or self.rule.id == "recognition.approves":
            written = clause.written(clause.begin, clause.end)
            return [Honoured(written) if self.match.groupdict().get("who") else self._home()], ""
        topic = self.subjects.topic(self.sentence.number)
        if _CASE_HONOUR.search(names[0]) and (case := self._told().case or _case(topic)):
            return [Honoured(case.name)], ""
        named = self._subject_at(self.match.start())
        if named and set(named) <= set(givers):
            named = self._subject_at(max(0, self._clause_begin() - 1))
        if clause.is_case():
            return [Honoured(actor.name, actor) for actor in named] or [self._home()], UNNAMED
        return [Honoured(actor.name, actor) for actor in named] or [self._home()], ""

    def _home(self) -> Honoured:
        return Honoured(self.context.home.name, None, self.context.home.code)

    def _pairs(
        self, names: Sequence[str], honoured: Sequence[Honoured], givers: tuple[Actor, ...]
    ) -> Iterator[tuple[str, Honoured, tuple[Actor, ...], bool]]:
        """(name, one honoured, who confers, whether lists do not fit) of each honour."""
        apart = _RESPECTIVELY.search(self.code.text, self._clause_begin(), self.match.end())
        if apart and len(names) == len(honoured) > 1:
            yield from ((n, one, givers, False) for n, one in zip(names, honoured, strict=True))
        elif apart and len(givers) == len(honoured) > 1:
            each = zip(honoured, givers, strict=True)
            yield from ((name, one, (giver,), False) for name in names for one, giver in each)
        else:
            unequal = apart is not None and len(names) > 1 < len(honoured)
            yield from ((n, one, givers, unequal) for n, one in product(names, honoured))

    def _date(self, name: str, begin: int) -> str:
        """When it was conferred, as far as the sentence or the name says; else ""."""
        behind = bisect_right(self.dates, begin, key=lambda date: date.end)
        near = self.dates[max(0, behind - _DATES) : behind]
        before = [date.iso.partition("/")[0] for date in near if self._is_when(date)]
        named = _YEAR.match(name.strip("“"))
        if named and not (before and before[-1].startswith(named["year"])):
            return named["year"]
        return before[-1] if before else ""

    def _is_when(self, date: DateMention) -> bool:
        """Whether a date tells when something was done: not 2023年度…考核."""
        if date.extent == "year":
            return _IN_NAME.match(self.document.view, date.begin, self.sentence.end) is None
        return date.extent in ("day", "days", "month")


def _case(topic: Initiative | None) -> Initiative | None:
    return topic if topic is not None and topic.type == "case" else None
