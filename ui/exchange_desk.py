"""What the window needs from the program to exchange packages and certificates."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress


class ExchangeDesk(Protocol):
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
        """Accept a package in one transaction."""
        ...

    def packages(self) -> tuple[Receipt, ...]:
        """Return everything sent and accepted, newest first."""
        ...

    def certificates(self) -> tuple[CertificateView, ...]:
        """Return the certificates held."""
        ...

    def certificate_requests(self) -> tuple[CertificateRequest, ...]:
        """Return the accounts that wait for a certificate to sign with."""
        ...

    def trust_request(self, path: Path) -> str:
        """Write a certificate request; returns its fingerprint."""
        ...

    def trust_grant(self, request: Path, out: Path) -> str:
        """Grant a request and write the certificate; returns its fingerprint."""
        ...

    def trust_root(self, path: Path) -> str:
        """Return the fingerprint of a grant's root to be compared, "" when one is held already."""
        ...

    def trust_install(self, path: Path, root: str) -> str:
        """Install a granted certificate with the root that was compared; returns its fingerprint.

        `root` is what `trust_root` returned.
        """
        ...

    def trust_found(self) -> str:
        """Make a province's root certificate; returns its fingerprint."""
        ...

    def trust_ask(self) -> str:
        """Ask for a certificate to sign with; returns the request's fingerprint."""
        ...

    def trust_certify(self, account: str, fingerprint: str) -> str:
        """Certify an account that asked under this fingerprint; returns the certificate's."""
        ...
