"""The order of verification of the format, from the bytes of a file to its records."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from Crypto.Hash import SHA256
from Crypto.PublicKey.ECC import EccKey

from tests.second_reader.base64_strict import decode
from tests.second_reader.certificates import Certificate, verify
from tests.second_reader.kinds import check_direction
from tests.second_reader.manifest import (
    Manifest,
    as_number,
    member,
    moment,
    read_manifest,
    text,
)
from tests.second_reader.path import check_path, read_area
from tests.second_reader.payload import Record, context_of, read_records, unwrap_key
from tests.second_reader.refused import Refused
from tests.second_reader.strict_json import NotJsonError, parse_canonical

MAGIC = bytes.fromhex("894242580d0a1a0a")
HEAD = 16
MOST = 4_294_967_295
MOST_ENVELOPE, MOST_AREA = 1_048_576, 65_536
TYPE = "application/vnd.bianqing.manifest.v1+json;suite="
RANKS = {"I1": 1}
FUTURE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trust:
    """What a reader believes: his root, the lowest rank of suites, certificates withdrawn."""

    root: Certificate
    lowest_rank: int = 1
    revoked: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Own:
    """The office that reads: its code and the fingerprint of its encryption certificate."""

    code: str
    encryption: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The three parts of a file."""

    envelope: bytes
    area: bytes
    payload: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """What the envelope holds."""

    type: str
    body: bytes
    key_id: str
    signature: bytes


def read(
    data: bytes, trust: Trust, own: Own, key: EccKey, now: datetime
) -> tuple[Manifest, list[Record]]:
    """Return manifest and records of a package that may be believed.

    Raises:
        Refused: with the code of the first rule that does not hold.
    """
    parts, manifest = read_cover(data, trust, own, now)
    recipient = addressed(manifest, own)
    if recipient is None:
        raise Refused("wrong_recipient", "the sender's look at the cover ends here")
    secret = unwrap_key(text(recipient, "wrap"), key, context_of(manifest))
    return manifest, read_records(manifest, parts.payload, secret)


def read_cover(data: bytes, trust: Trust, own: Own, now: datetime) -> tuple[Parts, Manifest]:
    """Return what the steps 1 to 11 let through."""
    parts = split(data)
    signed = read_envelope(parts.envelope)
    suite = suite_of(signed.type)
    if RANKS[suite] < trust.lowest_rank:
        raise Refused("suite_too_low")
    area = read_area(parts.area)
    check_path(area, trust.root, now)
    if any(item.fingerprint in trust.revoked for item in area):
        raise Refused("revoked")
    check_signature(signed, area[0])
    manifest = read_manifest(signed.body, suite)
    check_sender(manifest, area[0], parts.area)
    check_time(manifest, now)
    if addressed(manifest, own) is None and text(manifest, "sender", "code") != own.code:
        raise Refused("wrong_recipient")
    check_direction(manifest)
    check_payload(manifest, parts.payload)
    return parts, manifest


def split(data: bytes) -> Parts:
    """Return the parts of a file; the payload's end is not known yet."""
    if data[:8] != MAGIC:
        raise Refused("not_a_package")
    if len(data) > MOST:
        raise Refused("size")
    if len(data) < HEAD:
        raise Refused("truncated")
    first, second = (int.from_bytes(data[at : at + 4], "big") for at in (8, 12))
    if not (1 <= first <= MOST_ENVELOPE and 1 <= second <= MOST_AREA):
        raise Refused("size")
    area, payload = HEAD + first, HEAD + first + second
    if payload > len(data):
        raise Refused("truncated")
    return Parts(data[HEAD:area], data[area:payload], data[payload:])


def read_envelope(data: bytes) -> Signed:
    try:
        value = parse_canonical(data)
    except NotJsonError as wrong:
        raise Refused("envelope_invalid", str(wrong)) from wrong
    if isinstance(value, dict) and value.keys() == {"payload", "payloadType", "signatures"}:
        body, kind, listed = value["payload"], value["payloadType"], value["signatures"]
        if isinstance(listed, list) and len(listed) == 1 and isinstance(kind, str):
            (one,) = listed
            if isinstance(one, dict) and one.keys() == {"keyid", "sig"}:
                plain, signature, key_id = bytes_of(body), bytes_of(one["sig"]), one["keyid"]
                if isinstance(key_id, str):
                    return Signed(kind, plain, key_id, signature)
    raise Refused("envelope_invalid", "another form")


def bytes_of(value: object) -> bytes:
    data = decode(value) if isinstance(value, str) else None
    if data is None:
        raise Refused("envelope_invalid", "no Base64")
    return data


def suite_of(kind: str) -> str:
    if not kind.startswith(TYPE):
        raise Refused("type_unknown")
    suite = kind.removeprefix(TYPE)
    if suite not in RANKS:
        raise Refused("suite_unknown")
    return suite


def pre_authentication(kind: str, body: bytes) -> bytes:
    """Return what is signed."""
    name = kind.encode()
    return b"DSSEv1 %d %b %d %b" % (len(name), name, len(body), body)


def check_signature(signed: Signed, operator: Certificate) -> None:
    message = pre_authentication(signed.type, signed.body)
    if signed.key_id != operator.fingerprint or not verify(
        operator.point, message, signed.signature
    ):
        raise Refused("signature_invalid")


def check_sender(manifest: Manifest, operator: Certificate, area: bytes) -> None:
    told = (
        text(manifest, "sender", "code"),
        text(manifest, "sender", "name"),
        text(manifest, "sender", "cert_fp"),
        manifest["epoch"],
        text(manifest, "certs"),
    )
    certified = (operator.code, operator.name, operator.fingerprint, operator.epoch)
    if told != (*certified, SHA256.new(area).hexdigest()):
        raise Refused("sender_mismatch")


def check_time(manifest: Manifest, now: datetime) -> None:
    created, not_after = moment(manifest["created"]), moment(manifest["not_after"])
    assert created is not None
    assert not_after is not None
    if created > now + FUTURE:
        raise Refused("from_future")
    if now > not_after:
        raise Refused("expired")


def addressed(manifest: Manifest, own: Own) -> Manifest | None:
    """Return the own place among the recipients, None if there is none."""
    recipients = manifest["recipients"]
    assert isinstance(recipients, list)
    for item in recipients:
        if text(item, "code") == own.code:
            if text(item, "enc_fp") != own.encryption:
                raise Refused("recipient_key_unknown")
            assert isinstance(item, dict)
            return item
    return None


def check_payload(manifest: Manifest, payload: bytes) -> None:
    length = as_number(member(manifest, "payload", "len"))
    if len(payload) < length:
        raise Refused("truncated")
    if len(payload) > length:
        raise Refused("size")
    if SHA256.new(payload).hexdigest() != text(manifest, "payload", "digest"):
        raise Refused("tampered")
