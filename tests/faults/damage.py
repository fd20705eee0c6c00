"""What can happen to the files of a SQLCipher database behind the program, by fault or by hand.

Each function changes files of a folder that nobody has open. `Former` is a folder's state at an
earlier moment; putting parts of it back is what SQLCipher itself does not notice.
"""

from __future__ import annotations

import os
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from random import Random

from storage.page_log import FRAME_BYTES, FRAME_HEAD_BYTES, HEADER_BYTES, log_of
from storage.pages import PAGE_BYTES


@dataclass(frozen=True)
class Former:
    """A database file and its log ("" where there was none) as they once were."""

    main: bytes
    log: bytes

    @classmethod
    def of(cls, path: Path) -> Former:
        """Read the files as they are now."""
        log = log_of(path)
        return cls(path.read_bytes(), log.read_bytes() if log.exists() else b"")

    def put_back(self, path: Path) -> None:
        """Put both files back; the index of the log is made anew from them."""
        path.write_bytes(self.main)
        log = log_of(path)
        log.unlink(missing_ok=True)
        if self.log:
            log.write_bytes(self.log)
        path.with_name(path.name + "-shm").unlink(missing_ok=True)

    def page(self, number: int) -> bytes:
        """Return a page of the database file, numbered from 1."""
        return self.main[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]

    @property
    def pages(self) -> int:
        """How many pages the database file has."""
        return len(self.main) // PAGE_BYTES


def copied(folder: Path, target: Path) -> Path:
    """Copy an office's folder as a power cut would leave it, without the index of the logs."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return target


def changed_pages(path: Path, former: Former) -> list[int]:
    """Return the pages of the database file that are not as they were."""
    now = Former.of(path)
    both = min(now.pages, former.pages)
    return [number for number in range(1, both + 1) if now.page(number) != former.page(number)]


def put_pages_back(path: Path, former: Former, numbers: list[int]) -> None:
    """Put single pages of the database file back."""
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE_BYTES)
            file.write(former.page(number))


def swap_pages(path: Path, one: int, other: int) -> None:
    """Let two pages change places."""
    now = Former.of(path)
    with path.open("r+b") as file:
        for number, page in ((one, now.page(other)), (other, now.page(one))):
            file.seek((number - 1) * PAGE_BYTES)
            file.write(page)


def flip_bit(path: Path, random: Random, start: int = 0) -> None:
    """Change one bit somewhere behind the first `start` bytes of a file."""
    at = random.randrange(start, path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ (1 << random.randrange(8))]))


def cut(path: Path, random: Random) -> None:
    """Cut a file off somewhere."""
    os.truncate(path, random.randrange(path.stat().st_size))


def lose_log(path: Path) -> None:
    """Remove the write-ahead log."""
    log_of(path).unlink(missing_ok=True)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)


def forge_log(path: Path, pages: dict[int, bytes], size: int) -> None:
    """Write a log of one commit with the given pages, which SQLite takes for its own.

    Its checksums need no key. `size` is the number of pages that the database has after it.
    """
    header = struct.pack(">6I", 0x377F0682, 3007000, PAGE_BYTES, 0, 7, 9)
    sums = _summed(header, (0, 0))
    content = header + struct.pack(">2I", *sums)
    for place, (number, page) in enumerate(pages.items(), 1):
        head = struct.pack(">2I", number, size if place == len(pages) else 0)
        sums = _summed(head + page, sums)
        content += head + struct.pack(">4I", 7, 9, *sums) + page
    log_of(path).write_bytes(content)


def frames_of(log: bytes) -> list[tuple[int, int, bytes]]:
    """Return the frames of a log: page number, pages after a commit (else 0), the page."""
    starts = range(HEADER_BYTES, len(log) - FRAME_BYTES + 1, FRAME_BYTES)
    return [
        (
            *struct.unpack(">2I", log[start : start + 8]),
            log[start + FRAME_HEAD_BYTES : start + FRAME_BYTES],
        )
        for start in starts
    ]


def _summed(content: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"<{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
