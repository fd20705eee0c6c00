"""An office that was being founded when the program ended, told from one that lost its vault.

Databases without a vault are the remains of a founding only where this mark lies beside them;
anywhere else they are somebody's data, and no office is founded over them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage import vault_place

MARK: Final = vault_place.FOUNDING
_SUFFIXES: Final = ("", "-wal", "-shm")
_OWNER_ONLY: Final = 0o700


def begun(folder: Path) -> bool:
    """Tell whether a founding began here and came to no vault."""
    return (folder / MARK).exists() and not vault_place.exists(folder)


def begin(folder: Path) -> None:
    """Mark that an office is being founded; on the medium when this returns."""
    (folder / MARK).touch(mode=0o600)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def end(folder: Path, databases: Iterable[str] = ()) -> None:
    """Take the mark away, unless one of the databases is there that it explains.

    A mark that stays means nothing beside a vault.
    """
    if any((folder / name).exists() for name in databases):
        return
    with suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)


def set_aside(folder: Path, databases: Iterable[str], aside: Path) -> None:
    """Move what an unfinished founding left out of the way; nothing is deleted."""
    if not begun(folder):
        return
    aside.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    number = sum(1 for _ in aside.iterdir())
    for name in databases:
        for suffix in _SUFFIXES:
            left = folder / f"{name}{suffix}"
            if left.exists():
                left.rename(aside / f"{MARK}-{number}-{left.name}")
