"""Fields of forms: a label above, the input, what is wrong with it below."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.parts.furniture import label, restyle, row

_DAYS: Final = (
    re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
WRONG_DAY: Final = "日期写成 2026-11-22 或 2026年11月22日。"
PAUSE_MS: Final = 250


def discreet(editor: QLineEdit) -> QLineEdit:
    """Ask the input method not to learn what is typed here: names, numbers, passwords."""
    editor.setInputMethodHints(
        editor.inputMethodHints()
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return editor


class CalmCombo(QComboBox):
    """A list of choices that the mouse wheel does not change while scrolling past."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DayEdit(QLineEdit):
    """A day typed in any usual form: 2026-11-22, 2026.11.22, 20261122, 2026年11月22日."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("如 2026-11-22")
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        """Return the day, `None` when the text is none."""
        return read_day(self.text())

    def set_day(self, day: date) -> None:
        """Show a day."""
        self.setText(day.isoformat())

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)


def read_day(text: str) -> date | None:
    """Read a whole day as clerks write it, `None` when it is none."""
    squeezed = "".join(text.split())
    found = next((hit for form in _DAYS if (hit := form.fullmatch(squeezed))), None)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


class SearchField(QLineEdit):
    """A search field that tells what was typed once the typing pauses."""

    settled = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        discreet(self)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._settle)

    def _typed(self, text: str) -> None:
        self._pause.start()

    def _settle(self) -> None:
        self._pause.stop()
        self.settled.emit(self.text().strip())


class Field(QWidget):
    """Label, input, and one line that says what is wrong or what was filled in by itself."""

    def __init__(self, name: str, editor: QWidget, *, required: bool = False) -> None:
        super().__init__()
        self.name, self.editor, self.required = name, editor, required
        self._error = label("", "fielderror")
        self._error.setWordWrap(True)
        self._error.hide()
        self._note = label("", "fieldnote")
        self._title = label(name)
        self._title.setBuddy(editor)
        editor.setAccessibleName(name)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._mended)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        self._must = label("必填", "hint")
        layout.addLayout(row(self._title, self._must, None, self._note))
        layout.addWidget(editor)
        layout.addWidget(self._error)
        layout.addStretch(1)
        self.require(needed=required)

    def require(self, *, needed: bool) -> None:
        """Ask for something to be filled in, or let it be left empty."""
        self.required = needed
        self._must.setText("必填" if needed else "")

    def rename(self, name: str) -> None:
        """Give the field another label."""
        self.name = name
        self._title.setText(name)
        self.editor.setAccessibleName(name)

    def complain(self, text: str) -> None:
        """Show what is wrong and how to mend it; "" when all is well."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if bool(self.editor.property("wrong")) != bool(text):
            self.editor.setProperty("wrong", bool(text))
            restyle(self.editor)

    def _mended(self) -> None:
        # Whoever is typing is mending: a complaint about what was there before would mislead.
        self.complain("")

    def note(self, text: str) -> None:
        """Show a short remark, as "自动"."""
        self._note.setText(text)

    @property
    def complaint(self) -> str:
        """What the field complains about."""
        return self._error.text()

    def text(self) -> str:
        """Return what was entered, trimmed."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or self.editor.currentText()).strip()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText().strip()
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""

    def raw(self) -> str:
        """Return what was entered, to the last space; for passwords."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.text()

    def missing(self) -> bool:
        """Complain when a required field is empty; tell whether it is."""
        lacking = self.required and not self.text()
        self.complain(f"请填写{self.name}。" if lacking else "")
        return lacking
