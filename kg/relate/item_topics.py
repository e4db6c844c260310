"""Which undertaking an item of a list, or a paragraph, is about."""

from collections.abc import Sequence

from kg.facts import Initiative, InitiativeMention
from kg.read.document import Document


class ItemTopics:
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
