"""程序升级 as the window needs it: every method is one act, on a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.attendance import Attendance
from desktop.installers import looked_at, running, taken
from desktop.office import OpenOffice, actor_of
from desktop.update_acts import Steps, UpdateActs
from domain.exchange.installers import Copied, Installers, Measured, Taken
from domain.exchange.releases import Release
from domain.roles import Act
from domain.workflow.permission import denial, require
from domain.workflow.ports import Progress


@dataclass(frozen=True)
class UpdateDesk:
    """Satisfies the window's `UpdateDesk`. `opened` is `None` for officers."""

    attendance: Attendance
    opened: OpenOffice | None = None

    def releases(self) -> tuple[Release, ...]:
        """Return what was registered or came from above; none without the ledgers."""
        return () if self.opened is None else UpdateActs(self.opened).releases()

    def measure_installer(self, path: Path, progress: Progress) -> Measured:
        """Look at a file before it is registered."""
        with self.attendance.witnessed("update.offer", ""):
            return self._acts(Act.CONFIGURE).measure(path, progress)

    def offer_installer(
        self, path: Path, found: Measured, version: str, platform: str, progress: Progress
    ) -> Release:
        """Register the file that was looked at."""
        with self.attendance.witnessed("update.offer", version):
            acts = self._acts(Act.CONFIGURE)
            return acts.offer(path, found, version, platform, progress)

    def copy_installer(self, name: str, folder: Path, progress: Progress) -> Copied:
        """Write a registered file onto a stick."""
        with self.attendance.witnessed("update.carry", name):
            return self._acts(Act.CONFIGURE).copy_out(name, folder, progress)

    def take_installer(self, path: Path, progress: Progress) -> Taken:
        """Keep a file that a package told of."""
        with self.attendance.witnessed("update.take", ""):
            return self._acts(Act.ACCEPT_PACKAGE).take(path, progress)

    def installers(self, progress: Progress) -> Installers:
        """Look at the files that were taken, byte for byte."""
        session = self.attendance.session
        with self.attendance.witnessed("update.show", ""):
            require(actor_of(session), Act.UPDATE_PROGRAM)
            total = sum(release.size for release in taken(session.folder))
            return looked_at(session.folder, running(), Steps(progress, total))

    def _acts(self, act: Act) -> UpdateActs:
        """Return the acts; refuses `role.denied` to whoever has no ledgers."""
        if self.opened is None:
            raise denial(act)
        return UpdateActs(self.opened)
