from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corrections.file import Corrections, read_corrections
from kg.corrections.model import AddObservation, InvalidCorrection, Merge, Set, Split

SIGNED = "why: 核实\n  by: 李某\n  on: 2026-01-05"


def entry(text: str, document: str = "a") -> str:
    """An entry with all that every entry says."""
    return f"- document: {document}\n  {text}\n  {SIGNED}\n"


def read(folder: Path, text: str) -> Corrections:
    (folder / "corrections.yml").write_text(text, encoding="utf-8", errors="replace")
    return read_corrections(folder)


def test_no_file_is_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == Corrections()


@pytest.mark.parametrize("text", ["", "# 更正\n", "[]\n", "\ufeff"])
def test_empty_file_has_no_entries(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.entries == ()
    assert len(found.sha256) == 64


def test_entries_have_numbers_and_lines(tmp_path: Path) -> None:
    merge = entry("what: merge\n  name: 甲局\n  into: 乙局", "all")
    figure = entry("what: set\n  fact: 12345678\n  value: 2.50\n  agency: ''")
    first, second = read(tmp_path, f"# 更正\n{merge}\n{figure}").entries
    assert (first.number, first.line, first.what) == (1, 2, "merge")
    assert (second.number, second.line, second.what) == (2, 10, "set")
    assert isinstance(first.correction, Merge)
    assert isinstance(second.correction, Set)
    assert second.correction.value == Decimal("2.5")
    assert second.correction.agency == ""
    assert first.concerns("b")
    assert not second.concerns("b")


def test_node_of_an_entry_does_not_depend_on_its_place(tmp_path: Path) -> None:
    one, other = (entry(f"what: drop\n  fact: {fact}") for fact in ("12345678", "0000000a"))
    before = {each.node for each in read(tmp_path, one + other).entries}
    after = {each.node for each in read(tmp_path, f"{other}\n# 新\n{one}").entries}
    assert before == after
    assert len(before) == 2


def test_figures_and_parts_are_read(tmp_path: Path) -> None:
    split = "what: split\n  name: 甲\n  into: [{name: 乙}, {name: 丙, quotes: [丁, 戊]}]"
    figure = (
        "what: add-observation\n  quote: 三家\n  figure: 三家\n  metric: 户数\n  statistic: stock"
    )
    parts, added = (e.correction for e in read(tmp_path, entry(split) + entry(figure)).entries)
    assert isinstance(parts, Split)
    assert parts.into[1].quotes == ("丁", "戊")
    assert isinstance(added, AddObservation)
    assert added.value is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\n", "is no list of corrections"),
        ("- a: [\n", r"is no YAML \(line 2: "),
        ("- a: 1\n  a: 2\n", "line 2: key 'a' is given twice"),
        ("- [a]: 1\n", r"is no YAML \(line 1: found unhashable key"),
        ("- text\n", r"entry 1 \(line 1\): Expected `object`"),
        (entry("name: 甲"), r"entry 1 \(line 1\): says not `what` it does"),
        (entry("what: fly"), "what: Invalid value 'fly'"),
        (entry("what: drop\n  fact: 12345678\n  tact: 1"), "unknown field `tact`"),
        (entry("what: drop\n  fact: 123"), "fact: Expected `str` matching regex"),
        (entry("what: drop"), "write either `fact`"),
        (entry("what: drop\n  fact: 12345678\n  name: 甲"), "write either `fact`"),
        (entry("what: merge\n  name: 甲"), "missing required field `into`"),
        (entry("what: merge\n  name: 甲\n  into: 甲"), "merges a name into itself"),
        (entry("what: rename\n  name: 甲\n  to: 甲"), "renames nothing"),
        (
            entry("what: split\n  name: 甲\n  into: [{name: 乙}]"),
            "into: Expected `array` of length",
        ),
        (entry("what: split\n  name: 甲\n  into: [{name: 乙}, {name: 乙}]"), "same name twice"),
        (entry("what: change\n  name: 甲"), "changes nothing"),
        (entry("what: change\n  name: 甲\n  kind: club"), "kind: Invalid enum value 'club'"),
        (entry("what: change\n  name: 甲\n  kind: group\n  type: case"), "not both"),
        (entry("what: set\n  fact: 12345678"), "sets nothing"),
        (entry("what: set\n  fact: 12345678\n  value: 4.7万"), "value: Invalid decimal string"),
        (entry("what: set\n  fact: 12345678\n  period: 2024-02-30"), "is no date of the calendar"),
        (entry("what: set\n  fact: 12345678\n  date: March"), "date: Expected `str` matching"),
        (
            entry("what: add-actor\n  quote: 甲\n  name: 甲", "all"),
            "a quote stands in one document",
        ),
        ("- document: a\n  what: drop\n  fact: 12345678\n", "missing required field `why`"),
        (
            entry("what: drop\n  fact: 12345678").replace("01-05", "13-05"),
            "on: Invalid RFC3339",
        ),
        (
            entry("what: drop\n  fact: 12345678").replace("核实", "''"),
            "why: Expected `str` of length",
        ),
        (2 * entry("what: drop\n  fact: 12345678"), "entry 2 .* says the same as entry 1"),
        (
            entry("what: drop\n  fact: 12345678")
            + entry("what: drop\n  fact: 12345678").replace("李某", "A. Smith"),
            "entry 2 .* says the same as entry 1",
        ),
    ],
)
def test_broken_file_is_told_in_one_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InvalidCorrection, match=problem) as told:
        read(tmp_path, text)
    assert str(told.value).startswith(f"{tmp_path / 'corrections.yml'}: ")
    assert "\n" not in str(told.value)


def test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_bytes("- 更正".encode("gb18030"))
    with pytest.raises(InvalidCorrection, match="is not UTF-8"):
        read_corrections(tmp_path)
    path.write_text("[" * 5000, encoding="utf-8")
    with pytest.raises(InvalidCorrection, match="is no YAML"):
        read_corrections(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(InvalidCorrection, match="cannot be read"):
        read_corrections(tmp_path)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(st.sampled_from("-: \n[]{}&*#'\"!|>%@`甲1\t") | st.characters())
    | st.recursive(
        st.text(max_size=5) | st.sampled_from(["document", "what", "merge", "name", "into"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    ).map(lambda content: yaml.safe_dump([content], allow_unicode=True))
)
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    with suppress(InvalidCorrection):
        assert all(entry.number for entry in read(tmp_path, text).entries)
