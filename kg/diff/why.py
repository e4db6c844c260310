"""Why a fact came, went or changed: what of its documents and of the program is another now.

Told from the manifests of the two builds. Where several things changed that a document's facts
depend on, all are told: which of them it was cannot be seen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote, unquote

from kg.manifest import Manifest

UNKNOWN: Final = "不明 unknown"
_MOST: Final = 4
"""Files that are named."""
_SILENT: Final = frozenset({"kg/rules/precision.yml", "kg/rules/reasons.yml"})
"""Rule files that only tell about rules: no fact depends on them."""


@dataclass(frozen=True)
class Causes:
    """What the builds were made of, beside each other."""

    old: Manifest
    new: Manifest

    def of_documents(self, documents: Iterable[str]) -> tuple[str, ...]:
        """The causes that lie in some documents, given as IRIs have them, and in the program."""
        found = (cause for each in sorted(documents) for cause in self.of_document(unquote(each)))
        return tuple(dict.fromkeys(found))

    def of_document(self, id_: str) -> tuple[str, ...]:
        """The causes that lie in a document, and in the program that read it."""
        old, new = self.old.documents.get(id_), self.new.documents.get(id_)
        if old is None and new is None:
            return ()
        if old is None:
            was = id_ in self.old.unread
            return ("以前未能读出 unreadable before",) if was else ("新文献 new document",)
        if new is None:
            fails = id_ in self.new.unread
            return ("不再能读出 unreadable now",) if fails else ("文献撤下 removed document",)
        told = (
            ("原文改动 changed text", (old.source, old.sha256) != (new.source, new.sha256)),
            ("附注改动 changed sidecar", old.sidecar != new.sidecar),
            ("更正 correction", old.corrections != new.corrections),
        )
        return (*(cause for cause, is_so in told if is_so), *self.program)

    @cached_property
    def program(self) -> tuple[str, ...]:
        """The causes that every document which both builds read is subject to."""
        return tuple(
            f"{what} ({_name(files)})"
            for what, files in (
                ("规则改动 changed rule", self.rules),
                ("词表改动 changed vocabulary", self.vocabulary),
                ("程序改动 changed program", self.code),
            )
            if files
        )

    @cached_property
    def rules(self) -> list[str]:
        """The files of rules and cue words that differ and that facts depend on."""
        return [file for file in _differ(self.old.rules, self.new.rules) if file not in _SILENT]

    @cached_property
    def vocabulary(self) -> list[str]:
        """The files of the vocabulary that differ."""
        return _differ(self.old.vocabulary, self.new.vocabulary)

    @cached_property
    def code(self) -> list[str]:
        """What of the program differs: its version or code, its libraries."""
        old, new = self.old.code, self.new.code
        is_other = (old.version, old.sha256) != (new.version, new.sha256)
        own = [f"amo {old.version} → {new.version}"] if is_other else []
        return own + [
            f"{name} {old.libraries.get(name, '—')} → {new.libraries.get(name, '—')}"
            for name in _differ(old.libraries, new.libraries)
        ]

    @cached_property
    def derivations(self) -> list[str]:
        """The derivation rules that differ."""
        return _differ(self.old.derivations, self.new.derivations)

    def of_derived(self, rule: str, causes: Iterable[str]) -> tuple[str, ...]:
        """The causes of what a rule derived from facts that have these causes."""
        own = (f"推导规则改动 changed derivation ({rule})",) if rule in self.derivations else ()
        return tuple(dict.fromkeys((*causes, *own)))

    def knows(self, id_: str) -> bool:
        """Whether either build tells of a document."""
        parts = (self.old.documents, self.old.unread, self.new.documents, self.new.unread)
        return any(id_ in part for part in parts)

    def summary(self) -> Iterator[tuple[str, str]]:
        """What differs, in words: heading and what."""
        old, new = self.old.documents.keys(), self.new.documents.keys()
        yield "新文献 new documents", _name(sorted(new - old))
        yield "撤下的文献 removed documents", _name(sorted(old - new))
        both = sorted(id_ for id_ in old & new if self.own(id_))
        yield "改动的文献 changed documents", _name(f"{i} ({'、'.join(self.own(i))})" for i in both)
        yield "规则 rules", _name(self.rules)
        yield "词表 vocabulary", _name(self.vocabulary)
        yield "程序 program", _name(self.code)
        yield "推导规则 derivation rules", _name(self.derivations)

    def own(self, id_: str) -> tuple[str, ...]:
        """The causes that lie in a document alone."""
        return tuple(each for each in self.of_document(id_) if each not in self.program)


def spell_document(id_: str) -> str:
    """A document as IRIs have it."""
    return quote(id_, safe="")


def _differ(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(key for key in {*old, *new} if old.get(key) != new.get(key))


def _name(items: Iterable[str]) -> str:
    """The first of them, and how many there are where they are many."""
    names = list(items)
    rest = f" … 共{len(names)} in all" if len(names) > _MOST else ""
    return "、".join(names[:_MOST]) + rest
