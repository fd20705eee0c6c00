"""Where an office's backups go: a folder inside its data folder, and a medium that leaves it.

What is chosen lies in the data folder beside the databases, not in them: it is of this machine,
and a restored office asks anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.preferences import FilePreferences
from domain.errors import Refusal

DEFAULT: Final = "backup"
MEDIUM_MADE: Final = "medium_made"
"""Under this name is remembered when a backup last went to the medium."""
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

    def require_place(self, folder: Path) -> None:
        """Refuse `backup.place` for a folder among the office's own files.

        Only `backup` in the data folder is for sets; in any other a set would be taken for data.
        """
        data, chosen = self.data.resolve(), folder.resolve()
        if chosen == data or (
            chosen.is_relative_to(data) and not chosen.is_relative_to(data / DEFAULT)
        ):
            raise Refusal("backup.place", path=str(folder))

    @property
    def _kept(self) -> FilePreferences:
        return FilePreferences(self.data / _FILE)
