"""What all other tests have left behind: sums, histories and logs. Its name makes it the last to run."""

import subprocess
from collections import Counter

import pytest

from infra.local import grants
from infra.local.paths import ROOT


@pytest.mark.feature("2.6", "3.10")
def test_the_parts_of_every_account_sum_to_what_was_confirmed(tables):
    """And what is reserved is what plans under way or finished hold: no more, no less."""
    accounts = tables.everything("RecordsTable", "account")
    confirmed = Counter()
    for lines in tables.everything("RecordsTable", "budget_lines"):
        for line in lines["lines"]:
            for source, amount in line["funding"]:
                confirmed[lines["budget"], line["number"], source] = amount
    held = Counter()
    for body in tables.everything("RecordsTable", "plan_body"):
        for one in body["reservations"]:
            held[one["budget"], one["line"], one["source"]] += one["amount"]
    assert len(accounts) > 100
    for account in accounts:
        place, balance = (account["budget"], account["line"], account["source"]), account["balance"]
        assert sum(balance.values()) == confirmed[place] and all(part >= 0 for part in balance.values()), place
        assert balance["reserved"] == held.pop(place, 0), place
    assert not held


@pytest.mark.feature("2.1")
def test_what_the_entries_say_is_what_the_plans_hold(tables):
    held = {}
    for body in tables.everything("RecordsTable", "plan_body"):
        for one in body["reservations"]:
            held[one["budget"], one["line"], one["source"], body["plan"]] = one["amount"]
    told = {(one["budget"], part["line"], part["source"], one["plan"]): part["reserved"]
            for one in tables.everything("RecordsTable", "entry") for part in one["parts"]}
    assert told == held and told


@pytest.mark.feature("3.12")
def test_every_history_is_whole(tables, tmp_path):
    dumped = tables.dump(tmp_path / "tables.jsonl", "RecordsTable", "EventsTable")
    verifier = ROOT / "target" / "release" / "verify-history"
    found = subprocess.run([verifier, dumped], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout[-2000:]
    assert found.stdout.strip().endswith(" 0 faults") and "(0 without header)" in found.stdout, found.stdout[-300:]


@pytest.mark.feature("3.12")
def test_the_verifier_would_have_found_a_changed_opinion(tables, tmp_path):
    dumped = tables.dump(tmp_path / "tables.jsonl", "RecordsTable", "EventsTable")
    text = dumped.read_text(encoding="utf-8")
    assert "\\u540c\\u610f\\uff08" in text
    dumped.write_text(text.replace("\\u540c\\u610f\\uff08", "\\u4e0d\\u540c\\u610f\\uff08", 1), encoding="utf-8")
    found = subprocess.run([ROOT / "target" / "release" / "verify-history", dumped], capture_output=True, text=True)
    assert found.returncode != 0 and "was changed" in found.stdout


@pytest.mark.feature("4.6")
def test_no_filing_number_was_given_twice_and_none_left_out(tables):
    numbers = [plan["filing_number"] for plan in tables.everything("RecordsTable", "plan") if plan.get("filing_number")]
    serials: dict[tuple[str, str], list[int]] = {}
    for number in numbers:
        head, serial = number.split("]")
        serials.setdefault((head.split("-")[2], head.split("[")[1]), []).append(int(serial))
    assert len(serials) == 3
    for given in serials.values():
        assert sorted(given) == list(range(1, len(given) + 1))


@pytest.mark.feature("4.1")
def test_nothing_is_left_between_two_steps(tables):
    plans = tables.everything("RecordsTable", "plan")
    assert [plan["id"] for plan in plans if plan["course"].get("transit")] == []
    assert [plan["id"] for plan in plans if plan["status"] == "under_way" and not plan["course"].get("place")] == []
    assert not [plan for plan in plans if "gsi4pk" in plan]


@pytest.mark.feature("1.1")
def test_no_log_holds_a_secret(stack, cast, tables):
    logs = [line for area in ("identity", "budgets", "plans", "tasks", "api") for line in stack.logs(area)]
    tokens = {record["token"] for record in tables.everything("RecordsTable", "token")}
    secrets = {secret for secret in cast.secrets.all | tokens if len(secret) >= 8}
    assert len(logs) > 5_000 and len(secrets) > 500 and len(tokens) > 100
    text = "\n".join(logs)
    assert "linxiao" in text  # what is searched is what the functions wrote
    assert [secret for secret in secrets if secret in text] == []
    assert [line for line in logs if "__Host-session" in line or "argon2" in line] == []


# What open-task needs when its own act fails or comes twice, and what the reconciler needs for an execution that is stuck:
# `tests/faults/test_tokens.py` asserts that it is used there.
FOR_FAULTS = {("ReconcileFunction", "states:StopExecution", "PlanApproval"),
              ("OpenTaskFunction", "dynamodb:ConditionCheckItem", "RecordsTable"),
              ("OpenTaskFunction", "states:SendTaskFailure", "*"), ("OpenTaskFunction", "states:SendTaskSuccess", "*")}


def test_no_function_is_granted_what_it_does_not_use(stack):
    assert grants.unused(stack) - FOR_FAULTS == set()
