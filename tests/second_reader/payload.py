"""Sections 5.1 to 5.4 of the format: context, wrapped key, chunks, compressed lines."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from Crypto.Cipher import AES
from Crypto.Hash import HMAC, SHA256, SHA512
from Crypto.Protocol import HPKE
from Crypto.PublicKey.ECC import EccKey
from Crypto.Util.strxor import strxor

from tests.second_reader.base64_strict import decode
from tests.second_reader.manifest import (
    RECORD_KIND,
    Manifest,
    as_number,
    is_number,
    matches,
    member,
    text,
)
from tests.second_reader.refused import Refused
from tests.second_reader.strict_json import LARGEST, Json, NotJsonError, parse

KEY, SALT, NONCE, COMMITMENT, TAG, CHUNK = 32, 24, 12, 32, 16, 16_384
LINE = 65_536
INFO = b"bianqing-package-key-v1\x00"

Record = dict[str, Json]


def context_of(manifest: Manifest) -> bytes:
    """Return what binds key and stream to their package."""
    recipients = member(manifest, "recipients")
    assert isinstance(recipients, list)
    known = "".join(text(item, "enc_fp") for item in recipients)
    parts = [
        "bianqing-package-v1",
        text(manifest, "pkg_id"),
        text(manifest, "suite"),
        text(manifest, "sender", "cert_fp"),
        text(manifest, "stream"),
        str(manifest["epoch"]),
        str(manifest["seq"]),
        SHA256.new(known.encode()).hexdigest(),
    ]
    data = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return SHA256.new(data).digest()


def wrap_key(secret: bytes, public: EccKey, context: bytes) -> bytes:
    """Return the key sealed to a recipient."""
    cipher = HPKE.new(receiver_key=public, aead_id=HPKE.AEAD.AES256_GCM, info=INFO + context)
    return cipher.enc + cipher.seal(secret)


def unwrap_key(wrapped: str, key: EccKey, context: bytes) -> bytes:
    """Return the key of the stream."""
    data = decode(wrapped) or b""
    try:
        cipher = HPKE.new(
            receiver_key=key,
            aead_id=HPKE.AEAD.AES256_GCM,
            enc=data[:65],
            info=INFO + context,
        )
        secret = cipher.unseal(data[65:])
    except ValueError as wrong:
        raise Refused("key_mismatch", str(wrong)) from wrong
    if len(secret) != KEY or data[0] != 4:
        raise Refused("key_mismatch", "a key of another length or form")
    return secret


def stream_keys(secret: bytes, salt: bytes, context: bytes) -> tuple[bytes, bytes, bytes]:
    """Return key, base nonce and commitment: HKDF-Expand, RFC 5869."""
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    first = HMAC.new(secret, info + b"\x01", SHA512).digest()
    second = HMAC.new(secret, first + info + b"\x02", SHA512).digest()
    output = first + second
    return output[:KEY], output[KEY : KEY + NONCE], output[KEY + NONCE :][:COMMITMENT]


def nonce_of(base: bytes, number: int) -> bytes:
    return strxor(base, number.to_bytes(NONCE, "big"))


def encrypt(secret: bytes, salt: bytes, context: bytes, plain: bytes) -> bytes:
    """Return the whole encrypted stream."""
    key, base, commitment = stream_keys(secret, salt, context)
    parts = [salt, commitment]
    for number, start in enumerate(range(0, len(plain) + 1, CHUNK)):
        cipher = AES.new(key, AES.MODE_GCM, nonce=nonce_of(base, number))
        parts += cipher.encrypt_and_digest(plain[start : start + CHUNK])
    return b"".join(parts)


def decrypt(secret: bytes, context: bytes, data: bytes) -> Iterator[bytes]:
    """Yield the plain text, chunk by chunk, each as soon as it is authentic."""
    head = SALT + COMMITMENT
    key, base, commitment = stream_keys(secret, data[:SALT], context)
    if len(data) < head or data[SALT:head] != commitment:
        raise Refused("tampered", "another commitment")
    for number, start in enumerate(range(head, len(data) + 1, CHUNK + TAG)):
        sealed = data[start : start + CHUNK + TAG]
        if len(sealed) < TAG:
            raise Refused("tampered", "the end is missing")
        cipher = AES.new(key, AES.MODE_GCM, nonce=nonce_of(base, number))
        try:
            yield cipher.decrypt_and_verify(sealed[:-TAG], sealed[-TAG:])
        except ValueError as wrong:
            raise Refused("tampered", "a chunk") from wrong


def lines(chunks: Iterator[bytes], most: int, plain: Plain) -> Iterator[bytes]:
    """Yield the lines of a compressed text without their ends."""
    inflater = zlib.decompressobj()
    rest = b""
    for chunk in chunks:
        if inflater.eof and chunk:
            raise Refused("payload_invalid", "something follows the compressed stream")
        waiting = chunk
        while waiting:
            try:
                found = inflater.decompress(waiting, LINE)
            except zlib.error as wrong:
                raise Refused("payload_invalid", str(wrong)) from wrong
            waiting = inflater.unconsumed_tail
            plain.add(found, most)
            *ready, rest = (rest + found).split(b"\n")
            if max(map(len, (*ready, rest))) > LINE:
                raise Refused("payload_invalid", "a line too long")
            yield from ready
        if inflater.unused_data:
            raise Refused("payload_invalid", "something follows the compressed stream")
    if not inflater.eof or rest:
        raise Refused("payload_invalid", "an end is missing")


@dataclass(slots=True)
class Plain:
    """What is counted while the plain text goes by."""

    length: int = 0
    digest: SHA256.SHA256Hash = field(default_factory=SHA256.new)
    rows: dict[str, int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)

    def add(self, data: bytes, most: int) -> None:
        """Count text; refuse when there is more than the manifest says."""
        self.length += len(data)
        self.digest.update(data)
        if self.length > most:
            raise Refused("payload_invalid", "longer than the manifest says")

    def count(self, record: Record) -> None:
        """Count one record."""
        kind = text(record, "kind")
        self.rows[kind] = self.rows.get(kind, 0) + 1
        for total in self.totals:
            owner, name = total.split(".")
            if owner == kind and name in record:
                if not is_number(record[name]):
                    raise Refused("payload_invalid", f"{total} of what is no number")
                self.totals[total] += as_number(record[name])
                if abs(self.totals[total]) > LARGEST:
                    raise Refused("payload_invalid", f"{total} beyond the largest number")


KIND = matches(RECORD_KIND)


def record_of(line: bytes) -> Record:
    try:
        value = parse(line)
    except NotJsonError as wrong:
        raise Refused("payload_invalid", str(wrong)) from wrong
    if not isinstance(value, dict) or not KIND(value.get("kind")):
        raise Refused("payload_invalid", "a record without a kind")
    again = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if again.encode("utf-8") != line:
        raise Refused("payload_invalid", "a record in another encoding")
    return value


def read_records(manifest: Manifest, payload: bytes, secret: bytes) -> list[Record]:
    """Return the records; all of them have been counted against the manifest."""
    told = manifest["payload"]
    assert isinstance(told, dict)
    assert isinstance(told["totals"], dict)
    plain = Plain(totals=dict.fromkeys(told["totals"], 0))
    found: list[Record] = []
    chunks = decrypt(secret, context_of(manifest), payload)
    for line in lines(chunks, as_number(told["plain_len"]), plain):
        record = record_of(line)
        plain.count(record)
        found.append(record)
    counted: dict[str, Json] = {
        "plain_len": plain.length,
        "plain_digest": plain.digest.hexdigest(),
        "rows": {**plain.rows},
        "totals": {**plain.totals},
    }
    if any(told[name] != value for name, value in counted.items()):
        raise Refused("totals_differ")
    return found
