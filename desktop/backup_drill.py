"""A drill: a backup set is restored in earnest, looked at, and taken away again.

That every byte of a set was read back says that the set is whole. A drill says more: that with the
keys there are today the program makes of it a data folder that holds all there was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.backup_places import BackupPlaces
from desktop.backup_proving import Checked, named, own_keys
from desktop.restoring import Restoring
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Progress
from storage import backup_shelf, scratch
from storage.backup_keys import SetKeys
from storage.backup_writing import medium_faults
from storage.faults import translated
from storage.medium import silent

_OFFICE: Final = "restored"


@dataclass(frozen=True, slots=True)
class Drill:
    """Drills with the keys of one account."""

    attendance: Attendance
    restoring: Restoring

    def __call__(self, folder: Path, progress: Progress) -> Checked:
        """Restore a set beside the live data, prove what arose, and take it away.

        The live data is not touched. What was found is entered, a refusal too. It counts as passed
        only where all was read; a set that is damaged loses its mark.

        Raises:
            Refusal: `role.denied`, `backup.closed` for a set that does not open with the own keys,
                what `Restoring` refuses, `backup.drill_left`, faults of the medium.
        """
        folder, session = folder.absolute(), self.attendance.session
        with self.attendance.witnessed("backup.drill", folder.name), medium_faults(folder):
            session.require(Act.RESTORE)
            with own_keys(folder, session) as keys:
                checked = self._restored(folder, keys, progress)
        self.attendance.enter(Act.RESTORE, "backup.drill", named(folder, checked.problems))
        passed = not checked.problems and not checked.unread
        if checked.problems or passed:
            self._places.note_drill(self.attendance.clock.now() if passed else None)
        return checked

    @property
    def _places(self) -> BackupPlaces:
        return BackupPlaces(self.attendance.session.folder)

    def _restored(self, folder: Path, keys: SetKeys, progress: Progress) -> Checked:
        try:
            with _scratch(self.attendance.session.folder) as place:
                restored = self.restoring(folder, place / _OFFICE, keys, progress)
                proof = self.restoring.prover(folder, keys.for_proof(), silent, restored.path)
        except Refusal as refusal:
            if refusal.code == "restore.damaged":
                # The set itself is not what it was when it was marked as verified.
                self._places.note_drill(None)
                with suppress(Refusal):
                    backup_shelf.unmark(folder)
            raise
        return Checked(folder, restored.manifest, proof.problems, proof.unread)


@contextmanager
def _scratch(data: Path) -> Iterator[Path]:
    """Give a place in the data folder; refuses `backup.drill_left` where it cannot be cleared."""
    scratch.clear(data, scratch.DRILL)
    place = data / scratch.DRILL
    with translated(place):
        place.mkdir(mode=0o700)
    try:
        yield place
    except BaseException:
        scratch.clear(data, scratch.DRILL)
        raise
    if not scratch.clear(data, scratch.DRILL):
        raise Refusal("backup.drill_left", path=str(place))
