"""What people do with plans and attachments."""

import hashlib
import itertools

import requests

from tests.e2e.budget_acts import line
from tests.e2e.door import wait_for

_numbers = itertools.count(1)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def draws_on(budget: dict, number=1, item="A02010105", price="5000", quantity=10, measure="台", parameters="8核 16GB 512GB固态") -> dict:
    """A line of a plan on a line of a budget."""
    return {"budget": budget["id"], "budget_line": number, "item": item, "unit_price": price, "quantity": quantity,
            "measure": measure, "parameters": parameters}


def named(*lines: dict, attachments=(), name=None) -> dict:
    """A plan as it is typed, with a name of its own."""
    name = name or f"端到端测试计划{next(_numbers):04}号"
    return {"name": name, "lines": list(lines), "attachments": list(attachments)}


class PlanActs:
    """3.x, 4.3 and 5.1"""

    def begins_a_plan(self, *lines: dict, key=None, **more) -> dict:
        return self.writes("POST", "/api/plans", named(*lines, **more), key)

    def saves(self, plan: dict, key=None, **changed) -> dict:
        """The draft as it is kept, with what is changed; `version` too."""
        kept = self.looks_at(plan)
        body = {"version": kept["version"]} | kept["draft"] | changed
        return self.writes("PUT", f"/api/plans/{plan['id']}", body, key)

    def looks_at(self, plan: dict) -> dict:
        return self.reads(f"/api/plans/{plan['id']}")

    def lists_plans(self, **query) -> list[dict]:
        return self.reads("/api/plans", **query)["items"]

    def submits(self, plan: dict, to, step="DemandLead", kind="send", key=None, version=None, **more) -> dict:
        body = {"version": version or self.looks_at(plan)["version"], "kind": kind, "to": step, "person": to.id} | more
        return self.writes("POST", f"/api/plans/{plan['id']}/submission", body, key)

    def has_submitted(self, to, *lines: dict, amount="100000") -> dict:
        """A plan on a budget of its own, on its way to `to`: 10 computers, 50,000 yuan."""
        plan = self.begins_a_plan(*(lines or [draws_on(self.has_a_budget(line(amount)))]))
        self.submits(plan, to=to)
        return plan

    def edits(self, plan: dict, task=None, key=None, version=None, **changed) -> dict:
        """The plan under way, under the to-do in which it may be edited."""
        now = self.looks_at(plan) if task else self._sees_it_editable(plan)
        body = {"task": task or now["editable"]["task"], "version": version or now["version"]} | now["draft"] | changed
        return self.writes("PUT", f"/api/plans/{plan['id']}/content", body, key)

    def _sees_it_editable(self, plan: dict) -> dict:
        """The plan, once it has come to where this person may edit it."""

        def editable():
            shown = self.looks_at(plan)
            return shown["editable"] and shown

        return wait_for(f"{plan['name']} to be editable for {self.name}", editable)

    def sees_implementation(self, **query) -> list[dict]:
        return self.reads("/api/implementation", **query)["items"]

    # ---- attachments

    def declares(self, content=PDF, name="财政批复.pdf", key=None, **more) -> dict:
        """The form for a file."""
        body = {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()} | more
        form = self.writes("POST", "/api/uploads", body, key)
        self.secrets.keep(form["fields"]["x-amz-signature"])
        return form

    def posts(self, form: dict, content=PDF, **changed) -> int:
        """The file straight to S3, as a browser does; the status."""
        fields = form["fields"] | changed
        return requests.post(form["url"], data=fields, files={"file": ("file", content)}, timeout=60).status_code

    def learns_what_became_of(self, form: dict) -> dict:
        """Once it was checked."""

        def checked():
            upload = self.reads(f"/api/uploads/{form['upload']}")
            return upload["status"] != "awaited" and upload

        return wait_for("the check of an attachment", checked)

    def attaches(self, content=PDF, name="财政批复.pdf") -> str:
        """A checked attachment; its id."""
        form = self.declares(content, name)
        assert self.posts(form, content) == 201
        upload = self.learns_what_became_of(form)
        assert upload["status"] == "checked", upload
        return form["upload"]

    def downloads(self, upload: str, plan: dict | None = None) -> requests.Response:
        link = self.reads(f"/api/uploads/{upload}/content", subject=plan and f"plan.{plan['id']}")
        self.secrets.keep(link["url"].split("X-Amz-Signature=")[1].split("&")[0])
        return requests.get(link["url"], timeout=60)

