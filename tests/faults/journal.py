"""The ledger told once more from the events alone: what happened must come to the balances that are stored."""

from collections import Counter

PARTS = {"held": ("free", "held"), "adjusted": ("held", "adjusted"), "released": ("held", "free"), "carried": ("free", "carried")}


def replayed(tables) -> dict[tuple, Counter]:
    """The balance of each open account, by budget, line and source."""
    events = sorted(tables.everything("EventsTable"), key=lambda event: (event["pk"], event["number"]))
    opened, moves, holds = {}, [], {}
    for event in events:
        kind, _, subject = event["subject"].partition("#")
        payload = event.get("payload") or {}
        if kind == "BUDGET":
            _budget(subject, event, payload, opened, moves)
        else:
            _plan(subject, payload, holds)
    for (budget, line, source), (gives, gets), amount in moves:
        if (budget, line, source) in opened:
            opened[budget, line, source].update({gives: -amount, gets: amount})
    for reservations in holds.values():
        for one in reservations:
            opened[place(one["budget"], one)].update({"free": -one["amount"], "reserved": one["amount"]})
    return {at: +balance for at, balance in opened.items()}


def place(budget: str, of: dict) -> tuple:
    return budget, int(of["line"]), of["source"]


def _budget(subject: str, event: dict, payload: dict, opened: dict, moves: list) -> None:
    for account in payload.get("accounts", []):
        opened[place(subject, account)] = Counter({"free": account["balance"]["free"]})
    if event["act"] == "budget_cancelled":
        for at in [at for at in opened if at[0] == subject]:
            del opened[at]
    for name, parts in PARTS.items():
        for take in payload.get(name) or []:
            moves.append((place(payload["from"], take), parts, take["amount"]))


def _plan(subject: str, payload: dict, holds: dict) -> None:
    """What a plan holds after its last event that says so."""
    content = payload.get("content") or payload
    if "reservations" in content:
        holds[subject] = content["reservations"]
    if payload.get("released") is not None:
        holds[subject] = []


def assert_journal(tables) -> None:
    """Nothing is stored that no event tells of, and nothing is told that is not stored."""
    told = replayed(tables)
    stored = {place(account["budget"], account): +Counter({part: int(amount) for part, amount in account["balance"].items()})
              for account in tables.everything("RecordsTable", "account")}
    assert {at: dict(balance) for at, balance in told.items()} == {at: dict(balance) for at, balance in stored.items()}
    assert all(amount > 0 for balance in told.values() for amount in balance.values())


def assert_carried(tables) -> None:
    """What an account has carried over is what the one budget of the next year that it came to says, line by line."""
    lines = {one["budget"]: one["lines"] for one in tables.everything("RecordsTable", "budget_lines")}
    given, seen = Counter(), Counter()
    for budget in tables.everything("RecordsTable", "budget"):
        if (budget.get("origin") or {}).get("kind") == "carried_over":
            seen[budget["origin"]["from"]] += 1
            for line in lines[budget["id"]]:
                given.update({(budget["origin"]["from"], int(line["number"]), source): amount for source, amount in line["funding"]})
            assert budget["amount"] == sum(line["amount"] for line in lines[budget["id"]])
    assert all(times == 1 for times in seen.values()), "carried over twice"
    taken = Counter({place(account["budget"], account): account["balance"].get("carried", 0)
                     for account in tables.everything("RecordsTable", "account")})
    assert +given == +taken
