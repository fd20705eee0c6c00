"""The list of matches that drops from a field."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget


def matches_of(field: QLineEdit, lines: QStringListModel) -> QCompleter:
    """Give a field a list of matches that shows the lines as they are."""
    completer = QCompleter(lines, field)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    popup = QListView()
    popup.setObjectName("popup")
    completer.setPopup(popup)
    field.setCompleter(completer)
    return completer


def dress_matches(field: QLineEdit) -> None:
    """Dress the list like its field: a window of its own is part of nothing that is dressed."""
    around: QWidget | None = field
    while around is not None and not around.styleSheet():
        around = around.parentWidget()
    popup = field.completer().popup()
    if around is not None and popup.styleSheet() != around.styleSheet():
        popup.setStyleSheet(around.styleSheet())


def marked_match(field: QLineEdit) -> str:
    """Return the line that is marked in the list while it is open, else ""."""
    popup = field.completer().popup()
    return str(popup.currentIndex().data() or "") if popup.isVisible() else ""
