"""A remote SPARQL endpoint as a source of answers, through SPARQLWrapper.

The query is posted, with a time limit. The answer is believed only when it is whole: it has the
content type of SPARQL results and their shape. Everything else is one line of InvalidQuery.
"""

from dataclasses import dataclass
from http.client import HTTPException
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit

import msgspec
import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.store import Rows, Value, to_python
from ontology.errors import InvalidQuery

RESULTS = ("application/sparql-results+json", "application/json")
"""Content types of an answer; the second is what some servers say instead."""


class _Head(msgspec.Struct):
    vars: list[str]


class _Term(msgspec.Struct):
    type: Literal["uri", "literal", "typed-literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = msgspec.field(default=None, name="xml:lang")


class _Bindings(msgspec.Struct):
    bindings: list[dict[str, _Term]]


class _Results(msgspec.Struct):
    """https://www.w3.org/TR/sparql11-results-json/ of a SELECT."""

    head: _Head
    results: _Bindings


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint whose default graph is the union of its graphs."""

    url: str
    timeout: int = 60
    """Seconds that the endpoint may stay silent."""

    def __post_init__(self) -> None:
        """Raise InvalidQuery when the URL is no web address."""
        try:
            parts = urlsplit(self.url)
            is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            is_web = False
        if not is_web:
            raise InvalidQuery(f"{self.url!r} is no endpoint: give its http:// or https:// address")

    def select(self, query: str, /) -> Rows:
        """The solutions of a SELECT. Raises InvalidQuery when there is no whole answer."""
        content_type, body = self._post(query)
        if content_type not in RESULTS:
            raise self._refuse(
                f"answers with {content_type or 'no content type'}, not with SPARQL"
                " results in JSON: is this the address of its SPARQL service?"
            )
        try:
            found = msgspec.json.decode(body, type=_Results)
            return _read_rows(found)
        except (msgspec.MsgspecError, ValueError) as error:
            raise self._refuse(
                f"the answer is broken or cut off ({error}): ask again, or for less"
            ) from error

    def _post(self, query: str) -> tuple[str, bytes]:
        """Content type and whole body of the answer."""
        wrapper = SPARQLWrapper(self.url)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(self.timeout)
        wrapper.setQuery(query)
        try:
            with wrapper.query().response as response:
                return response.headers.get_content_type(), response.read()
        except (HTTPError, SPARQLWrapperException) as error:
            raise self._refuse(f"refuses the query ({_first_line(error)})") from error
        except TimeoutError as error:
            raise self._refuse(
                f"no answer in {self.timeout} s: ask for less, or wait longer"
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._refuse(
                f"cannot be asked ({_first_line(error)}): is it up, and the address right?"
            ) from error

    def _refuse(self, cause: str) -> InvalidQuery:
        return InvalidQuery(f"{self.url}: {cause}")


def _read_rows(found: _Results) -> Rows:
    columns = tuple(found.head.vars)
    rows = (
        tuple(_read_term(row.get(column)) for column in columns) for row in found.results.bindings
    )
    return Rows(columns, tuple(rows))


def _read_term(term: _Term | None) -> Value:
    """The value of a term, as a view of a local store gives it. Raises ValueError."""
    if term is None:
        return None
    if term.type == "uri":
        return to_python(ox.NamedNode(term.value))
    if term.type == "bnode":
        return f"_:{term.value}"
    datatype = ox.NamedNode(term.datatype) if term.datatype and not term.language else None
    return to_python(ox.Literal(term.value, datatype=datatype))


def _first_line(error: Exception) -> str:
    """The cause on one line, without the page that some servers send along."""
    text = str(getattr(error, "reason", None) or error)
    if isinstance(error, HTTPError) and error.headers.get_content_type() == "text/plain":
        said = error.read(200).decode("utf-8", "replace")
        text = f"{text}: {said}" if said else text
    return " ".join(text.split())[:200] or type(error).__name__
