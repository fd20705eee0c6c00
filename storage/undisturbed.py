"""Keeps the collector of cycles away while a transaction is open."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no cycles while the block runs.

    A transaction makes many values at once, none of them in cycles; looking through them all again
    and again takes a sixth of the time of a large import.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
