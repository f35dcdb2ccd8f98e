"""What people do with budgets beyond adding and confirming: edit, cancel, adjust, delete, many at once."""

from tests.e2e.budget_acts import budget, line


def take(amount="100", number=1, source="general_budget") -> dict:
    """What is adjusted of a line."""
    return {"line": number, "source": source, "amount": amount}


def adjustment(paper: str, *takes: dict, lines=None, name="调剂后的预算", kind="meeting_minutes", reason="实际采购需求变化") -> dict:
    """An adjustment as it is entered: furniture for what is taken."""
    takes = list(takes or [take()])
    lines = lines or [line(each["amount"], item="A05010203", price="600", quantity=1, measure="张", source=each["source"])
                      for each in takes]
    return {"name": name, "reason": reason, "takes": takes, "lines": lines, "attachment": {"kind": kind, "upload": paper}}


class Treasurer:
    """A person, and what they do with budgets: `Treasurer(lin).adjusts(budget)`."""

    def __init__(self, person):
        self.person = person
        self._paper = None

    @property
    def paper(self) -> str:
        """A checked attachment, uploaded when it is first needed."""
        self._paper = self._paper or self.person.attaches(name="会议纪要.pdf")
        return self._paper

    def may(self, of: dict) -> dict[str, str | None]:
        """What is on offer, each with the reason why it cannot be done now."""
        return {each["act"]: each["disabled"] for each in self.person.looks_at_budget(of)["acts"]}

    def edits(self, of: dict, *lines: dict, version=None, key=None, **more) -> dict:
        body = budget(*lines, **more) | {"version": version or self.person.looks_at_budget(of)["version"]}
        return self.person.writes("PUT", f"/api/budgets/{of['id']}", body, key)

    def cancels(self, of: dict, key=None) -> dict:
        return self.person.writes("DELETE", f"/api/budgets/{of['id']}/confirmation", key=key)

    def deletes(self, of: dict, key=None) -> dict:
        return self.person.writes("DELETE", f"/api/budgets/{of['id']}", key=key)

    def adjusts(self, of: dict, *takes: dict, key=None, **more) -> dict:
        body = adjustment(self.paper, *takes, **more)
        return self.person.writes("POST", f"/api/budgets/{of['id']}/adjustments", body, key)

    def confirms_all(self, *budgets: dict, key=None, **more) -> dict:
        body = ({"budgets": [each["id"] for each in budgets]} if budgets else {}) | more
        return self.person.writes("POST", "/api/budgets/confirmation", body, key)

    def sees(self, of: dict, *parts: str) -> tuple[str, ...]:
        """Parts of the balance, in yuan."""
        balance = self.person.looks_at_budget(of)["balance"]
        return tuple(balance[part] for part in parts)
