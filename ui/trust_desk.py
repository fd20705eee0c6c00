"""What the window needs from the program for certificates, with or without the ledgers."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.errors import Refusal
from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView, CertificateWish
from ui.table_desk import TableDesk


class TrustDesk(TableDesk, Protocol):
    """Certificates of the office and of those who sign."""

    def certificates(self) -> tuple[CertificateView, ...]:
        """Return the certificates held."""
        ...

    def certificate_requests(self) -> tuple[CertificateRequest, ...]:
        """Return the accounts that wait for a certificate to sign with."""
        ...

    def trust_request(self, path: Path) -> CertificateWish:
        """Write a certificate request; returns what it says."""
        ...

    def trust_wish(self, path: Path) -> CertificateWish:
        """Read the request of an office directly below; nothing is granted."""
        ...

    def trust_grant(self, wish: CertificateWish, out: Path) -> str:
        """Grant what was read and write the certificate; returns its fingerprint."""
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

    def trust_revoke(self, fingerprint: str, reason: str) -> Refusal | None:
        """Revoke a certificate, from now on, for this office; at a province for all below.

        Returns why the table that tells those below could not be signed, where it could not.
        """
        ...

    def trust_sheet(self, held: CertificateView | CertificateWish, out: Path) -> None:
        """Write the sheet on paper by which a certificate is compared over the telephone.

        A request has such a sheet too.
        """
        ...

    def trust_ask(self) -> str:
        """Ask for a certificate to sign with; returns the request's fingerprint."""
        ...

    def trust_certify(self, account: str, fingerprint: str) -> str:
        """Certify an account that asked under this fingerprint; returns the certificate's."""
        ...
