"""The exchange side of the window's desk: packages and certificates of an open office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.outlets import deliver, fetch
from domain.errors import Refusal
from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from export.packages import Certificate, Role, TrustStore
from export.packages.offices import parent_of

OUTBOX: Final = "outbox"


class Silent:
    """Progress of what is too short to show any."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


@dataclass(frozen=True)
class ExchangeDesk:
    """What the window's exchange page asks for."""

    opened: OpenOffice

    def create_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        """Write a signed package, as one person may in 单人模式."""
        with self.opened.witnessed("package.create"):
            return self.opened.packing.create(self.opened.actor, kind, to, folder, Silent())

    def prepare_package(self, kind: str, to: tuple[OfficeCode, ...]) -> PackageView:
        """Prepare a package that somebody else signs."""
        return self.create_package(kind, to, self.opened.session.folder / OUTBOX)

    def sign_package(self, kind: str, folder: Path) -> PackageView:
        """Sign and write a package that somebody else prepared."""
        with self.opened.witnessed("package.sign"):
            return self.opened.packing.sign(self.opened.actor, kind, folder, Silent())

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
        held = (*store.certificates(), *self.opened.operators.certificates())
        names = {each.office.code: each.office.name for each in store.certificates()}
        return tuple(self._certificate(each, store, names) for each in held)

    def certificate_requests(self) -> tuple[CertificateRequest, ...]:
        """Return the accounts that wait for a certificate to sign with."""
        return self.opened.operators.waiting()

    def _certificate(
        self, held: Certificate, store: TrustStore, names: Mapping[str, str]
    ) -> CertificateView:
        revoked = held.fingerprint in store.revoked
        expired = not held.is_valid_at(self.opened.trust.now())
        state = "revoked" if revoked else "expired" if expired else "valid"
        operator = held.role is Role.OPERATOR
        code = held.office.code
        issuer = code if operator else parent_of(code) or code
        return CertificateView(
            "operator" if operator else "office",
            OfficeCode(code),
            held.label,
            names.get(issuer, issuer),
            held.fingerprint,
            held.not_before.date(),
            held.not_after.date(),
            state,
        )

    def trust_request(self, path: Path) -> str:
        """Write a certificate request."""
        with self.opened.witnessed("trust.request"):
            data, request = self.opened.trust.request()
        deliver(path, (data,))
        return request.fingerprint

    def trust_grant(self, request: Path, out: Path) -> str:
        """Grant a request."""
        with self.opened.witnessed("trust.grant"):
            data, certificate = self.opened.trust.grant(fetch(request))
        deliver(out, (data,))
        return certificate.fingerprint

    def trust_root(self, path: Path) -> str:
        """Return the root's fingerprint that must be compared, "" when it was before."""
        with self.opened.witnessed("trust.install"):
            root = self.opened.trust.offered_root(fetch(path))
        return "" if self.opened.trust.founded else root

    def trust_install(self, path: Path, root: str) -> str:
        """Install a granted certificate whose root was compared; returns its fingerprint."""
        with self.opened.witnessed("trust.install"):
            return self.opened.trust.install(fetch(path), root or None).own.authority.fingerprint

    def trust_found(self) -> str:
        """Make a province's root certificate; returns its fingerprint."""
        with self.opened.witnessed("trust.found"):
            return self.opened.trust.found().root.fingerprint

    def trust_ask(self) -> str:
        """Ask for a certificate to sign with; returns the request's fingerprint."""
        with self.opened.witnessed("trust.ask"):
            return self.opened.operators.ask()

    def trust_certify(self, account: str, fingerprint: str) -> str:
        """Certify an account that asked under this fingerprint; returns the certificate's."""
        with self.opened.witnessed("trust.certify", account):
            return self.opened.operators.certify(account, fingerprint).fingerprint
