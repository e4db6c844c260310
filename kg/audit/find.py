"""All that the audit checks, in one document and between documents."""

from collections.abc import Iterator
from dataclasses import replace

from kg.audit.averages import find_averages
from kg.audit.discrepancy import Discrepancy
from kg.audit.explain import explain
from kg.audit.growth import find_growth
from kg.audit.implied import find_implied
from kg.audit.orders import find_orders
from kg.audit.rates import find_rates
from kg.audit.repeated import find_repeated
from kg.audit.sheet import Sheet
from kg.audit.totals import find_totals

CHECKS = (
    find_totals,
    find_rates,
    find_averages,
    find_growth,
    find_orders,
    find_repeated,
    find_implied,
)


def audit_sheet(sheet: Sheet) -> Iterator[Discrepancy]:
    """What does not agree in one document, each set of figures once of a kind."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for check in CHECKS:
        for found in check(sheet):
            key = (found.kind, frozenset(figure.node for figure in found.figures))
            if key not in seen:
                seen.add(key)
                chinese, english = explain(found, sheet)
                yield replace(found, chinese_note=chinese, english_note=english)
