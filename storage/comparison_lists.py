"""Comparison lists in the register: encrypted like all of it, no part of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from domain.exchange.listed import Listed, ListHead
from storage.fact_tables import Row
from storage.states import LIST, States
from storage.view import View

_LISTS: Final = """
    SELECT l.key, l.item, l.period, l.day, l.title,
           (SELECT count(*) FROM comparison_row AS r WHERE r.list = l.number)
      FROM comparison_list AS l ORDER BY l.number DESC
"""
_ROWS: Final = """
    SELECT r.id_no, r.unit, r.name
      FROM comparison_list AS l JOIN comparison_row AS r ON r.list = l.number
     WHERE l.key = :key ORDER BY r.id_no, r.unit, r.name
"""
_KEEP: Final = """
    INSERT INTO comparison_list (key, item, period, day, title) VALUES (?, ?, ?, ?, ?)
    RETURNING number
"""
_KEEP_ROW: Final = "INSERT INTO comparison_row (list, id_no, unit, name) VALUES (?, ?, ?, ?)"
_REMOVE_ROWS: Final = """
    DELETE FROM comparison_row WHERE list IN (SELECT number FROM comparison_list WHERE key = ?)
"""
_REMOVE: Final = "DELETE FROM comparison_list WHERE key = ?"


class ComparisonListReads(View):
    """The part of the `Reader` port that answers about comparison lists."""

    __slots__ = ()

    def comparison_lists(self) -> tuple[ListHead, ...]:
        """Return the lists, the newest first."""
        return tuple(map(_head_of, self.rows(_LISTS, {})))

    def listed(self, key: str) -> Iterator[Listed]:
        """Stream the rows of a list in their order."""
        for row in self.rows(_ROWS, {"key": key}):
            yield Listed(*row)


class ComparisonListWrites(ComparisonListReads):
    """The part of the `Writer` port that keeps comparison lists."""

    __slots__ = ()
    states: States

    def keep_comparison_list(self, head: ListHead, rows: Iterable[Listed]) -> int:
        """Keep a list in the place of the one with its key, row by row."""
        self.remove_comparison_list(head.key)
        (number,) = self.one(
            _KEEP, (head.key, head.item, head.period, head.day.isoformat(), head.title)
        )
        bound = ((number, row.id_no, row.unit, row.name) for row in rows)
        return int(self.connection.executemany(_KEEP_ROW, bound).rowcount)

    def remove_comparison_list(self, key: str) -> None:
        """Remove a list with its rows."""
        self.states.touch(LIST, key)
        self.connection.execute(_REMOVE_ROWS, (key,))
        self.connection.execute(_REMOVE, (key,))


def _head_of(row: Row) -> ListHead:
    key, item, period, day, title, rows = row
    return ListHead(key, item, period, date.fromisoformat(day), title, rows)
