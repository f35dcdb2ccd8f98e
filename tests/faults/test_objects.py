"""Attachments whose object and whose record do not both come to be, and notifications that come again."""

import pytest

from tests.e2e.door import refused, wait_for
from tests.e2e.plan_acts import PDF, draws_on
from tests.faults.faults import dropped_before, failed, killed_after, killed_before, throttled


def record_of(tables, upload: str) -> dict:
    [record] = [item for item in tables.of(f"UPLOAD#{upload}") if item["entity"] == "upload"]
    return record


@pytest.mark.parametrize("fault", [killed_before, dropped_before], ids=lambda fault: fault.__name__)
def test_an_object_that_is_stored_but_not_recorded_holds_no_plan_up(university, proxy, fault):
    """It counts as awaited; a plan cannot be submitted with it; the same form may be posted again."""
    lin, huang = university.raiser, university.lead
    form = lin.declares()
    with proxy.troubled(fault, "TransactWriteItems", by="verify-upload") as rule:
        assert lin.posts(form) == 201
        wait_for("the check to fail", lambda: rule.hits)
        assert lin.reads(f"/api/uploads/{form['upload']}")["status"] == "awaited"
        plan = lin.begins_a_plan(draws_on(lin.has_a_budget()), attachments=[form["upload"]])
        with refused(400, "invalid_fields"):
            lin.submits(plan, to=huang)
    lin.posts(form)
    assert lin.learns_what_became_of(form)["status"] == "checked"
    lin.submits(plan, to=huang)
    huang.receives(plan)
    assert huang.downloads(form["upload"], plan).content == PDF


def test_an_attachment_that_is_recorded_but_never_stored_is_awaited_and_can_be_left_out(university):
    lin, huang = university.raiser, university.lead
    form = lin.declares()
    plan = lin.begins_a_plan(draws_on(lin.has_a_budget()), attachments=[form["upload"]])
    with refused(400, "invalid_fields"):
        lin.submits(plan, to=huang)
    lin.saves(plan, attachments=[])
    lin.submits(plan, to=huang)
    huang.receives(plan)


@pytest.mark.parametrize("fault", [throttled, failed, dropped_before], ids=lambda fault: fault.__name__)
def test_an_object_that_cannot_be_read_at_first_is_checked_when_it_can(university, proxy, fault):
    lin = university.raiser
    form = lin.declares()
    with proxy.troubled(fault, "GetObject", by="verify-upload", times=2) as rule:
        assert lin.posts(form) == 201
        assert lin.learns_what_became_of(form)["status"] == "checked"
    assert rule.hits == 2


def test_a_check_that_is_killed_after_it_decided_and_its_notification_again_decide_nothing_new(university, proxy, tables, stack):
    lin = university.raiser
    form = lin.declares()
    with proxy.troubled(killed_after, "TransactWriteItems", by="verify-upload", times=1):
        lin.posts(form)
        assert lin.learns_what_became_of(form)["status"] == "checked"
    kept = record_of(tables, form["upload"])
    s3, bucket, key = stack.session.client("s3"), stack.resource("UploadsBucket"), f"incoming/{form['upload']}"
    [posted] = s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]
    lin.posts(form)  # another version, under the same form
    notification = {"Records": [{"s3": {"object": {"key": key, "versionId": posted["VersionId"]}}}] * 3}
    assert stack.invoke("verify-upload", notification) == {"decided": 0}
    assert record_of(tables, form["upload"]) == kept
    assert len(s3.list_object_versions(Bucket=bucket, Prefix=f"uploads/{form['upload']}")["Versions"]) == 1
