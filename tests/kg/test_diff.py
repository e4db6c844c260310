"""What `amo diff` tells of two builds: each cause, each kind of change, through real builds."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import amo
from kg.diff import dump
from kg.diff.compare import APPEARED, CHANGED, COLUMNS, VANISHED, Difference, compare_builds
from kg.diff.dump import find_changed_subjects
from kg.manifest import describe_program
from kg.pipeline import build
from ontology.errors import InvalidGraph

FIRST = """2024年临淄区知识产权工作报告

区公安局联合区市场监管局开展“蓝盾”行动，查处案件12件。
区检察院、区法院开展“晨星”行动，立案处理专利侵权纠纷41起。
"""
SECOND = """2024年周村区知识产权工作报告

区公安局开展“春雷”行动，检查商户30家。
"""
SIGNED = "  why: 核实\n  by: 李某\n  on: 2026-01-05\n"
Record = dict[str, str]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def compare(corpus: Path) -> Callable[[Callable[[], object]], list[Record]]:
    """The rows of the diff that a change of the corpus makes."""

    def run(change: Callable[[], object], document: str = "") -> list[Record]:
        old, new = corpus.parent / "old", corpus.parent / "new"
        make(corpus, old)
        change()
        make(corpus, new)
        return records(compare_builds(old, new, document))

    return run


Compare = Callable[..., list[Record]]


def make(corpus: Path, out: Path) -> None:
    build(corpus, out, 1, lambda *_: (), lambda *_: None)


def records(found: Difference) -> list[Record]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in found.rows]


def told(rows: list[Record], *columns: str) -> set[tuple[str, ...]]:
    return {tuple(row[column] for column in columns) for row in rows}


def kinds(rows: list[Record]) -> set[str]:
    return {row["kind"].split()[1] for row in rows}


def test_diff_of_equal_builds_is_empty(compare: Compare) -> None:
    assert compare(lambda: None) == []


def test_diff_tells_a_new_document(corpus: Path, compare: Compare) -> None:
    text = FIRST.replace("临淄", "张店")
    rows = compare(lambda: (corpus / "c.txt").write_text(text, encoding="utf-8"))
    assert told(rows, "change", "document", "why") == {(APPEARED, "c", "新文献 new document")}
    assert kinds(rows) == {"actor", "initiative", "participation", "observation", "collaboration"}
    facts = {row["fact"] for row in rows}
    assert "张店区公安局 —牵头 lead→ “蓝盾”行动" in facts
    assert "“蓝盾”行动查处案件 = 12件（张店区，流量 flow，2024）" in facts
    figure = next(row for row in rows if row["fact"].startswith("“蓝盾”行动查处案件"))
    assert figure["sentence"] == "区公安局联合区市场监管局开展“蓝盾”行动，查处案件12件。"


def test_diff_tells_a_removed_document(corpus: Path, compare: Compare) -> None:
    rows = compare((corpus / "b.txt").unlink)
    assert told(rows, "change", "document", "why") == {(VANISHED, "b", "文献撤下 removed document")}
    assert "周村区公安局 —牵头 lead→ “春雷”行动" in {row["fact"] for row in rows}


def test_diff_tells_a_document_that_can_no_longer_be_read(corpus: Path, compare: Compare) -> None:
    rows = compare(lambda: (corpus / "b.txt").write_bytes(b""))
    assert told(rows, "change", "why") == {(VANISHED, "不再能读出 unreadable now")}


def test_diff_of_text_that_only_moves_is_what_was_put_in(corpus: Path, compare: Compare) -> None:
    added = FIRST.replace("区公安局联合", "区教育局开展“护苗”行动。\n区公安局联合")
    rows = compare(lambda: (corpus / "a.txt").write_text(added, encoding="utf-8"))
    assert told(rows, "change", "fact", "document", "why") == {
        (APPEARED, fact, "a", "原文改动 changed text")
        for fact in (
            "临淄区教育局（机构 agency）",
            "“护苗”行动（行动 campaign）",
            "临淄区教育局 —牵头 lead→ “护苗”行动",
        )
    }


def test_diff_shows_another_figure_as_a_change(corpus: Path, compare: Compare) -> None:
    text = "导语。\n" + FIRST.replace("41起", "48起")
    rows = compare(lambda: (corpus / "a.txt").write_text(text, encoding="utf-8"))
    figures = [row for row in rows if "observation" in row["kind"]]
    assert told(figures, "change", "before", "after") == {
        (CHANGED, "数字 figure: 41", "数字 figure: 48")
    }


def test_diff_tells_a_sidecar(corpus: Path, compare: Compare) -> None:
    rows = compare(lambda: (corpus / "b.yml").write_text("period: '2023'\n", encoding="utf-8"))
    assert told(rows, "change", "kind", "before", "after", "why") == {
        (
            *(CHANGED, "数据 observation", "时期 period: 2024", "时期 period: 2023"),
            "附注改动 changed sidecar",
        )
    }


def test_diff_shows_a_corrected_kind_as_a_change_of_the_body_alone(
    corpus: Path, compare: Compare
) -> None:
    entry = "- document: b\n  what: change\n  name: 周村区公安局\n  kind: organisation\n" + SIGNED
    rows = compare(lambda: (corpus / "corrections.yml").write_text(entry, encoding="utf-8"))
    (row,) = rows
    assert (row["change"], row["kind"], row["why"]) == (CHANGED, "主体 actor", "更正 correction")
    assert "类别 kind: 机构 agency" in row["before"]
    assert "类别 kind: 社会组织 organisation" in row["after"]


def test_diff_shows_another_role_as_a_change(corpus: Path, compare: Compare) -> None:
    from kg.corrections.apply import itemise  # noqa: PLC0415
    from kg.facts import Participation  # noqa: PLC0415
    from kg.read import read_document  # noqa: PLC0415
    from kg.relate.reading import read_facts  # noqa: PLC0415

    items = itemise(read_facts(read_document(corpus / "a.txt")))
    parts = ((item.id, item.value) for item in items)
    id_ = next(id_ for id_, v in parts if isinstance(v, Participation) and v.role == "partner")
    entry = f"- document: a\n  what: set\n  fact: {id_}\n  role: supervisor\n" + SIGNED
    rows = compare(lambda: (corpus / "corrections.yml").write_text(entry, encoding="utf-8"))
    assert told(rows, "change", "kind", "before", "after", "why") == {
        (
            *(CHANGED, "参与 participation", "角色 role: 联合 partner"),
            *("角色 role: 督导 supervisor", "更正 correction"),
        ),
        (
            *(VANISHED, "协作 collaboration"),
            *("共同事项 through: “蓝盾”行动；强度 strength: 1", "", "更正 correction"),
        ),
    }


def test_diff_tells_all_causes_that_cannot_be_told_apart(
    corpus: Path, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = describe_program()
    other = msgspec.structs.replace(
        program,
        rules={**program.rules, "kg/rules/roles.yml": "0" * 64, "kg/rules/precision.yml": "0"},
        vocabulary={**program.vocabulary, "ontology/vocabulary/units.ttl": "0" * 64},
    )

    def change() -> None:
        (corpus / "a.txt").write_text(FIRST.replace("12件", "13件"), encoding="utf-8")
        (corpus / "c.txt").write_text(SECOND.replace("周村", "张店"), encoding="utf-8")
        monkeypatch.setattr("kg.pipeline.describe_program", lambda: other)

    assert told(compare(change), "document", "why") == {
        ("c", "新文献 new document"),
        (
            "a",
            "原文改动 changed text；规则改动 changed rule (kg/rules/roles.yml)；"
            "词表改动 changed vocabulary (ontology/vocabulary/units.ttl)",
        ),
    }


def test_diff_tells_a_changed_derivation(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import derive  # noqa: PLC0415

    rules = derive.load_rules()

    def change() -> None:
        changed = tuple(
            derive.read_rule(rule.name, rule.query.replace("|amo:partnersIn", "")) for rule in rules
        )
        for module in ("derive", "manifest"):
            monkeypatch.setattr(f"kg.{module}.load_rules", lambda: changed)

    rows = compare(change)
    assert told(rows, "change", "kind", "why") == {
        (VANISHED, "协作 collaboration", "推导规则改动 changed derivation (collaboration)")
    }


def test_diff_of_one_document_leaves_out_the_others(corpus: Path, compare: Compare) -> None:
    def change() -> None:
        (corpus / "a.txt").write_text(FIRST.replace("12件", "13件"), encoding="utf-8")
        (corpus / "b.txt").unlink()

    assert told(compare(change, "b"), "document") == {("b",)}


@pytest.mark.parametrize("broken", ["nothing", "no manifest", "cut", "no dump"])
def test_diff_refuses_what_is_no_whole_build(corpus: Path, tmp_path: Path, broken: str) -> None:
    make(corpus, tmp_path / "one")
    make(corpus, tmp_path / "other")
    if broken == "no manifest":
        (tmp_path / "other" / "manifest.json").write_text("{}", encoding="utf-8")
    elif broken == "cut":
        with (tmp_path / "other" / "graph.nq").open("r+b") as dumped:
            dumped.truncate(1000)
    elif broken == "no dump":
        (tmp_path / "other" / "graph.nq").unlink()
    other = tmp_path / ("nothing" if broken == "nothing" else "other")
    with pytest.raises(InvalidGraph) as caught:
        compare_builds(tmp_path / "one", other)
    assert str(caught.value).startswith(str(other))
    assert "\n" not in str(caught.value)


def test_diff_command_prints_causes_and_rows(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    make(corpus, old)
    (corpus / "c.txt").write_text(FIRST.replace("临淄", "张店"), encoding="utf-8")
    make(corpus, new)
    assert amo.main(["diff", str(old), str(new), "--limit", "2"]) == 0
    out, err = capsys.readouterr()
    assert "新文献 new documents: c\n" in out
    assert out.endswith("2 rows\n")
    assert "more" in err
    assert amo.main(["diff", str(old), str(new), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == records(compare_builds(old, new))
    assert amo.main(["diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "事实相同 the facts are the same\n\n"
    assert amo.main(["diff", str(old), str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


LINES = st.sets(st.integers(0, 400).map(lambda n: f"<s{n // 4:03}> <p{n}> .\n".encode()))


@given(LINES, LINES, st.sampled_from([1, 16, 4096]))
def test_find_changed_subjects_finds_all_that_differ(
    one: set[bytes], other: set[bytes], stretch: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dump, "_STRETCH", stretch)
        found = find_changed_subjects(b"".join(sorted(one)), b"".join(sorted(other)))
    assert found == {line[1:5].decode() for line in one ^ other}


def test_find_changed_subjects_passes_over_what_is_equal() -> None:
    lines = [f"<s{n:05}> <p> .\n".encode() for n in range(5000)]
    rng = random.Random(1)
    gone = rng.sample(range(5000), 7)
    other = b"".join(line for n, line in enumerate(lines) if n not in gone)
    assert find_changed_subjects(b"".join(lines), other) == {f"s{n:05}" for n in gone}
