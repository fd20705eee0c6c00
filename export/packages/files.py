"""Opening and making files on media that nobody vouches for."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from domain.errors import Refusal

BLOCK: Final = 1024 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading; never a link, a pipe or a device.

    Raises:
        Refusal: `package.unreadable` for those, and for whatever the medium refuses while reading.
    """
    with _readable(path):
        # Without O_NONBLOCK a named pipe would wait for a writer that never comes.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        number = os.open(path, flags)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise Refusal("package.unreadable", path=str(path))
            yield file


def size_of(file: BinaryIO) -> int:
    """Return the length in bytes of an open file."""
    return os.fstat(file.fileno()).st_size


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal("package.unreadable", path=str(path)) from error


class NewFile:
    """A file that must not have existed; nobody else may read it.

    Raises:
        Refusal: `package.disk_full` or `package.not_written` from every method.
    """

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        with writing(path):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            self._file = os.fdopen(os.open(path, flags, 0o600), "wb")

    def write(self, data: bytes) -> None:
        """Append bytes."""
        with writing(self.path):
            self._file.write(data)

    def settle(self) -> None:
        """Bring the content to the medium, so that it is read back from there, not from memory."""
        with writing(self.path):
            self._file.flush()
            os.fsync(self._file.fileno())
            os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            self._file.close()

    def discard(self) -> None:
        """Close and remove whatever is there, if anything; never refuses."""
        for act in (self._file.close, self.path.unlink):
            try:
                act()
            except OSError:  # the second act must run although the first failed
                continue


def publish(temporary: Path, final: Path) -> None:
    """Give a settled file its name; the folder is brought to the medium too.

    Raises:
        Refusal: `package.target_exists` rather than replace anything; else as `NewFile`.
    """
    with writing(final):
        if os.path.lexists(final):
            raise Refusal("package.target_exists", path=str(final))
        temporary.rename(final)
        folder = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Translate what the medium refuses."""
    try:
        yield
    except OSError as error:
        code = "package.disk_full" if error.errno in _FULL else "package.not_written"
        raise Refusal(code, folder=str(path.parent)) from error
