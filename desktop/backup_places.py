"""Where an office's backups go: a folder inside its data folder, and a medium that leaves it.

Beside the places it is kept when one last went to the medium, and when a drill was last passed.
What is chosen lies in the data folder beside the databases, not in them: it is of this machine,
and a restored office asks anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.preferences import FilePreferences
from domain.errors import Refusal

DEFAULT: Final = "backup"
_NOTED: Final = "backup-reminder.json"
_MEDIUM_MADE: Final = "medium_made"
_DRILLED: Final = "drilled"
_FILE: Final = "backup-places.json"
_FOLDER: Final = "folder"
_MEDIUM: Final = "medium"


@dataclass(frozen=True, slots=True)
class BackupPlaces:
    """The places of one data folder."""

    data: Path

    @property
    def folder(self) -> Path:
        """Where backups go by themselves."""
        chosen = self._kept.read(_FOLDER)
        return Path(chosen) if chosen else self.data / DEFAULT

    @property
    def medium(self) -> Path | None:
        """The folder on a medium that is carried away, `None` while none was chosen."""
        chosen = self._kept.read(_MEDIUM)
        return Path(chosen) if chosen else None

    def choose_folder(self, folder: Path) -> None:
        """Let backups go to a folder. Refuses as `require_place`."""
        self.require_place(folder)
        self._kept.keep(_FOLDER, "" if folder == self.data / DEFAULT else str(folder))

    def choose_medium(self, folder: Path) -> None:
        """Name the folder on the medium. Refuses as `require_place`."""
        self.require_place(folder)
        self._kept.keep(_MEDIUM, str(folder))

    @property
    def medium_made(self) -> datetime | None:
        """When a verified backup last went to the medium, as far as that is known."""
        return self._moment(_MEDIUM_MADE)

    @property
    def drilled(self) -> datetime | None:
        """When a drill was last passed, as far as that is known."""
        return self._moment(_DRILLED)

    def note_made(self, shelf: Path, at: datetime) -> None:
        """Keep when a backup was made, if it lies on the medium."""
        if shelf == self.medium:
            self._note(_MEDIUM_MADE, at)

    def note_drill(self, passed: datetime | None) -> None:
        """Keep when a drill was passed; `None` for one that failed, so that another is due."""
        self._note(_DRILLED, passed)

    def require_place(self, folder: Path) -> None:
        """Refuse `backup.place` for a folder among the office's own files.

        Only `backup` in the data folder is for sets; in any other a set would be taken for data.
        """
        data, chosen = self.data.resolve(), folder.resolve()
        if chosen == data or (
            chosen.is_relative_to(data) and not chosen.is_relative_to(data / DEFAULT)
        ):
            raise Refusal("backup.place", path=str(folder))

    def _note(self, name: str, at: datetime | None) -> None:
        self._noted.keep(name, at.isoformat(timespec="seconds") if at else "")

    def _moment(self, name: str) -> datetime | None:
        kept = self._noted.read(name)
        try:
            return datetime.fromisoformat(kept) if kept else None
        except ValueError:
            return None

    @property
    def _noted(self) -> FilePreferences:
        return FilePreferences(self.data / _NOTED)

    @property
    def _kept(self) -> FilePreferences:
        return FilePreferences(self.data / _FILE)
