"""The top bar: whose register, which day, who is signed in; and the banner of another day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut, QTextCharFormat
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
from ui.parts.fields import WRONG_DAY, DayEdit
from ui.parts.furniture import button, label, row
from ui.parts.page import Session
from ui.shell.search import GlobalSearch


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


class TopBar(QFrame):
    """Brand, office, search, the day that the session looks at, the account."""

    lock_asked = Signal()
    help_asked = Signal()
    scale_chosen = Signal(int)

    def __init__(self, office: Office, actor: Actor, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._theme, self._session = theme, session
        self._popup = DayPopup(theme, session.today, self)
        self.search = GlobalSearch()
        self.search.setMinimumWidth(theme.px(260))
        self.search.setMaximumWidth(theme.px(430))
        self._chip = button("", "chip", theme.icon("calendar"))
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
        layout.addSpacing(14)
        layout.addWidget(self.search, 1)
        layout.addStretch(1)
        layout.addWidget(label("数据日期", "hint"))
        layout.addWidget(self._chip)
        layout.addWidget(self._account)
        layout.addWidget(self._help)
        self._menu(actor)
        self._chip.clicked.connect(self._drop)
        # A button loses its shortcut with every new text.
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self._drop)
        self._popup.chosen.connect(session.look_at)
        self._popup.comparison_asked.connect(session.compare_days)
        session.day_changed.connect(self._show_day)
        theme.wardrobe.add(self)
        self._show_day(session.day)

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

    def _show_day(self, day: date) -> None:
        today = "（今天）" if day == self._session.today else ""
        self._chip.setText(f"{day.isoformat()}{today}")
        self._chip.setAccessibleName(f"数据日期 {day.isoformat()}")
        self._chip.setToolTip("查看过去某一天的台账（Ctrl+D）")

    def _drop(self) -> None:
        corner = self._chip.mapToGlobal(self._chip.rect().bottomRight())
        self._popup.open_at(self._session.day, self._session.began, corner + QPoint(0, 4))

    def _resize(self, action: QAction) -> None:
        self.scale_chosen.emit(action.data())


class DayBanner(QFrame):
    """Says that another day than today is looked at, with the way back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._today = session.today
        self._text = label("")
        back = button("回到今天（Esc）")
        back.clicked.connect(session.back_to_today)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 16, 5)
        layout.addWidget(self._text)
        layout.addStretch(1)
        layout.addWidget(back)
        session.day_changed.connect(self._show_day)
        self.hide()

    def _show_day(self, day: date) -> None:
        self.setVisible(day != self._today)
        self._text.setText(
            f"▲ 查看 {day.isoformat()} 的台账，不是今天的数据；只能看和输出，不能办业务。"
        )
