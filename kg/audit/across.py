"""Figures of two documents: the same figure printed twice, and a base that another year printed."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations

from kg.audit.discrepancy import Discrepancy, judge
from kg.audit.figure import Figure
from kg.audit.growth import growth_of
from kg.audit.read import read_documents, read_units
from kg.audit.repeated import contrast, is_definite, scope_of
from kg.store import View

_Read = Callable[[str], tuple[Figure, ...]]
"""The figures of a document, by its IRI."""
_MOST = 512
"""Documents whose figures are held."""
_YEAR = re.compile(r"\b\d{4}\b")


def find_across(view: View) -> Iterator[Discrepancy]:
    """What does not agree between documents, in the order of the queries."""
    units = read_units(view)

    @lru_cache(_MOST)
    def read(document: str) -> tuple[Figure, ...]:
        return tuple(f for sheet in read_documents(view, [document], units) for f in sheet.figures)

    yield from _find_elsewhere(view, read)
    yield from _find_bases(view, read)


@cache
def read_query(name: str) -> str:
    """A query of this package."""
    return (files("kg") / "audit" / f"{name}.rq").read_text(encoding="utf-8")


def _find_elsewhere(view: View, read: _Read) -> Iterator[Discrepancy]:
    """The first figure of each document against that of the others."""
    for row in view.select(read_query("two-documents")).rows:
        documents = sorted(str(row[5]).split())
        wanted = (str(row[0]), *(str(value) for value in row[3:5]))
        firsts = [_first(read(document), wanted) for document in documents]
        figures = [figure for figure in firsts if figure]
        for one, other in combinations(figures, 2):
            same = scope_of(one) == scope_of(other)
            if same and not one.interval.meets(other.interval):
                yield contrast("elsewhere", other, one)


def _first(figures: Iterable[Figure], wanted: tuple[str, ...]) -> Figure | None:
    """The first definite figure of a document of a metric, region and period."""
    return next(
        (
            figure
            for figure in figures
            if (figure.metric, figure.region, figure.period) == wanted and is_definite(figure)
        ),
        None,
    )


def _find_bases(view: View, read: _Read) -> Iterator[Discrepancy]:
    """Growth against the value that the report of the year before gave."""
    seen: set[str] = set()
    for row in view.select(read_query("year-before")).rows:
        document, growth, value, other, base, period, earlier = (str(each) for each in row)
        if growth in seen or _year_before(period) != earlier:
            continue
        seen.add(growth)
        figures = {each.node: each for each in (*read(document), *read(other))}
        if {growth, value, base} <= figures.keys():
            yield from _compare(figures[growth], figures[value], figures[base])


def _year_before(period: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), period)


def _compare(growth: Figure, value: Figure, base: Figure) -> Iterator[Discrepancy]:
    definite = is_definite(value) and is_definite(base)
    if growth.unit != "%" or not definite or base.value <= 0:
        return
    made = growth_of(value.interval, base.interval)
    if verdict := judge(made, growth, "suspicious"):
        yield Discrepancy(
            "elsewhere",
            verdict,
            (growth, value, base),
            made,
            growth.interval,
            f"{value} ÷ {base} − 1 = {made} %; {growth} → {growth.interval}",
            f"{growth.label}{value}、增幅{growth}，而上年文献为{base}（或经修订）",
            f"{growth.english} {value}, growth {growth}, but {base} in the report of the year"
            " before (perhaps revised since)",
        )
