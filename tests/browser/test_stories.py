"""The stories of the console, told by Debian's Chromium on a stack of the worker's own that serves the built pages."""

import os
import subprocess
from pathlib import Path

import pytest

from infra.local import Stack
from tests import remains

HERE = Path(__file__).parent
STORIES = sorted(path.name.removesuffix(".test.js") for path in HERE.glob("stories/*.test.js"))
# Of one step of a story, in milliseconds.
MOST = 300_000


@pytest.fixture(scope="module")
def stack():
    with Stack(demo=True) as stack:
        yield stack
        remains.keep(stack, "browser")


@pytest.mark.parametrize("story", STORIES)
def test_people_do_their_work_by_the_pages_alone(stack, story):
    command = ["node", "--test", f"--test-timeout={MOST}", f"stories/{story}.test.js"]
    told = subprocess.run(command, cwd=HERE, env=os.environ | {"BASE_URL": stack.url}, capture_output=True, text=True)
    print(told.stdout[-8000:], told.stderr[-2000:], sep="\n")
    assert told.returncode == 0, "a step failed; its picture lies in tests/browser/screenshots"
