"""What people do with their tasks. Where a plan is named, its open to-do is waited for and acted on."""

from tests.e2e.door import Answer, wait_for

# Whose to-dos may lie in a pool that they are of.
POOLED = {"finance_office", "agency", "supplier"}


def id_of(subject: dict) -> str:
    """The whole id of a subject, e.g. `warning.…`; what says no kind is a plan."""
    return f"{subject.get('kind', 'plan')}.{subject['id']}"


class TaskActs:
    """3.12, 4.x and 13.x"""

    # ---- seeing

    def finds_todo(self, plan: dict, **query) -> dict | None:
        """The open to-do of a plan, or of another subject, in one's list, if it is there now; on whichever page."""
        cursor = None
        while True:
            page = self.reads("/api/tasks/todo", title=plan["name"], cursor=cursor, **query)
            found = next((todo for todo in page["items"] if todo["subject"] == id_of(plan)), None)
            cursor = page["next"]
            if found or not cursor:
                return found

    def receives(self, plan: dict, step: str | None = None) -> str:
        """The id of the to-do, once it has come; `step` where one and the same person has several in turn."""
        lists = ("mine", "pool") if POOLED & {*self.roles} else ("mine",)

        def come():
            for name in lists:
                todo = self.finds_todo(plan, list=name)
                if todo and step in (None, todo["step"]):
                    return todo["id"]
            return None

        return wait_for(f"{plan['name']} to reach {self.name}{f' at {step}' if step else ''}", come)

    def opens(self, task: str) -> dict:
        return self.reads(f"/api/tasks/{task}")

    def lists_done(self, **query) -> list[dict]:
        return self.reads("/api/tasks/done", **query)["items"]

    def sees_flow(self, plan: dict) -> dict:
        """Where it is, and the whole way, page after page."""
        pages = [self.sees_page_of_flow(plan)]
        while pages[-1]["next"]:
            pages.append(self.sees_page_of_flow(plan, cursor=pages[-1]["next"]))
        return pages[0] | {part: [one for page in reversed(pages) for one in page[part]] for part in ("steps", "edits")}

    def sees_page_of_flow(self, plan: dict, **query) -> dict:
        return self.reads(f"/api/subjects/{id_of(plan)}/flow", **query)

    def sees_it_settle(self, plan: dict) -> dict:
        """The flow state, once the plan has come to rest."""

        def settled():
            flow = self.sees_flow(plan)
            return not flow["in_transit"] and flow

        return wait_for(f"{plan['name']} to come to rest", settled)

    def can_choose(self, task: str, kind="send", to=None, **query) -> list[str]:
        """Names of the people who can take the next step."""
        return [person["name"] for person in self.reads(f"/api/tasks/{task}/people", kind=kind, to=to, **query)["items"]]

    def sees_notices(self, plan: dict) -> list[dict]:
        return [notice for notice in self.reads("/api/notices")["items"] if notice["subject"] == id_of(plan)]

    # ---- deciding

    def decides(self, task: str, how: str, body: dict | None = None, key=None) -> dict:
        return self.writes("POST", f"/api/tasks/{task}/{how}", body, key)

    def tries_to_decide(self, task: str, how: str, body: dict | None = None, key=None) -> Answer:
        return self.asks("POST", f"/api/tasks/{task}/{how}", body, key=key)

    def sends(self, plan: dict, to=None, step=None, words="同意", at=None, key=None, **more) -> dict:
        """On to the next step and its person (送审)."""
        body = {"to": step, "person": to and to.id, "opinion": self.opinion(words)} | more
        return self.decides(self.receives(plan, at), "approval", {name: value for name, value in body.items() if value is not None}, key)

    def answers(self, plan: dict, words="没有意见", at=None) -> dict:
        """Back to the one who asked (答复)."""
        return self.decides(self.receives(plan, at), "approval", {"kind": "answer", "opinion": self.opinion(words)})

    def sends_straight_back(self, plan: dict, words="已按意见修改") -> dict:
        return self.decides(self.receives(plan), "approval", {"kind": "send", "straight": True, "opinion": self.opinion(words)})

    def consults(self, plan: dict, whom, words="请提意见", at=None) -> dict:
        return self.decides(self.receives(plan, at), "consultation", {"person": whom.id, "opinion": self.opinion(words)})

    def returns(self, plan: dict, to="Revise", straight=False, words="请修改", at=None) -> dict:
        body = {"to": to, "straight": straight, "opinion": self.opinion(words)}
        return self.decides(self.receives(plan, at), "return", body)

    def applies_for_filing(self, plan: dict) -> dict:
        """计划备案: to the finance office; an opinion is optional."""
        return self.decides(self.receives(plan, "Filing"), "approval", {"kind": "send"})

    def files(self, plan: dict, at=None) -> dict:
        return self.decides(self.receives(plan, at), "approval", {"name": "file"})

    def refuses_filing(self, plan: dict, words="请补充材料") -> dict:
        return self.decides(self.receives(plan), "approval", {"name": "refuse", "opinion": self.opinion(words)})

    def finishes(self, plan: dict) -> dict:
        """办结; an opinion is optional."""
        return self.decides(self.receives(plan, "Filing"), "approval", {"kind": "finish"})

    # ---- besides

    def hands_over(self, task: str, to, why: str, key=None) -> dict:
        return self.decides(task, "handover", {"person": to.id, "reason": why}, key)

    def sees_successors(self, task: str) -> list[str]:
        return [one["name"] for one in self.reads(f"/api/tasks/{task}/successors")["items"]]

    def claims(self, task: str) -> dict:
        return self.decides(task, "claim")

    def releases(self, task: str) -> dict:
        return self.writes("DELETE", f"/api/tasks/{task}/claim")

    def withdraws(self, task: str, key=None) -> dict:
        return self.decides(task, "withdrawal", key=key)

    def reminds(self, task: str, key=None) -> dict:
        return self.decides(task, "reminder", key=key)
