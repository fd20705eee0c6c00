"""The acts on backups: make one and prove it, list them, prove one again, take old ones away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.backup_check import Prover, proved_apart
from desktop.backup_drill import Drill
from desktop.backup_lacks import lack_problems
from desktop.backup_papers import papers
from desktop.backup_places import BackupPlaces
from desktop.backup_proving import Checked, Counted, Proving
from desktop.resources import Resources
from desktop.restoring import Restoring
from domain.backup_keeping import BackupReason, HeldSet, superfluous
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Progress
from storage import backup_shelf, vault_file
from storage.audit_entries import Problem
from storage.backup_keys import keys_of
from storage.backup_making import Donor, require_room
from storage.backup_proof import Proof, holds_people, last_number
from storage.backup_set import FactsDigest, Manifest
from storage.backup_shelf import Shelved, newest_verified
from storage.backup_writing import OpenSource, Order, medium_faults, write_set
from storage.medium import read_back
from storage.register import SqlRegister
from storage.rotation import remove_former_files

EVERY: Final = timedelta(hours=4)
"""How much work may go by without a backup."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and proved.

    `unread` names what could not be read without its key, `removed` the sets taken away since.
    `problems` tell what is attached and was lost or damaged, so that it is not in the set as it was
    stored; `None` for `complete` where nobody could tell.
    """

    path: Path
    facts: FactsDigest
    files: int
    size: int
    unread: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    complete: bool | None
    verified: bool = True


class BackupActs:
    """The backups of one office, by somebody signed in.

    Without the register's key its files are copied all the same, and proved as far as the page key
    reaches.
    """

    def __init__(
        self,
        attendance: Attendance,
        resources: Resources,
        register: SqlRegister | None = None,
        *,
        prover: Prover = proved_apart,
    ) -> None:
        self._attendance = attendance
        self._resources = resources
        self._register = register
        self._data = attendance.session.folder
        self._proving = Proving(attendance, prover)
        self.places = BackupPlaces(self._data)

    def make(self, reason: BackupReason, progress: Progress, shelf: Path | None = None) -> Made:
        """Make a set in `shelf`, by itself in the office's own folder, and prove it.

        Sets there that need not be kept any longer are taken away afterwards.

        Raises:
            Refusal: `role.denied` by hand without that right; one of `LOST` where the audit cannot
                be used, with which no set would prove; `backup.place`, `backup.running`,
                `backup.no_room`, what `write_set` refuses, `backup.not_sound` when the set does not
                prove. What was there before stays as it was.
        """
        shelf = (shelf or self.places.folder).absolute()
        with self._attendance.witnessed("backup.make", reason):
            if reason is BackupReason.BY_HAND:
                self._attendance.session.require(Act.BACKUP)
            lost = self._attendance.audit.lost
            if lost is not None:
                raise Refusal(lost.code, **lost.facts)
            self.places.require_place(shelf)
            with medium_faults(shelf), backup_shelf.held(shelf):
                path, manifest, proof = self._sound(reason, progress, shelf)
                removed = self._take_away(shelf)
        self.places.note_made(shelf, self._attendance.clock.now())
        # What the last rotation of keys replaced is kept until something else was proved in whole.
        if self._register is not None:
            remove_former_files(self._data)
        return Made(
            path,
            manifest.facts,
            len(manifest.files),
            manifest.size,
            proof.unread,
            removed,
            self.lacks_of(manifest),
            None if manifest.lacking is None else not manifest.lacking,
        )

    def make_before(self, reason: BackupReason, progress: Progress) -> tuple[Problem, ...]:
        """Make a set before an act that changes much, where there is something to lose by it.

        That is a register with people that changed since the newest proved set. A set that fails
        never keeps the act from being done: it is entered, and returned to be told, as is what the
        set lacks.
        """
        try:
            if self._holds_people() and self.changed():
                return self.make(reason, progress).problems
        except Refusal as refusal:
            return (Problem("backup.before_import", {"why": self._said(refusal)}),)
        return ()

    def due(self, now: datetime, worked: timedelta) -> bool:
        """Tell whether so much work since the last backup, or since the start, asks for one."""
        if worked < EVERY:
            return False
        newest = newest_verified(self.sets())
        return newest is None or not now - EVERY < newest[1].moment <= now

    def changed(self) -> bool:
        """Tell whether register or accounts changed since the newest verified set."""
        found = newest_verified(self.sets())
        if found is None or self._register is None:
            return True
        _, newest = found
        vault = {line.path: line.sha256 for line in newest.files}.get(vault_file.NAME)
        if read_back(self._data / vault_file.NAME)[1] != vault:
            return True
        with self._register.reading() as reader:
            return last_number(reader) != newest.register_number

    def sets(self, shelf: Path | None = None) -> Iterator[Shelved]:
        """Yield the office's sets in a folder, by itself the own one, the newest first.

        Each is read when it is asked for.
        """
        shelf = shelf or self.places.folder
        office = self._attendance.session.office.code
        with medium_faults(shelf):
            yield from backup_shelf.sets_in(shelf, office, self._proving.audit_key_of)

    def verify(self, folder: Path, progress: Progress) -> Checked:
        """Prove a set again, and mark it, or take its mark away. Refuses as `Proving.again`."""
        return self._proving.again(folder, progress)

    def drill(self, folder: Path, progress: Progress) -> Checked:
        """Restore a set in earnest, prove what arose, and take it away. Refuses as `Drill`."""
        here = self._attendance
        restoring = Restoring(self._resources.words, here.clock, self._proving.prover)
        return Drill(here, restoring)(folder, progress)

    def lacks_of(self, manifest: Manifest) -> tuple[Problem, ...]:
        """Return what a set lacks of what is attached, by the records to which it belongs."""
        return lack_problems(manifest.lacking, self._register)

    def _sound(
        self, reason: BackupReason, progress: Progress, shelf: Path
    ) -> tuple[Path, Manifest, Proof]:
        """Write a set that proves; where shared files do not, once more without sharing."""
        donor = self._donor(shelf)
        path, manifest, proof = self._written(reason, progress, shelf, donor)
        if proof.problems and donor is not None:
            backup_shelf.remove(path)
            path, manifest, proof = self._written(reason, progress, shelf, None)
        if proof.problems:
            said = self._said(proof.problems[0])
            raise Refusal("backup.not_sound", path=str(path), problem=said)
        return path, manifest, proof

    def _written(
        self, reason: BackupReason, progress: Progress, shelf: Path, donor: Donor | None
    ) -> tuple[Path, Manifest, Proof]:
        here, key = self._attendance, self._attendance.session.register_key
        counted = Counted(progress, 2 * require_room(self._data, shelf, donor))
        order = Order(
            data=self._data,
            shelf=shelf,
            office=here.session.office.code,
            made=here.clock.now(),
            program=version("bianqing"),
            reason=reason,
            audit_key=bytes(here.session.audit_key),
            papers=papers(self._resources),
            register_key=bytes(key) if key and self._register is not None else None,
        )
        source = OpenSource(self._register, here.audit, here.clock.today())
        path, manifest = write_set(order, source, donor=donor, step=counted)
        try:
            here.enter(Act.BACKUP, "backup.make", f"{path.name} {reason}")
            return path, manifest, self._proving.proved(path, keys_of(here.session), counted)
        except Refusal:
            raise
        except BaseException:
            # Who stops a backup is told that there is none. What could not be proved stays.
            self._remove(path)
            raise

    def _take_away(self, shelf: Path) -> tuple[str, ...]:
        gone = superfluous(tuple(filter(None, map(_held, self.sets(shelf)))))
        for each in gone:
            self._remove(shelf / each.name)
        return tuple(each.name for each in gone)

    def _remove(self, path: Path) -> None:
        backup_shelf.remove(path)
        self._attendance.enter(Act.BACKUP, "backup.remove", path.name)

    def _donor(self, shelf: Path) -> Donor | None:
        newest = newest_verified(self.sets(shelf))
        return None if newest is None else Donor.of(*newest)

    def _holds_people(self) -> bool:
        if self._register is None:
            return False
        with self._register.reading() as reader:
            return holds_people(reader)

    def _said(self, found: Refusal | Problem) -> str:
        return self._resources.words.say(found.code, found.facts)


def _held(each: Shelved) -> HeldSet | None:
    """Return a set as what keeps backups knows it, `None` for one that is left alone."""
    if each.signed is None or not each.known:
        return None
    manifest = each.signed.manifest
    return HeldSet(
        each.path.name, manifest.number, manifest.moment, each.verified, manifest.completeness
    )
