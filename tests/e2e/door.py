"""How a test speaks to the HTTP API: one call, its answer, and the refusals that a test expects."""

import json
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from requests.adapters import HTTPAdapter

from tests.e2e.described import undescribed

COOKIE = "__Host-session"
# What takes longer never comes; a machine that is busy with other things may need most of it.
PATIENCE = 60.0
# The gateway's own words when the authorizer had not answered in time: no function of ours says them.
UNHEARD = (500, {"message": "Internal Server Error"})


@dataclass(frozen=True)
class Answer:
    """What came back; `body` is the JSON of it, or its text, or the bytes of a file."""

    status: int
    body: object
    headers: dict = field(repr=False)

    def good(self):
        """The body of an answer that is no refusal."""
        if self.status >= 400:
            raise Refused(self)
        return self.body


class Refused(Exception):
    """The API answered a problem."""

    def __init__(self, answer: Answer):
        super().__init__(f"{answer.status} {json.dumps(answer.body, ensure_ascii=False)}")
        self.answer = answer

    @property
    def problem(self) -> dict:
        return self.answer.body

    @property
    def code(self) -> str:
        return self.problem["code"]


@dataclass
class Expected:
    """The problem that a test expected, once it has come."""

    problem: dict = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """The code of each wrong field."""
        return {error["field"]: error["code"] for error in self.problem.get("errors", [])}


@contextmanager
def refused(status: int, code: str) -> Iterator[Expected]:
    """What happens inside is refused with exactly this status and code, in Chinese, as problem+json."""
    expected = Expected()
    try:
        yield expected
    except Refused as refusal:
        answer, problem = refusal.answer, refusal.problem
        assert isinstance(problem, dict), f"no problem+json: {answer}"
        assert (answer.status, problem["code"]) == (status, code), str(refusal)
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert (problem["status"], problem["type"]) == (status, f"urn:problem:{code}")
        messages = [problem["title"], *(error["message"] for error in problem.get("errors", []))]
        assert all(_is_chinese(message) for message in messages), messages
        expected.problem = problem
    else:
        raise AssertionError(f"was not refused with {status} {code}")


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


class Door:
    """The API under one origin. Cookies are `Secure`, so they are carried by hand over plain http."""

    tries = 4
    # Whether it also sends again what was refused since the system is busy, as people do.
    is_patient = False

    def __init__(self, url: str):
        self.url = url
        self._session = requests.Session()
        self._session.mount("http://", HTTPAdapter(pool_maxsize=64))
        self._session.cookies.set_policy(_NoCookies())

    def call(self, method: str, path: str, body=None, *, cookie=None, key=None, query=None, headers=None, data=None) -> Answer:
        """One request; `body` is sent as JSON, `data` as it is."""
        sent = dict(headers or {})
        if cookie:
            sent["Cookie"] = f"{COOKIE}={cookie}"
        if key:
            sent["Idempotency-Key"] = key
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), sent.get("Content-Type", "application/json")

        def once() -> Answer:
            answer = self._session.request(method, self.url + path, params=query, data=data, headers=sent,
                                           timeout=120, allow_redirects=False)
            kind = answer.headers.get("Content-Type", "")
            told = answer.json() if "json" in kind and answer.content else answer.text if _is_text(kind) else answer.content
            return Answer(answer.status_code, told, answer.headers)

        answer = once()
        # Whatever became of what was not answered in time, every operation can be sent twice; that it was is told.
        for _ in range(self.tries):
            if (answer.status, answer.body) != UNHEARD and not (self.is_patient and _is_busy(answer)):
                break
            warnings.warn(f"no answer in time, asked again: {method} {path}", stacklevel=2)
            time.sleep(2)  # a machine that stands still for some seconds
            answer = once()
        wrong = undescribed(method, path, answer.status, answer.body)
        assert wrong is None, wrong
        return answer


def _is_busy(answer: Answer) -> bool:
    return answer.status == 503 and isinstance(answer.body, dict) and answer.body.get("code") == "unavailable"


def _is_text(kind: str) -> bool:
    return not kind or kind.startswith("text/") or "json" in kind


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):
    def set_ok(self, cookie, request):
        return False


def new_key() -> str:
    """A key for one act."""
    return uuid.uuid4().hex


def wait_for(what: str, found: Callable[[], object], patience: float = PATIENCE):
    """Ask until there is an answer."""
    deadline = time.monotonic() + patience
    while True:
        answer = found()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s for {what}")
        time.sleep(0.03)  # between two questions, not instead of one


def at_once(*acts: Callable[[], object]) -> list:
    """All of them at the same time; each result, or the refusal that it got, in their order."""

    def safely(act):
        try:
            return act()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(safely, acts))


def done(results: list) -> list:
    """Those that were not refused."""
    return [result for result in results if not isinstance(result, Refused)]


def refusals(results: list) -> list[Refused]:
    """Those that were."""
    return [result for result in results if isinstance(result, Refused)]
