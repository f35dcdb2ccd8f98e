"""A subject on its way from its beginning to its end, act by act; every one may be cut off and is then insisted on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.persistence import comes_to_rest, insists


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


@dataclass
class Journey:
    """One subject; `cut_of` says by the number of an act which cut is made there.

    Each journey says in `KINDS` what follows on each of its acts: `write`, `start`, `resume` or `end`.
    """

    KINDS = ()

    world: World
    cut_of: Callable[[int], object]
    subject: dict | None = None
    done: int = 0
    passes: int = 0
    told: list[str] = field(default_factory=list)

    def act(self, does: Callable[[str], dict]) -> dict:
        """One act with its cut, and whatever follows on it."""
        number, self.done = self.done, self.done + 1
        cut = self.cut_of(number)
        self.told.append(f"act {number + 1} ({self.KINDS[number]}): {cut.name}")
        with cut.made(self.world, self.subject):
            answer = insists(does)
        if self.subject:
            passes = comes_to_rest(self.world.stack, self.world.tables, self.subject)
            self.told[-1] += f" — {passes} passes"
            self.passes = max(passes, self.passes)
        return answer

    def prepare(self) -> None:
        """What is there before the first act."""

    def goes(self) -> None:
        """All of it, to its end."""
        raise NotImplementedError
