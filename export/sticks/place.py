"""A folder on a medium, held open: a medium that takes its place under the same path is not it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from domain.errors import Refusal
from export.sticks.faults import close, told
from export.sticks.kernel import rename_new, sync_medium
from export.sticks.reading_back import Step, require_regular, sha256_on_medium

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_MAKE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READABLE: Final = 0o644
"""Where a medium keeps permissions, another machine's user has to read what is carried to him."""
_NOT_WRITTEN: Final = "stick.not_written"
Identity = tuple[int, int]
"""Device and number of a file, which hold as long as it is open."""


class Place:
    """The folder that something is carried to; every call goes through the open folder.

    Raises:
        Refusal: `stick.*` from every method, with the fact `folder`.
    """

    def __init__(self, path: Path, number: int) -> None:
        self.path: Final = path
        self._number = number

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """Hold a folder open; refuses `stick.no_folder` for what is none."""
        with told(path, "stick.no_folder"):
            number = _open(path)
        try:
            yield cls(path, number)
        finally:
            close(number)

    def require_writable(self) -> None:
        """Refuse `stick.read_only` or `stick.not_permitted` for a folder that takes no files."""
        with told(self.path, _NOT_WRITTEN):
            if os.fstatvfs(self._number).f_flag & os.ST_RDONLY:
                raise Refusal("stick.read_only", folder=str(self.path))
            may = os.access(".", os.W_OK | os.X_OK, dir_fd=self._number, effective_ids=True)
            if not may:
                raise Refusal("stick.not_permitted", folder=str(self.path))

    def room(self) -> tuple[int, int]:
        """Return how many bytes are free here, and the bytes of a cluster."""
        with told(self.path, _NOT_WRITTEN):
            found = os.fstatvfs(self._number)
            return found.f_bavail * found.f_frsize, max(found.f_bsize, found.f_frsize)

    def size_of(self, name: str) -> int | None:
        """Return the bytes of a regular file, -1 for anything else, `None` where there is nothing.

        Links are not followed.
        """
        with told(self.path, _NOT_WRITTEN), suppress(FileNotFoundError):
            found = os.stat(name, dir_fd=self._number, follow_symlinks=False)
            return found.st_size if stat.S_ISREG(found.st_mode) else -1
        return None

    def create(self, name: str) -> int:
        """Open a new file for writing; the caller closes it."""
        with told(self.path, _NOT_WRITTEN):
            return os.open(name, _MAKE, _READABLE, dir_fd=self._number)

    def remove(self, name: str) -> None:
        """Remove a file."""
        with told(self.path, _NOT_WRITTEN):
            os.unlink(name, dir_fd=self._number)

    def forget(self, name: str, identity: Identity) -> None:
        """Remove a name as long as it is that file's; never refuses."""
        with suppress(OSError):
            found = os.stat(name, dir_fd=self._number, follow_symlinks=False)
            if (found.st_dev, found.st_ino) == identity:
                os.unlink(name, dir_fd=self._number)

    def sha256(self, name: str, step: Step) -> str:
        """Return the SHA-256 (hex) of a file as the medium gives it."""
        with told(self.path, "stick.not_read_back"):
            return sha256_on_medium(self._number, name, step)

    def settle_file(self, name: str) -> None:
        """Bring a file that somebody wrote before to the medium."""
        with told(self.path, _NOT_WRITTEN):
            number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self._number)
            try:
                require_regular(number)
                os.fsync(number)
            finally:
                close(number)

    def rename(self, old: str, new: str) -> None:
        """Give a file its name; refuses `stick.other_file` rather than replace anything."""
        with told(self.path, _NOT_WRITTEN):
            try:
                rename_new(self._number, old, new)
            except FileExistsError as error:
                raise Refusal("stick.other_file", folder=str(self.path), name=new) from error

    def settle(self) -> None:
        """Bring the names, and all else that the system still holds back, to the medium."""
        with told(self.path, _NOT_WRITTEN):
            try:
                os.fsync(self._number)
            except OSError as fault:
                # Some file systems sync folders by themselves and refuse to be asked.
                if fault.errno != errno.EINVAL:
                    raise
            sync_medium(self._number)

    def require_listed(self, name: str, size: int) -> None:
        """Look anew, by the path: the same folder, the name in it, the size.

        Refuses `stick.gone` when something else is there by now, `stick.not_listed` else.
        """
        with told(self.path, _NOT_WRITTEN):
            anew = os.open(self.path, _FOLDER)
            try:
                if not os.path.sameopenfile(anew, self._number):
                    raise Refusal("stick.gone", folder=str(self.path))
                # FAT may give a name back in other letters than it was asked for.
                with os.scandir(anew) as entries:
                    listed = any(each.name.casefold() == name.casefold() for each in entries)
                found = os.stat(name, dir_fd=anew, follow_symlinks=False) if listed else None
            finally:
                close(anew)
        if found is None or found.st_size != size or not stat.S_ISREG(found.st_mode):
            raise Refusal("stick.not_listed", folder=str(self.path), name=name)


def _open(path: Path) -> int:
    try:
        return os.open(path, _FOLDER)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Refusal("stick.no_folder", folder=str(path)) from error
