"""The things that are attacked, who may see or act on each, and every operation with a body that would be good."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from infra.local.paths import ROOT
from tests.e2e.budget_acts import budget
from tests.e2e.door import Answer
from tests.e2e.offices import Office
from tests.e2e.people import Person
from tests.e2e.plan_acts import draws_on, named
from tests.e2e.question_acts import ITEM, letter
from tests.e2e.test_access import COLUMNS, GRID

NOTHING = "0" * 32
OPERATIONS = {operation["operationId"]: (method.upper(), path)
              for path, operations in json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))["paths"].items()
              for method, operation in operations.items()}


@dataclass(frozen=True)
class Thing:
    """A plan with its newest to-do, or a budget, or an upload: ids by the name of a path parameter; `key` once served an
    act on it."""

    name: str
    ids: dict[str, str]
    body: dict
    key: str = "attack-key-0001"

    def path(self, template: str) -> str:
        for name, value in self.ids.items():
            template = template.replace("{" + name + "}", value)
        return template

    def missing(self) -> "Thing":
        """The same of what does not exist."""
        forms = {"task": f"plan.{NOTHING}.1.1", "subject": f"plan.{NOTHING}"}
        nothing = {name: forms.get(name, NOTHING) for name in self.ids}
        return Thing("nothing", nothing, self.body, self.key)


class Ground:
    """Two units with plans at several steps; who sees which is written out here, and nowhere asked of the API."""

    def __init__(self, cast, tables):
        self.cast, self.tables = cast, tables
        people = cast
        self.university = Office(people.linxiao, people.huangzhiyuan, people.liuyang, people.wangjianguo, people.chenhaoran,
                                 people.guohaiyan)
        self.museum = Office(people.weizihan, people.fanglihua, people.tangjun, people.pengyu, people.shaoqiang, people.dongjie)
        self.everybody: list[Person] = cast.everybody()
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda person: person.signs_in(), self.everybody))
        lin = people.linxiao
        self.budget = lin.has_a_budget()
        upload = lin.attaches()
        self.draft = lin.begins_a_plan(draws_on(self.budget), attachments=[upload])
        self.at_lead = self.university.has_a_plan_at("DemandLead")
        self.at_finance = self.university.has_a_plan_at("FinanceOffice")
        self.foreign = self.museum.has_a_plan_at("FinanceOffice", amount="50000")
        for plan in (self.at_lead, self.at_finance, self.foreign):
            lin.sees_it_settle(plan) if plan is not self.foreign else people.weizihan.sees_it_settle(plan)
        self.things = [
            self._plan("draft", self.draft, 0),
            self._plan("at the lead", self.at_lead, 1),
            self._plan("at the finance office", self.at_finance, 6),
            self._plan("of another region", self.foreign, 6),
            Thing("budget", {"budget": self.budget["id"]}, {"edit-budget": {"version": 1} | budget()}, self._key(f"BUDGET#{self.budget['id']}")),
            Thing("upload", {"upload": upload}, {}),
            self._warning(lin.explains(lin.raises_a_warning(self.draft), "请审批")),
            *self._questions(),
        ]

    def _plan(self, name: str, plan: dict, seq: int) -> Thing:
        ids = {"plan": plan["id"], "subject": f"plan.{plan['id']}", "task": f"plan.{plan['id']}.1.{seq}"}
        return Thing(name, ids, self._bodies(ids["task"]), self._key(f"PLAN#{plan['id']}"))

    def _warning(self, warning: dict) -> Thing:
        """A draft that its raiser alone knows."""
        ids = {"warning": warning["id"], "subject": f"warning.{warning['id']}"}
        bodies = {"save-warning": {"version": 1, "explanation": "请审批"},
                  "submit-warning": {"version": warning["version"], "kind": "send", "to": "DemandLead", "person": self.cast.huangzhiyuan.id}}
        return Thing("warning", ids, bodies, self._key(f"WARNING#{warning['id']}"))

    def _questions(self) -> list[Thing]:
        """A draft that its raiser alone knows, and one that lies with an agency."""
        lin, pan, agency = self.cast.linxiao, self.cast.panlei, self.cast.heyun
        filed = self.university.has_a_plan_at("FinanceOffice")
        number = self.cast.guohaiyan.files(filed)["filing_number"]
        draft, asked = pan.raises_a_question(number), pan.asks_about(number)
        lin.decides(lin.gets_question(asked), "approval", {"to": "AgencyAnswer", "organisation": agency.unit})
        task = agency.gets_question(asked, list="pool")
        answer = {"items": [ITEM], "impact": "nothing"}
        bodies = {"save-question": {"version": 1, "letter": letter()}, "submit-question": {"version": 1, "kind": "send", "to": "Receive"},
                  "save-answer": {"task": task, "version": 0, "answer": answer},
                  "return-task": {"to": "Receive", "straight": False, "opinion": "请自行答复"}, "approve-task": {"kind": "finish"}}

        def thing(name: str, question: dict, seq: int) -> Thing:
            subject = f"question.{question['id']}"
            ids = {"question": question["id"], "subject": subject, "task": f"{subject}.1.{seq}"}
            return Thing(name, ids, self._bodies(ids["task"]) | bodies, self._key(f"QUESTION#{question['id']}"))

        back = pan.asks_about(number)
        lin.decides(lin.gets_question(back), "return", {"to": "Raise", "straight": False, "opinion": lin.opinion("请补正")})
        pan.gets_question(back, list="pool")
        self.returned = f"question.{back['id']}"
        return [thing("question", draft, 0), thing("question at the agency", asked, 2)]

    def _key(self, subject: str) -> str:
        """An idempotency key that somebody used on it."""
        return [each["key"] for each in self.tables.of(subject) if each["entity"] == "event"][-1]

    def _bodies(self, task: str) -> dict:
        """A good body for each operation on a plan or a to-do."""
        liu, zheng, huang = self.cast.liuyang.id, self.cast.zhengwei.id, self.cast.huangzhiyuan.id
        content = named(draws_on(self.budget, quantity=2))
        return {
            "save-plan": {"version": 1} | content, "edit-plan": {"task": task, "version": 2} | content,
            "submit-plan": {"version": 1, "kind": "send", "to": "DemandLead", "person": huang},
            "approve-task": {"to": "ProcurementHandler", "person": liu, "opinion": "同意"},
            "consult-task": {"person": zheng, "opinion": "请提意见"},
            "return-task": {"to": "Revise", "straight": False, "opinion": "请修改"},
            "review-budgets": {"basis": "0" * 32}, "hand-over-task": {"person": huang, "reason": "已调离"},
        }

    # ---- the rules, said once more

    def sees(self, who: Person, thing: Thing) -> bool:
        """A draft its raiser; what is under way the unit, and the region's finance office once it was applied for."""
        return {
            "draft": who is self.cast.linxiao,
            "at the lead": who.unit == "fjsflg",
            "at the finance office": who.unit == "fjsflg" or who.id in ("guohaiyan", "lvming"),
            "of another region": who.unit == "fzsfbwg" or who.id == "dongjie",
            "warning": who is self.cast.linxiao, "question": who is self.cast.panlei,
            "question at the agency": who.unit in ("fjsflg", "mjxx", "fjsfzb"), "budget": who.unit == "fjsflg", "upload": who.unit == "fjsflg",
        }[thing.name]

    def knows_task(self, who: Person, thing: Thing) -> bool:
        """Who has it, sent it, or raised the plan."""
        of = {"draft": ["linxiao"], "at the lead": ["linxiao", "huangzhiyuan"],
              "at the finance office": ["linxiao", "liuyang", "guohaiyan", "lvming"],
              "of another region": ["weizihan", "tangjun", "dongjie"], "question at the agency": ["linxiao", "heyun", "tianye"]}
        return who.id in of.get(thing.name, [])

    def may_know(self, who: Person, operation: str, thing: Thing) -> bool:
        """Whether an answer about it may differ from that about nothing."""
        _, path = OPERATIONS[operation]
        if operation in ("hand-over-task", "list-successors") and who.id == "gaoxin":  # the administrator of the university
            return thing.name in ("at the lead", "at the finance office", "question at the agency")
        return self.knows_task(who, thing) if "{task}" in path else self.sees(who, thing)

    def tries(self, who: Person | None, operation: str, thing: Thing, door=None, key: str | None = None) -> Answer:
        """An operation on a thing, with a body that would be good, under a key that served another or the one given."""
        method, path = OPERATIONS[operation]
        body = thing.body.get(operation, {} if operation.endswith("-budget") else None)
        sent = {"body": body, "key": (key or thing.key) if method != "GET" else None}
        if operation == "people-of-step":
            sent["query"] = {"kind": "send", "to": "ProcurementHandler"}
        place = thing.path(path)
        return who.asks(method, place, **sent) if who else door.call(method, place, **sent)


def of_things() -> list[tuple[str, str]]:
    """Operations on one thing, with the name of its path parameter."""
    return [(operation, path.split("{")[1].split("}")[0]) for operation, (_, path) in OPERATIONS.items() if "{" in path]


def is_closed(who: Person, operation: str) -> bool:
    """Whether the committed grid keeps all of one's roles from an operation."""
    row = GRID[operation.replace("-", "_")]
    return not any(row[COLUMNS.index(role)] for role in who.roles)
