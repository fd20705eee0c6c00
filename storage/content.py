"""What the audit witnesses of the register's content: a digest over all that changes entered.

Each transaction that enters versions ends with an audit row of its own, `CONTENT`, whose object
names its changes, whose digest covers the changes, the versions known from them and those ended
by them. Whoever alters, adds or removes a version behind the program cannot match it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from domain.facts import FACTS, Fact, LedgerEntry, Occupancy, Person, Unit, columns
from storage.audit_entries import Problem
from storage.fact_tables import TABLES, Row
from storage.reader import SqlReader

if TYPE_CHECKING:
    from hashlib import _Hash

CONTENT: Final = "register.content"
_CHANGE: Final = "change"
_ENDED: Final = "ended"
_FIELD, _ROW, _SPAN = "\x1f", "\x1e", "-"
CHANGE_COLUMNS: Final = """
    number, office, kind, mode, effective, document, "case", entered_by, approved_by, at, single,
    summary
"""
_CHANGES: Final = f"SELECT {CHANGE_COLUMNS} FROM change ORDER BY number"  # noqa: S608 - our own names
_SECOND_SCHEMA: Final = """
    SELECT coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'schema.2'), 0)
"""
_LATER: Final[Mapping[type[Fact], frozenset[str]]] = {
    Unit: frozenset({"successor"}),
    LedgerEntry: frozenset({"source", "counterpart", "due_back"}),
    Person: frozenset({"enforcement"}),
    Occupancy: frozenset({"uncounted", "above_rank", "above_doc"}),
}
"""Fields of the second schema: what was witnessed before it came says nothing of them."""
_WITNESSED: Final = "SELECT object, digest FROM audit_row WHERE act = :act ORDER BY number"


class Content:
    """Gathers what changes entered, and tells its digest.

    Rows of one change and kind must come in the order of their numbers; how many come at a time,
    and what comes between, makes no difference.
    """

    def __init__(self) -> None:
        self._parts: dict[int, dict[str, _Hash]] = {}
        self._ended: dict[int, dict[str, list[int]]] = {}

    @property
    def changes(self) -> tuple[int, ...]:
        """The changes that entered something, in order."""
        return tuple(sorted({*self._parts, *self._ended}))

    def recorded(self, values: Row) -> None:
        """Take a change in; its number comes first."""
        self._take(values[0], _CHANGE, (values,))

    def added(self, kind: type[Fact], change: int, rows: Sequence[Row]) -> None:
        """Take versions in that are known from a change on, as they are written."""
        self._take(change, kind.KIND, rows)

    def ended(self, kind: type[Fact], change: int, rows: Iterable[int]) -> None:
        """Take in the numbers of versions that a change ended."""
        self._ended.setdefault(change, {}).setdefault(kind.KIND, []).extend(rows)

    def digest(self, changes: Iterable[int]) -> str:
        """Return the SHA-256 (hex) over all that these changes entered."""
        whole = hashlib.sha256()
        for change in changes:
            parts = self._parts.get(change, {})
            lines = [f"{name}{_FIELD}{part.hexdigest()}" for name, part in parts.items()]
            lines += [
                _FIELD.join((_ENDED, kind, *map(str, sorted(rows))))
                for kind, rows in self._ended.get(change, {}).items()
            ]
            whole.update(_ROW.join((str(change), *sorted(lines), "")).encode())
        return whole.hexdigest()

    def _take(self, change: int, name: str, rows: Sequence[Row]) -> None:
        parts = self._parts.setdefault(change, {})
        part = parts.setdefault(name, hashlib.sha256())
        # One pattern for all rows: twice as quick as joining each, which large imports feel.
        pattern = _FIELD.join(["%s"] * len(rows[0])) + _ROW
        part.update("".join([pattern % row for row in rows]).encode())


def span(changes: Sequence[int]) -> str:
    """Return how an audit row names its changes: the first and the last."""
    return f"{changes[0]}{_SPAN}{changes[-1]}"


def _ends(named: str) -> tuple[int, int]:
    """Return the first and last change of a `span`, no change at all for anything else."""
    first, _, last = named.partition(_SPAN)
    if first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    return 0, 0


def content_problems(reader: SqlReader) -> Iterator[Problem]:
    """Compare the whole register with what its audit rows witness, and tell what differs.

    The audit rows themselves are compared with the audit when the register is opened. Changes
    from before the first witness are not judged.
    """
    held = _held(reader)
    known = held.changes
    covered = 0
    for named, digest in reader.rows(_WITNESSED, {"act": CONTENT}):
        first, last = _ends(named)
        lost = [change for change in known if covered and covered < change < first]
        inside = [change for change in known if first <= change <= last]
        if lost or held.digest(inside) != digest:
            yield Problem("audit.content", {"change": min([first, *lost])})
        covered = last
    beyond = [change for change in known if covered and change > covered]
    if beyond:
        yield Problem("audit.content", {"change": beyond[0]})


def _held(reader: SqlReader) -> Content:
    content = Content()
    for row in reader.rows(_CHANGES, {}):
        content.recorded(row)
    (older,) = reader.one(_SECOND_SCHEMA)
    for kind in FACTS:
        table = TABLES[kind]
        later = _places_of(kind)
        for row in reader.rows(table.as_added, {}):
            told = _without(row, later) if row[-1] <= older else row
            content.added(kind, row[-1], (told,))
        for number, change in reader.rows(table.as_ended, {}):
            content.ended(kind, change, (number,))
    return content


def _places_of(kind: type[Fact]) -> frozenset[int]:
    """Return where the later fields of a kind stand in a row, after its number and office."""
    later = _LATER.get(kind, frozenset())
    return frozenset(at for at, name in enumerate(columns(kind), start=2) if name in later)


def _without(row: Row, places: frozenset[int]) -> Row:
    """Return an older row as it was written; a later field that says something stays, and shows."""
    return tuple(value for at, value in enumerate(row) if at not in places or value != "")
