"""A 上报 office by office: the sender's own facts, then those of the offices below it.

What an office above a county reports is what it holds, the latest accepted state of each office
below it included. Each office begins with a record `{"kind": "office", "office", "name",
"data_date"}`; the facts up to the next such record are its. The sender comes first, also where it
holds no facts of its own, the others sorted by code. `data_date` is the day that the facts were
reported for, the sender's own that of the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.records import Record, stated_of
from domain.facts import OfficeCode
from domain.stated import Stated

OFFICE: Final = "office"
_MEMBERS: Final = frozenset({"kind", "office", "name", "data_date"})
MOST_NAMED: Final = 200
"""An office's name has at most so many characters."""
MOST_OFFICES: Final = 400
"""A report holds at most so many offices: no province has as many counties and cities."""
_LENGTHS: Final = (2, 4, 6)


@dataclass(frozen=True, slots=True)
class Section:
    """An office whose facts a report holds, what it is called, and the day they were stated for."""

    office: OfficeCode
    name: str
    data_date: date

    def record(self) -> dict[str, Any]:
        """Return the record with which its facts begin."""
        day = self.data_date.isoformat()
        return {"kind": OFFICE, "office": self.office, "name": self.name, "data_date": day}

    def told(self) -> dict[str, str]:
        """Return it as a receipt remembers it, beside its code."""
        return {"name": self.name, "data_date": self.data_date.isoformat()}


def held(receipts: Iterable[Mapping[str, Any]]) -> Mapping[OfficeCode, Section]:
    """Return what the facts of receipts, newest first, tell of offices: each from the newest."""
    found: dict[OfficeCode, Section] = {}
    for facts in receipts:
        for code, told in facts.get("offices", {}).items():
            office = OfficeCode(code)
            day = date.fromisoformat(told["data_date"])
            found.setdefault(office, Section(office, told["name"], day))
    return found


class Sections:
    """Reads the records of a report from its first office on; `found` grows while it reads."""

    def __init__(self, sender: OfficeCode, day: date) -> None:
        self._sender = sender
        self._day = day
        self.found: list[Section] = []

    def read(self, records: Iterable[Record]) -> Iterator[tuple[OfficeCode, Stated]]:
        """Yield every version with its office, as they come.

        Refuses `package.record_unreadable` for records that are none, facts before the first
        office, a first office that is not the sender, others out of order or not below it.
        """
        office: OfficeCode | None = None
        for record in records:
            if record.get("kind") == OFFICE:
                office = self._begun(record)
            elif office is None:
                raise _unreadable()
            else:
                yield office, stated_of(record, self._day)
        if office is None:
            raise _unreadable()

    def _begun(self, record: Record) -> OfficeCode:
        section = _section_of(record)
        own = section.office == self._sender
        below = section.office.startswith(self._sender) and not own
        below = below and len(section.office) in _LENGTHS and len(self.found) < MOST_OFFICES
        follows = below and section.office > self.found[-1].office if self.found else own
        if not follows or (own and section.data_date != self._day):
            raise _unreadable()
        self.found.append(section)
        return section.office


def _section_of(record: Record) -> Section:
    try:
        office, name, told = record["office"], record["name"], record["data_date"]
        day = date.fromisoformat(told)
        sound = (
            record.keys() == _MEMBERS
            and day.isoformat() == told
            and type(name) is str
            and 0 < len(name) <= MOST_NAMED
            and name.isprintable()
            and type(office) is str
            and office.isascii()
            and office.isdecimal()
        )
    except (KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise _unreadable()
    return Section(OfficeCode(office), name, day)


def _unreadable() -> Refusal:
    return Refusal("package.record_unreadable", kind=OFFICE)
