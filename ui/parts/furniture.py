"""Page furniture: heads, cards, figures, empty states, buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.parts.enter import EnterButton


def label(text: str, name: str = "", parent: QWidget | None = None) -> QLabel:
    """Return plain text; `name` chooses its look in the style sheet."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    return made


def restyle(widget: QWidget) -> None:
    """Let a widget look as its name and its properties say by now: Qt looks at them only once."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def paragraph(text: str, name: str = "lead", parent: QWidget | None = None) -> QLabel:
    """Return text that wraps."""
    made = label(text, name, parent)
    made.setWordWrap(True)
    return made


def button(text: str, name: str = "", icon: QIcon | None = None) -> QPushButton:
    """Return a button; `name` is "", primary, danger, flat, link or chip."""
    made = EnterButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon is not None:
        made.setIcon(icon)
    return made


def line() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setObjectName("line")
    return made


def row(*parts: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Lay widgets side by side; `None` is a gap that takes what width is left."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if part is None:
            made.addStretch(1)
        else:
            made.addWidget(part)
    return made


class PageHead(QWidget):
    """The head of a page: title, one sentence, buttons at the right."""

    def __init__(self, title: str, hint: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._hint = label(hint, "hint")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._title = label(title, "title")
        layout.addWidget(self._title)
        layout.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignBottom)
        for made in buttons:
            layout.addWidget(made)

    def call(self, title: str) -> None:
        """Replace the title."""
        self._title.setText(title)

    def say(self, hint: str) -> None:
        """Replace the sentence."""
        self._hint.setText(hint)
        self._hint.setToolTip(hint)


class Card(QFrame):
    """A white card with an optional heading; parts go into `body`."""

    def __init__(self, heading: str = "", *aside: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.setSpacing(8)
        if heading:
            self.body.addLayout(row(label(heading, "section"), None, *aside))


class Figure(QFrame):
    """One large number that can be clicked or chosen with Enter."""

    chosen = Signal()

    def __init__(self, name: str, unit: str, meaning: str) -> None:
        super().__init__()
        self.setObjectName("figure")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(meaning)
        self._name = name
        self._value, self._note = label("—", "figurevalue"), label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 18, 10)
        layout.setSpacing(0)
        layout.addLayout(row(label(name, "figurename"), None, self._note))
        layout.addLayout(row(self._value, label(unit, "unitword"), None, spacing=6))

    def show_value(self, value: int | None, note: str = "") -> None:
        """Show a number, thousands apart, or a dash for none, and a note beside the name."""
        shown = "—" if value is None else f"{value:,}".replace(",", " ")
        self._value.setText(shown)
        self._note.setText(note)
        self.setAccessibleName(f"{self._name} {'无' if value is None else value}")

    def text(self) -> str:
        """Return the number as it is shown."""
        return self._value.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class BigButton(EnterButton):
    """A large button with a picture, a name and a line that says what it is for."""

    def __init__(self, name: str, text: str, picture: QPixmap) -> None:
        super().__init__()
        self.setObjectName("bigcard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        drawn = QLabel()
        drawn.setPixmap(picture)
        title, meaning = label(name, "bigname"), label(text, "hint")
        for part in (drawn, title, meaning):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(meaning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(14)
        layout.addWidget(drawn)
        layout.addLayout(words, 1)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()


class EmptyState(QFrame):
    """What a page shows instead of an empty table: what to do next."""

    def __init__(self, title: str, text: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title, self._text = label(title, "emptytitle"), paragraph(text)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        if buttons:
            layout.addSpacing(8)
            layout.addLayout(row(None, *buttons, None))
        layout.addStretch(2)

    def say(self, title: str, text: str) -> None:
        """Replace both sentences."""
        self._title.setText(title)
        self._text.setText(text)


class OrEmpty(QWidget):
    """Shows either its content or its empty state."""

    def __init__(self, content: QWidget, empty: QWidget) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(empty)

    def choose(self, *, filled: bool) -> None:
        """Show the content, or the empty state when there is none."""
        self._stack.setCurrentIndex(0 if filled else 1)

    @property
    def filled(self) -> bool:
        """Whether the content is shown."""
        return self._stack.currentIndex() == 0


class EnterMoves(QObject):
    """Makes Enter go to the next field, as clerks expect of a form."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            == Qt.KeyboardModifier.NoModifier
            and isinstance(watched, QWidget)
        ):
            after = watched.nextInFocusChain()
            while after is not watched and not _takes_focus(after):
                after = after.nextInFocusChain()
            after.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)


def _takes_focus(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )
