"""Adding and ending versions. Both only ever append to what the register has known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Final

from domain.errors import Refusal
from domain.facts import Fact, OfficeCode, Person, columns
from domain.stated import Stated
from storage.connect import Connection, IntegrityError
from storage.content import Content
from storage.digest_key import digest_key
from storage.fact_tables import TABLES, Row, sql
from storage.search import INSERT_ID, INSERT_TERMS, terms

BATCH: Final = 5000
"""Rows written by one statement; what is read ahead never grows beyond it."""
_TERMS: Final = 200
"""Terms written by one statement: one by one they take twice as long."""
_APART: Final = "versions overlap"
"""What the guard `_apart` of the schema says."""

_MARK: Final = "INSERT INTO version_mark (kind, first_row, change, marks) VALUES (?, ?, ?, ?)"
_ENDING: Final = "INSERT INTO ending_mark (change, kind, ended) VALUES (?, ?, ?)"

_PERSON_NAME: Final = columns(Person).index("name")
_PERSON_ID: Final = columns(Person).index("id_no")


class VersionLog:
    """The version tables within one transaction; `content` is what was entered into them."""

    def __init__(self, connection: Connection, own: OfficeCode) -> None:
        self.content = Content(digest_key(connection))
        self._connection = connection
        self._own = own
        self._newest: dict[type[Fact], int] = {}

    def add(
        self, kind: type[Fact], pieces: Iterable[Stated], change: int, office: OfficeCode
    ) -> int:
        """Add versions known from `change` on and return how many.

        Raises:
            Refusal: `register.overlap` when the register already holds something about the same
                fact in the same days; the transaction must then be given up.
        """
        remaining = iter(pieces)
        added = 0
        while batch := list(islice(remaining, BATCH)):
            self._add_batch(kind, batch, change, office)
            added += len(batch)
        return added

    def end(self, kind: type[Fact], rows: Sequence[int], change: int, office: OfficeCode) -> None:
        """End the known interval of versions by row number.

        Raises:
            Refusal: `register.stale` when one of them is not currently known any more.
        """
        if not rows:
            return
        ended = self._connection.executemany(
            TABLES[kind].end, [(change, row, office) for row in rows]
        )
        if ended.rowcount != len(rows):
            raise Refusal("register.stale", kind=kind.KIND)
        self.content.ended(kind, change, rows)

    def keep_marks(self) -> None:
        """Keep by what the versions entered can be told from what somebody makes of them."""
        self._connection.executemany(_MARK, self.content.marks)
        self._connection.executemany(
            _ENDING,
            [(change, kind, json.dumps(rows)) for change, kind, rows in self.content.endings],
        )

    def _add_batch(
        self, kind: type[Fact], batch: Sequence[Stated], change: int, office: OfficeCode
    ) -> None:
        table = TABLES[kind]
        first = self._newest_row(kind) + 1
        rows = [
            (number, office, *one.values, one.start, one.end, change)
            for number, one in enumerate(batch, start=first)
        ]
        try:
            self._connection.executemany(table.insert, rows)
        except IntegrityError as error:
            if str(error) != _APART:
                raise
            raise Refusal("register.overlap", kind=kind.KIND) from error
        self._newest[kind] = first + len(batch) - 1
        self.content.entered(kind, change, rows)
        if office == self._own and kind is Person:
            self._make_findable(enumerate((one.values for one in batch), start=first))

    def _newest_row(self, kind: type[Fact]) -> int:
        if kind not in self._newest:
            (row,) = self._connection.execute(TABLES[kind].newest_row).fetchone()
            self._newest[kind] = row
        return self._newest[kind]

    def _make_findable(self, numbered: Iterable[tuple[int, Row]]) -> None:
        persons = [(row, of[_PERSON_NAME], of[_PERSON_ID]) for row, of in numbered]
        found_under = [(term, row) for row, name, _ in persons for term in terms(name)]
        # In the order of the index, which is several times quicker than in the order of rows.
        found_under.sort(key=itemgetter(0))
        for start in range(0, len(found_under), _TERMS):
            some = found_under[start : start + _TERMS]
            marks = ", ".join(["(?, ?)"] * len(some))
            self._connection.execute(sql(INSERT_TERMS, marks), list(chain.from_iterable(some)))
        self._connection.executemany(INSERT_ID, [(row, id_no) for row, _, id_no in persons])
