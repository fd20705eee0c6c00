"""What the audit knows of the register: which act under which number, and how its chain ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from domain.audit import WITNESSES
from storage.audit_entries import Problem, Recorded, RegisterRow
from storage.connect import Connection

REGISTER_ACCEPTED: Final = "register.accept"
"""The act by which a person accepts a register that has fallen behind the audit; its
`register_number` is the register's last number, and what the audit knew beyond it is closed."""
BEGUN_ANEW: Final = "audit.begin_anew"
"""The act by which a person accepts the loss of an audit: a chain begun anew is the office's own.
Its `register_number` is the register's last number; the register's acts up to there stand for what
was lost, and follow it in the chain."""
FORMER_HEAD: Final = "audit.former_head"
"""Follows it for each head of the lost chain that was sent away: `object` its number, `digest` its
hash. Nothing that was sent before the new beginning is taken for a forgery."""
RESTORED: Final = "restore.make"
"""The act by which a backup is put in the place of an office."""
_ALL: Final = """
    SELECT act, register_number, at, actor, roles, object, digest, before, single
      FROM entry WHERE register_number IS NOT NULL ORDER BY n
"""
# The plus lets the few be found by their number and then be sorted, and not the table be read.
_NEWEST: Final = """
    SELECT n, register_number, act, at, actor, roles, object, digest, before, single
      FROM entry WHERE register_number >= ? ORDER BY +n
"""
_RESTORED_SINCE: Final = "SELECT 1 FROM entry WHERE act = ? AND n > ? LIMIT 1"

Said = tuple[str | int, ...]
"""What an entry says of an act on the register, as the register's own row says it too."""


def known_in(connection: Connection) -> tuple[dict[int, Said], set[int]]:
    """Return what the register must show under each number, and which numbers were reused."""
    known: dict[int, Said] = {}
    reused: set[int] = set()
    for act, number, *said in connection.execute(_ALL):
        if act in (REGISTER_ACCEPTED, BEGUN_ANEW):
            known = {held: entry for held, entry in known.items() if held <= number}
            reused.clear()
        else:
            if number in known:
                reused.add(number)
            known[number] = (act, *said)
    return known, reused


def ends_in(connection: Connection, rows: Sequence[RegisterRow]) -> bool:
    """Tell whether what the audit knows of the register ends with just these rows, in order.

    Not when the register was accepted or the office restored since the first of them.
    """
    if not rows:
        return False
    entries = connection.execute(_NEWEST, (rows[0].number,)).fetchall()
    if [said for _, *said in entries] != [[row.number, *said_of(row)] for row in rows]:
        return False
    return connection.execute(_RESTORED_SINCE, (RESTORED, entries[0][0])).fetchone() is None


def compared(
    known: dict[int, Said], register_rows: Iterable[RegisterRow]
) -> tuple[list[RegisterRow], RegisterRow | None, list[Problem]]:
    """Return the register's acts that are not known, its last act, and what is to be told.

    `known` is what the register must show under each number; it is used up.
    """
    missing: list[RegisterRow] = []
    problems: list[Problem] = []
    last: RegisterRow | None = None
    for row in register_rows:
        entered = known.pop(row.number, None)
        if entered is None:
            missing.append(row)
        elif entered != said_of(row):
            problems.append(Problem("audit.differs", {"number": row.number, "act": row.act}))
        last = row
    reached = 0 if last is None else last.number
    lost = [number for number in known if number > reached]
    if lost:
        problems.append(Problem("audit.register_behind", {"missing": len(lost)}))
    gaps = (number for number in known if number <= reached)
    problems += (Problem("audit.register_gap", {"number": number}) for number in gaps)
    if len({row.at for row in missing}) > 1:
        problems.append(Problem("audit.behind", {"missing": len(missing)}))
    return missing, last, problems


def lacking(entries: Iterable[Recorded], last: int) -> list[Recorded]:
    """Return the acts that the audit knows of a register which ends with its act `last`.

    Without the digests that follow an act, and without what an acceptance has closed.
    """
    known: list[Recorded] = []
    for entry in entries:
        number = entry.register_number
        if number is None:
            continue
        if entry.act in (REGISTER_ACCEPTED, BEGUN_ANEW):
            known = [each for each in known if (each.register_number or 0) <= number]
        elif entry.act not in WITNESSES:
            known.append(entry)
    return [each for each in known if (each.register_number or 0) > last]


def said_of(row: RegisterRow) -> Said:
    """Return what an entry says that was made of a row of the register."""
    return (
        row.act, row.at, row.actor, row.roles, row.object, row.digest, row.before, int(row.single),
    )  # fmt: skip
