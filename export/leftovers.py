"""What remains of a file that could not be written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def drop(unfinished: Path) -> None:
    """Remove an unfinished file; where the medium no longer answers there is nothing to remove.

    It is called while a refusal is under way, which says more than a second fault would.
    """
    with suppress(OSError):
        unfinished.unlink()
