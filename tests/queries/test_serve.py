import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from SPARQLWrapper import GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, SPARQLWrapper

from ontology.errors import InvalidQuery
from queries.serve import BODY, Server, find_page, serve

COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <https://w3id.org/amo/ontology#Agency> }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}

Reply = tuple[int, http.client.HTTPMessage, bytes]


def ask(
    server: Server,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    reply = response.status, response.headers, response.read()
    connection.close()
    return reply


def send(server: Server, text: bytes) -> bytes:
    """All that comes back for these bytes; the connection is closed by the server."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as connection:
        connection.sendall(text)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", f"/sparql?{urlencode({'query': COUNT})}", None, {}),
        ("POST", "/sparql", urlencode({"query": COUNT}).encode(), FORM),
        ("POST", "/sparql", COUNT.encode(), QUERY),
        (
            "POST",
            "/sparql",
            COUNT.encode(),
            {"Content-Type": f"{QUERY['Content-Type']}; charset=utf-8"},
        ),
    ],
)
def test_sparql_answers_by_each_way_of_the_protocol(
    method: str, path: str, body: bytes | None, headers: dict[str, str], server: Server
) -> None:
    status, found, text = ask(server, path, method, body, headers)
    assert (status, found["Content-Type"]) == (200, "application/sparql-results+json")
    assert json.loads(text)["results"]["bindings"][0]["n"]["value"] == "11"
    assert found["Cache-Control"] == "no-store"


def test_sparql_answers_what_accept_asks_for(server: Server) -> None:
    status, headers, body = ask(
        server, f"/sparql?query={quote(COUNT)}", headers={"Accept": "text/csv"}
    )
    assert (status, headers["Content-Type"], body) == (
        200,
        "text/csv; charset=utf-8",
        b"n\r\n11\r\n",
    )


def test_sparql_takes_chinese_text(server: Server) -> None:
    query = 'SELECT ?x WHERE { BIND("淄博市公安局" AS ?x) }'
    accept = {"Accept": "text/csv"}
    expected = "x\r\n淄博市公安局\r\n".encode()
    assert ask(server, f"/sparql?query={quote(query)}", headers=accept)[2] == expected
    assert ask(server, "/sparql", "POST", query.encode(), QUERY | accept)[2] == expected


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
def test_sparql_answers_sparqlwrapper(method: str, request_method: str, server: Server) -> None:
    wrapper = SPARQLWrapper(f"{server.url}sparql")
    wrapper.setMethod(POST if request_method == POSTDIRECTLY else method)
    wrapper.setRequestMethod(request_method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(COUNT)
    assert wrapper.query().convert()["results"]["bindings"][0]["n"]["value"] == "11"  # type: ignore[index,call-overload]


def test_sparql_constructs_for_sparqlwrapper(server: Server) -> None:
    wrapper = SPARQLWrapper(f"{server.url}sparql")
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . FILTER(STRENDS(STR(?c), 'Policy')) }")
    assert b"policy/370300/yi-jian" in wrapper.query().convert()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "message"),
    [
        ("GET", "/sparql", None, {}, 400, "give one query"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400, "give one query"),
        ("GET", "/sparql?query=", None, {}, 400, "not a SPARQL 1.1 query"),
        ("GET", "/sparql?query=SELEC", None, {}, 400, "not a SPARQL 1.1 query: error at 1:6"),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}, 406, "offered: appl"),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 403, "updates are refused"),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403, "updates are refused"),
        ("POST", "/sparql", b"query=CLEAR+ALL", FORM, 400, "not a SPARQL 1.1 query"),
        (
            "POST",
            "/sparql",
            b"CLEAR ALL",
            {"Content-Type": "application/sparql-update"},
            403,
            "updates are refused",
        ),
        ("POST", "/sparql", b"{}", {"Content-Type": "application/json"}, 415, "send application/"),
        ("POST", "/sparql", b"\xff", QUERY, 400, "the body is not UTF-8"),
        ("POST", "/views/", b"", FORM, 405, "only /sparql takes POST"),
        ("POST", "/sparql", b" " * (BODY + 1), QUERY, 413, "a query has at most 1048576 bytes"),
        ("PUT", "/sparql", b"x", {}, 405, "allowed: GET, HEAD, POST"),
        ("DELETE", "/views/index.html", None, {}, 405, "allowed: GET, HEAD, POST"),
        ("OPTIONS", "/sparql", None, {}, 405, "allowed: GET, HEAD, POST"),
        ("GET", "/sparql/x", None, {}, 404, "no such page"),
        (
            "POST",
            "/sparql",
            b"ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            QUERY,
            403,
            "SERVICE is refused: only the graph of this build is asked here",
        ),
        (
            "POST",
            "/sparql",
            b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
            QUERY,
            503,
            "the query took more than 2 s: narrow it or add a LIMIT",
        ),
    ],
)
def test_server_says_why_there_is_no_answer(
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
    status: int,
    message: str,
    server: Server,
) -> None:
    found, replied, text = ask(server, path, method, body, headers)
    assert (found, replied["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert text.decode().startswith(message)
    if status == 405:
        assert replied["Allow"].startswith("GET, HEAD")
    if status == 503:
        assert replied["Retry-After"] == "5"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("LOCALHOST", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:80", 403),
        ("[::1]:80", 403),
        ("[", 403),
        ("", 403),
    ],
)
@pytest.mark.parametrize("path", ["/views/", "/sparql?query=ASK%7B%7D"])
def test_server_answers_to_its_own_names_only(
    host: str, status: int, path: str, server: Server
) -> None:
    assert ask(server, path, headers={"Host": host})[0] == status
    if status == 403:
        assert ask(server, "/sparql", "POST", b"ASK {}", QUERY | {"Host": host})[0] == 403


@pytest.mark.parametrize("hosts", [b"", b"Host: localhost\r\nHost: evil.example\r\n"])
def test_server_wants_one_host(hosts: bytes, server: Server) -> None:
    reply = send(server, b"GET /views/ HTTP/1.1\r\n" + hosts + b"\r\n")
    assert reply.startswith(b"HTTP/1.1 403 " if hosts else b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (b"", 411),
        (b"Content-Length: x\r\n", 411),
        (b"Content-Length: -1\r\n", 411),
        (b"Content-Length: 99999999999999999999\r\n", 413),
        (b"Content-Length: 0000000000005\r\n", 413),
    ],
)
def test_server_wants_a_length(length: bytes, status: int, server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n" + length + b"\r\nASK {}"
    assert send(server, head).startswith(f"HTTP/1.1 {status} ".encode())


def test_server_stops_waiting_for_a_body(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.serve._Handler.timeout", 0.2)
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nASK"
    assert send(server, head).startswith(b"HTTP/1.1 408 ")


def test_server_keeps_a_connection_open(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    for path in ("/views/", "/nothing", "/sparql?query=ASK%7B%7D"):
        connection.request("GET", path)
        connection.getresponse().read()
    connection.request("POST", "/sparql", b"ASK {}", QUERY | {"Accept": "text/csv"})
    assert connection.getresponse().read() == b"true"
    connection.close()


def test_server_survives_a_client_that_leaves(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(b"GET /views/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert ask(server, "/views/")[0] == 200


def test_server_answers_many_at_once(server: Server) -> None:
    path = f"/sparql?query={quote(COUNT)}"
    with ThreadPoolExecutor(40) as pool:
        replies = list(
            pool.map(lambda _: ask(server, path, headers={"Accept": "text/csv"}), range(200))
        )
    assert {(status, body) for status, _, body in replies} == {(200, b"n\r\n11\r\n")}


def test_pages_are_served_with_security_headers(server: Server) -> None:
    status, headers, body = ask(server, "/views/index.html")
    assert (status, body.decode()) == (200, "<h1>图谱</h1>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Server"] == "AMO"


def test_head_sends_no_body(server: Server) -> None:
    status, headers, body = ask(server, "/views/index.html", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "15", b"")


def test_root_leads_to_the_pages(server: Server) -> None:
    status, headers, _ = ask(server, "/")
    assert (status, headers["Location"]) == (302, "/views/")


@pytest.mark.parametrize(
    "path",
    [
        "/graph.nq",
        "/store/CURRENT",
        "/views/../graph.nq",
        "/views/%2e%2e/graph.nq",
        "/views/..%2fgraph.nq",
        "/views/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/views/..%5cgraph.nq",
        "//etc/passwd",
        "/views//etc/passwd",
        "/views/%00index.html",
        "/views/C:/x.html",
        "/views/.hidden.html",
        "/views/none.html",
        "/views/link.html",
        "/views/folder.html",
        "/views/notes.py",
    ],
)
def test_only_pages_are_served(path: str, server: Server, build: Path) -> None:
    views = build / "views"
    (views / ".hidden.html").write_text("secret")
    (views / "notes.py").write_text("secret")
    (views / "folder.html").mkdir(exist_ok=True)
    if not (views / "link.html").is_symlink():
        (views / "link.html").symlink_to(__file__)
    status, _, body = ask(server, path)
    assert (status, body) == (404, b"no such page\n")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/views", "views/index.html"),
        ("/views/", "views/index.html"),
        ("/views/%E5%9B%BE.html", "views/图.html"),
        ("/views/data.json", "views/data.json"),
    ],
)
def test_find_page_names_the_file(path: str, file: str, tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    for name in ("index.html", "views/index.html", "views/图.html", "views/data.json"):
        (tmp_path / name).write_text("x")
    assert find_page(tmp_path, path) == tmp_path / file


def test_server_refuses_a_folder_without_a_build(tmp_path: Path) -> None:
    with pytest.raises(InvalidQuery, match="holds no build: run `amo build` first"):
        Server(tmp_path, 0)


@pytest.mark.parametrize("port", [None, 70000])
def test_server_refuses_a_port_that_it_cannot_have(
    port: int | None, server: Server, build: Path
) -> None:
    with pytest.raises(InvalidQuery, match=r"^port \d+ cannot be used \(.+\): choose another$"):
        Server(build, port or server.server_port)


def test_serve_closes_the_port_when_stopped(build: Path) -> None:
    ports = []

    def announce(url: str) -> None:
        ports.append(int(url.rstrip("/").rpartition(":")[2]))
        raise KeyboardInterrupt

    serve(build, 0, announce)
    with socket.socket() as free:
        free.bind(("127.0.0.1", ports[0]))


def test_serve_stops_at_ctrl_c_with_its_workers(build: Path) -> None:
    code = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from queries.serve import serve\n"
        # Where the tests run in the background of a shell, it was made to be ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "serve(Path(sys.argv[1]), 0, lambda url: print(url, flush=True))\n"
        "print('stopped', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(build)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    port = int(process.stdout.readline().rstrip(b"/\n").rpartition(b":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/sparql?query=ASK%7B%7D")
    assert connection.getresponse().status == 200
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    # Both pipes are at their end: no worker is left that holds them.
    assert (out, errors, process.returncode) == (b"stopped\n", b"", 0)
