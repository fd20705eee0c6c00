"""Certificates as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.attendance import Attendance
from desktop.keys import OfficeTrust
from desktop.operators import Operators
from desktop.outlets import deliver, fetch
from domain.errors import Refusal
from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from export.packages import Certificate, Role, TrustStore
from export.packages.offices import parent_of


class Certifying(Protocol):
    """An office where somebody is signed in, with or without the ledgers."""

    @property
    def trust(self) -> OfficeTrust:
        """Keys and certificates."""
        ...

    @property
    def operators(self) -> Operators:
        """Who signs packages."""
        ...

    def witnessed(self, act: str, subject: str = "") -> AbstractContextManager[None]:
        """Enter it when what is done in the block is refused."""
        ...


@dataclass(frozen=True, slots=True)
class OfficerAtTrust:
    """Satisfies `Certifying` without the ledgers."""

    attendance: Attendance

    @property
    def trust(self) -> OfficeTrust:
        """Keys and certificates."""
        return OfficeTrust(self.attendance)

    @property
    def operators(self) -> Operators:
        """Who signs packages."""
        return Operators(self.trust)

    def witnessed(self, act: str, subject: str = "") -> AbstractContextManager[None]:
        """Enter it when what is done in the block is refused."""
        return self.attendance.witnessed(act, subject)


@dataclass(frozen=True)
class TrustDesk:
    """Satisfies the window's `TrustDesk`."""

    opened: Certifying

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
        revoked = held.fingerprint in store.untrusted
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
