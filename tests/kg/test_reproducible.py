"""The same corpus gives the same bytes, and a build that is killed leaves the last one whole."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Store

AMO = str(Path(sys.executable).with_name("amo"))
CORPUS = Path(__file__).parents[2] / "corpus"
PLACES = ("淄博市", "枣庄市", "济南市", "广东省", "沂源县", "湘西土家族苗族自治州")


def made_up_reports() -> dict[str, str]:
    """File name and text of small reports that share agencies, metrics and initiatives."""
    reports = {}
    for number in range(6):
        place = PLACES[number % len(PLACES)]
        lines = (
            f"{place}2024年知识产权保护工作情况",
            f"2024年{number + 1}月，{place}市场监督管理局联合{place}公安局开展“剑网{number % 3}”"
            f"专项行动，检查企业{number + 7}家，查处案件{number + 2}件，案值{number + 1}.5万元。",
            f"{place}人民检察院与{place}司法局签订《知识产权保护框架协议》，批准逮捕5件9人。",
            "发明专利拥有量13821件，同比增长19.4%，列全省第5位。",
        )
        text = "\n".join(lines)
        if number % 2:
            body = "".join(f"<p>{line}</p>" for line in lines)
            reports[f"r{number}.html"] = f"<!DOCTYPE html><meta charset=utf-8><body>{body}"
        else:
            reports[f"r{number}.txt"] = text
    return reports


def write_corpus(folder: Path, *, backwards: bool = False, real: bool = False) -> Path:
    """Write the reports; backwards: in another order, with times that run the other way."""
    folder.mkdir(parents=True)
    files = {name: text.encode() for name, text in made_up_reports().items()}
    if real:
        files |= {path.name: path.read_bytes() for path in CORPUS.iterdir()}
    for age, name in enumerate(sorted(files, reverse=backwards)):
        (folder / name).write_bytes(files[name])
        os.utime(folder / name, (1_000_000_000 + age, 1_000_000_000 + age))
    return folder


ONE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
OTHER = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Asia/Shanghai",
    "LC_ALL": "POSIX",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
}


def run_build(root: Path, out: str, jobs: int = 2, environment: Mapping[str, str] = ONE) -> None:
    """Run `amo build`, which must succeed without a word on stderr."""
    done = subprocess.run(
        [AMO, "build", "corpus", "--out", out, "--jobs", str(jobs)],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def digests(out: Path) -> dict[str, str]:
    """Digest of every file of a build, the store apart: its files are Oxigraph's own affair."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(out).parts
    }


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of one corpus under circumstances as different as can be."""
    root = tmp_path_factory.mktemp("reproducible")
    write_corpus(root / "one" / "corpus", real=True)
    write_corpus(root / "other" / "corpus", backwards=True, real=True)
    run_build(root / "one", "out", 1, ONE)
    run_build(root / "other", "out [/red] 二", 2, OTHER)
    return root / "one" / "out", root / "other" / "out [/red] 二"


def test_graph_is_the_same_to_the_byte(builds: tuple[Path, Path]) -> None:
    one, other = ((out / "graph.nq").read_bytes() for out in builds)
    assert one == other
    assert one.count(b"\n") > 1000


def test_graph_is_sorted_and_has_each_quad_once(builds: tuple[Path, Path]) -> None:
    lines = (builds[0] / "graph.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_everything_else_is_the_same_to_the_byte(builds: tuple[Path, Path]) -> None:
    one, other = map(digests, builds)
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()


def test_store_holds_the_graph(builds: tuple[Path, Path]) -> None:
    for out in builds:
        lines = (out / "graph.nq").read_bytes().count(b"\n")
        assert len(Store.read_only(str(out / "store"))) == lines


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a good build in it, a changed corpus, and how the next build will look."""

    root: Path
    before: dict[str, str]
    after: dict[str, str]
    seconds: float
    """That the next build takes when nobody kills it."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    root = tmp_path_factory.mktemp("killed")
    write_corpus(root / "corpus")
    run_build(root, "build")
    before = digests(root / "build")
    (root / "corpus" / "r0.txt").write_text("济南市公安局开展“昆仑”专项行动。", encoding="utf-8")
    begun = time.monotonic()
    run_build(root, "reference")
    seconds = time.monotonic() - begun
    after = digests(root / "reference")
    shutil.rmtree(root / "reference")
    return Place(root, before, after, seconds)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_killed_build_leaves_the_last_one_whole(place: Place, share: float) -> None:
    """The build dies with all its workers at some share of its time; it may have ended before."""
    command = [AMO, "build", "corpus", "--out", "build", "--jobs", "2"]
    process = subprocess.Popen(
        command,
        cwd=place.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=place.seconds * share)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    out = place.root / "build"
    assert digests(out) in (place.before, place.after)
    assert len(Store.read_only(str(out / "store"))) == (
        (out / "graph.nq").read_bytes().count(b"\n")
    )


def test_next_build_clears_what_killed_ones_left(place: Place) -> None:
    run_build(place.root, "build")
    assert digests(place.root / "build") == place.after
    assert {path.name for path in place.root.iterdir()} == {"corpus", "build"}


def test_failed_build_leaves_the_last_one_whole(place: Place) -> None:
    empty = place.root / "nothing"
    empty.mkdir()
    done = subprocess.run(
        [AMO, "build", "nothing", "--out", "build"],
        cwd=place.root,
        capture_output=True,
        check=False,
        timeout=60,
    )
    empty.rmdir()
    assert done.returncode != 0
    assert done.stderr.decode().count("\n") == 1
    assert digests(place.root / "build") == place.after
    assert {path.name for path in place.root.iterdir()} == {"corpus", "build"}
