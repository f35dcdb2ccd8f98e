"""What each turn of the loop of a day takes, on this machine: edit, build, try, test a part. `make bench-workshop`.

It edits a file, measures, and puts it back as it was, whatever happens. With `--clean` also the first start and the whole of
CI, each in a clone of what is committed, without anything built or set up before.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import ports
from infra.local.paths import ROOT

DOMAIN = ROOT / "layers" / "domain" / "src"
# A function's body: what amounts look like in sentences.
BODY = (DOMAIN / "money.rs", "let plain = self.to_string();", "let plain = self.to_string().trim().to_owned();")
# A struct that everything uses: two fields change places.
STRUCT = (DOMAIN / "identity.rs", "    pub id: PersonId,\n    /// Their name at the time.\n    pub name: Name,\n",
          "    pub name: Name,\n    /// Their id.\n    pub id: PersonId,\n")
PART = "tests/e2e/test_returns.py"
BUILD = ["make", "--silent", "build"]


@contextmanager
def edited(file: Path, before: str, after: str) -> Iterator[None]:
    """The file with one place changed."""
    text = file.read_text(encoding="utf-8")
    if text.count(before) != 1:
        raise SystemExit(f"{file.relative_to(ROOT)} no longer holds this once, choose another place to edit: {before!r}")
    file.write_text(text.replace(before, after), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(text, encoding="utf-8")


def seconds(command: list[str], folder: Path = ROOT, **environment: str) -> float:
    """Of a command that has to succeed."""
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return time.monotonic() - begun


# The same for each start: another address would be another deployment.
DOOR, STACK = ports.any_free(), ports.any_free()


def until_ready(folder: Path, state: Path) -> float:
    """Of `make run` until it says where it is served; it is stopped again."""
    environment = os.environ | {"LOCAL_STATE": str(state)}
    command = ["make", "run", f"PORT={DOOR}", f"STACK_PORT={STACK}"]
    begun, told = time.monotonic(), []
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               start_new_session=True)
    try:
        for line in process.stdout:
            told.append(line)
            if line.startswith("Ready after"):
                return time.monotonic() - begun
        raise SystemExit("make run ended by itself:\n" + "".join(told[-40:]))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()  # to its end: make is gone before what it started has saved the data
        process.wait(60)


def of_a_day() -> None:
    """What is done many times a day."""
    seconds(BUILD)
    with edited(*BODY):
        tell("a body in `domain`, until all functions are rebuilt", seconds(BUILD))
    seconds(BUILD)
    with edited(*STRUCT):
        tell("a struct that everything uses, until all functions are rebuilt", seconds(BUILD))
    seconds(BUILD)
    with tempfile.TemporaryDirectory(prefix="workshop-") as folder:
        state = Path(folder) / "state"
        tell("`make run` for the first time, all built", until_ready(ROOT, state))
        tell("`make run` again, nothing changed", until_ready(ROOT, state))
        with edited(*BODY):
            tell("`make run` again, after an edit of a body in `domain`", until_ready(ROOT, state))
    seconds(BUILD)
    seconds(["make", "test", f"AT={PART}"])
    tell(f"`make test AT={PART}`", seconds(["make", "test", f"AT={PART}"]))
    with edited(*BODY):
        tell(f"`make test AT={PART}`, after an edit of a body in `domain`", seconds(["make", "test", f"AT={PART}"]))
    seconds(BUILD)


def of_a_clean_clone() -> None:
    """What is done once on a new machine; crates and packages may come from the caches of the package managers."""
    for what, measure in (("a clean `make run`", lambda clone: until_ready(clone, clone / ".local" / "state")),
                          ("`.ci/run` on a clean clone", lambda clone: seconds(["bash", ".ci/run"], clone, CI="true"))):
        with tempfile.TemporaryDirectory(prefix="workshop-") as folder:
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
            tell(what, measure(clone))
            shutil.rmtree(clone, ignore_errors=True)


def tell(what: str, took: float) -> None:
    print(f"| {what} | {took:.0f} s |" if took >= 20 else f"| {what} | {took:.1f} s |", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=re.sub(r"\s+", " ", __doc__))
    parser.add_argument("--clean", action="store_true", help="measure clean clones too")
    asked = parser.parse_args()
    print("| turn | took |\n| --- | ---: |")
    of_a_day()
    if asked.clean:
        of_a_clean_clone()
    return 0


if __name__ == "__main__":
    sys.exit(main())
