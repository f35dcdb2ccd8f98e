"""Who reaches what is not theirs: every operation on a thing × everybody, by relation: own, same department, same unit,
other unit, other region, and nobody. What one may not know of is answered exactly as what is not there."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.attack.ground import is_closed, of_things
from tests.e2e.door import new_key


def relation(who, cast) -> str:
    """To 林晓 of 教务处."""
    lin = cast.linxiao
    if who is lin:
        return "own"
    if who.unit == lin.unit:
        return "same department" if who.department == lin.department else "same unit"
    return "other unit" if who.unit in ("fjsfdag", "fjczt", "fjggzy", "fjzjk", "fjpt") else "other region"


def test_the_people_stand_in_every_relation(ground, cast):
    found = {relation(who, cast) for who in ground.everybody}
    assert found == {"own", "same department", "same unit", "other unit", "other region"}
    assert len({role for who in ground.everybody for role in who.roles}) == 14


@pytest.fixture(scope="module")
def answers(ground, cast):
    """Tries at everything that one may not even know of, and the same at nothing: one person for each role, operation and
    relation; where the role is kept from the operation, at one thing alone."""
    tries = {}
    for operation, parameter in of_things():
        for thing in [thing for thing in ground.things if parameter in thing.ids]:
            for who in [who for who in ground.everybody if not ground.may_know(who, operation, thing)]:
                closed = is_closed(who, operation)
                tries.setdefault((operation, *who.roles, relation(who, cast), closed or thing.name), (who, operation, thing))
    subjects = [f"PLAN#{thing.ids['plan']}" for thing in ground.things if "plan" in thing.ids]
    subjects += [f"BUDGET#{ground.budget['id']}", *(f"UPLOAD#{thing.ids['upload']}" for thing in ground.things if "upload" in thing.ids)]

    nothing = {}

    def tried(each):
        who, operation, thing = each
        # What is not there is the same for everybody of a role.
        same = (operation, thing.name, *who.roles)
        if same not in nothing:
            nothing[same] = ground.tries(who, operation, thing.missing())
        return each, ground.tries(who, operation, thing), nothing[same]

    with ground.tables.unchanged(*subjects), ThreadPoolExecutor(8) as threads:
        return list(threads.map(tried, tries.values()))


def test_what_is_not_ones_own_is_answered_as_what_is_not_there(answers):
    told = [(who.id, operation, thing.name, real.status, real.body, absent.status) for (who, operation, thing), real, absent in answers
            if (real.status, real.body) != (absent.status, absent.body)]
    assert len(answers) > 1_000
    assert told == []


def test_nothing_of_it_succeeds(answers):
    assert [(who.id, operation, thing.name) for (who, operation, thing), real, _ in answers if real.status < 400] == []
    assert {real.status for _, real, _ in answers} <= {400, 403, 404}


def test_nobody_gets_anything_without_a_session(ground, door):
    for operation, parameter in of_things():
        for thing in ground.things:
            if parameter in thing.ids:
                answer = ground.tries(None, operation, thing, door)
                assert (answer.status, answer.body["code"]) == (401, "not_signed_in"), (operation, thing.name)


def test_who_may_see_a_thing_sees_it(ground):
    """Or the tests above would prove nothing."""
    for operation, thing, who in [
        ("get-plan", ground.things[0], "linxiao"), ("get-plan", ground.things[1], "xujing"), ("flow-state", ground.things[2], "lvming"),
        ("get-plan", ground.things[3], "dongjie"), ("get-budget", ground.things[4], "gaoxin"),
        ("get-upload", ground.things[5], "xujing"), ("get-task", ground.things[1], "huangzhiyuan"),
        ("get-task", ground.things[2], "guohaiyan"), ("people-of-step", ground.things[1], "huangzhiyuan"),
    ]:
        person = getattr(ground.cast, who)
        if operation == "get-budget":
            person = ground.cast.xujing
        assert ground.tries(person, operation, thing).status == 200, (operation, thing.name, who)


def test_seeing_is_not_deciding(ground):
    """Of those who may see a plan, only the one who has the to-do decides on it; the others learn nothing more."""
    subjects = [f"PLAN#{thing.ids['plan']}" for thing in ground.things[:4]]
    holders = {"at the lead": ["huangzhiyuan"], "at the finance office": ["guohaiyan", "lvming"], "of another region": ["dongjie"]}
    wrong = []
    with ground.tables.unchanged(*subjects):
        for thing in ground.things[1:4]:
            for who in [one for one in ground.everybody if ground.knows_task(one, thing) or ground.sees(one, thing)]:
                for operation in ("approve-task", "consult-task", "return-task", "claim-task",
                                  "release-task", "save-plan", "submit-plan", "edit-plan"):
                    if who.id not in holders[thing.name] and not (who.id in ("linxiao", "weizihan") and operation in ("save-plan", "submit-plan")):
                        answer = ground.tries(who, operation, thing, key=new_key())
                        if answer.status not in (403, 404):
                            wrong.append((who.id, operation, thing.name, answer.status, answer.body))
    assert wrong == []
