"""What is copied stays secret: other programs are told so, and it is gone after half a minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS: Final = 30_000
HINT: Final = "x-kde-passwordManagerHint"
"""By this format the desktops' histories of the clipboard know what they must not keep."""
_SECRET: Final = b"secret"
_OURS: Final = "application/x-bianqing"
_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def owned(mode: QClipboard.Mode) -> bool:
    """Tell whether this program put there what the clipboard or the selection holds."""
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection:
        return clipboard.supportsSelection() and clipboard.ownsSelection()
    return clipboard.ownsClipboard()


class Discretion(QObject):
    """Watches the clipboard: whatever this program puts there is marked, and cleared in time."""

    def __init__(self, parent: QObject, owns: Callable[[QClipboard.Mode], bool] = owned) -> None:
        super().__init__(parent)
        self._owns, self._timer = owns, QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(clear_clipboard)
        QGuiApplication.clipboard().changed.connect(self._mark)

    def _mark(self, mode: QClipboard.Mode) -> None:
        if mode not in _MODES or not self._owns(mode):
            return
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text(mode)
        if not text or _marked(mode):
            return
        marked = QMimeData()
        marked.setText(text)
        marked.setData(HINT, _SECRET)
        marked.setData(_OURS, _SECRET)
        self._timer.start()
        clipboard.setMimeData(marked, mode)


def clear_clipboard() -> None:
    """Take away what this program put there."""
    for mode in _MODES:
        if _marked(mode):
            QGuiApplication.clipboard().clear(mode)


def _marked(mode: QClipboard.Mode) -> bool:
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return False
    return bool(clipboard.text(mode)) and clipboard.mimeData(mode).hasFormat(_OURS)
