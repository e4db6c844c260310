"""The question library: finds the `.rq` files of this package and asks them.

Whom to ask is a `Source`: a view of a built graph (`kg.store.View`) or a remote `Endpoint`; both
give the same columns and values.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from kg.store import Rows, Value
from ontology.errors import InvalidQuery
from queries.question import Parameters, Question, read_question


class Source(Protocol):
    """A graph, here or elsewhere, that answers a SELECT."""

    def select(self, query: str, /) -> Rows:
        """The solutions of a SELECT, in order. Raises InvalidQuery."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: a value for each column in each row; None where there is none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> tuple[dict[str, Value], ...]:
        """The rows as mappings from column to value."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)


@cache
def list_names() -> tuple[str, ...]:
    """The names of all questions, sorted."""
    names = (each.name for each in files("queries").iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in names if name.endswith(".rq")))


def list_questions() -> tuple[Question, ...]:
    """All questions, sorted by name. Raises InvalidQuery when a file is broken."""
    return tuple(describe(name) for name in list_names())


@cache
def describe(name: str) -> Question:
    """The question of that name. Raises InvalidQuery when there is none, or its file is broken."""
    if name not in list_names():
        raise InvalidQuery(f"no question {name!r}; there are: {', '.join(list_names())}")
    return read_question(name, (files("queries") / f"{name}.rq").read_text(encoding="utf-8"))


def run(name: str, parameters: Parameters, source: Source) -> Answer:
    """The answer of a source to a question. Raises InvalidQuery."""
    question = describe(name)
    found = source.select(question.bind(parameters))
    columns = tuple(column.name for column in question.columns)
    places = [found.columns.index(column) if column in found.columns else -1 for column in columns]
    rows = (tuple(row[place] if place >= 0 else None for place in places) for row in found.rows)
    return Answer(columns, tuple(rows))
