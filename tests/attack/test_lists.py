"""Lists hold what one may see, whatever is asked of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

FORGED = {"unit": "fzsfbwg", "person": "weizihan", "region": "350100", "department": "zlb", "raiser": "weizihan", "pk": "x"}


@pytest.fixture(scope="module")
def plans(ground, tables):
    return {plan["id"].removeprefix("plan."): plan for plan in tables.everything("RecordsTable", "subject")}


@pytest.mark.parametrize("query", [{}, FORGED], ids=["plain", "forged"])
def test_no_list_holds_what_one_may_not_see(ground, plans, tables, query):
    budgets = {budget["id"]: budget for budget in tables.everything("RecordsTable", "budget")}
    todos = {todo["id"]: todo for todo in tables.everything("RecordsTable", "todo")}
    lists = (
        ("/api/plans", "id", lambda who, id_: plans[id_]["raiser"]["id"] == who.id),
        ("/api/plans?scope=unit", "id", lambda who, id_: plans[id_]["home"]["unit"] == who.unit),
        ("/api/plans?scope=unit&status=finished", "id", lambda who, id_: plans[id_]["home"]["unit"] == who.unit),
        ("/api/implementation", "plan", lambda who, id_: plans[id_]["home"]["unit"] == who.unit),
        ("/api/budgets", "id", lambda who, id_: budgets[id_]["unit"] == who.unit),
        ("/api/tasks/todo", "id", lambda who, id_: _has(todos[id_], who)),
        ("/api/tasks/todo?list=back", "id", lambda who, id_: _has(todos[id_], who)),
        ("/api/tasks/todo?list=pool", "id", lambda who, id_: _has(todos[id_], who)),
        ("/api/tasks/done", "id", lambda who, id_: _decided(todos[id_])["id"] == who.id),
        ("/api/notices", "task", lambda who, id_: False),
    )

    def looks(who) -> tuple[int, list]:
        seen, leaked = 0, []
        for path, key, may in lists:
            answer = who.asks("GET", path, query=query)
            assert answer.status in (200, 403), (who.id, path, answer)
            items = answer.body["items"] if answer.status == 200 else []
            seen += len(items)
            leaked += [(who.id, path, item[key]) for item in items if not may(who, item[key])]
        return seen, leaked

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(looks, ground.everybody))
    seen, leaked = sum(seen for seen, _ in found), [one for _, leaked in found for one in leaked]
    assert leaked == [] and seen > 30


def _decided(todo: dict) -> dict:
    """Who decided on it: whoever had it, where the decision names nobody else."""
    return todo["ended"]["decision"].get("by") or todo.get("claim", todo)["by" if "claim" in todo else "holder"]


def _has(todo: dict, who) -> bool:
    """Held by them, or in the pool of their region, their organisation or their department."""
    if todo.get("pool"):
        pool = todo["pool"]
        if pool["role"] not in who.roles or "region" not in pool:
            return pool["role"] in who.roles and (pool.get("unit") == who.unit or pool.get("department") == [who.unit, who.department])
        return pool["region"] == {"fjczt": "350001", "fzczj": "350100", "mwczj": "350105"}[who.unit]
    return todo["holder"]["id"] == who.id


def test_nobody_is_offered_as_the_next_one_from_another_unit(ground):
    task = ground.things[1].ids["task"]
    people = ground.cast.huangzhiyuan.reads(f"/api/tasks/{task}/people", kind="send", to="ProcurementHandler")["items"]
    assert {person["id"] for person in people} == {"liuyang", "hexiaohui"}


def test_nothing_that_a_supplier_reads_names_anybody_of_the_purchaser_or_the_agency(ground):
    """A supplier with a question at an agency and one that came back: lists, to-dos, the way, the question, what is refused."""
    pan, thing = ground.cast.panlei, next(thing for thing in ground.things if thing.name == "question at the agency")
    subject, own = thing.ids["subject"], f"{thing.ids['subject']}.1.0"
    paths = ["/api/tasks/todo", "/api/tasks/todo?list=pool", "/api/tasks/done", "/api/notices", "/api/questions", f"/api/tasks/{own}",
             f"/api/subjects/{subject}/flow", f"/api/subjects/{subject}/about", f"/api/questions/{thing.ids['question']}",
             f"/api/subjects/{ground.returned}/flow", f"/api/tasks/{ground.returned}.1.2", f"/api/questions/{ground.returned.split('.')[1]}"]
    answers = [pan.asks("GET", path) for path in paths]
    answers += [pan.asks("POST", f"/api/tasks/{own}/{act}", {}, key=f"names-{act}-0001") for act in ("withdrawal", "reminder")]
    assert all(answer.status in (200, 409, 422) for answer in answers)
    told = " ".join(str(answer.body) for answer in answers)
    assert pan.name in told
    assert [person.name for person in ground.everybody if person.unit != pan.unit and person.name in told] == []
