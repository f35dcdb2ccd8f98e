"""Where a step of a subject's way can be cut off, and how: each a sentence, what it spoils, and at which acts it can happen.

Acts are `write` (nothing follows), `start` (an execution begins), `resume` (one goes on) and `end` (one ends).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace

from infra.local import FunctionFailed
from tests.e2e.described import DESCRIBED
from tests.e2e.door import at_once, wait_for
from tests.faults.faults import (Fault, conflicting, dropped_after, dropped_before, failed, failed_after, killed_after,
                                 killed_before, refused, throttled)

# What people do, but for signing in: that may happen in the middle of any act.
PEOPLES = tuple(operation["operationId"] for method, form, operation in DESCRIBED
                if method != "GET" and "session" not in form.pattern)
TRANSACTION, CHAIN = ("TransactWriteItems",), ("StartExecution", "SendTaskSuccess")
FOLLOWED, OPENING, ALL = {"start", "resume", "end"}, {"start", "resume"}, {"write", "start", "resume", "end"}
# The SDK asks three times: so many failures are one that its function has to live with.
FOR_GOOD = 3


@dataclass(frozen=True)
class Cut:
    """Calls of `by` that have a fault. Several rules may belong together."""

    name: str
    at: frozenset[str]
    rules: tuple[tuple[Fault, tuple[str, ...], tuple[str, ...], int], ...]
    aborted: bool = False

    @contextmanager
    def made(self, world, plan: dict | None) -> Iterator[None]:
        """The act happens inside; at the end of the block the cut has been made."""
        if self.aborted:
            abort(world.stack, world.tables, plan)
        with ExitStack() as stack:
            armed = []
            for fault, operations, by, times in self.rules:
                about = _about(world.tables, plan, operations)
                armed.append(stack.enter_context(world.proxy.troubled(fault, *operations, by=by, about=about, times=times)))
            yield
            wait_for(f"the cut: {self.name}", lambda: all(rule.hits == rule.times for rule in armed))


def _about(tables, plan: dict | None, operations: tuple[str, ...]) -> tuple[str, ...]:
    """What calls about the next step of a plan hold: what is told to the chain of an earlier one may still be repeated."""
    if plan is None or "SendTaskFailure" in operations:
        return ()
    if operations not in (CHAIN, CHAIN[1:]):
        return (plan["id"],)
    [head] = tables.of_plan(plan)["subject"]
    course = head["course"]
    round_, seq = (course["round"] + 1, 0) if head["status"] == "draft" else (course["round"], course["seq"])
    return plan["id"], f'\\"round\\":{round_},\\"from\\":{seq},'


def cut(name, at, *rules, aborted=False) -> Cut:
    return Cut(name, frozenset(at), rules, aborted)


def of_act(name, fault, times=1) -> Cut:
    return cut(f"the act: {name}", ALL, (fault, TRANSACTION, PEOPLES, times))


def of_advance(name, fault, times=1, at=FOLLOWED, operations=CHAIN, **more) -> Cut:
    return cut(f"advance: {name}", at, (fault, operations, ("advance",), times), **more)


def of_opening(name, *rules) -> Cut:
    return cut(f"open-task: {name}", OPENING, *((fault, operations, ("open-task",), times) for fault, operations, times in rules))


def execution(stack, plan: dict) -> str:
    """ARN of the newest execution of a subject, without its attempt."""
    machine = stack.resource(plan.get("machine", "PlanApproval"))
    return machine.replace(":stateMachine:", ":execution:") + f":{plan.get('kind', 'plan')}-{plan['id']}-"


def abort(stack, tables, plan: dict) -> None:
    """Stop the execution that the plan has, unless an earlier cut has ended it."""
    course = tables.of_plan(plan)["subject"][0]["course"]
    name, chains = f"{execution(stack, plan)}{course['round']}-{course['attempt']}", stack.session.client("stepfunctions")
    if chains.describe_execution(executionArn=name)["status"] == "RUNNING":
        chains.stop_execution(executionArn=name)


@contextmanager
def outbox_closed(stack) -> Iterator[None]:
    """Nobody reads the stream of events inside; afterwards all of it is read, late."""

    def open_(enabled: bool) -> None:
        functions = stack.session.client("lambda")
        [mapping] = functions.list_event_source_mappings(FunctionName=stack.resource("AdvanceFunction"))["EventSourceMappings"]
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)

    open_(False)
    try:
        yield
    finally:
        open_(True)


class Between:
    """Cuts that are no fault of one call."""

    @staticmethod
    @contextmanager
    def before_the_stream(world, plan):
        """The reconciler comes before the stream does, and the stream comes late.

        Where an earlier cut has ended the execution, the reconciler notes the next attempt, which the stream then begins.
        """

        def attempt() -> int:
            return world.tables.of_plan(plan)["subject"][0]["course"]["attempt"]

        with outbox_closed(world.stack):
            yield
            before = attempt()
            world.stack.invoke("reconcile", {"all": True})
            wait_for("the reconciler", lambda: world.rests(plan) or attempt() > before)

    @staticmethod
    @contextmanager
    def schedule_twice(world, plan):
        """The schedule fires twice at once, while everything is on its way."""
        yield
        at_once(*[lambda: world.stack.invoke("reconcile", {"all": True})] * 2)

    @staticmethod
    @contextmanager
    def aborted_on_its_way(world, plan):
        with outbox_closed(world.stack):
            yield
            abort(world.stack, world.tables, plan)


def killed_while_mending(fault: Fault):
    """The execution was aborted; the reconciler that begins the next attempt dies."""

    @contextmanager
    def made(world, plan):
        abort(world.stack, world.tables, plan)
        with outbox_closed(world.stack):
            yield
            with world.proxy.troubled(fault, *TRANSACTION, by="reconcile", about=plan["id"], times=1) as rule:
                try:
                    world.stack.invoke("reconcile", {"all": True})
                except FunctionFailed:
                    pass
                assert rule.hits == 1

    return made


def between(name, at, how) -> SimpleNamespace:
    return SimpleNamespace(name=name, at=frozenset(at), made=how)


CUTS = [
    of_act("its transaction is lost on the way", dropped_before, 2),
    of_act("the answer to its transaction is lost", dropped_after, 2),
    of_act("its function dies before the transaction", killed_before),
    of_act("its function dies after the transaction, before the answer", killed_after),
    of_act("its transaction is in conflict", conflicting, 2),
    of_act("the table asks for patience", throttled, 4),
    of_act("it is done, and the table says that it failed", failed_after),
    of_advance("what it tells the chain is lost on the way", dropped_before, FOR_GOOD),
    of_advance("the chain's answer is lost", dropped_after),
    of_advance("every answer of the chain is lost", dropped_after, FOR_GOOD),
    of_advance("it dies before it tells the chain", killed_before),
    of_advance("it dies after it told the chain", killed_after),
    of_advance("the chain asks for patience", throttled, FOR_GOOD),
    of_advance("the chain fails", failed, FOR_GOOD),
    of_advance("a live token is called invalid", refused("InvalidToken"), at={"resume", "end"}, operations=("SendTaskSuccess",)),
    of_advance("a live token is called timed out", refused("TaskTimedOut"), at={"resume", "end"}, operations=("SendTaskSuccess",)),
    of_advance("the token cannot be read", dropped_before, FOR_GOOD, {"resume", "end"}, ("GetItem",)),
    of_advance("it dies before the end is noted", killed_before, 1, {"end"}, TRANSACTION),
    of_advance("it dies after the end was noted", killed_after, 1, {"end"}, TRANSACTION),
    of_advance("the execution was aborted, and it dies before it asks for it", killed_before, 1, {"resume"}, CHAIN, aborted=True),
    of_opening("it dies before the to-do", (killed_before, TRANSACTION, 1)),
    of_opening("it dies after the to-do", (killed_after, TRANSACTION, 1)),
    of_opening("the to-do is written, the answer lost", (dropped_after, TRANSACTION, 2)),
    of_opening("the to-do is in conflict", (conflicting, TRANSACTION, 2)),
    of_opening("the plan cannot be read", (dropped_before, ("BatchGetItem",), FOR_GOOD)),
    of_opening("the plan cannot be read, nor the state be told", (dropped_before, ("BatchGetItem",), FOR_GOOD),
               (dropped_before, ("SendTaskFailure",), FOR_GOOD)),
    cut("the execution was aborted while it waited", {"resume", "end"}, aborted=True),
    between("the record of the stream comes after the reconciler", FOLLOWED, Between.before_the_stream),
    between("the schedule fires twice at once", FOLLOWED, Between.schedule_twice),
    between("reconcile: it dies before the next attempt is noted", {"resume"}, killed_while_mending(killed_before)),
    between("reconcile: it dies after the next attempt was noted", {"resume"}, killed_while_mending(killed_after)),
    between("the execution is aborted on its way", {"resume", "end"}, Between.aborted_on_its_way),
]


def at(kind: str) -> list:
    """The cuts that can be made at acts of a kind."""
    return [each for each in CUTS if kind in each.at]
