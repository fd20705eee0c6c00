"""The search field of the top bar: type, Enter, and the record is there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from domain.facts import UnitId
from ui.desk import Desk
from ui.parts.drop_list import dress_matches, marked_match, matches_of
from ui.parts.fields import SearchField
from ui.parts.jobs import Jobs
from ui.parts.session import Session
from ui.shell.finding import DOCUMENT, PERSON, UNIT, Found, find

_NOTHING: Final = "没有找到"
_MOST: Final = 20


class GlobalSearch(SearchField):
    """Asks while typing; Enter takes the line that is marked, or the first."""

    wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("单位、人员、文号，可加日期（Ctrl+K）", parent)
        self.setAccessibleName("全局查找")
        self._found: dict[str, Found] = {}
        self._answered, self._taking = "", False
        self._lines = QStringListModel(self)
        completer = matches_of(self, self._lines)
        completer.setMaxVisibleItems(_MOST)
        completer.popup().setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.activated.connect(self._take)
        self.settled.connect(self._ask)
        self.textEdited.connect(self._edited)

    def offer(self, text: str, found: tuple[Found, ...]) -> None:
        """Offer what was found for a text, unless another one has been typed since."""
        if text != self.text().strip():
            return
        self._answered = text
        self._found = {one.line: one for one in found}
        if self._taking and found:
            self._take(found[0].line)
        elif self.hasFocus():
            self._drop([one.line for one in found] or [f"{_NOTHING}“{text}”"])
        self._taking = False

    def _drop(self, lines: list[str]) -> None:
        """Drop the lines whole: as wide as the longest, as high as they are many."""
        self._lines.setStringList(lines)
        popup, metrics = self.completer().popup(), self.fontMetrics()
        longest = max(metrics.horizontalAdvance(line) for line in lines)
        width = max(self.width(), longest + metrics.height() * 3)
        self.completer().complete(QRect(0, 0, width, self.height()))
        popup.setFixedHeight(popup.sizeHintForRow(0) * len(lines) + metrics.height())

    def begin(self) -> None:
        """Take the cursor, ready for another text."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        dress_matches(self)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        marked = marked_match(self)
        if marked in self._found:
            self._take(marked)
        elif self._found and self._answered == self.text().strip():
            self._take(next(iter(self._found)))
        elif self.text().strip():
            self._taking = True
            self._settle()

    def _edited(self, _: str) -> None:
        self._taking = False

    def _ask(self, text: str) -> None:
        if text and text not in self._found and not text.startswith(_NOTHING):
            self.wanted.emit(text)

    def _take(self, line: str) -> None:
        found = self._found.get(line)
        self.completer().popup().hide()
        self._pause.stop()
        self.clear()
        self._found, self._answered = {}, ""
        if found is not None:
            self.chosen.emit(found)


class Searching(QObject):
    """Answers the field from the desk and leads to what was chosen; Ctrl+K begins."""

    def __init__(self, field: GlobalSearch, desk: Desk, jobs: Jobs, session: Session) -> None:
        super().__init__(field)
        self._field, self._desk, self._jobs, self._session = field, desk, jobs, session
        field.wanted.connect(self._find)
        field.chosen.connect(self._go)
        QShortcut(QKeySequence("Ctrl+K"), field.window()).activated.connect(field.begin)

    def _find(self, text: str) -> None:
        desk, day = self._desk, self._session.day
        self._jobs.read(
            self,
            "查找",
            lambda _: find(desk, text, day),
            lambda found: self._field.offer(text, found),
        )

    def _go(self, found: Found) -> None:
        session = self._session
        session.look_into(None)
        if found.day is not None:
            session.look_at(found.day)
            if session.day != found.day:
                return
        if found.kind == UNIT:
            session.open_unit(UnitId(found.key))
        elif found.kind == PERSON:
            session.open_person(found.text, int(found.key))
        elif found.kind == DOCUMENT:
            session.open_document(found.text, int(found.key))
