"""No certificate and no package is judged before the newest moment that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.clock import FIRST_DAY, LAST_DAY, ProgramClock, clock_from
from desktop.founding import found_office
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from desktop.time_floor import AHEAD, BEHIND, BUILT, Confirmation, Reckoned, reckon
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.accepting import Accepting
from export.packages import Office as CertifiedOffice
from export.packages import (
    SoftwareOpeningKey,
    SoftwareSigningKey,
    TrustStore,
    found_province,
    grant,
    make_request,
)
from storage.key_profiles import TEST
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.small_county import write_units
from tests.desktop.test_trust import granted
from tests.fakes.clock import FixedClock

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
BEGUN = clock_from({"BIANQING_TODAY": TODAY}, installed=False).now()
LATE = BUILT + 100 * DAY


class RanAt:
    """Runs at these moments, numbered from 1 as the audit numbers its entries."""

    def __init__(self, *moments: datetime) -> None:
        self.moments: Sequence[datetime] = moments

    def newest(
        self, until: datetime, *, since: datetime | None = None, after: int = 0
    ) -> datetime | None:
        found = [run for run in self.moments[after:] if run <= until]
        return max((run for run in found if since is None or run >= since), default=None)


def told(clock: datetime, **known: object) -> Reckoned:
    stated = {"store": None, "received": None, "runs": RanAt(), **known}
    return reckon(FixedClock(clock), **stated)  # type: ignore[arg-type]  # by name


def at(clock: datetime, **known: object) -> datetime:
    return told(clock, **known).now


def trust_made(moment: datetime) -> TrustStore:
    key = SoftwareSigningKey.generate()
    return found_province(CertifiedOffice("62", "陇原省"), key, key.public_bytes(), moment)


def test_a_clock_that_is_right_is_followed() -> None:
    assert at(LATE, received=BUILT, runs=RanAt(BUILT)) == LATE


def test_no_moment_is_before_the_program_was_made() -> None:
    assert at(BUILT - 400 * DAY) == BUILT


def test_no_moment_is_before_an_accepted_package_or_the_last_run() -> None:
    assert at(BUILT, received=LATE) == LATE
    assert at(BUILT, runs=RanAt(LATE)) == LATE
    assert at(BUILT, received=LATE, runs=RanAt(LATE + DAY)) == LATE + DAY


def test_no_moment_is_before_the_trust_lists_certificates() -> None:
    store = trust_made(LATE)
    assert at(BUILT, store=store) == store.root.not_before > BUILT


def test_what_was_certified_below_under_a_clock_years_ahead_holds_nothing_back() -> None:
    key, below = SoftwareSigningKey.generate(), SoftwareSigningKey.generate()
    store = found_province(CertifiedOffice("62", "陇原省"), key, key.public_bytes(), BUILT)
    city = CertifiedOffice("6299", "安河市")
    ahead = BUILT + 3000 * DAY
    request = make_request(city, below, SoftwareOpeningKey.generate().public_bytes(), ahead)
    made = grant(request, store, key, ahead).trust
    assert made.offices["6299"].authority.not_before > LATE
    assert at(LATE, store=made) == LATE


def test_a_run_years_ahead_of_everything_signed_is_not_believed() -> None:
    assert at(BUILT, runs=RanAt(BUILT + 401 * DAY)) == BUILT
    assert at(BUILT, runs=RanAt(BUILT + 399 * DAY)) == BUILT + 399 * DAY


def test_runs_are_followed_from_one_to_the_next_however_long_nothing_was_signed() -> None:
    years = tuple(BUILT + 300 * DAY * number for number in range(1, 9))
    assert at(BUILT, runs=RanAt(*years)) == years[-1]
    assert told(years[-1] + 399 * DAY, runs=RanAt(*years)).doubt == ""


@pytest.mark.parametrize("day", [date(2020, 1, 1), FIRST_DAY, LAST_DAY])
def test_a_day_set_for_trying_out_replaces_the_floor(day: date) -> None:
    clock = ProgramClock(day)
    assert reckon(clock, trust_made(LATE), LATE, RanAt(LATE)) == Reckoned(clock.now(), clock.now())


@pytest.mark.rule("security 4.7")
def test_a_clock_is_doubted_a_day_behind_and_four_hundred_days_ahead() -> None:
    assert told(LATE - DAY, received=LATE).doubt == ""
    assert told(LATE - DAY - SECOND, received=LATE).doubt == BEHIND
    assert told(LATE + 400 * DAY, received=LATE).doubt == ""
    assert told(LATE + 400 * DAY + SECOND, received=LATE).doubt == AHEAD


def test_a_clock_that_was_answered_for_is_followed_and_what_ran_before_forgotten() -> None:
    runs = RanAt(LATE + 300 * DAY, LATE)
    assert told(LATE, runs=runs).doubt == BEHIND
    answered = Confirmation(2, LATE, LATE + 300 * DAY)
    assert told(LATE + DAY, runs=runs, confirmed=answered) == Reckoned(LATE + DAY, LATE)


def test_what_is_signed_after_a_clock_was_answered_for_counts_again() -> None:
    answered = Confirmation(1, LATE, LATE + 10 * DAY)
    assert told(LATE, received=LATE + 10 * DAY, confirmed=answered).doubt == ""
    assert told(LATE, received=LATE + 11 * DAY, confirmed=answered).doubt == BEHIND


@given(
    offsets=st.lists(st.integers(-4000, 4000), max_size=8),
    signed=st.integers(-4000, 4000),
    clock=st.integers(-8000, 12000),
)
def test_whatever_ran_the_time_goes_neither_below_what_is_known_nor_stays_unanswered(
    offsets: list[int], signed: int, clock: int
) -> None:
    moment, received = BUILT + clock * DAY, BUILT + signed * DAY
    runs = RanAt(*(BUILT + days * DAY for days in offsets))
    found = told(moment, received=received, runs=runs)
    assert found.known >= max(BUILT, received)
    assert found.now == max(moment, found.known)
    assert bool(found.doubt) == (not found.known - DAY <= moment <= found.known + 400 * DAY)
    answered = Confirmation(len(offsets), moment, found.known)
    after = told(moment, received=received, runs=runs, confirmed=answered)
    assert after.doubt == ""
    assert after.now >= max(BUILT, received)
    assert told(moment + 2 * DAY, received=received, runs=runs, confirmed=answered).doubt == ""


@pytest.fixture
def province(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "province", "62", "陇原省", "province", "--single-operator")


@contextmanager
def opened(office: Bianqing, moment: datetime) -> Iterator[OpenOffice]:
    """Open the office with the machine's clock at a moment."""
    clock = FixedClock(moment)
    with open_office(office.data, "负责人", PASSWORD, find_resources(), clock) as office_there:
        yield office_there


def test_a_clock_set_back_is_not_followed(province: Bianqing) -> None:
    with opened(province, BEGUN + 300 * DAY) as office:
        assert office.trust.now() == BEGUN + 300 * DAY
    with opened(province, BEGUN) as office:
        assert office.trust.now() == BEGUN + 300 * DAY
        with pytest.raises(Refusal) as caught:
            office.operators.signer()
        assert caught.value.code == "clock.unconfirmed"


@pytest.mark.rule("security 4.7")
@pytest.mark.parametrize("wrong", [BEGUN - 300 * DAY, BEGUN + 5000 * DAY])
def test_signing_waits_until_somebody_answers_for_the_clock(
    wrong: datetime, province: Bianqing, tmp_path: Path
) -> None:
    city = init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")
    with opened(city, BEGUN) as office:
        request = office.trust.request()[0]
    with opened(province, wrong) as office:
        assert [notice for notice in office.notices if "电脑时间" in notice] != []
        with pytest.raises(Refusal) as caught:
            office.trust.grant(request)
        assert caught.value.code == "clock.unconfirmed"
        office.trust.confirm_clock()
        assert [notice for notice in office.notices if "电脑时间" in notice] == []
        office.trust.grant(request)
        with pytest.raises(Refusal) as caught:
            office.trust.confirm_clock()
        assert caught.value.code == "clock.undoubted"


@pytest.mark.parametrize("ahead", [300, 5000])
def test_a_clock_that_was_ahead_and_is_right_again_is_followed_once_answered_for(
    ahead: int, province: Bianqing
) -> None:
    with opened(province, BEGUN + ahead * DAY) as office:
        if office.trust.reckoned().doubt:
            office.trust.confirm_clock()
    with opened(province, BEGUN + DAY) as office:
        assert office.trust.reckoned().doubt == BEHIND
        office.trust.confirm_clock()
        assert office.operators.signer().operator.not_before == BEGUN + DAY - 7 * DAY


def test_a_province_founded_under_a_clock_in_doubt_makes_its_root_once_answered_for(
    tmp_path: Path,
) -> None:
    late = FixedClock(BUILT + 5000 * DAY)
    found_office(
        tmp_path / "late", Office(OfficeCode("62"), "陇原省", "province"), "负责人", PASSWORD,
        single_operator=True, profile=TEST, resources=find_resources(), clock=late,
    )  # fmt: skip
    with opened(Bianqing(tmp_path / "late"), late.moment) as office:
        assert not office.trust.founded
        office.trust.confirm_clock()
        assert office.trust.found().root.is_valid_at(late.moment)


def test_one_run_with_a_clock_years_ahead_spoils_nothing(province: Bianqing) -> None:
    with opened(province, BEGUN) as office:
        first = office.operators.signer().operator
    with opened(province, first.not_after + DAY) as office:
        assert not office.operators.trust.store().root.is_valid_at(BEGUN + 8000 * DAY)
    with opened(province, BEGUN) as office:
        assert office.trust.now() == BEGUN
        assert office.operators.signer().operator == first


def test_a_package_is_judged_at_the_floor(province: Bianqing, tmp_path: Path) -> None:
    """What was past its time on the last run stays so, whatever the clock says now."""
    city = init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")
    city.done("trust", "install", granted(city, province, tmp_path))
    write_units(tmp_path / "units.xlsx")
    city.done("import", "units", tmp_path / "units.xlsx")
    create = ("package", "create", "--kind", "上报", "--to", "62", "--out", tmp_path)
    package = Path(city.done(*create)["path"])
    with opened(province, BEGUN + DAY) as office:
        assert Accepting(office.exchange).inspect(office.actor, package).status == "verified"
    with opened(province, BEGUN + 390 * DAY):
        pass
    with opened(province, BEGUN + DAY) as office, pytest.raises(Refusal) as caught:
        Accepting(office.exchange).inspect(office.actor, package)
    assert caught.value.code == "package.expired"
