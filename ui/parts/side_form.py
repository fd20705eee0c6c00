"""A form of one act beside a list: what the act means, its fields, its button, refusals below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from ui.messages import UserMessage
from ui.parts.enter import let_keys_end
from ui.parts.fields import Field
from ui.parts.furniture import Card, EnterMoves, button, label, paragraph, row


class LeavableCard(Card):
    """A card with a way out: Esc leaves it as its button `back` does."""

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back = button(back)

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, which would lead back to today."""
        if event.type() == QEvent.Type.ShortcutOverride and self._leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            self.back.click()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return pressed and self.back.isVisible()


class SideForm(LeavableCard):
    """A heading, what the act means, its fields and its button; Ctrl+Enter presses it too.

    The keyboard goes back to where the form was asked for.
    """

    given = Signal()
    left = Signal()

    def __init__(self, heading: str, meaning: str, words: str, *fields: QWidget) -> None:
        super().__init__("返回")
        self.head = label(heading, "section")
        self.fields = tuple(field for field in fields if isinstance(field, Field))
        self.meaning, self.act = paragraph(meaning), button(words, "primary")
        self._problem = paragraph("", "fielderror")
        self._problem.hide()
        movement = EnterMoves(self)
        self.body.addWidget(self.head)
        self.body.addWidget(self.meaning)
        for part in fields:
            self.body.addWidget(part)
            if isinstance(part, Field):
                part.editor.installEventFilter(movement)
        self.body.addWidget(self._problem)
        self.body.addLayout(row(self.back, None, self.act))
        self.body.addStretch(1)
        # Enter leads from the last field to the act, not to the way out that stands before it.
        self.setTabOrder(self.act, self.back)
        self.act.clicked.connect(self._ask)
        self._came_from: QWidget | None = None
        self.back.clicked.connect(self.left)
        self.back.clicked.connect(self.give_back)  # once the host shows what was there before
        let_keys_end(self, self.act)

    def begin(self) -> None:
        """Empty the fields and put the cursor where typing begins."""
        self.clear()
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        if self.fields:
            self.fields[0].editor.setFocus()
        else:
            self.act.setFocus()

    def give_back(self) -> None:
        """Let the keyboard go back to where the form was asked for, if that is still there."""
        former, self._came_from = self._came_from, None
        if former is not None and isValid(former) and former.isVisible() and former.isEnabled():
            former.setFocus()

    @property
    def unsaved(self) -> bool:
        """Whether something was entered that would be lost."""
        return any(isinstance(field.editor, QLineEdit) and field.raw() for field in self.fields)

    def clear(self) -> None:
        """Empty the fields."""
        self._problem.hide()
        for field in self.fields:
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()
            field.complain("")

    def refuse(self, message: UserMessage) -> None:
        """Say why not, under the field that it is about."""
        about = self._about(message.code)
        if about is None:
            self._problem.setText(message.text)
            self._problem.show()
            self.act.setFocus()
        else:
            about.complain(message.text)
            about.editor.setFocus()

    def _about(self, code: str) -> Field | None:
        return None

    def _sound(self) -> bool:
        lacking = [field for field in self.fields if field.missing()]
        if lacking:
            lacking[0].editor.setFocus()
        return not lacking

    def _ask(self) -> None:
        self._problem.hide()
        if self._sound():
            self.given.emit()
