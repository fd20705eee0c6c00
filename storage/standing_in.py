"""An office whose audit cannot be used is read all the same, and what happens is entered meanwhile.

A damaged, cut, unreadable or missing audit.db must not close the office: one flipped bit would
take away all of its work. Nor may anybody read unseen. So a second chain stands in for it, in a
file beside it: every sign-in, print, export and refusal is entered there, by whoever holds the
audit's key. Since all of it is entered, whoever may read the ledgers may go on reading them; that
needs no exception for anybody. Nothing is written to the register, which nobody could witness.

It ends in one of three ways. The file is sound again: what was entered meanwhile is taken into the
office's own chain. A backup is restored: both chains go to the quarantine with all that it
replaces. Or a person accepts the loss with a reason (see `acceptance`): the chain that stood in is
the office's own from then on, begun anew, and the damaged file goes to the quarantine. None of it
hides anything: the first entry of the chain names the damage and the SHA-256 of the file, the
acceptance is entered in it, and a head that went to the city or onto paper is in the file in the
quarantine or nowhere. A chain that stood in and is damaged too goes there as well, and that is
entered: nothing of it is in any chain.

What nobody can tell meanwhile: whether the register was put back, which is compared with what the
audit has seen. How new the vault must be is taken from the damaged file where that still reads.
Whoever accepts the loss vouches for both, and looks through the accounts first, which he is shown:
an old vault would let people in who have left.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.audit import REFUSED
from domain.errors import Refusal
from storage.audit import FILE_NAME, STAND_IN, AuditLog, open_audit
from storage.audit_entries import Entry, Head, Problem, Recorded
from storage.audit_known import BEGUN_ANEW
from storage.audit_marks import vault_seen_in
from storage.connect import DatabaseError, connect
from storage.faults import translated
from storage.files import DiskFiles
from storage.quarantine import BESIDE, put_aside, sha256_of
from storage.sound_audit import Lost, sound_audit
from storage.vault_file import QUARANTINE

if TYPE_CHECKING:
    from collections.abc import Sequence

STOOD_IN: Final = "audit.stand_in"
_MAKING: Final = f"{STAND_IN}.making"
TAKEN_IN: Final = "audit.take_in"
_DISK: Final = DiskFiles()
_OF_ENTRY: Final = tuple(field.name for field in fields(Entry))


def opened_audit(folder: Path, key: bytes | bytearray, noticed: Entry) -> AuditLog:
    """Open the audit of a data folder that nobody has open, or what stands in for it.

    `noticed` tells who opens it and when. The log's `lost` is why another stands in.

    Raises:
        Refusal: `storage.too_new`, and faults of the disk.
    """
    _settle_beginning(folder, key)
    _place(folder, key)
    try:
        audit = sound_audit(folder, key, FILE_NAME)
    except Lost as lost:
        return _stand_in(folder, key, noticed, lost.problem)
    try:
        _take_in(folder, key, audit, noticed)
    except BaseException:
        audit.close()
        raise
    return audit


def _stand_in(folder: Path, key: bytes | bytearray, noticed: Entry, problem: Problem) -> AuditLog:
    """Open the chain that stands in, or begin it; one that is damaged too is put aside."""
    path = folder / STAND_IN
    try:
        audit = sound_audit(folder, key, STAND_IN)
    except Lost as lost:
        digest = sha256_of(folder / FILE_NAME)
        begun = replace(noticed, act=STOOD_IN, object=FILE_NAME, digest=digest, reason=problem.code)
        damaged = (_unread(path, noticed, STOOD_IN, lost.problem),) if path.exists() else ()
        _begin(folder, key, (begun, *damaged))
        audit = open_audit(folder, key, own_thread=False, name=STAND_IN)
    audit.lost = problem
    return audit


def _begin(folder: Path, key: bytes | bytearray, entries: Sequence[Entry]) -> None:
    """Make a chain beside its place, and give it that once it holds its first entries.

    Interrupted, it leaves the former one where it was, or what `_settle_beginning` ends.
    """
    path, making = folder / STAND_IN, folder / _MAKING
    with closing(open_audit(folder, key, own_thread=False, name=_MAKING, create=True)) as audit:
        audit.see_vault(max(_vault_seen(each, key) for each in (folder / FILE_NAME, path)))
        audit.append(entries)
        with audit.still():
            pass
    put_aside(path)
    with translated(path):
        _DISK.rename(making, path)


def _settle_beginning(folder: Path, key: bytes | bytearray) -> None:
    """End a beginning that was interrupted: where only its place was missing, it takes it now.

    Else it is removed: nothing in it was acknowledged.
    """
    path, making = folder / STAND_IN, folder / _MAKING
    if not any(os.path.lexists(f"{making}{suffix}") for suffix in ("", *BESIDE)):
        return
    if not os.path.lexists(path) and _is_begun(folder, key):
        with translated(path):
            _DISK.rename(making, path)
    with translated(folder):
        for suffix in ("", *BESIDE):
            _DISK.remove(Path(f"{making}{suffix}"))


def _is_begun(folder: Path, key: bytes | bytearray) -> bool:
    if any(os.path.lexists(folder / f"{_MAKING}{suffix}") for suffix in BESIDE):
        return False
    try:
        with closing(sound_audit(folder, key, _MAKING)) as audit:
            return audit.head().n > 0
    except Lost:
        return False


def _vault_seen(path: Path, key: bytes | bytearray) -> int:
    """Return what a damaged audit still says of the vault, 0 where it says nothing.

    The file is read as it lies: a log beside it, and whatever SQLite would do about it, is left.
    """
    try:
        with closing(connect(path, key, at_rest=True)) as connection:
            return vault_seen_in(connection)
    except (Refusal, DatabaseError):
        return 0


def _take_in(folder: Path, key: bytes | bytearray, audit: AuditLog, noticed: Entry) -> None:
    """Enter what was entered elsewhere while the audit could not be used."""
    path = folder / STAND_IN
    if not path.exists():
        return
    try:
        with closing(sound_audit(folder, key, STAND_IN)) as stood_in:
            head, entries = stood_in.head(), tuple(map(_bare, stood_in.rows()))
            entries = () if audit.passes(head) else entries
    except Lost as lost:
        audit.append((_unread(path, noticed, TAKEN_IN, lost.problem),))
    else:
        last = audit.last(TAKEN_IN)
        if last is None or last.digest != head.hash:
            told = f"{len(entries)} 条"
            taken = replace(noticed, act=TAKEN_IN, object=told, digest=head.hash)
            audit.append((taken, *entries))
    put_aside(path)


def _unread(path: Path, noticed: Entry, act: str, problem: Problem) -> Entry:
    """Return the entry that what stood in was damaged too: what was entered there is missing."""
    return replace(
        noticed,
        act=act,
        object=path.name,
        digest=sha256_of(path),
        result=REFUSED,
        reason=problem.code,
    )


def _bare(entry: Recorded) -> Entry:
    return Entry(**{name: getattr(entry, name) for name in _OF_ENTRY})


def _place(folder: Path, key: bytes | bytearray) -> None:
    """Put a chain that was accepted in the place of the damaged file, which is put aside.

    Not where the office's own chain is that one already and goes on: an old copy of it came back.
    """
    path = folder / STAND_IN
    if not path.exists():
        return
    try:
        with closing(sound_audit(folder, key, STAND_IN)) as audit:
            begun, head = audit.last(BEGUN_ANEW), audit.head()
            with audit.still():
                pass
    except Lost:
        return
    if begun is None or _own_passes(folder, key, head):
        return
    put_aside(folder / FILE_NAME, folder / QUARANTINE / begun.object)
    with translated(path):
        _DISK.rename(path, folder / FILE_NAME)


def _own_passes(folder: Path, key: bytes | bytearray, head: Head) -> bool:
    try:
        with closing(sound_audit(folder, key, FILE_NAME)) as audit:
            return audit.passes(head)
    except Lost:
        return False
