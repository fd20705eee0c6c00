"""What the window needs from the program for 程序升级, with or without the ledgers.

Every method may be slow, is called on a worker lane and may raise `Refusal` or `Cancelled`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.exchange.installers import Copied, Installers, Measured, Taken
from domain.exchange.releases import Release

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.workflow.ports import Progress


class UpdateDesk(Protocol):
    """Releases of the program: handed down, taken in, installed by hand."""

    def releases(self) -> tuple[Release, ...]:
        """Return what was registered here or came from above last; none for officers."""
        ...

    def measure_installer(self, path: Path, progress: Progress) -> Measured:
        """Look at a file before it is registered: name, length, SHA-256."""
        ...

    def offer_installer(
        self, path: Path, found: Measured, version: str, platform: str, progress: Progress
    ) -> Release:
        """Register the file that was looked at, so that the next 升级 package tells of it."""
        ...

    def copy_installer(self, name: str, folder: Path, progress: Progress) -> Copied:
        """Write a registered file onto a stick; it was read back from there when this returns."""
        ...

    def take_installer(self, path: Path, progress: Progress) -> Taken:
        """Keep the file that a 升级 package told of, if it is the very one; it is never run."""
        ...

    def installers(self, progress: Progress) -> Installers:
        """Look at the kept files byte for byte, for whoever installs."""
        ...
