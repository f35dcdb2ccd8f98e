"""Every step of a subject's way cut off at every point: it ends legally, within two passes of the reconciler."""

import json

import pytest

from infra.local.paths import ROOT
from tests.faults import cuts
from tests.faults.kinds import KINDS
from tests.faults.persistence import MOST_PASSES
from tests.faults.soundness import assert_all_sound


def cut_of(follows, walk: int):
    """By the number of an act its cut: another one for each act on which the same follows, and for each walk."""

    def chosen(number: int):
        what = follows[number]
        possible = cuts.at(what)
        apart = max(1, len(possible) // follows.count(what))
        return possible[(walk + follows[:number].count(what) * apart) % len(possible)]

    return chosen


def walks():
    """Of each kind so many that each act of its journey is cut by each cut that there is for it."""
    for kind in KINDS:
        for walk in range(max(len(cuts.at(what)) for what in set(kind.JOURNEY.follows(kind)))):
            yield pytest.param(kind, walk, marks=[pytest.mark.soak] if walk >= kind.WALKS[0] else [], id=f"{kind.code}-{walk}")


@pytest.mark.parametrize(("kind", "walk"), list(walks()), indirect=["kind"])
def test_a_subject_that_is_cut_at_every_act_ends_legally(kind, walk):
    journey = kind.JOURNEY(kind, cut_of(kind.JOURNEY.follows(kind), walk))
    try:
        journey.goes()
    finally:
        print(f"walk {walk}", *journey.told, sep="\n  ")
    assert journey.passes <= MOST_PASSES


def test_every_kind_of_subject_is_under_fire():
    described = json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))["components"]["schemas"]["SubjectKind"]
    assert sorted(kind.code for kind in KINDS) == sorted(one["const"] for one in described["oneOf"])


def test_the_short_form_makes_enough_different_cuts():
    for kind in KINDS:
        (short, least), follows = kind.WALKS, kind.JOURNEY.follows(kind)
        made = {cut_of(follows, walk)(number).name for walk in range(short) for number in range(len(follows))}
        assert len(made) >= least, kind


@pytest.mark.last
def test_after_all_cuts_every_plan_account_number_and_history_is_sound(tables, tmp_path):
    assert_all_sound(tables, tmp_path)
