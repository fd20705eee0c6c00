"""What the window needs from the program to exchange packages."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.exchange.arrived import Arrived, NamedUnits
from domain.exchange.changed_people import ChangedPerson
from domain.exchange.remarks import Remark
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from domain.workflow.staging import Waiting
from ui.trust_desk import TrustDesk


class ExchangeDesk(TrustDesk, Protocol):
    """Packages and certificates."""

    def create_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Write a signed package of a kind for offices into a folder, as 单人模式 allows."""
        ...

    def prepare_package(self, kind: str, to: tuple[OfficeCode, ...]) -> PackageView:
        """Prepare a package of a kind for offices, which somebody else signs."""
        ...

    def sign_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Sign the package of a kind that somebody else prepared and write it into a folder.

        One that was prepared for others than `to` is not signed; nobody named, whoever it is for.
        """
        ...

    def inspect_package(self, path: Path, progress: Progress) -> PackageView:
        """Verify a package and tell what it would change.

        What is for this office waits then, apart from the register, until somebody decides on it:
        the view's path is where it lies now, and the medium may be pulled.
        """
        ...

    def staged_packages(self) -> tuple[Waiting, ...]:
        """Return what waits to be decided on, the oldest first."""
        ...

    def check_package(self, path: Path, progress: Progress) -> Arrived:
        """Run the checks over what a staged package carries."""
        ...

    def changed_people(
        self, path: Path, office: OfficeCode, unit: str, progress: Progress
    ) -> tuple[ChangedPerson, ...]:
        """Return whom a staged package adds, changes or takes away in a unit of an office.

        The unit goes by its name; the people are those that the difference counts for it.
        """
        ...

    def discard_package(self, path: Path) -> None:
        """Give up a staged package; it may be looked at again from its medium."""
        ...

    def units_of(self, office: OfficeCode) -> NamedUnits:
        """Return the units that are held of an office below."""
        ...

    def read_remarks(self, path: Path) -> tuple[Remark, ...]:
        """Return the remarks of a file: a table with 意见, 单位 and 规则号, or JSON."""
        ...

    def strangers_on(self, folder: Path) -> tuple[str, ...]:
        """Tell what else lies on a stick; nothing of a folder that is not on one."""
        ...

    def accept_package(
        self, path: Path, progress: Progress, receipt_to: Path | None = None
    ) -> PackageView:
        """Accept a package in one transaction, and make a receipt for a report.

        That goes into a folder, else it stays in the outbox; what the medium refuses undoes
        nothing and is told by the view's `answer`.
        """
        ...

    def return_package(self, path: Path, remarks: tuple[Remark, ...], reason: str) -> PackageView:
        """Return a report with remarks; the 退回 for its sender lies in the outbox then."""
        ...

    def remark_report(
        self, office: OfficeCode, report: str, remarks: tuple[Remark, ...], reason: str
    ) -> PackageView:
        """Remark on the newest report accepted from an office; a 预审反馈 lies in the outbox.

        `report` is the package that the remarks were written on; refuses where a newer one came.
        """
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
