"""Packages: the one file an exchange consists of, and the certificates that make it believable.

The file format is specified in FORMAT.md beside this module, the order of verification in `trust`.

Becoming trusted (bytes in, bytes or a list out)::

    keys:   SoftwareSigningKey / SoftwareOpeningKey .generate() .to_bytes() .from_bytes()
    root:   found_province(Office(code, name), signing_key, opening_public, now) -> TrustStore
    ask:    make_request(Office(code, name), signing_key, opening_public, now) -> bytes
    show:   read_request(data) -> Request(office, keys, created, fingerprint)
    grant:  grant(data, trust, signing_key, now) -> Granted(data, office, trust)
    show:   read_grant(data) -> Offer(own, above, root, parent)
    take:   install(data, OfficeKeys(...), now, known=..., root_fingerprint=...) -> TrustStore
    person: certify_operator(trust, signing_key, public, name, now) -> Certificate
    keep:   TrustStore.to_value() / .from_value(value); .with_revoked(...), .certificates()

Sending and receiving (files)::

    way:     check_way(kind, Office(...), codes) -> Kind, with the stream it counts in
    place:   next_place(StreamState | None, epoch) -> (seq, prev)
    seal:    seal(folder, Outline(...), records, signer=Signer(...), trust=..., now=...) -> Sealed
    known?:  whole_sha256(path) -> hex, to be asked of the accepted files before anything else
    inspect: inspect(path, trust, now) -> Verified(manifest, sender, sha256, ...)
    judge:   judge_sequence(StreamState | None, manifest, sha256, accepted) -> Judgement
    unpack:  records(verified, opening_key) -> iterator; stage, accept only after the last record

Everything refuses by `domain.errors.Refusal` with codes `package.*` and `trust.*`, whose sentences
are in resources/texts/packages.json. `now` is an aware datetime: the later of the clock and the
time floor. The reader takes the root from the trust list, never from a file.
"""

from export.packages.acks import Ack
from export.packages.certificates import Certificate, Role, printable, read_certificate
from export.packages.drafts import Outline, Signer
from export.packages.enrolment import (
    OfficeKeys,
    Request,
    certify_operator,
    found_province,
    make_request,
    read_request,
)
from export.packages.grants import Granted, Offer, grant, install, read_grant
from export.packages.keys import (
    OpeningKey,
    SigningKey,
    SoftwareOpeningKey,
    SoftwareSigningKey,
)
from export.packages.kinds import check_way
from export.packages.manifest import AuditHead, Manifest
from export.packages.offices import Level, Office
from export.packages.reader_v1 import Verified, examine_cover, inspect, records, whole_sha256
from export.packages.sequence import Judgement, StreamState, judge_sequence, next_place
from export.packages.trust_store import KnownOffice, Revocation, TrustStore
from export.packages.writer import Sealed, seal

__all__ = [
    "Ack",
    "AuditHead",
    "Certificate",
    "Granted",
    "Judgement",
    "KnownOffice",
    "Level",
    "Manifest",
    "Offer",
    "Office",
    "OfficeKeys",
    "OpeningKey",
    "Outline",
    "Request",
    "Revocation",
    "Role",
    "Sealed",
    "Signer",
    "SigningKey",
    "SoftwareOpeningKey",
    "SoftwareSigningKey",
    "StreamState",
    "TrustStore",
    "Verified",
    "certify_operator",
    "check_way",
    "examine_cover",
    "found_province",
    "grant",
    "inspect",
    "install",
    "judge_sequence",
    "make_request",
    "next_place",
    "printable",
    "read_certificate",
    "read_grant",
    "read_request",
    "records",
    "seal",
    "whole_sha256",
]
