"""Step Functions wiped, with subjects of every kind at every step and on their way: all of them go on to their end."""

import json

from tests.e2e.door import new_key
from tests.faults.cuts import outbox_closed
from tests.faults.kinds import KINDS
from tests.faults.persistence import comes_to_rest


def wipe_executions(stack) -> None:
    """Stop the stack, forget every execution that there ever was, and start it again."""
    stack.server.stop()
    place = stack.state / "services" / "stepfunctions.json"
    saved = json.loads(place.read_text(encoding="utf-8"))
    assert saved["payload"]["executions"]["data"], "there was nothing to forget"
    saved["payload"]["executions"]["data"] = {}
    place.write_text(json.dumps(saved), encoding="utf-8")
    stack.restart()


def test_after_wiped_executions_every_subject_goes_on_to_its_end(world, stack, tables):
    kinds = [kind(world) for kind in KINDS]
    resting = [(kind, kind.has_one_at(step), step) for kind in kinds for step in kind.WAY]
    leaving, ending, back = [[(kind, kind.has_one_at(kind.WAY[at])) for kind in kinds] for at in (0, -1, 0)]
    ends = [kind.last_act(subject) for kind, subject in ending]
    with outbox_closed(stack):
        starting = [(kind, kind.begins()) for kind in kinds]
        for kind, subject in leaving:
            kind.goes_on(subject, kind.WAY[0])
        for end in ends:
            end(new_key())
        for kind, subject in back:
            kind.withdraws(subject)
        wipe_executions(stack)
    for _, subject in [*starting, *leaving, *ending, *back]:
        comes_to_rest(stack, tables, subject, most=1)
    assert [kind.head(subject)["status"] for kind, subject in [*ending, *back]] == ["finished"] * len(kinds) + ["draft"] * len(kinds)
    started = [(kind, subject, kind.WAY[0]) for kind, subject in starting]
    left = [(kind, subject, kind.WAY[1]) for kind, subject in leaving]
    for kind, subject, step in [*resting, *started, *left]:
        assert kind.ends(subject, step)["status"] == "finished"
    for kind, subject in back:
        kind.submission(subject)(new_key())
        kind.comes_to(subject, kind.WAY[0])
    for kind, subject in [*[(kind, subject) for kind, subject, _ in resting], *starting, *leaving, *ending, *back]:
        kind.assert_whole(subject)
