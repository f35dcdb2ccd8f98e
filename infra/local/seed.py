"""A deployed stack, made once and copied: what a stack of a test starts from, in a second instead of fifteen.

A seed is named for all that it was made from: template, binaries, chains, demo data, the local stack's own code, and the day.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from infra.local import deploy
from infra.local.paths import DEMO, LOCAL
from infra.local.say import say

SEEDS = LOCAL / "seeds"
HERE = Path(__file__).parent
# Seeds of other code are of no use once it changed, but another runner may be copying one.
KEPT = 4


def lay(state: Path, demo: bool, make: Callable[[Path], None]) -> None:
    """Fill `state` with a deployed stack, with the demo data if `demo`; `make(folder)` deploys one where none fits."""
    SEEDS.mkdir(parents=True, exist_ok=True)
    with (SEEDS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        seed = SEEDS / _name(demo)
        if not seed.is_dir():
            _make(seed, make)
        seed.touch()
        shutil.copytree(seed, state, dirs_exist_ok=True, ignore=shutil.ignore_patterns("tmp"))


def _name(demo: bool) -> str:
    digest = hashlib.blake2b(str(deploy.fingerprint("seed")).encode(), digest_size=12)
    for file in [*sorted(HERE.glob("*.py")), HERE / "requirements-stack.txt", *(sorted(DEMO.glob("*.csv")) if demo else [])]:
        digest.update(file.read_bytes())
    return f"{date.today()}-{'demo' if demo else 'empty'}-{digest.hexdigest()}"


def _make(seed: Path, make: Callable[[Path], None]) -> None:
    unfinished = seed.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    say("A deployed stack that tests start from (once for what was built)")
    make(unfinished)
    unfinished.replace(seed)
    others = sorted((one for one in SEEDS.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for old in others[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
