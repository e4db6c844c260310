"""A build that reuses the last one is, byte for byte, the build that does not."""

import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from kg.pipeline import Build, build
from kg.store import load_view, open_view
from visualize.pages import write_pages

MADE = sorted((Path(__file__).parents[1] / "made").glob("*.txt"))
SIGNED = "  why: 核实\n  by: 李某\n  on: 2026-01-05\n"
ENTRIES = (
    "- document: all\n  what: rename\n  name: {name}\n  to: {name}（更正）\n",
    "- document: {id}\n  what: drop\n  name: {name}\n",
    "- document: {id}\n  what: change\n  name: {name}\n  kind: organisation\n",
)


def run(corpus: Path, out: Path, jobs: int = 1, *, clean: bool = False) -> Build:
    return build(corpus, out, jobs, write_pages, lambda *_: None, clean=clean)


def digests(out: Path) -> dict[str, str]:
    """The hash of every file of a build but those of Oxigraph."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in files
        if "store" not in path.relative_to(out).parts
    }


def assert_same(corpus: Path, out: Path, clean: Path) -> None:
    """The build in `out` is the one that is built from nothing."""
    run(corpus, clean, clean=True)
    assert digests(out) == digests(clean)
    stored = set(open_view(out / "store").quads())
    assert stored == set(load_view(clean / "graph.nq").quads())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Five made-up reports, with their sidecars."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for path in MADE[:5]:
        put(path, folder)
    return folder


@pytest.fixture(params=[0.0, 1.0], ids=["loads anew", "changes the store"])
def share(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to make the graph, however few documents there are."""
    monkeypatch.setattr("kg.graph.SHARE", request.param)


def put(path: Path, folder: Path) -> None:
    for each in (path, path.with_suffix(".yml")):
        if each.exists():
            shutil.copy(each, folder)


def named(corpus: Path, rng: random.Random) -> dict[str, str]:
    """A document of the corpus and an agency that its build names."""
    from kg.corrections.names import find_entities  # noqa: PLC0415
    from kg.facts import Actor  # noqa: PLC0415
    from kg.read import read_document  # noqa: PLC0415
    from kg.relate.reading import read_facts  # noqa: PLC0415

    path = rng.choice(sorted(corpus.glob("*.txt")))
    entities = find_entities(read_facts(read_document(path)))
    names = sorted({e.name for e in entities if isinstance(e, Actor) and e.kind == "agency"})
    return {"id": path.stem, "name": rng.choice(names)}


def change_something(corpus: Path, rng: random.Random) -> str:
    """One random change of the corpus; returns what it was."""
    here = sorted(corpus.glob("*.txt"))
    what = rng.choice(("add", "remove", "text", "sidecar", "correct", "withdraw", "break"))
    path = rng.choice(here)
    corrections = corpus / "corrections.yml"
    if what == "add":
        put(rng.choice(MADE), corpus)
    elif what == "remove" and len(here) > 2:
        corrections.unlink(missing_ok=True)
        for each in corpus.glob(f"{path.stem}.*"):
            each.unlink()
    elif what == "text":
        corrections.unlink(missing_ok=True)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines.insert(rng.randrange(1, len(lines)), f"查处案件{rng.randrange(10, 99)}件。\n")
        path.write_text("".join(lines), encoding="utf-8")
    elif what == "sidecar":
        corrections.unlink(missing_ok=True)
        path.with_suffix(".yml").write_text(f"issued: 2024-0{rng.randrange(1, 9)}-01\n", "utf-8")
    elif what == "correct":
        corrections.write_text(rng.choice(ENTRIES).format(**named(corpus, rng)) + SIGNED, "utf-8")
    elif what == "withdraw":
        corrections.unlink(missing_ok=True)
    else:
        (corpus / "empty.html").touch()
    return what


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 2), (3, 1), (4, 2)])
def test_rebuild_is_the_clean_build_after_any_changes(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    jobs: int,
    share: float,
) -> None:
    monkeypatch.setattr("kg.graph.SHARE", share)
    rng = random.Random(seed)
    run(corpus, tmp_path / "out", jobs)
    for _ in range(6):
        changed = [change_something(corpus, rng) for _ in range(rng.randrange(1, 3))]
        run(corpus, tmp_path / "out", jobs)
        assert_same(corpus, tmp_path / "out", tmp_path / f"clean-{'-'.join(changed)}")
