"""`amo serve`: the pages of a build and a SPARQL 1.1 endpoint, read-only, on this machine only.

One thread a connection, queries in `workers`. Every reply is whole before its status is sent, so
that a failed query is never a 200. Nothing is cached: a new build shows at the next request.
"""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from ontology.errors import InvalidQuery
from queries.workers import Reply, Request, Workers

HOST = "127.0.0.1"
NAMES = frozenset({HOST, "localhost"})
"""What a Host header may name; any other is a foreign page that was bound to this address."""
BODY = 1 << 20
"""Bytes of a query."""
TYPES = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".woff2": "font/woff2",
    }
)
"""Endings of the files that are pages or belong to one."""
HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        " connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none';"
        " form-action 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
)

log = logging.getLogger("amo.serve")


class Server(ThreadingHTTPServer):
    """The service of one build; port 0 takes a free one. Raises InvalidQuery when it is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, build: Path, port: int, count: int = 4, limit: float = 30.0) -> None:
        if not (build / "store").is_dir():
            raise InvalidQuery(f"{build}: holds no build: run `amo build` first")
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise InvalidQuery(f"port {port} cannot be used ({error}): choose another") from error
        self.build = build
        self.workers = Workers(build / "store", count, limit)

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"http://{HOST}:{self.server_port}/"

    def server_close(self) -> None:
        """Free the port and end the workers."""
        super().server_close()
        if hasattr(self, "workers"):
            self.workers.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke is no error of the service."""
        log.debug("connection from %s broke", client_address, exc_info=True)


def serve(build: Path, port: int, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `announce` is given the address once. Raises InvalidQuery."""
    with Server(build, port) as server:
        try:
            announce(server.url)
            server.serve_forever()
        except KeyboardInterrupt:
            log.info("stopped")


def find_page(build: Path, path: str) -> Path | None:
    """The file of a URL path among the pages of a build, None when there is none.

    Pages are index.html and whatever lies under views/, by the endings of TYPES.
    """
    parts = [part for part in unquote(path).split("/") if part]
    if any(part.startswith(".") or set(part) & set('\\:\0*?"<>|') for part in parts):
        return None
    if parts not in ([], ["index.html"]) and parts[0] != "views":
        return None
    file = build.joinpath(*parts)
    file = file / "index.html" if file.is_dir() else file
    inside = file.resolve().is_relative_to(build.resolve())
    return file if inside and file.suffix in TYPES and file.is_file() else None


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 20
    allowed: ClassVar[str] = "GET, HEAD, POST"

    def do_GET(self) -> None:
        if not self._is_host_ours():
            return
        url = urlsplit(self.path)
        if url.path == "/sparql":
            self._answer(parse_qs(url.query, keep_blank_values=True))
        elif page := find_page(self.server.build, url.path):
            self._send(200, TYPES[page.suffix], page.read_bytes())
        elif url.path == "/":
            self._send(302, "text/plain", b"", Location="/views/")
        else:
            self._refuse(404, "no such page")

    do_HEAD = do_GET  # noqa: N815 - http.server calls it so

    def do_POST(self) -> None:
        body = self._read_body() if self._is_host_ours() else None
        if body is None:
            return
        url = urlsplit(self.path)
        kind = self.headers.get_content_type()
        if url.path != "/sparql":
            self._refuse(405, "only /sparql takes POST", Allow="GET, HEAD")
        elif kind == "application/sparql-query":
            given = parse_qs(url.query, keep_blank_values=True)
            self._answer(given | {"query": [body]})
        elif kind == "application/x-www-form-urlencoded":
            self._answer(parse_qs(body, keep_blank_values=True))
        elif kind == "application/sparql-update":
            self._refuse(403, "updates are refused: this endpoint only reads")
        else:
            self._refuse(415, "send application/sparql-query or application/x-www-form-urlencoded")

    def do_PUT(self) -> None:
        self.close_connection = True
        self._refuse(405, f"allowed: {self.allowed}", Allow=self.allowed)

    do_DELETE = do_PATCH = do_OPTIONS = do_PUT  # noqa: N815

    def _answer(self, given: dict[str, list[str]]) -> None:
        queries = given.get("query", [])
        if "update" in given:
            return self._refuse(403, "updates are refused: this endpoint only reads")
        if len(queries) != 1:
            return self._refuse(400, "give one query: /sparql?query=SELECT…")
        accept = ",".join(self.headers.get_all("Accept", [])) or "*/*"
        graphs = (tuple(given.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
        reply = self.server.workers.ask(Request(queries[0], accept, *graphs))
        return self._send_reply(reply)

    def _is_host_ours(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        try:
            ours = len(hosts) == 1 and urlsplit(f"//{hosts[0]}").hostname in NAMES
        except ValueError:
            ours = False
        if not ours:
            self.close_connection = True
            self._refuse(403 if hosts else 400, f"ask for {self.server.url}")
        return ours

    def _read_body(self) -> str | None:
        """The body as text; None when it was refused."""
        length = self.headers.get("Content-Length", "")
        closes, self.close_connection = self.close_connection, True  # what follows is no request
        if not (length.isascii() and length.isdigit()):
            self._refuse(411, "send a Content-Length")
        elif len(length) > 9 or int(length) > BODY:
            self._refuse(413, f"a query has at most {BODY} bytes")
        else:
            try:
                text = self.rfile.read(int(length)).decode("utf-8")
            except TimeoutError:
                self._refuse(408, "the body did not come in time")
            except UnicodeDecodeError:
                self._refuse(400, "the body is not UTF-8")
            else:
                self.close_connection = closes
                return text
        return None

    def _refuse(self, status: int, message: str, **headers: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{message}\n".encode(), **headers)

    def _send_reply(self, reply: Reply) -> None:
        later = {"Retry-After": "5"} if reply.status == 503 else {}
        self._send(reply.status, reply.media_type, reply.body, **later)

    def _send(self, status: int, media_type: str, body: bytes, **headers: str) -> None:
        self.send_response(status, HTTPStatus(status).phrase)
        fixed = {"Content-Type": media_type, "Content-Length": str(len(body))}
        for name, value in (fixed | dict(HEADERS) | headers).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def finish(self) -> None:
        """Take in what is still on its way: the reply would be lost with an unread body."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            for _ in range(BODY // 4096):
                if not self.connection.recv(65536):
                    break
        super().finish()

    def version_string(self) -> str:
        """What the Server header says."""
        return "AMO"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        log.debug("%s", repr(format % args))
