"""The payload stream: C2SP chunked encryption (c2sp.org/chunked-encryption) over any suite.

A salt of 24 bytes, a key commitment of 32, then chunks of 16 KiB of plaintext each with its tag;
the last chunk is always shorter, possibly empty, so that a cut is noticed and every length has
exactly one chunking. Memory stays at a few chunks whatever the length.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from export.packages.suites import ChunkCipher, Suite

SALT: Final = 24
COMMITMENT: Final = 32
HEAD: Final = SALT + COMMITMENT
CHUNK: Final = 16 * 1024
TAG: Final = 16
SEALED_CHUNK: Final = CHUNK + TAG
_NONCE: Final = 12
_LABEL: Final = b"c2sp.org/chunked-encryption@v1+"


class StreamBroken(Exception):
    """The stream is not what was sealed under this key and context; the argument says how."""


def is_possible_length(length: int) -> bool:
    """Tell whether any plaintext gives a stream of `length` bytes."""
    return length >= HEAD + TAG and (length - HEAD) % SEALED_CHUNK >= TAG


class ChunkSealer:
    """Encrypts one stream; `head` comes first, then what `update` and `finish` return."""

    def __init__(self, suite: Suite, key: bytes, context: bytes, salt: bytes) -> None:
        cipher_key, self._base, commitment = _derive(suite, key, context, salt)
        self.head: Final = salt + commitment
        self._cipher = suite.aead(cipher_key)
        self._count = 0
        self._pending = bytearray()

    def update(self, data: bytes) -> bytes:
        """Take in more plaintext and return the chunks that are complete."""
        self._pending += data
        whole = len(self._pending) // CHUNK
        sealed = [
            self._seal(bytes(self._pending[start * CHUNK : (start + 1) * CHUNK]))
            for start in range(whole)
        ]
        del self._pending[: whole * CHUNK]
        return b"".join(sealed)

    def finish(self) -> bytes:
        """Return the last, short chunk."""
        return self._seal(bytes(self._pending))

    def _seal(self, chunk: bytes) -> bytes:
        nonce = _nonce(self._base, self._count)
        self._count += 1
        return self._cipher.encrypt(nonce, chunk, None)


def open_chunks(
    suite: Suite, key: bytes, context: bytes, length: int, read: Callable[[int], bytes]
) -> Iterator[bytes]:
    """Yield the plaintext of a stream of `length` bytes, each chunk only once authenticated.

    `read(n)` returns exactly the next n bytes, fewer only at the end of the file.

    Raises:
        StreamBroken: If the commitment differs, a chunk is not authentic, or the stream is cut.
    """
    if not is_possible_length(length):
        raise StreamBroken("length")
    head = read(HEAD)
    cipher_key, base, commitment = _derive(suite, key, context, head[:SALT])
    if not hmac.compare_digest(commitment, head[SALT:]):
        raise StreamBroken("commitment")
    cipher = suite.aead(cipher_key)
    left = length - HEAD
    for count in range(left // SEALED_CHUNK + 1):
        chunk = _open(cipher, _nonce(base, count), read(min(left, SEALED_CHUNK)))
        left -= len(chunk) + TAG
        yield chunk


def _open(cipher: ChunkCipher, nonce: bytes, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise StreamBroken("chunk") from error


def _derive(suite: Suite, key: bytes, context: bytes, salt: bytes) -> tuple[bytes, bytes, bytes]:
    length = suite.key_length + _NONCE + COMMITMENT
    info = _LABEL + suite.aead_name + b"\x00" + salt + context
    material = HKDFExpand(suite.expand_hash(), length, info).derive(key)
    commitment_at = suite.key_length + _NONCE
    return (
        material[: suite.key_length],
        material[suite.key_length : commitment_at],
        material[commitment_at:],
    )


def _nonce(base: bytes, count: int) -> bytes:
    return (int.from_bytes(base, "big") ^ count).to_bytes(_NONCE, "big")
