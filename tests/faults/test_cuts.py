"""Every step of a subject's way cut off at every point: it ends legally, within two passes of the reconciler."""

import pytest

from tests.faults import cuts
from tests.faults.approval import Approval
from tests.faults.journey import World
from tests.faults.persistence import MOST_PASSES
from tests.faults.questioning import Questioning
from tests.faults.soundness import assert_all_sound

# A kind of subject is under fire with a journey of its own; so many walks of each are made in the short form, with at least so
# many different cuts.
JOURNEYS = {Approval: (3, 12), Questioning: (2, 11)}


@pytest.fixture(scope="session")
def world(stack, proxy, tables, university, cast) -> World:
    return World(stack, proxy, tables, university, cast)


def cut_of(kinds, walk: int):
    """By the number of an act its cut: another one for each act of a kind, and for each walk."""

    def chosen(number: int):
        kind = kinds[number]
        possible = cuts.at(kind)
        apart = max(1, len(possible) // kinds.count(kind))
        return possible[(walk + kinds[:number].count(kind) * apart) % len(possible)]

    return chosen


def walks():
    """Of each journey so many that each of its acts is cut by each cut that there is for it."""
    for journey, (short, _) in JOURNEYS.items():
        for walk in range(max(len(cuts.at(kind)) for kind in set(journey.KINDS))):
            yield pytest.param(journey, walk, marks=[pytest.mark.soak] if walk >= short else [], id=f"{journey.__name__}-{walk}")


@pytest.mark.parametrize(("journey", "walk"), list(walks()))
def test_a_subject_that_is_cut_at_every_act_ends_legally(world, journey, walk):
    subject = journey(world, cut_of(journey.KINDS, walk))
    subject.prepare()
    try:
        subject.goes()
    finally:
        print(f"walk {walk}", *subject.told, sep="\n  ")
    assert subject.passes <= MOST_PASSES


def test_the_short_form_makes_enough_different_cuts():
    for journey, (short, least) in JOURNEYS.items():
        made = {cut_of(journey.KINDS, walk)(number).name for walk in range(short) for number in range(len(journey.KINDS))}
        assert len(made) >= least, journey


@pytest.mark.last
def test_after_all_cuts_every_plan_account_number_and_history_is_sound(tables, tmp_path):
    assert_all_sound(tables, tmp_path)
