"""Where a machine keeps files in memory: the user's own run-time folder, or /dev/shm.

Proved by the table of mounts. Every process has folders of its own there, named after it; those
that a killed process left are removed when the next one begins.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_IN_MEMORY: Final = frozenset({"tmpfs", "ramfs"})
_PREFIX: Final = "bianqing-"
_OWN: Final = re.compile(rf"{_PREFIX}(\d+)(?:-\w+)?")
_MOUNTS: Final = Path("/proc/self/mounts")


def places_of(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where memory may be looked for, the best first."""
    run_time = environ.get("XDG_RUNTIME_DIR", "")
    return tuple(Path(place) for place in (run_time, "/dev/shm") if place)  # noqa: S108 - proved to be memory


def mounts_of_this_machine() -> str:
    """Return the table of mounts, "" where the system does not tell."""
    try:
        return _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def first_in_memory(places: Iterable[Path], mounts: str) -> Path | None:
    """Return the first folder that `mounts` (as /proc/self/mounts) shows to be memory."""
    return next((place for place in places if _in_memory(place, mounts)), None)


def folder_of(place: Path, process: int, purpose: str = "") -> Path:
    """Return the folder of a process; it need not be there."""
    return place / f"{_PREFIX}{process}{purpose and f'-{purpose}'}"


def remove_left_behind(place: Path) -> None:
    """Remove the folders of this user's processes that run no more."""
    with suppress(OSError):
        for folder in place.glob(f"{_PREFIX}*"):
            found = _OWN.fullmatch(folder.name)
            own = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
            if found and own and not _runs(int(found[1])):
                shutil.rmtree(folder, ignore_errors=True)


def _in_memory(place: Path, mounts: str) -> bool:
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
