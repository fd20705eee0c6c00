"""Whatever is done to a unit after a backup, it can be put back, and nothing else moves."""

from collections.abc import Iterable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case
from domain.errors import Refusal
from domain.facts import Unit
from domain.workflow.history import History
from domain.workflow.taking_back import TakeBack
from tests.domain.changes.town import BUREAU, OFFICE_OF_ROADS, SCHOOL, carried, town
from tests.domain.workflow.life import cases_of_life
from tests.domain.workflow.office import ALONE, COUNTY, words
from tests.domain.workflow.taking_back import acts, backup_of, beside_unit, facts_of
from tests.fakes.register import FakeRegister

lives = st.lists(cases_of_life(), min_size=1, max_size=6)
units = st.sampled_from([BUREAU, BUREAU, OFFICE_OF_ROADS, SCHOOL])


def live(register: FakeRegister, cases: Iterable[Case]) -> None:
    for case in cases:
        with suppress(Refusal):
            carried(register, case)


@settings(max_examples=60, deadline=None)
@given(lives, lives, units)
def test_a_unit_goes_back_to_the_backup_and_no_other_moves(
    before: list[Case], after: list[Case], unit: Unit
) -> None:
    register = town()
    live(register, before)
    backup = backup_of(register)
    kept, last = facts_of(backup, unit.unit), _last(register)
    live(register, after)
    others, now = beside_unit(register, unit), facts_of(register, unit.unit)
    back, asked = acts(register, backup), TakeBack(unit.unit, "误改")
    seen = back.look(ALONE, asked)
    codes: set[str] = set()
    try:
        done = back.take_back(ALONE, asked)
    except Refusal as refusal:
        codes.add(refusal.code)
    if codes:
        assert codes < {"restore.nothing", "restore.blocked"}
        assert facts_of(register, unit.unit) == now
        assert not seen.free
        return
    assert seen.free
    assert done.case is not None
    change = done.case.case.change
    assert change is not None
    assert beside_unit(register, unit) == others
    stays = [part for part in done.parts if not part.chosen]
    assert all(part.stays for part in stays)
    if not stays:
        assert facts_of(register, unit.unit) == kept
        assert back.look(ALONE, asked).parts == ()
    told = History(register, COUNTY, words())
    people = [part.person for part in done.parts if part.person]
    timelines = (told.of_unit(unit.unit), *map(told.of_person, people))
    entered = {entry.number for timeline in timelines for entry in timeline.entries}
    assert change in entered
    assert {entry.number for entry in seen.since} == {
        number for number in entered if last < number < change
    }


def _last(register: FakeRegister) -> int:
    with register.reading() as reader:
        return reader.last_change()
