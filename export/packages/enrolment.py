"""The first half of becoming trusted: a province founds itself, another office asks its parent.

    county:  make_request(...)   -> bytes for the city
    city:    grant(request, ...) -> bytes for the county, and the city's list with the county in it
    county:  install(grant, ...) -> the county's trust list

Everything is bytes; files are the caller's. The second half is in `grants`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.errors import Refusal
from export.packages import keys, strict_json
from export.packages.certificates import Certificate, Role, fingerprint
from export.packages.envelope import Envelope, from_base64, pre_authentication, to_base64
from export.packages.fields import Fields, moment_text
from export.packages.issuing import Subject, issue, issue_root
from export.packages.keys import SigningKey
from export.packages.offices import Level, Office, parent_of
from export.packages.strict_json import NotStrict
from export.packages.trust_store import KnownOffice, TrustStore

REQUEST_TYPE: Final = "application/vnd.bianqing.request.v1+json"
VERSION: Final = 1
MAX_REQUEST: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The public halves of an office's own key and of its opening key, as DER."""

    authority: bytes
    encryption: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What an office asks its parent to certify; its signature is verified.

    `fingerprint` is the SHA-256 of the whole request in hex, to be compared by telephone.
    """

    office: Office
    keys: OfficeKeys
    created: datetime
    fingerprint: str


def found_province(
    office: Office, authority: SigningKey, encryption: bytes, now: datetime
) -> TrustStore:
    """Return the trust list of a province that signs its own root.

    Raises:
        Refusal: `trust.level_invalid` if the office is no province.
    """
    if office.level is not Level.PROVINCE:
        raise Refusal("trust.level_invalid", office=office.code, issuer=office.code)
    public = authority.public_bytes()
    root = issue_root(Subject(Role.AUTHORITY, office, 1, public, office.name), authority, now)
    subject = Subject(Role.ENCRYPTION, office, 1, encryption, office.name)
    return TrustStore(KnownOffice(root, issue(subject, root, authority, now)), (), root)


def make_request(office: Office, authority: SigningKey, encryption: bytes, now: datetime) -> bytes:
    """Return the request of an office below a province, signed with its own key.

    Raises:
        Refusal: `trust.request_needless` for a province.
    """
    if parent_of(office.code) is None:
        raise Refusal("trust.request_needless", office=office.code)
    public = authority.public_bytes()
    payload = strict_json.canonical(
        {
            "v": VERSION,
            "code": office.code,
            "name": office.name,
            "authority": to_base64(public),
            "encryption": to_base64(encryption),
            "created": moment_text(now),
        }
    )
    signature = authority.sign(pre_authentication(REQUEST_TYPE, payload))
    return Envelope(REQUEST_TYPE, payload, fingerprint(public), signature).encode()


def read_request(data: bytes) -> Request:
    """Return what a request asks for.

    Raises:
        Refusal: `trust.request_invalid` if it is malformed or not signed with the key it names.
    """
    try:
        return _request(data)
    except (NotStrict, Refusal) as error:
        raise Refusal("trust.request_invalid") from error


def certify_operator(
    trust: TrustStore, authority: SigningKey, public: bytes, name: str, now: datetime
) -> Certificate:
    """Return the certificate with which a person signs packages for his own office.

    Raises:
        Refusal: `trust.name_invalid`, `trust.key_invalid`, `trust.key_mismatch`,
            `trust.certificate_expired`.
    """
    own = trust.own.authority
    subject = Subject(Role.OPERATOR, own.office, own.epoch, public, name)
    return issue(subject, own, authority, now)


def _request(data: bytes) -> Request:
    if len(data) > MAX_REQUEST:
        raise NotStrict("request too long")
    envelope = Envelope.decode(data)
    if envelope.payload_type != REQUEST_TYPE:
        raise NotStrict("type")
    members = ("v", "code", "name", "authority", "encryption", "created")
    fields = Fields(strict_json.loads_canonical(envelope.payload), *members)
    fields.integer("v", VERSION, VERSION)
    found = OfficeKeys(
        *(from_base64(str(fields.raw(name))) for name in ("authority", "encryption"))
    )
    for public in (found.authority, found.encryption):
        keys.check_public(public)
    signed = pre_authentication(REQUEST_TYPE, envelope.payload)
    if envelope.key_id != fingerprint(found.authority) or not keys.verify(
        found.authority, envelope.signature, signed
    ):
        raise NotStrict("signature")
    return Request(
        office=Office(str(fields.raw("code")), str(fields.raw("name"))),
        keys=found,
        created=fields.moment("created"),
        fingerprint=fingerprint(data),
    )
