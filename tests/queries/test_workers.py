import time
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest

from queries.workers import (
    SOLUTIONS,
    TRIPLES,
    Request,
    Workers,
    _open,
    _work,
    answer,
    calls_service,
    choose_media_type,
)

REFERENCE = "https://w3id.org/amo/id/graph/reference"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }",
        "SELECT * { service ?x { ?s ?p ?o } }",
        "SELECT * { SeRvIcE SILENT <http://x.org/> { ?s ?p ?o } }",
        "PREFIX x: <http://x.org/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "PREFIX x: <http://x/> PREFIX SxRVICE: <http://y/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "SELECT * { { SELECT * { ?s ?p ?o . SERVICE<http://x.org/>{} } } }",
        "ASK { FILTER EXISTS { SERVICE <http://x.org/> { ?s ?p ?o } } }",
        "ASK { # a comment\rSERVICE <http://x.org/> { ?s ?p ?o }\n}",
        'ASK { VALUES ?x { "a\\u0022" } SERVICE <http://x.org/> { ?s ?p ?o } #" }\n }',
        "CONSTRUCT { ?s ?p ?o } WHERE { OPTIONAL { SERVICE <http://x.org/> { ?s ?p ?o } } }",
    ],
)
def test_calls_service_finds_the_clause(query: str) -> None:
    assert calls_service(query)
    assert answer(ox.Store(), Request(query)).status == 403


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o }",
        "SELECT ?service WHERE { BIND('SERVICE' AS ?service) }",
        "# Which service?\nASK { ?s <http://x.org/service> ?Service, ?service }",
        "PREFIX service: <http://x.org/service#> ASK { service:a service:SERVICE '''service''' }",
        "SELECT ?service (COUNT(?x) AS ?n) { ?x a ?service } GROUP BY ?service",
    ],
)
def test_calls_service_lets_the_word_be(query: str) -> None:
    assert not calls_service(query)
    assert answer(ox.Store(), Request(query)).status == 200


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/*", "text/csv"),
        ("text/*;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values ; q=0.8", "text/tab-separated-values"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
        ("TEXT/CSV", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("text/csv;q=lots, text/turtle", None),
        ("text/turtle", None),
        ("image/png", None),
        ("", None),
    ],
)
def test_choose_media_type_follows_the_header(accept: str, chosen: str | None) -> None:
    assert choose_media_type(accept, [*SOLUTIONS]) == chosen


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.load(path=Path(__file__).with_name("library.trig"), format=ox.RdfFormat.TRIG)
    return store


@pytest.mark.parametrize("media_type", [*SOLUTIONS])
def test_answer_gives_solutions_in_every_format(media_type: str, store: ox.Store) -> None:
    query = 'SELECT ?name WHERE { VALUES ?name { "市公安局"@zh } }'
    reply = answer(store, Request(query, media_type))
    assert (reply.status, reply.media_type.partition(";")[0]) == (200, media_type)
    assert reply.body.decode().count("市公安局") == 1


@pytest.mark.parametrize("media_type", [*TRIPLES])
def test_answer_gives_triples_in_every_format(media_type: str, store: ox.Store) -> None:
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . FILTER(STRENDS(STR(?c), '#Policy')) }"
    reply = answer(store, Request(query, media_type))
    assert (reply.status, reply.media_type.partition(";")[0]) == (200, media_type)
    (triple,) = ox.parse(reply.body, format=TRIPLES[media_type])
    assert triple.subject == ox.NamedNode("https://w3id.org/amo/id/policy/370300/yi-jian")


@pytest.mark.parametrize(
    ("request_", "status", "message"),
    [
        (Request("SELECT ?x"), 400, "not a SPARQL 1.1 query: error at 1:10"),
        (Request("INSERT DATA { <http://a> <http://b> 1 }"), 400, "not a SPARQL 1.1 query"),
        (Request("ASK {}", default_graphs=("no iri",)), 400, "not a SPARQL 1.1 query: Invalid IRI"),
        (Request("ASK {}", "image/png"), 406, "offered: application/sparql-results+json"),
        (Request("ASK {}", "text/turtle"), 406, "this query is answered as application/sparql-"),
        (Request("DESCRIBE <http://a>", "text/csv"), 406, "this query is answered as text/turtle"),
        (
            Request("SELECT * { ?a ?b ?c . ?d ?e ?f }"),
            503,
            "the answer has more than 1 MB: add a LIMIT",
        ),
    ],
)
def test_answer_says_why_there_is_none(
    request_: Request, status: int, message: str, store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.workers.ANSWER", 1 << 20)
    reply = answer(store, request_)
    assert (reply.status, reply.media_type) == (status, "text/plain; charset=utf-8")
    assert reply.body.decode().startswith(message)


@pytest.mark.parametrize(
    ("default", "named", "query", "count"),
    [
        ((), (), "{ ?s a ?c }", 87),
        ((REFERENCE,), (), "{ ?s a ?c }", 27),
        ((), (REFERENCE,), "{ ?s a ?c }", 0),
        ((), (REFERENCE,), "{ GRAPH ?g { ?s a ?c } }", 27),
        ((REFERENCE,), (), "{ GRAPH ?g { ?s a ?c } }", 0),
    ],
)
def test_answer_asks_the_graphs_of_the_protocol(
    default: tuple[str, ...], named: tuple[str, ...], query: str, count: int, store: ox.Store
) -> None:
    request = Request(f"SELECT (COUNT(*) AS ?n) {query}", "text/csv", default, named)
    assert answer(store, request).body == f"n\r\n{count}\r\n".encode()


def test_workers_stop_a_query_in_time_and_go_on(build: Path) -> None:
    workers = Workers(build / "store", count=1, limit=1.0)
    try:
        begun = time.monotonic()
        reply = workers.ask(Request(ENDLESS))
        assert time.monotonic() - begun < 4
        assert (reply.status, reply.body) == (
            503,
            b"the query took more than 1 s: narrow it or add a LIMIT\n",
        )
        assert workers.ask(Request("ASK {}", "text/csv")).body == b"true"
    finally:
        workers.close()


def test_workers_survive_a_query_that_ends_its_process(build: Path) -> None:
    workers = Workers(build / "store", count=1, limit=20.0)
    try:
        reply = workers.ask(Request("ASK " + "{" * 100_000 + "}" * 100_000))
        assert reply.status == 503
        assert b"needs too much memory or is nested too deep" in reply.body
        assert workers.ask(Request("ASK {}", "text/csv")).body == b"true"
    finally:
        workers.close()


def test_workers_are_busy_when_all_are(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.workers.PATIENCE", 0.0)
    workers = Workers(build / "store", count=0, limit=1.0)
    reply = workers.ask(Request("ASK {}"))
    assert (reply.status, reply.body) == (503, b"too many queries at once: ask again in a moment\n")
    workers.close()


def test_workers_open_a_new_build_at_the_next_query(tmp_path: Path) -> None:
    count = Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")
    workers = Workers(tmp_path / "store", count=1, limit=20.0)
    try:
        assert workers.ask(count).status == 503
        make_store(tmp_path / "store", 1)
        assert workers.ask(count).body == b"n\r\n1\r\n"
        make_store(tmp_path / "new", 2)
        (tmp_path / "store").rename(tmp_path / "old")
        (tmp_path / "new").rename(tmp_path / "store")
        assert workers.ask(count).body == b"n\r\n2\r\n"
    finally:
        workers.close()


def test_work_replies_until_the_other_end_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker does, in this process, where its coverage is seen."""
    monkeypatch.setattr("queries.workers._limit_memory", lambda: None)
    count = Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv")
    ours, theirs = Pipe()
    thread = Thread(target=_work, args=(tmp_path / "store", 60.0, theirs))
    thread.start()
    assert ours.recv() is True
    ours.send(count)
    assert ours.recv().status == 503
    make_store(tmp_path / "store", 3)
    ours.send(count)
    assert ours.recv().body == b"n\r\n3\r\n"
    ours.close()
    thread.join(10)
    assert not thread.is_alive()


def test_open_keeps_a_store_that_is_the_same(tmp_path: Path) -> None:
    make_store(tmp_path / "store", 1)
    opened = _open(tmp_path / "store", None)
    assert _open(tmp_path / "store", opened) is opened


def make_store(folder: Path, count: int) -> None:
    store = ox.Store(folder)
    node = ox.NamedNode("http://example.org/a")
    store.extend(ox.Quad(node, node, ox.Literal(number), node) for number in range(count))
    store.flush()
