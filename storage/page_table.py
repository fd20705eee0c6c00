"""What stands for the whole content of a SQLCipher file: one tag for each of its pages.

A page is written with a new random IV each time, so its tag is never the same again. A file with
the same tags in the same places therefore holds what it held when they were noted, and nothing
older; noting them needs no key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from storage.pages import PAGE_BYTES, TAG_BYTES, Proving, pages_of

KEPT_BYTES: Final = 32
"""So much of a tag is kept; any bit of a page that changes makes all of its tag another."""
_BLANK: Final = bytes(KEPT_BYTES)
_PAGES_PER_BLOCK: Final = 256
_BLOCK_BYTES: Final = _PAGES_PER_BLOCK * KEPT_BYTES
_TAG_AT: Final = PAGE_BYTES - TAG_BYTES


class PageTable:
    """The tags of all pages, and one root over them that is cheap to keep up to date.

    Pages that were never written have a blank tag, as holes of a file do.
    """

    def __init__(self, tags: bytes | bytearray = b"") -> None:
        self._tags = bytearray(tags)
        self._blocks: dict[int, bytes] = {}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._tags) // KEPT_BYTES

    def copy(self) -> PageTable:
        """Return an independent table with the same tags."""
        return PageTable(self._tags)

    def apply(self, pages: int, tags: Mapping[int, bytes]) -> None:
        """Follow a commit that left so many pages and wrote those given, by number from 1."""
        self._resize(pages)
        for number, tag in tags.items():
            if number <= pages:
                at = (number - 1) * KEPT_BYTES
                self._tags[at : at + KEPT_BYTES] = tag
                self._blocks.pop((number - 1) // _PAGES_PER_BLOCK, None)

    def root(self) -> str:
        """Return the SHA-256 (hex) over all tags and their places."""
        whole = hashlib.sha256(b"bianqing/pages/v1|" + self.pages.to_bytes(8, "big"))
        for block in range(-(-len(self._tags) // _BLOCK_BYTES)):
            whole.update(self._block(block))
        return whole.hexdigest()

    def _block(self, block: int) -> bytes:
        found = self._blocks.get(block)
        if found is None:
            start = block * _BLOCK_BYTES
            found = hashlib.sha256(self._tags[start : start + _BLOCK_BYTES]).digest()
            self._blocks[block] = found
        return found

    def _resize(self, pages: int) -> None:
        change = pages - self.pages
        if not change:
            return
        whole = min(pages, self.pages) // _PAGES_PER_BLOCK
        self._blocks = {block: found for block, found in self._blocks.items() if block < whole}
        if change > 0:
            self._tags += _BLANK * change
        else:
            del self._tags[pages * KEPT_BYTES :]


def table_of(path: Path, proving: Proving | None = None) -> PageTable:
    """Read the tags of a database file, without what lies in its write-ahead log.

    Its pages are proved by the way, where somebody wants it. See `pages_of` for how it is read.
    """
    tags = bytearray()
    for number, page in pages_of(path):
        tags += bytes(page[_TAG_AT : _TAG_AT + KEPT_BYTES]).ljust(KEPT_BYTES, b"\0")
        if proving is not None:
            proving.prove(number, page)
    return PageTable(tags)
