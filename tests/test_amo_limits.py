"""The verbs that tell what was not read, why, and what is in doubt."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import amo
from ontology import terms as t

TEXT = """2024年淄博市知识产权工作情况

市公安局开展“护蓝”专项行动，立案41起。组织市律师协会走访企业。
市司法局、市市场监管局推动人民调解工作。
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in a folder with a corpus: status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")

    def run_in_folder(*arguments: str) -> tuple[int, str, str]:
        status = amo.main(arguments)
        return status, *capsys.readouterr()

    return run_in_folder


def test_coverage_prints_shares_and_what_may_be_missed(run: Run) -> None:
    status, out, err = run("coverage")
    assert (status, err) == (0, "")
    assert "0/1 = 0.0% (0)" in out
    assert "淄博市司法局、淄博市市场监督管理局  ←  市司法局、市市场监管局推动人民调解工作。" in out


def test_coverage_takes_a_document_and_a_format(run: Run) -> None:
    status, out, _ = run("coverage", "corpus", "--document", "a", "--format", "json")
    assert (status, json.loads(out)[0]["counts"]["figures"]["covered"]) == (0, 1)
    status, _, err = run("coverage", "--format", "pdf")
    assert (status, err) == (2, "no format 'pdf'; there are: table, csv, json\n")
    assert run("coverage", "--document", "b")[0] == 1


def test_show_explains_a_sentence(run: Run) -> None:
    status, out, _ = run("show", "a", "--why", "走访企业")
    assert status == 0
    assert "存疑 doubt: 事项承自本项前文 undertaking carried within the item" in out
    status, _, err = run("show", "a", "--why", "没有这句")
    assert status == 1
    assert err.startswith("a: no sentence has '没有这句'")


def test_review_lists_doubts_of_the_build(run: Run, tmp_path: Path) -> None:
    assert run("build")[0] == 0
    status, out, err = run("review", "--format", "json")
    assert (status, err) == (0, "")
    (row,) = json.loads(out)
    assert row["factLabel"] == "淄博市律师协会 → “护蓝”专项行动"
    assert row["doubt"] == "事项承自本项前文 undertaking carried within the item"
    assert row["weight"] == 2
    assert t.Doubt in (tmp_path / "build" / "graph.nq").read_text(encoding="utf-8")
    assert run("check")[0] == 0
    assert run("coverage", "build")[0] == 1


def test_review_tells_of_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    more = TEXT.replace("市律师协会走访企业", "市律师协会、市商标协会走访企业")
    (tmp_path / "corpus" / "a.txt").write_text(more, encoding="utf-8")
    assert run("build")[0] == 0
    status, out, err = run("review", "--limit", "1", "--format", "csv")
    assert (status, len(out.splitlines())) == (0, 2)
    assert err == "另有 1 条 more: give --limit\n"
