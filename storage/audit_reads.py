"""Looking through the audit on a connection of its own, so that no act waits for it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

from domain.audit import WITNESSES, AuditQuery
from domain.errors import Refusal
from storage.audit_chain import Step, chain_problems
from storage.audit_entries import COLUMNS, Head, Problem, Recorded, recorded
from storage.connect import connect
from storage.fact_tables import Row, sql
from storage.faults import translated

_NAMES: Final = ", ".join(COLUMNS)
_AFTER: Final = sql("SELECT", _NAMES, "FROM entry WHERE n > ? ORDER BY n LIMIT ?")
_NUMBERED: Final = sql(
    "SELECT", _NAMES, "FROM entry WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC"
)
_HEAD: Final = "SELECT n, hash FROM head"
_ACTORS: Final = "SELECT DISTINCT actor FROM entry ORDER BY actor"
_BEGINNING: Final = "SELECT n, hash FROM entry WHERE hash >= ? AND hash < ? ORDER BY n LIMIT 1"
_WITNESS_ACTS: Final = f"({', '.join(repr(act) for act in WITNESSES)})"
"""Written out, as the index of the other entries has it."""
_WHERE: Final = {
    "first": "substr(at, 1, 10) >= :first",
    "last": "substr(at, 1, 10) <= :last",
    "actor": "actor = :actor",
    "role": "instr('、' || roles || '、', '、' || :role || '、') > 0",
    "acts": "act IN (SELECT value FROM json_each(:acts))",
    "text": "instr(object, :text) > 0",
    "result": "result = :result",
    "single": "single = 1",
}
_AT_ONCE: Final = 2000
"""Entries read by one statement, while which the audit's log cannot be emptied."""


class AuditReader:
    """Reads the audit of a data folder. Any thread may ask; each answer is of one moment."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        """Open the file; refuses what `connect` refuses."""
        self._path = path
        self._connection = connect(path, key, read_only=True, own_thread=False)
        self._lane = Lock()

    def close(self) -> None:
        """Close the file, once a read that is under way has ended."""
        with self._lane:
            self._connection.close()

    def head(self) -> Head:
        """Return where the chain stands."""
        rows = self._all(_HEAD)
        if not rows:
            raise Refusal("storage.damaged", path=str(self._path))
        return Head(*rows[0])

    def find(self, query: AuditQuery) -> Sequence[int]:
        """Return the numbers of the entries that a query finds, the newest first."""
        where, bound = _narrowed(query)
        if not query.witnesses:
            where.append(f"act NOT IN {_WITNESS_ACTS}")
        rows = self._all(sql("SELECT n FROM entry", _all_of(where), "ORDER BY n DESC"), bound)
        return array("Q", (n for (n,) in rows))

    def left_out(self, query: AuditQuery) -> int:
        """Count the entries that hold digests alone, where a query finds all but those."""
        if query.witnesses:
            return 0
        where, bound = _narrowed(query)
        where.append(f"act IN {_WITNESS_ACTS}")
        ((count,),) = self._all(sql("SELECT count(*) FROM entry", _all_of(where)), bound)
        return int(count)

    def numbered(self, numbers: Sequence[int]) -> tuple[Recorded, ...]:
        """Return entries by their numbers, the newest first."""
        return tuple(map(recorded, self._all(_NUMBERED, (json.dumps(list(numbers)),))))

    def entries(self, after: int = 0, until: int | None = None) -> Iterator[Recorded]:
        """Yield the entries above `after` and up to `until` in order; other acts go on between."""
        while rows := self._all(_AFTER, (after, _AT_ONCE)):
            for entry in map(recorded, rows):
                if until is not None and entry.n > until:
                    return
                yield entry
                after = entry.n

    def actors(self) -> tuple[str, ...]:
        """Return everybody who has done or tried anything."""
        return tuple(name for (name,) in self._all(_ACTORS))

    def beginning_with(self, digits: str) -> Head | None:
        """Return the first entry whose hash begins so, in hex."""
        rows = self._all(_BEGINNING, (digits, f"{digits}g"))
        return Head(*rows[0]) if rows else None

    def verify(self, anchors: Sequence[Head] = (), step: Step | None = None) -> list[Problem]:
        """Check the chain as it stands when this begins; see `chain_problems`."""
        head = self.head()
        return list(chain_problems(self.entries(until=head.n), head, anchors, step=step))

    def _all(self, statement: str, bound: object = ()) -> list[Row]:
        with self._lane, translated(self._path):
            return self._connection.execute(statement, bound).fetchall()  # type: ignore[arg-type]  # a sequence or a mapping


def _narrowed(query: AuditQuery) -> tuple[list[str], Mapping[str, object]]:
    """Return what a query asks of an entry, witness or not, and what is bound there."""
    wanted = {
        "first": query.first and query.first.isoformat(),
        "last": query.last and query.last.isoformat(),
        "actor": query.actor, "role": query.role,
        "acts": json.dumps(query.acts) if query.acts else "",
        "text": query.text, "result": query.result, "single": query.single,
    }  # fmt: skip
    bound = {name: value for name, value in wanted.items() if value}
    return [_WHERE[name] for name in bound], bound


def _all_of(where: Sequence[str]) -> str:
    return sql("WHERE", " AND ".join(where)) if where else ""
