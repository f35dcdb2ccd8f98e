"""What 1,000 lifecycles of a plan cost: 60 acts each, from counts and unit prices."""

from tests.cost import prices
from tests.cost.world import Cost

# A plan passes six people; each signs in once, looks at the list before and after, and reads before deciding.
ACTS = {"sign-in": 7, "list to-do": 14, "open to-do": 9, "open plan": 9, "people": 6, "save": 5, "submit": 1, "approve": 5,
        "file": 1, "finish": 1, "flow": 2}
assert sum(ACTS.values()) == 60


def of_act(name: str, cost: Cost) -> dict[str, float]:
    """Dollars of one act, by what is paid for."""
    seconds = (cost.invocations - 1) * prices.WARM_SECONDS
    seconds += prices.SIGN_IN_SECONDS if name == "sign-in" else prices.WARM_SECONDS
    return {
        "HTTP API": prices.HTTP_CALL,
        "Lambda": cost.invocations * prices.INVOCATION + seconds * prices.MEMORY_GB * prices.GB_SECOND,
        "DynamoDB": cost.units.read * prices.READ_UNIT + (cost.units.write + cost.units.index) * prices.WRITE_UNIT,
        "Step Functions": cost.transitions * prices.TRANSITION,
        "logs": cost.invocations * prices.LOG_BYTES / 1e9 * prices.LOG_GB,
    }


def thousand(found: dict[str, Cost]) -> dict[str, float]:
    """Dollars of 1,000 lifecycles, by what is paid for."""
    total: dict[str, float] = {}
    for name, times in ACTS.items():
        for what, dollars in of_act(name, found[name]).items():
            total[what] = total.get(what, 0.0) + 1000 * times * dollars
    return total
