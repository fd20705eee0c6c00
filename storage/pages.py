"""The pages of a SQLCipher 4 database as they lie in its file, without the key to their content.

Each page of 4,096 bytes ends with 80: the random IV it was written with, and an HMAC-SHA512 over
its encrypted content, the IV and its number. Who holds the page key alone can tell whether every
page is as the program wrote it, and read none of them (SQLCipher 4, sqlcipher_page_hmac).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storage.faults import translated

PAGE_BYTES: Final = 4096
TAG_BYTES: Final = 64
SALT_BYTES: Final = 16
_NEVER_WRITTEN: Final = bytes(PAGE_BYTES)
_SALT_MASK: Final = 0x3A
_ROUNDS: Final = 2
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, repr=False)
class PageKey:
    """What proves the pages of one file: the salt that the file begins with, and the tags' key."""

    salt: bytes
    secret: bytes

    def to_bytes(self) -> bytes:
        """Write the key as it is sealed."""
        return self.salt + self.secret

    @classmethod
    def from_bytes(cls, content: bytes) -> PageKey:
        """Read what `to_bytes` wrote."""
        return cls(content[:SALT_BYTES], content[SALT_BYTES:])


def page_key(path: Path, key: bytes | bytearray) -> PageKey:
    """Derive the page key of a database file from the file's raw key.

    Raises:
        Refusal: `storage.missing` and other faults of the disk.
    """
    with translated(path), path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    secret = hashlib.pbkdf2_hmac("sha512", bytes(key), masked, _ROUNDS, _KEY_BYTES)
    return PageKey(salt, secret)


def damaged_pages(path: Path, key: PageKey) -> list[int]:
    """Return the numbers of the pages that are not as the program wrote them, in order.

    A last page that is cut off is damaged, and the first one when the file's salt is another. A
    page of zeros is one that was never written: which pages these are is up to the witness. What
    lies in the write-ahead log is not looked at. Refuses for faults of the disk.
    """
    found: list[int] = []
    started = hmac.new(key.secret, digestmod="sha512")
    with translated(path), path.open("rb") as file:
        if file.read(SALT_BYTES) != key.salt:
            found.append(1)
        file.seek(0)
        number = 0
        while page := file.read(PAGE_BYTES):
            number += 1
            if len(page) < PAGE_BYTES or not _is_sound(started, page, number):
                found.append(number)
    return sorted(set(found))


def _is_sound(started: hmac.HMAC, page: bytes, number: int) -> bool:
    # The first page begins with the file's salt, which stands outside of what is encrypted.
    tag = started.copy()
    tag.update(page[SALT_BYTES if number == 1 else 0 : -TAG_BYTES])
    tag.update(number.to_bytes(4, "little"))
    return hmac.compare_digest(tag.digest(), page[-TAG_BYTES:]) or page == _NEVER_WRITTEN
