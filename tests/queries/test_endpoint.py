import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from kg.store import Iri, OxigraphView
from ontology.errors import InvalidQuery
from queries.endpoint import Endpoint
from queries.library import list_questions, run
from queries.serve import Server

JSON = "application/sparql-results+json"
QUERY = "SELECT ?x WHERE { VALUES ?x { 1 } } ORDER BY ?x"
ONE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'


class Canned(ThreadingHTTPServer):
    """An endpoint that gives the same reply to everything, and keeps what it was sent."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes, wait: float) -> None:
        super().__init__(("127.0.0.1", 0), _CannedHandler)
        self.reply = status, headers, body, wait
        self.seen: list[tuple[str, str, str]] = []


class _CannedHandler(BaseHTTPRequestHandler):
    server: Canned

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.seen.append((self.command, self.headers["Content-Type"], body))
        status, headers, reply, wait = self.server.reply
        self.connection.settimeout(wait or None)
        if wait:  # say nothing until the client gives up
            self.connection.recv(1)
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST  # noqa: N815

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002


@contextmanager
def canned(
    body: bytes = ONE,
    content_type: str = JSON,
    status: int = 200,
    wait: float = 0.0,
    length: int | None = None,
) -> Iterator[tuple[Canned, Endpoint]]:
    headers = {"Content-Type": content_type}
    if length is not None:
        headers["Content-Length"] = str(length)
    server = Canned(status, headers, body, wait)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server, Endpoint(f"http://127.0.0.1:{server.server_port}/sparql", timeout=1)
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("question", list_questions(), ids=lambda each: str(each.name))
def test_endpoint_answers_as_the_view_does(
    question: object, server: Server, view: OxigraphView
) -> None:
    endpoint = Endpoint(f"{server.url}sparql")
    each = next(q for q in list_questions() if q == question)
    values = {p.name: p.example for p in each.parameters if p.is_required and p.example}
    assert run(each.name, values, endpoint) == run(each.name, values, view)


def test_select_posts_the_query() -> None:
    with canned() as (server, endpoint):
        assert endpoint.select(QUERY).rows == (("1",),)
    ((method, content_type, body),) = server.seen
    assert (method, content_type) == ("POST", "application/x-www-form-urlencoded")
    assert parse_qs(body)["query"] == [QUERY]


def test_select_reads_terms_as_a_view_does() -> None:
    body = b"""{"head": {"vars": ["a", "b", "c", "d", "e", "f"]}, "results": {"bindings": [{
      "a": {"type": "uri", "value": "https://x.org/\xe5\xb1\x80"},
      "b": {"type": "literal", "value": "\xe5\xb1\x80", "xml:lang": "zh"},
      "c": {"type": "literal", "value": "7",
            "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
      "d": {"type": "typed-literal", "value": "27.36",
            "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
      "e": {"type": "bnode", "value": "b0"}}]}}"""
    with canned(body) as (_, endpoint):
        found = endpoint.select(QUERY)
    assert found.columns == ("a", "b", "c", "d", "e", "f")
    assert found.rows == ((Iri("https://x.org/局"), "局", 7, Decimal("27.36"), "_:b0", None),)
    assert isinstance(found.rows[0][0], Iri)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((b"<html>Welcome</html>", "text/html"), "answers with text/html, not with SPARQL results"),
        ((ONE[:-10], JSON), r"the answer is broken or cut off \(Input data was truncated\)"),
        ((b"", JSON), "the answer is broken or cut off"),
        ((b'{"error": "timeout"}', JSON), "broken or cut off .*missing required field `head`"),
        ((b'{"head": {}, "boolean": true}', JSON), "broken or cut off"),
        ((ONE.replace(b"literal", b"quoted"), JSON), "broken or cut off .*'quoted'"),
        ((ONE.replace(b'"literal"', b'"uri"'), JSON), "broken or cut off"),
        ((b"error at 1:1", "text/plain", 400), r"refuses the query \(QueryBadFormed: .*error at"),
        ((b"", "text/plain", 404), r"refuses the query \(EndPointNotFound"),
        ((b"", "text/plain", 500), r"refuses the query \(EndPointInternalError"),
        ((b"", "text/plain", 503), r"refuses the query \(Service Unavailable\)"),
    ],
)
def test_select_refuses_what_is_no_whole_answer(
    reply: tuple[bytes, str] | tuple[bytes, str, int], message: str
) -> None:
    with canned(*reply) as (_, endpoint), pytest.raises(InvalidQuery, match=message) as caught:
        endpoint.select(QUERY)
    assert str(caught.value).startswith(f"{endpoint.url}: ")
    assert "\n" not in str(caught.value)


def test_select_refuses_a_body_shorter_than_announced() -> None:
    cause = r"cannot be asked \(IncompleteRead"
    with canned(length=len(ONE) + 5) as (_, endpoint), pytest.raises(InvalidQuery, match=cause):
        endpoint.select(QUERY)


def test_select_stops_waiting() -> None:
    begun = time.monotonic()
    cause = "no answer in 1 s: ask for less, or wait longer"
    with canned(wait=5.0) as (_, endpoint), pytest.raises(InvalidQuery, match=cause):
        endpoint.select(QUERY)
    assert time.monotonic() - begun < 4


def test_select_names_an_endpoint_that_is_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        endpoint = Endpoint(f"http://127.0.0.1:{free.getsockname()[1]}/sparql")
        with pytest.raises(InvalidQuery, match=r"cannot be asked \(.*refused.*\): is it up"):
            endpoint.select(QUERY)


@pytest.mark.parametrize(
    "url", ["", "localhost:8000", "file:///etc/passwd", "ftp://x.org/", "http://", "http://[", "x"]
)
def test_endpoint_refuses_what_is_no_web_address(url: str) -> None:
    with pytest.raises(InvalidQuery, match=r"is no endpoint: give its http:// or https:// address"):
        Endpoint(url)


def test_endpoint_tells_the_services_own_words(server: Server) -> None:
    with pytest.raises(InvalidQuery, match=r"refuses the query \(Forbidden: SERVICE is refused: "):
        Endpoint(f"{server.url}sparql").select("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
