"""The local door: what it passes on, what it refuses as API Gateway would, and what it serves of the pages."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from infra.local import ports, proxy
from infra.local.proxy import Door


class Upstream(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Asked", f"{self.path} {self.headers['Cookie']}")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_DELETE = do_POST


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>首页</title>")
    (folder / "assets" / "app.js").write_text("1")
    (folder.parent / "secret").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def door(pages):
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    before, proxy.PAGES = proxy.PAGES, pages
    door = Door(ports.any_free(), upstream.server_address[1])
    door.open("api1")
    yield door
    door.close()
    upstream.shutdown()
    upstream.server_close()
    proxy.PAGES = before


def ask(door, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_call_reaches_the_api_as_it_is(door):
    answer, body = ask(door, "POST", "/api/plans?x=%E4%BD%A0&y=1", "内容".encode(), Cookie="s=1")
    assert (answer.status, body.decode()) == (201, "内容")
    assert answer.headers["X-Asked"] == "/_aws/execute-api/api1/$default/api/plans?x=%E4%BD%A0&y=1 s=1"


def test_cookies_stay_apart_and_foreign_headers_are_left_out(door):
    answer, _ = ask(door, "GET", "/api/session")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["Access-Control-Allow-Origin"] is None


def test_a_body_over_ten_megabytes_is_refused_unread(door):
    answer, _ = ask(door, "POST", "/api/plans", None, Content_Length=str(10 * 1024 * 1024 + 1))
    assert answer.status == 413


def test_too_many_headers_are_refused(door):
    answer, _ = ask(door, "GET", "/api/session", X_Long="x" * 10_300)
    assert answer.status == 431


@pytest.mark.parametrize("length", ["x", "-1", "1e3"])
def test_a_length_that_is_no_number_is_refused(door, length):
    answer, _ = ask(door, "POST", "/api/plans", None, Content_Length=length)
    assert answer.status == 400


def test_a_path_of_the_application_gets_its_first_page(door):
    for path in ("/", "/plans/1", "/tasks/plan.0123.1.2"):
        answer, body = ask(door, "GET", path)
        assert (answer.status, body.decode()) == (200, "<title>首页</title>")
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_built_file_is_served_with_its_kind_and_may_be_kept(door):
    answer, body = ask(door, "GET", "/assets/app.js")
    assert (answer.status, body) == (200, b"1")
    assert "javascript" in answer.headers["Content-Type"]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "//secret"])
def test_nothing_outside_the_pages_is_served(door, path):
    _, body = ask(door, "GET", path)
    assert b"secret" not in body


def test_pages_are_only_read(door):
    answer, _ = ask(door, "POST", "/", b"x")
    assert answer.status == 405


def test_without_the_api_it_says_so(pages):
    door = Door(ports.any_free(), ports.any_free())
    door.open("api1")
    try:
        answer, _ = ask(door, "GET", "/api/session")
        assert answer.status == 503
    finally:
        door.close()


def test_pages_come_with_the_headers_of_the_distribution_and_calls_without(door):
    for path in ("/", "/plans/1", "/assets/app.js"):
        answer, _ = ask(door, "GET", path)
        policy = answer.getheader("Content-Security-Policy")
        assert policy.startswith("default-src 'self'") and "frame-ancestors 'none'" in policy and "${" not in policy
        assert f"connect-src 'self' http://localhost:{door.gateway}" in policy
        assert (answer.getheader("X-Frame-Options"), answer.getheader("X-Content-Type-Options")) == ("DENY", "nosniff")
    answer, _ = ask(door, "GET", "/api/plans")
    assert answer.getheader("Content-Security-Policy") is None
