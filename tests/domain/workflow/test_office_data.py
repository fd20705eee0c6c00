"""What an office keeps beside the county's data."""

from datetime import date

import pytest

from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.workflow.office_data import OWN, SHIPPED, OfficeData, keep_years
from tests.domain.workflow.office import CLERK, COUNTY, HEAD
from tests.fakes.register import FakeRegister


@pytest.fixture
def acts() -> OfficeData:
    return OfficeData(FakeRegister(), COUNTY)


def test_a_year_that_the_head_enters_counts_from_then_on(acts: OfficeData) -> None:
    assert acts.calendar().works(date(2027, 1, 1))
    acts.keep_year(HEAD, 2027, ("01-01",), ("01-03",))
    assert not acts.calendar().works(date(2027, 1, 1))
    assert acts.calendar().works(date(2027, 1, 3))
    acts.keep_year(HEAD, 2027, ("01-04",), ())
    assert acts.calendar().works(date(2027, 1, 1))
    assert acts.calendar() != COUNTY.calendar


def test_only_the_head_keeps_it_and_only_sound_days(acts: OfficeData) -> None:
    with pytest.raises(Refusal) as refused:
        acts.keep_year(CLERK, 2027, (), ())
    assert refused.value.code == "role.denied"
    with pytest.raises(Refusal) as refused:
        acts.keep_year(HEAD, 2027, ("01-02",), ())
    assert refused.value.code == "calendar.day"
    assert acts.calendar() == COUNTY.calendar


def test_frozen_days_are_kept_in_order_and_lifted(acts: OfficeData) -> None:
    acts.freeze(HEAD, date(2026, 12, 15), date(2027, 1, 10), "统计年报")
    acts.freeze(HEAD, date(2025, 12, 15), date(2026, 1, 10), " 统计年报 ")
    acts.freeze(HEAD, date(2028, 1, 1), date(2028, 1, 1), "核查", "安编发[2027]3号")
    first, last, ordered = acts.freezes()
    assert ordered.document == "安编发〔2027〕3号"
    acts.thaw(HEAD, ordered.first, ordered.last)
    assert first == Freeze(date(2025, 12, 15), date(2026, 1, 10), "统计年报")
    assert last.holds(date(2027, 1, 10))
    assert not last.holds(date(2027, 1, 11))
    acts.thaw(HEAD, last.first, last.last)
    assert acts.freezes() == (first,)


def test_a_freeze_that_is_none_is_refused(acts: OfficeData) -> None:
    day = date(2026, 12, 15)
    with pytest.raises(Refusal) as refused:
        acts.freeze(HEAD, day, date(2026, 12, 14), "")
    assert refused.value.code == "freeze.days"
    with pytest.raises(Refusal) as refused:
        acts.thaw(HEAD, day, day)
    assert refused.value.code == "freeze.unknown"
    with pytest.raises(Refusal) as refused:
        acts.freeze(CLERK, day, day, "")
    assert refused.value.code == "role.denied"
    with pytest.raises(Refusal) as refused:
        acts.thaw(CLERK, day, day)
    assert refused.value.code == "role.denied"


def test_whose_a_year_is_can_be_told(acts: OfficeData) -> None:
    acts.keep_year(HEAD, 2027, ("01-01",), ())
    with acts.register.writing(HEAD) as writer:
        keep_years(writer, {2028: Year(), 2026: Year()}, OfficeCode("6299"))
    years = acts.years()
    assert list(years) == sorted(years)
    assert [years[number].source for number in (2025, 2026, 2027, 2028)] == [
        SHIPPED, "6299", OWN, "6299",
    ]  # fmt: skip
    assert years[2026].year == Year()
    acts.keep_year(HEAD, 2028, (), ())
    assert acts.years()[2028].source == OWN


def test_frozen_days_of_an_older_program_have_no_document(acts: OfficeData) -> None:
    with acts.register.writing(HEAD) as writer:
        writer.keep_setting("freezes", '[["2026-12-15", "2026-12-31", "年报"]]')
    assert acts.freezes() == (Freeze(date(2026, 12, 15), date(2026, 12, 31), "年报"),)
