import json
from hashlib import sha256
from pathlib import Path

import pytest

from kg.build import Failed, Summary
from kg.graph import Standing
from kg.pipeline import Build, build
from kg.store import View, load_view, open_view
from ontology.errors import InvalidSource
from ontology.terms import DERIVED_BASE, STRENGTH

TEXT = "{0}知识产权工作情况\n2024年，{0}市场监督管理局联合{0}公安局开展“剑网”行动，查处案件12件。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, place in (("a", "淄博市"), ("b", "枣庄市")):
        (folder / f"{name}.txt").write_text(TEXT.format(place), encoding="utf-8")
    (folder / "c.txt").touch()
    return folder


def draw(folder: Path, view: View, standing: Standing | None) -> tuple[Path, ...]:
    """One page: the number of documents."""
    count = view.select(
        "SELECT (COUNT(?d) AS ?n) { ?d a <https://w3id.org/amo/ontology#Document> }"
    )
    (folder / "index.html").write_text(str(count.rows[0][0]), encoding="utf-8")
    return (folder / "index.html",)


def run(corpus: Path, out: Path, jobs: int = 1) -> tuple[Build, list[tuple[str, int]]]:
    told: list[tuple[str, int]] = []

    def tell(done: Summary | Failed, total: int) -> None:
        told.append((done.id, total))

    return build(corpus, out, jobs, draw, tell), told


def test_build_writes_graph_store_texts_issues_and_manifest(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result, told = run(corpus, out)
    assert told == [("a", 3), ("b", 3), ("c", 3)]
    assert [each.id for each in result.documents] == ["a", "b"]
    assert [each.id for each in result.failures] == ["c"]
    assert result.pages == (out / "index.html",)
    assert {path.name for path in out.iterdir()} == {
        *("graph.nq", "store", "documents", "kept"),
        *("issues.jsonl", "manifest.json", "index.html"),
    }
    assert (out / "index.html").read_text("utf-8") == "2"
    assert (out / "documents" / "a.txt").read_text("utf-8") == TEXT.format("淄博市")
    (issue,) = map(json.loads, (out / "issues.jsonl").read_text("utf-8").splitlines())
    assert issue == {
        "stage": "read",
        "document": "c",
        "start": None,
        "end": None,
        "kind": "unreadable",
        "message": result.failures[0].message,
    }
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    kept = (out / "kept" / "a.z").read_bytes()
    assert manifest["documents"]["a"] == {
        "source": "a.txt",
        "sha256": result.documents[0].sha256,
        "kept": sha256(kept).hexdigest(),
    }
    assert set(manifest["documents"]) == {"a", "b"}
    assert manifest["unread"] == ["c"]
    assert manifest["graph"] == sha256((out / "graph.nq").read_bytes()).hexdigest()
    assert "collaboration" in manifest["derivations"]


def test_build_stores_what_it_dumps(corpus: Path, tmp_path: Path) -> None:
    result, _ = run(corpus, tmp_path / "out")
    stored = set(open_view(tmp_path / "out" / "store").quads())
    assert len(stored) == result.quads
    assert stored == set(load_view(tmp_path / "out" / "graph.nq").quads())
    strengths = [quad.graph for quad in stored if quad.predicate == STRENGTH]
    assert strengths == [f"{DERIVED_BASE}collaboration"] * 2


def test_build_is_the_same_through_many_small_chunks(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, tmp_path / "one")
    monkeypatch.setattr("kg.sorting.SortedLines.__init__.__defaults__", (7,))
    run(corpus, tmp_path / "other", jobs=2)
    one, other = ((tmp_path / name / "graph.nq").read_bytes() for name in ("one", "other"))
    assert one == other


def test_build_of_unreadable_reports_leaves_the_last_one(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    before = (tmp_path / "out" / "graph.nq").read_bytes()
    for path in corpus.glob("[ab].txt"):
        path.write_bytes(b"")
    with pytest.raises(InvalidSource, match="no document could be read"):
        run(corpus, tmp_path / "out")
    assert (tmp_path / "out" / "graph.nq").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "out"}


@pytest.mark.parametrize("out", [".", "corpus/.."])
def test_build_does_not_replace_the_folder_of_its_corpus(corpus: Path, out: str) -> None:
    with pytest.raises(InvalidSource, match="holds the corpus"):
        run(corpus, corpus / out)
    assert len(list(corpus.iterdir())) == 3
