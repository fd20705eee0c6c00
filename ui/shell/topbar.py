"""The top bar: whose office, who is signed in, help; a window adds what it has of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from domain.register import Actor, Office
from ui.look.theme import SCALES, Theme
from ui.parts.furniture import button, label


class TopBar(QFrame):
    """Brand, office and the account's menu.

    `search` takes what width is left; `aside` stands before the account.
    """

    lock_asked = Signal()
    help_asked = Signal()
    password_asked = Signal()
    key_file_asked = Signal()
    scale_chosen = Signal(int)

    def __init__(
        self,
        office: Office,
        actor: Actor,
        theme: Theme,
        *,
        search: QWidget | None = None,
        aside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._theme = theme
        self._account = button(f"{actor.account}  ▾", "chip", theme.icon("account"))
        self._account.setAccessibleName("账号菜单")
        self._help = button("帮助 F1", "chip")
        self._help.setShortcut("F1")
        self._help.setToolTip("打开与本页有关的帮助（F1）")
        self._help.clicked.connect(self.help_asked)
        picture = QLabel()
        picture.setPixmap(theme.picture("bianqing", 28))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 14, 7)
        layout.setSpacing(10)
        for part in (picture, label("编清", "brand"), label(office.name, "officename")):
            layout.addWidget(part)
        layout.addSpacing(14)
        if search is not None:
            search.setMinimumWidth(theme.px(260))
            search.setMaximumWidth(theme.px(430))
            layout.addWidget(search, 1)
        layout.addStretch(1)
        if aside is not None:
            layout.addWidget(aside)
        layout.addWidget(self._account)
        layout.addWidget(self._help)
        self._menu(actor)
        theme.wardrobe.add(self)

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
        password = QAction("修改密码…", menu)
        password.triggered.connect(self.password_asked)
        menu.addAction(password)
        key_file = QAction("我的密钥盘…", menu)
        key_file.triggered.connect(self.key_file_asked)
        menu.addAction(key_file)
        lock = QAction(self._theme.icon("lock"), "锁定", menu)
        lock.setShortcut("Ctrl+L")
        lock.triggered.connect(self.lock_asked)
        menu.addAction(lock)
        self.addAction(lock)
        self._account.setMenu(menu)
        self._account.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))

    def _resize(self, action: QAction) -> None:
        self.scale_chosen.emit(action.data())
