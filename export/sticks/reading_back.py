"""Reading a file from its medium, not from what the system remembers of it."""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from export.sticks.faults import close

Step = Callable[[int], None]
"""Called with the number of bytes just done; may raise to stop."""
PIECE: Final = 4 * 1024 * 1024
READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_NOT_DIRECTLY: Final = frozenset({errno.EINVAL, errno.EOPNOTSUPP})


def sha256_on_medium(folder: int, name: str, step: Step) -> str:
    """Return the SHA-256 (hex) of a file in an open folder, as the medium gives it.

    The system is told to forget the file, which must have been synced, and is then asked to read
    past its memory where the file system can do that.

    Raises:
        OSError: as the medium answers; ELOOP for what is no regular file.
    """
    digest, done = hashlib.sha256(), 0
    with mmap.mmap(-1, PIECE) as buffer, _opened(folder, name) as handles:
        while found := _read(handles, buffer, done):
            digest.update(memoryview(buffer)[:found])
            done += found
            step(found)
    return digest.hexdigest()


def require_regular(number: int) -> os.stat_result:
    """Return what an open file is; raises `OSError` (ELOOP) for anything but a regular one."""
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return found


@contextmanager
def _opened(folder: int, name: str) -> Iterator[list[int]]:
    """Give handles, the last of which is to be read: past the memory, before it as usual."""
    handles = [os.open(name, READ, dir_fd=folder)]
    try:
        require_regular(handles[0])
        os.posix_fadvise(handles[0], 0, 0, os.POSIX_FADV_DONTNEED)
        try:
            handles.append(os.open(name, READ | os.O_DIRECT, dir_fd=folder))
        except OSError as fault:
            if fault.errno not in _NOT_DIRECTLY:
                raise
        yield handles
    finally:
        for handle in handles:
            close(handle)


def _read(handles: list[int], buffer: mmap.mmap, at: int) -> int:
    try:
        return os.preadv(handles[-1], [buffer], at)
    except OSError as fault:
        if len(handles) == 1 or fault.errno not in _NOT_DIRECTLY:
            raise
        # The end of a file may lie where reading past the memory cannot begin.
        close(handles.pop())
        return os.preadv(handles[-1], [buffer], at)
