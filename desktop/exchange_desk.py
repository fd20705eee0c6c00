"""The exchange side of the window's desk: packages and certificates of an open office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop import arrivals
from desktop.border import OUTBOX
from desktop.office import OpenOffice
from desktop.renewing import renew
from desktop.stick_contents import strangers
from desktop.trust_desk import TrustDesk
from desktop.trust_tables import settled
from domain.exchange.arrived import Arrived, NamedUnits
from domain.exchange.changed_people import ChangedPerson
from domain.exchange.remarks import Remark
from domain.exchange.shipment import HANDED_DOWN, TRUST_TABLE
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Receipt
from domain.workflow.accepting import Accepting
from domain.workflow.ports import Progress
from domain.workflow.remarking import Given, Remarking
from domain.workflow.staging import Waiting


class Silent:
    """Progress of what is too short to show any."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


@dataclass(frozen=True)
class ExchangeDesk(TrustDesk):
    """What the window's exchange page asks for."""

    opened: OpenOffice

    def create_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Write a signed package, as one person may in 单人模式."""
        with self.opened.witnessed("package.create"):
            return self.opened.packing.create(self.opened.actor, kind, to, folder, Silent())

    def prepare_package(self, kind: str, to: tuple[OfficeCode, ...]) -> PackageView:
        """Prepare a package that somebody else signs."""
        return self.create_package(kind, to, self.opened.session.folder / OUTBOX)

    def sign_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Sign and write a package that somebody else prepared for these offices."""
        with self.opened.witnessed("package.sign"):
            return self.opened.packing.sign(self.opened.actor, kind, folder, Silent(), to=to)

    def inspect_package(self, path: Path, progress: Progress) -> PackageView:
        """Verify a package and tell what accepting it would change; one for here is staged."""
        with self.opened.witnessed("package.inspect"):
            view = arrivals.staged(self.opened, path, progress)
        self.opened.enter("package.inspect", view.package)
        return view

    def staged_packages(self) -> tuple[Waiting, ...]:
        """Return what waits to be decided on, the oldest first."""
        return Accepting(self.opened.exchange).waiting(self.opened.actor)

    def check_package(self, path: Path, progress: Progress) -> Arrived:
        """Run the checks over what a staged package carries."""
        with self.opened.witnessed("package.inspect"):
            return arrivals.arrived(self.opened, path, progress)

    def changed_people(
        self, path: Path, office: OfficeCode, unit: str, progress: Progress
    ) -> tuple[ChangedPerson, ...]:
        """Return whom a staged package adds, changes or takes away in a unit."""
        with self.opened.witnessed("package.inspect"):
            return arrivals.people_changed(self.opened, path, office, unit, progress)

    def discard_package(self, path: Path) -> None:
        """Give up a staged package."""
        with self.opened.witnessed("package.discard"):
            arrivals.discard(self.opened, path)

    def units_of(self, office: OfficeCode) -> NamedUnits:
        """Return the units that are held of an office below."""
        return arrivals.units_of(self.opened, office)

    def read_remarks(self, path: Path) -> tuple[Remark, ...]:
        """Return the remarks that a file holds."""
        return arrivals.read_remarks(self.opened, path)

    def strangers_on(self, folder: Path) -> tuple[str, ...]:
        """Tell what else lies on a stick."""
        return strangers(folder, self.opened.resources.words)

    def accept_package(
        self, path: Path, progress: Progress, receipt_to: Path | None = None
    ) -> PackageView:
        """Accept a package; a receipt for a report goes to a folder, else stays in the outbox.

        What was decided above holds at once.
        """
        with self.opened.witnessed("package.accept"):
            view = self.opened.packing.accept(self.opened.actor, path, receipt_to, progress)
        if view.kind == HANDED_DOWN:
            renew(self.opened)
        if view.kind == TRUST_TABLE:
            settled(self.opened)
        return view

    def return_package(self, path: Path, remarks: tuple[Remark, ...], reason: str) -> PackageView:
        """Return a report; what tells its sender lies in the outbox then."""
        given = Given(remarks, reason)
        with self.opened.witnessed("package.return"):
            return self.opened.packing.send_back(self.opened.actor, path, given, None, Silent())

    def remark_report(
        self, office: OfficeCode, report: str, remarks: tuple[Remark, ...], reason: str
    ) -> PackageView:
        """Remark on an accepted report and seal what tells its sender."""
        act, given = Remarking(self.opened.exchange), Given(remarks, reason)
        with self.opened.witnessed("package.remark"):
            return act.remark(self.opened.actor, office, given, Silent(), report=report)

    def answer_remark(self, package: str, number: int, text: str) -> tuple[int, ...]:
        """Answer a remark of the office above."""
        with self.opened.witnessed("package.answer"):
            remarking = Remarking(self.opened.exchange)
            return remarking.answer(self.opened.actor, package, number, text)

    def write_package(self, package: str, folder: Path) -> PackageView:
        """Write a package from the outbox onto a medium."""
        with self.opened.witnessed("package.write"):
            return self.opened.exchange.write(self.opened.actor, package, folder)

    def packages(self) -> tuple[Receipt, ...]:
        """Return everything sent and accepted."""
        return self.opened.exchange.history(self.opened.actor)
