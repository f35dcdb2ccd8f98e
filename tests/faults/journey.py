"""A subject on its way from its beginning to its end, act by act; every one may be cut off and is then insisted on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from tests.faults.persistence import comes_to_rest, insists
from tests.faults.soundness import assert_sound


@dataclass
class World:
    """What subjects go on in."""

    stack: object
    proxy: object
    tables: object
    office: object
    cast: object

    def rests(self, subject: dict) -> bool:
        return self.tables.of_plan(subject)["subject"][0]["course"].get("transit") is None

    @cached_property
    def filing_number(self) -> str:
        """Of a plan that all may ask about."""
        return self.office.finance.files(self.office.has_a_plan_at("FinanceOffice"))["filing_number"]


@dataclass
class Journey:
    """One subject of a kind, sent, taken back, sent again, on to the last of its way, given back, and on to its end.

    `cut_of` says by the number of an act which cut is made there.
    """

    kind: object
    cut_of: Callable[[int], object]
    subject: dict | None = None
    done: int = 0
    passes: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.kind.world

    @staticmethod
    def follows(kind) -> tuple[str, ...]:
        """What follows on each act: nothing (`write`), or an execution that begins (`start`), goes on (`resume`) or ends (`end`)."""
        return ("write", "start", "end", "start", *("resume",) * (len(kind.WAY) + len(kind.AGAIN) + 1), "end")

    def act(self, does: Callable[[str], dict]) -> dict:
        """One act with its cut, and whatever follows on it."""
        number, self.done = self.done, self.done + 1
        cut = self.cut_of(number)
        self.told.append(f"act {number + 1} ({self.follows(self.kind)[number]}): {cut.name}")
        with cut.made(self.world, self.subject):
            answer = insists(does)
        if self.subject:
            passes = comes_to_rest(self.world.stack, self.world.tables, self.subject)
            self.told[-1] += f" — {passes} passes"
            self.passes = max(passes, self.passes)
        return answer

    def begins(self, raises: Callable[[str], dict]) -> None:
        """A draft, sent, taken back, and sent again."""
        self.subject = self.kind.as_subject(self.act(raises))
        self.kind.completes(self.subject)
        self.act(self.kind.submission(self.subject))
        self.act(lambda key: self.kind.withdraws(self.subject, key))
        self.act(self.kind.submission(self.subject))

    def goes_on(self, step: str) -> None:
        self.act(self.kind.onward(self.subject, step))

    def goes(self) -> None:
        """All of it, to its end."""
        first, *later = self.kind.WAY
        self.begins(self.kind.raises())
        self.goes_on(first)
        sent = self.kind.task(self.subject, 1, round_=2)
        self.act(lambda key: self.kind.stop(first).holder.withdraws(sent, key))
        for step in (first, *later[:-1]):
            self.goes_on(step)
        self.act(self.kind.decision(self.subject, later[-1], self.kind.back()))
        for step in self.kind.AGAIN:
            self.goes_on(step)
        self.ended_well()

    def ended_well(self) -> None:
        """Each act once, in order, and what hangs on it."""
        kind = self.kind
        raised, sent = kind.BEGINNING
        onward = ["task_sent"] * (len(kind.WAY) - 1)
        self.assert_acts(raised, sent, "task_withdrawn", sent, "task_sent", "task_withdrawn", *onward, "task_returned",
                         *["task_sent"] * (len(kind.AGAIN) - 1), "task_finished")
        kind.assert_whole(self.subject)
        kind.assert_ended(self.subject)

    def assert_acts(self, *expected: str) -> None:
        """What the history tells, but for attempts that the reconciler began."""
        assert [act for act in self.world.tables.acts_on(self.subject) if act != "chain_restarted"] == [*expected]
