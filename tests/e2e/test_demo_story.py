"""The story of the README, as it is told there: `demo/story.py` against a running stack."""

import re
import subprocess
import sys

import pytest

from infra.local.paths import DEMO


@pytest.mark.feature("3.10", "4.6")
def test_the_story_of_the_readme_comes_to_its_end(stack):
    told = subprocess.run([sys.executable, "-I", str(DEMO / "story.py"), stack.url], capture_output=True, text=True, timeout=600)
    assert told.returncode == 0, told.stdout + told.stderr
    assert re.search(r"备案号 CGXM-\d{4}-350001-\d{5}\[\d{4}\]\d{5}", told.stdout)
    assert "预算余额：可用 40000.00，计划占用 60000.00" in told.stdout
