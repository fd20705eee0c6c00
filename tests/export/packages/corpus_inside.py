"""One lie each about address, end, payload or counts: steps 9 to 14."""

from __future__ import annotations

import base64
import zlib

from tests.export.packages.lies import (
    Fault,
    chunk_swap,
    member,
    other_encryption,
    payload_of_another,
    plain,
    sent_by,
    whole,
    wrap_edit,
    wrap_of_another,
    wrap_of_short_key,
)

NOISE = b"".join(
    b'{"kind":"unit","n":"%b"}\n' % base64.b64encode(zlib.crc32(b"%d" % n).to_bytes(4, "big") * 9)
    for n in range(4000)
)
STORED = lambda data: zlib.compress(zlib.decompress(data), 0)  # noqa: E731 - a table's cell

INNER_FAULTS = (
    # 9, 10: address and direction
    Fault(
        "for another office",
        "package.wrong_recipient",
        lambda forge, _: forge.build(),
        reader=lambda network: network.other_city,
    ),
    Fault(
        "looked into by the province",
        "package.wrong_recipient",
        lambda forge, _: forge.build(),
        reader=lambda network: network.province,
    ),
    Fault(
        "sealed to a key that was replaced",
        "package.recipient_key_unknown",
        lambda forge, _: forge.build(),
        reader=other_encryption,
    ),
    Fault("an unknown kind", "package.kind_unknown", member("kind", "随便")),
    Fault("another stream", "package.kind_unknown", member("stream", "other")),
    Fault(
        "a report downward",
        "package.wrong_direction",
        sent_by(lambda network: network.city, "629925"),
        reader=lambda network: network.county,
    ),
    Fault(
        "a report to a second office",
        "package.wrong_direction",
        member(
            "recipients",
            [{"code": "629926", "enc_fp": "0" * 64, "wrap": "AAAA"}],
        ),
        reader=lambda network: network.county,
    ),
    # 11: the end, the digest
    Fault("one byte more", "package.size", whole(lambda data: data + b"\x00")),
    Fault("one byte less", "package.truncated", whole(lambda data: data[:-1])),
    Fault(
        "no payload in the file", "package.truncated", lambda f, _: f.build(swapped=lambda _: b"")
    ),
    Fault(
        "one bit of the payload",
        "package.tampered",
        whole(lambda data: data[:-20] + bytes([data[-20] ^ 4]) + data[-19:]),
    ),
    Fault("payload of another package", "package.tampered", payload_of_another),
    # 13: key, stream, compression, lines
    Fault("key sealed to another", "package.key_mismatch", wrap_of_another),
    Fault("key too short", "package.key_mismatch", wrap_of_short_key),
    Fault("wrap empty", "package.key_mismatch", lambda f, n: wrap_edit(f, n, b"")),
    Fault(
        "sealed under another context",
        "package.tampered",
        lambda forge, _: forge.build(context=b"\x07" * 32),
    ),
    Fault(
        "commitment changed",
        "package.tampered",
        lambda f, _: f.build(sealed=lambda d: d[:30] + bytes([d[30] ^ 1]) + d[31:]),
    ),
    Fault(
        "salt changed", "package.tampered", lambda f, _: f.build(sealed=lambda d: b"\x06" + d[1:])
    ),
    Fault(
        "last chunk cut off",
        "package.tampered",
        lambda f, _: f.build(
            plain=NOISE, compressed=STORED, sealed=lambda d: d[: 56 + 3 * (16 * 1024 + 16)]
        ),
    ),
    Fault(
        "chunks exchanged",
        "package.tampered",
        lambda f, _: f.build(plain=NOISE, compressed=STORED, sealed=chunk_swap),
    ),
    Fault("only a head", "package.tampered", lambda f, _: f.build(sealed=lambda d: d[:56])),
    Fault("no stream at all", "package.tampered", lambda f, _: f.build(sealed=lambda _: b"")),
    Fault(
        "not compressed",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda _: b"plain"),
    ),
    Fault(
        "compressed stream cut",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d[:-1]),
    ),
    Fault(
        "bytes after the compressed stream",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d + b"x"),
    ),
    Fault(
        "two compressed streams",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d + zlib.compress(b"")),
    ),
    Fault(
        "checksum of the compressed stream",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d[:-1] + bytes([d[-1] ^ 1])),
    ),
    Fault(
        "a bomb: more than declared",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda _: zlib.compress(b" " * 50_000_000)),
    ),
    Fault("last line without an end", "package.payload_invalid", plain(b'{"kind":"unit"}')),
    Fault("an empty line", "package.payload_invalid", plain(b'{"kind":"unit"}\n\n')),
    Fault(
        "a line over 64 KiB",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":"' + b"a" * 65536 + b'"}\n'),
    ),
    Fault("a line that is no object", "package.payload_invalid", plain(b"[1]\n")),
    Fault("a line not UTF-8", "package.payload_invalid", plain(b'"\xff"\n')),
    Fault("a record without a kind", "package.payload_invalid", plain(b'{"name":"x"}\n')),
    Fault("a kind of another form", "package.payload_invalid", plain(b'{"kind":"Unit"}\n')),
    Fault(
        "a record with a fraction", "package.payload_invalid", plain(b'{"kind":"unit","x":1.5}\n')
    ),
    Fault(
        "a record with a key twice",
        "package.payload_invalid",
        plain(b'{"kind":"unit","kind":"unit"}\n'),
    ),
    Fault(
        "a record with half a pair",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":"\\ud83d"}\n'),
    ),
    Fault(
        "a record nested deeply",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":' + b"[" * 9 + b"]" * 9 + b"}\n"),
    ),
    # 14: counts
    Fault(
        "a total over a text",
        "package.payload_invalid",
        member("payload.totals", {"person.name": 0}),
    ),
)
