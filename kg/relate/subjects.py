"""Who a clause is about: named at its front, or carried from before and unsaid.

A heading or the first sentence of a section names the body whose work the section tells; all of
`一是…二是…` go back to it. Inside an item a newly named subject holds until the item ends. Where
nobody is named, a bulletin speaks as its bureau (`Context.voice`), and a city report as nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.facts import Actor, Initiative, InitiativeMention
from kg.mention.context import Context
from kg.read.document import Document, Sentence
from kg.relate import clause_patterns as p
from kg.relate.carried_subjects import NOBODY, Subject, Walk
from kg.relate.encode import ACTOR, INITIATIVE, Code
from kg.relate.item_topics import ItemTopics
from ontology.regions import load_regions


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
        self._guides: dict[int, tuple[Actor, ...]] = {}
        self._topics = ItemTopics(document, initiatives)
        self._home = context.home
        self.voice = context.voice
        """The bureau that the document speaks as, if any."""
        self._read(document, context, codes)

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """The subject of the clause at a view offset; () when nobody is named or carried."""
        return self.source(sentence, offset).actors

    def source(self, sentence: int, offset: int) -> Subject:
        """The subject of the clause at a view offset, with the sentence that names it."""
        starts = self._starts[sentence]
        place = (bisect_right(starts, offset) or 1) - 1
        return self._subjects[sentence][place] if starts else NOBODY

    def is_named(self, sentence: int, offset: int) -> bool:
        """Whether the clause at a view offset names its subject itself."""
        starts = self._starts[sentence]
        place = (bisect_right(starts, offset) or 1) - 1
        return bool(starts) and (sentence, starts[place]) in self.explicit

    def clauses(self, sentence: int) -> tuple[tuple[int, Subject], ...]:
        """The clauses of a sentence: view offset of each and its subject."""
        return tuple(zip(self._starts[sentence], self._subjects[sentence], strict=True))

    def doubt(self, sentence: int, offset: int) -> str:
        """Why the subject of the clause at a view offset is in doubt; "" where it is not."""
        subject = self.source(sentence, offset)
        if not subject.actors or subject.sentence in (-1, sentence):
            return ""
        return _doubt_of(self._sentences[subject.sentence], self._sentences[sentence])

    def guide(self, sentence: int) -> tuple[Actor, ...]:
        """Who guides what is listed in the paragraph of a sentence: 市司法局指导…：一是…."""
        return self._guides.get(sentence, ())

    def topic(self, sentence: int) -> Initiative | None:
        """The undertaking that the item of a sentence is about, if any."""
        return self._topics.of(sentence)

    def _read(self, document: Document, context: Context, codes: Sequence[Code]) -> None:
        walk = Walk(Subject((context.voice,), -1) if context.voice else NOBODY)
        for sentence in document.sentences:
            code = codes[sentence.number]
            form = document.form(sentence)
            if sentence.kind == "heading":
                self._keep([sentence.begin], [walk.head(sentence, form, code)])
                continue
            is_case = self._topics.is_case(sentence.number) and not _turns(code)
            owner = walk.enter(sentence, code, is_case=is_case)
            if p.SIGNATURE.fullmatch(code.text):
                self._keep([sentence.begin], [NOBODY])
                continue
            starts, subjects, last = self._clauses(sentence, code, walk.carried, owner)
            self._keep(starts, subjects)
            explicit = [(sentence.number, start) in self.explicit for start in starts[:2]]
            held = [_goes_on(each, walk.voice) for each in subjects if each.actors]
            walk.leave(sentence, form, code, held, explicit)
            if walk.guide:
                self._guides[sentence.number] = walk.guide
            walk.carried = _goes_on(last, walk.voice) or walk.carried
        self._look_ahead(codes)

    def _look_ahead(self, codes: Sequence[Code]) -> None:
        """A line that only names an undertaking is about whom the next sentence is about."""
        for number in range(len(codes) - 1):
            here, after = self._sentences[number], self._sentences[number + 1]
            text = codes[number].text
            nobody = not any(each.actors for each in self._subjects[number])
            if not (heads_item(text) or (nobody and runs_item(text))):
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
        named = aside = False
        clause = ""
        addressed = code.text.endswith("：")
        run_in = p.SPEAKER.match if addressed else p.RUN_IN.match

        def named_at(place: int) -> Subject:
            return Subject(code.symbols[place].actors, sentence.number)

        for end in [match.end() for match in p.CLAUSE_END.finditer(code.text)] + [len(code.text)]:
            if end <= begin:
                continue
            before, clause = clause, code.text[begin:end]
            names = ACTOR in clause
            at = p.opening_end(clause)
            match = p.SUBJECT.match(clause, at) if names else None
            if names and p.WITH_ANOTHER.match(clause):
                current = replace(current, actors=current.actors[:1])
            here = current
            if not names:
                here, current = self._unnamed(clause, at, current, current if named else owner)
            elif speaker := run_in(clause) or p.SPEAKER.match(clause, at):
                here = current = named_at(begin + speaker.start("body"))
                named = True
            elif (told := _told_of(clause, at)) >= 0:
                here = current = named_at(begin + told)
                named = True
            elif (
                match
                and p.ASSISTING.match(clause, match.end())
                and not _helps(clause, match, code, begin)
            ):
                here = named_at(begin + match.end() - 1)
                current = here if code.text[begin - 1 : begin] == "；" else current
            elif match and p.ASSISTS_IN.match(clause, match.end()) and p.LED.search(before):
                here = current
            elif match and not addressed and not p.NOT_SUBJECT.match(clause, match.end()):
                here = current = named_at(begin + match.end() - 1)
                self.explicit.add((sentence.number, code.offsets[begin]))
                aside = aside or (not named and "其中" in clause[: match.end()])
                named = True
            elif examined := p.EXAMINED.search(clause):
                here = named_at(begin + examined.start() + 2)
            else:
                here, current = self._unnamed(clause, at, current, current if named else owner)
            if body := _takes_over(clause, at, code, begin):
                current = Subject(body, sentence.number)
                named = True
            starts.append(code.offsets[begin])
            subjects.append(here)
            begin = end
        last = carried if aside else current
        return starts or [sentence.begin], subjects or [carried], last

    def _unnamed(
        self, clause: str, at: int, current: Subject, owner: Subject
    ) -> tuple[Subject, Subject]:
        """The subject of a clause that names none as its own, and whom the next goes on with."""
        if p.unknown_subject().match(clause, at):
            return NOBODY, current
        here = self._by_place(clause, at, current, owner)
        return here, here

    def _by_place(self, clause: str, at: int, current: Subject, owner: Subject) -> Subject:
        """The subject of a clause that names no actor but a place; its opening ends `at`.

        Of the state of the report's own place nobody, of its deed the body whose section it is; of
        another place nobody.
        """
        match = p.PLACE.match(clause, at)
        if match and match["rest"].startswith(INITIATIVE):
            return current
        if match is None:
            listed = p.PLACES.match(clause, at) if "、" in clause else None
            return NOBODY if listed and load_regions().named(listed["first"]) else current
        if p.COLLECTIVE.fullmatch(match["place"]):
            state = p.STATE.match(match["rest"]) and not p.DEED.match(match["rest"])
            return NOBODY if state else owner
        place = match["place"].removeprefix("全")
        regions = load_regions().named(place)
        zone = load_regions().zone(place, self._home) if not regions else None
        if zone and zone != self._home:
            return NOBODY
        return NOBODY if regions and self._home not in regions else current


def _goes_on(last: Subject, voice: Subject) -> Subject:
    """Whom the next sentence goes on with: of several bodies the bulletin's own alone."""
    joint = len(last.actors) > 1 and any(each in last.actors for each in voice.actors)
    return replace(last, actors=voice.actors) if joint else last


def _turns(code: Code) -> bool:
    """Whether a sentence names undertakings, and none of them is a case."""
    named = [each.type for symbol in code.symbols.values() for each in symbol.initiatives]
    return bool(named) and "case" not in named


def _told_of(clause: str, at: int) -> int:
    """Where a clause names whose figures or facility it tells of; -1 where it does not.

    据市公安局统计，…; 某协会设立的调解中心受理…; 某基地由某法院负责运行，….
    """
    if told := p.TOLD_BY.match(clause, at):
        return clause.index(ACTOR, told.start())
    handled = p.HANDLED_CASE.match(clause, at) or p.RUNS_FACILITY.match(clause, at)
    if handled is None and not p.SUBJECT.match(clause, at):
        handled = p.TAKEN_ON.match(clause, at)
    return handled.end() - 1 if handled else -1


def _takes_over(clause: str, at: int, code: Code, begin: int) -> tuple[Actor, ...]:
    """Who does what the next clauses tell: a facility that opens, a body guided to set one up."""
    if at < len(clause) and (body := _opened(code, begin + at)):
        return (body,)
    guided = p.GUIDED.search(clause) if ACTOR in clause else None
    return code.symbols[begin + guided.start("body")].actors[:1] if guided else ()


def _opened(code: Code, place: int) -> Actor | None:
    """The body that opens at the front of a clause: 某保护中心揭牌运行, 全年接收案件318件."""
    symbol = code.symbols.get(place)
    if symbol is None or len(symbol.inside) != 1 or len(symbol.initiatives) != 1:
        return None
    body, opened = symbol.inside[0], symbol.initiatives[0]
    own = opened.type == "facility" and body.name.endswith(opened.name)
    return body if own else None


def _helps(clause: str, match: re.Match[str], code: Code, begin: int) -> bool:
    """Whether several bodies help each other: 甲县局、乙县局密切配合，联合查处…."""
    several = len(code.symbols[begin + match.end() - 1].actors) > 1
    return several and p.TOGETHER.match(clause, match.end()) is not None


def heads_item(text: str) -> bool:
    """Whether an encoded sentence only names an undertaking, as the head of an item does.

    A place may stand before it: 1.南京“3·06”假冒注册商标案。
    """
    if INITIATIVE not in text:
        return False
    head = p.ITEM_HEAD.fullmatch(text, p.opening_end(text))
    return head is not None and (not head["place"] or bool(load_regions().named(head["place"])))


def runs_item(text: str) -> bool:
    """Whether an encoded sentence only says what was run or set up, and not by whom."""
    return INITIATIVE in text and p.RUN_HEAD.fullmatch(text, p.opening_end(text)) is not None


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
