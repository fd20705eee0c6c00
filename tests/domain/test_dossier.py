"""One unit with everything on a day, and its counts."""

from domain.dossier import Dossier, TypeCount
from domain.facts import Quota
from tests.fakes.dossiers import ADMIN, MEMBER, UNIT, dossier, place


def test_people_are_counted_per_type_of_place() -> None:
    counted = dossier(MEMBER, MEMBER, place(quota_type="工勤编制"), approved=3)
    assert list(counted.counts()) == [TypeCount(ADMIN, 3, 2), TypeCount("工勤编制", 0, 1)]


def test_an_approved_type_that_nobody_holds_is_counted_too() -> None:
    empty = Dossier(dossier().day, UNIT, quotas=(Quota(UNIT.unit, ADMIN, 4, 1, 2),))
    [count] = empty.counts()
    assert (count.actual, count.vacant, count.available) == (0, 4, 1)


def test_available_takes_off_all_that_is_promised_and_may_be_negative() -> None:
    count = TypeCount(ADMIN, approved=5, actual=4, pending=1, reserved=1, frozen=1)
    assert (count.vacant, count.available) == (1, -2)
