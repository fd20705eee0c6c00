"""The few file operations on which the safety of the vault rests, behind one small port."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

_OWNER_ONLY: Final = 0o600


class Files(Protocol):
    """What writing a generation of the vault needs from a file system; raises `OSError`."""

    def read(self, path: Path, limit: int) -> bytes:
        """Return at most `limit` bytes of the file; a link is not followed."""
        ...

    def write(self, path: Path, content: bytes) -> None:
        """Write the file anew and return when it is on the medium."""
        ...

    def rename(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step, on the medium when this returns."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file, if there is one."""
        ...


class DiskFiles:
    """The real file system."""

    def read(self, path: Path, limit: int) -> bytes:
        """Return at most `limit` bytes of the file; a link is not followed."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            return stream.read(limit)

    def write(self, path: Path, content: bytes) -> None:
        """Write the file anew, readable by its owner alone, and sync it."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(path, flags, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Rename and sync the folder, without which a power cut may undo the rename."""
        source.replace(target)
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self, path: Path) -> None:
        """Remove a file, if there is one."""
        path.unlink(missing_ok=True)
