"""What the window needs from the program to exchange packages."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from ui.trust_desk import TrustDesk


class ExchangeDesk(TrustDesk, Protocol):
    """Packages and certificates."""

    def create_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Write a signed package of a kind for offices into a folder, as 单人模式 allows."""
        ...

    def prepare_package(self, kind: str, to: tuple[OfficeCode, ...]) -> PackageView:
        """Prepare a package of a kind for offices, which somebody else signs."""
        ...

    def sign_package(self, kind: str, folder: Path) -> PackageView:
        """Sign the package of a kind that somebody else prepared and write it into a folder."""
        ...

    def inspect_package(self, path: Path) -> PackageView:
        """Verify a package and tell what it holds; changes nothing."""
        ...

    def accept_package(self, path: Path, progress: Progress) -> PackageView:
        """Accept a package in one transaction; a receipt lies in the outbox then."""
        ...

    def write_package(self, package: str, folder: Path) -> PackageView:
        """Write a package from the outbox onto a medium, as often as it must."""
        ...

    def packages(self) -> tuple[Receipt, ...]:
        """Return everything sent and accepted, newest first."""
        ...
