"""Which actor or initiative the name in an addition or a detail means: after all corrections."""

from collections.abc import Callable, Iterable

from kg.corrections.entities import EntityCorrections
from kg.corrections.file import Numbered
from kg.corrections.items import Item
from kg.corrections.names import Names, parties
from kg.facts import Actor, Initiative
from ontology.regions import Region


class Parties:
    """The actors and initiatives of a document as they are after correction."""

    def __init__(
        self,
        names: Names,
        corrections: EntityCorrections,
        items: Callable[[], Iterable[Item]],
    ) -> None:
        self.names = names
        self._corrections = corrections
        self._items = items

    def find_actor(self, entry: Numbered, name: str, sentence: int) -> Actor:
        """The actor of a name: one of the document, one that was corrected, an official name.

        Raises InvalidCorrection when the name is none of these.
        """
        actor = self.seek_actor(entry, name, sentence)
        if actor is None:
            raise entry.complain(
                f"{name} is no actor of the document: write its full name as"
                " `amo show --stage mentions` gives it, or add it with `what: add-actor`"
            )
        return actor

    def seek_actor(self, entry: Numbered, name: str, sentence: int) -> Actor | None:
        """The same, or None."""
        known = self._find(entry, name, Actor, sentence)
        if isinstance(known, Actor):
            return known
        return self.names.read_actor(name)

    def find_initiative(self, entry: Numbered, name: str, sentence: int) -> Initiative:
        """The initiative of a name. Raises InvalidCorrection when the document has none."""
        known = self._find(entry, name, Initiative, sentence)
        if not isinstance(known, Initiative):
            raise entry.complain(
                f"{name} is no initiative of the document: write its name as"
                " `amo show --stage mentions` gives it, or add it with `what: add-initiative`"
            )
        return known

    def find_place(self, name: str) -> Region | None:
        """The region of a name, if it is the name of one."""
        return self.names.place_of(name)

    def _find(
        self, entry: Numbered, name: str, class_: type[Actor] | type[Initiative], sentence: int
    ) -> Actor | Initiative | None:
        now = dict.fromkeys(each for item in self._items() for each in parties(item.value))
        known = self.names.find(entry, name, [each for each in now if isinstance(each, class_)])
        if known is not None:
            return known
        before = [each for each in self.names.entities if isinstance(each, class_)]
        read = self.names.find(entry, name, before)
        if read is None:
            return None
        became = self._corrections.correct(read, sentence).entities
        return became[0][0] if became else None
