"""A small writer of packages: keys, certificates and what is to be told are given."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from Crypto.Hash import SHA256
from Crypto.PublicKey import ECC
from Crypto.PublicKey.ECC import EccKey
from Crypto.Random import get_random_bytes
from Crypto.Signature import DSS

from tests.second_reader.base64_strict import encode as base64
from tests.second_reader.certificates import ORDER, Certificate, read_certificate
from tests.second_reader.manifest import LEVELS, Manifest, text
from tests.second_reader.payload import KEY, SALT, Record, context_of, encrypt, wrap_key
from tests.second_reader.reader import MAGIC, TYPE, pre_authentication
from tests.second_reader.strict_json import Json, encode

SUITE = "I1"


def sign(key: EccKey, message: bytes) -> bytes:
    """Return r and the lower s."""
    made = DSS.new(key, "fips-186-3").sign(SHA256.new(message))
    s = int.from_bytes(made[32:], "big")
    return made[:32] + min(s, ORDER - s).to_bytes(32, "big")


def plain_text(records: Sequence[Record]) -> bytes:
    return b"".join(encode(record) + b"\n" for record in records)


def counted(records: Sequence[Record], totals: Sequence[str]) -> dict[str, Json]:
    rows: dict[str, Json] = {}
    for record in records:
        kind = text(record, "kind")
        rows[kind] = sum(1 for other in records if other["kind"] == kind)
    sums: dict[str, Json] = {}
    for total in totals:
        owner, name = total.split(".")
        numbers = (item.get(name) for item in records if item["kind"] == owner)
        sums[total] = sum(number for number in numbers if isinstance(number, int))
    return {"rows": rows, "totals": sums}


def write(
    told: Mapping[str, Json],
    records: Sequence[Record],
    *,
    chain: Sequence[bytes],
    key: EccKey,
    recipients: Mapping[str, bytes],
    totals: Sequence[str] = (),
) -> bytes:
    """Return the bytes of a package.

    Args:
        told: the members of the manifest that the writer cannot know: kind, stream, seq, prev,
            created, not_after, data_date, schema, facts, audit, acks, app.
        records: what the package holds.
        chain: certificates from the operator's upwards, without the root.
        key: the operator's.
        recipients: the encryption certificate of each office.
        totals: the sums to be told.
    """
    operator = read_certificate(chain[0])
    known = {code: read_certificate(data) for code, data in sorted(recipients.items())}
    listed: list[Json] = [
        {"code": code, "enc_fp": item.fingerprint, "wrap": ""} for code, item in known.items()
    ]
    manifest: Manifest = {
        **told,
        "v": 1,
        "suite": SUITE,
        "pkg_id": get_random_bytes(16).hex(),
        "sender": sender_of(operator),
        "recipients": listed,
        "epoch": operator.epoch,
        "certs": SHA256.new(b"".join(chain)).hexdigest(),
    }
    secret, context = get_random_bytes(KEY), context_of(manifest)
    for place, item in zip(listed, known.values(), strict=True):
        assert isinstance(place, dict)
        public = ECC.import_key(item.point, curve_name="P-256")
        place["wrap"] = base64(wrap_key(secret, public, context))
    plain = plain_text(records)
    payload = encrypt(secret, get_random_bytes(SALT), context, zlib.compress(plain))
    manifest["payload"] = {**measured(payload, plain), **counted(records, totals)}
    envelope = sealed_envelope(encode(manifest), operator, key)
    area = b"".join(chain)
    lengths = len(envelope).to_bytes(4, "big") + len(area).to_bytes(4, "big")
    return MAGIC + lengths + envelope + area + payload


def measured(payload: bytes, plain: bytes) -> dict[str, Json]:
    return {
        "len": len(payload),
        "digest": SHA256.new(payload).hexdigest(),
        "plain_len": len(plain),
        "plain_digest": SHA256.new(plain).hexdigest(),
        "codec": "zlib",
    }


def sender_of(operator: Certificate) -> Json:
    return {
        "code": operator.code,
        "name": operator.name,
        "level": LEVELS[len(operator.code)],
        "cert_fp": operator.fingerprint,
    }


def sealed_envelope(body: bytes, operator: Certificate, key: EccKey) -> bytes:
    kind = TYPE + SUITE
    signature = sign(key, pre_authentication(kind, body))
    return encode(
        {
            "payload": base64(body),
            "payloadType": kind,
            "signatures": [{"keyid": operator.fingerprint, "sig": base64(signature)}],
        }
    )
