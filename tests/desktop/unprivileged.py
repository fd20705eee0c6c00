"""Files without permission, for tests that run as root: the privilege to read them is put down."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_VERSION: Final = 0x20080522
_PAST_PERMISSIONS: Final = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7))."""
_LIBRARY: Final = ctypes.CDLL(None, use_errno=True)


class _Head(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def without_privilege() -> Iterator[None]:
    """Let this thread, and those that it starts, read only what permissions allow."""
    held = _called("capget", (_Sets * 2)())
    before = held[0].effective
    held[0].effective = before & ~_PAST_PERMISSIONS
    _called("capset", held)
    try:
        yield
    finally:
        held[0].effective = before
        _called("capset", held)


def _called(name: str, sets: ctypes.Array[_Sets]) -> ctypes.Array[_Sets]:
    head = _Head(_VERSION, 0)
    if getattr(_LIBRARY, name)(ctypes.byref(head), sets):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
    return sets
