"""The folder of attached files, and the few steps on which their safety rests.

`incoming/` holds what was taken and is not known to be entered into the register; everything else
is beside it. No link is ever followed, neither for the folders nor for the files.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_OWNER_FILE: Final = 0o600
_OWNER_FOLDER: Final = 0o700
_INCOMING: Final = "incoming"
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_MAKE: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class AttachmentFolder:
    """One office's folder of attachments; every method may raise `OSError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.incoming = path / _INCOMING

    def prepare(self) -> None:
        """Make the folders that are not there yet."""
        for folder in (self.path, self.incoming):
            with suppress(FileExistsError):
                folder.mkdir(mode=_OWNER_FOLDER)
                # Else a power cut may take the folder away with what was synchronised in it.
                _sync_folder(folder.parent)
            _require_folder(folder)

    def create(self, name: str) -> BinaryIO:
        """Open a new file among what comes in."""
        return self.make(self.incoming / name)

    def make(self, path: Path) -> BinaryIO:
        """Open a new file in one of the folders."""
        return os.fdopen(os.open(path, _MAKE, _OWNER_FILE), "w+b")

    def settle(self) -> None:
        """Return when the names of all files are on the medium."""
        _sync_folder(self.incoming)
        _sync_folder(self.path)

    def sync(self, stream: BinaryIO) -> None:
        """Return when what was written is on the medium."""
        stream.flush()
        os.fsync(stream.fileno())

    def rename(self, name: str, other: str) -> None:
        """Give what came in its own name, on the medium when this returns."""
        (self.incoming / name).replace(self.incoming / other)
        _sync_folder(self.incoming)

    def publish(self, name: str) -> None:
        """Move what came in to its final place, on the medium when this returns."""
        (self.incoming / name).replace(self.path / name)
        _sync_folder(self.path)
        _sync_folder(self.incoming)

    def remove(self, name: str) -> None:
        """Remove what came in."""
        (self.incoming / name).unlink(missing_ok=True)

    def waiting(self) -> tuple[str, ...]:
        """Return the names of what came in."""
        if not self.incoming.is_dir():
            return ()
        _require_folder(self.incoming)
        return tuple(sorted(path.name for path in self.incoming.iterdir()))

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading, wherever it lies."""
        _require_folder(self.path)
        try:
            handle = os.open(self.path / name, _READ)
        except FileNotFoundError:
            handle = os.open(self.incoming / name, _READ)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
        return os.fdopen(handle, "rb")


def _require_folder(folder: Path) -> None:
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
