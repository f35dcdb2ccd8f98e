"""The door: one origin on loopback, `/api/*` from the HTTP API and everything else from the built pages.

It stands where CloudFront stands on AWS, sends the same headers with the pages, and holds requests to the limits of the HTTP API, which MiniStack does not.
"""

import http.client
import mimetypes
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from infra.local import headers
from infra.local.paths import PAGES
from infra.local.say import Trouble

MOST_BODY = 10 * 1024 * 1024
MOST_HEADERS = 10_240
BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host", "content-length"}
# MiniStack adds these to every answer; API Gateway does not.
FOREIGN = {"access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers",
           "access-control-expose-headers", "access-control-max-age"}
NO_PAGES = "网页尚未构建；接口在 /api 之下。".encode()


class Door:
    """Serves on `port`; opened once the API is known."""

    def __init__(self, port: int, gateway: int):
        self.port, self.gateway = port, gateway
        self.url = f"http://localhost:{port}"
        self._server: ThreadingHTTPServer | None = None

    def open(self, api: str) -> None:
        """Serve in threads of this process."""
        gateway = self.gateway

        class Handler(_Handler):
            stage = f"/_aws/execute-api/{api}/$default"
            address = ("127.0.0.1", gateway)
            of_pages = headers.of_pages(gateway)

        try:
            self._server = _Server(("127.0.0.1", self.port), Handler)
        except OSError as error:
            raise Trouble(f"port {self.port} is busy: stop what listens there, or choose another with PORT.") from error
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def close(self) -> None:
        """Take no more requests."""
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A browser that goes away is no error worth a trace."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    stage: str
    address: tuple[str, int]
    of_pages: dict[str, str]

    def log_message(self, *_):
        """The functions log."""

    def _answer(self, status: int, body: bytes, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status: int, message: str) -> None:
        self.close_connection = True
        self._answer(status, b'{"message":"%s"}' % message.encode(), "application/json", {"Connection": "close"})

    def _serve(self) -> None:
        path = urlsplit(self.path).path
        if path == "/api" or path.startswith("/api/"):
            self._forward()
        elif self.command in ("GET", "HEAD"):
            self._page(path)
        else:
            self._refuse(405, "Method Not Allowed")

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve

    def _forward(self) -> None:
        if sum(len(name) + len(value) + 4 for name, value in self.headers.items()) > MOST_HEADERS:
            return self._refuse(431, "Request Header Fields Too Large")
        if "transfer-encoding" in self.headers:
            return self._refuse(411, "Length Required")
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal():
            return self._refuse(400, "Bad Request")
        if int(length) > MOST_BODY:
            return self._refuse(413, "Request Entity Too Large")
        body = self.rfile.read(int(length))
        upstream = http.client.HTTPConnection(*self.address, timeout=35)
        try:
            upstream.connect()
            upstream.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            upstream.putrequest(self.command, self.stage + self.path, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in BY_HOP:
                    upstream.putheader(name, value)
            upstream.putheader("Content-Length", str(len(body)))
            upstream.putheader("X-Forwarded-For", self.client_address[0])
            upstream.endheaders(body)
            self._pass_on(upstream.getresponse())
        except (OSError, http.client.HTTPException):
            self._refuse(503, "Service Unavailable")
        finally:
            upstream.close()

    def _pass_on(self, answer: http.client.HTTPResponse) -> None:
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in BY_HOP | FOREIGN | {"date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _page(self, path: str) -> None:
        """A file of the built pages; any other path is the application's own and gets its first page."""
        wanted = (PAGES / unquote(path).lstrip("/")).resolve()
        file = wanted if wanted.is_file() and wanted.is_relative_to(PAGES.resolve()) else PAGES / "index.html"
        if not file.is_file():
            return self._answer(404, NO_PAGES, "text/plain; charset=utf-8", self.of_pages)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        cached = "public, max-age=31536000, immutable" if Path(file).parent.name == "assets" else "no-cache"
        self._answer(200, file.read_bytes(), kind, {"Cache-Control": cached} | self.of_pages)
