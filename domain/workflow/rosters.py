"""Rosters of people beside the quota, away from it, or gone: what stands in each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.codes import County
from domain.dates import first_day
from domain.facts import ContractWorker, Departure, Fact, Person, UnitId, columns
from domain.handbook.parts import dotted
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.others import others_on
from domain.workflow.ports import Reader, Register

CONTRACT: Final = "编外"
RETIRED: Final = "离退休"
DETACHED: Final = "人编分离"
DEPARTED: Final = "减少人员"
KINDS: Final = (CONTRACT, RETIRED, DETACHED, DEPARTED)
FORMS: Final[Mapping[str, str]] = {
    CONTRACT: "contract_workers",
    RETIRED: "retired",
    DETACHED: "detached",
    DEPARTED: "departed",
}
"""The form of each roster by its kind."""
_DATES: Final = frozenset({"begins", "ends", "birth", "exit_on", "since", "until", "work_start"})

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rosters:
    """Reads of the own office. Refuses `register.not_begun` for a day before the register.

    A row's cells are named by kind and field of a fact (`person.name`), `unit.name`, and what a
    roster knows beside: `control` (编外用工控制数), `days` left until somebody is to come back.
    """

    register: Register
    county: County

    def rows(self, kind: str, day: date, unit: UnitId | None = None) -> tuple[Cells, ...]:
        """Return the rows of one of `KINDS` as of a day, of one unit or of all."""
        read = {
            CONTRACT: self._contract,
            RETIRED: self._retired,
            DETACHED: self._detached,
            DEPARTED: self._departed,
        }[kind]
        with self.register.reading() as reader:
            require_begun(reader, day)
            names = {one.unit: one.name for one in reader.units(AsOf(day))}
            return tuple(
                {**cells, "unit.name": names.get(UnitId(code), code)}
                for code, cells in read(reader, day, unit)
            )

    def _contract(
        self, reader: Reader, day: date, unit: UnitId | None
    ) -> Iterator[tuple[str, Cells]]:
        others = others_on(reader, AsOf(day), self.register.office.code)
        order = {one.unit: place for place, one in enumerate(reader.units(AsOf(day)))}
        workers = reader.facts(ContractWorker, AsOf(day), unit)
        for worker in sorted(workers, key=lambda one: (order.get(one.unit, -1), one.worker)):
            control = others.control(worker.unit)
            known = "" if control is None else str(control)
            yield worker.unit, {**_cells("worker", worker), "control": known}

    def _retired(
        self, reader: Reader, day: date, unit: UnitId | None
    ) -> Iterator[tuple[str, Cells]]:
        yield from _gone(reader.departed(AsOf(day), unit, self.county.use.retired_reasons))

    def _departed(
        self, reader: Reader, day: date, unit: UnitId | None
    ) -> Iterator[tuple[str, Cells]]:
        yield from _gone(reader.departed(AsOf(day), unit))

    def _detached(
        self, reader: Reader, day: date, unit: UnitId | None
    ) -> Iterator[tuple[str, Cells]]:
        for person, place, away in reader.detached(AsOf(day), unit):
            last = first_day(away.until)
            days = "" if last is None else str((last - day).days)
            cells = {**_cells("person", person), **_cells("place", place)}
            yield away.unit, {**cells, **_cells("away", away), "days": days}


def _gone(people: Iterable[tuple[Person, Departure]]) -> Iterator[tuple[str, Cells]]:
    for person, departure in people:
        cells = {**_cells("person", person), **_cells("departure", departure)}
        yield departure.unit, cells


def _cells(prefix: str, fact: Fact) -> dict[str, str]:
    return {f"{prefix}.{name}": _shown(name, getattr(fact, name)) for name in columns(type(fact))}


def _shown(name: str, value: object) -> str:
    return dotted(str(value)) if name in _DATES else str(value)
