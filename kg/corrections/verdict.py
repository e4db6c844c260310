"""Which entries match nothing any more, once all documents are read."""

import logging
from collections.abc import Iterable, Iterator

from kg.corrections.entities import Found
from kg.corrections.file import Corrections, Numbered
from kg.corrections.model import ALL, Drop, InvalidCorrection, Merge, Set, Split

log = logging.getLogger(__name__)


def refuse_unknown(corrections: Corrections, documents: Iterable[str]) -> None:
    """Raise InvalidCorrection when entries are of documents that the corpus does not have."""
    known = {ALL, *documents}
    lines = [
        str(
            entry.complain(
                f"looked for the document {entry.correction.document}, which is not there:"
                " write the file name without its ending, or all"
            )
        )
        for entry in corrections.entries
        if entry.correction.document not in known
    ]
    if lines:
        raise InvalidCorrection("\n".join(lines))


def refuse_stale(corrections: Corrections, found: Found, unread: Iterable[str] = ()) -> None:
    """Raise InvalidCorrection, one line an entry, when entries match nothing in what was found.

    What concerns a document that could not be read may match there: that is a warning only.
    """
    missing = set(unread)
    lines = []
    for entry in corrections.entries:
        for problem in find_stale(entry, found):
            if any(entry.concerns(document) for document in missing):
                log.warning("%s: %s, or read what could not be read", entry.place, problem)
            else:
                lines.append(f"{entry.place}: {problem}")
    if lines:
        raise InvalidCorrection("\n".join(lines))


def find_stale(entry: Numbered, found: Found) -> Iterator[str]:
    """What an entry looked for and did not find, with what to do; at most one line."""
    wanted = [key for key in _keys_of(entry) if (entry.number, key) not in found.targets]
    document = entry.correction.document
    where = "any document" if document == ALL else document
    if wanted and entry.number in found.idle:
        yield f"changes nothing in {where}, it is so already: remove the entry"
    elif wanted:
        yield (
            f"looked for {_tell(entry, wanted[0])} in {where}, which is not there (any more):"
            f" see `amo show {'ID' if document == ALL else document} --stage"
            f" {'facts' if wanted[0] == 'fact' else 'mentions'}`, then mend or remove the entry"
        )
    elif isinstance(entry.correction, Merge):
        yield from _find_lost_target(entry, entry.correction, found)


def _find_lost_target(entry: Numbered, merge: Merge, found: Found) -> Iterator[str]:
    named = {iri for number, iri in found.named if number == entry.number}
    used = {iri for number, iri in found.used if number == entry.number}
    if not named:
        yield (
            f"looked for {merge.into} to merge into, which no document names (any more):"
            " write `what: rename` to give a new name, or mend or remove the entry"
        )
    elif used - named:
        yield (
            f"took {merge.into} for {', '.join(sorted(used))} where it is not named, but it is"
            f" {', '.join(sorted(named))}: write its kind or type, and its region"
        )


def _keys_of(entry: Numbered) -> list[str]:
    """What an entry must find."""
    correction = entry.correction
    if isinstance(correction, Split):
        return ["name", *(quote for part in correction.into for quote in part.quotes)]
    if isinstance(correction, Set) or (isinstance(correction, Drop) and correction.fact):
        return ["fact"]
    return ["new"] if entry.what.startswith("add-") else ["name"]


def _tell(entry: Numbered, key: str) -> str:
    correction = entry.correction
    if key == "fact":
        return f"the fact {getattr(correction, 'fact', '')}"
    return f"the name {getattr(correction, 'name', '')}" if key == "name" else f"the words {key}"
