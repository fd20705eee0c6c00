"""One lie each about the stream: its length, its chunks, its compression; steps 11 and 13."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator

from export.packages.payload import CHUNK, HEAD, SALT, SEALED_CHUNK, TAG
from tests.export.packages.forge import Forge, plain_lines
from tests.export.packages.lies import Build, Fault, member, setting
from tests.export.packages.network import Network

Edit = Callable[[bytes], bytes]
TAMPERED, INVALID = "package.tampered", "package.payload_invalid"
PLACES = {"first": 0, "second": 1, "middle": 2, "last whole": 4, "last": 5}
# Noise does not compress: what is stored has five whole chunks and a short one.
NOISE = b"".join(
    b'{"kind":"unit","x":"%b"}\n' % base64.b64encode(hashlib.sha512(b"%d" % n).digest())
    for n in range(5 * CHUNK // 109 + 20)
)


def stored(data: bytes) -> bytes:
    return zlib.compress(zlib.decompress(data), 0)


def chunks(data: bytes) -> list[bytes]:
    """Return head, chunks."""
    rest = range(HEAD, len(data), SEALED_CHUNK)
    return [data[:HEAD], *(data[start : start + SEALED_CHUNK] for start in rest)]


def sealed(edit: Edit) -> Build:
    """Sign for a stream that is changed after it was sealed."""
    return lambda forge, _: forge.build(plain=NOISE, compressed=stored, sealed=edit)


def chunk(place: int, edit: Edit) -> Build:
    """Change one chunk."""

    def change(data: bytes) -> bytes:
        parts = chunks(data)
        assert len(parts) == 7
        parts[place + 1] = edit(parts[place + 1])
        return b"".join(parts)

    return sealed(change)


def order(*places: int) -> Build:
    """Put the chunks into another order; the head stays."""

    def change(data: bytes) -> bytes:
        head, *parts = chunks(data)
        return b"".join((head, *(parts[place] for place in places)))

    return sealed(change)


def flipped(at: int) -> Edit:
    def edit(data: bytes) -> bytes:
        place = at % len(data)
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return edit


def foreign(place: int) -> Build:
    """Put a chunk of another package of the same sender into a stream."""

    def build(forge: Forge, _network: Network) -> bytes:
        other = forge.payload(forge.draft(), NOISE, compressed=stored)
        parts = chunks(other)
        return forge.build(
            plain=NOISE,
            compressed=stored,
            sealed=lambda data: b"".join(
                parts[n] if n == place + 1 else own for n, own in enumerate(chunks(data))
            ),
        )

    return build


def packed(edit: Edit) -> Build:
    """Seal something else than the compressed text."""
    return lambda forge, _: forge.build(compressed=edit)


def squeezed(wbits: int, dictionary: bytes = b"") -> Edit:
    def edit(data: bytes) -> bytes:
        if dictionary:
            engine = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zdict=dictionary)
        else:
            engine = zlib.compressobj(wbits=wbits)
        return engine.compress(zlib.decompress(data)) + engine.flush()

    return edit


def unfinished(mode: int) -> Edit:
    """Flush without an end."""

    def edit(data: bytes) -> bytes:
        engine = zlib.compressobj()
        return engine.compress(zlib.decompress(data)) + engine.flush(mode)

    return edit


def header(first: int, second: int) -> Edit:
    return lambda data: bytes([first, second]) + data[2:]


CHUNK_EDITS: tuple[tuple[str, Edit], ...] = (
    ("its first bit", flipped(0)),
    ("a bit in its middle", flipped(200)),
    ("a bit before its tag", flipped(-TAG - 1)),
    ("its tag's first bit", flipped(-TAG)),
    ("its tag's last bit", flipped(-1)),
    ("its tag zeros", lambda d: d[:-TAG] + bytes(TAG)),
    ("all zeros", lambda d: bytes(len(d))),
    ("its tag before it", lambda d: d[-TAG:] + d[:-TAG]),
)
LENGTHS = (0, 1, SALT, HEAD - 1, HEAD, HEAD + 1, HEAD + TAG - 1, HEAD + TAG, HEAD + TAG + 1)


def _streams() -> Iterator[Fault]:
    for where, place in PLACES.items():
        for name, edit in CHUNK_EDITS:
            yield Fault(f"{where} chunk: {name}", TAMPERED, chunk(place, edit))
        yield Fault(f"{where} chunk of another package", TAMPERED, foreign(place))
        yield Fault(f"{where} chunk one byte shorter", TAMPERED, chunk(place, lambda d: d[1:]))
        yield Fault(f"{where} chunk one byte longer", TAMPERED, chunk(place, lambda d: d + b"\x00"))
        left = [n for n in range(6) if n != place]
        yield Fault(f"{where} chunk left out", TAMPERED, order(*left))


def _orders() -> Iterator[Fault]:
    for first, second in ((0, 1), (1, 2), (0, 4), (4, 5)):
        places = list(range(6))
        places[first], places[second] = second, first
        yield Fault(f"chunks {first} and {second} exchanged", TAMPERED, order(*places))
    for place in range(6):
        doubled = (*range(place + 1), *range(place, 6))
        yield Fault(f"chunk {place} twice", TAMPERED, order(*doubled))
    yield Fault("all chunks backwards", TAMPERED, order(5, 4, 3, 2, 1, 0))
    yield Fault("no chunk but the last", TAMPERED, order(5))
    yield Fault("only the first chunk", TAMPERED, order(0))


def _lengths() -> Iterator[Fault]:
    for at in (0, SALT - 1, SALT, HEAD - 1):
        yield Fault(f"bit {at} of salt and commitment", TAMPERED, sealed(flipped(at)))
    yield Fault("salt and commitment exchanged", TAMPERED, sealed(lambda d: d[24:56] + d[:24]))
    yield Fault("commitment zeros", TAMPERED, sealed(lambda d: d[:24] + bytes(32) + d[56:]))
    for length in LENGTHS:
        yield Fault(f"stream of {length} bytes", TAMPERED, sealed(lambda d, n=length: d[:n]))  # type: ignore[misc]  # bound at once
    for more in (1, TAG, SEALED_CHUNK, 2 * SEALED_CHUNK):
        yield Fault(f"stream {more} longer", TAMPERED, sealed(lambda d, n=more: d + bytes(n)))  # type: ignore[misc]  # bound at once
    for less in (1, TAG, CHUNK):
        yield Fault(f"stream {less} shorter", TAMPERED, sealed(lambda d, n=less: d[:-n]))  # type: ignore[misc]  # bound at once


def told_length(change: int) -> Build:
    """Tell another length than the payload has."""

    def build(forge: Forge, _network: Network) -> bytes:
        honest = len(forge.payload(forge.draft(), plain_lines()))
        return forge.build(manifest=setting("payload.len", max(0, honest + change)))

    return build


_COMPRESSION: tuple[tuple[str, Edit], ...] = (
    ("nothing", lambda _: b""),
    ("one byte", lambda _: b"\x78"),
    ("a header alone", lambda d: d[:2]),
    ("a gzip stream", squeezed(31)),
    ("a bare deflate stream", squeezed(-15)),
    ("a stream with a dictionary", squeezed(15, b'{"kind":"person","name":"')),
    ("a header with another method", header(0x79, 0x9A)),
    ("a header with a window too large", header(0x88, 0x1C)),
    ("a header with a wrong check", header(0x78, 0x9D)),
    ("a header of zeros", header(0, 0)),
    ("a block of no kind", lambda _: b"\x78\x9c\x07\x00"),
    (
        "a stored block's length without its complement",
        lambda _: b"\x78\x01\x01\x05\x00\x00\x00abcde",
    ),
    ("a distance beyond the beginning", lambda _: b"\x78\x9c\x03\x02\x00\x00\x00\x00\x01"),
    ("its checksum missing", lambda d: d[:-4]),
    ("half its checksum missing", lambda d: d[:-2]),
    ("its last byte missing", lambda d: d[:-1]),
    ("its second half missing", lambda d: d[: len(d) // 2]),
    ("its first byte missing", lambda d: d[1:]),
    *((f"byte {n} of its checksum", flipped(n - 4)) for n in range(4)),
    ("a zero after it", lambda d: d + b"\x00"),
    ("a line end after it", lambda d: d + b"\n"),
    ("itself after it", lambda d: d + d),
    ("an empty stream after it", lambda d: d + zlib.compress(b"")),
    ("an empty stream before it", lambda d: zlib.compress(b"") + d),
    ("sixteen KiB of zeros after it", lambda d: d + bytes(CHUNK)),
    ("compressed twice", zlib.compress),
    ("not compressed", zlib.decompress),
    ("a frame of another method", lambda d: b"\x28\xb5\x2f\xfd" + d[4:]),
    ("ended by a flush", unfinished(zlib.Z_SYNC_FLUSH)),
    ("ended by a full flush", unfinished(zlib.Z_FULL_FLUSH)),
    ("one line more than told", lambda d: zlib.compress(zlib.decompress(d) + b'{"kind":"unit"}\n')),
    ("one byte more than told", lambda d: zlib.compress(zlib.decompress(d) + b"{")),
    ("one line without an end", lambda _: zlib.compress(b"x" * 70_000)),
    ("a bomb of one line", lambda _: zlib.compress(b'{"kind":"' + b"u" * 40_000_000)),
    ("a bomb of line ends", lambda _: zlib.compress(b"\n" * 40_000_000)),
    ("a bomb in a bomb", lambda _: zlib.compress(zlib.compress(bytes(40_000_000)))),
)

PAYLOAD_FAULTS = (
    *_streams(),
    *_orders(),
    *_lengths(),
    *(Fault(f"compressed: {name}", INVALID, packed(edit)) for name, edit in _COMPRESSION),
    Fault("told one byte shorter", "package.size", told_length(-1)),
    Fault("told to be empty", "package.size", told_length(-(2**32))),
    Fault("told a chunk shorter", "package.size", told_length(-64)),
    Fault("told one byte longer", "package.truncated", told_length(1)),
    Fault("told to be 4 GiB", "package.truncated", member("payload.len", 2**32)),
    Fault(
        "digest of the plain text",
        TAMPERED,
        member("payload.digest", hashlib.sha256(plain_lines()).hexdigest()),
    ),
    Fault("digest of nothing", TAMPERED, member("payload.digest", hashlib.sha256().hexdigest())),
    Fault("plain text told to be empty", INVALID, member("payload.plain_len", 0)),
    Fault(
        "plain text told one byte shorter",
        INVALID,
        member("payload.plain_len", len(plain_lines()) - 1),
    ),
    Fault(
        "plain text told to be 16 GiB", "package.totals_differ", member("payload.plain_len", 2**34)
    ),
    Fault(
        "plain text told one byte longer",
        "package.totals_differ",
        member("payload.plain_len", len(plain_lines()) + 1),
    ),
)
