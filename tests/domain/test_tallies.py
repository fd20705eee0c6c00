"""Counts of offices, compared and added up."""

from domain.dossier import TypeCount
from domain.facts import OfficeCode
from domain.register import UnitStaffing
from domain.tallies import Tally, sum_of, tally_of
from tests.fakes.facts import unit

COUNTY = OfficeCode("629925")


def staffing(number: int, *counts: TypeCount) -> UnitStaffing:
    return UnitStaffing(COUNTY, unit(number), {c.quota_type: c for c in counts}, {})


def test_free_places_of_one_unit_or_type_make_up_for_nobody_elsewhere() -> None:
    found = tally_of(
        [
            staffing(1, TypeCount("行政编制", 10, 8), TypeCount("工勤编制", 1, 3)),
            staffing(2, TypeCount("行政编制", 4, 5)),
        ]
    )
    assert found == Tally(units=2, persons=16, approved=15, vacant=2, over=3)


def test_tallies_are_added_and_compared() -> None:
    one, other = Tally(1, 5, 6, 1, 0), Tally(2, 3, 3, 1, 1)
    assert sum_of([one, other]) == one + other == Tally(3, 8, 9, 2, 1)
    assert other - one == Tally(1, -2, -3, 0, 1)
    assert sum_of([]) == Tally()
