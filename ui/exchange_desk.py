"""What the window needs from the program to exchange packages."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.exchange.remarks import Remark
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

    def return_package(self, path: Path, remarks: tuple[Remark, ...], reason: str) -> PackageView:
        """Return a report with remarks; the 退回 for its sender lies in the outbox then."""
        ...

    def remark_report(
        self, office: OfficeCode, remarks: tuple[Remark, ...], reason: str
    ) -> PackageView:
        """Remark on the newest report accepted from an office; a 预审反馈 lies in the outbox."""
        ...

    def answer_remark(self, package: str, number: int, text: str) -> tuple[int, ...]:
        """Answer a remark of the office above; return the numbers that are left."""
        ...

    def write_package(self, package: str, folder: Path) -> PackageView:
        """Write a package from the outbox onto a medium, as often as it must."""
        ...

    def packages(self) -> tuple[Receipt, ...]:
        """Return everything sent and accepted, newest first."""
        ...
