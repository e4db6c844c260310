"""Answers as text: a table to read, CSV for spreadsheets, JSON for programs, Markdown to quote.

`csv` and `json` hold every column and whole IRIs. `table` and `md` are for the eye: a node is shown
by its label, or by its shortened IRI (`id:agency/…`, which parameters accept) where it has none.
"""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import MappingProxyType

import msgspec

from kg.store import Iri, Value
from ontology.errors import InvalidQuery
from ontology.terms import PREFIXES
from queries.library import Answer

LONG = 16
"""Characters from which on a repeated cell of a table is not written out."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What would move the cursor, start an escape sequence or turn the direction of a terminal."""
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
_MARKUP = re.compile(r"([\\|\[\]*_`~<>&])")
_NAMESPACES = sorted(PREFIXES.items(), key=lambda each: -len(each[1]))


def format_answer(answer: Answer, format_: str) -> str:
    """The answer in one of `FORMATS`, ending in a line end. Raises InvalidQuery for another."""
    if format_ not in FORMATS:
        raise InvalidQuery(f"no format {format_!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format_](answer)


def format_table(answer: Answer, width: int | None = None) -> str:
    """A table as wide as the terminal.

    A cell that repeats the one above it is blank among the leading cells, 〃 where it is long.
    """
    from rich import box  # noqa: PLC0415 - 80 ms that the other formats save
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    columns, rows = fold_labels(answer)
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    above: tuple[str, ...] = ()
    for row in rows:
        table.add_row(*(Text(cell) for cell in _leave_out_repeats(row, above)))
        above = row
    out = io.StringIO()
    width = width or shutil.get_terminal_size(fallback=(160, 24)).columns
    Console(file=out, width=width, color_system=None, highlight=False).print(table)
    lines = "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return f"{lines}\n\n{count}\n"


def format_csv(answer: Answer) -> str:
    """RFC 4180 without byte order mark; a text that a spreadsheet would run gets a leading '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_guard(value) for value in row] for row in answer.rows)
    return out.getvalue()


def format_json(answer: Answer) -> str:
    """A list of records, column → value: strings, numbers, null where there is no value."""
    records = [
        {column: str(value) if isinstance(value, Iri) else value for column, value in each.items()}
        for each in answer.records()
    ]
    encoded = msgspec.json.Encoder(decimal_format="number").encode(records)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def format_markdown(answer: Answer) -> str:
    """A pipe table; whatever Markdown would read as markup is escaped."""
    columns, rows = fold_labels(answer)
    lines = [columns, tuple("---" for _ in columns)]
    lines += [tuple(_MARKUP.sub(r"\\\1", cell) for cell in row) for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def fold_labels(answer: Answer) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Columns and rows to be read: `x` and `xLabel` become one column, all values are text."""
    places = {column: place for place, column in enumerate(answer.columns)}
    shown = [c for c in answer.columns if not (c.endswith("Label") and c[:-5] in places)]

    def read(row: tuple[Value, ...], column: str) -> str:
        label = row[places[f"{column}Label"]] if f"{column}Label" in places else None
        return write_value(row[places[column]] if label is None else label)

    return tuple(shown), tuple(tuple(read(row, column) for column in shown) for row in answer.rows)


def write_value(value: Value) -> str:
    """A value on one line: IRIs shortened, nothing for None, control characters replaced."""
    if value is None:
        return ""
    text = shorten_iri(value) if isinstance(value, Iri) else _write_plain(value)
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def shorten_iri(iri: str) -> str:
    """The IRI with a known prefix (id:agency/…, amo:leads), else as it is."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _leave_out_repeats(row: tuple[str, ...], above: tuple[str, ...]) -> Iterator[str]:
    leading = True
    for place, cell in enumerate(row):
        is_repeat = bool(above) and cell == above[place]
        leading = leading and is_repeat
        yield "" if leading else "〃" if is_repeat and len(cell) > LONG else cell


def _write_plain(value: str | int | Decimal | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _guard(value: Value) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else _write_plain(value)
    is_formula = isinstance(value, str) and _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


FORMATS: MappingProxyType[str, Callable[[Answer], str]] = MappingProxyType(
    {"table": format_table, "csv": format_csv, "json": format_json, "md": format_markdown}
)
