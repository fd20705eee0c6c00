"""The write-ahead log of a SQLCipher file: which pages each commit wrote, with their tags.

A log is a header of 32 bytes and frames: 24 bytes of head (page number; pages of the database
after a commit, else 0; two salts; two checksums) and the page, encrypted as in the database file.
Frames with other salts than the header's are left over from before (sqlite.org/fileformat2.html,
section 4). The checksums are no protection against a person: whoever knows the format can make a
log of old pages.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from storage.faults import translated
from storage.page_table import KEPT_BYTES
from storage.pages import PAGE_BYTES, TAG_BYTES, PageKey, damaged_pages

SUFFIX: Final = "-wal"
HEADER_BYTES: Final = 32
FRAME_HEAD_BYTES: Final = 24
FRAME_BYTES: Final = FRAME_HEAD_BYTES + PAGE_BYTES
_HEADER: Final = struct.Struct(">8I")
_FRAME_HEAD: Final = struct.Struct(">6I")
_MAGIC: Final = 0x377F0682
_VERSION: Final = 3007000
_WORD: Final = 0xFFFFFFFF
_TAIL_BYTES: Final = TAG_BYTES + FRAME_HEAD_BYTES
_SALTS: Final = slice(16, 24)


@dataclass(slots=True)
class Commit:
    """One transaction of a log: the pages it left the database with, and the tags it wrote."""

    pages: int = 0
    tags: dict[int, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class LogTail:
    """How far a log has been followed: its salts, and so many of its frames."""

    salts: bytes = b""
    frames: int = 0


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a database file lies."""
    return path.with_name(path.name + SUFFIX)


def next_commit(path: Path, tail: LogTail) -> Commit | None:
    """Return the commit that follows `tail` in the log of a database, and move `tail` behind it.

    For the one who has just committed himself: checksums are not looked at. `None` when there is
    nothing new. A log begun anew is followed from its beginning. Refuses for faults of the disk.
    """
    log = log_of(path)
    with translated(log):
        try:
            handle = os.open(log, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            return _next_commit(handle, tail)
        finally:
            os.close(handle)


def lost_pages(path: Path, key: PageKey) -> set[int]:
    """Return the pages of a database that are damaged in the file, and not in its log either.

    A crash may tear a page that was just being moved from the log, which still holds it then.
    Refuses what `damaged_pages` refuses.
    """
    damaged = set(damaged_pages(path, key))
    if damaged:
        for commit in sound_commits(path)[0]:
            damaged -= commit.tags.keys()
    return damaged


def _next_commit(handle: int, tail: LogTail) -> Commit | None:
    header = os.pread(handle, HEADER_BYTES, 0)
    if len(header) < HEADER_BYTES:
        return None
    if header[_SALTS] != tail.salts:
        tail.salts, tail.frames = header[_SALTS], 0
    commit, frames = Commit(), tail.frames
    head = os.pread(handle, FRAME_HEAD_BYTES, HEADER_BYTES + frames * FRAME_BYTES)
    while len(head) == FRAME_HEAD_BYTES and head[8:16] == tail.salts:
        frames += 1
        # The tag of a frame and the head of the next one lie side by side.
        end = HEADER_BYTES + frames * FRAME_BYTES
        both = os.pread(handle, _TAIL_BYTES, end - TAG_BYTES)
        number, pages, *_ = _FRAME_HEAD.unpack(head)
        commit.tags[number] = both[:KEPT_BYTES]
        if pages:
            commit.pages, tail.frames = pages, frames
            return commit
        head = both[TAG_BYTES:]
    return None


def sound_commits(path: Path) -> tuple[list[Commit], LogTail]:
    """Return the commits that SQLite will find in the log when it opens the database, in order.

    Also where the last of them ends. What follows a frame with a wrong checksum is lost, as it is
    for SQLite. Refuses for faults of the disk.
    """
    log = log_of(path)
    commits: list[Commit] = []
    tail = LogTail()
    with translated(log), suppress(FileNotFoundError), log.open("rb") as file:
        header = file.read(HEADER_BYTES)
        sums = _sums_of_header(header)
        if sums is None:
            return commits, tail
        tail.salts = header[_SALTS]
        commit = Commit()
        frames = iter(lambda: file.read(FRAME_BYTES), b"")
        for count, (number, pages, tag) in enumerate(_sound(frames, tail.salts, sums, header), 1):
            commit.tags[number] = tag
            if pages:
                commit.pages, tail.frames = pages, count
                commits.append(commit)
                commit = Commit()
    return commits, tail


def _sums_of_header(header: bytes) -> tuple[int, int] | None:
    """Return the checksums that the frames go on from, `None` when it is no header."""
    if len(header) < HEADER_BYTES:
        return None
    magic, version, page_bytes, _, _, _, first, second = _HEADER.unpack(header)
    known = magic & ~1 == _MAGIC and version == _VERSION and page_bytes == PAGE_BYTES
    sums = _summed(header[:24], (0, 0), _order(header))
    return sums if known and sums == (first, second) else None


def _sound(
    frames: Iterator[bytes], salts: bytes, sums: tuple[int, int], header: bytes
) -> Iterator[tuple[int, int, bytes]]:
    order = _order(header)
    for frame in frames:
        if len(frame) < FRAME_BYTES or frame[8:16] != salts:
            return
        number, pages, _, _, first, second = _FRAME_HEAD.unpack(frame[:FRAME_HEAD_BYTES])
        sums = _summed(frame[:8] + frame[FRAME_HEAD_BYTES:], sums, order)
        if not number or sums != (first, second):
            return
        yield number, pages, frame[-TAG_BYTES:][:KEPT_BYTES]


def _order(header: bytes) -> str:
    return ">" if header[3] & 1 else "<"


def _summed(content: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Go on with SQLite's checksum of a log over words of 32 bits, two by two."""
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
