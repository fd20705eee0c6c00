"""The pages of a SQLCipher 4 database as they lie in its file, without the key to their content.

Each page of 4,096 bytes ends with 80: the random IV it was written with, and an HMAC-SHA512 over
its encrypted content, the IV and its number. Who holds the page key alone can tell whether every
page is as the program wrote it, and read none of them (SQLCipher 4, sqlcipher_page_hmac).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
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
_PAGES_AT_ONCE: Final = 256


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


def pages_of(path: Path) -> Iterator[tuple[int, memoryview]]:
    """Read a database file from end to end and yield its pages with their numbers, from 1.

    A last page that is cut off is shorter. What lies in the write-ahead log is not looked at. No
    connection of this process may be open on the file: closing it here would give up the
    connection's locks. Refuses for faults of the disk.
    """
    number = 0
    with translated(path), path.open("rb") as file:
        while some := file.read(PAGE_BYTES * _PAGES_AT_ONCE):
            pages = memoryview(some)
            for start in range(0, len(some), PAGE_BYTES):
                number += 1
                yield number, pages[start : start + PAGE_BYTES]


class Proving:
    """Proves the pages of a file one by one, as they are read, and tells the damaged ones.

    A page of zeros is one that was never written: which pages these are is up to the witness.
    """

    def __init__(self, key: PageKey) -> None:
        self._salt = key.salt
        self._started = hmac.new(key.secret, digestmod="sha512")
        self._pages = 0
        self._found: list[int] = []

    @property
    def damaged(self) -> list[int]:
        """The numbers of the pages that are not as the program wrote them, in order.

        A last page that is cut off is damaged, the first one when the file's salt is another, and
        a file without any lacks its first.
        """
        return self._found if self._pages else [1]

    def prove(self, number: int, page: memoryview) -> None:
        """Take the next page."""
        self._pages = number
        if not self._is_sound(number, page):
            self._found.append(number)

    def _is_sound(self, number: int, page: memoryview) -> bool:
        # The first page begins with the file's salt, which stands outside of what is encrypted.
        start = SALT_BYTES if number == 1 else 0
        if start and page[:start] != self._salt:
            return False
        tag = self._started.copy()
        tag.update(page[start:-TAG_BYTES])
        tag.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(tag.digest(), page[-TAG_BYTES:]) or page == _NEVER_WRITTEN


def damaged_pages(path: Path, key: PageKey) -> list[int]:
    """Return the numbers of the damaged pages of a file that is read for this alone.

    Refuses for faults of the disk.
    """
    proving = Proving(key)
    for number, page in pages_of(path):
        proving.prove(number, page)
    return proving.damaged
