"""The competency questions: what the graph must answer, and the document that lists them.

`queries/competency.yml` ties each to a question of the library and to the answer that the reports
of the project give. `python -m queries.competency > docs/competency-questions.md` writes the
document; a test holds it up to date, and asks every question.
"""

import sys
from functools import cache
from importlib.resources import files

import msgspec

from ontology.errors import InvalidQuery
from queries.formats import fold_labels
from queries.library import Source, describe, run

FILE = "competency.yml"
_OPENING = """\
# Competency questions · 能力问题

What the graph must be able to answer, each with the command that asks and the answer that the two
reports of `corpus/` give. Made from `queries/competency.yml` by `python -m queries.competency`;
do not edit.

图谱须能回答的问题：每个问题附有提问的命令、两份报告给出的答案和报告原文。
"""


class Competency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question to the graph with its answer."""

    zh: str
    en: str
    query: str
    """Name of the question of the library."""
    columns: tuple[str, ...]
    """The columns of its answer that matter, as a table shows them."""
    says: str
    """Words of the report that say so."""
    parameters: dict[str, str] = {}
    rows: tuple[tuple[str, ...], ...] = ()
    """All rows of the answer."""
    includes: tuple[tuple[str, ...], ...] = ()
    """Some rows of the answer, where the others are not in question."""

    @property
    def command(self) -> str:
        """What asks it."""
        given = "".join(f' --{name} "{value}"' for name, value in self.parameters.items())
        return f"amo query run {self.query}{given}"

    def answer(self, source: Source) -> frozenset[tuple[str, ...]]:
        """The distinct rows that a source answers, in the columns that matter."""
        names, rows = fold_labels(run(self.query, self.parameters, source))
        places = [names.index(column) for column in self.columns]
        return frozenset(tuple(row[place] for place in places) for row in rows)


@cache
def load_competency() -> tuple[Competency, ...]:
    """All competency questions. Raises InvalidQuery when the file is broken."""
    text = (files("queries") / FILE).read_text(encoding="utf-8")
    return read_competency(text)


def read_competency(text: str) -> tuple[Competency, ...]:
    """The competency questions in a text. Raises InvalidQuery, naming question and cause."""
    try:
        found = msgspec.yaml.decode(text, type=tuple[Competency, ...])
    except msgspec.MsgspecError as error:
        raise InvalidQuery(f"queries/{FILE}: {' '.join(str(error).split())}") from error
    for each in found:
        if bool(each.rows) == bool(each.includes):
            raise InvalidQuery(f"queries/{FILE}: {each.zh}: give either rows or includes")
        if any(len(row) != len(each.columns) for row in (*each.rows, *each.includes)):
            raise InvalidQuery(f"queries/{FILE}: {each.zh}: a row has not one cell a column")
        describe(each.query).bind(each.parameters)
    return found


def write_documentation() -> str:
    """The whole of docs/competency-questions.md."""
    entries = (_write(number, each) for number, each in enumerate(load_competency(), 1))
    return "\n".join([_OPENING, *entries])


def _write(number: int, question: Competency) -> str:
    """A question with its command, its answer and the words of the report, in Markdown."""
    rows = question.rows or question.includes
    lines = [
        f"## {number}. {question.zh}",
        f"{question.en}\n",
        f"    {question.command}\n",
        f"| {' | '.join(question.columns)} |",
        f"|{' --- |' * len(question.columns)}",
        *(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows),
    ]
    if question.includes:
        lines.append(f"|{' … |' * len(question.columns)}")
    return "\n".join([*lines, f"\n> {question.says}\n"])


if __name__ == "__main__":
    sys.stdout.buffer.write(write_documentation().encode())
