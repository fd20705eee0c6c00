"""Where a vault lies: all that is known before anything of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NAME: Final = "vault.json"
FORMER: Final = "vault.prev.json"
FOUNDING: Final = "founding"
"""Lies beside databases whose office was never founded to the end (see `unfinished`)."""
_DATABASES: Final = ("register.db", "audit.db")


def exists(folder: Path) -> bool:
    """Tell whether the folder holds a vault, sound or not."""
    return (folder / NAME).exists() or (folder / FORMER).exists()


def is_lost(folder: Path) -> bool:
    """Tell whether an office's databases lie here without the vault that opens them."""
    if exists(folder) or (folder / FOUNDING).exists():
        return False
    return any((folder / name).exists() for name in _DATABASES)
