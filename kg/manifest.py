"""What a build was made of, in hashes: documents, sidecars, corrections, rules, vocabulary, code.

It stands in the folder of the build as manifest.json. The next build reuses what nothing has
changed of, and `amo diff` tells from two of them why a fact came or went.
"""

import platform
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

import kg
import ontology
from kg.audit.describe import audit_rule
from kg.corrections.file import Numbered
from kg.derive import load_rules
from kg.repeats import repeats_rule
from ontology.errors import InvalidGraph

MARK = "manifest.json"
"""The file that tells a build from any other folder."""
LIBRARIES: Final = (
    *("ahocorasick-rs", "charset-normalizer", "cn2an", "lxml", "msgspec", "numpy"),
    *("pdfminer.six", "pdfplumber", "pyoxigraph", "pypinyin", "python-docx", "pyyaml"),
)
"""What has part in what is read from a document, stored and derived."""
_SHAPING: Final = frozenset({"amo.ttl", "alignments.ttl", "shapes"})
"""What of ontology/ describes and checks the graph, but says nothing of documents."""
_PASSED_OVER: Final = frozenset({".py", ".pyc", ".md"})


class Source(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a document was made of; hashes are SHA-256 of the bytes, "" where there is nothing."""

    source: str
    """Name of the file."""
    sha256: str
    sidecar: str = ""
    corrections: str = ""
    """Of the entries that can have an effect on it."""
    kept: str = ""
    """Of what is kept of it for the next build; "" where that must not be used."""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The program."""

    version: str
    sha256: str
    libraries: dict[str, str]
    """Versions, Python among them."""


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a build was made of; files by their paths in the package."""

    documents: dict[str, Source]
    rules: dict[str, str]
    vocabulary: dict[str, str]
    ontology: dict[str, str]
    derivations: dict[str, str]
    code: Code
    corrections: str = ""
    """Of corrections.yml."""
    unread: tuple[str, ...] = ()
    """Ids of what could not be read, sorted."""
    graph: str = ""
    """Of graph.nq."""
    quads: int = 0

    def reads_like(self, other: "Manifest") -> bool:
        """Whether both builds read the same facts from the same document."""
        return (self.rules, self.vocabulary, self.code) == (
            other.rules,
            other.vocabulary,
            other.code,
        )

    def concludes_like(self, other: "Manifest") -> bool:
        """Whether the same follows from the same facts, and is held to be sound."""
        return (self.derivations, self.ontology) == (other.derivations, other.ontology)


def describe_program() -> Manifest:
    """The manifest of a build of nothing: rules, vocabulary and code as they are installed."""
    return Manifest(
        documents={},
        rules=_hash_files(Path(kg.__path__[0])),
        vocabulary=_hash_files(Path(ontology.__path__[0]), without=_SHAPING | {"derive"}),
        ontology=_hash_files(Path(ontology.__path__[0]), only=_SHAPING),
        derivations={
            rule.name: rule.sha256 for rule in (*load_rules(), repeats_rule(), audit_rule())
        },
        code=Code(version("amo-kg"), _hash_code(), _find_libraries()),
    )


def describe_source(path: Path) -> Source | None:
    """The files of a document; None where one is none that can be read as it stands."""
    from kg.read.source import SIZE_LIMIT  # noqa: PLC0415 - reading is imported when needed

    sidecar = path.with_suffix(".yml")
    try:
        if not path.is_file() or path.stat().st_size > SIZE_LIMIT:
            return None
        if sidecar.exists() and not sidecar.is_file():
            return None
        told = _hash(sidecar.read_bytes()) if sidecar.exists() else ""
        return Source(path.name, _hash(path.read_bytes()), told)
    except OSError:
        return None


def hash_corrections(entries: Sequence[Numbered]) -> str:
    """The hash of what entries say, wherever they stand in their file; "" where there are none."""
    said = msgspec.json.encode([entry.correction for entry in entries], order="sorted")
    return _hash(said) if entries else ""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a build. Raises InvalidGraph when there is none that can be read."""
    try:
        return msgspec.json.decode((folder / MARK).read_bytes(), type=Manifest)
    except OSError as error:
        raise InvalidGraph(
            f"{folder}: 不是构建目录 holds no build: run `amo build` first"
        ) from error
    except msgspec.MsgspecError as error:
        raise InvalidGraph(
            f"{folder / MARK}: 不能读取 cannot be read ({error}): run `amo build` again"
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder of a build."""
    text = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=2)
    (folder / MARK).write_bytes(text + b"\n")


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _hash_files(
    package: Path, only: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The hashes of data files; `only` and `without` name what lies directly in the package."""
    found = {}
    for path in _walk(package):
        place = path.relative_to(package)
        first = place.parts[0]
        if path.suffix not in _PASSED_OVER and first not in without and first in (only or {first}):
            found[f"{package.name}/{place.as_posix()}"] = _hash(path.read_bytes())
    return found


def _hash_code() -> str:
    whole = sha256()
    for package in (Path(ontology.__path__[0]), Path(kg.__path__[0])):
        for path in _walk(package):
            if path.suffix == ".py":
                whole.update(f"{path.relative_to(package.parent).as_posix()}\n".encode())
                whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _walk(package: Path) -> Iterator[Path]:
    """The files of a package, sorted; none that editors or systems leave behind."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield path


def _find_libraries() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
