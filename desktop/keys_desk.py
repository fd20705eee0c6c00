"""The keys of an office, as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.key_acts import KeyActs
from desktop.new_keys import ROTATED
from desktop.resources import Resources
from desktop.sticks import is_stick
from domain.errors import Refusal
from domain.keys import KeysView, RotationAsked
from domain.roles import Act
from storage import drill, recovery
from storage.account_list import register_holders
from storage.session import Session


@dataclass
class KeysDesk:
    """Satisfies the window's `KeysDesk` for whoever is signed in."""

    acts: KeyActs
    resources: Resources
    is_stick: Callable[[Path], bool] = is_stick
    _shown: str = field(default="", repr=False)

    @property
    def sheet_unproved(self) -> bool:
        """Whether nobody has typed the sheet back yet, and this account could make another."""
        session = self._session
        could = session.register_key is not None and session.may(Act.RESTORE)
        return could and drill.last_drill(session) is None

    def keys(self) -> KeysView:
        """Return the keys as they stand."""
        session, order = self._session, self.acts.rotation_ordered()
        attendance = self.acts.attendance
        today, rotated = attendance.clock.today(), attendance.audit.last(ROTATED)
        return KeysView(
            drilled=drill.last_drill(session),
            drill_due=drill.drill_due(session, today, self.resources.drill_days),
            rotation=None if order is None else RotationAsked(order.by, order.at, order.reason),
            leavers=self.acts.rotation_proposed(),
            holders=register_holders(session.folder),
            key_file=session.key_file is not None,
            rotated="" if rotated is None else rotated.at[:10],
        )

    def drill(self, typed: str) -> None:
        """Prove that the sheet opens the office; a code that was shown is then forgotten."""
        self.acts.drill(typed)
        self._shown = ""

    def new_sheet(self) -> tuple[str, ...]:
        """Replace the recovery sheet."""
        self._shown = self.acts.new_sheet()
        return recovery.lines_of(self._shown)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet last shown."""
        from export.recovery_sheet import write_recovery_sheet

        write_recovery_sheet(
            path,
            recovery.lines_of(self._shown),
            office=self._session.office.name,
            account=self._session.account,
            day=self.acts.attendance.clock.today().isoformat(),
            fonts=self.resources.fonts,
        )

    def make_key_file(self, folder: Path, password: str) -> Path:
        """Write a key file and need it from the next sign-in on.

        Refuses `key_file.no_stick` where the next sign-in would not find it, before anything is
        written: nobody is to shut himself out by the folder he chose.
        """
        with self.acts.attendance.witnessed("account.new_key_file", self._session.account):
            if not self.is_stick(folder):
                raise Refusal("key_file.no_stick", path=str(folder))
        path = self.acts.make_key_file(folder)
        self.acts.require_key_file(path, password)
        return path

    def drop_key_file(self, password: str) -> None:
        """Need no key file any more."""
        self.acts.drop_key_file(password)

    def order_rotation(self, reason: str) -> None:
        """Order new keys."""
        self.acts.order_rotation(reason)

    def cancel_rotation(self) -> None:
        """Take the order back."""
        self.acts.cancel_rotation()

    @property
    def _session(self) -> Session:
        return self.acts.attendance.session
