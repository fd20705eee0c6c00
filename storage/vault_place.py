"""Where a vault lies: all that is known before anything of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NAME: Final = "vault.json"
FORMER: Final = "vault.prev.json"


def exists(folder: Path) -> bool:
    """Tell whether the folder holds a vault, sound or not."""
    return (folder / NAME).exists() or (folder / FORMER).exists()
