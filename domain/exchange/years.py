"""Years of the 工作日历 as records of a package, and back.

A record is a JSON object `{"kind": "work_year", "year", "rest", "work"}`: the weekdays of a year
that rest and its weekend days that work, as `mm-dd` in their order. One year has one record and
one record has one encoding, so that the digest over all of them is canonical.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.calendar import Year, year_of
from domain.errors import Refusal
from domain.exchange.records import Record, digest_of_records

WORK_YEAR: Final = "work_year"
_MEMBERS: Final = frozenset({"kind", "year", "rest", "work"})


def record_of_year(number: int, year: Year) -> dict[str, Any]:
    """Return the record of one year."""
    rest, work = year.told()
    return {"kind": WORK_YEAR, "year": number, "rest": list(rest), "work": list(work)}


def year_of_record(record: Record) -> tuple[int, Year]:
    """Return the year that a record states.

    Refuses `package.record_unreadable` for another shape or order, and what `year_of` refuses for
    a day that can be no exception.
    """
    if record.keys() != _MEMBERS or type(record["year"]) is not int:
        raise _unreadable(record)
    number, rest, work = record["year"], record["rest"], record["work"]
    if not (_are_days(rest) and _are_days(work)) or record["kind"] != WORK_YEAR:
        raise _unreadable(record)
    return number, year_of(number, tuple(rest), tuple(work))


def years_of_records(records: Iterable[Record]) -> dict[int, Year]:
    """Return all years that records state, each once and in their order; refuses as above."""
    found: dict[int, Year] = {}
    for record in records:
        number, year = year_of_record(record)
        if found and number <= max(found):
            raise _unreadable(record)
        found[number] = year
    return found


def digest_of_years(years: Mapping[int, Year]) -> str:
    """Return one SHA-256 over years, equal wherever they are equal."""
    return digest_of_records(record_of_year(number, years[number]) for number in sorted(years))


def _are_days(stated: object) -> bool:
    return (
        isinstance(stated, list)
        and all(type(day) is str for day in stated)
        and stated == sorted(stated)
    )


def _unreadable(record: Record) -> Refusal:
    return Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])
