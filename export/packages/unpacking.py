"""From the payload's ciphertext to records: steps 13 and 14 of `trust`, without files.

Records come out while the stream is still being read, each from an authenticated chunk. Only after
the last one are counts and digests known to be the signed ones: whoever takes records must stage
them and accept nothing before the iterator has ended.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from domain.errors import Refusal
from export.packages.context import context_of
from export.packages.keys import OpeningKey
from export.packages.manifest import Manifest, Recipient
from export.packages.payload import StreamBroken, open_chunks
from export.packages.records import Record, Tally, decode_record, lines_of
from export.packages.strict_json import NotStrict
from export.packages.suites import Suite

WRAP_INFO: Final = b"bianqing-package-key-v1\x00"
_PIECE: Final = 64 * 1024


def unpack(
    manifest: Manifest,
    suite: Suite,
    recipient: Recipient,
    key: OpeningKey,
    read: Callable[[int], bytes],
) -> Iterator[Record]:
    """Yield the records of a payload that `read` delivers from its first byte.

    Raises:
        Refusal: `package.key_mismatch`, `package.tampered`, `package.payload_invalid`,
            `package.totals_differ`.
    """
    context = context_of(manifest)
    secret = key.open(recipient.wrap, WRAP_INFO + context)
    if len(secret) != suite.key_length:
        raise Refusal("package.key_mismatch")
    cipher = suite.digest()

    def hashed(length: int) -> bytes:
        data = read(length)
        cipher.update(data)
        return data

    tally = Tally(suite, manifest.payload.totals)
    chunks = open_chunks(suite, secret, context, manifest.payload.len, hashed)
    try:
        for line in lines_of(_inflate(chunks, manifest.payload.plain_len)):
            record = decode_record(line)
            tally.add(record, line)
            yield record
    except StreamBroken as error:
        raise Refusal("package.tampered") from error
    except (NotStrict, zlib.error) as error:
        raise Refusal("package.payload_invalid", reason=str(error)) from error
    if cipher.hexdigest() != manifest.payload.digest:
        raise Refusal("package.tampered")
    check_totals(manifest, tally)


def check_totals(manifest: Manifest, tally: Tally) -> None:
    """Refuse a payload that does not hold what the manifest signed for."""
    told = manifest.payload
    counted: list[tuple[str, object, object]] = [
        ("rows", dict(told.rows), dict(tally.rows)),
        ("totals", dict(told.totals), tally.totals),
        ("plain_len", told.plain_len, tally.plain_len),
        ("plain_digest", told.plain_digest, tally.plain_digest),
    ]
    for name, signed, found in counted:
        if signed != found:
            raise Refusal("package.totals_differ", which=name, signed=signed, found=found)


def _inflate(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    left = limit
    for piece in pieces:
        rest = piece
        while rest:
            if engine.eof:
                raise NotStrict("bytes after the compressed stream")
            plain = engine.decompress(rest, _PIECE)
            rest = engine.unconsumed_tail or engine.unused_data
            left -= len(plain)
            if left < 0:
                raise NotStrict("longer than declared")
            yield plain
    if not engine.eof:
        raise NotStrict("the compressed stream is cut")
