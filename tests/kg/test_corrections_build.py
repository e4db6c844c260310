"""Corrections through the command: applied, or told in one line with nothing published."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import amo
from kg.check import read_quads
from kg.corrections.apply import itemise
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.show import show_stage
from ontology import terms as t

REPORTS = Path(__file__).parents[2] / "corpus"
FIRST = """2024年临淄区知识产权工作报告

区公安局开展“蓝盾”行动，查处案件12件。
"""
SECOND = """2024年临淄区市场监管工作报告

区市场监管局开展“蓝盾护航”行动，检查商户30家。
"""
Run = Callable[..., tuple[int, str, str]]


def entry(text: str, document: str = "all") -> str:
    return f"- document: {document}\n  {text}\n  why: 核实\n  by: 李某\n  on: 2026-01-05\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def run(corpus: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Build the corpus with these corrections: status, stdout, stderr."""

    def build(*entries: str, jobs: int = 1) -> tuple[int, str, str]:
        if entries:
            (corpus / "corrections.yml").write_text("".join(entries), encoding="utf-8")
        folder = str(corpus.parent / "build")
        status = amo.main(["build", str(corpus), "--out", folder, "--jobs", str(jobs)])
        return status, *capsys.readouterr()

    return build


def graph(corpus: Path) -> bytes:
    return (corpus.parent / "build" / "graph.nq").read_bytes()


@pytest.mark.parametrize("text", ["\n", "# 更正\n[]\n"])
def test_empty_file_changes_nothing(corpus: Path, run: Run, text: str) -> None:
    for report in REPORTS.iterdir():
        (corpus / report.name).write_bytes(report.read_bytes())
    assert run()[0] == 0
    before = graph(corpus)
    status, out, err = run(text)
    assert (status, err) == (0, "")
    assert "更正" not in out
    assert graph(corpus) == before
    assert "correction" not in before.decode()


MERGE = entry("what: merge\n  name: “蓝盾护航”行动\n  into: “蓝盾”行动")


def test_names_are_merged_across_documents(corpus: Path, run: Run) -> None:
    status, out, err = run(MERGE)
    assert (status, err) == (0, "")
    assert "更正 corrected 1 entries of corrections.yml" in out
    quads = read_quads(corpus.parent / "build" / "graph.nq")
    (campaign,) = {q.subject for q in quads if q.object == f"<{t.Campaign}>"}
    leads = {q.subject.rpartition("/")[2] for q in quads if q.predicate == t.LEADS}
    assert {q.object for q in quads if q.predicate == t.LEADS} == {f"<{campaign}>"}
    assert leads == {"gong-an-ju", "shi-chang-jian-du-guan-li-ju"}
    assert "collaboratesWith" in graph(corpus).decode()


def test_build_is_the_same_in_two_processes(corpus: Path, run: Run) -> None:
    assert run(MERGE)[0] == 0
    one = graph(corpus)
    assert run(MERGE, jobs=2)[0] == 0
    assert graph(corpus) == one


def test_corrections_stand_in_the_manifest(corpus: Path, run: Run) -> None:
    assert run(MERGE)[0] == 0
    manifest = json.loads((corpus.parent / "build" / "manifest.json").read_text("utf-8"))
    assert len(manifest["corrections"]) == 64


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (entry("what: drop\n  name: 火星局"), "entry 2 (line 8, drop): looked for the name 火星局"),
        (entry("what: drop\n  fact: 00000000", "a"), "looked for the fact 00000000 in a"),
        (entry("what: drop\n  fact: 00000000", "c"), "looked for the document c, which is not"),
        (entry("what: drop\n  tact: 00000000", "a"), "unknown field `tact`"),
        (entry("what: drop\n  name: “蓝盾护航”行动", "b"), "contradicts entry 1"),
        (
            entry("what: merge\n  name: 临淄区公安局\n  into: 临淄区火星局", "a"),
            "looked for 临淄区火星局 to merge into, which no document names",
        ),
        (
            entry("what: merge\n  name: “蓝盾”行动\n  into: “蓝盾护航”行动\n  type: event", "a"),
            "back into one another",
        ),
    ],
)
def test_what_cannot_be_applied_is_told_and_nothing_published(
    corpus: Path, run: Run, text: str, problem: str, jobs: int
) -> None:
    assert run()[0] == 0
    before = graph(corpus)
    status, out, err = run(MERGE, text, jobs=jobs)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith(f"{corpus / 'corrections.yml'}: entry ")
    assert problem in err
    assert graph(corpus) == before
    assert sorted(path.name for path in corpus.parent.iterdir()) == ["build", "corpus"]


def test_merged_names_must_agree(corpus: Path, run: Run) -> None:
    second = SECOND.replace("“蓝盾护航”行动", "“蓝盾护航”知识竞赛")
    (corpus / "b.txt").write_text(second, encoding="utf-8")
    merge = entry("what: merge\n  name: “蓝盾护航”知识竞赛\n  into: “蓝盾”行动")
    status, _, err = run(merge)
    assert status == 2
    assert "took “蓝盾”行动 for " in err
    assert "write its kind or type, and its region" in err
    mended = merge.replace("“蓝盾”行动\n", "“蓝盾”行动\n  type: campaign\n")
    assert run(mended)[0] == 0


def test_every_stale_entry_has_its_line(run: Run) -> None:
    status, _, err = run(
        entry("what: drop\n  fact: 00000000"), entry("what: drop\n  fact: 00000001"), MERGE
    )
    assert status == 2
    assert [line.partition(": entry ")[2][:1] for line in err.splitlines()] == ["1", "2"]


def test_correction_of_an_unread_report_is_not_judged(corpus: Path, run: Run) -> None:
    (corpus / "c.txt").touch()
    entries = [entry("what: drop\n  name: 火星局", "c"), entry("what: drop\n  name: 某")]
    status, _, err = run(*entries)
    assert status == 1
    assert "c.txt" in err
    warned = [line for line in err.splitlines() if "corrections.yml" in line]
    assert len(warned) == 2
    assert all(line.endswith("or read what could not be read") for line in warned)
    assert run(*entries, entry("what: drop\n  name: 火星局", "a"))[0] == 2


def test_report_with_the_name_of_the_corrections_is_told(corpus: Path, run: Run) -> None:
    (corpus / "corrections.txt").write_text(FIRST, encoding="utf-8")
    status, _, err = run(MERGE)
    assert status == 1
    assert "has the name of corrections.yml" in err


def test_corrections_are_no_report(corpus: Path, run: Run) -> None:
    (corpus / "a.txt").unlink()
    (corpus / "b.txt").unlink()
    status, _, err = run(MERGE)
    assert status == 1
    assert "holds no report" in err


def correct_everything(name: str) -> dict[str, str]:
    """An entry of each kind on a report, made from what is read in it now."""
    facts = read_facts(read_document(REPORTS / f"{name}.txt"))
    ids = {id(item.value): item.id for item in itemise(facts)}
    part = next(each for each in facts.participations if each.role == "lead")
    figure = next(each for each in facts.observations if each.agency is None)
    honour = facts.recognitions[0]
    agencies = sorted(
        actor.name
        for actor in {a for each in facts.actors for a in each.actors} - {part.actor}
        if actor.kind == "agency" and not actor.parent
    )
    names = sorted({i.initiative.name for i in facts.initiatives} - {part.initiative.name})
    last = facts.document.sentences[-1]
    words = facts.document.form(last)
    told = {
        "drop": f"fact: {ids[id(honour)]}",
        "set": f"fact: {ids[id(part)]}\n  role: supervisor",
        "set ": f"fact: {ids[id(figure)]}\n  period: '2019'\n  agency: {part.actor.name}",
        "merge": f"name: {agencies[0]}\n  into: {agencies[1]}",
        "rename": f"name: {names[0]}\n  to: 试验性专项行动",
        "change": f"name: {names[1]}\n  region: 全国",
        "split": f"name: {names[2]}\n  into: [{{name: 某某甲行动}}, {{name: 某某乙行动}}]",
        "drop ": f"name: {agencies[2]}",
        "add-actor": f"quote: '{words}'\n  form: '{words[:2]}'\n  name: 某某有限公司"
        "\n  kind: enterprise",
        "add-initiative": f"quote: '{words}'\n  form: '{words[:3]}'\n  name: 某某丙行动"
        "\n  type: campaign\n  date: '2019'",
        "add-participation": f"quote: '{words}'\n  actor: 某某有限公司\n  role: lead"
        "\n  initiative: 试验性专项行动",
        "add-observation": f"quote: '{words}'\n  figure: '{words[:2]}'\n  metric: 某某\n"
        "  statistic: stock\n  value: 7\n  unit: 件\n  initiative: 某某丙行动",
        "add-recognition": f"quote: '{words}'\n  name: 某某奖\n  recipient: 某某有限公司",
    }
    return {what: entry(f"what: {what}\n  {text}", name) for what, text in told.items()}


@pytest.mark.parametrize("name", ["zibo-2024", "zaozhuang-2023h1"])
def test_reports_with_every_kind_of_correction_are_sound(
    name: str, corpus: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("txt", "yml"):
        report = f"{name}.{ending}"
        (corpus / report).write_bytes((REPORTS / report).read_bytes())
    entries = correct_everything(name)
    status, _, err = run(*entries.values())
    assert (status, err) == (0, "")
    quads = read_quads(corpus.parent / "build" / "graph.nq")
    corrections = {q.subject for q in quads if q.object == f"<{t.Correction}>"}
    assert len(corrections) == len(entries)
    assert {q.object[1:-1] for q in quads if q.predicate == t.CORRECTED_BY} == corrections
    assert amo.main(["check", str(corpus.parent / "build")]) == 0, capsys.readouterr().out


def test_show_tells_what_was_corrected_and_what_is_stale(corpus: Path, run: Run) -> None:
    lead = next(line for line in show_stage(corpus, "a", "facts").splitlines() if "牵头" in line)
    fact = lead.split()[0]
    run(
        entry("what: merge\n  name: “蓝盾护航”行动\n  into: “蓝盾”行动"),
        entry(f"what: drop\n  fact: {fact}", "a"),
        entry("what: drop\n  fact: 00000000", "a"),
        entry("what: rename\n  name: 临淄区公安局\n  to: 淄博市公安局", "a"),
        entry(
            "what: add-participation\n  quote: 查处案件12件\n  actor: 公安部\n"
            "  role: supervisor\n  initiative: “蓝盾”行动",
            "a",
        ),
    )
    shown = show_stage(corpus, "a", "facts").splitlines()
    assert shown[0].startswith(f"! {corpus / 'corrections.yml'}: entry 3 (line 14, drop): ")
    assert [line for line in shown if line.startswith("- ")] == [
        f"- {fact} 参与 participation  临淄区公安局 —牵头 lead→ “蓝盾”行动  （更正 correction 2）"
    ]
    (added,) = (line for line in shown if "督导" in line)
    assert added.startswith("     ＋   ")
    assert added.endswith("[correction]  （更正 correction 5）")
    mentions = show_stage(corpus, "a", "mentions")
    assert "区公安局 → 淄博市公安局 (机构 agency, id:agency/370300/gong-an-ju)" in mentions
    assert "ontology#correctedBy" in show_stage(corpus, "a", "quads")
    assert "00000000" not in show_stage(corpus, "a", "quads")


def test_show_of_a_broken_file_is_told(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "corrections.yml").write_text("a: 1", encoding="utf-8")
    assert amo.main(["show", "a", "--corpus", str(corpus)]) == 2
    assert "is no list of corrections" in capsys.readouterr().err
