"""A build that reuses the last one is, byte for byte, the build that does not."""

import random
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kg import kept
from kg.build import build_documents
from kg.pipeline import Build, build
from kg.store import load_view, open_view
from visualize.pages import draw_pages

MADE = sorted((Path(__file__).parents[1] / "made").glob("*.txt"))
SIGNED = "  why: 核实\n  by: 李某\n  on: 2026-01-05\n"
ENTRIES = (
    "- document: all\n  what: rename\n  name: {name}\n  to: {name}（更正）\n",
    "- document: {id}\n  what: drop\n  name: {name}\n",
    "- document: {id}\n  what: change\n  name: {name}\n  kind: organisation\n",
)


def run(corpus: Path, out: Path, jobs: int = 1, *, clean: bool = False) -> Build:
    return build(corpus, out, jobs, draw_pages, lambda *_: None, clean=clean)


def digests(out: Path) -> dict[str, str]:
    """The hash of every file of a build but those of Oxigraph."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in files
        if "store" not in path.relative_to(out).parts or path.name == "memory.z"
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
    monkeypatch.setattr("kg.change.SHARE", request.param)


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


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 2), (3, 1), (4, 2)])
def test_rebuild_is_the_clean_build_after_any_changes(
    corpus: Path, tmp_path: Path, seed: int, jobs: int
) -> None:
    rng = random.Random(seed)
    run(corpus, tmp_path / "out", jobs)
    for _ in range(6):
        changed = [change_something(corpus, rng) for _ in range(rng.randrange(1, 3))]
        run(corpus, tmp_path / "out", jobs)
        assert_same(corpus, tmp_path / "out", tmp_path / f"clean-{'-'.join(changed)}")


def test_rebuild_reads_only_what_changed(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "out").reused == 0
    assert run(corpus, tmp_path / "out").reused == 5
    (corpus / f"{MADE[0].stem}.txt").write_bytes(MADE[5].read_bytes())
    assert run(corpus, tmp_path / "out").reused == 4
    assert run(corpus, tmp_path / "out", clean=True).reused == 0


@pytest.mark.parametrize(
    "part",
    ["kept", "store", "kept/store", "kept/pages", "views/documents", "graph.nq", "manifest.json"],
)
@pytest.mark.parametrize("damage", ["lost", "cut", "changed"])
def test_rebuild_believes_nothing_that_is_damaged(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, damage: str
) -> None:
    monkeypatch.setattr("kg.change.SHARE", 1.0)
    run(corpus, tmp_path / "out")
    path = tmp_path / "out" / part
    files = [path] if path.is_file() else [each for each in path.iterdir() if each.is_file()]
    for each in files:
        if part == "manifest.json" and damage == "lost":
            each.write_text("{}", encoding="utf-8")
        elif damage == "lost":
            each.unlink()
        else:
            raw = bytearray(each.read_bytes())
            half = len(raw) // 2
            each.write_bytes(
                raw[:half] if damage == "cut" else raw[:half] + b"\0" + raw[half + 1 :]
            )
    put(MADE[6], corpus)
    (corpus / f"{MADE[1].stem}.txt").unlink()
    assert run(corpus, tmp_path / "out").reused <= 4
    assert_same(corpus, tmp_path / "out", tmp_path / "clean")


def test_rebuild_sees_two_documents_of_one_name(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    text = MADE[0].read_text("utf-8")
    (corpus / f"{MADE[0].stem}.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    assert len(run(corpus, tmp_path / "out").failures) == 2
    assert_same(corpus, tmp_path / "out", tmp_path / "clean")


def test_rebuild_does_not_believe_what_changed_while_it_was_read(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / f"{MADE[0].stem}.txt"
    sidecar = path.with_suffix(".yml")
    before = sidecar.read_bytes()

    def build_and_change(*arguments: object) -> Iterator[object]:
        for result in build_truly(*arguments):
            sidecar.write_text("period: '1999'\n", encoding="utf-8")
            yield result

    build_truly: Callable[..., Iterator[object]] = build_documents
    with monkeypatch.context() as patch:
        patch.setattr(kept, "build_documents", build_and_change)
        run(corpus, tmp_path / "out")
    for content in (sidecar.read_bytes(), before):
        sidecar.write_bytes(content)
        shutil.copytree(tmp_path / "out", tmp_path / "copy")
        assert run(corpus, tmp_path / "copy").reused == 4
        assert_same(corpus, tmp_path / "copy", tmp_path / "clean")
        shutil.rmtree(tmp_path / "copy")


def test_rebuild_keeps_documents_whose_corrections_only_move(corpus: Path, tmp_path: Path) -> None:
    rng = random.Random(5)
    entries = [ENTRIES[1].format(**named(corpus, rng)) + SIGNED for _ in range(2)]
    for first in (1, 0):
        (corpus / "corrections.yml").write_text("".join(entries[first:]), encoding="utf-8")
        result = run(corpus, tmp_path / "out")
    assert result.reused == 4
    assert_same(corpus, tmp_path / "out", tmp_path / "clean")


def test_rebuild_reads_what_a_correction_of_all_documents_has_an_effect_on(
    tmp_path: Path,
) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    for id_, place, name in (
        ("a", "临淄区", "蓝盾"),
        ("b", "周村区", "春雷"),
        ("c", "张店区", "晨星"),
    ):
        text = f"2024年{place}工作报告\n\n区公安局开展“{name}”行动，查处案件12件。\n"
        (corpus / f"{id_}.txt").write_text(text, encoding="utf-8")
    run(corpus, out)
    entry = "- document: all\n  what: {}\n  name: “{}”行动\n  {}\n" + SIGNED
    into = "into: “春雷”行动\n  region: 周村区"
    steps: tuple[tuple[list[tuple[str, str, str]], int], ...] = (
        ([("rename", "蓝盾", "to: “护航”行动")], 2),
        ([("rename", "蓝盾", "to: “护航”行动"), ("change", "护航", "type: programme")], 2),
        ([("change", "春雷", "type: programme"), ("rename", "蓝盾", "to: “护航”行动")], 1),
        ([("change", "春雷", "type: programme"), ("merge", "晨星", into)], 0),
        ([("change", "春雷", "type: programme")], 1),
        ([], 2),
    )
    for number, (entries, reused) in enumerate(steps):
        told = "".join(entry.format(*each) for each in entries)
        (corpus / "corrections.yml").write_text(told, encoding="utf-8")
        assert run(corpus, out).reused == reused
        assert_same(corpus, out, tmp_path / f"clean-{number}")


def test_rebuild_changes_the_store_of_the_last_build(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.change.SHARE", 1.0)
    run(corpus, tmp_path / "out")
    put(MADE[7], corpus)
    (corpus / f"{MADE[2].stem}.txt").unlink()
    (corpus / f"{MADE[2].stem}.yml").unlink()

    def load(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph._write_anew", load)
        run(corpus, tmp_path / "out")
    assert_same(corpus, tmp_path / "out", tmp_path / "clean")
