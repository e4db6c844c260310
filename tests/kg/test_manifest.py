"""The manifest tells every file and library that a build is made of."""

import ast
import shutil
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest

import kg
import ontology
from kg.manifest import LIBRARIES, Manifest, describe_program


@pytest.mark.parametrize(
    ("package", "file", "part"),
    [
        (kg, "rules/roles.yml", "rules"),
        (kg, "lexicon/figures.yml", "rules"),
        (kg, "read/cues.csv", "rules"),
        (kg, "relate/links.py", "code"),
        (ontology, "regions.py", "code"),
        (ontology, "vocabulary/organs.ttl", "vocabulary"),
        (ontology, "vocabulary/regions.csv", "vocabulary"),
        (ontology, "shapes/actors.ttl", "ontology"),
    ],
)
def test_manifest_tells_which_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: ModuleType, file: str, part: str
) -> None:
    before = describe_program()
    copy = tmp_path / package.__name__
    shutil.copytree(package.__path__[0], copy)
    monkeypatch.setattr(package, "__path__", [str(copy)])
    assert describe_program() == before
    (copy / file).write_bytes((copy / file).read_bytes() + b"\n")
    after = describe_program()
    differing = {
        name for name in Manifest.__struct_fields__ if getattr(after, name) != getattr(before, name)
    }
    assert differing == {part}
    assert after.reads_like(before) is (part == "ontology")


def test_manifest_tells_the_version_of_each_library_that_reads() -> None:
    folders = [Path(kg.__path__[0]) / name for name in ("read", "mention", "relate", "corrections")]
    sources = [path for folder in folders for path in folder.glob("*.py")]
    sources += [Path(kg.__path__[0]) / "iris.py", Path(ontology.__path__[0]) / "regions.py"]
    imported = set()
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    foreign = imported - sys.stdlib_module_names - {"kg", "ontology"}
    owners = packages_distributions()
    distributions = {owners[name][0].lower().replace("_", "-") for name in foreign}
    assert distributions
    assert distributions <= {name.lower() for name in LIBRARIES}
