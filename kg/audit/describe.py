"""What the audit finds as quads of a derived graph, with what made it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from hashlib import sha1
from importlib.resources import files
from itertools import chain
from math import ceil, floor
from typing import Final

from kg.audit.across import find_across
from kg.audit.discrepancy import Discrepancy
from kg.audit.find import audit_sheet
from kg.audit.read import read_documents, read_sheets
from kg.derive import DerivationRule, Header, Words, describe_rule
from kg.statement import Quad, iri, literal, number, words
from kg.store import View
from ontology import terms as t

_PLACES: Final = 6
"""Decimals of the ends of an interval."""


@cache
def audit_rule() -> DerivationRule:
    """What the derived graph says that it was made by; its text is that of this package."""
    header = Header(
        Words("来源数据互核", "The figures of the sources against each other"),
        Words(
            "合计、比率、增幅、大小关系、重复出现的数字与隐含的数量，按印出的数位核对。",
            "Totals, rates, growth, orders, figures stated twice and implied quantities, as far as"
            " the printed digits allow.",
        ),
    )
    folder = files("kg") / "audit"
    sources = sorted(
        (each for each in folder.iterdir() if each.name.endswith((".py", ".yml", ".rq"))),
        key=lambda each: each.name,
    )
    text = "\n".join(each.read_text(encoding="utf-8") for each in sources)
    return DerivationRule("audit", header, text)


def find_audit(view: View, documents: Iterable[str] | None = None) -> list[Quad]:
    """The sorted quads of the derived graph; only its own description where all agrees.

    `documents` are the IRIs of those that are audited by themselves, None for all.
    """
    rule = audit_rule()
    sheets = read_sheets(view) if documents is None else read_documents(view, documents)
    found = chain((each for sheet in sheets for each in audit_sheet(sheet)), find_across(view))
    quads = {
        Quad(node, predicate, value, rule.graph)
        for each in found
        for node in (finding_node(each),)
        for predicate, value in _describe(each)
    }
    return sorted(quads | set(describe_rule(rule)))


def finding_node(found: Discrepancy) -> str:
    """The IRI of a finding: the place of the figure in question, its kind and all its figures."""
    key = "\n".join((found.kind, *sorted(figure.node for figure in found.figures)))
    digest = sha1(key.encode(), usedforsecurity=False).hexdigest()[:8]
    document = found.subject.document.rpartition("/")[2]
    return f"{t.ID}finding/{document}/{found.subject.place}-{digest}"


def _describe(found: Discrepancy) -> Iterator[tuple[str, str]]:
    yield t.RDF_TYPE, iri(t.Finding)
    yield t.LABEL, words(found.chinese)
    yield t.LABEL, f"{literal(found.english)}@en"
    yield t.FINDING_KIND, iri(t.FINDING_KINDS[found.kind])
    yield t.SEVERITY, iri(t.SEVERITIES[found.severity])
    yield t.ARITHMETIC, literal(found.arithmetic)
    yield t.QUESTIONS, iri(found.subject.node)
    for figure in found.figures:
        yield t.CONCERNS, iri(figure.node)
        yield t.WAS_DERIVED_FROM, iri(figure.evidence)
    if found.chinese_note:
        yield t.EXPLANATION, words(found.chinese_note)
        yield t.EXPLANATION, f"{literal(found.english_note)}@en"
    ends = (
        (t.COMPUTED_FROM, found.computed.low, floor),
        (t.COMPUTED_TO, found.computed.high, ceil),
        (t.PRINTED_FROM, found.printed.low, floor),
        (t.PRINTED_TO, found.printed.high, ceil),
    )
    for term, end, to_whole in ends:
        if end is not None:  # to six decimals, outward
            yield term, number(Decimal(to_whole(end * 10**_PLACES)).scaleb(-_PLACES))
