"""Copies that are made beside the live data for a while: encrypted, and gone afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

PREVIEW: Final = "preview"
"""Where a backup's register lies while it is compared."""
DRILL: Final = "drill"
"""Where a backup is restored to see that it can be."""


def clear(data: Path, *names: str) -> bool:
    """Take such copies away, all by themselves; tell whether nothing is left.

    Whatever a program left behind when it ended otherwise goes too. To be called only by whoever
    holds the data folder.
    """
    places = [data / name for name in names or (PREVIEW, DRILL)]
    for place in places:
        shutil.rmtree(place, ignore_errors=True)
    return not any(place.exists() for place in places)
