"""The acts on an office's keys, for whoever is signed in, with or without the ledgers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.entering import entered
from desktop.outlets import require_folder
from domain.errors import Refusal
from domain.roles import Act
from storage import drill as drilling
from storage import rotation
from storage.enrolling import Means
from storage.key_file import SUFFIX
from storage.own_password import drop_key_file, new_key_file, require_key_file
from storage.rescue import new_sheet
from storage.vault_values import RotationOrder

_MOST_NAMES: Final = 100


@dataclass(frozen=True, slots=True)
class KeyActs:
    """Every method is one act, entered into the audit, and refused ones too."""

    attendance: Attendance
    means: Means

    def new_sheet(self) -> str:
        """Replace the recovery sheet and return the new code; nobody has proved it yet."""
        with entered(self.attendance, None, "recovery.sheet", ""):
            return new_sheet(self.attendance.session)

    def drill(self, typed: str) -> None:
        """Prove that the sheet on paper opens the office, and keep the day."""
        with entered(self.attendance, None, "recovery.drill", ""):
            drilling.drill(self.attendance.session, typed, self.attendance.clock.today())

    def make_key_file(self, folder: Path) -> Path:
        """Write a new key file into a folder; no account needs it yet. Returns its path.

        Refuses `command.no_folder` where the folder above is missing too, as an unplugged stick's.
        """
        session = self.attendance.session
        with entered(self.attendance, None, "account.new_key_file", session.account):
            require_folder(folder)
            return new_key_file(self._free_name(folder), **self.means).path

    def require_key_file(self, path: Path, password: str) -> None:
        """Need a key file for one's own account from the next sign-in on."""
        session = self.attendance.session
        with entered(self.attendance, None, "account.key_file", session.account):
            require_key_file(session, password, path, **self.means)

    def drop_key_file(self, password: str) -> None:
        """Let the password alone open one's own account again."""
        session = self.attendance.session
        with entered(self.attendance, None, "account.no_key_file", session.account):
            drop_key_file(session, password, **self.means)

    def order_rotation(self, reason: str) -> None:
        """Order that the keys of both databases are made anew."""
        at = self.attendance.clock.now().isoformat(timespec="seconds")
        with entered(self.attendance, Act.ORDER_ROTATION, "keys.rotate_order", reason.strip()):
            rotation.order_rotation(self.attendance.session, reason, at)

    def cancel_rotation(self) -> None:
        """Take the order back."""
        with entered(self.attendance, Act.ORDER_ROTATION, "keys.rotate_cancel", ""):
            rotation.cancel_rotation(self.attendance.session)

    def rotation_ordered(self) -> RotationOrder | None:
        """Return the order that waits to be carried out."""
        return rotation.rotation_ordered(self.attendance.session)

    def rotation_proposed(self) -> tuple[str, ...]:
        """Return who left with keys that still hold."""
        return rotation.rotation_proposed(self.attendance.session)

    def _free_name(self, folder: Path) -> Path:
        """Return a path for a key file that tells the office by its code and nobody by name."""
        stem = f"bianqing-{self.attendance.session.office.code}"
        names = [stem, *(f"{stem}-{number}" for number in range(2, _MOST_NAMES))]
        paths = [folder / f"{name}{SUFFIX}" for name in names]
        free = next((path for path in paths if not path.exists()), None)
        if free is None:
            raise Refusal("storage.exists", path=str(paths[0]))
        return free
