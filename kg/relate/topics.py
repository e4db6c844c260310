"""The undertaking that a figure is an outcome of: the nearest one that the same body leads."""

from bisect import bisect_right
from collections.abc import Sequence

from kg.facts import Actor, Initiative, InitiativeMention, Participation
from kg.read.document import Document
from kg.relate import topic_patterns as p
from kg.relate.encode import Code
from kg.relate.report_wide import all_of_kind, undertaking_of_title
from kg.relate.subjects import Subjects, runs_item


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
            if mention.initiative.type in p.OUTCOMES and not self._is_handed_out(mention):
                self._by_sentence.setdefault(mention.sentence, []).append(mention)
        self._leads: dict[Initiative, list[Actor]] = {}
        for part in participations:
            if part.role == "lead" and part.actor not in self._leads.get(part.initiative, ()):
                self._leads.setdefault(part.initiative, []).append(part.actor)
        self._item = self._items()
        self._system = all_of_kind(codes, subjects.voice)
        """All the courts or procuratorates that one of them tells of."""
        self._ends: dict[int, list[int]] = {}
        """Ends of the clauses of the sentences that were asked for."""
        self._whole = undertaking_of_title(document, self._by_sentence)
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
        own = self._guided(sentence, offset) or self._subjects.at(sentence, offset)
        return tuple(leads) or self._of_system(sentence, offset) or own

    def _of_system(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """All courts or procuratorates, where one of them tells of their work and names nobody.

        What the item says that it has set up or run itself is its own.
        """
        told = self._subjects.source(sentence, offset)
        if not self._system or not told.actors or told.sentence != -1:
            return ()
        start, voice = max(self._item[sentence], sentence - p.MEMORY), told.actors
        named = (m for at in range(start, sentence + 1) for m in self._by_sentence.get(at, ()))
        own = any(self._is_led(mention.initiative, voice) for mention in named)
        return () if own else self._system

    def _guided(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """The body that is guided to do what is counted: 指导市农业综合执法支队检查门店412家.

        What bodies below are guided to do, and enterprises, is counted as done by the guide.
        """
        code = self._codes[sentence]
        if p.GUIDE not in code.text:
            return ()
        at = code.at(offset)
        guides = [*p.GUIDES.finditer(code.text, max(0, code.text.rfind("；", 0, at)), at)]
        guide = self._subjects.at(sentence, offset)
        if not guides or not guide:
            return ()
        begins = code.offsets[guides[-1].start()]
        starts = [start for start, _ in self._subjects.clauses(sentence) if start <= offset]
        named = [start for start in starts if (sentence, start) in self._subjects.explicit]
        if named and named[-1] > begins:
            return ()
        body = code.symbols[guides[-1].start("body")].actors
        own = all(b.region == guide[0].region and b.kind != "enterprise" for b in body)
        return body if own or (len(body) == 1 and body[0].kind == "agency") else ()

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
            if p.MEANS.match(self._document.view, mention.end, end):
                return mention.initiative
        if sentence not in self._opened:
            self._opened[sentence] = self._of_paragraph(sentence)
        return self._opened[sentence]

    def _of_paragraph(self, sentence: int) -> Initiative | None:
        """What the paragraph opens with, up to a sentence: 行动中，…."""
        sentences, view = self._document.sentences, self._document.view
        paragraph = sentences[sentence].paragraph
        for number in range(sentence, max(-1, sentence - p.PARAGRAPH), -1):
            if sentences[number].paragraph != paragraph:
                break
            if p.SO_CALLED.match(view, sentences[number].begin, sentences[number].end):
                return self._last(number)
            if self._by_sentence.get(number):
                break
        return None

    def _is_handed_out(self, mention: InitiativeMention) -> bool:
        begin = max(0, mention.begin - 4)
        of = mention.initiative.type == "policy"
        return of and p.HANDED.search(self._document.view, begin, mention.begin) is not None

    def _of_nobody(
        self, sentence: int, offset: int, earlier: Sequence[InitiativeMention]
    ) -> Initiative | None:
        """Where nobody is said to act, neither here nor where the undertaking is named."""
        part = self._document.view.rfind("；", self._document.sentences[sentence].begin, offset)
        inside = [mention for mention in earlier if mention.begin > part]
        if inside and part >= 0 and inside[-1].initiative.type in p.LASTING:
            return inside[-1].initiative
        everywhere = self._document.view.startswith(p.EVERYWHERE, self._clause(sentence, offset)[0])
        for mention in reversed(inside if part >= 0 else earlier):
            told = everywhere or not self._subjects.at(sentence, mention.begin)
            if mention.initiative.type in p.GATHERINGS and told:
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
        for number in range(sentence - 1, max(-1, sentence - 1 - p.MEMORY), -1):
            for mention in reversed(self._by_sentence.get(number, ())):
                name = mention.initiative.name
                proper = "“" in name or len(name) > p.COMMON
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
        for number in range(sentence - 1, max(-1, sentence - 1 - p.MEMORY), -1):
            other = self._document.sentences[number]
            if self._document.view.startswith(section[-1], other.begin):
                named = self._by_sentence.get(number, [])
                lasting = {m.initiative for m in named if m.initiative.type in p.LASTING}
                return lasting.pop() if len(lasting) == 1 else None
        return None

    def _carried(
        self, sentence: int, begin: int, end: int, doer: tuple[Actor, ...]
    ) -> Initiative | None:
        whole = self._document.sentences[sentence].begin
        if p.WHOLE_YEAR.search(self._document.view, max(whole, begin - 12), end):
            return None
        if p.OF_YEAR.match(self._document.view, whole, begin):
            return None
        return self._of_item(sentence, doer)

    def _just_held(
        self, sentence: int, begin: int, end: int, doer: tuple[Actor, ...]
    ) -> Initiative | None:
        """The event that the sentence before ends with, where this tells what was done there."""
        before = self._by_sentence.get(sentence - 1, [])
        if not before or self._item[sentence] == sentence or before[-1].initiative.type != "event":
            return None
        at_event = p.AT_EVENT.search(self._document.view, begin, end) is not None
        held = before[-1].initiative
        return held if at_event and self._is_led(held, doer) else None

    def _is_counted(self, mention: InitiativeMention) -> bool:
        """Whether things of its kind are counted: 创建示范点5处 tells nothing of what follows."""
        kinds = mention.initiative.type in ("facility", "mechanism")
        return kinds and p.COUNT.match(self._document.view, mention.end) is not None

    def _is_beside(self, mention: InitiativeMention, offset: int) -> bool:
        """Whether a figure counts something beside it: 新建保护中心8家、维权中心7家."""
        return self._document.view.find("、", mention.end, offset) >= 0

    def _is_new(self, begin: int, offset: int) -> bool:
        """Whether the clause of a figure tells of something else that was set up or run."""
        return p.NEW.match(self._document.view, begin, offset) is not None

    def _is_of(self, sentence: int, mention: InitiativeMention, doer: tuple[Actor, ...]) -> bool:
        """Whether the doer is the one who set up or works through the undertaking."""
        if self._subjects.at(sentence, mention.begin) == doer:
            return True
        if mention.initiative.type == "facility" and doer[0].name.endswith(mention.initiative.name):
            return True
        return mention.initiative.type in p.LASTING and self._is_led(mention.initiative, doer)

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
            if mention.begin < offset and mention.initiative.type in p.GATHERINGS
        ]
        if not earlier:
            return None
        begin, end = self._clause(sentence, offset)
        view = self._document.view
        if earlier[-1].begin < begin and p.ATTENDED.search(view, max(0, begin), end):
            return earlier[-1]
        starts = [
            start
            for start, _ in self._subjects.clauses(sentence)
            if earlier[-1].end < start <= offset and (sentence, start) in self._subjects.explicit
        ]
        if starts and starts[-1] < begin:
            clause = self._clause(sentence, starts[-1])
            if p.HELPED.search(view, *clause):
                return earlier[-1]
        return None

    def _of_report(self, doer: tuple[Actor, ...]) -> Initiative | None:
        return self._whole if self._whole and self._is_led(self._whole, doer) else None

    def _of_item(self, sentence: int, doer: tuple[Actor, ...]) -> Initiative | None:
        start = max(self._item[sentence], sentence - p.MEMORY)
        for number in range(sentence - 1, start - 1, -1):
            lasting = [
                mention
                for mention in self._by_sentence.get(number, ())
                if mention.initiative.type in p.LASTING and self._is_led(mention.initiative, doer)
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
            ends = [code.offsets[match.start()] for match in p.CLAUSE_END.finditer(code.text)]
            self._ends[sentence] = ends
        at = bisect_right(ends, offset)
        whole = self._document.sentences[sentence]
        return (ends[at - 1] if at else whole.begin), (ends[at] if at < len(ends) else whole.end)
