"""Packages that nobody can take any more: their numbers are used again, nothing is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import ProgramClock, clock_from
from desktop.exchange_desk import Silent
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from domain.exchange.shipment import RECEIPT, REPORT
from domain.facts import OfficeCode
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing
from tests.desktop.test_exchange import Offices, enrol, enrolled, offices
from tests.desktop.test_two_way import digests, report, states
from tests.fakes.clock import FixedClock

__all__ = ["enrolled", "offices"]

A_YEAR_LATER = "2027-11-21"
"""The certificates hold still; a package made today does not."""
CITY, COUNTY = OfficeCode("6299"), OfficeCode("629925")


def receipt(offices: Offices) -> dict[str, Any]:
    """Let the county hear where the city stands."""
    stick = offices.folder / "receipts"
    stick.mkdir(exist_ok=True)
    made: dict[str, Any] = offices.city.done(
        "package", "create", "--kind", "回执", "--to", "629925", "--out", stick
    )
    offices.county.done("package", "accept", made["path"])
    return made


def reaches(offices: Offices) -> int:
    """Let the next report be taken; return its number."""
    made = report(offices)
    assert offices.city.done("package", "accept", made["path"])["status"] == "accepted"
    assert len(digests(offices)) == 1
    return int(made["seq"])


def test_a_report_whose_time_ran_out_gives_its_number_to_the_next(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = report(offices)
    monkeypatch.setenv("BIANQING_TODAY", A_YEAR_LATER)
    assert offices.city("package", "accept", old["path"]).code == "package.expired"
    write = ("package", "write", old["id"], "--out", offices.folder / "stick")
    assert offices.county(*write).code == "package.expired"
    following = report(offices)
    assert offices.city("package", "accept", following["path"]).code == "package.gap"
    receipt(offices)
    assert states(offices.county, "sent") == [("上报", 1, "void"), ("上报", 2, "void")]
    assert reaches(offices) == 1


def test_what_a_revoked_operator_signed_gives_its_number_to_the_next(offices: Offices) -> None:
    lost = report(offices)
    (operator,) = (
        each["fingerprint"]
        for each in offices.county.done("trust", "list")["certificates"]
        if each["role"] == "operator"
    )
    for office in (offices.city, offices.county):
        office.done("trust", "revoke", operator, "--reason", "密钥遗失")
    assert offices.city.refused("package", "accept", lost["path"]) == "package.revoked"
    receipt(offices)
    assert states(offices.county, "sent") == [("上报", 1, "void")]
    assert reaches(offices) == 1


def authority(office: Bianqing, code: str) -> str:
    """Return the fingerprint of an office's certificate as another office holds it."""
    held = office.done("trust", "list")["certificates"]
    (found,) = (c["fingerprint"] for c in held if (c["role"], c["office"]) == ("authority", code))
    return str(found)


def test_an_office_that_was_revoked_begins_a_new_numbering_once_it_is_certified_again(
    offices: Offices,
) -> None:
    """What it signed before stays refused, and would be missing before all that follows."""
    offices.city.done("package", "accept", report(offices)["path"])
    pending = report(offices)
    revoked = authority(offices.city, "629925")
    offices.city.done("trust", "revoke", revoked, "--reason", "密钥遗失")
    assert offices.city.refused("package", "accept", pending["path"]) == "package.revoked"
    enrol(offices.county, offices.city, offices.folder)
    assert authority(offices.city, "629925") != revoked
    assert reaches(offices) == 1
    receipt(offices)
    assert states(offices.county, "sent") == [
        ("上报", 1, "accepted"),
        ("上报", 2, "void"),
        ("上报", 1, "accepted"),
    ]


def test_what_is_sealed_to_a_certificate_that_was_replaced_gives_its_number_to_the_next(
    offices: Offices,
) -> None:
    pending = report(offices)
    enrol(offices.city, offices.province, offices.folder)
    enrol(offices.county, offices.city, offices.folder)
    refusal = offices.city.refused("package", "accept", pending["path"])
    assert refusal == "package.recipient_key_unknown"
    receipt(offices)
    assert states(offices.county, "sent") == [("上报", 1, "void")]
    assert reaches(offices) == 1


@contextmanager
def opened(office: Bianqing, clock: ProgramClock | FixedClock) -> Iterator[OpenOffice]:
    with open_office(office.data, office.user, PASSWORD, find_resources(), clock) as found:
        yield found


def test_a_clock_in_doubt_ends_no_package(offices: Offices, tmp_path: Path) -> None:
    """By a clock that is ten years ahead nothing would be good any more."""
    right = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with opened(offices.county, FixedClock(right.now())) as county:
        sent = county.exchange.send(county.actor, REPORT, (CITY,), Silent())
    with opened(offices.city, right) as city:
        told = city.exchange.send(city.actor, RECEIPT, (COUNTY,), Silent())
    wrong = FixedClock(right.now() + timedelta(days=120))
    ahead = FixedClock(right.now() + timedelta(days=3653))
    for clock in (wrong, ahead):
        with opened(offices.county, clock) as county:
            in_doubt = county.trust.reckoned().doubt
            held = county.exchange.border.holds(str(sent.path))
            assert held, in_doubt
    with opened(offices.county, FixedClock(right.now() + timedelta(days=200))) as county:
        assert county.trust.reckoned().doubt == ""
        assert not county.exchange.border.holds(str(sent.path))
    assert offices.county.done("package", "accept", told.path)["status"] == "accepted"
    offices.county.done("package", "write", sent.package, "--out", tmp_path)
