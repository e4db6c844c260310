"""Where the words of a correction stand: in the stored text, white space aside."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from kg.read.document import Document, Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A run of the view, inside one sentence."""

    sentence: int
    begin: int
    end: int


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


class Quotes:
    """Finds words in one document."""

    def __init__(self, document: Document):
        self._document = document

    @cached_property
    def _places(self) -> list[int]:
        """The place of each character that is no white space."""
        return [i for i, letter in enumerate(self._document.text) if not letter.isspace()]

    @cached_property
    def _text(self) -> str:
        return squeeze(self._document.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.end for sentence in self._document.sentences]

    def find(self, words: str) -> tuple[Place | None, ...]:
        """Each place where the words stand; None for one that is in no one sentence."""
        wanted, found = squeeze(words), []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            found.append(self._place(self._places[at], self._places[at + len(wanted) - 1] + 1))
            at = self._text.find(wanted, at + 1)
        return tuple(found)

    def find_in(self, words: str, place: Place) -> Place | None:
        """The first place of the words inside another place."""
        return next((each for each in self.find(words) if each and _holds(place, each)), None)

    def _place(self, start: int, end: int) -> Place | None:
        """The run of the view that [start, end) of the text became."""
        origin = self._document.origin
        begin, stop = bisect_left(origin, start), bisect_left(origin, end)
        number = bisect_left(self._ends, begin + 1)
        if begin == stop or number == len(self._ends):
            return None
        sentence: Sentence = self._document.sentences[number]
        if sentence.begin <= begin and stop <= sentence.end:
            return Place(number, begin, stop)
        return None


def _holds(place: Place, inner: Place) -> bool:
    return place.begin <= inner.begin and inner.end <= place.end
