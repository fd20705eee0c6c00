"""A drill: a backup set is restored in earnest, looked at, and taken away again.

That every byte of a set was read back says that the set is whole. A drill says more: that with the
keys there are today the program makes of it a data folder that holds all there was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.backup_places import BackupPlaces
from desktop.backup_proving import Checked
from desktop.restoring import Restoring
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Progress
from storage.backup_keys import by_holder
from storage.backup_writing import medium_faults
from storage.faults import translated
from storage.medium import silent

PLACE: Final = "drill"
"""The folder within the data folder where it is restored; whatever lies there may go."""
_OFFICE: Final = "restored"


@dataclass(frozen=True, slots=True)
class Drill:
    """Drills with the keys of one account."""

    attendance: Attendance
    restoring: Restoring

    def __call__(self, folder: Path, progress: Progress) -> Checked:
        """Restore a set beside the live data, prove what arose, and take it away.

        The live data is not touched. What was found is entered, a refusal too.

        Raises:
            Refusal: `role.denied`, `backup.closed` for a set that does not open with the own keys,
                what `Restoring` refuses, faults of the medium.
        """
        folder, session = folder.absolute(), self.attendance.session
        with self.attendance.witnessed("backup.drill", folder.name), medium_faults(folder):
            session.require(Act.RESTORE)
            keys = by_holder(folder, session)
            if keys is None:
                raise Refusal("backup.closed", path=str(folder))
            try:
                with _scratch(session.folder) as place:
                    restored = self.restoring(folder, place / _OFFICE, keys, progress)
                    prover = self.restoring.prover
                    proof = prover(folder, keys.for_proof(), silent, restored.path)
            finally:
                keys.wipe()
        found = " ".join(sorted({problem.code for problem in proof.problems}))
        self.attendance.enter(Act.RESTORE, "backup.drill", f"{folder.name} {found}".strip())
        if not proof.problems:
            BackupPlaces(session.folder).note_drill(self.attendance.clock.now())
        return Checked(folder, restored.manifest, proof.problems, proof.unread)


def end_drill(data: Path) -> None:
    """Take away what was restored, also what a program left behind when it ended otherwise."""
    shutil.rmtree(data / PLACE, ignore_errors=True)


@contextmanager
def _scratch(data: Path) -> Iterator[Path]:
    end_drill(data)
    place = data / PLACE
    with translated(place):
        place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        end_drill(data)
