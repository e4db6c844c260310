from pathlib import Path

from queries.document import describe_question, write_documentation, write_example
from queries.library import describe, list_questions

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "queries.md"


def test_documentation_is_up_to_date() -> None:
    """If not: python -m queries.document > docs/queries.md."""
    assert DOCUMENTATION.read_text(encoding="utf-8") == write_documentation()


def test_describe_question_tells_what_it_asks_takes_and_gives() -> None:
    text = describe_question(describe("bridge-agencies"))
    assert text.splitlines() == [
        "## bridge-agencies",
        "**跨类别的桥梁机构 · Bridge agencies**",
        "",
        "哪些机构的合作方分属多类机关？",
        "Which agencies have partners of several organ types?",
        "",
        "    amo query run bridge-agencies",
        "",
        "| parameter | type | | |",
        "| --- | --- | --- | --- |",
        "| `types` | integer, default 2 | 合作方机关类别的最少数目 "
        "| least number of organ types among the partners |",
        "",
        "| column | | |",
        "| --- | --- | --- |",
        "| `agency` | 机构的 IRI | IRI of the agency |",
        "| `agencyLabel` | 机构全称 | full name of the agency |",
        "| `organTypes` | 合作方的机关类别数 | number of organ types among its partners |",
        "| `partners` | 合作方数 | number of its partners |",
    ]


def test_describe_question_without_parameters_has_no_table_of_them() -> None:
    assert "| parameter |" not in describe_question(describe("documents"))


def test_write_example_gives_what_is_required() -> None:
    assert [write_example(each) for each in list_questions() if each.name == "fact-sentences"] == [
        "amo query run fact-sentences --one 淄博市公安局 --other 复合处理机制"
    ]
