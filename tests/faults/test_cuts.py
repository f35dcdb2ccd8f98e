"""Every step of an approval cut off at every point: it ends legally, within two passes of the reconciler."""

import pytest

from tests.faults import cuts
from tests.faults.approval import KINDS, Approval, World
from tests.faults.persistence import MOST_PASSES
from tests.faults.soundness import assert_all_sound

# So many approvals that each act is cut by each cut that there is for it.
MOST = max(len(cuts.at(kind)) for kind in set(KINDS))
SHORT = 3


@pytest.fixture(scope="session")
def world(stack, proxy, tables, university) -> World:
    return World(stack, proxy, tables, university)


def cut_of(walk: int):
    """By the number of an act its cut: another one for each act of a kind, and for each walk."""

    def chosen(number: int):
        kind = KINDS[number]
        possible = cuts.at(kind)
        apart = max(1, len(possible) // KINDS.count(kind))
        return possible[(walk + KINDS[:number].count(kind) * apart) % len(possible)]

    return chosen


@pytest.mark.parametrize("walk", [pytest.param(walk, marks=[pytest.mark.soak] if walk >= SHORT else []) for walk in range(MOST)])
def test_a_whole_approval_that_is_cut_at_every_act_ends_legally(world, walk):
    approval = Approval(world, cut_of(walk))
    try:
        approval.goes()
    finally:
        print(f"walk {walk}", *approval.told, sep="\n  ")
    assert approval.passes <= MOST_PASSES


def test_the_short_form_makes_at_least_twelve_different_cuts():
    made = {cut_of(walk)(number).name for walk in range(SHORT) for number in range(len(KINDS))}
    assert len(made) >= 12


@pytest.mark.last
def test_after_all_cuts_every_plan_account_number_and_history_is_sound(tables, tmp_path):
    assert_all_sound(tables, tmp_path)
