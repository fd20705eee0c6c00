"""升级: a city offers an installer, a county knows it from then on; older ones are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.releases import Program, Release
from domain.exchange.shipment import UPDATE, Parcel
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.cargo import Arrival, Dispatch
from domain.workflow.updates import UpdateCargo, Updates
from tests.domain.workflow.office import CLERK, HEAD, NOON, REVIEWER, Steps
from tests.fakes.register import FakeRegister

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
BELOW = Office(OfficeCode("629925"), "安澜县委编办", "county")
PROGRAM = Program("1.3.0", "x86_64")
RELEASE = Release("bianqing_1.4.0_amd64.deb", "1.4.0", "x86_64", 180_000_000, "ab" * 32)
ARM = Release("bianqing_1.4.0_arm64.deb", "1.4.0", "aarch64", 170_000_000, "cd" * 32)
DISPATCH = Dispatch((BELOW.code,), NOON.date())
CARGO = UpdateCargo(PROGRAM)


@pytest.fixture
def city() -> Updates:
    return Updates(FakeRegister(CITY), PROGRAM)


@pytest.fixture
def county() -> Updates:
    return Updates(FakeRegister(BELOW), PROGRAM)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def carry(city: Updates, county: Updates, *, digest: str = "") -> dict[str, Any]:
    with city.register.reading() as reader:
        records = list(CARGO.records(reader, DISPATCH, Steps()))
        signed = CARGO.digest(reader, DISPATCH)
        assert CARGO.standing(reader, DISPATCH) == signed
        assert CARGO.counts(reader, DISPATCH) == {"release": len(records)}
    parcel = Parcel(
        PurePath("a.bqp"), "p", UPDATE, CITY.code, CITY.name, (BELOW.code,), "updates", 1, 1,
        "update/1", NOON.date(), digest or signed, "s", {"release": len(records)}, {}, NOON,
    )  # fmt: skip
    assert CARGO.stated(parcel) == {"release": len(records)}
    with county.register.writing(REVIEWER) as writer:
        arrival = Arrival(parcel, iter(records), REVIEWER, NOON, Steps())
        return UpdateCargo(county.program).take_over(writer, arrival)


def test_what_a_city_offers_a_county_knows(city: Updates, county: Updates) -> None:
    city.offer(HEAD, RELEASE)
    city.offer(HEAD, ARM)
    assert city.releases() == (ARM, RELEASE)
    told = carry(city, county)
    assert (told["state"], told["running"]) == ("new", "1.3.0")
    assert [each["name"] for each in told["releases"]] == [ARM.name, RELEASE.name]
    assert county.releases() == (ARM, RELEASE)
    assert county.named(RELEASE.name) == RELEASE
    assert refused(lambda: county.named("other.deb")) == "update.unknown_file"


def test_another_version_or_file_takes_the_place_of_what_was_offered(city: Updates) -> None:
    city.offer(HEAD, RELEASE)
    city.offer(HEAD, ARM)
    newer = replace(RELEASE, version="1.5.0", name="bianqing_1.5.0_amd64.deb")
    city.offer(HEAD, newer)
    assert city.releases() == (newer,)
    again = replace(newer, sha256="ef" * 32)
    city.offer(HEAD, again)
    assert city.releases() == (again,)
    city.offer(HEAD, RELEASE)
    assert city.releases() == (RELEASE,)
    old = replace(RELEASE, version="1.2.9")
    assert refused(lambda: city.offer(HEAD, old)) == "update.older"
    assert refused(lambda: city.offer(CLERK, newer)) == "role.denied"


def test_nothing_offered_is_no_package(city: Updates, county: Updates) -> None:
    assert refused(lambda: carry(city, county)) == "update.none"


def test_a_version_that_was_mistyped_is_put_right_below(city: Updates, county: Updates) -> None:
    city.offer(HEAD, replace(RELEASE, version="14.0.0"))
    carry(city, county)
    assert [release.version for release in county.releases()] == ["14.0.0"]
    city.offer(HEAD, RELEASE)
    carry(city, county)
    assert county.releases() == (RELEASE,)


def test_one_older_than_the_running_program_changes_nothing(city: Updates, county: Updates) -> None:
    city.offer(HEAD, RELEASE)
    running = replace(county, program=replace(county.program, version="1.6.0"))
    assert refused(lambda: carry(city, running)) == "update.older"
    assert county.releases() == ()


def test_a_digest_that_differs_is_refused(city: Updates, county: Updates) -> None:
    city.offer(HEAD, RELEASE)
    assert refused(lambda: carry(city, county, digest="x")) == "package.digest_differs"
    assert county.releases() == ()
