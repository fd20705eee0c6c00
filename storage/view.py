"""What every part of a register's reader shares: the open connection and whose register it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from domain.dossier import Member
from domain.facts import Occupancy, OfficeCode, Person
from domain.issuers import Issuers
from storage.connect import Connection
from storage.fact_tables import Row, names, width

if TYPE_CHECKING:
    from sqlite3 import Cursor
else:
    from sqlcipher3.dbapi2 import Cursor

MEMBER_COLUMNS: Final = f"{names(Person, 'p')}, {names(Occupancy, 'o')}"
IN_UNIT: Final = 'o.organ, o."order", o.person'
"""How the people of one unit are ordered: by inner organ, order and person number."""
_PERSON_WIDTH: Final = width(Person)


@dataclass(frozen=True, slots=True)
class View:
    """One consistent view of the register; valid while its transaction is open.

    `post_of_role` says which kind of leading post (正职, 副职) a person's role fills, `issuers`
    what bodies are called; the connection has it as the function `issuer_name`.
    """

    connection: Connection
    own: OfficeCode
    post_of_role: Mapping[str, str]
    issuers: Issuers
    streams: WeakSet[Cursor] = field(default_factory=WeakSet, init=False, repr=False)

    def rows(self, statement: str, bound: Mapping[str, object]) -> Iterator[Row]:
        """Stream the rows of a statement."""
        cursor = self.connection.execute(statement, bound)
        self.streams.add(cursor)
        return cursor

    def end_streams(self) -> None:
        """Close what was not read to its end, lest it hold on to this view's moment."""
        for cursor in tuple(self.streams):
            cursor.close()

    def one(self, statement: str, bound: tuple[object, ...] = ()) -> Row:
        """Return the only row of a statement that always has one."""
        row: Row = self.connection.execute(statement, bound).fetchone()
        return row


def to_member(row: Row) -> Member:
    """Return the member that a row of `MEMBER_COLUMNS` holds."""
    return Member(Person(*row[:_PERSON_WIDTH]), Occupancy(*row[_PERSON_WIDTH:]))


def day_text(day: date | None) -> str:
    """Return a day as a column holds it, "" for none."""
    return "" if day is None else day.isoformat()


def day_of(text: str) -> date | None:
    """Return the day that a column holds, `None` for ""."""
    return date.fromisoformat(text) if text else None
