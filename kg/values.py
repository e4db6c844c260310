"""What a single value must be, as SHACL's value constraints say: its kind, datatype, form, range.

A value is written as N-Quads writes an object. `TESTS` makes the test of each constraint from its
argument in the shape.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.statement import read_literal
from ontology.terms import DECIMAL, INTEGER, RDF, SH, XSD

Test = Callable[[str], bool]
"""Whether a value passes."""

_FORMS: Final = {
    DECIMAL: re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    INTEGER: re.compile(r"[+-]?\d+"),
}
"""The lexical forms of the datatypes that have one."""


def text_of(value: str) -> str:
    """The IRI, or the characters of the literal."""
    return value[1:-1] if value.startswith("<") else read_literal(value)


def language(value: str) -> str:
    """The language of a literal in small letters, else ""."""
    _, mark, tag = value[value.rfind('"') :].partition("@")
    return tag.casefold() if mark and not value.startswith("<") else ""


def datatype(value: str) -> str:
    """The IRI of the datatype of a literal, else ""."""
    if value.startswith("<"):
        return ""
    if language(value):
        return f"{RDF}langString"
    _, mark, kind = value[value.rfind('"') :].partition("^^")
    return kind[1:-1] if mark else f"{XSD}string"


def is_less(one: str, other: str) -> bool:
    """Whether a number is less than another; False when either is none."""
    first, second = _number(one), _number(other)
    return first is not None and second is not None and first < second


def is_no_more(one: str, other: str) -> bool:
    """Whether a number is less than another or equal to it; False when either is none."""
    first, second = _number(one), _number(other)
    return first is not None and second is not None and first <= second


def _number(value: str) -> Decimal | None:
    if datatype(value) not in _FORMS:
        return None
    try:
        return Decimal(read_literal(value))
    except InvalidOperation:
        return None


def _make_datatype(given: list[str]) -> Test:
    kind = given[0][1:-1]
    form = _FORMS.get(kind)

    def test(value: str) -> bool:
        return datatype(value) == kind and (
            form is None or form.fullmatch(read_literal(value)) is not None
        )

    return test


def _make_kind(given: list[str]) -> Test:
    wants_iri = given[0] == f"<{SH}IRI>"
    if not wants_iri and given[0] != f"<{SH}Literal>":
        raise ValueError(given[0])
    return lambda value: value.startswith("<") is wants_iri


def _make_pattern(given: list[str]) -> Test:
    pattern = re.compile(read_literal(given[0]))
    return lambda value: pattern.search(text_of(value)) is not None


def _make_language(given: list[str]) -> Test:
    wanted = {read_literal(each).casefold() for each in given}
    return lambda value: language(value) in wanted


def _make_length(given: list[str]) -> Test:
    least = int(read_literal(given[0]))
    return lambda value: len(text_of(value)) >= least


def _make_least(given: list[str]) -> Test:
    least = Decimal(read_literal(given[0]))
    return lambda value: (number := _number(value)) is not None and number >= least


def _make_most(given: list[str]) -> Test:
    most = Decimal(read_literal(given[0]))
    return lambda value: (number := _number(value)) is not None and number <= most


def _make_choice(given: list[str]) -> Test:
    return frozenset(given).__contains__


TESTS: Final[Mapping[str, Callable[[list[str]], Test]]] = {
    "datatype": _make_datatype,
    "in": _make_choice,
    "languageIn": _make_language,
    "maxInclusive": _make_most,
    "minInclusive": _make_least,
    "minLength": _make_length,
    "nodeKind": _make_kind,
    "pattern": _make_pattern,
}
"""Each constraint on single values, and how its test is made."""
