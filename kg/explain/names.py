"""Words that end the names of bodies: whether a name was read there, and why not.

Asked of every organ, collective and rank (局) of the actor lexicon; what the text only founds,
quotes or speaks of in general is told apart from what could not be resolved.
"""

from bisect import bisect_right

from kg.explain.gap import Gap, Share
from kg.explain.spans import Spans
from kg.mention.actor_lexicon import Word, load_lexicon, load_patterns
from kg.mention.atoms import Atoms
from kg.mention.places import BARE
from kg.read.document import Document
from kg.relate.reading import Reading
from ontology.regions import load_regions

_REACH = 8
"""Characters before a word in which a place is looked for."""


def cover_names(reading: Reading) -> Share:
    """The mentions of bodies, and the words that end the name of one and gave none."""
    facts = reading.facts
    document = facts.document
    named = [(m.begin, m.end) for m in facts.actors if m.actors[0].kind != "person"]
    undertakings = Spans([(m.begin, m.end) for m in facts.initiatives])
    taken = Spans([(m.begin, m.end) for m in facts.actors])
    founded = {m.end: m.begin for m in facts.initiatives if m.initiative.type == "facility"}
    patterns = load_patterns()
    told = _Told(document, undertakings, founded)
    gaps = []
    for index, begin, end in patterns.automaton.find_matches_as_indexes(document.view):
        word = patterns.words[index]
        at = begin + word.skip
        if not (word.organs or word.collective or word.body) or taken.around(at):
            continue
        sentence = told.sentence(at)
        is_short = end - at == 1 and not told.is_bare(at)  # 常委 is no 委, 格局 no 局
        if document.sentences[sentence].kind == "title" or is_short:
            continue
        start = told.begin_of_name(at)
        form = document.view[start:end]
        gaps.append(Gap("names", sentence, start, end, form, told.reason(word, at, end)))
    return Share(len(named), tuple(gaps))


class _Told:
    """What is known of a document when one of its words is to be explained."""

    def __init__(self, document: Document, undertakings: Spans, founded: dict[int, int]) -> None:
        self.document = document
        self.view = document.view
        self.undertakings = undertakings
        self.founded = founded
        self.atoms = Atoms(document.view)
        self.ends = [sentence.end for sentence in document.sentences]

    def sentence(self, place: int) -> int:
        """Number of the sentence that holds a place."""
        return min(bisect_right(self.ends, place), len(self.ends) - 1)

    def is_bare(self, begin: int) -> bool:
        """Whether a sign of a rank follows a place: 区局, 市厅."""
        return begin > 0 and self.view[begin - 1] in BARE

    def begin_of_name(self, begin: int) -> int:
        """Where the place begins that stands before a word; the word itself where there is none."""
        for length in range(_REACH, 1, -1):
            if self._codes(begin, length):
                return begin - length
        return begin - 1 if self.is_bare(begin) else begin

    def reason(self, word: Word, begin: int, end: int) -> str:
        """The id of the first reason that holds."""
        lexicon = load_lexicon()
        atom = self.atoms.around(begin)
        if atom is not None and atom.kind == "title":
            return "in-a-title"
        if self.view.startswith(lexicon.media, end):
            return "medium"
        if span := self.undertakings.around(begin):
            return "only-founded" if span == (self.founded.get(end), end) else "in-a-name"
        organ = word.organs[0].organ.id if word.organs else ""
        if self.view.startswith(lexicon.members.get(organ, ()), end):
            return "members"
        for length in range(_REACH, 1, -1):
            if codes := self._codes(begin, length):
                return "region-ambiguous" if len(codes) > 1 else "not-read"
        if self.is_bare(begin):
            return "no-place"
        return "no-full-name"

    def _codes(self, begin: int, length: int) -> tuple[str, ...]:
        """The regions that the characters before a word may mean."""
        if begin < length:
            return ()
        return tuple(load_regions().forms().get(self.view[begin - length : begin], ()))
