"""Whom a report goes on to tell of: whose section it is, who carries from sentence to sentence."""

from dataclasses import dataclass, field, replace
from typing import Final

from kg.facts import Actor
from kg.frozen import value
from kg.read.document import Sentence
from kg.relate import clause_patterns as p
from kg.relate.encode import Code


@value
class Subject:
    """Who a clause is about, and where that was said."""

    actors: tuple[Actor, ...]
    """() when nobody is named or carried."""
    sentence: int
    """Number of the sentence or heading that names them; -1 where none does: a bulletin's voice."""

    def __bool__(self) -> bool:
        return bool(self.actors)


NOBODY: Final = Subject((), -1)


_FEW: Final = 2
"""Bodies that a sentence may name where its paragraph is still about the first of them."""


@dataclass(slots=True)
class Walk:
    """What is remembered on the way through a document: whose section it is, who carries on."""

    voice: Subject
    """The bureau that a bulletin speaks as."""
    owners: dict[tuple[str, ...], Subject] = field(default_factory=dict)
    """By section: the body whose work it tells."""
    carried: Subject = NOBODY
    """Whom the sentence goes on with where it names nobody."""
    listed: Subject = NOBODY
    """Whose deeds the items of the paragraph are."""
    guide: tuple[Actor, ...] = ()
    """Who guides them."""
    shared: Subject | None = None
    """Whom all paragraphs of the section so far were about; NOBODY where they differ."""
    top: tuple[str, ...] = ()
    paragraph: int = -1
    section: tuple[str, ...] | None = None
    begun: bool = False
    """Whether a whole sentence was met: what precedes it is title and publisher."""
    opens: bool = True

    def head(self, sentence: Sentence, form: str, code: Code) -> Subject:
        """Whom a heading is about, kept as the owner of its section."""
        if not self.begun and p.SIGNATURE.fullmatch(code.text):
            return NOBODY
        owner = _owner(self.owners, sentence.section) if sentence.section else NOBODY
        owner = _heading_subject(sentence, code) or owner or self.voice
        self.owners[(*sentence.section, form)] = owner
        return owner

    def enter(self, sentence: Sentence, code: Code, *, is_case: bool) -> Subject:
        """The owner of the sentence's section; sets who is carried into the sentence."""
        owner = _owner(self.owners, sentence.section) or self.voice
        self.opens = sentence.paragraph != self.paragraph or sentence.section != self.section
        if self.opens:
            self.listed, self.guide = NOBODY, ()
        if sentence.section[:2] != self.top:
            self.top, self.shared = sentence.section[:2], None
        if sentence.marker or self.opens:
            goes_on = bool(sentence.marker and self.listed)
            self.carried = self.listed if goes_on else owner or self.shared or NOBODY
            if sentence.marker and not goes_on:
                self.carried = replace(self.carried, actors=self.carried.actors[:1])
        elif owner and not is_case:
            self.carried = self.listed or owner
        self.begun = self.begun or code.text.endswith("。")
        if self.begun and p.SPEAKS.fullmatch(code.text):
            self.owners[sentence.section] = Subject(code.symbols[0].actors, sentence.number)
        return owner

    def leave(
        self,
        sentence: Sentence,
        form: str,
        code: Code,
        held: list[Subject],
        explicit: list[bool],
    ) -> None:
        """Remembers what a sentence said: its subjects, and which clauses named theirs."""
        if p.RUN_IN.match(code.text) and not code.text.endswith("："):
            self.listed, self.guide = held[0], ()
            self.owners[(*sentence.section, form.rstrip("。；"))] = held[0]
        if held and any(explicit):
            named = {each.actors[0] for each in held if each.actors[0].kind == "agency"}
            one = len(named) <= _FEW
            if self.opens and not sentence.marker and not p.HONOURED.match(code.text) and one:
                self.owners[sentence.section] = held[0]
            if sentence.marker and explicit[0]:
                self.owners[(*sentence.section, form.rstrip("。；"))] = held[0]
            same = self.shared is None or self.shared.actors[:1] == held[0].actors[:1]
            self.shared = held[0] if same else NOBODY
        if held and not sentence.marker and p.LISTS.search(code.text):
            self.listed, self.guide = held[0], ()
            if guided := p.GUIDED_LIST.search(code.text):
                listed = code.symbols[guided.start("guided")].actors[:1]
                self.listed = Subject(listed, sentence.number)
                self.guide = code.symbols[guided.start()].actors if guided["guide"] else ()
        self.paragraph, self.section = sentence.paragraph, sentence.section


def _owner(owners: dict[tuple[str, ...], Subject], section: tuple[str, ...]) -> Subject:
    """The body whose work the innermost section tells; what precedes all headings is none."""
    for depth in range(len(section), min(1, len(section)) - 1, -1):
        if found := owners.get(section[:depth]):
            return found
    return NOBODY


def _heading_subject(sentence: Sentence, code: Code) -> Subject:
    match = p.SUBJECT.match(code.text, p.opening_end(code.text))
    return Subject(code.symbols[match.end() - 1].actors, sentence.number) if match else NOBODY
