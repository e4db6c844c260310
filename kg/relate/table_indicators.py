"""Tables whose rows are indicators: their unit stands in a column of its own or in their name.

指标名称 | 单位 | 目标值 | 完成值; 发明专利授权量（件） | 2022年 | 2023年 | 同比增长（%）.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts import QUALIFYING, Observation, Statistic
from kg.mention.context import Context
from kg.mention.dates import last_day
from kg.mention.quantities import read_cell
from kg.read.document import Document, Row, Table
from kg.relate.figure_regions import own_region
from kg.relate.table_times import span_of
from kg.relate.table_units import PERCENT, RANK, read_unit, statistic_of
from ontology.regions import Region, load_regions

_UNIT_COLUMNS = frozenset({"单位", "计量单位", "数据单位", "指标单位"})
_BRACKET = re.compile(r"[（(](?:单位[:：])?([^（）()]+)[）)]$")
_TARGET = re.compile("目标(?!完成|达成|实现)|计划|任务(?!完成)|约束")
_GROWTH = re.compile("同比|增长|增幅|增速|涨幅|升降")
_CHANGE = re.compile("增减|比上年|较上年|比去年|较去年|变化|净增")
_SHARE = re.compile("完成率|完成比例|完成进度|占比|比重|达标率|完成百分比")
_BEFORE = re.compile("^(?:上年|去年|上一年)(?:同期|度)?")


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column say of the indicators."""

    statistic: Statistic | None
    """None where the indicator itself tells."""
    unit: str
    """"" where the indicator has its own."""
    added: str
    """What it adds to the name of the indicator: 完成率."""
    period: str
    region: Region | None


def read_indicators(
    document: Document, context: Context, table: Table, period: str, first: int
) -> list[Observation] | None:
    """The figures of a table of indicators; None for a table of another kind.

    `period` is that of the table, `first` the index of its first figure among all.
    """
    units = _unit_column(document, table)
    named = sum(_own_unit(row.heading)[1] != "" for row in table.rows)
    if units is None and 2 * named <= len(table.rows):
        return None
    columns = [_read_column(headings, context, period) for headings in table.columns]
    found: list[Observation] = []
    for row in table.rows:
        found += _read_row(document, context, row, columns, units, period, first + len(found))
    return found


def _unit_column(document: Document, table: Table) -> int | None:
    """The column that gives the units: it is headed 单位, and units stand in it."""
    for number, headings in enumerate(table.columns):
        if number and any("".join(each.split()) in _UNIT_COLUMNS for each in headings):
            forms = [
                document.view[cell.begin : cell.end]
                for row in table.rows
                for cell in row.cells
                if cell.column == number
            ]
            if any(read_unit(form)[0] for form in forms):
                return number
    return None


def _own_unit(heading: str) -> tuple[str, str]:
    """The name of an indicator and the unit in brackets behind it: 发明专利授权量（件）."""
    text = "".join(heading.split())
    match = _BRACKET.search(text)
    if match is None or not read_unit(match[1])[0]:
        return text, ""
    return text[: match.start()], match[1]


def _read_column(headings: tuple[str, ...], context: Context, period: str) -> _Column:
    text = "".join(part for heading in headings for part in heading.split())
    bracket = _BRACKET.search(text)
    unit = read_unit(bracket[1])[0] if bracket else ""
    text = text[: bracket.start()] if bracket and unit else text
    region = load_regions().resolve(text, context.home) if text else None
    when = span_of(text) or period
    if _BEFORE.match(text) and period[:4].isdigit():
        when = period.replace(period[:4], str(int(period[:4]) - 1))
    if RANK.search(text):
        return _Column("rank", "位", "", when, None)
    if _SHARE.search(text):
        return _Column("ratio", unit or "%", text, when, None)
    if _TARGET.search(text):
        return _Column("target", unit, "", when, None)
    if _GROWTH.search(text) and (not unit or unit in PERCENT):
        return _Column("growth", unit or "%", "", when, None)
    if _CHANGE.search(text) or _GROWTH.search(text):
        return _Column("growth" if unit in PERCENT else "change", unit, "", when, None)
    return _Column(None, unit, "", when, region)


def _read_row(
    document: Document,
    context: Context,
    row: Row,
    columns: Sequence[_Column],
    units: int | None,
    period: str,
    first: int,
) -> Iterator[Observation]:
    name, form = _own_unit(row.heading)
    for cell in row.cells:
        if cell.column == units:
            form = document.view[cell.begin : cell.end].strip()
    own, factor = read_unit(form)
    base: int | None = None
    latest = ""
    for cell in row.cells:
        digits = document.view[cell.begin : cell.end]
        read = read_cell(digits) if cell.column != units else None
        column = columns[cell.column] if cell.column < len(columns) else None
        unit = (column.unit or own) if column else ""
        if read is None or column is None or not unit or not name:
            continue
        value, bound = read
        if value is not None and not column.unit:
            value *= factor
        statistic = column.statistic or statistic_of(name, name, unit)
        qualifies = base if statistic in QUALIFYING else None
        if column.statistic is None and (base is None or column.period > latest):
            base, latest = first, column.period
        region = column.region or own_region(context, load_regions())
        yield Observation(
            row.sentence,
            cell.begin,
            cell.end,
            name + column.added,
            value,
            digits.rstrip("%％"),
            unit,
            bound,
            statistic,
            _when(column.period, statistic),
            region.code,
            None,
            None,
            "table-cell",
            qualifies=qualifies,
        )
        first += 1


def _when(period: str, statistic: Statistic) -> str:
    if statistic == "stock" and period:
        return last_day(period)
    return period[:4] if statistic == "target" else period
