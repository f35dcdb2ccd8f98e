"""The year's end costs a line what it costs, however much others have stored; `make bench` shows it at larger sizes."""

from tests.cost import growth, rollover

LINES, RECORDS = 100, 1_000


def test_what_others_store_makes_no_line_dearer_to_carry_over(world):
    # What the submission brings about must be over before anything is measured.
    world.office.lead.receives(world.office.raiser.has_submitted(world.office.lead))
    before = rollover.of_a_line(world, LINES, 2015)
    growth.fill(world, RECORDS, 0)
    after = rollover.of_a_line(world, LINES, 2016)
    assert after == before
    assert after.write < 5 and after.read < 2 and after.index < 1
