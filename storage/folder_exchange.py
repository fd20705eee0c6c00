"""Two folders change places in one step, so that at no moment either name is empty."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path
from typing import Final

from storage.medium import sync_folder

_HERE: Final = -100  # AT_FDCWD
_EXCHANGE: Final = 2  # RENAME_EXCHANGE, Linux 3.15 and later
_UNKNOWN: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})


def exchange(first: Path, second: Path) -> None:
    """Let two folders of one folder change their names; raises `OSError`.

    A file system that cannot do it in one step does it in three; both folders are there under some
    name whatever happens between.
    """
    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "renameat2", None)
    failed = call is None or call(
        _HERE, os.fsencode(first), _HERE, os.fsencode(second), ctypes.c_uint(_EXCHANGE)
    )
    if failed:
        code = errno.ENOSYS if call is None else ctypes.get_errno()
        if code not in _UNKNOWN:
            raise OSError(code, os.strerror(code), str(second))
        _in_three_steps(first, second)
    sync_folder(second.parent)


def _in_three_steps(first: Path, second: Path) -> None:
    between = second.with_name(f"{second.name}.before")
    second.rename(between)
    first.rename(second)
    between.rename(first)
