"""What people do with budgets."""

import itertools

from tests.e2e.clock import THIS_YEAR

_numbers = itertools.count(1)


def line(amount="100000", item="A02010105", price="5000", quantity=20, measure="台", source="general_budget") -> dict:
    """A line with one source of funding."""
    return {"item": item, "unit_price": price, "quantity": quantity, "measure": measure,
            "funding": [{"source": source, "amount": amount}]}


def budget(*lines: dict, **more) -> dict:
    """A budget as it is entered, with a name of its own."""
    return {"name": f"端到端测试预算{next(_numbers):04}", "document_number": f"闽财测〔{THIS_YEAR}〕1号", "kind": "initial",
            "year": THIS_YEAR, "lines": list(lines or [line()])} | more


class BudgetActs:
    """2.x"""

    def adds_a_budget(self, *lines: dict, key=None, **more) -> dict:
        return self.writes("POST", "/api/budgets", budget(*lines, **more), key)

    def confirms(self, budget: dict, key=None) -> dict:
        return self.writes("POST", f"/api/budgets/{budget['id']}/confirmation", key=key)

    def has_a_budget(self, *lines: dict) -> dict:
        """A confirmed one of their own."""
        return self.confirms(self.adds_a_budget(*lines))

    def looks_at_budget(self, budget: dict) -> dict:
        return self.reads(f"/api/budgets/{budget['id']}")

    def lists_budgets(self, **query) -> dict:
        return self.reads("/api/budgets", **query)

    def searches_catalogue(self, **query) -> dict:
        return self.reads("/api/catalogue", **query)

    def sees_balance(self, budget: dict) -> tuple[str, str]:
        """Free and reserved, in yuan."""
        balance = self.looks_at_budget(budget)["balance"]
        return balance["free"], balance["reserved"]
