"""Whether what is said of a thing agrees with its IRI, and a value with the figure as printed.

IRIs tell the region of actors and initiatives, and the place of observations and recognitions in
their document: a rule that takes one for another shows here, where no shape can see it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from unicodedata import normalize

from kg.finding import Finding
from kg.statement import Quad, read_literal
from ontology import terms as t

_PLACED: Final = re.compile(
    rf"{re.escape(t.ID)}(?:observation|recognition)/(?P<document>[^/]+)/(?P<start>\d+)-[^/]+"
)
_SPAN: Final = re.compile(rf"{re.escape(t.EVIDENCE_BASE)}([^/]+)/(\d+)-(\d+)")
_OF_REGION: Final = re.compile(
    rf"{re.escape(t.ID)}(?!observation|recognition)[a-z]+/(\d{{6}}(?:-[a-z]+)?)/.+"
)
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "figure-misplaced": ("数据或荣誉的IRI不在该句之中", "IRI of a place outside its sentence"),
    "region-differs": ("地区与IRI中的代码不一致", "The region is not the one of the IRI"),
    "value-differs": ("数值与原文数字不一致", "The value has other digits than the text"),
}


def check_agreement(quads: Iterable[Quad]) -> Iterator[Finding]:
    """Every disagreement; what a correction changed may differ from the text."""
    stated = list(quads)
    mended = {quad.subject for quad in stated if quad.predicate == t.CORRECTED_BY}
    printed = {
        quad.subject: read_literal(quad.object)
        for quad in stated
        if quad.predicate == t.VALUE_TEXT and quad.subject not in mended
    }
    for subject, predicate, value, graph in stated:
        if predicate == t.RDF_TYPE and not _is_placed(subject, graph):
            yield _fault("figure-misplaced", subject, graph, graph)
        elif predicate == t.REGION and not _is_of_region(subject, value):
            yield _fault("region-differs", subject, value, graph)
        elif predicate == t.VALUE and not _has_digits(
            read_literal(value), printed.get(subject, "")
        ):
            yield _fault("value-differs", subject, f"{value} {printed[subject]}", graph)


def _is_placed(subject: str, graph: str) -> bool:
    """Whether a figure or honour starts within the sentence that states it."""
    place, span = _PLACED.fullmatch(subject), _SPAN.fullmatch(graph)
    if place is None or span is None:
        return True
    inside = int(span[2]) <= int(place["start"]) < int(span[3])
    return place["document"] == span[1] and inside


def _is_of_region(subject: str, value: str) -> bool:
    own = _OF_REGION.fullmatch(subject)
    return own is None or value == f"<{t.ID}region/{own[1]}>"


def _has_digits(value: str, text: str) -> bool:
    """Whether a value has the digits of a figure that is one number: 4.7万余 and 47000."""
    numbers = _NUMBER.findall(normalize("NFKC", text))
    return len(numbers) != 1 or _digits(numbers[0]) == _digits(value)


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number)).strip("0")


def _fault(rule: str, subject: str, value: str, graph: str) -> Finding:
    evidence = graph if graph.startswith(t.EVIDENCE_BASE) else ""
    return Finding("structure", rule, subject, value, *_MESSAGES[rule], evidence)
