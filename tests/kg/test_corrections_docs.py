"""docs/corrections.md: every example runs through the command, and its query answers."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import amo
from kg.check import read_quads
from kg.corrections.file import read_corrections
from kg.corrections.model import Correction
from kg.shapes import check_shapes

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
(REPORT,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
(QUERY,) = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "linzi-2024.txt").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_carried_out(corpus: Path, tmp_path: Path, example: str) -> None:
    (corpus / "corrections.yml").write_text(example, encoding="utf-8")
    build = tmp_path / "build"
    assert amo.main(["build", str(corpus), "--out", str(build)]) == 0
    assert check_shapes(read_quads(build / "graph.nq")) == ()
    store = ox.Store()
    store.load(path=str(build / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    rows = store.query(QUERY, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    found = {(row["reason"].value, row["author"].value) for row in rows}
    entries = read_corrections(corpus).entries
    assert found == {(each.correction.why, each.correction.by) for each in entries}


def test_examples_show_every_kind_of_correction(corpus: Path) -> None:
    (corpus / "corrections.yml").write_text("".join(EXAMPLES), encoding="utf-8")
    told = {entry.what for entry in read_corrections(corpus).entries}
    kinds = {kind.__struct_config__.tag for kind in Correction.__args__}
    assert told == kinds
    assert {kind for kind in kinds if f"| `{kind}` |" in PAGE} == kinds
