"""What fields hold, as plain texts by name, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.parts.unit_picker import UnitPicker

UNKEPT: Final = "填写的内容还没有登记。请先登记；不要了，点“返回”。"
"""What is said where a form without a working copy would be left by its page's own button."""


def write(field: Field, value: str) -> None:
    """Show a value; a unit's name chooses the unit."""
    editor = field.editor
    if isinstance(editor, Choice):
        editor.choose(value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    elif isinstance(editor, UnitPicker):
        editor.write(value)
    elif isinstance(editor, QLineEdit):
        editor.setText(value)


def texts_of(fields: Mapping[str, Field]) -> dict[str, str]:
    """Return what the fields hold; empty ones are left out."""
    return {name: text for name, field in fields.items() if (text := field.text())}


def show_texts(fields: Mapping[str, Field], texts: Mapping[str, str]) -> None:
    """Show in every field what the texts say for it; those that hold it already are left alone.

    A complaint goes with what it was about.
    """
    for name, field in fields.items():
        text = texts.get(name, "")
        if field.text() != text:
            write(field, text)
        elif text:
            continue
        field.complain("")
