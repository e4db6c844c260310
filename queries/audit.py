"""The findings of the audit to read: one block each, Chinese first, with the sentences."""

from collections.abc import Iterator
from itertools import groupby

from kg.store import Value
from queries.formats import format_answer
from queries.library import Answer, Source, run

Record = dict[str, Value]


def list_findings(source: Source, format_: str, severity: str = "", document: str = "") -> str:
    """What the audit found, in a format of answers; `table` is told in blocks.

    Raises InvalidQuery for another format.
    """
    answer = run("audit", {"severity": severity, "document": document}, source)
    if format_ != "table":
        return format_answer(answer, format_)
    return tell_findings(answer)


def tell_findings(answer: Answer) -> str:
    """The findings of an answer to the question `audit`, numbered, each in a few lines."""
    blocks = [
        "\n".join(_tell(number, list(group)))
        for number, (_, group) in enumerate(
            groupby(answer.records(), key=lambda record: record["finding"]), start=1
        )
    ]
    count = f"{len(blocks)} 项发现 finding{'' if len(blocks) == 1 else 's'}"
    return "\n\n".join([*blocks, count]) + "\n"


def _tell(number: int, records: list[Record]) -> Iterator[str]:
    first = records[0]
    severity = str(first["severity"]).rpartition("#")[2]
    mark = {"roundingDifference": "rounding"}.get(severity, severity)
    yield f"{number}. 【{first['severityLabel']} {mark}】{first['findingLabel']}"
    yield f"   {first['english']}"
    yield f"   算式 arithmetic: {first['arithmetic']}"
    if first["explanation"]:
        yield f"   可能 perhaps: {first['explanation']}"
        yield f"   {first['explanationEnglish']}"
    for record in records:
        place = str(record["evidence"]).rpartition("/evidence/")[2]
        yield f"   原文 {record['sentence']}（{place}）"
