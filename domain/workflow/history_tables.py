"""The three tables of the past as rows: 机构编制沿革表, 机构编制基本情况表, 人员调动情况表."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from domain.facts import Departure, LedgerEntry, Occupancy, PersonId, Unit, UnitId
from domain.history_rows import BasicRow, ChronicleRow, TransferRow, chronicle
from domain.register import UnitStaffing
from domain.summing import ordered
from domain.versions import AsOf, Version, valid_on
from domain.workflow.asking import require_begun
from domain.workflow.ports import Reader, Register
from domain.workflow.printing import ARRIVAL, movements, turns

_MOVED: Final = "调动"
_LEFT: Final = "减少"
Units = Mapping[UnitId, Sequence[Version[Unit]]]


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
            cited = {one.content.doc_no for held in units.values() for one in held}
            cited |= {one.content.doc_no for code in units for one in ledger[code]}
            titles = reader.titles(sorted(cited))
            for code, held in units.items():
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
    units = _by_unit(reader, date.max)
    moved_by = reader.moved_by()
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
                    yield _coming(before, after, units, moved_by), ends
            else:
                yield _leaving(before, left, units), ends  # type: ignore[arg-type]  # who came to nothing was there


def _coming(
    before: Version[Occupancy] | None,
    after: Version[Occupancy],
    units: Units,
    moved_by: Mapping[tuple[PersonId, date], str],
) -> TransferRow:
    """Return who came to a unit: from another one by the document of the move, or by the 入编文号.

    The 进入形式 that a move did not state is that of an earlier entry, and says nothing of it.
    """
    place, day = after.content, after.valid.start
    doc_no, kind, source = place.quota_doc, place.entry_mode, place.entry_source
    if before is not None:
        held = before.content
        doc_no = moved_by.get((place.person, day), "") or doc_no
        kind = "" if kind == held.entry_mode else kind
        source = _called(units, held.unit, day)
    to = _called(units, place.unit, day)
    return TransferRow(day, place.person, "", to, source, place.funding, doc_no, kind or _MOVED)


def _called(units: Units, unit: UnitId, day: date) -> str:
    """Return a unit's name on a day, the last one known where it was not in force."""
    held = units.get(unit, ())
    known = valid_on(held, day) or (held[-1].content if held else None)
    return known.name if known else unit


def _leaving(
    place: Version[Occupancy],
    left: Mapping[tuple[PersonId, date], Departure],
    units: Units,
) -> TransferRow:
    held, day = place.content, place.valid.end or place.valid.start
    gone = left.get((held.person, day))
    reason, to, doc_no = (gone.exit_reason, gone.exit_to, gone.doc_no) if gone else ("", "", "")
    unit = _called(units, held.unit, day)
    return TransferRow(day, held.person, "", to, unit, held.funding, doc_no, reason or _LEFT)
