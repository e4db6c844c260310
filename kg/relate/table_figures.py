"""The cells of tables as observations: headings read top down, the region from the row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import QUALIFYING, Actor, ActorMention, Observation, Statistic
from kg.mention.context import Context
from kg.mention.dates import last_day
from kg.mention.quantities import read_cell
from kg.read.document import Document, Row
from kg.relate.figure_periods import report_period
from kg.relate.figure_regions import own_region
from kg.relate.metric_memory import merge_names
from kg.relate.metric_patterns import RATIO_HEAD
from kg.relate.table_indicators import read_indicators
from kg.relate.table_times import YEAR, span_in, span_of
from kg.relate.table_units import PERCENT, RANK, read_unit, statistic_of
from ontology.regions import Region, load_regions

_BRACKET = re.compile(r"[（(](?:单位[:：])?([^）)]+)[）)]")
_UNIT_OF_TITLE = re.compile(r"单位[:：]([^\s。；）)]+)")
_UNITS = re.compile("[、，,/和]")
_COUNT = re.compile(r"(.+)数$")
_COUNTED = re.compile("(?:批次|人次|家次|户次|件次|场次|车次|辆次)$")
_MONEY = re.compile("(?:额|款|费|资金|金|价值|货值|案值|收入|损失|产值|投资)$")
_TITLE_FRONT = re.compile(
    r"^(?:附[件表录图]?[0-9一二三四五六七八九十]{0,3}[：:、]?|表[0-9一二三四五六七八九十]{1,3}[：:、]?|"
    r"[^，：:]*(?:19|20)\d\d年(?:度|[上下]半年|第?[一二三四1-4]季度|[0-9—-]{1,5}月份?)?|"
    r"(?:部分|各|全[省市区县])*(?:设区市|地市|市州|县市区|区县|县区|[省市区县州]|（[市州盟旗县、区]+）)*(?:[^，]{0,6}(?:局|系统|组织|部门|委|法院|检察院|检察机关|公安机关|海关))?)"
)
_TITLE_END = re.compile(
    "(?:受理|办理|查办|查处|办案|完成|工作|主要|有关|相关|分布|进展|基本)*(?:情况|数据|指标|统计|汇总|一览|明细|排名|对比|通报|类别|类型|分类|构成)*表?$"
)
_SHORT_HEADING, _TOPIC = 3, range(2, 13)
"""Signs of a heading that its table's title completes, and of what completes it."""
_HOME = re.compile(r"^(?:全[市省区县州国]|合计|总计|共计|小计|[市省区县]合计)$")
_TARGET = re.compile("目标(?!完成|达成|实现)|计划数|任务数|指标任务")
_CHANGE = re.compile("净增|增减|比上年|较上年|比去年|较去年|同比|环比|增长|下降|变化")
_PART = re.compile("其中[:：]?")
_NUMBERING = frozenset({"序号", "编号", "备注", "排序"})


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column measure."""

    top: str
    metric: str
    unit: str
    factor: int
    """What its cells are multiplied by: 10000 under 罚没款（万元）."""
    statistic: Statistic
    year: str
    """The year in its heading, or ""."""


def observe_tables(
    document: Document,
    context: Context,
    actors: Mapping[int, Sequence[ActorMention]],
    first: int,
) -> Iterator[Observation]:
    """The figures of all tables, `actors` by sentence; `first` is the index of the first figure."""
    for table in document.tables:
        period = span_in(table.title) or report_period(context.period, context.issued)
        indicators = read_indicators(document, context, table, period, first)
        if indicators is not None:
            first += len(indicators)
            yield from indicators
            continue
        columns = tuple(_read_columns(table.columns, table.title))
        for row in table.rows:
            indices: dict[str, int] = {}
            agency = _acting(document, row, actors.get(row.sentence, ()))
            for observation, column in _read_row(document, context, row, columns, period, agency):
                base = indices.get(column.top) if _qualifies(column) else None
                indices.setdefault(column.top, first)
                first += 1
                yield observation if base is None else replace(observation, qualifies=base)


def _read_columns(columns: Sequence[tuple[str, ...]], title: str) -> Iterator[Column | None]:
    """Each column; a part (其中：省级) goes on with what the column before it counts."""
    whole = ""
    for headings in columns:
        column = read_column(headings, title)
        part = _PART.match(column.metric) if column else None
        if column and part and whole:
            column = replace(column, metric=merge_names(whole, column.metric[part.end() :]))
        elif column:
            whole = column.metric
        yield column


def read_column(headings: tuple[str, ...], title: str = "") -> Column | None:
    """The metric, unit and statistic that the headings of a column give; None without a unit."""
    texts = [heading for heading in headings if heading]
    if not texts or texts[-1] in _NUMBERING:
        return None
    unit, factor = _unit(texts, title)
    if not unit:
        return None
    names = [_BRACKET.sub("", text) for text in texts]
    year = next((m["year"] for name in names if (m := YEAR.search(name))), "")
    metric = ""
    for name in names:
        metric = merge_names(metric, YEAR.sub("", name))
    metric = _with_topic(metric, title)
    return Column(names[0], metric, unit, factor, _statistic(metric, names[-1], unit), year)


def _with_topic(metric: str, title: str) -> str:
    """立案 under 2022年侵权假冒案件查办情况 → 侵权假冒案件立案."""
    topic = _UNIT_OF_TITLE.sub("", _BRACKET.sub("", title))
    while (front := _TITLE_FRONT.match(topic)) and front[0]:
        topic = topic[front.end() :]
    topic = _TITLE_END.sub("", topic)
    if len(metric) > _SHORT_HEADING or len(topic) not in _TOPIC or (metric and metric in topic):
        return metric
    return merge_names(topic, metric)


def _unit(texts: list[str], title: str) -> tuple[str, int]:
    """The unit of a column and its multiplier; "" if nothing tells it."""
    forms = [form for text in reversed(texts) for form in reversed(_BRACKET.findall(text))]
    if not forms and RANK.search(texts[-1]):
        return "位", 1
    own = _BRACKET.sub("", texts[-1])
    if counted := _COUNT.search(own):
        forms.append(counted[1])
    if counted := _COUNTED.search(own):
        forms.append(counted[0])
    read = (read_unit(form) for form in (*forms, *_units_of_title(own, title)))
    return next(((unit, factor) for unit, factor in read if unit), ("", 1))


def _units_of_title(own: str, title: str) -> list[str]:
    """The units that a table gives for all columns (单位：件、万元、%), the fitting one first."""
    given = [unit for found in _UNIT_OF_TITLE.findall(title) for unit in _UNITS.split(found)]
    if RATIO_HEAD.search(own) or _CHANGE.search(own):
        return sorted(given, key=lambda unit: unit not in PERCENT) if given else ["%"]
    if _MONEY.search(own):
        return sorted(given, key=lambda unit: not unit.endswith("元"))
    return sorted(given, key=lambda unit: unit in PERCENT or unit.endswith("元"))


def _statistic(metric: str, own: str, unit: str) -> Statistic:
    if unit == "位":
        return "rank"
    if _TARGET.search(own) and not (unit == "%" and "完成" in own):
        return "target"
    if _CHANGE.search(own):
        return "growth" if unit in {"%", "‰", "倍"} else "change"
    return statistic_of(own, metric, unit)


def _qualifies(column: Column) -> bool:
    return column.statistic in QUALIFYING


def _read_row(
    document: Document,
    context: Context,
    row: Row,
    columns: tuple[Column | None, ...],
    period: str,
    agency: Actor | None,
) -> Iterator[tuple[Observation, Column]]:
    when = span_of(row.heading)
    heading = "" if when else row.heading
    for cell in row.cells:
        column = columns[cell.column] if cell.column < len(columns) else None
        form = document.view[cell.begin : cell.end]
        read = read_cell(form)
        if column is None or read is None:
            continue
        value, bound = read
        value = None if value is None else value * column.factor
        region = load_regions().get(agency.region) if agency else _region(heading, context)
        metric = column.metric if region else merge_names(heading, column.metric)
        metric = metric.strip()
        if not metric:
            continue
        yield (
            Observation(
                row.sentence,
                cell.begin,
                cell.end,
                metric,
                value,
                form.rstrip("%％"),
                column.unit,
                bound,
                column.statistic,
                _period(column, when or period),
                (region or own_region(context, load_regions())).code,
                agency,
                None,
                "table-cell",
            ),
            column,
        )


def _period(column: Column, period: str) -> str:
    own = column.year or period
    if not own:
        return ""
    if column.statistic == "stock":
        return last_day(own)
    return own[:4] if column.statistic == "target" else own


def _acting(document: Document, row: Row, actors: Sequence[ActorMention]) -> Actor | None:
    """The body whose figures a row gives, where its heading is nothing but a name: 上海海关."""
    heading = "".join(row.heading.split())
    for mention in actors:
        name = "".join(document.view[mention.begin : mention.end].split())
        if name == heading and len(mention.actors) == 1:
            return mention.actors[0]
    return None


def _region(heading: str, context: Context) -> Region | None:
    home, regions = context.home, load_regions()
    if not heading or _HOME.match(heading):
        return own_region(context, regions)
    return regions.resolve(heading, home) or regions.zone(heading, home)
