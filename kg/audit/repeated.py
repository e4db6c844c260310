"""One figure given twice: in a text and its table, in two places, in two documents."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.audit.discrepancy import Discrepancy, Kind
from kg.audit.figure import Figure
from kg.audit.rules import load_rules
from kg.audit.sheet import Sheet
from ontology.metrics import load_metrics

_STATED = frozenset({"flow", "stock", "ratio", "target"})


def find_repeated(sheet: Sheet) -> Iterator[Discrepancy]:
    """Figures of the same thing in one document whose digits do not agree."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in sheet.figures:
        if figure.statistic in _STATED and not figure.initiative:
            groups.setdefault(scope_of(figure), []).append(figure)
    for group in groups.values():
        yield from _compare(sheet, group)


def scope_of(figure: Figure) -> tuple[str, ...]:
    """What two figures of the same thing have in common."""
    return (figure.metric, figure.statistic, figure.unit, figure.region, figure.period)


def _compare(sheet: Sheet, group: Sequence[Figure]) -> Iterator[Discrepancy]:
    """Each pair of a cell and a sentence, or of two sentences about the whole of the place."""
    for one, other in combinations(group, 2):
        if one.evidence == other.evidence or one.interval.meets(other.interval):
            continue
        if one.is_cell != other.is_cell or _is_of_whole(sheet, one, other):
            yield contrast("repeated", one, other)


def _is_of_whole(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """Whether two sentences speak of the place as a whole, in a measure that leaves no doubt."""
    places = one.region == sheet.home and not one.is_cell
    return places and is_definite(one) and is_definite(other)


def is_definite(figure: Figure) -> bool:
    """Whether metric, place and period tell which figure it is, whoever prints it."""
    listed = figure.metric in {metric.iri for metric in load_metrics()}
    is_own = not figure.agency and not figure.initiative
    return listed and is_own and not load_rules().scoped.search(figure.label)


def contrast(kind: Kind, one: Figure, other: Figure) -> Discrepancy:
    """Two figures of the same thing that do not agree."""
    near = one.truncated.meets(other.truncated) and max(one.step, other.step) > 0
    where = {"repeated": ("前后两处", "two places"), "elsewhere": ("两份文献", "two documents")}[
        kind
    ]
    if one.is_cell != other.is_cell:
        where = ("正文与表格", "text and table")
    return Discrepancy(
        kind,
        "rounding" if near else "contradiction",
        (one, other),
        other.interval,
        one.interval,
        f"{one} ≠ {other}",
        f"{one.label}：{where[0]}不一致，{one}与{other}",
        f"{one.english}: {where[1]} differ, {one} and {other}",
    )
