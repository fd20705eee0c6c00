"""What the window needs from the program for backups; every method is one act, on a worker lane.

Each may raise `Refusal` or `Cancelled`. Only `previews` is read on the GUI thread.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Protocol

from domain.backup_keeping import BackupReason
from domain.backups import (
    BackupOverview,
    BackupStanding,
    CheckedTold,
    MadeTold,
    RestoredTold,
    SetOpening,
)
from domain.taking_back_outcomes import RegisterBeside, UnitReturn
from domain.workflow.ports import Progress
from domain.workflow.taking_back import TakeBack


class BackupDesk(Protocol):
    """The backups of an office, for whoever is signed in."""

    @property
    def previews(self) -> bool:
        """Whether a backup can be compared with the ledgers here; officers hold no key to them."""
        ...

    def overview(self) -> BackupOverview:
        """Return all that the page shows."""
        ...

    def standing(self) -> BackupStanding:
        """Return how old the newest backup is, and whether one is due on the medium."""
        ...

    def choose_folder(self, folder: Path) -> None:
        """Let backups go to a folder; refuses `backup.place` among the office's own files."""
        ...

    def choose_medium(self, folder: Path) -> None:
        """Name the folder on the medium that is carried away; refuses as `choose_folder`."""
        ...

    def make(self, reason: BackupReason, progress: Progress) -> MadeTold:
        """Make a backup and prove it; returns where it lies, and what it lacks."""
        ...

    def make_on_medium(self, progress: Progress) -> MadeTold:
        """Make a backup on the medium and prove it; refuses `backup.no_medium` without one."""
        ...

    def due(self, worked: timedelta) -> bool:
        """Tell whether so much work without a backup asks for one."""
        ...

    def wanted(self) -> bool:
        """Tell whether anything was done since the newest verified backup."""
        ...

    def skip(self, reason: BackupReason, why: str) -> None:
        """Enter that a backup was left out; refuses `backup.skipped` without a why."""
        ...

    def verify(self, folder: Path, progress: Progress) -> CheckedTold:
        """Prove a set again; returns what is wrong with it and what it lacks, in words."""
        ...

    def drill(self, folder: Path, progress: Progress) -> CheckedTold:
        """Restore a set in earnest, prove what arose, and take it away; returns as `verify`."""
        ...

    def restore(
        self, folder: Path, target: Path, opening: SetOpening | None, progress: Progress
    ) -> RestoredTold:
        """Make a new data folder of a set; refuses `restore.key_wanted` for one of other keys."""
        ...

    def preview(
        self, folder: Path, opening: SetOpening | None, progress: Progress
    ) -> RegisterBeside:
        """Open a set beside the ledgers; refuses `restore.key_wanted` for one of other keys."""
        ...

    def compare(self, progress: Progress) -> RegisterBeside:
        """Return how the open backup stands to the ledgers now."""
        ...

    def look(self, asked: TakeBack) -> UnitReturn:
        """Return what taking a unit back from the open backup would do."""
        ...

    def take_back(self, asked: TakeBack) -> UnitReturn:
        """Submit a case that takes a unit back; in 单人模式 it is done at once."""
        ...

    def end_preview(self) -> None:
        """Close the backup that is open."""
        ...
