"""A rebuild derives, audits and shows anew what a changed document has a part in, and no more."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from kg.around import are_local
from kg.derive import load_rules, read_rule
from kg.pipeline import build
from kg.store import load_view, open_view
from ontology import terms as t
from visualize.pages import draw_pages

LONG = "市公安局联合市市场监督管理局深入开展打击侵犯知识产权犯罪专项行动，共立案侦办案件41起。"
REPORTS = {
    "a": (
        "淄博市",
        "2023",
        "市公安局会同市市场监督管理局开展“蓝盾”行动，查处案件12件。\n"
        f"{LONG}\n全市发明专利授权量3200件。\n市市场监督管理局印发《淄博市知识产权保护工作方案》。",
    ),
    "b": (
        "淄博市",
        "2024",
        "淄博市公安局（以下简称市局）牵头开展“蓝盾”行动。\n市局与市文化和旅游局开展“春雷”行动。\n"
        "全市发明专利授权量4000件，同比增长30%。\n全市有效注册商标5120件。",
    ),
    "c": (
        "淄博市",
        "2024",
        f"据通报，{LONG}\n市检察院参加“蓝盾”行动。\n各区县市场监督管理局开展“春雷”行动。\n"
        "全市有效注册商标5210件。",
    ),
    "d": (
        "淄博市临淄区",
        "2024",
        "临淄区市场监督管理局开展“春雷”行动，立案8件。\n区公安局参加淄博市“蓝盾”行动。",
    ),
    "e": ("枣庄市", "2024", "市公安局开展“利剑”行动，查处案件30件。\n市检察院参加。"),
}


@pytest.fixture(autouse=True)
def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents are enough to change a graph."""
    monkeypatch.setattr("kg.change.SHARE", 1.0)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Five reports, four of them on the same bodies, undertakings and figures."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for id_ in REPORTS:
        put(id_, folder)
    return folder


def put(id_: str, folder: Path) -> None:
    place, year, text = REPORTS[id_]
    (folder / f"{id_}.txt").write_text(f"{year}年{place}工作报告\n\n{text}\n", encoding="utf-8")
    sidecar = f"region: {place}\nperiod: '{year}'\nissued: '{int(year) + 1}-01-0{ord(id_) - 96}'\n"
    (folder / f"{id_}.yml").write_text(sidecar, encoding="utf-8")


def take(id_: str, folder: Path) -> None:
    for path in folder.glob(f"{id_}.*"):
        path.unlink()


def run(corpus: Path, out: Path, *, clean: bool = False) -> None:
    build(corpus, out, 1, draw_pages, lambda *_: None, clean=clean)


def assert_same(corpus: Path, out: Path) -> None:
    """What stands in `out` is, byte for byte, what a clean build writes."""
    clean = out.with_name("clean")
    run(corpus, clean, clean=True)
    found, wanted = digests(out), digests(clean)
    assert found == wanted
    stored = set(open_view(out / "store").quads())
    assert stored == set(load_view(clean / "graph.nq").quads())
    shutil.rmtree(clean)


def digests(out: Path) -> dict[str, str]:
    paths = (path for path in out.rglob("*") if path.is_file())
    names = {path.relative_to(out).as_posix(): path for path in paths}
    passing = ("store/", "kept/store/seal.json")
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith(passing)
    }


def derived(out: Path, graph: str) -> list[str]:
    """The lines of a derived graph."""
    lines = (out / "graph.nq").read_text("utf-8").splitlines()
    return [line for line in lines if line.endswith(f"<{t.DERIVED_BASE}{graph}> .")]


@pytest.mark.parametrize("id_", REPORTS)
def test_rebuild_removes_adds_and_changes_what_others_share(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id_: str
) -> None:
    out = tmp_path / "out"
    run(corpus, out)

    def refuse(*_: object) -> None:
        raise AssertionError

    for change in ("remove", "add", "change"):
        if change == "remove":
            take(id_, corpus)
        elif change == "add":
            put(id_, corpus)
        else:
            path = corpus / f"{id_}.txt"
            text = path.read_text("utf-8").replace("“蓝盾”", "“护航”").replace("5210件", "5120件")
            path.write_text(f"{text}市司法局参加“蓝盾”行动。\n", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("kg.graph._write_anew", refuse)
            run(corpus, out)
        assert_same(corpus, out)


def test_reports_share_what_the_rules_conclude(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    before = {
        graph: len(derived(tmp_path / "out", graph))
        for graph in ("collaboration", "membership", "repeats", "audit", "participation")
    }
    for id_ in ("b", "c"):
        take(id_, corpus)
    run(corpus, tmp_path / "out")
    after = {graph: len(derived(tmp_path / "out", graph)) for graph in before}
    assert [graph for graph in before if after[graph] >= before[graph]] == []


def test_rebuild_draws_only_the_pages_that_may_differ(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    take("b", corpus)
    run(corpus, out)
    pages = {id_: out / "views" / "documents" / f"{id_}.html" for id_ in "acde"}
    before = {id_: (page.stat().st_ino, page.read_bytes()) for id_, page in pages.items()}
    put("b", corpus)
    run(corpus, out)
    drawn = {id_ for id_, page in pages.items() if page.stat().st_ino != before[id_][0]}
    assert {id_ for id_, page in pages.items() if page.read_bytes() != before[id_][1]} <= drawn
    assert "e" not in drawn
    assert drawn
    assert_same(corpus, out)


@pytest.mark.parametrize("part", ["rows", "pages", "drawings", "program"])
def test_rebuild_draws_anew_what_the_seal_does_not_know(
    corpus: Path, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    seal = out / "kept" / "pages" / "seal.json"
    seal.write_text(seal.read_text("utf-8").replace(f'"{part}"', '"other"'), encoding="utf-8")
    take("d", corpus)
    run(corpus, out)
    assert_same(corpus, out)


@pytest.mark.parametrize("name", ["derivations", "ontology"])
def test_rebuild_derives_all_anew_with_other_rules_or_shapes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    manifest = out / "manifest.json"
    text = manifest.read_text("utf-8").replace(f'"{name}": {{', f'"{name}": {{"x": "",', 1)
    manifest.write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.graph._write_changed", None)
    run(corpus, out)
    assert_same(corpus, out)


@pytest.mark.parametrize(
    "rule",
    [
        "CONSTRUCT { ?a amo:b ?c }\nWHERE { ?a amo:mentions ?c }\n",
        "CONSTRUCT { ?a amo:b ?c } WHERE { ?a amo:partOf ?c }\n",
        "CONSTRUCT { ?a amo:b ?c }\nWHERE { ?a <https://example.org/odd> ?c }\n",
        "PREFIX odd: <y#>\nCONSTRUCT { ?a amo:b ?c }\nWHERE { ?a odd:partOf ?c }\n",
    ],
)
def test_rules_are_local_while_they_read_what_is_taken(rule: str) -> None:
    header = load_rules()[0].query.partition("CONSTRUCT")[0]
    assert are_local(load_rules())
    assert not are_local([read_rule("odd", header + rule)])
