"""Comparing versions with what the audit rows witness, and finding which of them differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from domain.facts import FACTS, Fact, LedgerEntry, Occupancy, Person, Unit, columns
from storage.audit_entries import Problem
from storage.content import CONTENT, MARK, Content, ends, marks_of_rows
from storage.digest_key import KEYED, digest_key
from storage.fact_tables import TABLES, Row, sql
from storage.mentioned import mentioned
from storage.reader import SqlReader

_COLUMNS: Final = """
    number, office, kind, mode, effective, document, "case", entered_by, approved_by, at, single,
    summary
"""
_CHANGES: Final = sql("SELECT", _COLUMNS, "FROM change WHERE number > :after ORDER BY number")
_SCHEMA: Final = """
    SELECT coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?), 0)
"""
_LATER: Final[Mapping[type[Fact], frozenset[str]]] = {
    Unit: frozenset({"successor"}),
    LedgerEntry: frozenset({"source", "counterpart", "due_back"}),
    Person: frozenset({"enforcement"}),
    Occupancy: frozenset({"uncounted", "above_rank", "above_doc"}),
}
"""Fields of the second schema: what was witnessed before it came says nothing of them."""
_WITNESSED: Final = "SELECT object, digest FROM audit_row WHERE act = :act ORDER BY number"
_MARKED: Final = """
    SELECT first_row, marks FROM version_mark
     WHERE kind = :kind AND change BETWEEN :first AND :last ORDER BY first_row
"""
_ENDED: Final = """
    SELECT ended FROM ending_mark WHERE kind = :kind AND change BETWEEN :first AND :last
"""
_MOST: Final = 20
"""Versions of one transaction that are named."""


@dataclass(frozen=True, slots=True)
class Span:
    """The changes that one transaction entered, as its witness names them."""

    first: int
    last: int
    digest: str


def content_problems(reader: SqlReader) -> Iterator[Problem]:
    """Compare the whole register with what its audit rows witness, and tell what differs.

    The audit rows themselves are compared with the audit (`AuditLog.catch_up`). Changes
    from before the first witness are not judged.
    """
    spans = [Span(*ends(named), digest) for named, digest in _witnessed(reader)]
    if spans:
        yield from compared(reader, spans, 0)


def compared(reader: SqlReader, spans: Sequence[Span], after: int) -> Iterator[Problem]:
    """Compare what the changes above `after` entered with their witnesses, oldest first."""
    held = held_content(reader, after)
    known = held.changes
    covered = after
    for one in spans:
        lost = [change for change in known if covered and covered < change < one.first]
        inside = [change for change in known if one.first <= change <= one.last]
        if lost or held.digest(inside) != one.digest:
            yield from _told(reader, one, min([one.first, *lost]))
        covered = one.last
    beyond = [change for change in known if covered and change > covered]
    if beyond:
        yield Problem("audit.content", {"change": beyond[0]})


def _witnessed(reader: SqlReader) -> Iterator[Row]:
    return reader.rows(_WITNESSED, {"act": CONTENT})


def _told(reader: SqlReader, one: Span, change: int) -> Iterator[Problem]:
    """Tell what differs by name, or the change's number where no single version is to blame."""
    marked = one.digest.startswith(KEYED)
    found = list(islice(_differing(reader, one), _MOST)) if marked else []
    for kind, row in found:
        who = mentioned(reader, kind, row) or f"第 {row} 行"
        yield Problem(f"audit.fact.{kind.KIND}", {"who": who, "change": change})
    if not found:
        yield Problem("audit.content", {"change": change})


def altered_rows(reader: SqlReader, kind: type[Fact], first: int, marks: bytes) -> list[int]:
    """Return which rows from `first` on do not have these marks."""
    count = len(marks) // MARK
    bound = {"first": first, "last": first + count - 1}
    rows = reader.rows(sql(_versions(kind), "WHERE row BETWEEN :first AND :last"), bound)
    held = {row[0]: marks_of_rows((row,)) for row in rows}
    return [
        first + at
        for at in range(count)
        if held.get(first + at) != marks[at * MARK : (at + 1) * MARK]
    ]


def _differing(reader: SqlReader, one: Span) -> Iterator[tuple[type[Fact], int]]:
    bound = {"first": one.first, "last": one.last}
    for kind in FACTS:
        asked = {**bound, "kind": kind.KIND}
        for row in sorted({*_altered(reader, kind, asked), *_ended_otherwise(reader, kind, asked)}):
            yield kind, row


def _altered(reader: SqlReader, kind: type[Fact], asked: Mapping[str, object]) -> set[int]:
    """Return the rows whose marks differ, and those that have none or are gone."""
    marks: dict[int, bytes] = {}
    for first, blob in reader.rows(_MARKED, asked):
        marks.update((first + at // MARK, blob[at : at + MARK]) for at in range(0, len(blob), MARK))
    if not marks:
        return set()
    held = {row[0]: marks_of_rows((row,)) for row in reader.rows(_within(kind), asked)}
    return {row for row in {*marks, *held} if marks.get(row) != held.get(row)}


def _within(kind: type[Fact]) -> str:
    return sql(_versions(kind), "WHERE known_from BETWEEN :first AND :last")


def _ended_otherwise(reader: SqlReader, kind: type[Fact], asked: Mapping[str, object]) -> set[int]:
    marked = {row for (said,) in reader.rows(_ENDED, asked) for row in json.loads(said)}
    statement = sql(
        "SELECT row FROM", f"{kind.KIND}_version WHERE known_to BETWEEN :first AND :last"
    )
    return marked ^ {row for (row,) in reader.rows(statement, asked)}


def held_content(reader: SqlReader, after: int = 0) -> Content:
    """Return what the changes above `after` entered, as it is held now."""
    (older,) = reader.one(_SCHEMA, ("schema.2",))
    content = Content(digest_key(reader.connection), former_changes(reader))
    for row in reader.rows(_CHANGES, {"after": after}):
        content.recorded(row)
    for kind in FACTS:
        later = _places_of(kind)
        for row in _added(reader, kind, after):
            told = _without(row, later) if row[-1] <= older else row
            content.added(kind, row[-1], (told,))
        for number, change in reader.rows(_ended_statement(kind), {"after": after}):
            content.ended(kind, change, (number,))
    return content


def former_changes(reader: SqlReader) -> int:
    """Return the last change that an earlier program witnessed, without the key."""
    return int(reader.one(_SCHEMA, ("schema.5",))[0])


def _added(reader: SqlReader, kind: type[Fact], after: int) -> Iterator[Row]:
    if not after:
        return reader.rows(TABLES[kind].as_added, {})
    first = reader.first_row(kind, after + 1)
    return reader.rows(sql(_versions(kind), "WHERE row >= :first ORDER BY row"), {"first": first})


def _versions(kind: type[Fact]) -> str:
    return TABLES[kind].as_added.removesuffix(" ORDER BY row")


def _ended_statement(kind: type[Fact]) -> str:
    return sql("SELECT row, known_to FROM", f"{kind.KIND}_version WHERE known_to > :after")


def _places_of(kind: type[Fact]) -> frozenset[int]:
    """Return where the later fields of a kind stand in a row, after its number and office."""
    later = _LATER.get(kind, frozenset())
    return frozenset(at for at, name in enumerate(columns(kind), start=2) if name in later)


def _without(row: Row, places: Collection[int]) -> Row:
    """Return an older row as it was written; a later field that says something stays, and shows."""
    return tuple(value for at, value in enumerate(row) if at not in places or value != "")
