"""Facts of an invented county, with as little said as each test needs."""

from datetime import UTC, date, datetime

from domain.facts import (
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)  # fmt: skip
from domain.identity import id_number_is_sound
from domain.register import Actor, Change

BEGIN = date(2026, 1, 1)
CLERK = Actor("zhao", frozenset({"经办"}), single=False)
CIVIL = "行政编制"


def change(kind: str = "导入", effective: date = BEGIN) -> Change:
    at = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    return Change(kind, "变动", effective, "zhao", "", at, single=False)


def unit(number: int, name: str = "", **others: object) -> Unit:
    code = UnitId(f"629925{number:04d}")
    return Unit(code, name or f"第{number}局", **{"order": number, **others})  # type: ignore[arg-type]  # fields by name


def organ(of: Unit, number: int, name: str = "办公室") -> InnerOrgan:
    return InnerOrgan(OrganId(f"{of.unit}-{number:02d}"), of.unit, name, order=number)


def quota(of: Unit, approved: int, quota_type: str = CIVIL, reserved: int = 0) -> Quota:
    return Quota(of.unit, quota_type, approved, reserved)


def post(of: Unit, approved: int, kind: str = "正职") -> LeaderPost:
    return LeaderPost(of.unit, kind, approved)


def entry(of: Unit, number: int, delta: int) -> LedgerEntry:
    return LedgerEntry(of.unit, number, "编制", CIVIL, delta)


def id_number(serial: int) -> str:
    """Return the one sound number of area 629925 with this birth day and order."""
    body = (
        f"629925{1960 + serial % 40}{serial % 12 + 1:02d}{serial % 28 + 1:02d}{serial % 1000:03d}"
    )
    return next(body + check for check in "0123456789X" if id_number_is_sound(body + check))


def person(number: int, name: str = "", id_no: str = "", **others: str) -> Person:
    return Person(
        PersonId(number), name or f"张{number}", id_no or id_number(number), **others  # type: ignore[arg-type]  # fields by name
    )  # fmt: skip


def place(of: Person, at: Unit, quota_type: str = CIVIL, **others: object) -> Occupancy:
    return Occupancy(of.person, at.unit, quota_type, **others)  # type: ignore[arg-type]  # by name
