"""The graph → the figures of each document, arranged, as the audit takes them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, islice
from typing import Final

from kg.audit.figure import Figure
from kg.audit.sheet import Line, Sheet, arrange, settle_decimals
from kg.store import Value, View
from ontology import terms as t

_BATCH: Final = 50
"""Documents that one query reads."""
_COLUMNS = """?document ?home ?own ?evidence ?start ?end ?section ?text ?node ?label ?metric ?value
 ?printed ?unit ?statistic ?bound ?region ?period ?qualifies ?agency ?initiative ?rule"""
_FIGURES = f"""PREFIX amo: <{t.AMO}>
PREFIX rdfs: <{t.RDFS}>
PREFIX skos: <{t.SKOS}>
SELECT {_COLUMNS}
WHERE {{
  VALUES ?document {{ %s }}
  ?document amo:region ?home .
  OPTIONAL {{ ?document amo:period ?own }}
  GRAPH ?evidence {{
    ?evidence amo:inDocument ?document ; amo:text ?text ; amo:start ?start ; amo:end ?end .
    ?node amo:metric ?metric ; rdfs:label ?label ; amo:value ?value ; amo:valueText ?printed ;
      amo:unit ?unitNode ; amo:statistic ?statistic ; amo:bound ?bound ; amo:region ?region ;
      amo:period ?period ; amo:rule ?rule .
    OPTIONAL {{ ?evidence amo:section ?section }}
    OPTIONAL {{ ?node amo:qualifies ?qualifies }}
    OPTIONAL {{ ?node amo:reportedBy ?agency }}
    OPTIONAL {{ ?node amo:outcomeOf ?initiative }}
  }}
  ?unitNode skos:prefLabel ?unit . FILTER(LANG(?unit) = "zh")
}}"""
Row = tuple[Value, ...]


def read_sheets(view: View) -> Iterator[Sheet]:
    """The figures of each document, by its IRI; of those without figures none."""
    found = view.select(f"SELECT ?d WHERE {{ ?d a <{t.Document}> }} ORDER BY ?d")
    documents = (str(row[0]) for row in found.rows)
    while batch := list(islice(documents, _BATCH)):
        yield from read_documents(view, batch)


def read_documents(view: View, documents: Iterable[str]) -> Iterator[Sheet]:
    """The figures of some documents, by their IRIs."""
    rows = view.select(_FIGURES % " ".join(f"<{each}>" for each in documents)).rows
    ordered = sorted(rows, key=lambda row: (str(row[0]), _int(row[4]), _place(row), str(row[8])))
    for document, group in groupby(ordered, key=lambda row: str(row[0])):
        yield _read_sheet(document, list(group))


def _read_sheet(document: str, rows: list[Row]) -> Sheet:
    lines = tuple(
        _read_line(list(group)) for _, group in groupby(rows, key=lambda row: str(row[3]))
    )
    return settle_decimals(Sheet(document, str(rows[0][1]), str(rows[0][2] or ""), lines))


def _read_line(rows: list[Row]) -> Line:
    figures = {str(row[8]): _read_figure(row) for row in rows}
    evidence, start, end, section, text = rows[0][3:8]
    return arrange(
        Line(
            str(evidence),
            str(text),
            _int(start),
            _int(end),
            str(section or ""),
            tuple(figures.values()),
            (),
        )
    )


def _read_figure(row: Row) -> Figure:
    words = [str(value or "") for value in row]
    number = row[11]
    return Figure(
        node=words[8],
        document=words[0],
        evidence=words[3],
        place=_place(row),
        label=words[9],
        metric=words[10],
        value=Fraction(number if isinstance(number, Decimal | int) else 0),
        printed=words[12],
        unit=words[13],
        statistic=words[14].removeprefix(t.AMO),
        bound=words[15].removeprefix(t.AMO),
        region=words[16],
        period=words[17],
        qualifies=words[18],
        agency=words[19],
        initiative=words[20],
        rule=words[21].rpartition("/")[2],
    )


def _int(value: Value) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _place(row: Row) -> int:
    """The offset that the IRI of an observation tells."""
    digits = str(row[8]).rpartition("/")[2].partition("-")[0]
    return int(digits) if digits.isdecimal() else 0
