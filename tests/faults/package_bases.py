"""Valid packages to be spoilt: of several kinds, levels and sizes, the same bytes in every run.

Keys follow from their names, signatures are the deterministic ones of RFC 6979, serial numbers and
wrapped keys come from a seed: so the key of a trial says which bytes it read.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final, Self
from unittest.mock import patch

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from export.packages import (
    Ack,
    Office,
    OfficeKeys,
    Outline,
    Signer,
    SoftwareOpeningKey,
    SoftwareSigningKey,
    TrustStore,
    certify_operator,
    found_province,
    grant,
    install,
    make_request,
)
from export.packages.certificates import Role
from export.packages.context import payload_context
from export.packages.drafts import Draft
from export.packages.issuing import Subject, issue
from export.packages.kinds import CODE_TABLES, PRE_AUDIT, RECEIPT, REPORT, Kind
from export.packages.manifest import PayloadFacts, Recipient
from export.packages.payload import ChunkSealer
from export.packages.records import Record, Tally, encode_record
from export.packages.suites import I1
from export.packages.unpacking import WRAP_INFO
from tests.export.packages.network import NOW, Member, outline

ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_SALT: Final = b"\x05" * 24
_SEED: Final = 629925


def private(name: str) -> ec.EllipticCurvePrivateKey:
    """Return the key of that name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big") % ORDER
    return ec.derive_private_key(number, ec.SECP256R1())


class RepeatableKey(SoftwareSigningKey):
    """Signs the same text the same way each time."""

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the key of that name."""
        return cls(private(name))

    def sign(self, message: bytes) -> bytes:
        """Return r and the lower s."""
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        r, s = decode_dss_signature(self._private.sign(message, algorithm))
        return r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")


def wrap(public: bytes, secret: bytes, info: bytes, name: str) -> bytes:
    """Seal a secret as the suite does (HPKE, base mode), from a key of that name."""
    target = serialization.load_der_public_key(public)
    assert isinstance(target, ec.EllipticCurvePublicKey)
    own = private(name)
    shared = own.exchange(ec.ECDH(), target)
    point = _point(own.public_key())
    kem, suite = b"KEM\x00\x10", b"HPKE\x00\x10\x00\x01\x00\x02"
    shared = _expand(
        _extract(b"", b"eae_prk", shared, kem), b"shared_secret", point + _point(target), 32, kem
    )
    ids = _extract(b"", b"psk_id_hash", b"", suite) + _extract(b"", b"info_hash", info, suite)
    schedule = _extract(shared, b"secret", b"", suite)
    key = _expand(schedule, b"key", b"\x00" + ids, 32, suite)
    nonce = _expand(schedule, b"base_nonce", b"\x00" + ids, 12, suite)
    return point + AESGCM(key).encrypt(nonce, secret, b"")


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_bytes(serialization.Encoding.X962, form)


def _extract(salt: bytes, label: bytes, material: bytes, suite: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")


def _expand(key: bytes, label: bytes, info: bytes, length: int, suite: bytes) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(hashes.SHA256(), length, labelled).derive(key)


@dataclass(frozen=True, slots=True)
class Offices:
    """Those who send and read, and who may sign besides: by certificate or not."""

    province: Member
    city: Member
    county: Member
    sibling: Member
    colleague: Signer
    stranger: Signer


def offices() -> Offices:
    """Make them, the same in every run."""
    with patch("os.urandom", Random(_SEED).randbytes):  # serial numbers of certificates
        authority, opening = _keys("62")
        office = Office("62", "河陇省委编办")
        trust = found_province(office, authority, opening.public_bytes(), NOW)
        top = _member(authority, opening, trust, "赵陇")
        top, city = _enrolled(top, top.trust, Office("6299", "安河市委编办"))
        city, county = _enrolled(city, top.trust, Office("629925", "安澜县委编办"))
        city, sibling = _enrolled(city, top.trust, Office("629926", "清河县委编办"))
        colleague = _operator(county.trust, county.authority, "李澜")
        return Offices(top, city, county, sibling, colleague, _stranger(county))


def _keys(code: str) -> tuple[RepeatableKey, SoftwareOpeningKey]:
    return RepeatableKey.named(f"authority {code}"), SoftwareOpeningKey(private(f"opening {code}"))


def _operator(trust: TrustStore, authority: SoftwareSigningKey, name: str) -> Signer:
    key = RepeatableKey.named(f"operator {trust.office.code} {name}")
    return Signer(certify_operator(trust, authority, key.public_bytes(), name, NOW), key)


def _member(
    authority: RepeatableKey, opening: SoftwareOpeningKey, trust: TrustStore, name: str
) -> Member:
    return Member(authority, opening, trust, _operator(trust, authority, name))


def _enrolled(parent: Member, top: TrustStore, office: Office) -> tuple[Member, Member]:
    authority, opening = _keys(office.code)
    request = make_request(office, authority, opening.public_bytes(), NOW)
    granted = grant(request, parent.trust, parent.authority, NOW)
    keys = OfficeKeys(authority.public_bytes(), opening.public_bytes())
    trust = install(granted.data, keys, NOW, root_fingerprint=top.root.fingerprint)
    return replace(parent, trust=granted.trust), _member(authority, opening, trust, "王安")


def _stranger(county: Member) -> Signer:
    """Return an operator of the county whom a key of his own has certified."""
    key = RepeatableKey.named("stranger")
    own = county.trust.own.authority
    false = replace(own, public_key=key.public_bytes())
    subject = Subject(Role.OPERATOR, own.office, own.epoch, key.public_bytes(), "王安")
    return Signer(issue(subject, false, key, NOW), key)


@dataclass(frozen=True, slots=True)
class Base:
    """A valid package in its parts, and who reads it; `area` is the certificate area.

    `publics` are the keys by office that its sender can seal to.
    """

    name: str
    reader: Member
    draft: Draft
    publics: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    envelope: bytes
    area: bytes
    payload: bytes
    plain: bytes
    data: bytes

    def context(self, manifest: Mapping[str, Any]) -> bytes:
        """Return the context that a manifest of this form stands for."""
        told = manifest["recipients"]
        place = (manifest["stream"], manifest["epoch"], manifest["seq"])
        return payload_context(
            str(manifest["suite"]),
            str(manifest["pkg_id"]),
            str(manifest["sender"]["cert_fp"]),
            place,
            tuple(str(item["enc_fp"]) for item in told),
        )

    def wrapped(self, code: str, context: bytes) -> bytes:
        """Return the key of the package sealed for a recipient under a context."""
        public = self.publics[code]
        return wrap(public, self.draft.secret, WRAP_INFO + context, f"{self.name} {code}")

    def sealed(self, body: bytes, context: bytes) -> bytes:
        """Return a payload of what is given as the compressed text."""
        sealer = ChunkSealer(I1, self.draft.secret, context, _SALT)
        return sealer.head + sealer.update(body) + sealer.finish()


def bases(found: Offices) -> dict[str, Base]:
    """Return the packages by name."""
    county, city, top = found.county, found.city, found.province
    acks = (Ack("6299", "findings/629925", 1, 3, "cd" * 32), Ack("6299", "tables", 1, 7, "ab" * 32))
    verdicts: list[Record] = [{"kind": "verdict", "seq": n, "status": "accepted"} for n in (1, 2)]
    years: list[Record] = [{"kind": "work_year", "year": 2027, "rest": ["01-01"], "work": []}]
    made = (
        _base("report", county, city, REPORT, _outline(("6299",), people(40))),
        _base("large report", county, city, REPORT, _outline(("6299",), people(900)), level=0),
        _base("empty report", county, city, REPORT, _outline(("6299",), [])),
        _base("city report", city, top, REPORT, _outline(("62",), people(10))),
        _base("receipt", county, city, RECEIPT, _outline(("6299",), verdicts, acks=acks)),
        _base("findings", city, county, PRE_AUDIT, _outline(("629925",), verdicts)),
        _base("tables", city, county, CODE_TABLES, _outline(("629925", "629926"), years)),
        _base("province tables", top, city, CODE_TABLES, _outline(("6299",), years)),
    )
    return {base.name: base for base in made}


def sealed_to(trust: TrustStore, code: str) -> bytes:
    """Return the public key that packages for an office are sealed to."""
    return trust.recipient(code, NOW).public_key


def people(count: int) -> list[Record]:
    """Return records whose text does not compress well."""
    return [
        {"kind": "person", "name": f"𠮷安{n}", "posts": n % 3, "x": _noise(str(n)).hex()}
        for n in range(count)
    ]


def _noise(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _outline(
    to: tuple[str, ...], records: list[Record], acks: tuple[Ack, ...] = ()
) -> tuple[Outline, list[Record]]:
    return replace(outline(to=to), totals=("person.posts",), acks=acks), records


def _base(
    name: str,
    sender: Member,
    reader: Member,
    kind: Kind,
    told: tuple[Outline, Sequence[Record]],
    *,
    level: int = 6,
) -> Base:
    given, records = told
    pkg_id, secret = _noise(f"{name} id").hex()[:32], _noise(name)
    blank = Draft(given, kind, sender.signer, I1, sender.trust, NOW, pkg_id, secret, b"", ())
    fps = {code: sender.trust.recipient(code, NOW).fingerprint for code in sorted(given.to)}
    place = (kind.stream_to(sender.code, given.to), sender.signer.operator.epoch, given.seq)
    fingerprint = sender.signer.operator.fingerprint
    context = payload_context(I1.name, blank.pkg_id, fingerprint, place, tuple(fps.values()))
    wraps = tuple(
        Recipient(
            code,
            fp,
            wrap(
                sealed_to(sender.trust, code),
                blank.secret,
                WRAP_INFO + context,
                f"{name} {code}",
            ),
        )
        for code, fp in fps.items()
    )
    draft = replace(blank, context=context, recipients=wraps)
    return _finished(name, reader, draft, records, level)


def _finished(
    name: str, reader: Member, draft: Draft, records: Sequence[Record], level: int
) -> Base:
    tally, lines = Tally(I1, draft.outline.totals), []
    for record in records:
        line = encode_record(record)
        tally.add(record, line)
        lines.append(line + b"\n")
    plain = b"".join(lines)
    sealer = ChunkSealer(I1, draft.secret, draft.context, _SALT)
    payload = sealer.head + sealer.update(zlib.compress(plain, level)) + sealer.finish()
    facts = PayloadFacts(
        len(payload), hashlib.sha256(payload).hexdigest(), tally.plain_len, tally.plain_digest,
        "zlib", dict(tally.rows), tally.totals,
    )  # fmt: skip
    manifest = draft.manifest(facts)
    cover = draft.cover(manifest)
    end = 16 + int.from_bytes(cover[8:12], "big")
    return Base(
        name=name,
        reader=reader,
        draft=draft,
        publics={item.code: sealed_to(draft.trust, item.code) for item in draft.recipients},
        manifest=json.loads(manifest.encode()),
        envelope=cover[16:end],
        area=cover[end:],
        payload=payload,
        plain=plain,
        data=cover + payload,
    )
