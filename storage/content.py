"""What the audit witnesses of the register's content: a digest over all that changes entered.

Each transaction that enters versions ends with an audit row of its own, `CONTENT`, whose object
names its changes, whose digest covers the changes, the versions known from them and those ended
by them. Whoever alters, adds or removes a version behind the program cannot match it. Beside it
stand marks of a few bytes for each version, by which the one that was altered is found.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Final
from zlib import crc32

from domain.facts import Fact
from storage.digest_key import keyed
from storage.fact_tables import Row

if TYPE_CHECKING:
    from hashlib import _Hash

CONTENT: Final = "register.content"
MARK: Final = 4
"""Bytes of one version's mark."""
_CHANGE: Final = "change"
_ENDED: Final = "ended"
_FIELD, _ROW, _ESCAPE = b"\x1f", b"\x1e", b"\x1b"
_SPAN: Final = "-"
_NOTHING: Final = b"None"
"""How a field without a value is written; a text of these letters is escaped."""

Marks = tuple[str, int, int, bytes]
"""Kind, first row, change, and the marks of the rows from there on."""
Endings = tuple[int, str, tuple[int, ...]]
"""Change, kind, and the rows that it ended."""


class Content:
    """Gathers what changes entered, and tells its digest.

    Rows of one change and kind must come in the order of their numbers; how many come at a time,
    and what comes between, makes no difference. Changes up to `former` are written and digested
    as an earlier program did it: without the key, and without telling where a field ends.
    """

    def __init__(self, key: bytes = b"", former: int = 0) -> None:
        self.marks: list[Marks] = []
        self._key = key
        self._former = former
        self._parts: dict[int, dict[str, _Hash]] = {}
        self._ended: dict[int, dict[str, list[int]]] = {}

    @property
    def changes(self) -> tuple[int, ...]:
        """The changes that entered something, in order."""
        return tuple(sorted({*self._parts, *self._ended}))

    @property
    def endings(self) -> list[Endings]:
        """What was ended, by change and kind."""
        return [
            (change, kind, tuple(sorted(rows)))
            for change, kinds in sorted(self._ended.items())
            for kind, rows in sorted(kinds.items())
        ]

    def recorded(self, values: Row) -> None:
        """Take a change in; its number comes first."""
        self._take(values[0], _CHANGE, (values,))

    def entered(self, kind: type[Fact], change: int, rows: Sequence[Row]) -> None:
        """Take versions in that are entered now, and mark them."""
        written = self._take(change, kind.KIND, rows)
        self.marks.append((kind.KIND, rows[0][0], change, marks_of(written)))

    def added(self, kind: type[Fact], change: int, rows: Sequence[Row]) -> None:
        """Take versions in that are known from a change on, as they are written."""
        self._take(change, kind.KIND, rows)

    def ended(self, kind: type[Fact], change: int, rows: Iterable[int]) -> None:
        """Take in the numbers of versions that a change ended."""
        self._ended.setdefault(change, {}).setdefault(kind.KIND, []).extend(rows)

    def digest(self, changes: Sequence[int]) -> str:
        """Return the digest over all that these changes entered, which one transaction did."""
        whole = b"".join(map(self._said, changes))
        if changes and changes[-1] <= self._former:
            return hashlib.sha256(whole).hexdigest()
        return keyed(self._key, whole)

    def _said(self, change: int) -> bytes:
        lines = [
            f"{name}\x1f{part.hexdigest()}" for name, part in self._parts.get(change, {}).items()
        ]
        lines += [
            "\x1f".join((_ENDED, kind, *map(str, sorted(rows))))
            for kind, rows in self._ended.get(change, {}).items()
        ]
        return "\x1e".join((str(change), *sorted(lines), "")).encode()

    def _take(self, change: int, name: str, rows: Sequence[Row]) -> bytes:
        parts = self._parts.setdefault(change, {})
        part = parts.setdefault(name, hashlib.sha256())
        written = _joined(rows) if change <= self._former else _written(rows)
        part.update(written)
        return written


def _joined(rows: Sequence[Row]) -> bytes:
    # One pattern for all rows: twice as quick as joining each, which large imports feel.
    pattern = "\x1f".join(["%s"] * len(rows[0])) + "\x1e"
    return "".join([pattern % row for row in rows]).encode()


def _written(rows: Sequence[Row]) -> bytes:
    """Return rows as text of which no two sequences of rows have the same.

    Rarely does a field hold what separates fields; only then are its rows escaped.
    """
    joined = _joined(rows)
    plain = (
        joined.count(_FIELD) == len(rows) * (len(rows[0]) - 1)
        and joined.count(_ROW) == len(rows)
        and _ESCAPE not in joined
        and joined.count(_NOTHING) == sum(map(tuple.count, rows, repeat(None)))
    )
    return joined if plain else _joined([tuple(map(_escaped, row)) for row in rows])


def _escaped(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.replace("\x1b", "\x1b0").replace("\x1f", "\x1b1").replace("\x1e", "\x1b2")
    return f"\x1b{text}" if text == "None" else text


def marks_of(written: bytes) -> bytes:
    """Return the marks of rows as they were written, one after the other."""
    marks = [*map(crc32, written.split(_ROW))][:-1]
    return struct.pack(f"<{len(marks)}I", *marks)


def marks_of_rows(rows: Sequence[Row]) -> bytes:
    """Return the marks of rows as they are read back."""
    return marks_of(_written(rows))


def span(changes: Sequence[int]) -> str:
    """Return how an audit row names its changes: the first and the last."""
    return f"{changes[0]}{_SPAN}{changes[-1]}"


def ends(named: str) -> tuple[int, int]:
    """Return the first and last change of a `span`, no change at all for anything else."""
    first, _, last = named.partition(_SPAN)
    if first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    return 0, 0
