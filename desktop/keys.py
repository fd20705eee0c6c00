"""An office's trust: the list of whom it believes, and the key with which it certifies others.

The trust list and the public half of the opening key lie in the vault in the clear, under its MAC;
the office's own key, with which it certifies operators and the offices below, lies there sealed to
whoever manages certificates. So 安全保密管理员 does all of this without the register. Private keys
never leave the data folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from desktop.attendance import Attendance
from desktop.office_key import (
    authority_or_new,
    following_authority,
    held_authority,
    settle_authority,
)
from desktop.revocation import ANY, Since
from desktop.time_floor import Confirmation, Reckoned, reckon
from domain.errors import Refusal
from domain.roles import Act
from export.packages import (
    Certificate,
    Office,
    OfficeKeys,
    Request,
    SigningKey,
    SoftwareSigningKey,
    TrustStore,
    found_province,
    grant,
    install,
    make_request,
    printable,
    read_certificate,
    read_grant,
    read_request,
)
from export.packages.certificates import same_fingerprint
from storage.public_keys import opening_public, set_trust_list, signing_holders, trust_list
from storage.session import Session

CLOCK_CONFIRMED: Final = "clock.confirm"


def nothing_received() -> None:
    """Know of no accepted package, as an officer does."""


@dataclass(frozen=True, slots=True)
class OfficeTrust:
    """The trust of the office at which somebody is signed in, with or without the register.

    `received` returns when the newest accepted package was made, `None` where that is not known.
    """

    attendance: Attendance
    received: Callable[[], datetime | None] = nothing_received

    @property
    def session(self) -> Session:
        """Who is signed in."""
        return self.attendance.session

    @property
    def office(self) -> Office:
        """The office as certificates name it."""
        return Office(self.session.office.code, self.session.office.name)

    @property
    def founded(self) -> bool:
        """Whether the office has a trust list, and so a root that it believes."""
        return bool(trust_list(self.session))

    def store(self) -> TrustStore:
        """Return the trust list; refuses `trust.missing` before the first installation."""
        kept = trust_list(self.session)
        if not kept:
            raise Refusal("trust.missing", office=self.session.office.name)
        return TrustStore.from_value(json.loads(kept))

    def reckoned(self) -> Reckoned:
        """Return what the machine's clock says, beside what is known of the time without it."""
        kept, audit = trust_list(self.session), self.attendance.audit
        store = TrustStore.from_value(json.loads(kept)) if kept else None
        said = audit.last(CLOCK_CONFIRMED)
        confirmed = None
        if said is not None:
            at, known = (datetime.fromisoformat(text) for text in (said.at, said.object))
            confirmed = Confirmation(said.n, at, known)
        return reckon(self.attendance.clock, store, self.received(), audit, confirmed)

    def now(self) -> datetime:
        """Return the moment at which certificates and packages are judged."""
        return self.reckoned().now

    def signing_time(self) -> datetime:
        """Return the moment at which something is signed.

        Refuses `clock.unconfirmed` while the clock is in doubt.
        """
        reckoned = self.reckoned()
        if reckoned.doubt:
            raise Refusal("clock.unconfirmed", **reckoned.facts)
        return reckoned.now

    def confirm_clock(self) -> Reckoned:
        """Answer for the clock, which is in doubt, and return what is known from now on.

        What ran before under another clock no longer holds back the time. Refuses `role.denied`,
        and `clock.undoubted` where there is nothing to answer for.
        """
        self.session.require(Act.CONFIRM_CLOCK)
        reckoned = self.reckoned()
        if not reckoned.doubt:
            raise Refusal("clock.undoubted", **reckoned.facts)
        known = reckoned.known.isoformat()
        self.attendance.enter(Act.CONFIRM_CLOCK, CLOCK_CONFIRMED, known)
        return self.reckoned()

    def found(self) -> TrustStore:
        """Found the trust of a province, whose root its own key signs; done once.

        Like all acts on the trust it refuses `role.denied` without `Act.CERTIFICATES`, and is
        entered under its own name. Refuses `trust.founded` when there is a trust list.
        """
        self.session.require(Act.CERTIFICATES)
        if self.founded:
            raise Refusal("trust.founded", office=self.session.office.name)
        now = self.signing_time()
        store = found_province(self.office, self._authority_or_new(), self._opening_public(), now)
        self.keep(store, "trust.found", store.root.fingerprint)
        return store

    def request(self) -> tuple[bytes, Request]:
        """Return the request to carry to the office above, and what it says."""
        self.session.require(Act.CERTIFICATES)
        data = make_request(
            self.office, self._authority_or_new(), self._opening_public(), self.now()
        )
        request = read_request(data)
        self.enter("trust.request", request.fingerprint)
        return data, request

    def grant(self, request: bytes) -> tuple[bytes, Certificate]:
        """Certify the office that asks; returns the grant to carry back, and its certificate."""
        self.session.require(Act.CERTIFICATES)
        granted = grant(request, self.store(), self.authority(), self.signing_time())
        certificate = granted.office.authority
        subject = f"{certificate.office.code}：{certificate.fingerprint}"
        self.keep(granted.trust, "trust.grant", subject)
        return granted.data, certificate

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
        offer = read_grant(data)
        root = offer.root.fingerprint
        if root_fingerprint is not None and not same_fingerprint(root_fingerprint, root):
            raise Refusal("trust.root_differs", fingerprint=printable(root))
        own = self._held_authority()
        if own is None:
            raise Refusal("trust.grant_not_ours", office=offer.own.office.code)
        known = self.store() if self.founded else None
        keys = OfficeKeys(own.public_bytes(), self._opening_public())
        store = install(data, keys, self.now(), known=known, root_fingerprint=root)
        believed = root_fingerprint is None and known is None
        name = "trust.install_unconfirmed" if believed else "trust.install"
        self.keep(store, name, f"{store.own.authority.fingerprint}；根证书：{root}")
        return store

    def revoke(self, fingerprint: str, reason: str, since: Since = ANY) -> TrustStore:
        """Revoke a certificate in the office's own list.

        Of a certificate that is known here the list tells whose it was; of another `since` does.
        """
        self.session.require(Act.CERTIFICATES)
        held = self.store()
        entry = since.entry(held, self._certified(), fingerprint, reason, self._today())
        store = held.with_revoked(fingerprint, entry)
        self.keep(store, "trust.revoke", f"{fingerprint}：{reason}")
        return store

    def _today(self) -> date:
        return self.attendance.clock.today()

    def _certified(self) -> Iterable[Certificate]:
        held = (holder.certificate for holder in signing_holders(self.session))
        return [read_certificate(der) for der in held if der]

    def authority(self) -> SigningKey:
        """Return the office's own key; refuses `trust.authority_missing` where it is not held."""
        key = self._held_authority()
        if key is None:
            raise Refusal("trust.authority_missing", account=self.session.account)
        return key

    def enter(self, act: str, subject: str) -> None:
        """Enter an act on the trust; marked when done in an officer's place."""
        self.attendance.enter(Act.CERTIFICATES, act, subject)

    def following_authority(self) -> SigningKey:
        """Return a new key for a province's next root, kept beside the present one."""
        self.session.require(Act.CERTIFICATES)
        return following_authority(self.session)

    def settle_authority(self) -> None:
        """Keep the key of the root that holds now; the former root's is gone for good."""
        settle_authority(self.session, self._certified_key())

    def _held_authority(self) -> SoftwareSigningKey | None:
        return held_authority(self.session, self._certified_key())

    def _authority_or_new(self) -> SoftwareSigningKey:
        return authority_or_new(self.session, self._certified_key())

    def _certified_key(self) -> bytes:
        return self.store().own.authority.public_key if self.founded else b""

    def _opening_public(self) -> bytes:
        public = opening_public(self.session)
        if not public:
            raise Refusal("trust.opening_key_missing", office=self.session.office.name)
        return public

    def keep(self, store: TrustStore, act: str, subject: str) -> None:
        """Go by another list from now on, and enter why; refuses `role.denied`."""
        set_trust_list(self.session, json.dumps(store.to_value()))
        self.enter(act, subject)
