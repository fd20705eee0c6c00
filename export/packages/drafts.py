"""A package on its way: what the caller states, and the cover that grows around the payload."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.errors import Refusal
from export.packages import trust as rules
from export.packages.acks import Ack
from export.packages.certificates import Certificate
from export.packages.context import payload_context
from export.packages.envelope import Envelope, pre_authentication
from export.packages.keys import SigningKey
from export.packages.kinds import Kind
from export.packages.manifest import (
    AuditHead,
    Manifest,
    PayloadFacts,
    Recipient,
    Sender,
)
from export.packages.suites import I1, Suite
from export.packages.trust_store import TrustStore
from export.packages.unpacking import WRAP_INFO

LIFETIME: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the caller states about a package; the rest the writer finds out.

    `seq` and `prev` come from `sequence.next_place`. `totals` names whole-number members to add up,
    as "kind.member". `facts` is the canonical digest of the facts on `data_date`, in hex. `acks`
    say what was taken of the recipients' streams, in any order, one per stream.
    """

    kind: str
    to: tuple[str, ...]
    seq: int
    prev: str
    data_date: date
    schema: str
    facts: str
    audit: AuditHead
    app: str
    totals: tuple[str, ...] = ()
    acks: tuple[Ack, ...] = ()
    lifetime: timedelta = LIFETIME


@dataclass(frozen=True, slots=True)
class Signer:
    """The operator who signs: his certificate and the key that belongs to it."""

    operator: Certificate
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Draft:
    """A package on its way: everything that is known before the payload is."""

    outline: Outline
    kind: Kind
    signer: Signer
    suite: Suite
    trust: TrustStore
    now: datetime
    pkg_id: str
    secret: bytes
    context: bytes
    recipients: tuple[Recipient, ...]

    @classmethod
    def of(
        cls,
        outline: Outline,
        kind: Kind,
        signer: Signer,
        trust: TrustStore,
        now: datetime,
        *,
        suite: Suite = I1,
    ) -> Draft:
        """Return a draft with a fresh identity and key, sealed to the recipients.

        Raises:
            Refusal: `package.suite_below_floor` where an office asks for a stronger suite than
                this program has; as `TrustStore.recipient` refuses.
        """
        for code in sorted(set(outline.to)):
            floor = trust.least.missed(suite, (code,))
            if floor:
                raise Refusal(
                    "package.suite_below_floor", office=code, suite=suite.name, floor=floor
                )
        pkg_id, secret = secrets.token_hex(16), secrets.token_bytes(suite.key_length)
        targets = [(code, trust.recipient(code, now)) for code in sorted(set(outline.to))]
        stream = kind.stream_to(trust.office.code, outline.to)
        context = payload_context(
            suite.name,
            pkg_id,
            signer.operator.fingerprint,
            (stream, signer.operator.epoch, outline.seq),
            tuple(target.fingerprint for _, target in targets),
        )
        info = WRAP_INFO + context
        recipients = tuple(
            Recipient(code, target.fingerprint, suite.wrap(target.public_key, secret, info))
            for code, target in targets
        )
        return cls(outline, kind, signer, suite, trust, now, pkg_id, secret, context, recipients)

    @property
    def certificates(self) -> bytes:
        """The certificate area: operator first, root left out."""
        chain = (self.signer.operator, *self.trust.chain)
        return b"".join(item.der for item in chain)

    def manifest(self, payload: PayloadFacts) -> Manifest:
        """Return the whole manifest, now that the payload is known."""
        created = self.now.replace(microsecond=0)
        operator, outline = self.signer.operator, self.outline
        office = operator.office
        return Manifest(
            suite=self.suite.name,
            kind=self.kind.name,
            pkg_id=self.pkg_id,
            sender=Sender(office.code, office.level, office.name, operator.fingerprint),
            recipients=self.recipients,
            stream=self.kind.stream_to(office.code, outline.to),
            epoch=operator.epoch,
            seq=outline.seq,
            prev=outline.prev,
            created=created,
            not_after=created + outline.lifetime,
            data_date=outline.data_date,
            schema=outline.schema,
            payload=payload,
            facts=outline.facts,
            audit=outline.audit,
            acks=tuple(sorted(outline.acks, key=lambda ack: (ack.office, ack.stream))),
            certs=hashlib.sha256(self.certificates).hexdigest(),
            app=outline.app,
        )

    def cover(self, manifest: Manifest) -> bytes:
        """Return everything before the payload, signed."""
        body, kind = manifest.encode(), rules.PAYLOAD_TYPE + self.suite.name
        signature = self.signer.key.sign(pre_authentication(kind, body))
        envelope = Envelope(kind, body, self.signer.operator.fingerprint, signature).encode()
        certificates = self.certificates
        lengths = len(envelope).to_bytes(4, "big") + len(certificates).to_bytes(4, "big")
        return rules.MAGIC + lengths + envelope + certificates
