"""The order of the tests, how they are shared out among workers, and what each run tells of chance.

`make test ORDER=7 SEED=12345` repeats a run; `ORDER` shuffles: folders stay together, since each has a stack of its own, and so do
the tests of a file. What a worker takes at once is a file, or one story of the browser's; what takes long comes first, so that none
waits at the end.
"""

import os
import random
from pathlib import Path

import pytest

from tests import remains
from tests.chance import SEED

HERE = Path(__file__).parent
ORDER = os.environ.get("ORDER") or None
CHANCES = f"SEED={SEED}"
# By how long their longest part takes; folders that are not named come last.
FOLDERS = ("browser", "fuzz", "faults", "cost", "e2e", "attack")


def pytest_configure(config):
    on_its_own = not hasattr(config, "workerinput")
    if on_its_own and not any("aftermath" in str(argument) for argument in config.args):
        remains.forget()


def pytest_report_header():
    return f"{CHANCES}; order of the tests: {f'ORDER={ORDER}' if ORDER else 'as written'}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    if report.failed:
        report.sections.append(("chance", f"{CHANCES}{f' ORDER={ORDER}' if ORDER else ''}"))
    return report


def folder_of(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]


def _place(item: pytest.Item) -> int:
    folder = folder_of(item)
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]):
    if ORDER:
        _shuffle(items)
    # In each folder last: what looks at what its other tests have left behind.
    items.sort(key=lambda item: (_place(item), folder_of(item), item.get_closest_marker("last") is not None))
    for item in items:
        apart = item.name if folder_of(item) == "browser" else item.path.name
        item.add_marker(pytest.mark.xdist_group(f"{folder_of(item)}/{apart}"))


def _shuffle(items: list[pytest.Item]) -> None:
    """The files, and the tests of each file."""
    chance = random.Random(ORDER)
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    groups = list(files.values())
    chance.shuffle(groups)
    for group in groups:
        chance.shuffle(group)
    items[:] = [item for group in groups for item in group]
