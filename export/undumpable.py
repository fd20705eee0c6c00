"""No process of this program leaves what it holds behind when it dies, or shows it to another.

Called first thing by the program and by each of its children: the limit of core files is inherited,
the other is not.
"""

from __future__ import annotations

import ctypes
import resource
from contextlib import suppress
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def forbid_dumps() -> None:
    """Write no core files, and let no other process of this user read this one's memory."""
    # A machine that refuses to lower a limit has none to lower.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
