"""One running program per data folder, and one writer of its vault at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.faults import translated

NAME: Final = "bianqing.lock"
VAULT: Final = "vault.lock"


@contextmanager
def single_instance(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process while the block runs.

    The system drops the lock with the process, so a crashed program never blocks its successor;
    the file itself stays. Programs started by this one do not inherit the lock.

    Raises:
        Refusal: `storage.in_use` when another program works on the folder, `storage.missing`
            without the folder, `storage.readonly` when the lock cannot be written.
    """
    with _opened(folder, NAME) as handle:
        _take(handle, folder)
        yield


@contextmanager
def rewriting_vault(folder: Path) -> Iterator[None]:
    """Keep every other writer of the vault waiting while it is read, changed and written.

    Also those of this process, so that the blocks must not be nested. Keep it short.

    Raises:
        Refusal: `storage.missing` without the folder, `storage.readonly` when the lock cannot be
            written.
    """
    with _opened(folder, VAULT) as handle:
        with translated(folder):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[int]:
    with translated(folder):
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    finally:
        # Closing alone would leave the lock for a moment to a program that is just being started:
        # it inherits the file, and the system closes it there a little after it lets us go on.
        fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    with translated(folder):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("storage.in_use", path=str(folder)) from error
