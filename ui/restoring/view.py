"""从备份恢复, before anybody is signed in: which set, whose key, where to, and what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from domain.backups import FoundSets, RestoredTold, SetState, ShownSet
from ui.backup.opening import PLACE, OpeningFields
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import Field
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.room import scrolled
from ui.parts.table import Grid, RowTable
from ui.restoring.model import found_columns

_WIDTH: Final = 820
_ROWS: Final = 6
_ABOUT: Final = (
    "不用先打开原来的数据：只要有一份备份，和做备份那一天任何一个负责人或系统管理员账号的密码，"
    "或恢复码（那一天有效的；现在的数据还在时，现在的也行）。恢复前先逐字节核对备份；原来的数据整个移入隔离区，一个文件也不删。"
)
_FOUNDED_APART: Final = "restore.other_founding"


class RestoringView(QWidget):
    """Asks for a folder of sets, then for one of them to be restored."""

    folder_asked = Signal()
    search_asked = Signal()
    target_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, data: Path, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._data, columns = data, found_columns(today)
        self.table, self.grid = RowTable[ShownSet](columns, self), Grid("备份")
        self.grid.show_table(self.table, columns)
        self.grid.fit_rows(_ROWS, 3)
        self.again, self.look = button("重新查找"), button("到别处找备份…")
        self.place, self.missed = paragraph("", "hint"), paragraph("", "fielderror")
        self.by = OpeningFields()
        self.back_home = QRadioButton(f"放回原来的位置：{data}")
        self.elsewhere = QRadioButton("放到新的文件夹")
        self.knowing = QCheckBox(
            "我已核对：现在的数据是另外新建的，仍要换下（原来的整个移入隔离区）"
        )
        self._group, self._folder = QButtonGroup(self), QLineEdit()
        self.folder = Field("新的文件夹", self._folder)
        self.choose = button("选择上级文件夹…")
        self.act, self.back = button("开始恢复", "primary"), button("返回")
        self._problem = paragraph("", "fielderror")
        self.done, self.enter = paragraph("", ""), button("去登录", "primary")
        self._sets = OrEmpty(
            self.grid,
            EmptyState(
                "没有找到备份",
                "插好存有备份的 U 盘或移动硬盘，点“重新查找”；或者点“到别处找备份…”，"
                "选名字以“编清备份”开头的文件夹所在的文件夹。",
            ),
        )
        self._stack, self._rooms = QStackedLayout(), list[QScrollArea]()
        self._arrange(theme)
        self.again.clicked.connect(self.search_asked)
        self.look.clicked.connect(self.folder_asked)
        self.choose.clicked.connect(self.target_asked)
        self.act.clicked.connect(self._ask)
        self._group.idToggled.connect(self._let)
        self.grid.selectionModel().currentRowChanged.connect(self._choose)
        self.back_home.setChecked(True)

    def _arrange(self, theme: Theme) -> None:
        # Who signed in last need not be one who may restore: nobody is proposed.
        if isinstance(self.by.account.editor, QLineEdit):
            self.by.account.editor.setPlaceholderText("负责人或系统管理员的账号")
        card = Card("从备份恢复")
        card.body.addWidget(paragraph(_ABOUT))
        found = label("本机和插着的 U 盘、移动硬盘上的，新的在前", "hint")
        head = row(label("1  选一份备份", "strong"), found, None, self.again, self.look)
        card.body.addLayout(head)
        card.body.addWidget(self._sets)
        card.body.addWidget(self.place)
        card.body.addWidget(self.missed)
        card.body.addWidget(label("2  用哪个账号或恢复码打开", "strong"))
        opening = row(*self.by.all, spacing=12)
        for number in range(opening.count()):
            opening.setStretch(number, 1)  # a complaint leaves the other fields their width
        card.body.addLayout(opening)
        card.body.addWidget(label("3  放在哪里", "strong"))
        for number, choice in enumerate((self.back_home, self.elsewhere)):
            self._group.addButton(choice, number)
            card.body.addWidget(choice)
        card.body.addLayout(row(self.folder, self.choose, spacing=12))
        card.body.addWidget(self._problem)
        card.body.addWidget(self.knowing)
        card.body.addLayout(row(self.back, None, self.act))
        for told_later in (self.missed, self._problem, self.knowing):
            told_later.hide()
        self._stand_in_rooms(theme, card)

    def _stand_in_rooms(self, theme: Theme, card: Card) -> None:
        told = Card("已恢复")
        told.body.addWidget(self.done)
        told.body.addLayout(row(None, self.enter))
        told.body.addStretch(1)
        for part in (card, told):
            part.setFixedWidth(theme.px(_WIDTH))
            frame = QWidget()
            frame.setObjectName("page")
            column = QVBoxLayout(frame)
            column.addStretch(1)
            column.addLayout(row(None, part, None))
            column.addStretch(2)
            # Refusals, and what is to be done again, may be longer than the window is high.
            self._rooms.append(scrolled(frame))
            self._stack.addWidget(self._rooms[-1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._stack)

    def show_sets(self, found: FoundSets, within: Path | None = None) -> None:
        """Show what was found; the set that was chosen stays so, else the newest is.

        Of a folder that has just been named the newest set is.
        """
        sets = [one for one in found.sets if one.state is not SetState.DAMAGED]
        kept = self.grid.refill(self.table, sets, attrgetter("path"))
        self._sets.choose(filled=bool(sets))
        self.missed.setText("\n".join(found.missed))
        self.missed.setVisible(bool(found.missed))
        named = (at for at, one in enumerate(sets) if within and one.path.is_relative_to(within))
        first = next(named, None)
        if first is not None or (sets and not kept):
            self.grid.selectRow(first or 0)
        self._choose()

    def offer_folder(self, folder: Path) -> None:
        """Propose a new folder."""
        self._folder.setText(str(folder))

    @property
    def set(self) -> ShownSet | None:
        """The set that is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    @property
    def replaces(self) -> bool:
        """Whether the former data give way."""
        return self.back_home.isChecked()

    @property
    def target(self) -> Path:
        """Where the set is restored to."""
        return self._data if self.replaces else Path(self.folder.text())

    def refuse(self, message: UserMessage) -> None:
        """Say why not, under the field that it is about."""
        about = self.by.about(message.code)
        if message.code == _FOUNDED_APART:
            self.knowing.show()
        if message.code in PLACE and not self.replaces:
            about = self.folder
        if about is not None:
            about.complain(message.text)
            about.editor.setFocus()
        else:
            self._problem.setText(message.text)
            self._problem.show()
        # Only what was laid out anew knows how far it is to be scrolled.
        QTimer.singleShot(0, self, partial(self._bring_into_sight, about or self.act))

    def _bring_into_sight(self, part: QWidget) -> None:
        self._rooms[0].ensureWidgetVisible(part)

    def show_restored(self, told: RestoredTold) -> None:
        """Show what came of it; what was typed is forgotten."""
        for field in self.by.all:
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()
        self.done.setText("\n".join(told.lines))
        self._stack.setCurrentIndex(1)
        self.enter.setFocus()

    def _choose(self, *_: object) -> None:
        self._ask_anew()
        self.place.setText(f"存放在 {self.set.path}" if self.set is not None else "")

    def _ask_anew(self, *_: object) -> None:
        """Forget what was confirmed for another set or another place."""
        self.knowing.setChecked(False)
        self.knowing.hide()

    def _let(self, *_: object) -> None:
        self._ask_anew()
        for part in (self.folder, self.choose):
            part.setVisible(not self.replaces)
        self.folder.require(needed=not self.replaces)

    def _ask(self) -> None:
        self._problem.hide()
        for field in self.by.all:
            field.complain("")
        if self.set is None:
            self.look.setFocus()
        elif self.by.opening() is None:
            self.by.password.complain("请填写密码，或者填写恢复码。")
            self.by.password.editor.setFocus()
        elif not self.folder.missing():
            self.restore_asked.emit()
