"""The sets of algorithms a package may use: one row each.

Another suite is another row: its name travels in the signed payload type and in the manifest, and
nothing of the container's layout depends on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from export.packages import keys


class ChunkCipher(Protocol):
    """An authenticated cipher under one key, with 12-byte nonces and 16-byte tags."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """Return the ciphertext with its tag."""
        ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """Return the plaintext; raises `cryptography.exceptions.InvalidTag`."""
        ...


class Digest(Protocol):
    """A running digest."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""
        ...

    def hexdigest(self) -> str:
        """Return the digest of everything taken in, in lower-case hexadecimal."""
        ...


@dataclass(frozen=True, slots=True)
class Suite:
    """One row: how to sign, wrap a key, encrypt the payload and take digests.

    `rank` orders suites by strength; an office refuses ranks below its floor. `verify` takes
    (public key, signature, message), `wrap` takes (public key, secret, info); public keys are DER
    SubjectPublicKeyInfo.
    """

    name: str
    rank: int
    signature_length: int
    verify: Callable[[bytes, bytes, bytes], bool]
    wrap: Callable[[bytes, bytes, bytes], bytes]
    wrap_length: int
    key_length: int
    aead_name: bytes
    aead: Callable[[bytes], ChunkCipher]
    expand_hash: Callable[[], hashes.HashAlgorithm]
    digest: Callable[[], Digest]


I1: Final = Suite(
    name="I1",
    rank=1,
    signature_length=keys.SIGNATURE_LENGTH,
    verify=keys.verify,
    wrap=keys.wrap,
    wrap_length=32 + keys.WRAP_OVERHEAD,
    key_length=32,
    aead_name=b"AEAD_AES_256_GCM",
    aead=AESGCM,
    expand_hash=hashes.SHA512,
    digest=hashlib.sha256,
)

SUITES: Final = (I1,)
"""Every suite that this program knows, the strongest last."""
