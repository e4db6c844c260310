"""Rows → what the pages look up: entities, sentences and documents by their ids."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import TypeVar
from urllib.parse import unquote

from queries.pages import DocumentRow, EvidenceRow, PageRows, ParticipationRow
from visualize.style import load_style

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_HASH = re.compile(r"-?\b[0-9a-f]{8}$")
Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or an initiative as the pages show it."""

    id: str
    name: str
    sort: str
    """Kind of actor or type of initiative."""
    forms: tuple[str, ...]
    """Other names, and the forms met in the texts."""
    organ: str = ""
    level: str = ""
    region: str = ""
    """Code of its region."""
    region_name: str = ""
    parent: str = ""
    date: str = ""

    @property
    def initials(self) -> str:
        """First letters of the pinyin of its name, taken from its IRI: scjdglj."""
        spelt = _HASH.sub("", self.id.rpartition("/")[2])
        return "".join(syllable[0] for syllable in spelt.split("-") if syllable)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything by its id."""

    names: Mapping[str, str]
    """Of entities, regions, organ types and units."""
    entities: Mapping[str, Entity]
    """Actors and initiatives."""
    initiatives: frozenset[str]
    """Which entities are initiatives."""
    evidence: Mapping[str, EvidenceRow]
    documents: Mapping[str, DocumentRow]
    regions: Mapping[str, str]
    """Names of the regions of documents."""
    parts: Mapping[str, tuple[ParticipationRow, ...]]
    """Participations by initiative."""
    linked: frozenset[str]
    """Entities that the network of agencies and initiatives shows."""

    def name(self, id_: str) -> str:
        """The name of what has an id, or the id where the graph gives no name."""
        return self.names.get(id_, id_)

    def title(self, document: str) -> str:
        """The title of a document, or its id where it has none."""
        return self.documents[document].title or document_id(document)

    def address(self, evidence: str) -> str:
        """Where the reader shows a sentence, from the folder of the views."""
        row = self.evidence[evidence]
        return f"documents/{page_name(row.document)}#{anchor(row)}"


class Entities(Mapping[str, Entity]):
    """Actors and initiatives by their ids, each put together when it is asked for."""

    def __init__(self, kinds: Mapping[str, str], make: Callable[[str, str], Entity]) -> None:
        self._kinds = kinds
        self._make = make
        self._made: dict[str, Entity] = {}

    def __getitem__(self, id_: str) -> Entity:
        if id_ not in self._made:
            self._made[id_] = self._make(id_, self._kinds[id_])
        return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def compile_catalogue(rows: PageRows) -> Catalogue:
    """The catalogue of the rows; where they tell an entity's kind in two ways, the first counts."""
    said: dict[str, dict[str, list[str]]] = {}
    for each in rows.descriptions:
        said.setdefault(each.entity, {}).setdefault(each.attribute, []).append(each.value)
    names = {id_: about["name"][0] for id_, about in said.items() if "name" in about}
    kinds: dict[str, str] = {}
    for row in rows.kinds:
        kinds.setdefault(row.entity, row.kind)
    types = load_style().types
    return Catalogue(
        names=names,
        entities=Entities(kinds, lambda id_, kind: _entity(id_, kind, said.get(id_, {}), names)),
        initiatives=frozenset(id_ for id_, kind in kinds.items() if kind in types),
        evidence={row.evidence: row for row in rows.evidence},
        documents={row.document: row for row in rows.documents},
        regions={
            row.document: _named(said.get(row.document, {}), "region", names)
            for row in rows.documents
        },
        parts=_group((row.initiative, row) for row in rows.participations),
        linked=frozenset(id_ for row in rows.participations for id_ in (row.actor, row.initiative)),
    )


def _entity(
    id_: str, kind: str, about: Mapping[str, list[str]], names: Mapping[str, str]
) -> Entity:
    name = names.get(id_, id_)
    return Entity(
        id=id_,
        name=name,
        sort=kind,
        forms=tuple(form for form in about.get("form", ()) if form != name),
        organ=_named(about, "organ", names),
        level=next(iter(about.get("level", ())), ""),
        region=next(iter(about.get("region", ())), "").rpartition("/")[2],
        region_name=_named(about, "region", names),
        parent=_named(about, "parent", names),
        date="、".join(about.get("date", ())),
    )


def _named(about: Mapping[str, list[str]], attribute: str, names: Mapping[str, str]) -> str:
    """The names of an attribute's values, "" where there are none."""
    return "、".join(names.get(value, value) for value in about.get(attribute, ()))


def document_id(document: str) -> str:
    """The id of a document, the name of its file without the ending, from its IRI."""
    return unquote(document.removeprefix("document/"))


def page_name(document: str) -> str:
    """The file name of a document's page: plain ASCII on every system, different for each."""
    id_ = document.removeprefix("document/")
    if _PLAIN.fullmatch(id_):
        return f"{id_}.html"
    readable = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:40] or "document"
    return f"{readable}-{sha1(id_.encode(), usedforsecurity=False).hexdigest()[:8]}.html"


def offset(outcome: str) -> int:
    """Where a figure or honour stands in the stored text, from its IRI; -1 where that is open."""
    place = outcome.rpartition("/")[2].partition("-")[0]
    return int(place) if place.isdecimal() else -1


def anchor(row: EvidenceRow) -> str:
    """The anchor of a sentence on its document's page: e123-456."""
    return f"e{row.start}-{row.end}"


def _group(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by key, each once, in the order in which they come."""
    found: dict[Key, dict[Item, None]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item] = None
    return {key: tuple(items) for key, items in found.items()}
