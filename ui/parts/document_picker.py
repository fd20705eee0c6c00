"""A field for a 文号 that offers the documents already registered."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.documents import Document, canonical_number
from ui.parts.drop_list import dress_matches, matches_of
from ui.parts.fields import PAUSE_MS

_LEAST = 2


class DocumentPicker(QLineEdit):
    """Asks for documents while typing; tells which one was picked. Any other text stays."""

    wanted = Signal(str)
    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("如 安编办函〔2026〕8号；已登记的批文输几个字可选")
        self._offered: dict[str, Document] = {}
        self._lines = QStringListModel(self)
        completer = matches_of(self, self._lines)
        completer.activated.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
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

    def _spell(self) -> None:
        chosen = self._offered.get(self.text())
        text = chosen.number if chosen else canonical_number(self.text())
        if text != self.text():
            self.setText(text)


def _line(document: Document) -> str:
    return f"{document.number}  {document.title}".strip()
