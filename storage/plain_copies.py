"""Plain copies for the system's readers (OFD and others), in memory only and for a short time.

They lie where the machine keeps nothing on a disk: the user's own run-time folder or /dev/shm,
proved by the table of mounts. Each process has its own folder, removed when the office is locked
or left; what a crashed process left is removed when the next one begins.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.faults import translated

_IN_MEMORY: Final = frozenset({"tmpfs", "ramfs"})
_PREFIX: Final = "bianqing-"
_OWNER_FOLDER: Final = 0o700
_OWNER_READS: Final = 0o400
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_MOUNTS: Final = Path("/proc/self/mounts")


class PlainCopies:
    """The plain copies of one process."""

    def __init__(self, places: Iterable[Path], mounts: str, process: int) -> None:
        """Use the first of `places` that `mounts` (as /proc/self/mounts) shows to be memory."""
        self._place = next((place for place in places if _in_memory(place, mounts)), None)
        self._process = process
        self._count = 0
        self._remove_left_behind()

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
        return self._place / f"{_PREFIX}{process}"

    def _remove_left_behind(self) -> None:
        if self._place is None:
            return
        with suppress(OSError):
            for folder in self._place.glob(f"{_PREFIX}*"):
                process = folder.name.removeprefix(_PREFIX)
                own = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
                if process.isdigit() and own and not _runs(int(process)):
                    shutil.rmtree(folder, ignore_errors=True)


def plain_copies(environ: Mapping[str, str]) -> PlainCopies:
    """Return this process's plain copies on this machine."""
    run_time = environ.get("XDG_RUNTIME_DIR", "")
    places = [Path(place) for place in (run_time, "/dev/shm") if place]  # noqa: S108 - proved to be memory
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        mounts = ""
    return PlainCopies(places, mounts, os.getpid())


def _in_memory(place: Path, mounts: str) -> bool:
    """Tell whether the file system that holds a folder is memory."""
    if not place.is_dir():
        return False
    real = place.resolve()
    kinds = {
        Path(fields[1].replace(r"\040", " ")): fields[2]
        for line in mounts.splitlines()
        if len(fields := line.split()) > 2  # noqa: PLR2004 - device, folder, kind
    }
    above = next((folder for folder in (real, *real.parents) if folder in kinds), None)
    return above is not None and kinds[above] in _IN_MEMORY


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
