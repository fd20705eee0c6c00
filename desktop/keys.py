"""An office's keys and trust: where each is kept, and how it comes to be.

The office's own key (with which it certifies operators and the offices below) lies in the vault,
sealed to whoever manages certificates; its opening key and its trust list in the register; an
operator's signing key in his account. Private keys never leave the data folder.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from typing import Final

from desktop.attendance import Attendance
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.ports import Clock
from export.packages import (
    Certificate,
    Office,
    OfficeKeys,
    Request,
    Signer,
    SoftwareOpeningKey,
    SoftwareSigningKey,
    TrustStore,
    certify_operator,
    found_province,
    grant,
    install,
    make_request,
    printable,
    read_certificate,
    read_grant,
    read_request,
)
from export.packages.certificates import fingerprint, same_fingerprint
from storage.audit import AuditLog
from storage.held_keys import ca_key, set_ca_key, set_signing_key, signing_key
from storage.register import SqlRegister
from storage.session import Session

_AUTHORITY: Final = "authority"
_OPENING: Final = "exchange.opening_key"
_TRUST: Final = "exchange.trust"


@dataclass(frozen=True, slots=True)
class OfficeTrust:
    """The keys and the trust list of the office that somebody has opened."""

    session: Session
    register: SqlRegister
    actor: Actor
    clock: Clock
    audit: AuditLog

    @property
    def office(self) -> Office:
        """The office as certificates name it."""
        return Office(self.register.office.code, self.register.office.name)

    def store(self) -> TrustStore:
        """Return the trust list; refuses `trust.missing` before the first installation."""
        kept = self._kept(_TRUST)
        if not kept:
            raise Refusal("trust.missing", office=self.register.office.name)
        return TrustStore.from_value(json.loads(kept))

    def opening_key(self) -> SoftwareOpeningKey:
        """Return the key that opens packages for this office, made when first needed."""
        kept = self._kept(_OPENING)
        if kept:
            return SoftwareOpeningKey.from_bytes(base64.b64decode(kept))
        key = SoftwareOpeningKey.generate()
        value = base64.b64encode(key.to_bytes()).decode()
        self._keep(_OPENING, value, "trust.opening_key", fingerprint(key.public_bytes()))
        return key

    def signer(self) -> Signer:
        """Return the operator who signs: this account, certified by the office.

        An account signs for the first time with a new key, certified by whoever may manage
        certificates; refuses `trust.not_certified` when that is somebody else. Key and certificate
        lie together in the account's slot, so that this may happen while the register is written.
        """
        kept = signing_key(self.session)
        if kept is not None:
            pair = json.loads(kept)
            certificate = read_certificate(base64.b64decode(pair["certificate"]))
            if certificate.not_after > self.clock.now():
                key = SoftwareSigningKey.from_bytes(base64.b64decode(pair["key"]))
                return Signer(certificate, key)
        return self._certify_self()

    def found(self) -> TrustStore:
        """Found the trust of a province, whose root its own key signs; done once.

        Like all acts on the trust it refuses `role.denied` without `Act.CERTIFICATES`, and is
        entered under its own name.
        """
        self.session.require(Act.CERTIFICATES)
        store = found_province(
            self.office, self._authority(), self.opening_key().public_bytes(), self.clock.now()
        )
        self._keep_store(store, "trust.found", store.root.fingerprint)
        return store

    def request(self) -> tuple[bytes, Request]:
        """Return the request to carry to the office above, and what it says."""
        self.session.require(Act.CERTIFICATES)
        data = make_request(
            self.office, self._authority(), self.opening_key().public_bytes(), self.clock.now()
        )
        request = read_request(data)
        attendance = Attendance(self.session, self.audit, self.clock)
        attendance.enter(Act.CERTIFICATES, "trust.request", request.fingerprint)
        return data, request

    def grant(self, request: bytes) -> tuple[bytes, Certificate]:
        """Certify the office that asks; returns the grant to carry back, and its certificate."""
        self.session.require(Act.CERTIFICATES)
        granted = grant(request, self.store(), self._authority(), self.clock.now())
        certificate = granted.office.authority
        subject = f"{certificate.office.code}：{certificate.fingerprint}"
        self._keep_store(granted.trust, "trust.grant", subject)
        return granted.data, certificate

    @property
    def founded(self) -> bool:
        """Whether the office has a trust list, and so a root that it believes."""
        return bool(self._kept(_TRUST))

    def offered_root(self, data: bytes) -> str:
        """Return the fingerprint of the root that a grant brings, to be asked about beforehand.

        Refuses `trust.grant_invalid`.
        """
        return read_grant(data).root.fingerprint

    def install(self, data: bytes, root_fingerprint: str | None) -> TrustStore:
        """Take over a grant, whose root must be the one that was told, and the one held so far.

        `None` believes the root of the first grant as it comes: whoever installs compares it
        afterwards, and the audit says that it was not confirmed. Refuses `trust.root_differs`, and
        what `export.packages.install` refuses.
        """
        self.session.require(Act.CERTIFICATES)
        root = read_grant(data).root.fingerprint
        if root_fingerprint is not None and not same_fingerprint(root_fingerprint, root):
            raise Refusal("trust.root_differs", fingerprint=printable(root))
        known = self.store() if self.founded else None
        keys = OfficeKeys(self._authority().public_bytes(), self.opening_key().public_bytes())
        store = install(data, keys, self.clock.now(), known=known, root_fingerprint=root)
        believed = root_fingerprint is None and known is None
        name = "trust.install_unconfirmed" if believed else "trust.install"
        self._keep_store(store, name, f"{store.own.authority.fingerprint}；根证书：{root}")
        return store

    def revoke(self, fingerprint: str, reason: str) -> TrustStore:
        """Revoke a certificate in the office's own list."""
        self.session.require(Act.CERTIFICATES)
        store = self.store().with_revoked(fingerprint, self.clock.today(), reason)
        self._keep_store(store, "trust.revoke", f"{fingerprint}：{reason}")
        return store

    def _certify_self(self) -> Signer:
        authority = ca_key(self.session, _AUTHORITY) if self.session.may(Act.CERTIFICATES) else None
        if authority is None:
            raise Refusal("trust.not_certified", account=self.session.account)
        key = SoftwareSigningKey.generate()
        certificate = certify_operator(
            self.store(),
            SoftwareSigningKey.from_bytes(authority),
            key.public_bytes(),
            self.session.account,
            self.clock.now(),
        )
        pair = {
            "key": base64.b64encode(key.to_bytes()).decode(),
            "certificate": base64.b64encode(certificate.der).decode(),
        }
        set_signing_key(self.session, json.dumps(pair).encode())
        attendance = Attendance(self.session, self.audit, self.clock)
        attendance.enter(Act.CERTIFICATES, "trust.certify", certificate.fingerprint)
        return Signer(certificate, key)

    def _authority(self) -> SoftwareSigningKey:
        held = ca_key(self.session, _AUTHORITY)
        if held is not None:
            return SoftwareSigningKey.from_bytes(held)
        key = SoftwareSigningKey.generate()
        set_ca_key(self.session, _AUTHORITY, key.to_bytes())
        return key

    def _kept(self, name: str) -> str:
        with self.register.reading() as reader:
            return reader.setting(name)

    def _keep_store(self, store: TrustStore, act: str, subject: str) -> None:
        self._keep(_TRUST, json.dumps(store.to_value()), act, subject)

    def _keep(self, name: str, value: str, act: str, subject: str) -> None:
        """Keep a value under the act that it comes from; marked when done in an officer's place."""
        actor = replace(self.actor, single=self.session.stands_in(Act.CERTIFICATES))
        with self.register.writing(actor) as writer:
            writer.keep_setting(name, value)
            writer.audit(act, subject)
