"""A year as twelve months; a click or Space changes a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.look.colours import colour
from ui.look.theme import Theme
from ui.system.model import MEANINGS, EditedYear, Mark

WEEK: Final = "一二三四五六日"
_COLUMNS: Final = 4
_LINES: Final = 8
_GAP: Final = 14
_TINTS: Final = {Mark.REST: "green_tint", Mark.WORK: "selection"}
_TEXTS: Final = {
    Mark.WEEKDAY: "text",
    Mark.WEEKEND: "secondary",
    Mark.REST: "green_text",
    Mark.WORK: "accent_deep",
}
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_MONTHS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_TOGGLES: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class YearGrid(QWidget):
    """Draws all days of one year and tells which one the user wants changed."""

    day_toggled = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._edited = EditedYear(2000, None)
        self.current = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.px(720), theme.px(430))

    def show_year(self, edited: EditedYear, today: date) -> None:
        """Show a year; the day in hand stays the same day of the year."""
        if edited.number != self._edited.number:
            same = edited.number == today.year
            self.current = today if same else date(edited.number, 1, 1)
        self._edited = edited
        self._name()
        self.update()

    def rect_of(self, day: date) -> QRect:
        """Return where a day is drawn."""
        block, height = self._block(day.month), self._line()
        offset = date(day.year, day.month, 1).weekday() + day.day - 1
        line, column = divmod(offset, 7)
        left = block.left() + column * block.width() // 7
        right = block.left() + (column + 1) * block.width() // 7
        return QRect(left, block.top() + (line + 2) * height, right - left, height)

    def day_at(self, point: QPoint) -> date | None:
        """Return the day that is drawn at a point."""
        return next((day for day in self._days() if self.rect_of(day).contains(point)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_months(painter)
        painter.setFont(self._small())
        self._draw_weeks(painter)
        shown = event.rect()
        for day in self._days():
            cell = self.rect_of(day)
            if cell.intersects(shown):
                self._draw_day(painter, day, cell.adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(day)
            self.day_toggled.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TOGGLES:
            self.day_toggled.emit(self.current)
        elif key in _STEPS:
            self._go_to(self.current + timedelta(_STEPS[key]))
        elif key in _MONTHS:
            self._go_by_month(_MONTHS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self._told(day) if day else "", self)
            return True
        return super().event(event)

    def _go_to(self, day: date) -> None:
        if day.year == self._edited.number:
            for moved in (self.current, day):
                self.update(self.rect_of(moved))
            self.current = day
            self._name()

    def _go_by_month(self, step: int) -> None:
        month = self.current.month + step
        if 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            last = monthrange(self.current.year, month)[1]
            self._go_to(self.current.replace(month=month, day=min(self.current.day, last)))

    def _name(self) -> None:
        self.setAccessibleName(self._told(self.current))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _told(self, day: date) -> str:
        meaning = MEANINGS[self._edited.mark(day)]
        unsaved = "（未保存）" if self._edited.differs(day) else ""
        return f"{day.month}月{day.day}日 周{WEEK[day.weekday()]} {meaning}{unsaved}"

    def _days(self) -> Iterator[date]:
        first = date(self._edited.number, 1, 1)
        for number in range((date(first.year, 12, 31) - first).days + 1):
            yield first + timedelta(number)

    def _line(self) -> int:
        rows = 12 // _COLUMNS
        return (self.height() // rows - self._theme.px(_GAP) // 2) // _LINES

    def _block(self, month: int) -> QRect:
        row, column = divmod(month - 1, _COLUMNS)
        gap, rows = self._theme.px(_GAP), 12 // _COLUMNS
        width, height = self.width() // _COLUMNS, self.height() // rows
        return QRect(column * width + gap // 2, row * height, width - gap, height)

    def _draw_months(self, painter: QPainter) -> None:
        font, height = self.font(), self._line()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour("text"))
        for month in range(1, 13):
            block = self._block(month)
            block.setHeight(height)
            painter.drawText(block, Qt.AlignmentFlag.AlignCenter, f"{month}月")

    def _draw_weeks(self, painter: QPainter) -> None:
        height = self._line()
        painter.setPen(colour("secondary"))
        for month in range(1, 13):
            block = self._block(month)
            for column, word in enumerate(WEEK):
                left = block.left() + column * block.width() // 7
                cell = QRect(left, block.top() + height, block.width() // 7, height)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)

    def _draw_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        mark = self._edited.mark(day)
        if mark in _TINTS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(_TINTS[mark]))
            painter.drawRoundedRect(cell, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour(_TEXTS[mark]))
        text = f"{day.day}{mark.value.strip()}"
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        if self._edited.differs(day):
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if day == self.current and self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(cell, 4, 4)

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._theme.px(13))
        return font
