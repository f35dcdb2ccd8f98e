"""The kinds of subject that are under fire: how one of each begins, who has it at which step, and what they may do there.

Every test of faults and races that is about what all kinds have in common goes over `KINDS`. A new kind is a class here and its name
in that table.
"""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import refused
from tests.e2e.offices import STEPS
from tests.e2e.people import Person
from tests.e2e.plan_acts import draws_on, named
from tests.e2e.question_acts import ITEM, letter
from tests.faults.approval import Approval
from tests.faults.kind import Act, Kind, Move, Stop
from tests.faults.soundness import assert_sound


class Plans(Kind):
    """采购计划, on the usual way of an office."""

    code, machine = "plan", "PlanApproval"
    WAY, POOL = tuple(STEPS), "FinanceOffice"
    BEGINNING = ("plan_created", "plan_submitted")
    JOURNEY, WALKS = Approval, (3, 12)
    BESIDE = {
        "DemandLead": (("approval", {"to": "DemandDeputy", "person": "zhangguodong"}), ("return", {"to": "Revise", "straight": False}),
                       ("consultation", {"person": "zhengwei"})),
        "FinanceOffice": (("approval", {"name": "refuse"}),),
    }

    @property
    def raiser(self) -> Person:
        return self.office.raiser

    def raises(self, budget: dict | None = None) -> Act:
        budget = budget or self.raiser.has_a_budget(line())
        typed = named(draws_on(budget))
        return lambda key: {"budget": budget} | typed | self.raiser.writes("POST", "/api/plans", typed, key)

    def submission(self, subject: dict) -> Act:
        version = self.raiser.looks_at(subject)["version"]
        return lambda key: self.raiser.submits(subject, to=self.office.lead, version=version, key=key)

    def stop(self, step: str) -> Stop:
        beside = self.BESIDE.get(step, ())
        if step == "FinanceOffice":
            return Stop((self.office.finance, self.cast.lvming), ("approval", {"name": "file"}), beside)
        if step == "Filing":
            return Stop((self.office.handler,), ("approval", {"kind": "send"}), beside)
        following = STEPS[STEPS.index(step) + 1]
        return Stop((self.office.holder(step),), ("approval", {"to": following, "person": self.office.holder(following).id}), beside)

    def last_act(self, subject: dict) -> Act:
        """After the finance office has filed it."""
        self.goes_on(subject, "FinanceOffice")
        handler, task = self.office.handler, self.office.handler.receives(subject, "Filing")
        return lambda key: handler.decides(task, "approval", {"kind": "finish"}, key)

    def assert_agrees(self, subject: dict, head: dict) -> None:
        """What it holds is reserved from its submission on, and free again with its withdrawal."""
        amount = self.raiser.looks_at(subject)["amount"]
        assert self.raiser.sees_balance(subject["budget"])[1] == ("0.00" if head["status"] == "draft" else amount)

    def assert_pool_decided(self, subject: dict, won: dict) -> None:
        self.office.handler.receives(subject, "Filing")
        assert bool(self.office.handler.looks_at(subject)["filing_number"]) == bool(won["filing_number"])


class Warnings(Kind):
    """预警审批 about a plan that is still a draft."""

    code, machine = "warning", "EarlyWarning"
    WAY = ("DemandLead", "DemandDeputy")
    BEGINNING = ("warning_raised", "warning_submitted")
    AGAIN = ("Revise", *WAY)

    @property
    def raiser(self) -> Person:
        return self.office.raiser

    def raises(self) -> Act:
        plan = self.raiser.begins_a_plan(draws_on(self.raiser.has_a_budget(line())))
        return lambda key: {"about": plan} | self.raiser.raises_a_warning(plan, key)

    def completes(self, subject: dict) -> None:
        self.raiser.explains(subject, "原厂配件只有一家供应，已论证。")

    def submission(self, subject: dict) -> Act:
        shown = self.raiser.sees_warning(subject)
        return lambda key: self.raiser.submits_warning(shown, to=self.office.lead, key=key)

    def stop(self, step: str) -> Stop:
        deputy, given_back = self.cast.zhangguodong, ("return", {"to": "Revise", "straight": False})
        return {
            "Revise": Stop((self.raiser,), ("approval", {"to": "DemandLead", "person": self.office.lead.id})),
            "DemandLead": Stop((self.office.lead,), ("approval", {"to": "DemandDeputy", "person": deputy.id}), (given_back,)),
            "DemandDeputy": Stop((deputy,), ("approval", {"kind": "finish"}), (given_back,)),
        }[step]

    def back(self) -> Move:
        return "return", {"to": "Revise", "straight": False}

    def assert_agrees(self, subject: dict, head: dict) -> None:
        """Its plan is told that it is under way, or how it ended."""
        told = {"draft": set(), "under_way": {"warning_open"}, "finished": {"warning_settled"}}
        assert set(self.head(subject["about"])["course"].get("facts", ())) == told[head["status"]]

    def assert_ended(self, subject: dict) -> None:
        """Its plan was told once of each submission, of the withdrawal, and of the end; sent again after a return, of nothing new."""
        created, *told = self.tables.of_plan(subject["about"])["event"]
        assert [created["act"], *(event["act"] for event in told)] == ["plan_created", *["fact_told"] * 5]
        assert [(event["payload"]["set"], event["payload"]["cleared"]) for event in told] == [
            (["warning_open"], []), ([], ["warning_open"]), (["warning_open"], []), ([], []), (["warning_settled"], ["warning_open"])]
        assert_sound(self.tables, subject["about"])


class Questions(Kind):
    """供应商质疑, which the purchaser forwards to an agency."""

    code, machine = "question", "SupplierQuestion"
    WAY, POOL = ("Receive", "AgencyAnswer"), "AgencyAnswer"
    BEGINNING = ("question_raised", "question_submitted")
    AGAIN = WAY
    # Who answers where.
    ANSWERED_BY = {"Receive": "福建省示范理工大学", "AgencyAnswer": "福建示范招标代理有限公司"}

    def prepares(self) -> None:
        """A plan that has its filing number."""
        self.number = self.world.filing_number

    @property
    def raiser(self) -> Person:
        return self.cast.panlei

    def raises(self) -> Act:
        return lambda key: self.raiser.raises_a_question(self.number, key)

    def completes(self, subject: dict) -> None:
        self.raiser.writes_letter(subject, letter(self.raiser.attaches()))

    def submission(self, subject: dict) -> Act:
        version = self.raiser.sees_question(subject)["version"]
        return lambda key: self.raiser.sends_letter(subject, key, version=version)

    def stop(self, step: str) -> Stop:
        purchaser, agents, finish = self.office.raiser, (self.cast.heyun, self.cast.tianye), ("approval", {"kind": "finish"})
        if step == "AgencyAnswer":
            return Stop(agents, finish, (self.back(),))
        other = ("approval", {"to": "AgencyAnswer", "organisation": "fjggzy"})
        given_back = ("return", {"to": "Raise", "straight": False})
        return Stop((purchaser,), ("approval", {"to": "AgencyAnswer", "organisation": agents[0].unit}), (other, given_back, finish))

    def works(self, subject: dict, step: str, task: str) -> None:
        self.stop(step).holder.writes_answer(subject, task, ITEM)

    def back(self) -> Move:
        return "return", {"to": "Receive", "straight": False}

    def assert_agrees(self, subject: dict, head: dict) -> None:
        """A draft is its supplier's alone; the answer is there once it was sent, and says whose it is."""
        if head["status"] == "draft":
            with refused(404, "not_found"):
                self.office.raiser.sees_question(subject)
        answer, todos = self.raiser.sees_question(subject)["answer"], self.tables.of_plan(subject).get("todo", [])
        if head["status"] == "finished":
            assert answer["by"] == self.ANSWERED_BY[max(todos, key=lambda todo: todo["sk"])["step"]]
        else:
            assert answer is None

    def assert_pool_decided(self, subject: dict, won: dict) -> None:
        """It was answered, or given back to the purchaser."""
        status = self.settles(subject)["status"]
        assert status == ("finished" if won["ended"] else "under_way")


KINDS = (Plans, Warnings, Questions)
POOLED_KINDS = tuple(kind for kind in KINDS if kind.POOL)
# Of every kind but the first so many runs are enough for the short form of a race: what they share was under fire already.
FURTHER = 2


def runs(short: int, most: int, kinds, further: int):
    """Of each kind some runs, each with a seed of its own; all but the first of them only in the soak."""
    for kind in kinds:
        enough = short if kind is kinds[0] else min(short, further)
        for run in range(most):
            yield pytest.param(kind, run, marks=[pytest.mark.soak] if run >= enough else [], id=f"{kind.code}-{run}")


def each_run(short: int, most: int, kinds=KINDS, further=FURTHER):
    """A test that is made so many times for each kind."""
    return pytest.mark.parametrize(("kind", "run"), list(runs(short, most, kinds, further)), indirect=["kind"])
