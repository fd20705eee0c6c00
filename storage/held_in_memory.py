"""Keeps keys out of the swap: their pages stay in memory as long as the process lives.

Only what this program holds itself can be held: the keys of a session. The database library's own
copy of a key, pages it has decrypted and texts typed into fields may still be written to a swap
that the machine has; therefore the window warns of one that is not encrypted.
"""

from __future__ import annotations

import ctypes


def hold(secret: bytearray | None) -> bool:
    """Ask the system never to write a secret to the swap; tells whether it agreed.

    A machine that allows no locked memory (RLIMIT_MEMLOCK 0) does not stop the work. The bytes
    stay where they are as long as the array keeps its length.
    """
    if not secret:
        return False
    place = (ctypes.c_char * len(secret)).from_buffer(secret)
    locked = ctypes.CDLL(None, use_errno=True).mlock(
        ctypes.c_void_p(ctypes.addressof(place)), ctypes.c_size_t(len(secret))
    )
    return bool(locked == 0)
