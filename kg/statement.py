"""A quad, and how its parts are written as N-Quads.

Objects are kept as N-Quads writes them, so that a graph is sorted, compared and stored as lines.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from ontology.terms import DECIMAL, INTEGER

_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Quad(NamedTuple):
    """A statement in its graph: subject, predicate and graph are IRIs, the object as written."""

    subject: str
    predicate: str
    object: str
    """<https://…>, "淄博市公安局"@zh, "5"^^<…decimal>."""
    graph: str

    def line(self) -> str:
        """The quad as one line of N-Quads, without the line feed."""
        return f"<{self.subject}> <{self.predicate}> {self.object} <{self.graph}> ."


def write_lines(quads: Iterable[Quad]) -> list[str]:
    """The quads as lines of N-Quads, sorted by code point, each once."""
    return sorted({quad.line() for quad in quads})


def iri(value: str) -> str:
    """An IRI as an object."""
    return f"<{value}>"


def words(text: str) -> str:
    """Chinese words as an object: "淄博市"@zh."""
    return f"{literal(text)}@zh"


def literal(text: str) -> str:
    """A plain literal as an object. Half a surrogate pair, which no file can hold, becomes �."""
    return f'"{_UNSAFE.sub(_escape, text)}"'


def number(value: Decimal | int) -> str:
    """An xsd:integer, or an xsd:decimal in its canonical form: 1.5 for 01.50."""
    if isinstance(value, int):
        return f'"{value}"^^<{INTEGER}>'
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f'"{"0" if plain == "-0" else plain}"^^<{DECIMAL}>'


def read_literal(written: str) -> str:
    """The text of a literal that N-Quads wrote: "…"@zh, "…"^^<…>. What is no literal stays."""
    if not written.startswith('"'):
        return written
    body = written[1 : written.rindex('"')]
    return _ESCAPE.sub(_unescape, body) if "\\" in body else body


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(letter) or f"\\u{ord(letter):04X}"
