"""The words that show how a page is laid out, by kind, from cues.csv.

`base` ends the name of a measure that opens a group of columns (件数), `derived` stands in one
that depends on it (同比增长), `serial` heads a column of row numbers, `title` ends a title,
`letterhead` a line above it, `closing` opens what stands below the report.
"""

import csv
from functools import cache
from pathlib import Path


@cache
def words(kind: str) -> tuple[str, ...]:
    """Return the cue words of a kind, sorted."""
    table = Path(__file__).with_name("cues.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple(row["word"] for row in rows if row["kind"] == kind)
