"""Plain copies for the system's readers (OFD and others), in memory only and for a short time.

They lie where the machine keeps nothing on a disk: the user's own run-time folder or /dev/shm,
proved by the table of mounts. Each process has its own folder, removed when the office is locked
or left; what a crashed process left is removed when the next one begins.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.faults import translated
from storage.memory_places import (
    first_in_memory,
    folder_of,
    mounts_of_this_machine,
    places_of,
    remove_left_behind,
)

_OWNER_FOLDER: Final = 0o700
_OWNER_READS: Final = 0o400
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class PlainCopies:
    """The plain copies of one process."""

    def __init__(self, places: Iterable[Path], mounts: str, process: int) -> None:
        """Use the first of `places` that `mounts` (as /proc/self/mounts) shows to be memory."""
        self._place = first_in_memory(places, mounts)
        self._process = process
        self._count = 0
        if self._place is not None:
            remove_left_behind(self._place)

    def write(self, content: Iterator[bytes], ending: str) -> Path:
        """Write a copy under a name that tells nothing and return its path.

        Raises:
            Refusal: `attachment.no_memory_place` where no such place is, whatever `content`
                refuses, or a fault of the place; nothing is left then.
        """
        if self._place is None:
            raise Refusal("attachment.no_memory_place")
        folder = self._folder(self._process)
        self._count += 1
        path = folder / f"{self._count}.{ending}"
        with translated(folder):
            folder.mkdir(mode=_OWNER_FOLDER, exist_ok=True)
            try:
                with os.fdopen(os.open(path, _FLAGS, _OWNER_READS), "wb") as file:
                    for piece in content:
                        file.write(piece)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return path

    def clear(self) -> None:
        """Remove every copy of this process; what cannot be removed does not stop the lock."""
        if self._place is not None:
            shutil.rmtree(self._folder(self._process), ignore_errors=True)

    def _folder(self, process: int) -> Path:
        assert self._place is not None  # noqa: S101 - asked before
        return folder_of(self._place, process)


def plain_copies(environ: Mapping[str, str]) -> PlainCopies:
    """Return this process's plain copies on this machine."""
    return PlainCopies(places_of(environ), mounts_of_this_machine(), os.getpid())
