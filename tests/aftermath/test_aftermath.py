"""What all other tests have left behind, on every stack of the run: sums, histories, logs and grants. `make test` runs it last."""

import subprocess
from collections import Counter

import pytest

from infra.local import grants
from infra.local.grants import BY_THE_SERVICE
from infra.local.paths import ROOT
from tests import remains

VERIFIER = ROOT / "target" / "release" / "verify-history"


@pytest.fixture(scope="module")
def left():
    """Every stack whose tables were kept; a suite that was run only in part has none to look at."""
    found = remains.whole()
    assert found, "run the other tests first: `make test`"
    return found


@pytest.mark.feature("2.6", "3.10")
def test_the_parts_of_every_account_sum_to_what_was_confirmed(left):
    """And what is reserved is what plans under way or finished hold: no more, no less."""
    seen = 0
    for stack in left:
        confirmed, held = Counter(), Counter()
        for lines in stack.of("budget_lines"):
            for line in lines["lines"]:
                for source, amount in line["funding"]:
                    confirmed[lines["budget"], line["number"], source] = amount
        for body in stack.of("plan_body"):
            for one in body["reservations"]:
                held[one["budget"], one["line"], one["source"]] += one["amount"]
        for account in stack.of("account"):
            place, balance = (account["budget"], account["line"], account["source"]), account["balance"]
            assert sum(balance.values()) == confirmed[place] and all(part >= 0 for part in balance.values()), place
            assert balance["reserved"] == held.pop(place, 0), place
            seen += 1
        assert not held
    assert seen > 100


@pytest.mark.feature("2.1")
def test_what_the_entries_say_is_what_the_plans_hold(left):
    for stack in left:
        held = {}
        for body in stack.of("plan_body"):
            for one in body["reservations"]:
                held[one["budget"], one["line"], one["source"], body["plan"]] = one["amount"]
        told = {(one["budget"], part["line"], part["source"], one["plan"]): part["reserved"]
                for one in stack.of("entry") for part in one["parts"]}
        assert told == held and told


@pytest.mark.feature("3.12")
def test_every_history_is_whole(left):
    for stack in left:
        found = subprocess.run([VERIFIER, stack.tables], capture_output=True, text=True)
        assert found.returncode == 0, found.stdout[-2000:]
        assert found.stdout.strip().endswith(" 0 faults") and "(0 without header)" in found.stdout, found.stdout[-300:]


@pytest.mark.feature("3.12")
def test_the_verifier_would_have_found_a_changed_opinion(left, tmp_path):
    dumped, text = tmp_path / "tables.jsonl", left[0].tables.read_text(encoding="utf-8")
    assert "\\u540c\\u610f\\uff08" in text
    dumped.write_text(text.replace("\\u540c\\u610f\\uff08", "\\u4e0d\\u540c\\u610f\\uff08", 1), encoding="utf-8")
    found = subprocess.run([VERIFIER, dumped], capture_output=True, text=True)
    assert found.returncode != 0 and "was changed" in found.stdout


@pytest.mark.feature("4.6")
def test_no_filing_number_was_given_twice_and_none_left_out(left):
    regions = set()
    for stack in left:
        serials: dict[tuple[str, str], list[int]] = {}
        # A plan that was stored before every kind had the same header keeps its number under its former name.
        named = [plan.get("number") for plan in stack.of("subject")] + [plan.get("filing_number") for plan in stack.of("plan")]
        for number in filter(None, named):
            head, serial = number.split("]")
            serials.setdefault((head.split("-")[2], head.split("[")[1]), []).append(int(serial))
        for given in serials.values():
            assert sorted(given) == list(range(1, len(given) + 1))
        regions |= {region for region, _ in serials}
    assert len(regions) == 3


@pytest.mark.feature("4.1")
def test_nothing_is_left_between_two_steps(left):
    for stack in left:
        plans = stack.of("subject")
        assert plans and [plan["id"] for plan in plans if plan["course"].get("transit")] == []
        assert [plan["id"] for plan in plans if plan["status"] == "under_way" and not plan["course"].get("place")] == []
        assert not [plan for plan in plans if "gsi4pk" in plan]


@pytest.mark.feature("1.1")
def test_no_log_holds_a_secret(left):
    lines, secrets, tokens = 0, 0, 0
    for stack in left:
        text, given = stack.logs, {record["token"] for record in stack.of("token")}
        known = {secret for secret in stack.secrets | given if len(secret) >= 8}
        assert "linxiao" in text  # what is searched is what the functions wrote
        assert [secret for secret in known if secret in text] == []
        assert "__Host-session" not in text and "argon2" not in text
        lines, secrets, tokens = lines + text.count("\n"), secrets + len(known), tokens + len(given)
    assert lines > 5_000 and secrets > 500 and tokens > 100


def test_no_function_is_granted_what_it_does_not_use(left):
    """On any of the stacks: what only faults make needful is used where they are made."""
    used = set().union(*(each.used for each in remains.everything()))
    assert {grant for grant in grants.granted() - used if grant[1] not in BY_THE_SERVICE} == set()
