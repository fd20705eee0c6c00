"""The rules by which a package is believed. Bytes in, a verified value or a refusal out; no files.

The steps, in order; the first that fails ends the matter, each under its own code:

 1. The file is a regular file, not too short or too long, and begins with the
    magic bytes (`read_header`; the file itself is `files.open_regular`)
    -> `package.unreadable`, `package.not_a_package`, `package.size`, `package.truncated`
 2. Its two lengths are within their limits before anything is allocated
    -> `package.size`, `package.truncated`
 3. The envelope is strict JSON in its one encoding, with one signature
    -> `package.envelope_invalid`
 4. Its type is a manifest of a version and suite that we know
    -> `package.type_unknown`, `package.suite_unknown`
 5. The suite is not below the general floor of the trust list -> `package.suite_too_low`
 6. The certificates form the one path of our profile to the installed root: roles,
    levels, regions, validity at the given time, signatures
    -> `package.chain_invalid`, `package.level_invalid`, `package.region_invalid`,
    `package.certificate_expired`
 7. None of them is revoked -> `package.revoked`, nor the suite below the floor that the list has
    for that office -> `package.suite_too_low`
 8. The operator's signature stands over the envelope's type and body
    -> `package.signature_invalid`; only then exactly those bytes are parsed
    -> `package.manifest_invalid`, and must tell of the sender and of the certificates what
    the certificates say -> `package.sender_mismatch`; the package is neither from the future
    nor past its time -> `package.from_future`, `package.expired`
 9. It is addressed to this office, to its present key -> `package.wrong_recipient`,
    `package.recipient_key_unknown`; the sender may look into his own package's cover
10. Its kind may travel from this sender to these recipients in this stream
    -> `package.kind_unknown`, `package.wrong_direction`; it acknowledges recipients' streams only
    -> `package.manifest_invalid`
11. The file ends exactly where the manifest says -> `package.truncated`, `package.size`,
    and the payload has the signed digest -> `package.tampered`
12. It is the next of its stream -> `package.replayed`, `package.gap`, `package.fork`
    (`sequence.judge_sequence`; the stream's state is the register's)
13. The key opens, the stream authenticates, decompresses within its limits into lines
    -> `package.key_mismatch`, `package.tampered`, `package.payload_invalid`
14. Rows, totals, length and digest of the plain text are the signed ones
    -> `package.totals_differ`

Steps 13 and 14 are `unpacking`; what the records mean is judged after them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.errors import Refusal
from export.packages.certificates import Certificate, Role, read_certificate
from export.packages.envelope import Envelope, pre_authentication
from export.packages.kinds import check_way
from export.packages.manifest import Manifest, Recipient
from export.packages.offices import Office
from export.packages.paths import check_path, split_certificates
from export.packages.strict_json import NotStrict
from export.packages.suites import SUITES, Suite
from export.packages.trust_store import TrustStore

MAGIC: Final = b"\x89BBX\r\n\x1a\n"
HEAD: Final = len(MAGIC) + 4 + 4
MAX_ENVELOPE: Final = 1024 * 1024
MAX_CERTIFICATES: Final = 64 * 1024
MAX_FILE: Final = 2**32 - 1  # what a FAT32 stick can hold
PAYLOAD_TYPE: Final = "application/vnd.bianqing.manifest.v1+json;suite="
TOLERANCE: Final = timedelta(hours=24)
_CHAIN_REFUSALS: Final = {
    "trust.certificate_invalid": "package.chain_invalid",
    "trust.path_invalid": "package.chain_invalid",
    "trust.key_invalid": "package.chain_invalid",
    "trust.level_invalid": "package.level_invalid",
    "trust.region_invalid": "package.region_invalid",
    "trust.certificate_expired": "package.certificate_expired",
    "trust.revoked": "package.revoked",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Lengths in bytes of the two parts before the payload."""

    envelope: int
    certificates: int

    @property
    def payload_offset(self) -> int:
        """Where the payload begins in the file."""
        return HEAD + self.envelope + self.certificates


@dataclass(frozen=True, slots=True)
class Examined:
    """A cover that passed steps 3 to 10.

    `recipient` is the entry addressed to this office, `None` where the sender looks at a package
    of his own that is for others only.
    """

    manifest: Manifest
    operator: Certificate
    suite: Suite
    recipient: Recipient | None


def read_header(head: bytes, file_size: int) -> Header:
    """Return the lengths that the first 16 bytes of a file of `file_size` bytes declare (1, 2)."""
    if not head.startswith(MAGIC):
        raise Refusal("package.not_a_package")
    if file_size > MAX_FILE:
        raise Refusal("package.size")
    if len(head) < HEAD:
        raise Refusal("package.truncated")
    envelope = int.from_bytes(head[8:12], "big")
    certificates = int.from_bytes(head[12:16], "big")
    if not 0 < envelope <= MAX_ENVELOPE or not 0 < certificates <= MAX_CERTIFICATES:
        raise Refusal("package.size")
    header = Header(envelope, certificates)
    if header.payload_offset > file_size:
        raise Refusal("package.truncated")
    return header


def check_end(header: Header, manifest: Manifest, file_size: int) -> None:
    """Refuse a file that does not end exactly where its manifest says (11)."""
    end = header.payload_offset + manifest.payload.len
    if file_size < end:
        raise Refusal("package.truncated")
    if file_size > end:
        raise Refusal("package.size")


@dataclass(frozen=True, slots=True)
class Examiner:
    """Applies steps 3 to 10 with one trust list at one instant."""

    trust: TrustStore
    now: datetime
    suites: tuple[Suite, ...] = SUITES

    def examine(self, envelope: bytes, certificates: bytes) -> Examined:
        """Return the verified cover of a package, or refuse by the first step that fails."""
        cover = self.envelope(envelope)
        suite = self.suite(cover)
        operator = self.chain(certificates)
        self.floor(suite, operator.office.code)
        manifest = self.signed(cover, suite, operator)
        self.sender(manifest, operator, certificates)
        self.time(manifest)
        recipient = self.addressed(manifest)
        self.direction(manifest)
        return Examined(manifest, operator, suite, recipient)

    def envelope(self, data: bytes) -> Envelope:
        """Return the envelope (3)."""
        try:
            return Envelope.decode(data)
        except NotStrict as error:
            raise Refusal("package.envelope_invalid") from error

    def suite(self, envelope: Envelope) -> Suite:
        """Return the suite that the signed type names (4, 5)."""
        if not envelope.payload_type.startswith(PAYLOAD_TYPE):
            raise Refusal("package.type_unknown")
        name = envelope.payload_type.removeprefix(PAYLOAD_TYPE)
        suite = next((each for each in self.suites if each.name == name), None)
        if suite is None:
            raise Refusal("package.suite_unknown", suite=name[:16])
        self.floor(suite)
        return suite

    def floor(self, suite: Suite, *codes: str) -> None:
        """Refuse a suite below the floor: in general (5), of an office (7)."""
        missed = self.trust.least.missed(suite, codes, self.suites)
        if missed:
            raise Refusal("package.suite_too_low", suite=suite.name, floor=missed)

    def chain(self, data: bytes) -> Certificate:
        """Return the operator whose path up to the installed root holds (6, 7)."""
        try:
            path = [read_certificate(der) for der in split_certificates(data)]
            check_path(path, self.trust.root, self.trust.untrusted, self.now)
        except Refusal as refusal:
            raise Refusal(_CHAIN_REFUSALS[refusal.code], **refusal.facts) from refusal
        if path[0].role is not Role.OPERATOR:
            raise Refusal("package.chain_invalid", reason="leaf is no operator")
        return path[0]

    def signed(self, envelope: Envelope, suite: Suite, operator: Certificate) -> Manifest:
        """Return the manifest once the operator's signature over its bytes is verified (8)."""
        message = pre_authentication(envelope.payload_type, envelope.payload)
        if envelope.key_id != operator.fingerprint or not suite.verify(
            operator.public_key, envelope.signature, message
        ):
            raise Refusal("package.signature_invalid")
        try:
            manifest = Manifest.decode(envelope.payload)
        except NotStrict as error:
            raise Refusal("package.manifest_invalid", reason=str(error)) from error
        if manifest.suite != suite.name:
            raise Refusal("package.manifest_invalid", reason="suite")
        return manifest

    def sender(self, manifest: Manifest, operator: Certificate, certificates: bytes) -> None:
        """Refuse a manifest that tells of its sender what the certificates do not say (8)."""
        told = manifest.sender
        certified = (operator.office.code, operator.level, operator.office.name)
        if (
            (told.code, told.level, told.name) != certified
            or told.cert_fp != operator.fingerprint
            or manifest.epoch != operator.epoch
            or manifest.certs != hashlib.sha256(certificates).hexdigest()
        ):
            raise Refusal("package.sender_mismatch", office=operator.office.name)

    def time(self, manifest: Manifest) -> None:
        """Refuse a package from the future or past its time (8)."""
        if manifest.created > self.now + TOLERANCE:
            raise Refusal(
                "package.from_future", created=_day(manifest.created), today=_day(self.now)
            )
        if self.now > manifest.not_after:
            raise Refusal("package.expired", until=_day(manifest.not_after), today=_day(self.now))

    def addressed(self, manifest: Manifest) -> Recipient | None:
        """Return the entry for this office (9)."""
        own = self.trust.office.code
        entry = next((item for item in manifest.recipients if item.code == own), None)
        if entry is None:
            if manifest.sender.code == own:
                return None
            codes = "、".join(item.code for item in manifest.recipients)
            raise Refusal("package.wrong_recipient", recipients=codes, own=own)
        if entry.enc_fp != self.trust.own.encryption.fingerprint:
            raise Refusal("package.recipient_key_unknown", office=manifest.sender.name)
        return entry

    def direction(self, manifest: Manifest) -> None:
        """Refuse a kind that may not travel from this sender to these recipients (10)."""
        sender, codes = manifest.sender, [item.code for item in manifest.recipients]
        kind = check_way(manifest.kind, Office(sender.code, sender.name), codes)
        if kind.stream_to(sender.code, codes) != manifest.stream:
            raise Refusal("package.kind_unknown", kind=manifest.kind)
        if any(ack.office not in codes for ack in manifest.acks):
            raise Refusal("package.manifest_invalid", reason="acks")


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
