"""The stack that is measured, its people, and what one act costs in it, with all that follows on the act."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from infra.local.paths import STACK
from tests.cost.meter import Measured
from tests.cost.units import Units
from tests.e2e.door import Door, wait_for
from tests.e2e.offices import Office
from tests.e2e.people import Cast
from tests.e2e.tables import Tables

AREAS = ("identity", "budgets", "plans", "tasks")


@dataclass(frozen=True)
class Cost:
    """Of one act: on the user's path the calls of the step's function, and besides that all until the plan rests."""

    reads: int
    transactions: int
    authorizer: int
    path: Units
    units: Units
    invocations: int
    transitions: int
    parts: tuple[tuple[str, int], ...]
    reported: float
    computed: float

    @property
    def round_trips(self) -> int:
        return self.reads + self.transactions

    def figures(self) -> dict[str, float]:
        """What the test asserts."""
        return {"round_trips": self.round_trips, "path_write_units": self.path.write, "path_index_units": self.path.index,
                "read_units": self.units.read, "write_units": self.units.write, "index_units": self.units.index,
                "invocations": self.invocations, "transitions": self.transitions}


class World:
    """One stack with a meter; nothing but what is asked of it happens."""

    def __init__(self, stack, meter):
        self.stack, self.meter, self.tables, self._since = stack, meter, Tables(stack), 0
        meter.knows(stack, lambda port: None)
        meter.reads_by(stack)
        self.cast = Cast(Door(stack.url))
        people = self.cast
        self.office = Office(people.linxiao, people.huangzhiyuan, people.liuyang, people.wangjianguo, people.chenhaoran,
                             people.guohaiyan)
        # Signing in is measured by itself, and is no part of whatever somebody does first.
        for person in (people.linxiao, people.huangzhiyuan, people.liuyang, people.wangjianguo, people.chenhaoran, people.guohaiyan):
            person.signs_in()
        self._stop_the_clock()

    def _stop_the_clock(self) -> None:
        """A schedule that fires within a measurement would be counted as part of it."""
        clock = self.stack.session.client("scheduler")
        for each in clock.list_schedules()["Schedules"]:
            one = clock.get_schedule(Name=each["Name"], GroupName=each["GroupName"])
            kept = ("Name", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "Target", "FlexibleTimeWindow")
            clock.update_schedule(**{name: one[name] for name in kept if name in one}, State="DISABLED")

    def units(self, act: Callable[[], object]) -> Units:
        """Of an act on which nothing follows."""
        with self.meter.measuring() as measured:
            act()
        return measured.units()

    def costs(self, function: str, act: Callable[[], object], plan: dict | None = None) -> Cost:
        """Of an act that `function` does, and of what follows on it until `plan` rests."""
        self._since = int(time.time() * 1000)
        invocations, transitions = self._invocations(), self._transitions(plan)
        with self.meter.measuring() as measured:
            act()
            if plan:
                self.rests(plan)
            self._last_invocation_ended()
        return self._cost(function, measured, self._invocations() - invocations, self._transitions(plan) - transitions)

    @staticmethod
    def _cost(function: str, measured: Measured, invocations: int, transitions: int) -> Cost:
        own = measured.operations(function)
        writes = [call for call in measured.calls if call.reported is not None]
        return Cost(
            reads=own.total() - own["TransactWriteItems"], transactions=own["TransactWriteItems"],
            authorizer=measured.operations("authorizer").total(),
            path=sum((call.units for call in measured.of(function)), Units()), units=measured.units(),
            invocations=invocations, transitions=transitions, parts=tuple(part for call in measured.of(function) for part in call.parts),
            reported=sum(call.reported for call in writes),
            computed=sum(call.units.write + call.units.index for call in writes))

    def rests(self, plan: dict) -> None:
        """Until nothing of the plan is on its way."""
        wait_for("the plan to rest", lambda: self.tables.of_plan(plan)["subject"][0]["course"].get("transit") is None)

    def _last_invocation_ended(self) -> None:
        """What wrote the last item still has to say so; then the count stands."""
        seen = []

        def stands():
            seen.append(self._invocations())
            return len(seen) > 10 and len(set(seen[-10:])) == 1

        wait_for("the last invocation to end", stands)

    def _invocations(self) -> int:
        """Of all functions, the authorizer too, by what the stack logs of each since this measurement began."""
        logs = self.stack.session.client("logs")
        pages = (logs.filter_log_events(logGroupName=f"/{STACK}/{area}", startTime=self._since) for area in AREAS)
        return sum(event["message"].startswith("START RequestId") for page in pages for event in page["events"])

    def _transitions(self, plan: dict | None) -> int:
        """States that the executions of a plan have entered."""
        if plan is None:
            return 0
        machine, entered = self.stack.session.client("stepfunctions"), 0
        for page in machine.get_paginator("list_executions").paginate(stateMachineArn=self.stack.resource("PlanApproval")):
            for one in page["executions"]:
                if plan["id"] in one["name"]:
                    events = machine.get_execution_history(executionArn=one["executionArn"], maxResults=1000)["events"]
                    entered += sum(event["type"].endswith("StateEntered") for event in events)
        return entered
