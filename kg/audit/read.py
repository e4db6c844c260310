"""The graph → the figures of each document, arranged, as the audit takes them.

Four plain queries a batch of documents: one with all that may be absent is five times slower.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Final

from kg.audit.figure import Figure
from kg.audit.sheet import Line, Sheet, arrange, settle_decimals
from kg.store import Value, View
from ontology import terms as t

_BATCH: Final = 50
"""Documents that one query reads."""
_PREFIXES: Final = f"PREFIX amo: <{t.AMO}> PREFIX rdfs: <{t.RDFS}> PREFIX skos: <{t.SKOS}>"
_DOCUMENTS: Final = f"""{_PREFIXES} SELECT ?document ?region WHERE {{
  VALUES ?document {{ %s }}
  ?document amo:region ?region
}} ORDER BY ?document"""
_EVIDENCE: Final = f"""{_PREFIXES} SELECT ?document ?evidence ?start ?end ?text ?section WHERE {{
  VALUES ?document {{ %s }}
  GRAPH ?evidence {{
    ?evidence amo:inDocument ?document ; amo:start ?start ; amo:end ?end ; amo:text ?text .
    OPTIONAL {{ ?evidence amo:section ?section }}
  }}
}}"""
_FIGURES: Final = f"""{_PREFIXES} SELECT ?evidence ?node ?label ?metric ?value ?printed ?unit
  ?statistic ?bound ?region ?period ?rule WHERE {{
  VALUES ?document {{ %s }}
  GRAPH ?evidence {{
    ?evidence amo:inDocument ?document .
    ?node amo:metric ?metric ; rdfs:label ?label ; amo:value ?value ; amo:valueText ?printed ;
      amo:unit ?unit ; amo:statistic ?statistic ; amo:bound ?bound ; amo:region ?region ;
      amo:period ?period ; amo:rule ?rule .
  }}
}}"""
_LINKS: Final = f"""{_PREFIXES} SELECT ?node ?term ?other WHERE {{
  VALUES ?document {{ %s }}
  GRAPH ?evidence {{
    ?evidence amo:inDocument ?document .
    VALUES ?term {{ amo:qualifies amo:reportedBy amo:outcomeOf }}
    ?node ?term ?other
  }}
}}"""
_UNITS: Final = f"""{_PREFIXES} SELECT ?unit ?name WHERE {{
  ?unit a amo:Unit ; skos:prefLabel ?name FILTER(LANG(?name) = "zh")
}}"""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is looked up for a figure."""

    units: Mapping[str, str]
    links: Mapping[tuple[str, str], str]
    """Of a figure and a term, the other end."""


def read_sheets(view: View) -> Iterator[Sheet]:
    """The figures of each document, by its IRI; of those without figures none."""
    found = view.select(f"SELECT ?d WHERE {{ ?d a <{t.Document}> }} ORDER BY ?d")
    documents = (str(row[0]) for row in found.rows)
    units = read_units(view)
    while batch := list(islice(documents, _BATCH)):
        yield from _read_batch(view, batch, units)


def read_documents(
    view: View, documents: Iterable[str], units: Mapping[str, str] | None = None
) -> Iterator[Sheet]:
    """The figures of some documents, by their IRIs."""
    yield from _read_batch(view, documents, read_units(view) if units is None else units)


def read_units(view: View) -> dict[str, str]:
    """The names of the units by their IRIs."""
    return {str(unit): str(name) for unit, name in view.select(_UNITS).rows}


def _read_batch(view: View, documents: Iterable[str], units: Mapping[str, str]) -> Iterator[Sheet]:
    nodes = " ".join(f"<{each}>" for each in documents)
    links = {(str(n), str(p)): str(o) for n, p, o in view.select(_LINKS % nodes).rows}
    rest = _Rest(units, links)
    figures: defaultdict[str, list[Figure]] = defaultdict(list)
    homes = {str(document): str(home) for document, home in view.select(_DOCUMENTS % nodes).rows}
    lines: dict[str, list[Line]] = {document: [] for document in homes}
    for row in view.select(_FIGURES % nodes).rows:
        figures[str(row[0])].append(_read_figure(row, rest))
    for document, evidence, start, end, text, section in view.select(_EVIDENCE % nodes).rows:
        if found := figures.get(str(evidence)):
            ordered = tuple(sorted(found, key=lambda each: (each.place, each.node)))
            place = (str(evidence), str(text), _int(start), _int(end), str(section or ""))
            lines[str(document)].append(arrange(Line(*place, ordered, ())))
    for document, own in lines.items():
        if own:
            ordered_lines = tuple(sorted(own, key=lambda line: (line.start, line.evidence)))
            yield settle_decimals(Sheet(document, homes[document], ordered_lines))


def _read_figure(row: tuple[Value, ...], rest: _Rest) -> Figure:
    evidence, node, label, metric, _, printed, unit, *others = (str(value) for value in row)
    statistic, bound, region, period, rule = others
    number = row[4]
    return Figure(
        node=node,
        document=f"{t.ID}document/{node.removeprefix(t.ID).split('/')[1]}",
        evidence=evidence,
        place=_place(node),
        label=label,
        metric=metric,
        value=Fraction(number if isinstance(number, Decimal | int) else 0),
        printed=printed,
        unit=rest.units.get(unit, ""),
        statistic=statistic.removeprefix(t.AMO),
        bound=bound.removeprefix(t.AMO),
        region=region,
        period=period,
        qualifies=rest.links.get((node, t.QUALIFIES), ""),
        agency=rest.links.get((node, t.REPORTED_BY), ""),
        initiative=rest.links.get((node, t.OUTCOME_OF), ""),
        rule=rule.rpartition("/")[2],
    )


def _int(value: Value) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _place(node: str) -> int:
    """The offset that the IRI of an observation tells."""
    digits = node.rpartition("/")[2].partition("-")[0]
    return int(digits) if digits.isdecimal() else 0
