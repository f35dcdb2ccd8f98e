"""Milliseconds through the local HTTP API, authorizer and door included: the middle of warm calls, one at a time."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.inits import peak
from tests.cost.acts import OPINION
from tests.e2e.door import new_key
from tests.e2e.plan_acts import draws_on, named

CALLS = 40


def medians(world) -> dict[str, float]:
    """Of each kind of act; writes are done on a plan of their own each."""
    office = world.office
    lin, huang, liu = office.raiser, office.lead, office.handler
    plans = _prepared(world)
    tasks = [huang.receives(plan) for plan in plans]
    for plan in plans:
        world.rests(plan)
    wanted = {"to": "ProcurementHandler", "person": liu.id, "opinion": OPINION}
    approve = [lambda task=task: huang.decides(task, "approval", wanted, new_key()) for task in tasks]
    drafts = [_draft(lin) for _ in range(CALLS)]
    return {
        "sign in": _median([lin.tries_to_sign_in] * 8),
        "who am I (authorizer alone)": _median([lin.who_am_i] * CALLS),
        "list to-do": _median([lambda: huang.reads("/api/tasks/todo")] * CALLS),
        "open to-do": _median([lambda: huang.opens(tasks[0])] * CALLS),
        "open plan": _median([lambda: lin.looks_at(plans[0])] * CALLS),
        "save": _median([lambda draft=draft: lin.writes("PUT", f"/api/plans/{draft['id']}", draft["body"]) for draft in drafts]),
        "approve": _median(approve),
    }


def _prepared(world) -> list[dict]:
    return [world.office.raiser.has_submitted(world.office.lead) for _ in range(CALLS)]


def _draft(lin) -> dict:
    body = named(draws_on(lin.has_a_budget()))
    return lin.writes("POST", "/api/plans", body) | {"body": {"version": 1} | body}


def _median(acts: list[Callable[[], object]]) -> float:
    """The first ones wake the functions and do not count."""
    taken = []
    for act in acts:
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[len(taken) // 8:])


def memory(stack) -> dict[str, float]:
    """Megabytes resident at most of each function of the stack that runs now, after all it has done."""
    found: dict[str, float] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdecimal() and (name := _function(int(each.name), stack)):
            found[name] = max(found.get(name, 0.0), peak(int(each.name)))
    return found


def _function(pid: int, stack) -> str | None:
    """The name of the function that a process of this stack is; nothing for any other process."""
    group = stack.server.process.pid
    try:
        if pid == group or os.getpgid(pid) != group:
            return None
        variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    names = [each.partition(b"=")[2].decode() for each in variables if each.startswith(b"AWS_LAMBDA_FUNCTION_NAME=")]
    return names[0] if names else None
