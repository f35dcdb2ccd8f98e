"""The people of the demo organisation, who do what people do: a method is a sentence, and raises `Refused` if it may not be."""

import csv
import uuid

from infra.local.paths import DEMO
from tests.e2e.budget_acts import BudgetActs
from tests.e2e.door import COOKIE, Answer, Door, new_key
from tests.e2e.plan_acts import PlanActs
from tests.e2e.question_acts import QuestionActs
from tests.e2e.task_acts import TaskActs
from tests.e2e.warning_acts import WarningActs


class Secrets:
    """What must stand in no log: passwords, cookies, signatures, opinions, tokens."""

    def __init__(self):
        self.all: set[str] = set()

    def keep(self, secret: str) -> str:
        self.all.add(secret)
        return secret


class Person(BudgetActs, PlanActs, QuestionActs, TaskActs, WarningActs):
    """Someone with an account. Signs in when they first act."""

    def __init__(self, door: Door, secrets: Secrets, row: dict):
        self.door, self.secrets = door, secrets
        self.id, self.name, self.unit, self.department = row["id"], row["name"], row["unit"], row["department"]
        self.user_name, self.password = row["user_name"], secrets.keep(row["password"])
        self.roles = row["roles"].split(";")
        self.cookie: str | None = None

    def __repr__(self) -> str:
        return f"{self.name}({'/'.join(self.roles)})"

    def tries_to_sign_in(self, password: str | None = None, **more) -> Answer:
        """The answer, whatever it is; no session is kept."""
        body = {"user_name": self.user_name, "password": self.password if password is None else password} | more
        if password:
            self.secrets.keep(password)
        return self.door.call("POST", "/api/session", body)

    def signs_in(self, password: str | None = None, **more) -> dict:
        answer = self.tries_to_sign_in(password, **more)
        who = answer.good()
        pair = answer.headers["Set-Cookie"].split(";", 1)[0]
        self.cookie = pair.removeprefix(f"{COOKIE}=")
        self.secrets.keep(self.cookie.split(".", 1)[1])
        return who

    def tries_to_change_password(self, new, current: str | None = None, cookie: str | None = None) -> Answer:
        """The answer, whatever it is."""
        if isinstance(new, str) and new:
            self.secrets.keep(new)
        body = {"current": self.password if current is None else current, "new": new}
        if cookie is None and self.cookie is None:
            self.signs_in()
        return self.door.call("PUT", "/api/session/password", body, cookie=cookie or self.cookie)

    def changes_password(self, new, current: str | None = None) -> dict:
        answer = self.tries_to_change_password(new, current)
        who = answer.good()
        self.cookie = answer.headers["Set-Cookie"].split(";", 1)[0].removeprefix(f"{COOKIE}=")
        self.secrets.keep(self.cookie.split(".", 1)[1])
        self.password = new
        return who

    def signs_out(self) -> Answer:
        """With the cookie kept, as a thief would have it."""
        return self.door.call("DELETE", "/api/session", cookie=self.cookie)

    def who_am_i(self) -> dict:
        return self.reads("/api/session")

    def asks(self, method: str, path: str, body=None, **more) -> Answer:
        """Any call in this person's session."""
        if self.cookie is None:
            self.signs_in()
        return self.door.call(method, path, body, cookie=self.cookie, **more)

    def reads(self, path: str, **query):
        return self.asks("GET", path, query={name: value for name, value in query.items() if value is not None}).good()

    def writes(self, method: str, path: str, body=None, key: str | None = None):
        return self.asks(method, path, body, key=key or new_key()).good()

    def opinion(self, words: str = "同意") -> str:
        """An opinion that can be told from any other, so that it is found where it must not stand."""
        return self.secrets.keep(f"{words}（{uuid.uuid4().hex}）")


class Cast:
    """Everybody, by their user name."""

    def __init__(self, door: Door):
        self.door, self.secrets = door, Secrets()
        with (DEMO / "organisation.csv").open(encoding="utf-8", newline="") as rows:
            people = [row for row in csv.DictReader(rows) if row["kind"] == "person"]
        self._people = {row["user_name"]: Person(door, self.secrets, row) for row in people}

    def __getattr__(self, user_name: str) -> Person:
        try:
            return self.__dict__["_people"][user_name]
        except KeyError:
            raise AttributeError(user_name) from None

    def everybody(self) -> list[Person]:
        return list(self._people.values())

    def with_role(self, role: str) -> list[Person]:
        return [person for person in self.everybody() if role in person.roles]

    def newcomer(self, stack, unit="fjsfdag", department="blc", roles="demand_handler", called="新同事") -> Person:
        """Someone of whom no other test knows, brought in by the import that an administrator uses.

        Where they are offered to others, they need a unit of the test's own (`OwnUnit`), or they are offered in other tests too.
        """
        name = f"new-{uuid.uuid4().hex[:12]}"
        row = {"id": name, "name": called, "unit": unit, "department": department, "user_name": name, "roles": roles,
               "password": f"test-only-{uuid.uuid4().hex}"}
        imports(stack, row)
        return Person(self.door, self.secrets, row)


def imports(stack, *rows: dict) -> None:
    """People, or what their rows say they are, as rows of the organisation's import."""
    columns = ["id", "kind", "name", "region", "unit", "department", "user_name", "roles", "password", "reset_password", "organisation"]
    lines = [",".join(columns), *(",".join(({"kind": "person"} | row).get(column, "") for column in columns) for row in rows)]
    answer = stack.invoke("import-organisation", {"csv": "\n".join(lines) + "\n"})
    assert answer == {"imported": len(rows), "faults": []}
