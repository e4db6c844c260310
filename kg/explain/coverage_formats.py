"""Coverage as text: a table and a list to read, CSV for spreadsheets, JSON for programs."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from types import MappingProxyType

import msgspec
from rich.cells import cell_len

from kg.explain.coverage import KINDS, Absence, Count, Coverage
from kg.explain.reasons import Kind
from ontology.errors import InvalidQuery

_TITLES: MappingProxyType[Kind, str] = MappingProxyType(
    {
        "links": "关联 links：提到两个以上机构的句子 sentences that name two or more bodies",
        "figures": "数据 figures：数字 numbers",
        "names": "名称 names：机构名称 names of bodies",
    }
)

_LEGEND = "覆盖 covered / 覆盖＋可能遗漏 covered and open = 覆盖率 share（另排除 excluded）"


def format_coverage(documents: Iterable[Coverage], format_: str) -> str:
    """The coverage in one of `FORMATS`, ending in a line end. Raises InvalidQuery for another."""
    if format_ not in FORMATS:
        raise InvalidQuery(f"no format {format_!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format_](tuple(documents))


def format_table(documents: Sequence[Coverage]) -> str:
    """A summary of all documents; then for each kind the reasons, and the sentences of each."""
    lines = [_row("文档 document", {})]
    lines += [_row(each.document, each.counts) for each in documents]
    if len(documents) > 1:
        lines.append(_row("合计 total", {kind: _add(documents, kind) for kind in KINDS}))
    lines += ["", _LEGEND]
    for kind in KINDS:
        absences = [a for each in documents for a in each.absences if a.kind == kind]
        if absences:
            lines += ["", f"## {_TITLES[kind]}", *_list(absences)]
    return "\n".join(lines) + "\n"


def _row(name: str, counts: dict[Kind, Count]) -> str:
    cells = []
    for kind in KINDS:
        count = counts.get(kind)
        if count is None:
            cells.append(_TITLES[kind].partition("：")[0])
            continue
        share = "–" if count.share is None else f"{count.share:.1%}"
        cells.append(f"{count.covered}/{count.covered + count.open} = {share} ({count.excluded})")
    widths = (28, 22, 22, 22)
    padded = (_pad(cell, width) for cell, width in zip((name, *cells), widths, strict=True))
    return "  ".join(padded).rstrip()


def _pad(cell: str, width: int) -> str:
    """The cell as wide as its column; Chinese characters are two wide."""
    return cell + " " * (width - cell_len(cell))


def _add(documents: Sequence[Coverage], kind: Kind) -> Count:
    counts = [each.counts[kind] for each in documents]
    covered, open_ = sum(c.covered for c in counts), sum(c.open for c in counts)
    share = round(covered / (covered + open_), 4) if covered + open_ else None
    return Count(covered, open_, sum(c.excluded for c in counts), share)


def _list(absences: Sequence[Absence]) -> Iterator[str]:
    """The reasons with their numbers; under each that may be a miss, what it is the reason of."""
    numbers = Counter(absence.reason for absence in absences)
    words = {absence.reason: absence for absence in absences}
    for reason, number in sorted(numbers.items(), key=lambda each: (-each[1], each[0])):
        first = words[reason]
        mark = "排除 excluded" if first.excluded else "可能遗漏 open"
        yield f"{number:5}  {first.zh} {first.en}  [{reason}; {mark}]"
        if not first.excluded:
            yield from (_line(absence) for absence in absences if absence.reason == reason)


def _line(absence: Absence) -> str:
    place = f"{absence.document} {absence.start}-{absence.end}"
    return f"         {place}  {absence.form}  ←  {absence.sentence}"


def format_csv(documents: Sequence[Coverage]) -> str:
    """One line for each absence, with the names of its fields above."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [field.name for field in fields(Absence)]
    writer.writerow(names)
    for each in documents:
        writer.writerows([getattr(a, name) for name in names] for a in each.absences)
    return out.getvalue()


def format_json(documents: Sequence[Coverage]) -> str:
    """A list of documents, each with its counts and absences."""
    encoded = msgspec.json.encode(documents)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


FORMATS: MappingProxyType[str, Callable[[Sequence[Coverage]], str]] = MappingProxyType(
    {"table": format_table, "csv": format_csv, "json": format_json}
)
