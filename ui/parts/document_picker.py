"""A field for a 文号 that offers the documents already registered."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.documents import Document, canonical_number
from ui.parts.drop_list import dress_matches, marked_match, matches_of
from ui.parts.fields import PAUSE_MS

_LEAST = 2


class DocumentPicker(QLineEdit):
    """Asks for documents while typing; tells which one was picked. Any other text stays."""

    wanted = Signal(str)
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("输文号，或登记过的批文的几个字")
        self._offered: dict[str, Document] = {}
        self._lines = QStringListModel(self)
        completer = matches_of(self, self._lines)
        completer.activated.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._shorten)
        self.editingFinished.connect(self._spell)

    def offer(self, text: str, documents: tuple[Document, ...]) -> None:
        """Offer the documents found for a text, unless another one has been typed since."""
        if text != self.text().strip() or not self.hasFocus():
            return
        self._offered = {_line(document): document for document in documents}
        self._lines.setStringList(list(self._offered))
        if documents:
            self.completer().complete()
        else:
            self.completer().popup().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the line that Enter means and go on; the list hands its keys to the field."""
        marked = marked_match(self)
        if marked and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.completer().popup().hide()
            self._take(marked)
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        dress_matches(self)
        super().focusInEvent(event)

    def _typed(self, text: str) -> None:
        self._pause.start()

    def _ask(self) -> None:
        text = self.text().strip()
        if self.hasFocus() and len(text) >= _LEAST and text not in self._offered:
            self.wanted.emit(text)

    def _take(self, line: str) -> None:
        document = self._offered.get(line)
        if document is not None:
            self._pause.stop()
            self.setText(document.number)
            self.picked.emit(document)

    def _shorten(self, text: str) -> None:
        """Keep the 文号 of a line that the list puts into the field whole, marked or clicked."""
        document = self._offered.get(text)
        if document is not None and document.number != text:
            self.setText(document.number)

    def _spell(self) -> None:
        text = canonical_number(self.text())
        if text != self.text():
            self.setText(text)


def _line(document: Document) -> str:
    return f"{document.number}  {document.title}".strip()
