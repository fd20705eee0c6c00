"""Reads of units, versions and what the register says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from domain.facts import FACTS, Fact, OfficeCode, Unit, UnitId
from domain.stated import Stated, by_kind
from domain.versions import AsOf, Version
from storage.accepted import differences
from storage.fact_tables import (
    TABLES,
    AsOfStatement,
    Row,
    facts_of,
    key_parts,
    names,
    parameters,
    sql,
)
from storage.view import View

Held = TypeVar("Held", bound=Fact)

_OFFICES: Final = """
    SELECT DISTINCT office FROM unit_version WHERE known_to IS NULL ORDER BY office <> ?, office
"""
_BEGAN: Final = """
    SELECT min(valid_from) FROM unit_version WHERE office = ? AND known_to IS NULL
"""
_UNITS: Final = AsOfStatement.of(
    sql(
        "SELECT", names(Unit, "u"), "FROM unit_version AS u WHERE u.office = :office AND <u>",
        'ORDER BY u."order", u.unit',
    )
)  # fmt: skip
_SETTING: Final = "SELECT coalesce((SELECT value FROM setting WHERE name = ?), '')"
_EVERY_CHANGE: Final = 2**62


class LedgerReads(View):
    """The part of the `Reader` port that answers about units, versions and settings."""

    __slots__ = ()

    def offices(self) -> tuple[OfficeCode, ...]:
        """Return the codes of all offices whose facts are held, own first."""
        rows = self.connection.execute(_OFFICES, (self.own,))
        return tuple(OfficeCode(row[0]) for row in rows)

    def began(self, office: OfficeCode | None = None) -> date | None:
        """Return the day the office's facts begin, `None` while there are none."""
        (day,) = self.one(_BEGAN, (office or self.own,))
        return None if day is None else date.fromisoformat(day)

    def units(self, when: AsOf, office: OfficeCode | None = None) -> tuple[Unit, ...]:
        """Return the units in force, in ledger order: by their order, then by code."""
        bound = parameters(when, office=office or self.own)
        return tuple(Unit(*row) for row in self.rows(_UNITS.at(when), bound))

    def versions(self, kind: type[Held], key: object) -> tuple[Version[Held], ...]:
        """Return the currently known versions of one fact of the own office, by valid start."""
        table = TABLES[kind]
        rows = self.connection.execute(table.of_key, (self.own, *key_parts(kind, key)))
        return tuple(map(table.to_version, rows))

    def facts(
        self,
        kind: type[Held],
        when: AsOf,
        unit: UnitId | None = None,
        office: OfficeCode | None = None,
    ) -> tuple[Held, ...]:
        """Return the facts of a kind in force, sorted by key, of one unit or of all."""
        bound = parameters(when, office=office or self.own, unit=unit)
        return tuple(facts_of(kind, self.rows(TABLES[kind].in_force.at(when), bound)))

    def versions_from(
        self, kind: type[Held], day: date, unit: UnitId | None = None
    ) -> tuple[Version[Held], ...]:
        """Return the currently known versions of the own office that hold on a day or later."""
        table = TABLES[kind]
        bound = {"office": self.own, "day": day.isoformat(), "unit": unit}
        rows = self.rows(table.from_day if unit is None else table.of_unit_from_day, bound)
        return tuple(map(table.to_version, rows))

    def all_versions(
        self, kind: type[Held], office: OfficeCode | None = None
    ) -> Iterator[Version[Held]]:
        """Stream every currently known version of one kind, sorted by key and valid start."""
        rows = self.rows_before(kind, office or self.own, _EVERY_CHANGE)
        return map(TABLES[kind].to_version, rows)

    def stated(self, office: OfficeCode) -> Iterator[Stated]:
        """Stream what every currently known version of an office states.

        Kinds come in the order of `FACTS`, each sorted by key and valid start.
        """
        for kind in FACTS:
            for row in self.rows_before(kind, office, _EVERY_CHANGE):
                yield Stated(kind, row[3:], row[1], row[2])

    def compared(
        self, office: OfficeCode, facts: Iterable[Stated]
    ) -> Mapping[str, tuple[int, int]]:
        """Return what `replace_office` would do: (added, ended) versions per kind.

        Raises:
            Refusal: `register.unsorted`, `register.overlap`.
        """
        counted: dict[str, tuple[int, int]] = {}
        for kind, given in by_kind(facts):
            added = ended = 0
            held = self.rows_before(kind, office, _EVERY_CHANGE)
            for difference in differences(kind, held, given):
                added += len(difference.added)
                ended += len(difference.ended)
            counted[kind.KIND] = (added, ended)
        return counted

    def rows_before(self, kind: type[Fact], office: OfficeCode, change: int) -> Iterator[Row]:
        """Stream the rows of versions as `stated` orders them, only what came before a change.

        So versions may be added under that change while the stream is read.
        """
        return self.rows(TABLES[kind].of_office, {"office": office, "before": change})

    def setting(self, name: str) -> str:
        """Return a value the office keeps in the register, "" when it has none."""
        (value,) = self.one(_SETTING, (name,))
        return str(value)

    def last_change(self) -> int:
        """Return the number of the newest change, 0 before the first."""
        (number,) = self.one("SELECT coalesce(max(number), 0) FROM change")
        return int(number)
