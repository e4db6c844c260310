"""`amo audit`: from a report to what its figures say against each other."""

import json
from pathlib import Path

import pytest

import amo

TEXT = """2024年淄博市知识产权工作情况

市公安局破获案件58起，抓获犯罪嫌疑人187人，移诉197人。
全市法院受理知识产权民事案件1127件，审结1097件，结案率79.3%。
"""


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of one report in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert amo.main(["build"]) == 0


@pytest.mark.usefixtures("build")
def test_audit_tells_findings_with_arithmetic_and_sentences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert amo.main(["audit"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.endswith("\n2 项发现 findings\n")
    assert "1. 【矛盾 contradiction】知识产权民事案件结案率79.3%与分子、分母不符\n" in out
    assert "1097 ÷ 1127 = 97.3381 %; 79.3% → [79.25, 79.35]\n" in out
    assert "2. 【可疑 suspicious】移诉197人，抓获犯罪嫌疑人187人" in out
    assert "原文 市公安局破获案件58起，抓获犯罪嫌疑人187人，移诉197人。（a/" in out


@pytest.mark.usefixtures("build")
def test_audit_takes_severity_document_and_format(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert amo.main(["audit", "--severity", "suspicious", "--format", "json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["arithmetic"] == "197人 > 187人"
    assert amo.main(["audit", "--severity", "rounding"]) == 0
    assert capsys.readouterr().out == "0 项发现 findings\n"
    assert amo.main(["audit", "--document", "枣庄", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert amo.main(["audit", "--format", "pdf"]) == 2
    assert amo.main(["audit", "--severity", "grave"]) == 2


@pytest.mark.usefixtures("build")
def test_audit_findings_pass_the_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert amo.main(["check"]) == 0
    assert "通过 passed" in capsys.readouterr().out
