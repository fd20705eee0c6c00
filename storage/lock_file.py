"""One running program per data folder."""

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


@contextmanager
def single_instance(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process while the block runs.

    The system drops the lock with the process, so a crashed program never blocks its successor;
    the file itself stays. Programs started by this one do not inherit the lock.

    Raises:
        Refusal: `storage.in_use` when another program works on the folder, `storage.missing`
            without the folder, `storage.readonly` when the lock cannot be written.
    """
    with translated(folder):
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, folder)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    with translated(folder):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("storage.in_use", path=str(folder)) from error
