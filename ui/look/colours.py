"""The colours of the window.

Contrast of every text colour on its ground is at least 5:1, and the three lights differ by
ΔE 38 or more for the three kinds of colour blindness; shape and word carry the meaning anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QColor, QPalette

COLOURS: Final[Mapping[str, str]] = {
    "text": "#1F2329",
    "secondary": "#646A73",
    "faint": "#9AA0A8",
    "accent": "#0B5CAD",
    "accent_deep": "#094A8B",
    "paper": "#FFFFFF",
    "ground": "#F5F6F8",
    "stripe": "#FAFBFC",
    "head": "#EEF0F3",
    "hover": "#EDF3FA",
    "border": "#DEE1E6",
    "grid": "#E9EBEF",
    "field": "#A9B0BA",
    "scroll": "#BCC2CB",
    "selection": "#D6E6F7",
    "red": "#A61B1B",
    "red_text": "#8A1C1C",
    "red_tint": "#FDECEA",
    "red_line": "#E3B3AF",
    "yellow": "#F2A900",
    "yellow_text": "#5C3D00",
    "yellow_tint": "#FFF4D6",
    "yellow_line": "#7A5300",
    "green": "#00A087",
    "green_text": "#00473F",
    "green_tint": "#E0F2EF",
    "green_line": "#9CD3C9",
    "grey": "#8A9099",
    "grey_text": "#4A4F57",
    "grey_tint": "#EEF0F3",
}


def colour(name: str) -> QColor:
    """Return a colour of the table."""
    return QColor(COLOURS[name])


def palette() -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "ground"),
        (roles.WindowText, "text"),
        (roles.Base, "paper"),
        (roles.AlternateBase, "stripe"),
        (roles.Text, "text"),
        (roles.Button, "paper"),
        (roles.ButtonText, "text"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "paper"),
        (roles.ToolTipBase, "text"),
        (roles.ToolTipText, "paper"),
        (roles.PlaceholderText, "secondary"),
        (roles.Link, "accent"),
        (roles.Mid, "border"),
    ):
        made.setColor(role, colour(name))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Text, colour("faint"))
    made.setColor(QPalette.ColorGroup.Disabled, roles.ButtonText, colour("faint"))
    return made
