"""Rows → what the pages look up: entities, sentences and documents by their ids."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import TypeVar
from urllib.parse import unquote

from queries.pages import DocumentRow, EvidenceRow, PageRows, ParticipationRow

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

    entities: Mapping[str, Entity]
    evidence: Mapping[str, EvidenceRow]
    documents: Mapping[str, DocumentRow]
    initiatives: frozenset[str]
    """Which entities are initiatives."""
    parts: Mapping[str, tuple[ParticipationRow, ...]]
    """Participations by initiative."""
    linked: frozenset[str]
    """Entities that the network of agencies and initiatives shows."""

    def name(self, id_: str) -> str:
        """The name of an entity, or its id where the graph gives no name."""
        return self.entities[id_].name if id_ in self.entities else id_

    def address(self, evidence: str) -> str:
        """Where the reader shows a sentence, from the folder of the views."""
        row = self.evidence[evidence]
        return f"documents/{page_name(row.document)}#{anchor(row)}"


def compile_catalogue(rows: PageRows) -> Catalogue:
    """The catalogue of the rows; where they tell an entity's kind in two ways, the first counts."""
    forms = _group((row.entity, row.name) for row in rows.names)
    dates = _group((row.initiative, row.date) for row in rows.initiatives if row.date)
    names = {row.actor: row.name for row in rows.actors}
    entities: dict[str, Entity] = {}
    for actor in rows.actors:
        others = tuple(form for form in forms.get(actor.actor, ()) if form != actor.name)
        entities.setdefault(
            actor.actor,
            Entity(
                id=actor.actor,
                name=actor.name,
                sort=actor.kind,
                forms=others,
                organ=actor.organ,
                level=actor.level,
                region=actor.region.rpartition("/")[2],
                region_name=actor.region_name,
                parent=names.get(actor.parent, ""),
            ),
        )
    for row in rows.initiatives:
        others = tuple(form for form in forms.get(row.initiative, ()) if form != row.name)
        date = "、".join(dates.get(row.initiative, ()))
        entities.setdefault(
            row.initiative, Entity(row.initiative, row.name, row.type, others, date=date)
        )
    return Catalogue(
        entities=entities,
        evidence={row.evidence: row for row in rows.evidence},
        documents={row.document: row for row in rows.documents},
        initiatives=frozenset(row.initiative for row in rows.initiatives),
        parts=_group((row.initiative, row) for row in rows.participations),
        linked=frozenset(id_ for row in rows.participations for id_ in (row.actor, row.initiative)),
    )


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


def anchor(row: EvidenceRow) -> str:
    """The anchor of a sentence on its document's page: e123-456."""
    return f"e{row.start}-{row.end}"


def _group(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Items by key, each once, in the order in which they come."""
    found: dict[Key, dict[Item, None]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item] = None
    return {key: tuple(items) for key, items in found.items()}
