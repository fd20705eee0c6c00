"""No certificate and no package is judged before the newest moment that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.clock import ProgramClock, clock_from
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from desktop.time_floor import BUILT, not_before
from domain.errors import Refusal
from export.packages import Office as CertifiedOffice
from export.packages import SoftwareSigningKey, TrustStore, found_province
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.small_county import write_units
from tests.desktop.test_trust import granted
from tests.fakes.clock import FixedClock

DAY = timedelta(days=1)
BEGUN = clock_from({"BIANQING_TODAY": TODAY}, installed=False).now()
LATE = BUILT + 100 * DAY


def nothing(_until: datetime) -> None:
    """Know of no run."""


def run_at(moment: datetime) -> Callable[[datetime], datetime | None]:
    return lambda until: moment if moment <= until else None


def at(clock: datetime, **known: object) -> datetime:
    stated = {"store": None, "received": None, "last_run": nothing, **known}
    return not_before(FixedClock(clock), **stated)  # type: ignore[arg-type]  # by name


def trust_made(moment: datetime) -> TrustStore:
    key = SoftwareSigningKey.generate()
    return found_province(CertifiedOffice("62", "陇原省"), key, key.public_bytes(), moment)


def test_a_clock_that_is_right_is_followed() -> None:
    assert at(LATE, received=BUILT, last_run=run_at(BUILT)) == LATE


def test_no_moment_is_before_the_program_was_made() -> None:
    assert at(BUILT - 400 * DAY) == BUILT


def test_no_moment_is_before_an_accepted_package_or_the_last_run() -> None:
    assert at(BUILT, received=LATE) == LATE
    assert at(BUILT, last_run=run_at(LATE)) == LATE
    assert at(BUILT, received=LATE, last_run=run_at(LATE + DAY)) == LATE + DAY


def test_no_moment_is_before_the_trust_lists_certificates() -> None:
    store = trust_made(LATE)
    assert at(BUILT, store=store) == store.root.not_before > BUILT


def test_a_run_years_ahead_of_everything_signed_is_not_believed() -> None:
    assert at(BUILT, last_run=run_at(BUILT + 401 * DAY)) == BUILT
    assert at(BUILT, last_run=run_at(BUILT + 399 * DAY)) == BUILT + 399 * DAY


def test_a_day_set_for_trying_out_replaces_the_floor() -> None:
    clock = ProgramClock(date(2020, 1, 1))
    assert not_before(clock, trust_made(LATE), LATE, run_at(LATE)) == clock.now()


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
        signer = office.operators.signer().operator
        assert signer.not_before == BEGUN + 293 * DAY


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
        assert office.exchange.inspect(office.actor, package).status == "verified"
    with opened(province, BEGUN + 390 * DAY):
        pass
    with opened(province, BEGUN + DAY) as office, pytest.raises(Refusal) as caught:
        office.exchange.inspect(office.actor, package)
    assert caught.value.code == "package.expired"
