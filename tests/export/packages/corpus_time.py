"""One lie each about time, to the second: step 8."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from export.packages.fields import moment_text
from tests.export.packages.forge import Forge
from tests.export.packages.lies import DAY, Build, Fault, member
from tests.export.packages.network import NOW

SECOND = timedelta(seconds=1)
FUTURE, EXPIRED = "package.from_future", "package.expired"


def honest(forge: Forge, _network: object) -> bytes:
    return forge.build()


def made(moment: datetime) -> Build:
    return member("created", moment_text(moment))


def until(moment: datetime) -> Build:
    return member("not_after", moment_text(moment))


def _faults() -> Iterator[Fault]:
    for name, ahead in (
        ("a day and a second", DAY + SECOND),
        ("two days", 2 * DAY),
        ("a month", 31 * DAY),
        ("a year", 365 * DAY),
        ("ten years", 3652 * DAY),
    ):
        yield Fault(f"made {name} ahead", FUTURE, made(NOW + ahead))
    yield Fault("made at the end of time", FUTURE, member("created", "9999-12-31T23:59:59Z"))
    for name, behind in (
        ("a second", SECOND),
        ("an hour", timedelta(hours=1)),
        ("a day", DAY),
        ("ten years", 3652 * DAY),
    ):
        yield Fault(f"valid until {name} ago", EXPIRED, until(NOW - behind))
    yield Fault(
        "valid until the beginning of time", EXPIRED, member("not_after", "0001-01-01T00:00:00Z")
    )


def _by_the_reader() -> Iterator[Fault]:
    for name, late in (
        ("a second", SECOND),
        ("an hour", timedelta(hours=1)),
        ("a month", 31 * DAY),
        ("a year", 365 * DAY),
    ):
        yield Fault(f"read {name} too late", EXPIRED, honest, now=NOW + 180 * DAY + late)
    yield Fault("read within the second after", EXPIRED, honest, now=NOW + 180 * DAY + SECOND / 10)
    yield Fault("read by a clock a day and a second slow", FUTURE, honest, now=NOW - DAY - SECOND)
    yield Fault("read by a clock three days slow", FUTURE, honest, now=NOW - 3 * DAY)
    yield Fault(
        "read by a clock ten years slow",
        "package.certificate_expired",
        honest,
        now=NOW - 3652 * DAY,
    )
    yield Fault(
        "read by a clock ten years fast",
        "package.certificate_expired",
        honest,
        now=NOW + 3652 * DAY,
    )


TIME_FAULTS = (*_faults(), *_by_the_reader())
