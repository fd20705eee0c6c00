r"""Files encrypted piece by piece, so that memory stays flat and no byte is given out unverified.

    8 bytes   b"BQATT\x00\x00\x01"
    32 bytes  salt; the file's own key is HKDF-SHA256 of the store's key with it
    then AES-256-GCM of 64 KiB pieces, each with its tag of 16 bytes

The nonce is the piece's number (11 bytes) and 1 for the last piece, else 0, as in the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizar (2015): a piece that is left out, doubled,
moved or cut off does not open. The head is authenticated with every piece.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC: Final = b"BQATT\x00\x00\x01"
SALT: Final = 32
HEAD: Final = len(MAGIC) + SALT
PIECE: Final = 64 * 1024
_TAG: Final = 16
_PURPOSE: Final = b"bianqing/attachment/file/v1"


class Altered(Exception):
    """The file is not what was sealed."""


class Sealed(NamedTuple):
    """What went into a sealed file: the SHA-256 (hex) and the size of its plain content."""

    sha256: str
    size: int


class Readable(Protocol):
    """What is sealed: anything that gives its bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes, fewer only at the end."""
        ...


def sealed_size(size: int) -> int:
    """Return how long the sealed file of a plain content of `size` bytes is."""
    pieces = max(1, -(-size // PIECE))
    return HEAD + size + pieces * _TAG


def seal(source: Readable, target: BinaryIO, key: bytes, salt: bytes, largest: int) -> Sealed:
    """Read `source` to its end and write it sealed; raises OverflowError beyond `largest` bytes."""
    head = MAGIC + salt
    target.write(head)
    cipher, digest, size, number = _cipher(key, salt), hashlib.sha256(), 0, 0
    piece = source.read(PIECE)
    while True:
        following = source.read(PIECE) if len(piece) == PIECE else b""
        size += len(piece)
        if size > largest:
            raise OverflowError
        digest.update(piece)
        target.write(cipher.encrypt(_nonce(number, last=not following), piece, head))
        if not following:
            return Sealed(digest.hexdigest(), size)
        piece, number = following, number + 1


def unseal(stream: BinaryIO, key: bytes) -> Iterator[bytes]:
    """Yield the plain content piece by piece, each verified; raises `Altered`."""
    head = stream.read(HEAD)
    if len(head) != HEAD or not head.startswith(MAGIC):
        raise Altered
    cipher, number = _cipher(key, head[len(MAGIC) :]), 0
    piece = stream.read(PIECE + _TAG)
    while True:
        following = stream.read(PIECE + _TAG) if len(piece) == PIECE + _TAG else b""
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, head)
        except InvalidTag:
            raise Altered from None
        if not following:
            return
        piece, number = following, number + 1


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    own = HKDF(algorithm=SHA256(), length=32, salt=salt, info=_PURPOSE).derive(key)
    return AESGCM(own)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
