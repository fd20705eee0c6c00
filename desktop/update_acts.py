"""Handing a release of the program down and taking it in, for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.installers import copy_out, measured, running, take
from desktop.office import OpenOffice
from desktop.trust_tables import TrustTables
from domain.exchange.installers import Copied, Measured, Taken
from domain.exchange.releases import Release, judge, release_of
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Progress
from domain.workflow.updates import Updates

_MEGABYTE: Final = 1024 * 1024
_TAKING: Final = 3  # read, written, read back


class Steps:
    """Tells a `Progress` in megabytes of so many bytes in all."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._done, self._total = progress, 0, total

    def __call__(self, done: int) -> None:
        """Hear of bytes that were done; raises `Cancelled` where the user wants it."""
        self._done = min(self._done + done, self._total)
        self._progress.step(self._done // _MEGABYTE, self._total // _MEGABYTE)


@dataclass(frozen=True, slots=True)
class UpdateActs:
    """The acts of those who work with the ledgers."""

    office: OpenOffice

    def releases(self) -> tuple[Release, ...]:
        """Return what was registered here or came from above last."""
        return Updates(self.office.register, running()).releases()

    def measure(self, path: Path, progress: Progress) -> Measured:
        """Look at a file before it is registered; refuses `role.denied`, `update.file`."""
        require(self.office.actor, Act.CONFIGURE)
        return measured(path, Steps(progress, _length(path)))

    def offer(
        self, path: Path, found: Measured, version: str, platform: str, progress: Progress
    ) -> Release:
        """Keep the file that was looked at, and have it handed down with the next package.

        Refuses `role.denied`, `update.release`, `update.older` and as `take` of the installers.
        """
        office = self.office
        require(office.actor, Act.CONFIGURE)
        stated = {"name": found.name, "version": version, "platform": platform}
        release = release_of({**stated, "size": found.size, "sha256": found.sha256})
        judge((release,), running())
        take(path, release, office.session.folder, Steps(progress, release.size * _TAKING))
        Updates(office.register, running()).offer(office.actor, release)
        return release

    def copy_out(self, name: str, folder: Path, progress: Progress) -> Copied:
        """Write the file of a known release onto a medium, beside the package.

        Refuses `role.denied`, `update.unknown_file` and as `copy_out` of the installers.
        """
        office = self.office
        require(office.actor, Act.CONFIGURE)
        release = Updates(office.register, running()).named(name)
        steps = Steps(progress, release.size * _TAKING)
        copied = copy_out(release, office.session.folder, folder, steps)
        office.enter("update.carry", f"{release.version} {release.sha256}")
        return copied

    def take(self, path: Path, progress: Progress) -> Taken:
        """Keep the file of a release that a package told of; it is never run.

        Refuses `role.denied`, `update.unknown_file`, `update.differs_from_table` and as `take` of
        the installers.
        """
        office = self.office
        require(office.actor, Act.ACCEPT_PACKAGE)
        release = Updates(office.register, running()).named(path.name)
        vouched = TrustTables(office.trust).vouch(release)
        steps = Steps(progress, release.size * _TAKING)
        kept = take(path, release, office.session.folder, steps)
        office.enter("office.update_taken", f"{release.version} {release.sha256}")
        return Taken(release, str(kept), vouched)


def _length(path: Path) -> int:
    """Return how long a file is, 0 where nobody can tell: it is refused when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
