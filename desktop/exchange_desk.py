"""The exchange side of the window's desk: packages and certificates of an open office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import deliver, fetch
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from export.packages import Certificate


class Silent:
    """Progress of what is too short to show any."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


@dataclass(frozen=True)
class ExchangeDesk:
    """What the window's exchange page asks for."""

    opened: OpenOffice

    def create_package(self, to: OfficeCode, folder: Path) -> PackageView:
        """Write a signed package."""
        with self.opened.witnessed("package.create"):
            return self.opened.exchange.report(self.opened.actor, to, folder, Silent())

    def inspect_package(self, path: Path) -> PackageView:
        """Verify a package and tell what accepting it would change."""
        with self.opened.witnessed("package.inspect"):
            view = self._inspected(path)
        self.opened.enter("package.inspect", view.package)
        return view

    def _inspected(self, path: Path) -> PackageView:
        view = self.opened.exchange.inspect(self.opened.actor, path)
        if view.status != "verified" or self.opened.office.code not in view.recipients:
            return view
        return self.opened.exchange.accept(self.opened.actor, path, Silent(), dry_run=True)

    def accept_package(self, path: Path, progress: Progress) -> PackageView:
        """Accept a package."""
        with self.opened.witnessed("package.accept"):
            return self.opened.exchange.accept(self.opened.actor, path, progress)

    def packages(self) -> tuple[Receipt, ...]:
        """Return everything sent and accepted."""
        return self.opened.exchange.history(self.opened.actor)

    def certificates(self) -> tuple[CertificateView, ...]:
        """Return the certificates held, none before the first installation."""
        try:
            store = self.opened.trust.store()
        except Refusal as refusal:
            if refusal.code != "trust.missing":
                raise
            return ()
        return tuple(
            self._certificate(held, revoked=held.fingerprint in store.revoked)
            for held in store.certificates()
        )

    def _certificate(self, held: Certificate, *, revoked: bool) -> CertificateView:
        expired = not held.is_valid_at(self.opened.clock.now())
        state = "revoked" if revoked else "expired" if expired else "valid"
        return CertificateView(
            held.role.value,
            OfficeCode(held.office.code),
            held.label,
            held.office.name,
            held.fingerprint,
            held.not_before.date(),
            held.not_after.date(),
            state,
        )

    def trust_request(self, path: Path) -> str:
        """Write a certificate request."""
        with self.opened.witnessed("trust.request"):
            data, request = self.opened.trust.request()
        deliver(path, data)
        return request.fingerprint

    def trust_grant(self, request: Path, out: Path) -> str:
        """Grant a request."""
        with self.opened.witnessed("trust.grant"):
            data, certificate = self.opened.trust.grant(fetch(request))
        deliver(out, data)
        return certificate.fingerprint

    def trust_install(self, path: Path) -> str:
        """Install a granted certificate; returns the root's fingerprint, to be compared."""
        with self.opened.witnessed("trust.install"):
            return self.opened.trust.install(fetch(path), None).root.fingerprint
