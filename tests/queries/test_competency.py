"""Each competency question is asked of the graph of the two reports, which are read again here."""

from pathlib import Path

import pytest

from kg.build import Failed, Summary
from kg.graph import Standing
from kg.pipeline import build
from kg.store import OxigraphView, View, open_view
from ontology.errors import InvalidQuery
from queries.competency import Competency, load_competency, read_competency, write_documentation

ROOT = Path(__file__).parents[2]
DOCUMENTATION = ROOT / "docs" / "competency-questions.md"
QUESTIONS = load_competency()


def draw(folder: Path, view: View, standing: Standing | None) -> tuple[Path, ...]:
    return ()


def tell(done: Summary | Failed, total: int) -> None:
    return


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> OxigraphView:
    """The graph of the corpus of the project."""
    folder = tmp_path_factory.mktemp("competency") / "build"
    build(ROOT / "corpus", folder, 1, draw, tell)
    return open_view(folder / "store")


@pytest.fixture(scope="module")
def words() -> str:
    """All that the reports say, without blanks."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.txt")))
    return "".join("".join(texts).split())


def test_competency_questions_are_at_least_thirty_and_all_different() -> None:
    assert len(QUESTIONS) >= 30
    assert len({each.zh for each in QUESTIONS}) == len({each.en for each in QUESTIONS})
    assert len({each.zh for each in QUESTIONS}) == len(QUESTIONS)
    assert all(each.zh.endswith("？") and each.en.endswith("?") for each in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: str(each.query))
def test_competency_question_is_answered_as_the_reports_say(
    question: Competency, reports: OxigraphView, words: str
) -> None:
    answer = question.answer(reports)
    if question.rows:
        assert answer == set(question.rows)
    else:
        assert answer >= set(question.includes)
    assert "".join(question.says.split()) in words


def test_competency_document_is_up_to_date() -> None:
    """If not: python -m queries.competency > docs/competency-questions.md."""
    assert DOCUMENTATION.read_text(encoding="utf-8") == write_documentation()


ENTRY = "- zh: 问？\n  en: Asked?\n  query: documents\n  columns: [document]\n  says: 文\n"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (ENTRY, "问？: give either rows or includes"),
        (ENTRY + "  rows: [[a]]\n  includes: [[a]]\n", "give either rows or includes"),
        (ENTRY + "  rows: [[a, b]]\n", "a row has not one cell a column"),
        (ENTRY + "  rows: [[a]]\n  parameters: {x: y}\n", "documents: no parameter x"),
        (ENTRY + "  rows: [[a]]\n  row: 1\n", r"competency\.yml: .*unknown field `row`"),
        (ENTRY.replace("documents", "document") + "  rows: [[a]]\n", "no question 'document'"),
        ("- zh: [", r"competency\.yml: "),
    ],
)
def test_read_competency_refuses(text: str, cause: str) -> None:
    with pytest.raises(InvalidQuery, match=cause):
        read_competency(text)
