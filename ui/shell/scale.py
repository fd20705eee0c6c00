"""The size of type that whoever works here likes; the next start remembers it."""

from __future__ import annotations

from typing import Final

from ui.front_door import Preferences

SCALE: Final = "scale"


def keep_scale(preferences: Preferences, scale: int) -> None:
    """Remember a size of type, in percent."""
    preferences.keep(SCALE, str(scale))
