"""What a person reads while it works."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """Something a person can mend; its text is one sentence that says how."""


def say(line: str = "") -> None:
    """One line, at once."""
    print(line, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say that it begins, and how long it took."""
    begun = time.monotonic()
    print(f"  {what} …", end="", flush=True)
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - begun:.1f} s", flush=True)


def fail(trouble: Trouble) -> int:
    """The sentence alone, on standard error."""
    print(f"\n{trouble}", file=sys.stderr, flush=True)
    return 1
