"""What the audit records: entries, their place in the chain, and what can be wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Protocol

from domain.audit import DONE
from storage.witness import Witness

GENESIS: Final = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number (0: none yet) and hash; it stands for the whole chain."""

    n: int
    hash: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An audit row of the register: its own number, and the digests of what was changed.

    `head` is where the audit stood when the act began; rows of earlier programs do not tell it.
    """

    number: int
    at: str
    actor: str
    roles: str
    act: str
    object: str
    digest: str
    single: bool
    before: str = ""
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be recorded; no personal data, only digests of what it changed.

    `before` and `digest` are of the state before and after, where something changed in place.
    `at` is ISO text with the zone, `result` 成功 or 拒绝, `reason` a refusal code or a person's
    words; `register_number` is the number of the register's row for acts that changed it.
    """

    at: str
    actor: str
    roles: str
    act: str
    object: str = ""
    digest: str = ""
    result: str = DONE
    reason: str = ""
    single: bool = False
    register_number: int | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Recorded(Entry):
    """An entry in its place in the chain."""

    n: int = 0
    prev: str = GENESIS
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with chain or register, by code and facts like a refusal."""

    code: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many entries were completed, and what a person must be told."""

    completed: int
    problems: tuple[Problem, ...]


class AuditSink(Protocol):
    """Where committed acts are witnessed."""

    @property
    def lost(self) -> Problem | None:
        """Why nothing can be witnessed now, `None` when all is well."""
        ...

    def append(self, entries: Sequence[Entry], witness: Witness | None = None) -> object:
        """Add the entries and keep the witness; when this returns they are on the medium."""
        ...

    def witness(self) -> Witness | None:
        """Return the witness of the register that was kept last."""
        ...

    def head(self) -> Head:
        """Return where the audit stands."""
        ...


_written: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
COLUMNS: Final = tuple(field.name for field in fields(Recorded))
"""The fields of a recorded entry, which are the columns of its table."""


def hash_of(entry: Recorded) -> str:
    """Return the SHA-256 (hex) over the entry's canonical text."""
    return hashlib.sha256(canonical(entry).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(entry: Recorded) -> str:
    """Return the entry as canonical JSON: all fields but the hash.

    Without a state before, it reads as entries did before these were recorded.
    """
    content = {name: getattr(entry, name) for name in COLUMNS if name != "hash"}
    if not entry.before:
        del content["before"]
    return _written(content)


def placed(entry: Entry, head: Head) -> Recorded:
    """Return the entry as the next one after `head`."""
    content = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    bare = Recorded(**content, n=head.n + 1, prev=head.hash)
    return Recorded(**content, n=bare.n, prev=bare.prev, hash=hash_of(bare))


def recorded(row: Sequence[object]) -> Recorded:
    """Return the entry that a row of the audit's table holds, its columns as `COLUMNS` names."""
    values = dict(zip(COLUMNS, row, strict=True))
    return Recorded(**{**values, "single": bool(values["single"])})  # type: ignore[arg-type]  # the schema is strict


def entry_for(row: RegisterRow) -> Entry:
    """Return the entry that a row of the register asks for."""
    return Entry(
        at=row.at,
        actor=row.actor,
        roles=row.roles,
        act=row.act,
        object=row.object,
        digest=row.digest,
        single=row.single,
        register_number=row.number,
        before=row.before,
    )
