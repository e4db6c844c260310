"""Named officials and the posts that a sentence gives them.

    document, context, actors → find_posts → Post …

市委副书记、市长张三: a post or several, a surname and one or two characters, then a verb or the
end of the phrase. A post counts only where the body that it is held in can be told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.facts import Actor, ActorMention, Post
from kg.mention import names
from kg.mention.context import Context
from kg.mention.places import Places
from kg.read.document import Document
from ontology.errors import InvalidRule
from ontology.organs import Organ, load_organs

PATH: Final = Path(__file__).parents[1] / "lexicon" / "actors-people.yml"
_POSTS: Final = 6
"""Posts before the last one that a name may have."""
_ENDS: Final = "，。、；：！？“”（）,;:"
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")


class PeopleLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lexicon file; its comments say what each list is for."""

    posts: tuple[str, ...]
    government: tuple[str, ...]
    surnames: tuple[str, ...]
    not_names: frozenset[str]
    followers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    """A post as it stands in the text, with the body that it is held in."""

    begin: int
    end: int
    agency: Actor | None


@cache
def load_people() -> PeopleLexicon:
    """The lexicon. Raises InvalidRule when the file is broken."""
    return read_people(PATH)


def read_people(path: Path) -> PeopleLexicon:
    """The lexicon of a file. Raises InvalidRule, naming file, entry and cause."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=PeopleLexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidRule(f"{path}: {error}; mend the entry") from error


def find_posts(
    document: Document, context: Context, actors: tuple[ActorMention, ...]
) -> tuple[Post, ...]:
    """Who holds what post, by place; an official with two posts has two entries."""
    reader = _Reader(document, context, actors)
    return tuple(reader.read())


class _Reader:
    def __init__(
        self, document: Document, context: Context, actors: tuple[ActorMention, ...]
    ) -> None:
        self.view = document.view
        self.sentences = document.sentences
        self.bodies = {each.end: each.actors[-1] for each in actors}
        self.places = Places(context.home)
        self.lexicon = load_people()
        self.surnames = frozenset(self.lexicon.surnames)

    def read(self) -> Iterator[Post]:
        """The posts, left to right."""
        titles: list[_Title] = []
        finder, forms, government = _finder()
        number = 0
        for index, begin, end in finder.find_matches_as_indexes(self.view):
            while number < len(self.sentences) and self.sentences[number].end <= begin:
                number += 1
                titles = []
            title = self._title(begin, end, forms[index] in government, titles)
            titles = [*titles[-_POSTS:], title] if self._continues(titles, begin) else [title]
            name = self._name_at(end)
            if name and number < len(self.sentences):
                yield from self._posts(titles, name, self.sentences[number].number)

    def _posts(self, titles: list[_Title], name: str, sentence: int) -> Iterator[Post]:
        for title in titles:
            if title.agency is None:
                continue
            person = Actor("person", name, title.agency.region)
            post = self.view[title.begin : title.end]
            yield Post(sentence, person, post, title.agency, "actor.person")

    def _title(self, begin: int, end: int, governs: bool, titles: list[_Title]) -> _Title:
        agency = self.bodies.get(begin)
        if agency is None and governs:
            agency = self._government(begin, end)
        elif agency is None and self._continues(titles, begin):
            agency = titles[-1].agency
        return _Title(begin, end, agency)

    def _government(self, begin: int, end: int) -> Actor | None:
        """副市长 is a post of the own city's government, 张店区区长 of that district's."""
        place = self.places.named(self.view, max(0, begin - 12), begin)
        region = place.region if place else self.places.own(self.view[end - 2])
        if region is None or region.level == "national":
            return None
        return names.name_at(region, _government_type())

    def _continues(self, titles: list[_Title], begin: int) -> bool:
        """Whether the post goes on with the one before: 党组书记、局长; 常委、市委宣传部部长."""
        if not titles:
            return False
        between = self.view[titles[-1].end : begin]
        if between in {"、", "兼", "，", ""}:
            return True
        return between[:1] in {"、", "兼", "，"} and begin in self.bodies and len(between) <= 16

    def _name_at(self, begin: int) -> str:
        """The name that begins here, or ""."""
        view = self.view
        surname = 2 if view[begin : begin + 2] in self.surnames else 1
        if view[begin : begin + surname] not in self.surnames:
            return ""
        if view[begin : begin + 2] in self.lexicon.not_names:
            return ""
        for given in (1, 2):
            end = begin + surname + given
            name = view[begin:end]
            if "某" in name or not _HAN.fullmatch(name):
                return ""
            if view[end : end + 1] in _ENDS or view.startswith(self.lexicon.followers, end):
                return name
        return ""


@cache
def _finder() -> tuple[AhoCorasick, tuple[str, ...], frozenset[str]]:
    lexicon = load_people()
    forms = (*lexicon.posts, *lexicon.government)
    finder = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest)
    return finder, forms, frozenset(lexicon.government)


@cache
def _government_type() -> Organ:
    return next(organ for organ in load_organs() if organ.id == "government")
