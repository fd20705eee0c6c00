"""Running numbers that are given once: units, inner organs, entries, persons, cases."""

from __future__ import annotations

from typing import Final

from domain.case import CaseId
from domain.errors import Refusal
from domain.facts import OfficeCode, OrganId, PersonId, UnitId
from storage.connect import Connection

_LAST_UNIT: Final = """
    SELECT coalesce(max(CAST(substr(unit, -4) AS INTEGER)), 0) FROM unit_version
     WHERE office = ?1 AND unit GLOB ?1 || '[0-9][0-9][0-9][0-9]'
"""
# The full stop is the character after the hyphen.
_LAST_ORGAN: Final = """
    SELECT coalesce(max(CAST(substr(organ, length(?2) + 2) AS INTEGER)), 0)
      FROM inner_organ_version
     WHERE office = ?1 AND organ >= ?2 || '-' AND organ < ?2 || '.'
"""
_LAST_ENTRY: Final = """
    SELECT coalesce(max(entry), 0) FROM ledger_entry_version WHERE office = ? AND unit = ?
"""
_LAST_PERSON: Final = "SELECT coalesce(max(person), 0) FROM person_version WHERE office = ?1"
_LAST_CASE: Final = """
    SELECT coalesce(max(CAST(substr(id, 6) AS INTEGER)), 0) FROM act_case
     WHERE id > ?1 || '-' AND id < ?1 || '.'
"""
_LAST_UNIT_NUMBER: Final = 9999


class Numbering:
    """Numbers that neither the register nor this transaction has given before."""

    def __init__(self, connection: Connection, own: OfficeCode) -> None:
        self._connection = connection
        self._own = own
        self._given: dict[tuple[str, ...], int] = {}
        self._held: dict[tuple[str, ...], int] = {}

    def look_again(self) -> None:
        """Expect that facts were added under numbers that did not come from here."""
        self._held.clear()

    def unit(self) -> UnitId:
        """Return the office's region code and the next four digits.

        Raises:
            Refusal: `register.unit_codes` when all 9999 are used.
        """
        number = self._next(_LAST_UNIT, self._own)
        if number > _LAST_UNIT_NUMBER:
            raise Refusal("register.unit_codes", office=self._own)
        return UnitId(f"{self._own}{number:04d}")

    def organ(self, unit: UnitId) -> OrganId:
        """Return the unit's code, a hyphen and the next number of at least two digits."""
        return OrganId(f"{unit}-{self._next(_LAST_ORGAN, self._own, unit):02d}")

    def entry(self, unit: UnitId) -> int:
        """Return the next number among a unit's ledger entries, ended ones included."""
        return self._next(_LAST_ENTRY, self._own, unit)

    def person(self) -> PersonId:
        """Return the next person number."""
        return PersonId(self._next(_LAST_PERSON, self._own))

    def case(self, year: int) -> CaseId:
        """Return the year and the next number of at least five digits."""
        self._held.clear()  # cases are saved between
        return CaseId(f"{year:04d}-{self._next(_LAST_CASE, f'{year:04d}'):05d}")

    def _next(self, *asked: str) -> int:
        if asked not in self._held:
            statement, *bound = asked
            (self._held[asked],) = self._connection.execute(statement, bound).fetchone()
        number = max(self._held[asked], self._given.get(asked, 0)) + 1
        self._given[asked] = number
        return number
