"""The three tables of the past as rows: 机构编制沿革表, 机构编制基本情况表, 人员调动情况表."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from domain.facts import Departure, LedgerEntry, Occupancy, PersonId, Unit, UnitId
from domain.history_rows import BasicRow, ChronicleRow, TransferRow, chronicle
from domain.register import UnitStaffing
from domain.summing import ordered
from domain.versions import AsOf, Version
from domain.workflow.asking import require_begun
from domain.workflow.ports import Reader, Register
from domain.workflow.printing import ARRIVAL, movements, turns

_MOVED: Final = "调动"
_LEFT: Final = "减少"


@dataclass(frozen=True, slots=True)
class HistoryTables:
    """Reads what the tables hold of the own office; `None` for a unit means all, in ledger order.

    Each refuses `register.not_begun` for a day before the register. `quota_order` is the order of
    the county's quota types.
    """

    register: Register
    quota_order: tuple[str, ...] = ()

    def began(self) -> date | None:
        """Return the day from which the register can answer."""
        with self.register.reading() as reader:
            return reader.began()

    def chronicle(self, day: date, unit: UnitId | None = None) -> Iterator[ChronicleRow]:
        """Yield every unit's 沿革 up to a day, abolished units included."""
        with self.register.reading() as reader:
            require_begun(reader, day, self.register.office.code)
            units = _by_unit(reader, day, unit)
            ledger: dict[UnitId, list[Version[LedgerEntry]]] = defaultdict(list)
            for entry in reader.all_versions(LedgerEntry):
                ledger[entry.content.unit].append(entry)
            names: dict[str, str] = {
                code: held[-1].content.name for code, held in _by_unit(reader, day).items()
            }
            for code, held in units.items():
                cited = {entry.content.doc_no for entry in ledger[code]}
                cited |= {version.content.doc_no for version in held}
                titles = reader.titles(sorted(cited))
                yield from chronicle(held, ledger[code], day, titles, names)

    def basics(self, day: date, unit: UnitId | None = None) -> Iterator[BasicRow]:
        """Yield every unit in force on a day with its counts and its yearly use of places."""
        with self.register.reading() as reader:
            own = self.register.office.code
            require_begun(reader, day, own)
            moved = movements(reader, day)
            names = {held.unit: held.name for held in reader.units(AsOf(day), own)}
            for staffed in reader.staffing(AsOf(day), own):
                code = staffed.unit.unit
                if unit in (None, code):
                    came = (one for one in moved.get(code, ()) if one.direction == ARRIVAL)
                    yield self._basics(staffed, names, Counter(one.day.year for one in came))

    def _basics(
        self, staffed: UnitStaffing, names: Mapping[UnitId, str], used: Mapping[int, int]
    ) -> BasicRow:
        in_order = ordered(staffed.types, self.quota_order)
        types = {name: staffed.types[name] for name in in_order}
        supervisor = UnitId(staffed.unit.supervisor)
        return BasicRow(replace(staffed, types=types), names.get(supervisor, supervisor), used)

    def transfers(
        self, day: date, year: int, unit: UnitId | None = None
    ) -> tuple[TransferRow, ...]:
        """Return who came, left or was moved in a year, up to a day, by day and person.

        Who was taken over (接管) has not come. Refuses `register.not_begun` also for a year that
        ended before the register began.
        """
        with self.register.reading() as reader:
            own = self.register.office.code
            require_begun(reader, min(day, date(year, 12, 31)), own)
            rows = [
                (row, ends)
                for row, ends in _moves(reader, reader.began(own) or day)
                if row.day.year == year and row.day <= day and unit in (None, *ends)
            ]
            known = reader.last_known({row.person for row, _ in rows})
        named = (replace(row, name=known[row.person].name) for row, _ in rows)
        return tuple(sorted(named, key=lambda row: (row.day, row.person)))


def _by_unit(
    reader: Reader, day: date, unit: UnitId | None = None
) -> dict[UnitId, list[Version[Unit]]]:
    """Return the versions of the units that were ever in force up to a day, in ledger order."""
    found: dict[UnitId, list[Version[Unit]]] = defaultdict(list)
    every = reader.all_versions(Unit) if unit is None else reader.versions(Unit, unit)
    for version in every:
        if version.valid.start <= day:
            found[version.content.unit].append(version)
    order = sorted(found, key=lambda code: (found[code][-1].content.order, code))
    return {code: found[code] for code in order}


def _moves(reader: Reader, began: date) -> Iterator[tuple[TransferRow, tuple[UnitId, ...]]]:
    """Yield everybody's comings and goings since the register began, with the units concerned."""
    taken_over = frozenset(reader.taken_over())
    units = {version.content.unit: version.content.name for version in reader.all_versions(Unit)}
    left = {
        (version.content.person, version.valid.start): version.content
        for version in reader.all_versions(Departure)
    }
    places = reader.all_versions(Occupancy)
    for person, held in groupby(places, key=lambda version: version.content.person):
        for before, after in turns(list(held)):
            ends = tuple(place.content.unit for place in (before, after) if place)
            if after is not None:
                start = after.valid.start
                if before or (start > began and (person, start) not in taken_over):
                    yield _coming(before, after, units), ends
            else:
                yield _leaving(before, left, units), ends  # type: ignore[arg-type]  # who came to nothing was there


def _coming(
    before: Version[Occupancy] | None, after: Version[Occupancy], units: Mapping[UnitId, str]
) -> TransferRow:
    place = after.content
    return TransferRow(
        after.valid.start,
        place.person,
        "",
        units.get(place.unit, place.unit),
        units.get(before.content.unit, before.content.unit) if before else place.entry_source,
        place.funding,
        place.quota_doc,
        place.entry_mode or _MOVED,
    )


def _leaving(
    place: Version[Occupancy],
    left: Mapping[tuple[PersonId, date], Departure],
    units: Mapping[UnitId, str],
) -> TransferRow:
    held, day = place.content, place.valid.end or place.valid.start
    gone = left.get((held.person, day))
    reason, to, doc_no = (gone.exit_reason, gone.exit_to, gone.doc_no) if gone else ("", "", "")
    unit = units.get(held.unit, held.unit)
    return TransferRow(day, held.person, "", to, unit, held.funding, doc_no, reason or _LEFT)
