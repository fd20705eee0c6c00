"""Copying files onto a medium and reading them back from it: every byte hashed, nothing trusted."""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from storage.faults import translated

Step = Callable[[int], None]
"""Called with the number of bytes just done; may raise to stop."""
Sync = Callable[[int, Path], None]
"""Brings an open file onto the medium, at once or by and by."""
_OWNER_ONLY: Final = 0o700
_ANYBODY: Final = 0o777
_MOST_UNDER_WAY: Final = 16
_PIECE: Final = 4 * 1024 * 1024
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_MAKE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_DIRECT_READING: Final = frozenset({errno.EINVAL, errno.EOPNOTSUPP})


def silent(_bytes: int) -> None:
    """Report to nobody."""


def synced_now(handle: int, path: Path) -> None:
    """Return when an open file is on the medium. Refuses for faults of the disk."""
    with translated(path):
        os.fsync(handle)


class Syncing:
    """Brings files onto the medium while others are being written.

    Leaving the block waits for those still under way, whatever becomes of them.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(2)
        self._under_way: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def soon(self, handle: int, path: Path) -> None:
        """Sync an open file by and by. Refuses for a fault of one that was given before."""
        self._under_way.append(self._threads.submit(_synced, os.dup(handle), path))
        while len(self._under_way) > _MOST_UNDER_WAY:
            self._under_way.popleft().result()

    def wait(self) -> None:
        """Return when all files are on the medium. Refuses for faults of the disk."""
        while self._under_way:
            self._under_way.popleft().result()


def copied(
    source: Path, target: Path, step: Step = silent, sync: Sync = synced_now
) -> tuple[int, str]:
    """Copy a file into a new one, and sync it; return its size and SHA-256 (hex).

    Refuses for faults of the disk with the path of whichever failed; never replaces a file.
    """
    digest, size = hashlib.sha256(), 0
    with _opened(source, _READ) as reading, _opened(target, _MAKE) as writing:
        with translated(source):
            room = min(os.fstat(reading).st_size + 1, _PIECE)
        buffer = bytearray(room)
        view = memoryview(buffer)
        while True:
            with translated(source):
                found = os.readv(reading, [buffer])
            if not found:
                break
            with translated(target):
                _write(writing, view[:found])
            digest.update(view[:found])
            size += found
            step(found)
        sync(writing, target)
    return size, digest.hexdigest()


def written(target: Path, content: bytes, sync: Sync = synced_now) -> tuple[int, str]:
    """Write a new file, and sync it; return its size and SHA-256 (hex)."""
    with _opened(target, _MAKE) as writing:
        with translated(target):
            _write(writing, memoryview(content))
        sync(writing, target)
    return len(content), hashlib.sha256(content).hexdigest()


def read_back(path: Path, step: Step = silent) -> tuple[int, str]:
    """Read a file from the medium, not from what the system remembers of it.

    Where the file system reads past its memory it is asked to; elsewhere it is told to forget
    first. Returns size and SHA-256 (hex); refuses for faults of the disk.
    """
    digest, done = hashlib.sha256(), 0
    with translated(path), mmap.mmap(-1, _PIECE) as buffer, _readable(path) as handle:
        view = memoryview(buffer)
        try:
            while found := _read(handle, buffer, done):
                digest.update(view[:found])
                done += found
                step(found)
        finally:
            view.release()
    return done, digest.hexdigest()


def linked(source: Path, target: Path) -> bool:
    """Give a file a second name on its medium; False where the medium knows no such thing."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the medium."""
    with translated(folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        except OSError as fault:
            # Some file systems of sticks sync folders by themselves and refuse to be asked.
            if fault.errno != errno.EINVAL:
                raise
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it; on the medium when this returns."""
    _make_folder(folder, _OWNER_ONLY)


def _make_folder(folder: Path, mode: int) -> None:
    with translated(folder):
        if folder.is_dir():
            return
        _make_folder(folder.parent, _ANYBODY)
        folder.mkdir(mode, exist_ok=True)
    sync_folder(folder.parent)


def _synced(handle: int, path: Path) -> None:
    try:
        synced_now(handle, path)
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    with translated(path):
        handle = os.open(path, flags, 0o600)
    try:
        with translated(path):
            _require_regular(handle)
        yield handle
    finally:
        os.close(handle)


def _require_regular(handle: int) -> None:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _write(handle: int, view: memoryview) -> None:
    done = 0
    while done < len(view):
        done += os.write(handle, view[done:])


@contextmanager
def _readable(path: Path) -> Iterator[list[int]]:
    """Give a handle that can be exchanged for one that reads as usual."""
    plain = os.open(path, _READ)
    handles = [plain]
    try:
        _require_regular(plain)
        os.posix_fadvise(plain, 0, 0, os.POSIX_FADV_DONTNEED)
        try:
            handles.append(os.open(path, _READ | os.O_DIRECT))
        except OSError as fault:
            if fault.errno not in _NO_DIRECT_READING:
                raise
        yield handles
    finally:
        for handle in handles:
            os.close(handle)


def _read(handles: list[int], buffer: mmap.mmap, at: int) -> int:
    try:
        return os.preadv(handles[-1], [buffer], at)
    except OSError as fault:
        if len(handles) == 1 or fault.errno not in _NO_DIRECT_READING:
            raise
        # The end of a file may lie where reading past the memory cannot begin.
        os.close(handles.pop())
        return os.preadv(handles[-1], [buffer], at)
