"""The units of a case's day are read when something asks for them, and once."""

from dataclasses import replace

import pytest

from domain.changes.ground import UnitsInForce
from domain.facts import Unit
from tests.domain.changes.grounds import case, codes, ground
from tests.fakes.facts import unit

FIRST, SECOND = unit(1, "第一局"), unit(2, "第二局")


class Reads:
    """Counts how often the units are read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[Unit, ...]:
        self.times += 1
        return (FIRST, SECOND)


@pytest.fixture
def reads() -> Reads:
    return Reads()


def test_nothing_is_read_before_it_is_asked_for_and_then_once(reads: Reads) -> None:
    units = UnitsInForce(reads)
    assert reads.times == 0
    assert (len(units), units[1], units[:1], list(units)) == (2, SECOND, (FIRST,), [FIRST, SECOND])
    assert reads.times == 1


def test_the_case_s_own_unit_is_called_by_name_without_reading_the_others(reads: Reads) -> None:
    here = replace(ground(), units=UnitsInForce(reads))
    assert here.then is not None
    assert here.unit_name(here.then.unit.unit) == here.then.unit.name
    assert reads.times == 0
    assert here.unit_name(SECOND.unit) == "第二局"
    assert here.unit_name("6299259999") == "6299259999"


def test_a_unit_is_held_back_by_no_problems_unless_some_are_told() -> None:
    on = ground()
    places = {"quota_type": "行政编制", "number": "1"}
    assert codes(case("用编核准", entries=(places,)), on) == []
    assert codes(case("用编核准", entries=(places,)), replace(on, lapsed=lambda _: ("逾期",))) == [
        ("error", "case.use.problems")
    ]
