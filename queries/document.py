"""The questions as documentation: docs/queries.md.

`python -m queries.document > docs/queries.md` writes that file; a test holds it up to date.
"""

import sys

from queries.library import list_questions
from queries.question import Parameter, Question

_OPENING = """\
# The question library 问题库

Made from the headers of `queries/*.rq` by `python -m queries.document`; do not edit.

    amo query list
    amo query describe NAME
    amo query run NAME [--param value …] [--format table|csv|json|md] [--endpoint URL]

A `text` matches any name that contains it, full or short; an `iri` may be shortened
(`id:agency/…`). `table` and `md` show a node by its label, and in a table a blank or 〃 repeats the
cell above; `csv` and `json` give every column that is listed here. JSON is a list of records; CSV
has no byte order mark, and what a spreadsheet would run as a formula begins with `'`.
"""


def describe_question(question: Question) -> str:
    """What a question asks, takes and gives, in Markdown."""
    lines = [
        f"## {question.name}",
        f"**{question.title.zh} · {question.title.en}**\n",
        question.question.zh,
        f"{question.question.en}\n",
        f"    {write_example(question)}\n",
    ]
    if question.parameters:
        lines += ["| parameter | type | | |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{each.name}` | {each.type}, {_explain_default(each)} | {each.zh} | {each.en} |"
            for each in question.parameters
        ]
        lines.append("")
    lines += ["| column | | |", "| --- | --- | --- |"]
    lines += [f"| `{column.name}` | {column.zh} | {column.en} |" for column in question.columns]
    return "\n".join(lines) + "\n"


def write_example(question: Question) -> str:
    """The command that asks it: with its examples where a value is required."""
    given = "".join(f" --{p.name} {p.example}" for p in question.parameters if p.is_required)
    return f"amo query run {question.name}{given}"


def write_documentation() -> str:
    """The whole of docs/queries.md."""
    return "\n".join([_OPENING, *(describe_question(each) for each in list_questions())])


def _explain_default(parameter: Parameter) -> str:
    if parameter.is_required:
        return "required"
    return f"default {parameter.default}" if parameter.default != "" else "optional"


if __name__ == "__main__":
    sys.stdout.buffer.write(write_documentation().encode())
