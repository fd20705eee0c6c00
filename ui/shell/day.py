"""The day that is looked at: its chip in the top bar, the calendar below it, and the banner."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.banner import Banner
from ui.parts.fields import WRONG_DAY, DayEdit
from ui.parts.furniture import button, label, row
from ui.parts.session import Session


class DayPopup(QFrame):
    """A calendar that drops from the day's chip."""

    chosen = Signal(object)
    comparison_asked = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._today = today
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        # Red is for what is wrong, and weekends are not.
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        self._calendar.setMinimumSize(theme.px(340), theme.px(250))
        self._calendar.setMaximumDate(QDate(today.year + 1, 12, 31))
        self._calendar.setAccessibleName("选择数据日期")
        self._typed, self._wrong = DayEdit(), label("", "fielderror")
        self._typed.setAccessibleName("输入数据日期")
        back = button("回到今天", "primary")
        year_end, compare = button(f"{today.year - 1} 年底"), button("对比两日…", "flat")
        layout = QVBoxLayout(self)
        layout.addLayout(row(label("查看哪一天"), self._typed))
        layout.addWidget(self._wrong)
        layout.addWidget(self._calendar)
        layout.addLayout(row(year_end, compare, None, back))
        self._wrong.hide()
        self._typed.returnPressed.connect(self._pick_typed)
        compare.clicked.connect(self._compare)
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        back.clicked.connect(self._pick_today)
        year_end.clicked.connect(self._pick_year_end)

    def open_at(self, day: date, began: date | None, corner: QPoint) -> None:
        """Drop down below a point, showing a day; earlier than the register nothing is offered."""
        if began is not None:
            self._calendar.setMinimumDate(QDate(began.year, began.month, began.day))
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._typed.set_day(day)
        self._wrong.hide()
        self.adjustSize()
        self.move(corner.x() - self.width(), corner.y())
        self.show()
        self._typed.setFocus()
        self._typed.selectAll()

    def _pick(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _pick_today(self) -> None:
        self._choose(self._today)

    def _pick_year_end(self) -> None:
        self._choose(date(self._today.year - 1, 12, 31))

    def _pick_typed(self) -> None:
        day = self._typed.day()
        self._wrong.setText(WRONG_DAY)
        self._wrong.setVisible(day is None)
        if day is not None:
            self._choose(day)

    def _compare(self) -> None:
        self.hide()
        self.comparison_asked.emit()

    def _choose(self, day: date) -> None:
        self.hide()
        self.chosen.emit(day)


class DayChip(QWidget):
    """Shows which day the pages speak of; pressed it drops a calendar."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._popup = DayPopup(theme, session.today, self)
        self._chip = button("", "chip", theme.icon("calendar"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label("数据日期", "hint"))
        layout.addWidget(self._chip)
        self._chip.clicked.connect(self._drop)
        # A button loses its shortcut with every new text.
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self._drop)
        self._popup.chosen.connect(session.look_at)
        self._popup.comparison_asked.connect(session.compare_days)
        session.day_changed.connect(self._show_day)
        self._show_day(session.day)

    def _show_day(self, day: date) -> None:
        today = "（今天）" if day == self._session.today else ""
        self._chip.setText(f"{day.isoformat()}{today}")
        self._chip.setAccessibleName(f"数据日期 {day.isoformat()}")
        self._chip.setToolTip("查看过去某一天的台账（Ctrl+D）")

    def _drop(self) -> None:
        corner = self._chip.mapToGlobal(self._chip.rect().bottomRight())
        self._popup.open_at(self._session.day, self._session.began, corner + QPoint(0, 4))


class DayBanner(Banner):
    """Says that another day than today is looked at, with the way back."""

    def __init__(self, session: Session) -> None:
        back = button("回到今天（Esc）")
        super().__init__(back)
        self._today = session.today
        back.clicked.connect(session.back_to_today)
        session.day_changed.connect(self._show_day)

    def _show_day(self, day: date) -> None:
        told = f"查看 {day.isoformat()} 的台账，不是今天的数据；只能看和输出，不能办业务。"
        self.say("" if day == self._today else told)
