"""A unit of a test's own, with someone in every role: who joins it, and what is raised there, meets no other test."""

import uuid

from tests.e2e.offices import Office
from tests.e2e.people import Cast, Person, imports

REGION = "350001"
DEPARTMENTS = {"demand": "需求处", "other": "信息处", "procurement": "采购处", "leads": "领导"}
# Name in the tests, name on the page, department, roles.
STAFF = [
    ("raiser", "需求经办", "demand", "demand_handler"),
    ("colleague", "需求同事", "demand", "demand_handler"),
    ("lead", "需求领导", "demand", "demand_lead"),
    ("other_handler", "信息经办", "other", "demand_handler"),
    ("other_lead", "信息领导", "other", "demand_lead"),
    ("deputy", "需求分管", "leads", "demand_deputy"),
    ("handler", "采购经办", "procurement", "procurement_handler"),
    ("second_handler", "采购同事", "procurement", "procurement_handler"),
    ("chief", "采购领导", "procurement", "procurement_lead"),
    ("procurement_deputy", "采购分管", "leads", "procurement_deputy"),
    ("head", "单位领导", "leads", "unit_lead"),
    ("supervisor", "监察", "leads", "supervisor"),
]


class OwnUnit:
    """Brought in by the import that an administrator uses; its filings are reviewed by the province's finance office.

    It is a finance department, which buys as others do, so that somebody there may be of the finance office as well.
    """

    raiser: Person
    colleague: Person
    lead: Person
    other_handler: Person
    other_lead: Person
    deputy: Person
    handler: Person
    second_handler: Person
    chief: Person
    procurement_deputy: Person
    head: Person
    supervisor: Person

    def __init__(self, cast: Cast, stack, longest=False):
        """`longest` gives everything and everybody a name as long as it may be."""
        long = (lambda name, most: name.ljust(most, "长")) if longest else (lambda name, most: name)
        self._cast, self._stack = cast, stack
        self.id = f"u{uuid.uuid4().hex[:10]}"
        people = [{"id": f"{self.id}-{number}", "name": long(name, 15), "unit": self.id, "department": self.department(department),
                   "user_name": f"{self.id}{number}", "roles": roles, "password": f"test-only-{uuid.uuid4().hex}"}
                  for number, (_, name, department, roles) in enumerate(STAFF)]
        unit = {"id": self.id, "kind": "unit", "name": long(f"示范单位{self.id}", 60), "region": REGION, "organisation": "finance"}
        departments = [{"id": self.department(word), "kind": "department", "name": long(name, 60), "unit": self.id} for word, name in DEPARTMENTS.items()]
        imports(stack, unit)
        imports(stack, *departments)
        imports(stack, *people)
        for (word, *_), row in zip(STAFF, people):
            setattr(self, word, Person(cast.door, cast.secrets, row))

    def department(self, word: str) -> str:
        return f"{self.id}-{word}"

    def everybody(self) -> list[Person]:
        return [getattr(self, word) for word, *_ in STAFF]

    def office(self, finance: Person) -> Office:
        """Those who have a plan in their hands one after the other."""
        return Office(self.raiser, self.lead, self.handler, self.chief, self.head, finance)

    def newcomer(self, department="demand", roles="demand_handler", called="新同事") -> Person:
        """Someone more in it."""
        return self._cast.newcomer(self._stack, self.id, self.department(department), roles, called)
