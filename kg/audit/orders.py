"""What cannot be more than something else: a part than its whole, cases closed than taken."""

from collections.abc import Iterator

from kg.audit.discrepancy import Discrepancy, Severity
from kg.audit.figure import Figure
from kg.audit.rules import load_rules
from kg.audit.sheet import Line, Sheet
from ontology.metrics import load_metrics

_LEVELS = frozenset({"flow", "stock"})
_WHOLE_OF_PLACE = frozenset({"flow", "stock", "ratio"})


def find_orders(sheet: Sheet) -> Iterator[Discrepancy]:
    """Pairs of figures in the wrong order."""
    for line in sheet.lines:
        yield from _check_named(line)
        yield from _check_parts(line)
    yield from _check_kinds(sheet)


def _check_named(line: Line) -> Iterator[Discrepancy]:
    """Pairs that the rules name, in one sentence or row; the greatest of several counts."""
    for lesser_name, greater_name, rule in load_rules().orders:
        for lesser in line.figures:
            if lesser.statistic != rule.statistic or not lesser_name.search(lesser.label):
                continue
            greater = _greatest(
                [
                    f
                    for f in line.figures
                    if f.node != lesser.node
                    and f.statistic in _LEVELS
                    and f.unit == lesser.unit
                    and f.region == lesser.region
                    and f.period == lesser.period
                    and greater_name.search(f.label)
                    and not lesser_name.fullmatch(f.label)
                    and not (rule.statistic == "flow" and lesser_name.search(f.label))
                ],
            )
            if greater:
                severity: Severity = (
                    "contradiction" if rule.severity == "contradiction" else "suspicious"
                )
                yield from _compare(lesser, greater, severity, rule.zh, rule.en)


def _greatest(others: list[Figure]) -> Figure | None:
    """The greatest of several that a figure may be part of."""
    return max(others, key=lambda figure: figure.value, default=None)


def _check_parts(line: Line) -> Iterator[Discrepancy]:
    """其中 opens a part: it is not greater than the figure before it in the same unit."""
    whole: list[Figure] = []
    for at, figure in enumerate(line.figures):
        if "其中" in line.leads[at] and at:
            whole = list(line.figures[:at][::-1])
        elif figure.rule != "part":
            whole = []
        base = next((f for f in whole if f.unit == figure.unit and f.statistic in _LEVELS), None)
        if base and figure.statistic in _LEVELS and figure.period[:4] == base.period[:4]:
            zh, en = "其中的一部分多于总数", "a part is more than its whole"
            yield from _compare(figure, base, "contradiction", zh, en)


def _check_kinds(sheet: Sheet) -> Iterator[Discrepancy]:
    """A metric that is a kind of another one is not more than it: 发明专利授权量, 专利授权量."""
    broader = {metric.iri: metric.broader for metric in load_metrics() if metric.broader}
    known: dict[tuple[str, ...], Figure] = {}
    for figure in sheet.figures:
        if figure.statistic in _WHOLE_OF_PLACE and not figure.initiative:
            known.setdefault(_scope(figure, figure.metric), figure)
    for figure in known.values():
        above = broader.get(figure.metric)
        whole = known.get(_scope(figure, above)) if above else None
        if whole:
            zh, en = "分类数多于总数", "a kind is more than all kinds"
            yield from _compare(figure, whole, "contradiction", zh, en)


def _scope(figure: Figure, metric: str) -> tuple[str, ...]:
    return (
        metric,
        figure.statistic,
        figure.unit,
        figure.region,
        figure.period,
        figure.agency,
    )


def _compare(
    lesser: Figure, greater: Figure, severity: Severity, chinese: str, english: str
) -> Iterator[Discrepancy]:
    if lesser.interval.is_above(greater.interval):
        yield Discrepancy(
            "order",
            severity,
            (lesser, greater),
            greater.interval,
            lesser.interval,
            f"{lesser} > {greater}",
            f"{lesser.label}{lesser}，{greater.label}{greater}：{chinese}",
            f"{lesser.english} {lesser}, {greater.english} {greater}: {english}",
        )
