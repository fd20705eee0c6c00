"""Certificates as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.attendance import Attendance
from desktop.certificate_papers import sheet_of
from desktop.keys import OfficeTrust
from desktop.operators import Operators
from desktop.outlets import deliver, fetch, require_place
from desktop.resources import Resources
from desktop.table_desk import TableDesk
from desktop.trust_tables import Said, TrustTables
from domain.errors import Refusal
from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, CertificateWish
from export.packages import Certificate, Request, Role, TrustStore
from export.packages.grants import asked
from export.packages.offices import parent_of
from export.packages.table_signing import is_table


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

    @property
    def resources(self) -> Resources:
        """Where the fonts lie."""
        ...

    def witnessed(self, act: str, subject: str = "") -> AbstractContextManager[None]:
        """Enter it when what is done in the block is refused."""
        ...


@dataclass(frozen=True, slots=True)
class OfficerAtTrust:
    """Satisfies `Certifying` without the ledgers."""

    attendance: Attendance
    resources: Resources

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
class TrustDesk(TableDesk):
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
            "" if operator else held.role.value,
        )

    def trust_revoke(self, fingerprint: str, reason: str) -> Refusal | None:
        """Revoke a certificate; a province signs its next table with it at once.

        What is revoked stays so, whatever becomes of the table.
        """
        with self.opened.witnessed("trust.revoke"):
            store = self.opened.trust.revoke(fingerprint, reason)
        if store.own.authority != store.root:
            return None
        try:
            with self.opened.witnessed("trust.publish"):
                TrustTables(self.opened.trust).publish(Said())
        except Refusal as refusal:
            return refusal
        return None

    def trust_sheet(self, held: CertificateView | CertificateWish, out: Path) -> None:
        """Write the sheet on paper by which a certificate, or a request for one, is compared."""
        from export.certificate_sheet import write_certificate_sheet

        office = self.opened.trust.office.name
        with self.opened.witnessed("trust.sheet"):
            write_certificate_sheet(out, sheet_of(held, office), self.opened.resources.fonts)
        self.opened.trust.enter("trust.sheet", held.fingerprint)

    def trust_request(self, path: Path) -> CertificateWish:
        """Write a certificate request; returns what it says."""
        with self.opened.witnessed("trust.request"):
            require_place(path)
            data, request = self.opened.trust.request()
            deliver(path, (data,))
        return _wish(request, data)

    def trust_wish(self, path: Path) -> CertificateWish:
        """Return what a request says, so that it can be compared before it is granted."""
        with self.opened.witnessed("trust.grant"):
            data, store = fetch(path), self.opened.trust.store()
            request = asked(data, store.office)
        known = store.offices.get(request.office.code)
        held = known.authority.fingerprint if known is not None else ""
        return _wish(request, data, held)

    def trust_grant(self, wish: CertificateWish, out: Path) -> str:
        """Grant the request that was looked at."""
        with self.opened.witnessed("trust.grant"):
            require_place(out)
            data, certificate = self.opened.trust.grant(wish.data)
            deliver(out, (data,))
        return certificate.fingerprint

    def trust_root(self, path: Path) -> str:
        """Return the root's fingerprint that must be compared, "" when it was before.

        A trust table brings its own proof: there is nothing to compare.
        """
        with self.opened.witnessed("trust.install"):
            data = fetch(path)
            root = "" if is_table(data) else self.opened.trust.offered_root(data)
        return "" if self.opened.trust.founded else root

    def trust_install(self, path: Path, root: str) -> str:
        """Install a granted certificate whose root was compared, or a trust table.

        Returns the fingerprint of the office's own certificate. Refuses `trust.root_differs` for a
        first root that is not the one compared: the file may be another one by now.
        """
        with self.opened.witnessed("trust.install"):
            data, trust = fetch(path), self.opened.trust
            if is_table(data):
                TrustTables(trust).install(data)
                return trust.store().own.authority.fingerprint
            compared = root if root or not trust.founded else None
            return trust.install(data, compared).own.authority.fingerprint

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


def _wish(request: Request, data: bytes, held: str = "") -> CertificateWish:
    office, day = request.office, request.created.date()
    return CertificateWish(
        OfficeCode(office.code), office.name, day, request.fingerprint, data, held
    )
