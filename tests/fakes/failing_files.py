"""A file system that stops working at a chosen step, as a crash or a full disk would."""

import errno
from pathlib import Path

from storage.files import DiskFiles


class Crash(Exception):
    """Stands for the end of the process: nothing after it happens."""


class FailingFiles(DiskFiles):
    """Counts the changing steps and fails at number `fails_at`.

    A `Crash` in the middle of a write leaves half of the content behind; an `OSError` number
    is raised instead when `with_errno` is given, and then on every later step too.
    """

    def __init__(self, fails_at: int, with_errno: int = 0) -> None:
        self.steps = 0
        self._fails_at = fails_at
        self._with_errno = with_errno

    def write(self, path: Path, content: bytes) -> None:
        if self._fails():
            path.write_bytes(content[: len(content) // 2])
            self._fail()
        super().write(path, content)

    def rename(self, source: Path, target: Path) -> None:
        if self._fails():
            self._fail()
        super().rename(source, target)

    def _fails(self) -> bool:
        self.steps += 1
        later = self._with_errno and self.steps > self._fails_at
        return bool(self.steps == self._fails_at or later)

    def _fail(self) -> None:
        if self._with_errno:
            raise OSError(self._with_errno, errno.errorcode[self._with_errno])
        raise Crash


class ForgettingFiles(DiskFiles):
    """A medium that reports success and brings back something else."""

    def read(self, path: Path, limit: int) -> bytes:
        content = super().read(path, limit)
        return content[:-1] + b" " if path.name.endswith(".new") else content


class UnreadableFiles(DiskFiles):
    """Reads of one file fail so often with `EIO`, then no more."""

    def __init__(self, path: Path, times: int = 1 << 30) -> None:
        self._path, self._left = path, times

    def read(self, path: Path, limit: int) -> bytes:
        if path == self._path and self._left:
            self._left -= 1
            raise OSError(errno.EIO, "Input/output error", str(path))
        return super().read(path, limit)


class StuckFiles(DiskFiles):
    """One file can be read once, then never again, and nothing can take its place."""

    def __init__(self, path: Path) -> None:
        self._path, self._read = path, False

    def read(self, path: Path, limit: int) -> bytes:
        if path == self._path and self._read:
            raise OSError(errno.EIO, "Input/output error", str(path))
        self._read = self._read or path == self._path
        return super().read(path, limit)

    def rename(self, source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(source), None, str(target))
