"""What was good once: rounds, to-dos, tokens and forms that are over, and to-dos that are not yet. None is accepted."""

import pytest
from botocore.exceptions import ClientError

from tests.attack.ground import OPERATIONS
from tests.e2e.door import new_key, refused, wait_for
from tests.e2e.plan_acts import PDF, draws_on


@pytest.fixture
def plan(ground):
    """On its way again, in its second round: 林晓 took it back and sent it once more."""
    lin, huang = ground.cast.linxiao, ground.cast.huangzhiyuan
    plan = ground.university.has_a_plan_at("DemandLead")
    lin.sees_it_settle(plan)
    lin.withdraws(f"plan.{plan['id']}.1.0")
    lin.sees_it_settle(plan)
    with refused(409, "already_decided"):
        huang.decides(f"plan.{plan['id']}.1.1", "approval", approval(ground))
    lin.submits(plan, to=huang)
    huang.receives(plan)
    lin.sees_it_settle(plan)
    return plan


def approval(ground) -> dict:
    return {"to": "ProcurementHandler", "person": ground.cast.liuyang.id, "opinion": "同意"}


def acts(ground) -> dict[str, tuple[str, str, dict | None]]:
    """Every act on a to-do, as the description has them: method, last part of its path, a body that would be good."""
    found = {}
    for operation, (method, path) in OPERATIONS.items():
        if "/{task}/" in path and method != "GET":
            found[operation] = method, path.rsplit("/", 1)[1], ground.things[1].body.get(operation)
    return found


def assert_over(ground, plan: dict, *tries: tuple) -> None:
    """Each of these people is told that a to-do was decided, and by whom, whatever they try with it."""
    known = acts(ground)
    for who, seq, decided_by, *operations in tries:
        for operation in operations:
            method, last, body = known[operation]
            answer = who.asks(method, f"/api/tasks/plan.{plan['id']}.{seq}/{last}", body, key=new_key())
            found = answer.status, answer.body["code"], answer.body.get("current", {}).get("by", {}).get("name")
            assert found == (409, "already_decided", decided_by.name), (operation, who, answer)


DECIDES, POOLED = ("approve-task", "consult-task", "return-task"), ("claim-task", "release-task")


def test_every_act_on_a_todo_is_tried_when_it_is_over(ground):
    assert set(acts(ground)) == {*DECIDES, *POOLED, "withdraw-task", "remind-task", "review-budgets", "hand-over-task"}


def test_a_round_that_is_over_cannot_be_decided(ground, plan, tables):
    huang, lin = ground.cast.huangzhiyuan, ground.cast.linxiao
    with tables.unchanged(f"PLAN#{plan['id']}"):
        assert_over(ground, plan, (huang, "1.1", lin, *DECIDES), (lin, "1.0", lin, *DECIDES, "remind-task"),
                    (lin, "1.0", lin, "withdraw-task"), (lin, "1.1", lin, "remind-task", "hand-over-task"))


def test_what_was_decided_or_has_ended_cannot_be_decided_again(ground, tables):
    lin, liu, guo, lv = ground.cast.linxiao, ground.cast.liuyang, ground.cast.guohaiyan, ground.cast.lvming
    wang = ground.cast.wangjianguo
    plan = ground.university.has_a_plan_at("FinanceOffice")
    guo.claims(guo.receives(plan))
    guo.refuses_filing(plan)
    liu.receives(plan, "Filing")
    lin.sees_it_settle(plan)
    with tables.unchanged(f"PLAN#{plan['id']}"):
        assert_over(ground, plan, (guo, "1.6", guo, *POOLED), (lv, "1.6", guo, *POOLED), (liu, "1.5", liu, *DECIDES),
                    (liu, "1.5", guo, "withdraw-task"), (wang, "1.3", wang, *DECIDES, "review-budgets"))
    liu.applies_for_filing(plan)
    guo.files(plan)
    liu.finishes(plan)
    lin.sees_it_settle(plan)
    with tables.unchanged(f"PLAN#{plan['id']}"):
        assert_over(ground, plan, (guo, "1.6", guo, *POOLED), (guo, "1.8", guo, *POOLED), (lv, "1.8", guo, *POOLED),
                    (liu, "1.9", liu, *DECIDES), (liu, "1.7", guo, "withdraw-task"), (lin, "1.0", liu, "remind-task"),
                    (liu, "1.7", liu, "remind-task"))


def test_a_todo_that_is_not_there_yet_cannot_be_decided(ground, plan, tables):
    huang = ground.cast.huangzhiyuan
    with tables.unchanged(f"PLAN#{plan['id']}"):
        for task in ("2.2", "2.999999", "3.0", "3.1", "9999.1", "1.5"):
            with refused(404, "not_found"):
                huang.decides(f"plan.{plan['id']}.{task}", "approval", approval(ground))
        for task in ("0.1", "02.1", "2.1000000", "-2.1", "2.1.", "2", "2.1%00", "2.１"):
            answer = huang.tries_to_decide(f"plan.{plan['id']}.{task}", "approval", approval(ground), key="not-there-yet")
            assert answer.status == 404, (task, answer)


def test_a_version_that_is_over_cannot_be_edited_or_sent(ground):
    lin, huang = ground.cast.linxiao, ground.cast.huangzhiyuan
    plan = lin.begins_a_plan(draws_on(ground.budget))
    lin.saves(plan)
    for version in (1, 0, 3, 2**63):
        body = {"version": version, "kind": "send", "to": "DemandLead", "person": huang.id}
        answer = lin.asks("POST", f"/api/plans/{plan['id']}/submission", body, key=f"version-{version}")
        assert (answer.status, answer.body["code"]) == (409, "stale_version"), version


def test_a_token_that_was_answered_moves_nothing(ground, stack, tables):
    """Not even in the hands of one who may call Step Functions."""
    huang, liu = ground.cast.huangzhiyuan, ground.cast.liuyang
    plan = ground.university.has_a_plan_at("DemandLead")
    [old] = [each["token"] for each in tables.of_plan(plan)["token"]]
    huang.sends(plan, to=liu, step="ProcurementHandler")
    liu.receives(plan)
    machine = stack.session.client("stepfunctions")
    with tables.plan_unchanged(plan):
        for token in (old, old[:-1] + "x", "x"):
            with pytest.raises(ClientError):
                machine.send_task_success(taskToken=token, output='{"to": "Finished", "next": null}')


def test_a_token_alone_decides_nothing(ground, stack, tables):
    """An execution that is pushed on past the records finds that its plan is elsewhere, and opens nothing."""
    plan = ground.university.has_a_plan_at("DemandLead")
    ground.cast.linxiao.sees_it_settle(plan)
    [token] = [each["token"] for each in tables.of_plan(plan)["token"]]
    route = f'{{"plan": "{plan["id"]}", "round": 1, "from": 1, "to": "FinanceOffice", "next": 2}}'
    with tables.unchanged(f"PLAN#{plan['id']}"):
        stack.session.client("stepfunctions").send_task_success(taskToken=token, output=route)
        names = [one["name"] for one in _ended(stack, plan["id"])]
    assert len(names) == 1
    assert not ground.cast.guohaiyan.finds_todo(plan, list="pool")
    assert ground.cast.huangzhiyuan.opens(f"plan.{plan['id']}.1.1")["moves"]


def _ended(stack, plan: str) -> list[dict]:
    """The executions of a plan, once they failed."""
    machine = stack.session.client("stepfunctions")

    def over():
        all_ = [one for page in machine.get_paginator("list_executions").paginate(stateMachineArn=stack.resource("PlanApproval"))
                for one in page["executions"] if plan in one["name"]]
        return all_ if all(one["status"] == "FAILED" for one in all_) else None

    return wait_for("the execution to fail", over)


def test_a_form_that_was_copied_takes_nothing_else(ground):
    """Fields of two forms mixed, of another's form, and of a form whose policy was opened."""
    lin, wei = ground.cast.linxiao, ground.cast.weizihan
    own, other = lin.declares(), wei.declares(PDF + b"more")
    mixed = [{"key": other["fields"]["key"]}, {"policy": other["fields"]["policy"]}, {"x-amz-signature": other["fields"]["x-amz-signature"]},
             {"policy": other["fields"]["policy"], "key": other["fields"]["key"]}, {"x-amz-date": "20200101T000000Z"},
             {"x-amz-credential": "AKIA/20200101/us-east-1/s3/aws4_request"}, {"acl": "public-read"},
             {"success_action_redirect": "https://example.org"}, {"key": f"incoming/{'0' * 32}"}, {"key": f"uploads/{'0' * 32}"}, {"key": "incoming/../x"}]
    for changed in mixed:
        assert lin.posts(own, **changed) in (400, 403), changed
    for upload, who in ((own, lin), (other, wei)):
        assert who.reads(f"/api/uploads/{upload['upload']}")["status"] == "awaited"
