"""The acts on backups: make one and prove it, list them, prove one again, take old ones away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.backup_check import Prover, proved_apart
from desktop.backup_papers import papers
from desktop.backup_places import BackupPlaces
from desktop.backup_proving import Checked, Counted, Proving
from desktop.resources import Resources
from domain.backup_keeping import BackupReason, HeldSet, superfluous
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Progress
from storage import backup_shelf, vault_file
from storage.backup_keys import keys_of
from storage.backup_making import Donor, require_room
from storage.backup_proof import Proof, holds_people, last_number
from storage.backup_set import FactsDigest, Manifest
from storage.backup_shelf import Shelved
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
    """

    path: Path
    facts: FactsDigest
    files: int
    size: int
    unread: tuple[str, ...]
    removed: tuple[str, ...]
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
            Refusal: `role.denied` by hand without that right; `backup.place`, `backup.running`,
                `backup.no_room`, what `write_set` refuses, `backup.not_sound` when the set does not
                prove. What was there before stays as it was.
        """
        shelf = (shelf or self.places.folder).absolute()
        with self._attendance.witnessed("backup.make", reason):
            if reason is BackupReason.BY_HAND:
                self._attendance.session.require(Act.BACKUP)
            self.places.require_place(shelf)
            with medium_faults(shelf), backup_shelf.held(shelf):
                path, manifest, proof = self._sound(reason, progress, shelf)
                removed = self._take_away(shelf)
        # What the last rotation of keys replaced is kept for as long as nothing else was proved,
        # row by row, which takes the register's key.
        if self._register is not None:
            remove_former_files(self._data)
        files = len(manifest.files)
        return Made(path, manifest.facts, files, manifest.size, proof.unread, removed)

    def make_before(self, reason: BackupReason, progress: Progress) -> Refusal | None:
        """Make a set before an act that changes much, where there is something to lose by it.

        That is a register with people that changed since the newest proved set. A set that fails
        never keeps the act from being done: it is entered, and returned to be told.
        """
        try:
            if self._holds_people() and self.changed():
                self.make(reason, progress)
        except Refusal as refusal:
            return refusal
        return None

    def due(self, now: datetime, worked: timedelta) -> bool:
        """Tell whether so much work since the last backup, or since the start, asks for one."""
        if worked < EVERY:
            return False
        newest = self._newest()
        return newest is None or not now - EVERY < newest.moment <= now

    def changed(self) -> bool:
        """Tell whether register or accounts changed since the newest verified set."""
        newest = self._newest()
        if newest is None or self._register is None:
            return True
        vault = {line.path: line.sha256 for line in newest.files}.get(vault_file.NAME)
        if read_back(self._data / vault_file.NAME)[1] != vault:
            return True
        with self._register.reading() as reader:
            return last_number(reader) != newest.register_number

    def sets(self, shelf: Path | None = None) -> tuple[Shelved, ...]:
        """Return the office's sets in a folder, by itself the own one, the newest first."""
        shelf = shelf or self.places.folder
        office = self._attendance.session.office.code
        with medium_faults(shelf):
            return backup_shelf.sets_in(shelf, office, self._proving.audit_key_of)

    def verify(self, folder: Path, progress: Progress) -> Checked:
        """Prove a set again, and mark it, or take its mark away. Refuses as `Proving.again`."""
        return self._proving.again(folder, progress)

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
            first = proof.problems[0]
            said = self._resources.words.say(first.code, first.facts)
            raise Refusal("backup.not_sound", path=str(path), problem=said)
        return path, manifest, proof

    def _written(
        self, reason: BackupReason, progress: Progress, shelf: Path, donor: Donor | None
    ) -> tuple[Path, Manifest, Proof]:
        here = self._attendance
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
        )
        source = OpenSource(self._register, here.audit, here.clock.today())
        path, manifest = write_set(order, source, donor=donor, step=counted)
        here.enter(Act.BACKUP, "backup.make", f"{path.name} {reason}")
        return path, manifest, self._proving.proved(path, keys_of(here.session), counted)

    def _take_away(self, shelf: Path) -> tuple[str, ...]:
        held = [
            HeldSet(each.path.name, each.number, each.signed.manifest.moment, each.verified)
            for each in self.sets(shelf)
            if each.signed is not None and each.known
        ]
        removed = []
        for each in superfluous(held):
            backup_shelf.remove(shelf / each.name)
            self._attendance.enter(Act.BACKUP, "backup.remove", each.name)
            removed.append(each.name)
        return tuple(removed)

    def _donor(self, shelf: Path) -> Donor | None:
        for each in self.sets(shelf):
            if each.verified and each.signed is not None:
                return Donor(each.path, {line.path: line for line in each.signed.manifest.files})
        return None

    def _holds_people(self) -> bool:
        if self._register is None:
            return False
        with self._register.reading() as reader:
            return holds_people(reader)

    def _newest(self) -> Manifest | None:
        found = (each.signed.manifest for each in self.sets() if each.verified and each.signed)
        return next(found, None)
