"""A supplier's question from its letter to its answer, forwarded, given back, taken back and forwarded again."""

from tests.e2e.question_acts import ITEM, letter
from tests.faults.journey import Journey
from tests.faults.soundness import assert_sound


class Questioning(Journey):
    """One question on its way, between a supplier, a purchaser and an agency."""

    KINDS = ("write", "start", "end", "start", "resume", "resume", "resume", "resume", "resume", "end")

    def prepare(self) -> None:
        filed = self.world.office.has_a_plan_at("FinanceOffice")
        self.number = self.world.office.finance.files(filed)["filing_number"]
        self.paper = self.world.cast.panlei.attaches()

    def goes(self) -> None:
        """All of it."""
        pan, lin, he = self.world.cast.panlei, self.world.office.raiser, self.world.cast.heyun
        raised = self.act(lambda key: pan.raises_a_question(self.number, key))
        self.subject = raised | {"partition": f"QUESTION#{raised['id']}", "kind": "question", "machine": "SupplierQuestion"}
        pan.writes_letter(raised, letter(self.paper))
        self.act(lambda key: pan.sends_letter(raised, key))
        self.act(lambda key: pan.withdraws(f"question.{raised['id']}.1.0", key))
        self.act(lambda key: pan.sends_letter(raised, key))
        sent = self.forwards(lin, he.unit)
        self.act(lambda key: lin.withdraws(sent, key))
        self.forwards(lin, he.unit)
        theirs = he.gets_question(raised, list="pool")
        back = {"to": "Receive", "straight": False, "opinion": he.opinion("请采购人答复")}
        self.act(lambda key: he.decides(theirs, "return", back, key))
        self.forwards(lin, he.unit)
        theirs = he.gets_question(raised, list="pool")
        he.writes_answer(raised, theirs, ITEM)
        self.act(lambda key: he.decides(theirs, "approval", {"kind": "finish"}, key))
        self.ended_well(pan)

    def forwards(self, lin, agency: str) -> str:
        """The to-do that was decided."""
        task = lin.gets_question(self.subject, step="Receive")
        self.act(lambda key: lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": agency}, key))
        return task

    def ended_well(self, pan) -> None:
        """Each act once, in order; one answer."""
        acts = [act for act in self.world.tables.acts_on(self.subject) if act != "chain_restarted"]
        assert acts == ["question_raised", "question_submitted", "task_withdrawn", "question_submitted", "task_sent", "task_withdrawn",
                        "task_sent", "task_returned", "task_sent", "task_finished"]
        assert pan.sees_question(self.subject)["answer"]["by"] == "福建示范招标代理有限公司"
        assert_sound(self.world.tables, self.subject)
