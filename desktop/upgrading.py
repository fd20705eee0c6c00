"""A backup before an upgrade: made of the files as they lie, before anything opens them anew."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.attendance import Attendance
from desktop.resources import Resources
from domain.errors import Refusal
from domain.workflow.ports import Clock
from storage import audit, register
from storage.connect import connect
from storage.faults import translated
from storage.migrations.ladder import version_of
from storage.session import Session

# Hardly any opening upgrades anything: what a backup needs is loaded when one is made.
if TYPE_CHECKING:
    from storage.backup_proof import Proof
    from storage.backup_writing import Order

_LOG: Final = "-wal"


@dataclass(frozen=True, slots=True)
class UpgradeBackup:
    """A backup that was made and proved while the audit could not be written yet."""

    path: Path
    proof: Proof

    def enter(self, attendance: Attendance) -> None:
        """Enter it into the audit, now that this is open, and mark the set."""
        from desktop.backup_proving import Proving
        from domain.backup_keeping import BackupReason
        from domain.roles import Act
        from storage.backup_keys import keys_of

        told = f"{self.path.name} {BackupReason.UPGRADE}"
        attendance.enter(Act.BACKUP, "backup.make", told)
        Proving(attendance).settle(self.path, keys_of(attendance.session), self.proof)


def backup_before_upgrade(
    session: Session, resources: Resources, clock: Clock
) -> UpgradeBackup | None:
    """Make and prove a backup where this program would change the databases' schema.

    To be called before the databases are opened. Databases that were not closed are left to what
    their opening completes.

    Raises:
        Refusal: `backup.before_upgrade` with the reason, after which nothing may be opened.
    """
    if not _is_older(session):
        return None
    try:
        made = _made(session, resources, clock)
    except Refusal as refusal:
        why = resources.words.say(refusal.code, refusal.facts)
        raise Refusal("backup.before_upgrade", why=why) from refusal
    for problem in made.proof.problems:
        why = resources.words.say(problem.code, problem.facts)
        raise Refusal("backup.before_upgrade", why=why)
    return made


def _made(session: Session, resources: Resources, clock: Clock) -> UpgradeBackup:
    from desktop.backup_check import proved_apart
    from storage import backup_shelf
    from storage.backup_keys import keys_of
    from storage.backup_making import require_room
    from storage.backup_writing import ClosedSource, medium_faults, write_set

    order = _order(session, resources, clock)
    with medium_faults(order.shelf), backup_shelf.held(order.shelf):
        require_room(order.data, order.shelf, None)
        path, _ = write_set(order, ClosedSource(order.data, session.audit_key))
        return UpgradeBackup(path, proved_apart(path, keys_of(session).for_proof()))


def _order(session: Session, resources: Resources, clock: Clock) -> Order:
    from importlib.metadata import version

    from desktop.backup_papers import papers
    from desktop.backup_places import DEFAULT
    from domain.backup_keeping import BackupReason
    from storage.backup_writing import Order

    return Order(
        data=session.folder,
        shelf=session.folder / DEFAULT,
        office=session.office.code,
        made=clock.now(),
        program=version("bianqing"),
        reason=BackupReason.UPGRADE,
        audit_key=bytes(session.audit_key),
        papers=papers(resources),
    )


def _is_older(session: Session) -> bool:
    """Tell whether a database has the schema of an earlier version, both having been closed.

    One of a later version keeps both from being opened, so that nothing is upgraded.
    """
    paths = [session.folder / name for name in (audit.FILE_NAME, register.FILE_NAME)]
    if not all(path.is_file() and not _has_log(path) for path in paths):
        return False
    keys = (session.audit_key, session.register_key)
    newest = (len(audit.STEPS), len(register.STEPS))
    found = [
        (_version(path, key), steps)
        for path, key, steps in zip(paths, keys, newest, strict=True)
        if key is not None
    ]
    if any(version > steps for version, steps in found):
        return False
    return any(0 < version < steps for version, steps in found)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + _LOG)
    with translated(log):
        return log.exists() and log.stat().st_size > 0


def _version(path: Path, key: bytearray) -> int:
    """Return the schema's number; a file that cannot be read is told when it is opened."""
    try:
        with closing(connect(path, key, at_rest=True)) as connection, translated(path):
            return version_of(connection)
    except Refusal:
        return 0
