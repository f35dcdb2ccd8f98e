"""`make run`: the stack in the foreground until Ctrl-C, and `make reset`: forget its data."""

import csv
import json
import os
import shutil
import signal
import sys
import threading
import time

from infra.local import ports
from infra.local.paths import DEMO, STATE
from infra.local.say import Trouble, fail, say
from infra.local.stack import Stack

RUNNING = STATE / "running.json"


def _accounts() -> list[tuple[str, dict]]:
    """The first demo account of every role, with its role."""
    file = DEMO / "organisation.csv"
    if not file.is_file():
        return []
    found: dict[str, dict] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row.get("password"):
                for role in (row.get("roles") or "").replace(";", " ").split():
                    found.setdefault(role, row)
    return list(found.items())


def _tell(stack: Stack, begun: float) -> None:
    say(f"\nReady after {time.monotonic() - begun:.0f} s: {stack.url}")
    accounts = _accounts()
    if accounts:
        say("\nAn account of every role (user name, password):")
    for role, row in accounts:
        say(f"  {role:<24} {row['user_name']:<16} {row['password']:<20} {row.get('name', '')}")
    say("\nCtrl-C saves the data and stops; `make reset` starts over.")


def _interrupted(*_) -> None:
    raise KeyboardInterrupt


def _run() -> int:
    begun = time.monotonic()
    port, gateway = ports.asked()
    signal.signal(signal.SIGTERM, _interrupted)
    say("Starting the local stack")
    stack = Stack(demo=True, state=STATE, port=gateway, door=port)
    try:
        stack.start()
        RUNNING.write_text(json.dumps({"endpoint": stack.server.endpoint, "pid": os.getpid()}))
        _tell(stack, begun)
        while not stack.server.ended():
            threading.Event().wait(1)
        raise Trouble(f"MiniStack ended by itself: see the end of {stack.server.log}; `make run` starts it again.")
    except KeyboardInterrupt:
        return 0
    finally:
        # A second Ctrl-C must not cut the saving short.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        say("\nSaving and stopping …")
        RUNNING.unlink(missing_ok=True)
        stack.stop()
        say("Stopped.")


def _reset() -> int:
    if RUNNING.is_file():
        pid = json.loads(RUNNING.read_text())["pid"]
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            pass  # it was killed before it could take its note away
        else:
            raise Trouble(f"the local stack is up (process {pid}): stop it with Ctrl-C first.")
    shutil.rmtree(STATE, ignore_errors=True)
    say("The local data are gone; `make run` starts over.")
    return 0


def main() -> int:
    """`run` or `reset`."""
    try:
        return _reset() if sys.argv[1:] == ["reset"] else _run()
    except Trouble as trouble:
        return fail(trouble)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
