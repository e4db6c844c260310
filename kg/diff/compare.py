"""Two builds → what appeared, vanished and changed between them, and why: the flow of the diff.

manifests and dumps → changed subjects → changes of facts → rows. Only what differs is read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from kg.diff.dump import Dump, find_changed_subjects
from kg.diff.facts import ACTOR, INITIATIVE, KINDS, Fact, place_of
from kg.diff.pairs import Change, find_changes
from kg.diff.why import UNKNOWN, Causes, spell_document
from kg.diff.words import KIND_NAMES, tell_changes, tell_details, tell_fact
from kg.manifest import Manifest, read_manifest
from kg.patch import hash_file, map_file
from ontology import terms as t
from ontology.errors import InvalidGraph

GRAPH: Final = "graph.nq"
COLUMNS: Final = ("change", "kind", "fact", "before", "after", "document", "why", "sentence")
APPEARED: Final = "出现 appeared"
VANISHED: Final = "消失 vanished"
CHANGED: Final = "变化 changed"
_MOST: Final = 5
"""Documents that a row names."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two builds."""

    causes: Causes
    rows: tuple[tuple[str, ...], ...]
    """As `COLUMNS` has it."""

    def lines(self) -> Iterator[str]:
        """What the builds were made of, where that differs, and how much came of it."""
        for heading, what in self.causes.summary():
            if what:
                yield f"{heading}: {what}"
        counts = Counter(row[0] for row in self.rows)
        if self.rows:
            yield "  ".join(f"{each} {counts[each]:,}" for each in (APPEARED, VANISHED, CHANGED))
        else:
            yield "事实相同 the facts are the same"


def compare_builds(old: Path, new: Path, document: str = "") -> Difference:
    """What differs between the builds in two folders, in a document or in all.

    Raises InvalidGraph when one of them holds no build that is whole, or no document is so called.
    """
    causes = Causes(_open(old), _open(new))
    if document and not causes.knows(document):
        raise InvalidGraph(f"{document}: 两次构建都没有这份文献 neither build has this document")
    if causes.old.graph == causes.new.graph:
        return Difference(causes, ())
    with map_file(old / GRAPH) as one, map_file(new / GRAPH) as other:
        before, after = Dump(one), Dump(other)
        changes = list(find_changes(find_changed_subjects(one, other), before, after))
        told = zip(changes, _find_documents(changes), strict=True)
        wanted = [each for each in told if not document or spell_document(document) in each[1]]
        wanted.sort(key=_order)
        rows = tuple(_tell(*each, causes, before, after) for each in wanted)
    return Difference(causes, rows)


def _open(folder: Path) -> Manifest:
    """The manifest of a build whose dump is as it was written."""
    manifest = read_manifest(folder)
    path = folder / GRAPH
    if not path.is_file() or hash_file(path) != manifest.graph:
        raise InvalidGraph(f"{path}: 缺失或已改动 is missing or was changed: run `amo build` again")
    return manifest


def _find_documents(changes: Sequence[Change]) -> Iterator[frozenset[str]]:
    """The documents that each change comes from: of collaborations those of the parts taken."""
    parts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for change in changes:
        for fact in (change.old, change.new) if change.kind == "participation" else ():
            if fact:
                parts[fact.get(ACTOR), fact.get(INITIATIVE)].update(fact.documents)
    for change in changes:
        if change.kind != "collaboration":
            yield change.documents
            continue
        shared = [fact.details[t.THROUGH] if fact else frozenset() for fact in _sides(change)]
        actors = change.fact.details[t.BETWEEN]
        keys = ((actor, each) for actor in actors for each in shared[0] ^ shared[1])
        yield frozenset(document for key in keys for document in parts.get(key, ()))


def _sides(change: Change) -> tuple[Fact | None, Fact | None]:
    return change.old, change.new


def _order(told: tuple[Change, frozenset[str]]) -> tuple[object, ...]:
    """By document, kind, and place in the text."""
    change, documents = told
    return min(documents, default=""), KINDS.index(change.kind), place_of(change.fact)


def _tell(
    change: Change, documents: frozenset[str], causes: Causes, before: Dump, after: Dump
) -> tuple[str, ...]:
    """A change as a row of `COLUMNS`."""
    dump = after if change.new else before
    why = causes.of_documents(documents)
    if change.kind == "collaboration":
        why = causes.of_derived("collaboration", why)
    return (
        CHANGED if change.old and change.new else APPEARED if change.new else VANISHED,
        KIND_NAMES[change.kind],
        tell_fact(change.fact, dump),
        *_tell_sides(change, before, after),
        _name_documents(documents),
        "；".join(why) or UNKNOWN,
        dump.text(change.fact.evidence) if change.fact.evidence else "",
    )


def _tell_sides(change: Change, before: Dump, after: Dump) -> tuple[str, str]:
    """What was and what is: the details that differ, or all where there is one side only."""
    if change.old and change.new:
        told = list(tell_changes(change.old, change.new, before, after))
        return tuple(  # type: ignore[return-value] # two
            "；".join(f"{each[0]}: {each[side]}" for each in told if each[side]) for side in (1, 2)
        )
    old = tell_details(change.old, before) if change.old else ""
    return old, tell_details(change.new, after) if change.new else ""


def _name_documents(documents: frozenset[str]) -> str:
    names = sorted(unquote(each) for each in documents)
    rest = f" … 共{len(names)} in all" if len(names) > _MOST else ""
    return "、".join(names[:_MOST]) + rest
