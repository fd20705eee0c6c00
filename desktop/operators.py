"""Operators: whoever signs packages asks for a certificate, whoever manages them certifies.

An operator's signing key lies in his account, sealed to him; its public half and its certificate
lie beside it in the clear, where 安全保密管理员 sees who is waiting.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Final

from desktop.keys import OfficeTrust
from domain.errors import Refusal
from domain.exchange.telling import CertificateRequest
from domain.roles import Act
from export.packages import (
    Certificate,
    Signer,
    SoftwareSigningKey,
    TrustStore,
    certify_operator,
    read_certificate,
)
from export.packages.certificates import fingerprint, same_fingerprint
from export.packages.paths import check_path
from storage.held_keys import HeldSigningKey, set_signing_key, signing_key
from storage.public_keys import SigningHolder, set_certificate, signing_holders

_PAIR: Final = b"{"


@dataclass(frozen=True, slots=True)
class Operators:
    """The people of the office who sign packages."""

    trust: OfficeTrust

    def signer(self) -> Signer:
        """Return the operator who signs: this account, certified by the office.

        Whoever may manage certificates certifies himself, anew when the certificate has run out or
        was revoked. Anybody else asks and is certified: refuses `trust.not_certified` until then,
        and `clock.unconfirmed` while the clock is in doubt.
        """
        store = self.trust.store()
        self.trust.signing_time()
        held = self._held(store)
        if held is not None:
            return held
        if not self.trust.session.may(Act.CERTIFICATES):
            raise Refusal("trust.not_certified", account=self.trust.session.account)
        return self._certify_self(store)

    def ask(self) -> str:
        """Make the account's signing key and ask for a certificate; returns its fingerprint.

        Who has asked already gets the same fingerprint again. Refuses `role.denied` for an account
        that signs no packages, and `trust.certified` while it has a certificate that holds.
        """
        session = self.trust.session
        session.require(Act.SIGN_PACKAGE)
        if self.trust.founded and self._held(self.trust.store()) is not None:
            raise Refusal("trust.certified", account=session.account)
        waiting = [wish for wish in self.waiting() if wish.account == session.account]
        if waiting:
            return waiting[0].fingerprint
        key = SoftwareSigningKey.generate()
        set_signing_key(session, key.to_bytes(), key.public_bytes(), b"")
        asked = fingerprint(key.public_bytes())
        self.trust.attendance.enter(Act.SIGN_PACKAGE, "trust.ask", asked)
        return asked

    def waiting(self) -> tuple[CertificateRequest, ...]:
        """Return the active accounts that have asked and are not certified yet."""
        return tuple(
            CertificateRequest(holder.account, fingerprint(holder.public_key))
            for holder in signing_holders(self.trust.session)
            if not holder.certificate and holder.may_sign
        )

    def certificates(self) -> tuple[Certificate, ...]:
        """Return the operators' certificates, expired and revoked ones too."""
        return tuple(
            read_certificate(holder.certificate)
            for holder in signing_holders(self.trust.session)
            if holder.certificate
        )

    def certify(self, account: str, told: str | None = None) -> Certificate:
        """Certify an account that has asked; `told` is the fingerprint that its holder told.

        Refuses `role.denied`, `trust.nothing_asked`, `trust.key_differs`, `trust.missing`,
        `trust.authority_missing`, `clock.unconfirmed`, and what `certify_operator` refuses.
        """
        session = self.trust.session
        session.require(Act.CERTIFICATES)
        holder = self._asking(account)
        asked = fingerprint(holder.public_key)
        if told is not None and not same_fingerprint(told, asked):
            raise Refusal("trust.key_differs", account=account)
        certificate = self._issued(self.trust.store(), holder.public_key, account)
        set_certificate(session, holder, certificate.der)
        self.trust.enter("trust.certify", f"{account}：{certificate.fingerprint}")
        return certificate

    def _asking(self, account: str) -> SigningHolder:
        for holder in signing_holders(self.trust.session):
            if holder.account == account and not holder.certificate and holder.may_sign:
                return holder
        raise Refusal("trust.nothing_asked", account=account)

    def _held(self, store: TrustStore) -> Signer | None:
        """Return this account's key with its certificate, `None` unless both are good now."""
        held = signing_key(self.trust.session)
        pair = None if held is None else _pair(held)
        return pair if pair and self._holds(pair, store) else None

    def _holds(self, signer: Signer, store: TrustStore) -> bool:
        """Tell whether the certificate is good now for this key, under the office's present one."""
        if signer.operator.public_key != signer.key.public_bytes():
            return False
        path = (signer.operator, *store.chain)
        try:
            check_path(path, store.root, store.untrusted, self.trust.now())
        except Refusal:
            return False
        return True

    def _certify_self(self, store: TrustStore) -> Signer:
        key = SoftwareSigningKey.generate()
        public = key.public_bytes()
        certificate = self._issued(store, public, self.trust.session.account)
        set_signing_key(self.trust.session, key.to_bytes(), public, certificate.der)
        self.trust.enter("trust.certify", certificate.fingerprint)
        return Signer(certificate, key)

    def _issued(self, store: TrustStore, public: bytes, account: str) -> Certificate:
        now = self.trust.signing_time()
        return certify_operator(store, self.trust.authority(), public, account, now)


def _pair(held: HeldSigningKey) -> Signer | None:
    """Return a signing key with its certificate; earlier versions sealed the two together."""
    if held.key.startswith(_PAIR):
        both = json.loads(held.key)
        key, certificate = (base64.b64decode(both[name]) for name in ("key", "certificate"))
    else:
        key, certificate = held.key, held.certificate
    if not certificate:
        return None
    return Signer(read_certificate(certificate), SoftwareSigningKey.from_bytes(key))
