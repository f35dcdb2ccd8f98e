"""How people and the schedule insist: the same act under the same key until it is answered, and passes of the reconciler."""

from collections.abc import Callable

from tests.e2e.door import PATIENCE, Refused, at_once, new_key, refusals, wait_for


def insists(act: Callable[[str], dict], tries: int = 4) -> dict:
    """Do it again, under one key, while the answer is that the system failed or that others were faster with every number;
    any other refusal is one."""
    key = new_key()
    for _ in range(tries - 1):
        try:
            return act(key)
        except Refused as refusal:
            if refusal.answer.status < 500 and refusal.code != "number_taken":
                raise
    return act(key)


MOST_PASSES = 2


def comes_to_rest(stack, tables, plan: dict, most: int = MOST_PASSES) -> int:
    """Wait until nothing of the plan is on its way; where it stays, the reconciler passes. The passes it took.

    On a busy machine a pass may come before it was needed, but after the last the wait is as long as any other.
    """

    def rests():
        return tables.of_plan(plan)["subject"][0]["course"].get("transit") is None

    for passes in range(most + 1):
        try:
            wait_for(f"{plan['name']} to come to rest", rests, patience=PATIENCE if passes == most else 1.5)
            return passes
        except AssertionError:
            if passes == most:
                raise
        stack.invoke("reconcile", {"all": True})
    raise AssertionError("not reached")


def by_turns(*acts: Callable[[], object], width: int = 6) -> list:
    """All of them, some at a time: what is only prepared need not be a storm. None may be refused."""
    results = []
    for begin in range(0, len(acts), width):
        results += at_once(*acts[begin:begin + width])
    assert not refusals(results), [str(refusal) for refusal in refusals(results)]
    return results
