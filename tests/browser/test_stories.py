"""The stories of the console, told by Debian's Chromium on a stack of its own that serves the built pages."""

import os
import subprocess
from pathlib import Path

from infra.local import Stack

HERE = Path(__file__).parent


def test_people_do_their_work_by_the_pages_alone():
    with Stack(demo=True) as stack:
        environment = os.environ | {"BASE_URL": stack.url}
        told = subprocess.run(["npm", "--silent", "test"], cwd=HERE, env=environment, check=False)
    assert told.returncode == 0, "a story failed; its picture lies in tests/browser/screenshots"
