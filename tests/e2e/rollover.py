"""The year's end: how a test starts the rollover and waits for it, and what it looks at afterwards."""

import json
import uuid

from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import wait_for

LAST_YEAR = THIS_YEAR - 1


class YearEnd:
    """The state machine of the rollover on a stack."""

    def __init__(self, stack):
        self.stack, self.machine = stack, stack.resource("BudgetRollover")

    @property
    def states(self):
        return self.stack.session.client("stepfunctions")

    def starts(self, **asked) -> str:
        """A run by hand; its execution."""
        name = f"test-{uuid.uuid4().hex[:12]}"
        return self.states.start_execution(stateMachineArn=self.machine, name=name, input=json.dumps(asked))["executionArn"]

    def ends(self, execution: str, patience=120.0) -> dict:
        """The run, once it is over."""

        def over():
            found = self.states.describe_execution(executionArn=execution)
            return found["status"] != "RUNNING" and found

        return wait_for("the rollover", over, patience)

    def runs(self, **asked) -> dict:
        """A whole run that goes well; its state at the end."""
        found = self.ends(self.starts(**asked))
        assert found["status"] == "SUCCEEDED", found
        return json.loads(found["output"])

    def executions(self) -> list[str]:
        found = self.states.list_executions(stateMachineArn=self.machine, maxResults=100)["executions"]
        return [each["executionArn"] for each in found]


def carried_from(person, budget: dict, year=THIS_YEAR) -> list[dict]:
    """The budgets that a budget was carried over to, confirmed or not."""
    found = []
    for status in ("unconfirmed", "confirmed"):
        cursor = None
        while True:
            page = person.lists_budgets(year=year, status=status, cursor=cursor)
            found += [each for each in page["items"] if each["from"] == budget["id"] and each["origin"] == "carried_over"]
            cursor = page["next"]
            if not cursor:
                break
    return found
