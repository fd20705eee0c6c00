"""Two calls of Linux that Python does not offer: renaming without replacing, syncing a medium."""

from __future__ import annotations

import ctypes
import errno
import os
from typing import Final

_NO_REPLACE: Final = 1  # RENAME_NOREPLACE, Linux 3.15 and later; vfat knows it
_UNKNOWN: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})


def rename_new(folder: int, old: str, new: str) -> None:
    """Rename within an open folder and never replace anything; raises `OSError`.

    Where the file system (some that run outside of the kernel) cannot make sure of it, it is
    looked first: only somebody else who writes to the stick at the same moment could be missed.
    """
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    failed = call is None or call(
        folder, os.fsencode(old), folder, os.fsencode(new), ctypes.c_uint(_NO_REPLACE)
    )
    if not failed:
        return
    code = errno.ENOSYS if call is None else ctypes.get_errno()
    if code not in _UNKNOWN:
        raise OSError(code, os.strerror(code), new)
    try:
        os.stat(new, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)
        return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)


def sync_medium(number: int) -> None:
    """Bring everything of the file system of an open file to its medium; raises `OSError`."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        os.sync()
    elif call(number):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
