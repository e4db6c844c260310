"""Sums: rows against the row that totals them, columns against theirs, parts against the whole."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from kg.audit.discrepancy import Discrepancy, Severity, judge
from kg.audit.figure import Figure
from kg.audit.interval import Interval, total
from kg.audit.rules import load_rules
from kg.audit.sheet import Column, Line, Sheet, Table, column_of, is_sum, is_total, neighbours

_ADDED = frozenset({"flow", "stock", "target", "change"})
_RATIO_UNITS = frozenset({"%", "‰", "个百分点", "倍", "位"})
_REST = re.compile(r"(?:其余|剩余|尚余)[^，。；]{0,6}$")
_OTHERS = re.compile(r"^[、，和及]?(?:其他|其它|其余)")
_ENUMERATES = re.compile(r"^其中，|^从.{1,6}看|^按.{1,8}[分看]|^分.{1,6}看")
_FEWEST = 2
_SUMS = frozenset({"合计", "共计", "总计", "合计为", "总计为"})


def find_totals(sheet: Sheet) -> Iterator[Discrepancy]:
    """Sums that are not what is printed."""
    for table in sheet.tables:
        yield from _check_rows(table)
        yield from _check_columns(table)
    for line in sheet.sentences:
        yield from _check_brackets(line)
        yield from _check_rest(line)
        yield from _check_sum(line)
        yield from _check_others(line)
        yield from _check_halves(line)
    for before, line in neighbours(sheet):
        yield from _check_enumeration(before, line)


def is_added(figure: Figure) -> bool:
    """Whether figures like this one can be added up."""
    return figure.statistic in _ADDED and figure.unit not in _RATIO_UNITS


def _adds_to(whole: Figure, part: Figure) -> bool:
    return part.unit == whole.unit and is_added(part)


def row_groups(table: Table) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """Each row that totals others, with those: a 小计 those before it, 合计 and 全市 the rest."""
    rows = [row for row in table.rows if not row.heading.startswith("其中")]
    open_rows: list[Line] = []
    done: list[Line] = []
    for row in rows:
        if not is_total(row):
            open_rows.append(row)
        elif row.heading.strip() == "小计":
            yield row, tuple(open_rows)
            done, open_rows = [*done, row], []
    grand = next((row for row in rows if is_total(row) and row not in done), None)
    if grand is not None:
        yield grand, tuple(row for row in (*done, *open_rows) if row is not grand)


def _check_rows(table: Table) -> Iterator[Discrepancy]:
    for head, rows in row_groups(table):
        if len(rows) < _FEWEST:
            continue
        found: list[tuple[Figure, list[Figure], Interval]] = []
        right = 0
        for figure in filter(is_added, head.figures):
            cells = [table.cell(row, column_of(head, figure)) for row in rows]
            parts = [cell for cell in cells if cell]
            computed = total([part.interval for part in parts])
            if len(parts) < len(rows):
                computed = Interval(computed.low, None)
            if computed.meets(figure.interval):
                right += len(parts) == len(rows)
            else:
                found.append((figure, parts, computed))
        for figure, parts, computed in found:
            severity = _weigh_rows(head, figure, computed, right, len(found))
            if severity and (verdict := judge(computed, figure, severity)):
                yield _total(figure, parts, computed, verdict)


def _weigh_rows(
    head: Line, figure: Figure, computed: Interval, right: int, wrong: int
) -> Severity | None:
    """A total below its rows is wrong; above them it is, where they are known to be all."""
    if computed.is_above(figure.interval) or is_sum(head) or right >= wrong > 0:
        return "contradiction"
    return "suspicious" if right or wrong == 1 else None


def _check_columns(table: Table) -> Iterator[Discrepancy]:
    """Columns whose heading says 合计 against those of the same kind on one side of them.

    Which columns they are shows in the rows: those that add up in most.
    """
    marker = load_rules().total_columns
    columns = table.columns()
    for at, column in enumerate(columns):
        if not marker.search(column[0]):
            continue
        sides = (columns[:at][::-1], columns[at + 1 :])
        found = [_check_column(table, column, _beside(column, side)) for side in sides]
        right, wrong = max(found, key=lambda each: each[0])
        if right >= max(len(wrong), 1):
            yield from wrong


def _beside(column: Column, others: Sequence[Column]) -> list[Column]:
    """The columns next to one that are of its kind, up to another total."""
    marker = load_rules().total_columns
    kind = takewhile(lambda c: c[1:] == column[1:] and not marker.search(c[0]), others)
    return [each for each in kind if "其中" not in each[0]]


def _check_column(
    table: Table, column: Column, siblings: list[Column]
) -> tuple[int, list[Discrepancy]]:
    """In how many rows the columns add up, and where they do not."""
    wrong: list[Discrepancy] = []
    right = 0
    for row in table.rows:
        figure = table.cell(row, column)
        parts = [cell for each in siblings if (cell := table.cell(row, each))]
        is_whole = len(parts) == len(siblings) >= _FEWEST
        if figure is None or not is_whole or not is_added(figure):
            continue
        computed = total([part.interval for part in parts])
        verdict = judge(computed, figure)
        right += verdict is None
        if verdict:
            wrong.append(_total(figure, parts, computed, verdict))
    return right, wrong


def _check_brackets(line: Line) -> Iterator[Discrepancy]:
    """5个玉米品种（特殊用途品种2个，适宜密植品种3个）: what stands in the brackets is all of it."""
    for figure in line.figures:
        if not is_added(figure):
            continue
        at = line.figures.index(figure)
        opening = line.leads[at + 1] if at + 1 < len(line.leads) else ""
        bracket = re.search(r"^[^，。；、（]{0,12}（([^）]*)$", opening)
        if bracket is None or re.search("其中|含|包括|不含", bracket[1]):
            continue
        parts = _inside(line, at + 1, figure)
        if len(parts) >= _FEWEST:
            yield from add_up(figure, parts)


def _inside(line: Line, first: int, whole: Figure) -> list[Figure]:
    """The figures from one on to the closing bracket; none where they are not all of one unit."""
    parts: list[Figure] = []
    for at in range(first, len(line.figures)):
        if at > first and "）" in line.leads[at]:
            break
        parts.append(line.figures[at])
    same = all(part.unit == whole.unit and is_added(part) for part in parts)
    return parts if same else []


def _check_rest(line: Line) -> Iterator[Discrepancy]:
    """14项任务已完成12项，其余2项: the last one completes one before, most likely the first."""
    for at, figure in enumerate(line.figures):
        if not is_added(figure) or not _REST.search(line.lead(figure)):
            continue
        first = next((n for n in range(at, 0, -1) if "；" in line.leads[n]), 0)
        same = [f for f in line.figures[first:at] if is_added(f) and f.unit == figure.unit]
        readings = [list(add_up(same[n], [*same[n + 1 :], figure])) for n in range(len(same) - 1)]
        if all(readings):
            yield from (found for reading in readings[:1] for found in reading)


def _check_sum(line: Line) -> Iterator[Discrepancy]:
    """检查A 4320家次、B 2220家次，合计6540家次: the figures of the unit just before it."""
    for at, figure in enumerate(line.figures):
        if line.leads[at].strip("，、 ") not in _SUMS or not is_added(figure):
            continue
        same = takewhile(partial(_adds_to, figure), line.before(figure))
        parts = list(same)[::-1]
        if len(parts) >= _FEWEST:
            yield from add_up(figure, parts)


def _check_others(line: Line) -> Iterator[Discrepancy]:
    """408件，其中A 326件、B 62件、其他20件: 其他 closes the parts that 其中 opens."""
    for at in range(len(line.figures)):
        opening = next((n for n in range(at, 0, -1) if "其中" in line.leads[n]), 0)
        parts = list(line.figures[opening : at + 1])
        whole = line.figures[opening - 1]
        units = {each.unit for each in (whole, *parts)}
        if not opening or len(units) > 1 or not _OTHERS.search(line.leads[at]):
            continue
        if len(parts) >= _FEWEST and all(map(is_added, (whole, *parts))):
            yield from add_up(whole, parts)


def _check_halves(line: Line) -> Iterator[Discrepancy]:
    """其中旧存120件、新收1740件: words that name the whole of what stands before them."""
    for words in load_rules().halves:
        opening = f"其中{words[0]}"
        at = next((n for n, lead in enumerate(line.leads) if lead.endswith(opening)), 0)
        parts = list(line.figures[at : at + len(words)])
        told = all(lead.endswith(w) for w, lead in zip(words, line.leads[at:], strict=False))
        whole = line.figures[at - 1]
        units = {figure.unit for figure in (whole, *parts)}
        if at and told and len(parts) == len(words) and len(units) == 1 and is_added(whole):
            yield from add_up(whole, parts)


def add_up(whole: Figure, parts: list[Figure]) -> Iterator[Discrepancy]:
    """A discrepancy where parts do not add up to their whole."""
    computed = total([part.interval for part in parts])
    if verdict := judge(computed, whole):
        yield _total(whole, parts, computed, verdict)


def _check_enumeration(before: Line, line: Line) -> Iterator[Discrepancy]:
    """从环节看，生产抽检640批次，不合格6批次；流通…: columns of a list against the sentence before.

    That the list is whole shows where one of its columns gives its total.
    """
    if not _ENUMERATES.search(line.text):
        return
    columns = _list_columns(line)
    wholes = [f for f in before.figures if is_added(f)]
    matched, missed = 0, []
    for column, whole in zip(columns, wholes, strict=False):
        computed = total([part.interval for part in column])
        verdict = judge(computed, whole) if whole.unit == column[0].unit else None
        matched += verdict is None and whole.unit == column[0].unit
        if verdict:
            missed.append(_total(whole, column, computed, verdict))
    if matched >= len(missed):
        yield from missed


def _list_columns(line: Line) -> list[list[Figure]]:
    """The n-th figures of the parts between semicolons, where all parts have as many."""
    parts: list[list[Figure]] = [[]]
    for figure, lead in zip(line.figures, line.leads, strict=True):
        if "；" in lead or ";" in lead:
            parts.append([])
        parts[-1].append(figure)
    lengths = {len(part) for part in parts}
    is_list = len(parts) >= _FEWEST and len(lengths) == 1
    return [list(column) for column in zip(*parts, strict=True)] if is_list else []


def _total(
    whole: Figure, parts: list[Figure], computed: Interval, verdict: Severity
) -> Discrepancy:
    sums = " + ".join(part.printed for part in parts)
    return Discrepancy(
        "total",
        verdict,
        (whole, *parts),
        computed,
        whole.interval,
        f"{sums} = {computed} {whole.unit}; {whole}",
        f"{whole.label}：各部分之和与总数{whole}不符",
        f"the parts do not add up to the {whole} of {whole.english}",
    )
