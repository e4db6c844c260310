import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import amo

AMO = str(Path(sys.executable).with_name("amo"))
TEXT = (
    "2024年{0}知识产权工作情况\n"
    "2024年8月，{0}市场监督管理局联合{0}公安局印发《专利执法工作方案》，查处案件12件。\n"
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its build."""
    folder = tmp_path_factory.mktemp("amo")
    (folder / "corpus").mkdir()
    for name, place in (("a", "淄博市"), ("b [red]", "枣庄市")):
        (folder / "corpus" / f"{name}.txt").write_text(TEXT.format(place), encoding="utf-8")
    here = Path.cwd()
    os.chdir(folder)
    try:
        assert amo.main(["build"]) == 0
    finally:
        os.chdir(here)
    return folder


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in the folder: status, stdout, stderr."""
    monkeypatch.chdir(root)

    def run_in_folder(*arguments: str) -> tuple[int, str, str]:
        status = amo.main(arguments)
        return status, *capsys.readouterr()

    return run_in_folder


def test_build_prints_what_was_found_and_what_to_open(run: Run, root: Path) -> None:
    status, out, err = run("build", "--out", "again", "--jobs", "1")
    assert (status, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    assert ["a", "2", "1", "2", "1", "0"] in rows
    assert ["b", "[red]", "2", "1", "2", "1", "0"] in rows
    assert ["2", "4", "2", "4", "2", "0"] in rows
    page = root / next(line.split()[-1] for line in out.splitlines() if line.startswith("打开"))
    assert page.is_file()
    one, other = ((root / name / "graph.nq").read_bytes() for name in ("build", "again"))
    assert one == other


def test_build_tells_what_could_not_be_read(run: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT.format("沂源县"), encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    status, out, err = run("build", str(tmp_path), "--out", str(root / "partial"))
    assert status == 1
    assert err.count("\n") == 1
    assert "empty.txt" in err
    assert "未读 unread  1 documents" in out
    (issue,) = (root / "partial" / "issues.jsonl").read_text("utf-8").splitlines()
    assert json.loads(issue)["document"] == "empty"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("build", "nothing"), 1, "nothing"),
        (("build", "--jobs", "0"), 2, "--jobs"),
        (("build", "corpus", "--out", "."), 1, "holds the corpus"),
        (("build", "corpus", "--out", "corpus"), 1, "holds the corpus"),
        (("fly",), 2, "No such command 'fly'"),
        (("show", "zibo"), 1, "has no document 'zibo'"),
        (("show", "a", "--stage", "dreams"), 2, "'dreams' is not one of"),
        (("query", "run", "nonsense"), 2, "no question 'nonsense'"),
        (("query", "run", "documents", "--format", "xlsx"), 2, "xlsx"),
        (("query", "run", "documents", "--moon", "full"), 2, "no parameter moon"),
        (("query", "run", "documents", "stray"), 2, "'stray' is no parameter"),
        (("query", "run", "documents", "--build", "nothing"), 2, "run `amo build` first"),
        (("query", "run", "documents", "--endpoint", "gopher://x"), 2, "gopher://x"),
        (("export", "xlsx"), 2, "'xlsx' is no format"),
        (("score", "build/graph.nq"), 2, "give GRAPH and the gold files"),
        (("score", "build/graph.nq", "corpus/a.txt"), 1, "is no gold file"),
        (("check", "nothing"), 2, "nothing"),
        (("docs", "nowhere/ontology.html"), 2, "cannot be written"),
        (("serve", "--port", "70000"), 2, "--port"),
        (("serve", "--build", "nothing"), 2, "run `amo build` first"),
    ],
)
def test_wrong_usage_is_told_on_stderr(
    run: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    found, out, err = run(*arguments)
    assert (found, out) == (status, "")
    assert message in err
    assert "Traceback" not in err


def test_docs_writes_a_page_that_stands_alone(run: Run, root: Path) -> None:
    status, out, err = run("docs")
    assert (status, out, err) == (0, "打开 open    ontology.html\n", "")
    assert "协作" in (root / "ontology.html").read_text("utf-8")


def test_show_prints_a_stage(run: Run) -> None:
    status, out, _ = run("show", "a", "--stage", "mentions")
    assert status == 0
    assert "淄博市公安局 → 淄博市公安局 (机构 agency, id:agency/370300/gong-an-ju)" in out


def test_query_list_names_every_question(run: Run) -> None:
    status, out, _ = run("query", "list")
    assert status == 0
    assert len(out.splitlines()) > 10
    assert "collaborations" in out


def test_query_describe_gives_question_parameters_and_text(run: Run) -> None:
    status, out, _ = run("query", "describe", "participants")
    assert status == 0
    assert "--" in out
    assert "SELECT" in out


def test_query_run_answers_in_every_format(run: Run) -> None:
    status, out, _ = run("query", "run", "documents", "--format", "json")
    assert status == 0
    records = json.loads(out)
    assert len(records) == 2
    for format_ in ("csv", "md", "table"):
        status, out, _ = run("query", "run", "documents", "--format", format_)
        assert status == 0
        assert "淄博市" in out


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        ((), {}),
        (("--metric", "授权"), {"metric": "授权"}),
        (("--metric=a=b",), {"metric": "a=b"}),
        (("--param", "metric=授权", "--region", "x"), {"metric": "授权", "region": "x"}),
        (("--last",), {"last": ""}),
    ],
)
def test_parameters_are_read_by_name(arguments: tuple[str, ...], values: dict[str, str]) -> None:
    assert amo._parameters(arguments) == values


def test_score_compares_with_gold(run: Run, tmp_path: Path) -> None:
    agency = {"name": "淄博市公安局", "kind": "agency", "region": "淄博市"}
    empty: dict[str, object] = {"initiatives": [], "observations": [], "recognitions": []}
    gold = {"document": "a", "agencies": [agency], **empty}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    status, out, _ = run("score", "build/graph.nq", str(tmp_path / "gold.json"), "--json")
    assert status == 0
    assert json.loads(out)["kinds"]["agencies"]["matched"] == 1
    _, out, _ = run("score", "build/graph.nq", str(tmp_path / "gold.json"), "-v")
    assert out.startswith("a extra agency: 淄博市市场监督管理局")


def test_score_of_rules_needs_no_graph(run: Run) -> None:
    status, out, _ = run("score", "--rules")
    assert status == 0
    assert out.splitlines()[-1].startswith("measured on 3 gold files")


def test_check_finds_the_build_sound(run: Run) -> None:
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 5


def test_check_tells_what_breaks_the_model(run: Run, root: Path, tmp_path: Path) -> None:
    lines = (root / "build" / "graph.nq").read_text("utf-8").splitlines()
    kept = [line for line in lines if "ontology#inDocument" not in line]
    (tmp_path / "graph.nq").write_text("\n".join(kept), encoding="utf-8")
    status, out, _ = run("check", str(tmp_path / "graph.nq"))
    assert status == 2
    assert "Evidence is not described" in out


def test_export_writes_a_file_whole(run: Run, root: Path) -> None:
    assert run("export", "ttl", "graph.ttl")[0] == 0
    assert (root / "graph.ttl").read_text("utf-8").startswith("@prefix ")
    assert {path.name for path in root.glob("*.ttl*")} == {"graph.ttl"}


def run_apart(
    *arguments: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [AMO, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_export_to_stdout_is_the_graph(root: Path) -> None:
    done = run_apart("export", "nq", folder=root)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == (root / "build" / "graph.nq").read_bytes()


@pytest.mark.parametrize("verb", [(), ("build",), ("query",), ("query", "run"), ("serve",)])
def test_help_is_chinese_and_english_in_any_locale(root: Path, verb: tuple[str, ...]) -> None:
    done = run_apart(*verb, "--help", folder=root, LC_ALL="POSIX", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith("Usage: amo")
    assert [letter for letter in text if "一" <= letter <= "鿿"] != []


def test_help_answers_at_once(root: Path) -> None:
    """Processor time, so that a busy machine does not count."""

    def seconds() -> float:
        before = os.times()
        run_apart("--help", folder=root)
        after = os.times()
        own = after.children_user - before.children_user
        return own + after.children_system - before.children_system

    assert min(seconds() for _ in range(5)) < 0.3


def test_help_imports_nothing_heavy() -> None:
    script = "import sys, amo; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"rich", "pyoxigraph", "networkx", "rdflib", "numpy", "lxml", "msgspec", "kg.store"}
    assert heavy & set(done.stdout.split()) == set()


def test_closed_pipe_is_no_error(root: Path) -> None:
    process = subprocess.Popen(
        [AMO, "export", "nq"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0


def test_version_is_that_of_the_package(run: Run) -> None:
    status, out, _ = run("--version")
    assert status == 0
    assert out.count(".") == 2


def test_interrupt_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.show.show_stage", stop)
    assert run("show", "a") == (130, "", "stopped\n")
