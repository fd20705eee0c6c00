"""Asking for files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget


class FileChooser(Protocol):
    """Asks the user for a path; `None` means the user thought better of it."""

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists; `kinds` as "表格 (*.xlsx)"."""
        ...

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file, proposing a name."""
        ...

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...


class FileDialogs:
    """Asks by Qt's own dialogs over a window, beginning where the last answer was."""

    def __init__(self, start: Path) -> None:
        self._last = start
        self._over: QWidget | None = None

    def belong_to(self, window: QWidget) -> None:
        """Open the dialogs over this window."""
        self._over = window

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists."""
        return self._answer(
            QFileDialog.getOpenFileName(self._over, title, str(self._last), kinds)[0]
        )

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file."""
        return self._answer(
            QFileDialog.getSaveFileName(self._over, title, str(self._last / name), kinds)[0]
        )

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self._over, title, str(self._last))
        if not chosen:
            return None
        self._last = Path(chosen)
        return self._last

    def _answer(self, text: str) -> Path | None:
        if not text:
            return None
        path = Path(text)
        self._last = path.parent
        return path
