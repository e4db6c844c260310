"""The sidecar of a document, ID.yml: what its keeper knows of it.

Every scalar is read as text (2024 is no number, 2023-09-15 no date object). A key that is not known
is an error, because a misspelt one would otherwise be lost in silence.
"""

from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from kg.read.document import Metadata
from ontology.errors import InvalidSource

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_Text = Annotated[str, msgspec.Meta(max_length=500)]
_MAX_BYTES = 1 << 16
_MENDS = {
    "period": "write it as 2024, 2024-08, 2024-08-20 or 2023-01-01/2023-06-30",
    "issued": "write it as 2024-08-20",
    "url": "write a whole address that begins with http:// or https://",
}
_MEND = "write one `key: text` a line, the keys being " + ", ".join(Metadata.__dataclass_fields__)


class _Sidecar(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    title: _Text | None = None
    publisher: _Text | None = None
    region: _Text | None = None
    period: Annotated[str, msgspec.Meta(pattern=f"^{_DAY}(/{_DAY})?$")] | None = None
    issued: Annotated[str, msgspec.Meta(pattern=f"^{_DAY}$")] | None = None
    url: Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")] | None = None


class _Loader(yaml.BaseLoader):
    """The safest loader there is (text, lists, mappings), which also refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(problem=f"key {key!r} is given twice")
        return super().construct_mapping(node, deep)


def read_sidecar(path: Path) -> Metadata:
    """Return what a sidecar states; an empty value is an absent one.

    Raises InvalidSource, naming file, key and mend.
    """
    entries = _load(path)
    filled = {key: value for key, value in entries.items() if value not in ("", "~", "null")}
    try:
        sidecar = msgspec.convert(filled, _Sidecar)
    except msgspec.ValidationError as error:
        raise InvalidSource(_explain(path, str(error))) from error
    metadata = Metadata(**msgspec.structs.asdict(sidecar))
    _check_days(path, "issued", metadata.issued)
    _check_days(path, "period", metadata.period)
    return metadata


def _load(path: Path) -> dict[object, object]:
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise InvalidSource(f"{path}: is too long for a sidecar; {_MEND}")
        content = yaml.load(raw.decode("utf-8-sig"), _Loader)
    except OSError as error:
        raise InvalidSource(
            f"{path}: cannot be read ({error.strerror}); allow reading it"
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidSource(f"{path}: is not UTF-8; save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidSource(f"{path}: is no YAML ({_problem(error)}); {_MEND}") from error
    if content in (None, ""):
        return {}
    if not isinstance(content, dict):
        raise InvalidSource(f"{path}: holds no keys; {_MEND}")
    return content


def _problem(error: Exception) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "nested too deep"
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def _explain(path: Path, complaint: str) -> str:
    """What msgspec found, with the mend for that key."""
    key = complaint.rpartition("$.")[2].rstrip("`") if "$." in complaint else ""
    what = f"{key}: {complaint.rpartition(' - at')[0]}" if key else complaint
    return f"{path}: {what}; {_MENDS.get(key, _MEND)}"


def _check_days(path: Path, key: str, value: str | None) -> None:
    days = (value or "2000").split("/")
    try:
        first, last = (
            date.fromisoformat(day + "-01-01"[len(day) - 4 :]) for day in (days[0], days[-1])
        )
    except ValueError as error:
        raise InvalidSource(
            f"{path}: {key}: {value} is no date ({error}); {_MENDS[key]}"
        ) from error
    if last < first:
        raise InvalidSource(f"{path}: {key}: {value} ends before it begins; {_MENDS[key]}")
