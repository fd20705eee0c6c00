"""The top bar: whose register, which day, who is signed in; and the banner of another day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from domain.register import Actor, Office
from ui.look.theme import SCALES, Theme
from ui.parts.furniture import button, label, row


class DayPopup(QFrame):
    """A calendar that drops from the day's chip."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._today = today
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setMinimumSize(theme.px(340), theme.px(250))
        self._calendar.setMaximumDate(QDate(today.year + 1, 12, 31))
        self._calendar.setAccessibleName("选择数据日期")
        back = button("回到今天", "primary")
        year_end = button(f"{today.year - 1} 年底")
        layout = QVBoxLayout(self)
        layout.addWidget(self._calendar)
        layout.addLayout(row(year_end, None, back))
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        back.clicked.connect(self._pick_today)
        year_end.clicked.connect(self._pick_year_end)

    def open_at(self, day: date, began: date | None, corner: QPoint) -> None:
        """Drop down below a point, showing a day; earlier than the register nothing is offered."""
        if began is not None:
            self._calendar.setMinimumDate(QDate(began.year, began.month, began.day))
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(corner.x() - self.width(), corner.y())
        self.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _pick_today(self) -> None:
        self._choose(self._today)

    def _pick_year_end(self) -> None:
        self._choose(date(self._today.year - 1, 12, 31))

    def _choose(self, day: date) -> None:
        self.hide()
        self.chosen.emit(day)


class TopBar(QFrame):
    """Brand, office, the data's day, the account."""

    day_chosen = Signal(object)
    lock_asked = Signal()
    help_asked = Signal()
    scale_chosen = Signal(int)

    def __init__(self, office: Office, actor: Actor, today: date, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._theme, self._today, self._day = theme, today, today
        self._began: date | None = None
        self._popup = DayPopup(theme, today, self)
        self._chip = button("", "chip", theme.icon("calendar"))
        self._chip.setShortcut("Ctrl+D")
        self._account = button(f"{actor.account}  ▾", "chip", theme.icon("account"))
        self._account.setAccessibleName("账号菜单")
        self._help = button("帮助 F1", "chip")
        self._help.setShortcut("F1")
        self._help.setToolTip("打开与本页有关的帮助（F1）")
        self._help.clicked.connect(self.help_asked)
        picture = QLabel()
        picture.setPixmap(theme.picture("bianqing", 28))
        name = label(office.name, "officename")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 14, 7)
        layout.setSpacing(10)
        for part in (picture, label("编清", "brand"), name):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(label("数据日期", "hint"))
        layout.addWidget(self._chip)
        layout.addWidget(self._account)
        layout.addWidget(self._help)
        self._menu(actor)
        self._chip.clicked.connect(self._drop)
        self._popup.chosen.connect(self.day_chosen)
        theme.wardrobe.add(self)
        self.show_day(today)

    def _menu(self, actor: Actor) -> None:
        menu = QMenu(self)
        told = "单人模式" if actor.single else "多人模式"
        who = QAction(f"{actor.account}（{'、'.join(sorted(actor.roles))} · {told}）", menu)
        who.setEnabled(False)
        menu.addAction(who)
        menu.addSeparator()
        sizes = menu.addMenu("字号")
        group = QActionGroup(sizes)
        for scale in SCALES:
            size = QAction(f"{scale}%", group)
            size.setCheckable(True)
            size.setChecked(scale == self._theme.scale)
            size.setData(scale)
            sizes.addAction(size)
        group.triggered.connect(self._resize)
        menu.addSeparator()
        lock = QAction(self._theme.icon("lock"), "锁定（Ctrl+L）", menu)
        lock.setShortcut("Ctrl+L")
        lock.triggered.connect(self.lock_asked)
        menu.addAction(lock)
        self.addAction(lock)
        self._account.setMenu(menu)
        self._account.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))

    def show_day(self, day: date) -> None:
        """Show which day is looked at."""
        self._day = day
        today = "（今天）" if day == self._today else ""
        self._chip.setText(f"{day.isoformat()}{today}")
        self._chip.setAccessibleName(f"数据日期 {day.isoformat()}")
        self._chip.setToolTip("查看过去某一天的台账（Ctrl+D）")

    def know_beginning(self, began: date | None) -> None:
        """Offer no day before the register began."""
        self._began = began

    def _drop(self) -> None:
        corner = self._chip.mapToGlobal(self._chip.rect().bottomRight())
        self._popup.open_at(self._day, self._began, corner + QPoint(0, 4))

    def _resize(self, action: QAction) -> None:
        self.scale_chosen.emit(action.data())


class DayBanner(QFrame):
    """Says that another day than today is looked at, with the way back."""

    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("")
        back = button("回到今天（Esc）")
        back.clicked.connect(self.back_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 16, 5)
        layout.addWidget(self._text)
        layout.addStretch(1)
        layout.addWidget(back)
        self.hide()

    def show_day(self, day: date, today: date) -> None:
        """Appear unless the day is today."""
        self.setVisible(day != today)
        self._text.setText(
            f"▲ 正在查看 {day.year}年{day.month}月{day.day}日 的台账，不是今天的数据。"
        )
