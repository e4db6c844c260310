import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build import Built, Failed, Issue, build_document, build_documents, choose_jobs, find_issues
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.statement import Quad
from ontology.errors import AmoError, InvalidRule, InvalidSource

TITLE = "2024年淄博市知识产权工作情况"
SENTENCE = "2024年，淄博市市场监督管理局联合淄博市公安局开展“剑网”专项行动，查处案件12件。"
TEXT = f"{TITLE}\n{SENTENCE}\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "zibo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_build_document_gives_lines_text_and_counts(source: Path) -> None:
    built = build_document(source)
    assert isinstance(built, Built)
    assert built.text == TEXT
    lines = zlib.decompress(built.lines).split(b"\n")
    assert lines == sorted(set(lines))
    assert [line for line in lines if not line.endswith(b" .")] == []
    summary = built.summary
    assert (summary.id, summary.source, summary.sentences) == ("zibo", "zibo.txt", 2)
    assert (summary.actors, summary.initiatives, summary.participations) == (2, 1, 2)
    assert (summary.observations, summary.recognitions) == (1, 0)


@pytest.mark.parametrize(
    "name", ["202412", "370300", "100000-a", "observation", "1", "a b(2)·终稿"]
)
def test_build_document_takes_any_name_of_a_file(source: Path, name: str) -> None:
    built = build_document(source.rename(source.with_name(f"{name}.txt")))
    assert isinstance(built, Built)
    assert (built.summary.id, built.summary.observations) == (name, 1)


def test_build_documents_are_the_same_in_any_number_of_processes(
    source: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    sources = (tmp_path / "empty.txt", source)
    one, many = list(build_documents(sources, 1)), list(build_documents(sources, 2))
    assert one == many
    assert [type(each) for each in one] == [Failed, Built]


def test_build_document_tells_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    failed = build_document(tmp_path / "empty.txt")
    assert isinstance(failed, Failed)
    assert (failed.id, failed.kind) == ("empty", "unreadable")
    assert str(tmp_path / "empty.txt") in failed.message
    assert "\n" not in failed.message
    assert failed.issues == (Issue("read", "empty", None, None, "unreadable", failed.message),)


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        ("its region\nis odd", "{source}: its region is odd"),
        ("zibo.yml: unknown key", "zibo.yml: unknown key"),
    ],
)
def test_build_document_names_the_file_once(
    source: Path, monkeypatch: pytest.MonkeyPatch, cause: str, message: str
) -> None:
    def refuse(document: object) -> object:
        raise InvalidSource(cause)

    monkeypatch.setattr("kg.relate.reading.read_facts", refuse)
    failed = build_document(source)
    assert isinstance(failed, Failed)
    assert failed.message == message.format(source=source)


def test_build_document_stops_for_a_broken_rule(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(document: object) -> object:
        raise InvalidRule("roles.yml: broken")

    monkeypatch.setattr("kg.relate.reading.read_facts", refuse)
    with pytest.raises(InvalidRule, match=r"roles\.yml"):
        build_document(source)


def test_build_document_survives_a_fault_of_the_program(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: object) -> object:
        raise ZeroDivisionError("half\nway")

    monkeypatch.setattr("kg.relate.reading.read_facts", fail)
    failed = build_document(source)
    assert isinstance(failed, Failed)
    assert failed.message == (
        f"{source}: a fault of AMO, please report it (ZeroDivisionError: half way)"
    )
    assert failed.issues[0].stage == "build"


def test_build_document_does_not_publish_what_breaks_the_model(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = "https://w3id.org/amo/id/document/other"
    monkeypatch.setattr("kg.build.to_quads", lambda facts: [Quad(node, node, f"<{node}>", node)])
    failed = build_document(source)
    assert isinstance(failed, Failed)
    assert failed.kind == "invalid"
    assert failed.message.startswith(f"{source}: 2 statements would break the model")
    assert failed.issues[0].stage == "check"


def die(path: Path, corrections: object) -> None:
    import os  # noqa: PLC0415 - in the process that dies

    os._exit(9)


def test_process_that_dies_is_told(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.build.build_document", die)
    with pytest.raises(AmoError, match=r"a process died .* try --jobs 1"):
        list(build_documents((source, source), 2))


def test_choose_jobs_takes_one_process_for_little(source: Path, tmp_path: Path) -> None:
    assert choose_jobs((source,)) == 1
    assert choose_jobs((tmp_path / "gone.txt",)) == 1
    (tmp_path / "large.txt").write_bytes(b" " * 3_000_000)
    assert choose_jobs((tmp_path / "large.txt",)) == 1
    assert choose_jobs((tmp_path / "large.txt", source)) in (1, 2)


def test_find_issues_places_every_doubt_in_the_text(source: Path) -> None:
    facts = read_facts(read_document(source))
    doubtful = replace(
        facts,
        actors=tuple(replace(each, doubt="哪里") for each in facts.actors[:1]),
        initiatives=tuple(replace(each, doubt="边界") for each in facts.initiatives[:1]),
        participations=tuple(replace(each, doubt="谁") for each in facts.participations[:1]),
        observations=tuple(replace(each, doubt="几时") for each in facts.observations[:1]),
    )
    issues = list(find_issues(doubtful))
    assert {(issue.stage, issue.message) for issue in issues} == {
        ("mention", "哪里"),
        ("mention", "边界"),
        ("relate", "谁"),
        ("relate", "几时"),
    }
    places = {issue.message: TEXT[issue.start : issue.end] for issue in issues}
    assert places["哪里"] == "淄博市市场监督管理局"
    assert places["几时"] == "12件"
    assert places["谁"] == SENTENCE
    assert json.dumps(issues[0].kind) == '"doubt"'
    assert list(find_issues(facts)) == []
