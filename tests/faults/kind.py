"""A kind of subject under fire: what each says of itself, and what follows from that for every one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.door import new_key, wait_for
from tests.e2e.people import Person
from tests.e2e.tables import partition_of
from tests.e2e.task_acts import id_of
from tests.faults.journey import Journey, World
from tests.faults.soundness import assert_sound

# An act that is ready to be made: the same body under whatever key.
Act = Callable[[str], dict]
# What is called of a to-do, and with what body.
Move = tuple[str, dict]


@dataclass(frozen=True)
class Stop:
    """A step: who has a subject there, one or all of a pool; the move that goes on, and what else is open to them beside it."""

    people: tuple[Person, ...]
    onward: Move
    beside: tuple[Move, ...] = ()

    @property
    def holder(self) -> Person:
        return self.people[0]

    @property
    def moves(self) -> list[Move]:
        return [self.onward, *self.beside]


class Kind:
    """One kind of subject, in the world of a run."""

    code: str
    machine: str
    # The usual way, from the first to-do on, and the step of it that lies in a pool.
    WAY: tuple[str, ...]
    POOL: str | None = None
    # What the history says of one that was sent.
    BEGINNING: tuple[str, str]
    # Given back by the last of the way, it goes through these steps to its end.
    AGAIN: tuple[str, ...] = ()
    JOURNEY = Journey
    # So many walks of its journey are made in the short form, with at least so many different cuts.
    WALKS = (2, 11)

    def __init__(self, world: World):
        self.world, self.tables, self.office, self.cast = world, world.tables, world.office, world.cast
        self.prepares()

    # ---- what each kind says of itself

    def prepares(self) -> None:
        """What has to be there before the first of them."""

    @property
    def raiser(self) -> Person:
        raise NotImplementedError

    def raises(self) -> Act:
        """A draft."""
        raise NotImplementedError

    def completes(self, subject: dict) -> None:
        """Whatever a draft lacks before it can be sent."""

    def submission(self, subject: dict) -> Act:
        raise NotImplementedError

    def stop(self, step: str) -> Stop:
        raise NotImplementedError

    def works(self, subject: dict, step: str, task: str) -> None:
        """What its holder does at a step before every move of the stop is open."""

    def back(self) -> Move:
        """How the last of the way gives it back, to the first step of `AGAIN`."""
        raise NotImplementedError

    def assert_agrees(self, subject: dict, head: dict) -> None:
        """What hangs on one at rest agrees with its header."""
        raise NotImplementedError

    def assert_pool_decided(self, subject: dict, won: dict) -> None:
        """What was answered to the one of a pool who decided is what became of it."""
        raise NotImplementedError

    def assert_ended(self, subject: dict) -> None:
        """What else was done once on a whole journey."""

    # ---- what follows from that

    def as_subject(self, answer: dict) -> dict:
        """A subject, from the answer to the act that raised it."""
        return answer | {"kind": self.code, "machine": self.machine}

    def drafts(self) -> dict:
        subject = self.as_subject(self.raises()(new_key()))
        self.completes(subject)
        return subject

    def begins(self) -> dict:
        """One that was sent; its first to-do may still be on its way."""
        subject = self.drafts()
        self.submission(subject)(new_key())
        return subject

    def has_one_at(self, step: str) -> dict:
        """One that has come to a step of the way, and rests there."""
        subject = self.begins()
        for passed in self.WAY[:self.WAY.index(step)]:
            self.goes_on(subject, passed)
        self.comes_to(subject, step)
        return subject

    def comes_to(self, subject: dict, step: str) -> str:
        """The to-do of a step, once its holder has it and the subject rests."""
        task = self.stop(step).holder.receives(subject, step)
        self.settles(subject)
        return task

    def onward(self, subject: dict, step: str) -> Act:
        return self.decision(subject, step, self.stop(step).onward)

    def decision(self, subject: dict, step: str, move: Move) -> Act:
        """A move of whoever has it at a step, once it has come there."""
        holder, (how, body) = self.stop(step).holder, move
        task, opinion = holder.receives(subject, step), holder.opinion()
        self.works(subject, step, task)
        return lambda key: holder.decides(task, how, body | {"opinion": opinion}, key)

    def goes_on(self, subject: dict, step: str) -> dict:
        return self.onward(subject, step)(new_key())

    def last_act(self, subject: dict) -> Act:
        """The one that ends it, when it has come to the last step of the way."""
        return self.onward(subject, self.WAY[-1])

    def ends(self, subject: dict, step: str) -> dict:
        """From a step of the way to the end; its header."""
        for passed in self.WAY[self.WAY.index(step):-1]:
            self.goes_on(subject, passed)
        self.last_act(subject)(new_key())
        return self.settles(subject)

    def task(self, subject: dict, seq: int, round_=1) -> str:
        return f"{id_of(subject)}.{round_}.{seq}"

    def withdraws(self, subject: dict, key: str | None = None) -> dict:
        """Its raiser takes its first submission back."""
        return self.raiser.withdraws(self.task(subject, 0), key)

    def head(self, subject: dict) -> dict:
        return self.tables.of_plan(subject)["subject"][0]

    def settles(self, subject: dict) -> dict:
        """Its header, once it rests."""
        wait_for(f"{subject['name']} to come to rest", lambda: self.world.rests(subject))
        return self.head(subject)

    def assert_whole(self, subject: dict) -> None:
        """One at rest is sound, and so is what hangs on it."""
        assert_sound(self.tables, subject)
        self.assert_agrees(subject, self.head(subject))

    def everything_of(self, subject: dict) -> list[dict]:
        """All records and events."""
        return self.tables.of(partition_of(subject))
