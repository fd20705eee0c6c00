"""Files dropped into the window become attachments of a document that is being registered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.parts.session import Session


class Dropping(QObject):
    """Watches a window for files that are dragged in from anywhere."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._take(event)
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            _copy(event)
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        files = tuple(path for path in paths if path.is_file())
        if files:
            _copy(event)
            # The keys went to where the file came from; what follows is typed here.
            self._window.activateWindow()
            self._session.drop_papers(files)
        return bool(files)


def _copy(event: QDropEvent) -> None:
    """Take a file as a copy: whoever hears "move" may clear the original away."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
