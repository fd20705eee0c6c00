"""Restoring before anybody is signed in: nothing of the office itself needs to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

# The unlock page is on the screen before any of this is loaded.
if TYPE_CHECKING:
    from desktop.preferences import FilePreferences
    from desktop.resources import Resources
    from domain.backups import FoundSets, RestoredTold, SetOpening
    from domain.workflow.ports import Clock, Progress

DATA_FOLDER = "data"


class RestoringDoor:
    """Satisfies the window's `RestoringDoor` for the front door that it is part of."""

    data_folder: Path
    resources: Resources
    clock: Clock
    preferences: FilePreferences
    restart: Callable[[str], None]

    @property
    def today(self) -> date:
        """The program's day."""
        return self.clock.today()

    def backups(self, elsewhere: Sequence[Path] = ()) -> FoundSets:
        """Return the sets that can be found, of whatever office."""
        from desktop.found_sets import Finding

        return Finding(self.data_folder)(elsewhere)

    def restore(
        self,
        folder: Path,
        target: Path,
        opening: SetOpening,
        progress: Progress,
        *,
        replace: bool,
        other_founding: bool,
    ) -> RestoredTold:
        """Make a data folder of a set, and let the program use it from now on."""
        from desktop.backup_preview import opened_by
        from desktop.restored_told import told_restored
        from desktop.restoring import Restoring

        keys = opened_by(folder, opening, self.data_folder)
        try:
            restoring = Restoring(self.resources.words, self.clock)
            restored = restoring(
                folder, target, keys, progress, replace=replace, other_founding=other_founding
            )
        finally:
            keys.wipe()
        self.data_folder = target
        self.preferences.keep(DATA_FOLDER, str(target))
        return told_restored(restored, self.resources.words)

    def begin_again(self) -> None:
        """Start the program anew at the unlock page."""
        self.restart("")
