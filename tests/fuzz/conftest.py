"""A stack of its own, with things whose ids the fuzzer is given, so that it gets further than a 404."""

import pytest

from infra.local import Stack
from tests import remains
from tests.e2e.door import Door
from tests.e2e.offices import Office
from tests.e2e.people import Cast
from tests.e2e.plan_acts import draws_on


@pytest.fixture(scope="package")
def stack():
    with Stack(demo=True) as stack:
        yield stack
        remains.keep(stack, "fuzz")


@pytest.fixture(scope="package")
def cast(stack) -> Cast:
    return Cast(Door(stack.url))


@pytest.fixture(scope="package")
def things(cast) -> dict[str, dict[str, str]]:
    """Ids by the role that is given them: a draft to raise, and a to-do to each who decides."""
    lin = cast.linxiao
    office = Office(lin, cast.huangzhiyuan, cast.liuyang, cast.wangjianguo, cast.chenhaoran, cast.guohaiyan)
    budget, upload = lin.has_a_budget()["id"], lin.attaches()
    draft = lin.begins_a_plan(draws_on({"id": budget}), attachments=[upload])["id"]

    def at(step: str) -> dict[str, str]:
        plan = office.has_a_plan_at(step)
        return {"plan": plan["id"], "subject": f"plan.{plan['id']}", "task": office.holder(step).receives(plan), "budget": budget, "upload": upload}

    lead, handler, finance = at("DemandLead"), at("ProcurementHandler"), at("FinanceOffice")
    warning = lin.raises_a_warning({"id": draft})["id"]
    number = cast.guohaiyan.files({"id": finance["plan"], "name": lin.reads(f"/api/plans/{finance['plan']}")["name"]})["filing_number"]
    asked, question = cast.panlei.asks_about(number), cast.panlei.raises_a_question(number)["id"]
    lin.decides(lin.gets_question(asked), "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    answered = {"question": asked["id"], "subject": f"question.{asked['id']}", "task": cast.heyun.gets_question(asked, list="pool")}
    supplier = {"question": question, "subject": f"question.{question}", "task": f"question.{question}.1.0", "upload": cast.panlei.attaches()}
    return {"agency": answered, "supplier": supplier, "demand_handler": {"warning": warning, "plan": draft, "subject": f"plan.{draft}", "task": f"plan.{draft}.1.0", "budget": budget, "upload": upload},
            "demand_lead": lead, "procurement_handler": handler, "finance_office": finance}
