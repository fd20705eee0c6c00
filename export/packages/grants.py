"""The second half of becoming trusted: the parent grants, the office installs.

A grant carries certificates only; every one of them is verified up to the root. The first root is
believed only after a person compared its fingerprint by another way than the file; afterwards it
never changes silently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.errors import Refusal
from export.packages import strict_json
from export.packages.certificates import Certificate, Role, printable, same_fingerprint
from export.packages.enrolment import OfficeKeys, Request, read_request
from export.packages.envelope import to_base64
from export.packages.fields import Fields
from export.packages.issuing import Subject, issue
from export.packages.keys import SigningKey
from export.packages.offices import Level, Office, parent_of
from export.packages.paths import check_path
from export.packages.strict_json import NotStrict
from export.packages.trust_store import KnownOffice, TrustStore, certificate_of, known_office

VERSION: Final = 1
MAX_GRANT: Final = 64 * 1024
_MEMBERS: Final = ("v", "authority", "encryption", "chain", "parent_encryption")


@dataclass(frozen=True, slots=True)
class Granted:
    """The grant to carry back, and the granting office's list with the new office in it."""

    data: bytes
    office: KnownOffice
    trust: TrustStore


@dataclass(frozen=True, slots=True)
class Offer:
    """What a grant holds, before anyone believes it; `above` as in `TrustStore`."""

    own: KnownOffice
    above: tuple[Certificate, ...]
    root: Certificate
    parent: KnownOffice


def asked(data: bytes, issuer: Office) -> Request:
    """Return what an office directly below asks for; nothing is granted.

    Raises:
        Refusal: `trust.request_invalid`, `trust.region_invalid`, `trust.level_invalid`.
    """
    request = read_request(data)
    _check_below(request.office, issuer)
    return request


def grant(data: bytes, issuer: TrustStore, authority: SigningKey, now: datetime) -> Granted:
    """Return the certificates that a request asks for, with everything the office needs to trust.

    A known office with a new key gets the next epoch: its numbering starts again. So does one whose
    certificate was revoked: what it signed under that one stays refused and would be missing
    before all that follows. Else the same key again is a renewal.

    Raises:
        Refusal: `trust.request_invalid`, `trust.region_invalid`, `trust.level_invalid`,
            `trust.certificate_expired`, `trust.key_mismatch`.
    """
    request = asked(data, issuer.office)
    epoch = _epoch(request, issuer)
    signer = issuer.own.authority
    known = KnownOffice(
        *(
            issue(
                Subject(role, request.office, epoch, public, request.office.name),
                signer,
                authority,
                now,
            )
            for role, public in (
                (Role.AUTHORITY, request.keys.authority),
                (Role.ENCRYPTION, request.keys.encryption),
            )
        )
    )
    return Granted(_grant_bytes(known, issuer), known, issuer.with_office(known))


def read_grant(data: bytes) -> Offer:
    """Return what a grant offers, without believing it yet.

    Raises:
        Refusal: `trust.grant_invalid` if it is malformed.
    """
    try:
        return _offer(data)
    except (NotStrict, Refusal) as error:
        raise Refusal("trust.grant_invalid") from error


def install(
    data: bytes,
    own: OfficeKeys,
    now: datetime,
    *,
    known: TrustStore | None = None,
    root_fingerprint: str | None = None,
) -> TrustStore:
    """Return the trust list of an office that was granted.

    `known` is the list held so far, if any: its root must be the grant's, and its offices and
    revocations are kept. Without it a person gives `root_fingerprint` as he was told it.

    Raises:
        Refusal: `trust.grant_invalid`, `trust.grant_not_ours`, `trust.root_unconfirmed` (facts
            name the fingerprint to compare), `trust.root_differs`, or as `paths.check_path`.
    """
    offer = read_grant(data)
    if OfficeKeys(offer.own.authority.public_key, offer.own.encryption.public_key) != own:
        raise Refusal("trust.grant_not_ours", office=offer.own.office.code)
    _check_root(offer.root, known, root_fingerprint)
    revoked = {} if known is None else known.untrusted
    for path in (
        (offer.own.authority, *offer.above),
        (offer.own.encryption, *offer.above),
        (offer.parent.encryption, *offer.above[1:]),
    ):
        check_path(path, offer.root, revoked, now)
    if known is None:
        return TrustStore(offer.own, offer.above, offer.root).with_office(offer.parent)
    held = replace(known, own=offer.own, above=offer.above)
    return held.with_office(offer.parent)


def _offer(data: bytes) -> Offer:
    if len(data) > MAX_GRANT:
        raise NotStrict("grant too long")
    fields = Fields(strict_json.loads_canonical(data), *_MEMBERS)
    fields.integer("v", VERSION, VERSION)
    chain = [certificate_of(item) for item in fields.items("chain", Level.COUNTY.depth)]
    if not chain:
        raise NotStrict("chain")
    return Offer(
        own=known_office(fields.raw("authority"), fields.raw("encryption")),
        above=tuple(chain[:-1]),
        root=chain[-1],
        parent=known_office(to_base64(chain[0].der), fields.raw("parent_encryption")),
    )


def _check_below(office: Office, issuer: Office) -> None:
    if office.level.depth != issuer.level.depth + 1:
        raise Refusal("trust.level_invalid", office=office.code, issuer=issuer.code)
    if parent_of(office.code) != issuer.code:
        raise Refusal("trust.region_invalid", office=office.code, issuer=issuer.code)


def _epoch(request: Request, issuer: TrustStore) -> int:
    known = issuer.offices.get(request.office.code)
    if known is None:
        return 1
    is_new = known.authority.public_key != request.keys.authority
    return known.epoch + (is_new or known.authority.fingerprint in issuer.untrusted)


def _grant_bytes(known: KnownOffice, issuer: TrustStore) -> bytes:
    chain = (*issuer.chain, issuer.root)
    return strict_json.canonical(
        {
            "v": VERSION,
            "authority": to_base64(known.authority.der),
            "encryption": to_base64(known.encryption.der),
            "chain": [to_base64(item.der) for item in chain],
            "parent_encryption": to_base64(issuer.own.encryption.der),
        }
    )


def _check_root(root: Certificate, known: TrustStore | None, confirmed: str | None) -> None:
    if known is not None:
        if known.root != root:
            raise Refusal("trust.root_differs", fingerprint=printable(root.fingerprint))
    elif confirmed is None:
        raise Refusal(
            "trust.root_unconfirmed",
            fingerprint=printable(root.fingerprint),
            office=root.office.name,
        )
    elif not same_fingerprint(confirmed, root.fingerprint):
        raise Refusal("trust.root_differs", fingerprint=printable(root.fingerprint))
