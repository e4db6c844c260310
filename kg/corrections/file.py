"""`corrections.yml` → its entries, checked one by one; the first arrow of the corrections."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any

import msgspec
import yaml

from kg.corrections.model import (
    ALL,
    Addition,
    Change,
    Correction,
    Drop,
    InvalidCorrection,
    Merge,
    Rename,
    Set,
    Split,
)
from kg.read.source import CORRECTIONS
from kg.structure import is_period
from ontology.terms import ID

_SIGNATURE = frozenset({"why", "by", "on"})
_UNNAMED = _SIGNATURE | {"document", "what", "kind", "type", "region"}
"""Keys that name no actor or initiative."""
_MEND = "see docs/corrections.md"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A correction with its place in the file."""

    number: int
    """1 for the first."""
    line: int
    file: str
    correction: Correction

    @property
    def node(self) -> str:
        """Its IRI: a function of what it says, not of where it stands."""
        said = msgspec.json.encode(self.correction, order="sorted")
        return f"{ID}correction/{sha1(said, usedforsecurity=False).hexdigest()[:12]}"

    @property
    def what(self) -> str:
        """Its kind, as it is written: merge, add-actor."""
        return str(type(self.correction).__struct_config__.tag)

    @property
    def is_for_all(self) -> bool:
        """Whether it is a correction of every document."""
        return self.correction.document == ALL

    def concerns(self, document: str) -> bool:
        """Whether it is a correction of this document."""
        return self.correction.document in (ALL, document)

    @property
    def is_by_id(self) -> bool:
        """Whether it is about a fact, or writes a name as an id: no name tells what it is about."""
        fact = getattr(self.correction, "fact", None)
        return bool(fact) or any(word.startswith("id:") for word in self.words)

    @property
    def words(self) -> frozenset[str]:
        """The texts that it says: whatever it names or makes is among them."""
        return frozenset(_words_of(msgspec.to_builtins(self.correction)))

    def complain(self, problem: str) -> InvalidCorrection:
        """An error of one line: file, entry, problem."""
        return InvalidCorrection(f"{self.place}: {problem}")

    @property
    def place(self) -> str:
        """File, number, line and kind, to stand before a message."""
        return f"{self.file}: entry {self.number} (line {self.line}, {self.what})"


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a corpus."""

    entries: tuple[Numbered, ...] = ()
    sha256: str = ""
    """Of the file; "" where there is none."""

    def of(self, document: str) -> tuple[Numbered, ...]:
        """Those that concern a document."""
        return tuple(entry for entry in self.entries if entry.concerns(document))


def find_touching(entries: Sequence[Numbered], names: AnySet[str]) -> tuple[Numbered, ...]:
    """Those of the entries that concern a document which can have an effect on it.

    `names` are the names and ids of all that was read in it. An entry of every document whose words
    are neither among them nor among those of another that has an effect leaves it as it is.
    """
    found = {each.number for each in entries if not each.is_for_all or each.is_by_id}
    words = {word for each in entries if each.number in found for word in each.words} | names
    while more := [e for e in entries if e.number not in found and not words.isdisjoint(e.words)]:
        found.update(each.number for each in more)
        words.update(word for each in more for word in each.words)
    return tuple(each for each in entries if each.number in found)


def _words_of(said: Mapping[str, object]) -> Iterator[str]:
    for key, value in said.items():
        if isinstance(value, list | tuple):
            for part in value:
                yield from _words_of(part) if isinstance(part, Mapping) else (str(part),)
        elif isinstance(value, str) and key not in _UNNAMED:
            yield value


class _Loader(yaml.BaseLoader):
    """All scalars are text; a key that is given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # is refused below
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"key {key.value!r} is given twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_corrections(corpus: Path) -> Corrections:
    """The corrections beside the reports; none where there is no file.

    Raises InvalidCorrection, naming file, entry, problem and mend.
    """
    path = corpus / CORRECTIONS
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Corrections()
    except OSError as error:
        raise InvalidCorrection(f"{path}: cannot be read ({error.strerror})") from error
    entries = tuple(
        _convert(path, number, line, content)
        for number, (line, content) in enumerate(_load(path, raw), 1)
    )
    _refuse_doubles(entries)
    return Corrections(entries, sha256(raw).hexdigest())


def _load(path: Path, raw: bytes) -> list[tuple[int, object]]:
    """The entries as YAML has them, each with its line."""
    try:
        loader = _Loader(raw.decode("utf-8-sig"))
        node = loader.get_single_node()
        if node is None or node.value == "":
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise InvalidCorrection(
                f"{path}: is no list of corrections: begin each with `- document:`; {_MEND}"
            )
        content = loader.construct_document(node)
    except UnicodeDecodeError as error:
        raise InvalidCorrection(f"{path}: is not UTF-8; save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidCorrection(f"{path}: is no YAML ({_problem(error)}); {_MEND}") from error
    return [(n.start_mark.line + 1, c) for n, c in zip(node.value, content, strict=True)]


def _problem(error: Exception) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "nested too deep"
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def _convert(path: Path, number: int, line: int, content: object) -> Numbered:
    where = f"{path}: entry {number} (line {line})"
    try:
        correction = msgspec.convert(content, Correction)
    except msgspec.ValidationError as error:
        raise InvalidCorrection(f"{where}: {_explain(content, error)}; {_MEND}") from error
    entry = Numbered(number, line, str(path), correction)
    problem = _find_problem(correction)
    if problem:
        raise entry.complain(problem)
    return entry


def _explain(content: object, error: msgspec.ValidationError) -> str:
    """What msgspec found, told of the key."""
    if isinstance(content, Mapping) and "what" not in content:
        return "says not `what` it does: what: merge, split, rename, change, drop, set or add-…"
    complaint, _, place = str(error).partition(" - at `$")
    key = place.rstrip("`").lstrip(".")
    return f"{key}: {complaint}" if key else complaint


def _find_problem(correction: Correction) -> str:
    """What no model can say of the keys of an entry; "" where all is well."""
    if isinstance(correction, Drop) and (correction.fact is None) == (correction.name is None):
        return "write either `fact` (an id of `amo show`) or `name`"
    if isinstance(correction, Change):
        if correction.kind and correction.type:
            return "write `kind` for an actor or `type` for an initiative, not both"
        if not (correction.kind or correction.type or correction.region):
            return "changes nothing: write kind, type or region"
    if isinstance(correction, Set) and not details_of(correction):
        return "sets nothing: write the detail, for instance `role: partner` or `period: 2023`"
    if isinstance(correction, Addition) and correction.document == ALL:
        return "a quote stands in one document: write its id as `document`"
    if isinstance(correction, Merge) and correction.name == correction.into:
        return "merges a name into itself: write the id that `amo show --stage mentions` gives"
    if isinstance(correction, Rename) and correction.name == correction.to:
        return "renames nothing: both names are the same"
    if isinstance(correction, Split):
        names = [part.name for part in correction.into]
        if len(set(names)) < len(names):
            return "splits a name into the same name twice"
    return _find_bad_date(correction)


def _find_bad_date(correction: Correction) -> str:
    """A date that there is not; "" where all is well."""
    for key in ("period", "date"):
        value = getattr(correction, key, None)
        if value and not is_period(value):
            return f"{key}: {value} is no date of the calendar; write it as 2024-08-20"
    return ""


def details_of(correction: Set) -> dict[str, object]:
    """The details that it sets, by their keys."""
    own = msgspec.structs.asdict(correction)
    return {
        key: value
        for key, value in own.items()
        if key not in _SIGNATURE | {"document", "fact"} and value is not None
    }


def _refuse_doubles(entries: tuple[Numbered, ...]) -> None:
    """Two entries that say the same, whoever says so."""
    seen: dict[str, Numbered] = {}
    for entry in entries:
        own = msgspec.structs.asdict(entry.correction)
        said = [(key, own[key]) for key in sorted(own) if key not in _SIGNATURE]
        other = seen.setdefault(repr((entry.what, said)), entry)
        if other is not entry:
            raise entry.complain(f"says the same as entry {other.number}: remove one of them")
