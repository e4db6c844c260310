"""The closed lists of reasons: whole, sorted where order means nothing, and all that is used."""

import re
from pathlib import Path

import pytest

import kg
from kg.explain.reasons import doubt_in_chinese, find_reason, load_reasons

SOURCES = sorted(Path(kg.__file__).parent.rglob("*.py"))
DOUBT = re.compile(r'doubt="([^"]+)"|"((?:subject|undertaking|two undertakings|recipient|period)'
                   r' (?:carried|taken|equally|not)[^"]*|respective[^"]*)"')  # fmt: skip


def used_doubts() -> set[str]:
    found = (match for path in SOURCES for match in DOUBT.finditer(path.read_text("utf-8")))
    return {match[1] or match[2] for match in found}


def test_doubts_are_those_that_rules_give() -> None:
    assert used_doubts() == {each.en for each in load_reasons().doubts}


def test_doubts_are_sorted_and_have_chinese() -> None:
    english = [each.en for each in load_reasons().doubts]
    assert english == sorted(set(english))
    assert doubt_in_chinese("undertaking carried within the item") == "事项承自本项前文"
    assert doubt_in_chinese("anything else") == "anything else"


@pytest.mark.parametrize("kind", ["links", "figures", "names"])
def test_reasons_have_one_id_each_and_are_used(kind: str) -> None:
    ids = [each.id for each in getattr(load_reasons(), kind)]
    assert len(ids) == len(set(ids)) >= 8
    folder = Path(kg.__file__).parent / "explain"
    code = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    assert [id_ for id_ in ids if f'"{id_}"' not in code] == []


def test_find_reason_refuses_unknown_ids() -> None:
    assert find_reason("figures", "date").excluded
    with pytest.raises(KeyError):
        find_reason("links", "date")
