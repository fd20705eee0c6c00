"""Reads of what changes did.

Rows of a table are numbered as they come, so those that one change added lie together: their first
is found by halving, not by an index that every import would have to keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.case import CaseId
from domain.facts import FACTS, Fact
from domain.footprint import Known, Origin, Trace, trace
from storage.fact_tables import TABLES, names, sql
from storage.view import View

_CHANGE: Final = 'SELECT number, kind, effective, document, "case" FROM change WHERE number = ?'


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is asked of one kind's table: of a row, of a change, of a key ever known."""

    known_from: str
    added: str
    ended: str
    of_key: str


def _statements(kind: type[Fact]) -> _Statements:
    name = f"{kind.KIND}_version"
    key = ", ".join(f'"{field}"' for field in kind.KEY)
    equal = " AND ".join(f'v."{field}" = ?' for field in kind.KEY)
    chosen = sql("SELECT", key, "FROM", name)
    return _Statements(
        known_from=sql("SELECT known_from FROM", name, "WHERE row = ?"),
        added=sql(chosen, "WHERE row BETWEEN ? AND ? AND office = ?"),
        ended=sql(chosen, "WHERE known_to = ? AND office = ?"),
        of_key=sql(
            "SELECT known_from, known_to, row, valid_from, valid_to,",
            names(kind, "v"),
            "FROM",
            name,
            "AS v WHERE v.office = ? AND",
            equal,
        ),
    )


_OF: Final[Mapping[type[Fact], _Statements]] = {kind: _statements(kind) for kind in FACTS}


_BY_SUMMARY: Final = "SELECT summary, max(number) FROM change WHERE mode = :mode GROUP BY summary"


class ChangeReads(View):
    """The part of the `Reader` port that answers about changes."""

    __slots__ = ()

    def change(self, number: int) -> Origin:
        """Return one change: what it was and on what ground."""
        change, kind, effective, document, case = self.one(_CHANGE, (number,))
        day = date.fromisoformat(effective)
        return Origin(change, kind, day, document, CaseId(case) if case else None)

    def by_summary(self, mode: str) -> Mapping[str, int]:
        """Return the numbers of the changes of a mode by their summary, the newest of each."""
        return {summary: int(number) for summary, number in self.rows(_BY_SUMMARY, {"mode": mode})}

    def origin(self, kind: type[Fact], row: int) -> Origin:
        """Return by which change a version came to be known."""
        (number,) = self.one(_OF[kind].known_from, (row,))
        return self.change(number)

    def footprint(self, change: int) -> tuple[Trace, ...]:
        """Return what a change did, fact by fact: kinds in `FACTS` order, each sorted by key."""
        return tuple(left for kind in FACTS for left in self._traces(kind, change))

    def _traces(self, kind: type[Fact], change: int) -> Iterator[Trace]:
        composed = len(kind.KEY) > 1
        for key in self._touched(kind, change):
            left = trace(kind, key if composed else key[0], self._known(kind, key), change)
            if left is not None:
                yield left

    def _touched(self, kind: type[Fact], change: int) -> list[tuple[Any, ...]]:
        """Return the keys of what a change added or ended, sorted."""
        rows = self.first_row(kind, change), self.first_row(kind, change + 1) - 1
        added = self.connection.execute(_OF[kind].added, (*rows, self.own))
        ended = self.connection.execute(_OF[kind].ended, (change, self.own))
        return sorted({*added, *ended})

    def first_row(self, kind: type[Fact], change: int) -> int:
        """Return the number of the first row that a change or a later one added."""
        (newest,) = self.one(TABLES[kind].newest_row)
        low, high = 1, int(newest) + 1
        while low < high:
            middle = (low + high) // 2
            (number,) = self.one(_OF[kind].known_from, (middle,))
            low, high = (middle + 1, high) if number < change else (low, middle)
        return low

    def _known(self, kind: type[Fact], key: tuple[Any, ...]) -> Iterator[Known]:
        for since, until, *row in self.connection.execute(_OF[kind].of_key, (self.own, *key)):
            yield Known(TABLES[kind].to_version(tuple(row)), since, until)
