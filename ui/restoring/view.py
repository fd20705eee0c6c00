"""从备份恢复, before anybody is signed in: which set, whose key, where to, and what came of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from domain.backups import RestoredTold, SetState, ShownSet
from ui.backup.model import ATTACHED, sets_columns
from ui.backup.opening import PLACE, OpeningFields
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import Field
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.table import Grid, RowTable

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
    target_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, data: Path, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        # What a set is worth is proved when it is opened; nobody here has its keys yet.
        self._data, told = data, ("时间", "原因", "大小", "名称")
        columns = tuple(one for one in sets_columns(today) if one.heading in told)
        columns = (*columns[:-1], ATTACHED, columns[-1])
        self.table, self.grid = RowTable[ShownSet](columns, self), Grid("备份")
        self.grid.show_table(self.table, columns)
        self.grid.fit_rows(_ROWS, 3)
        self.place, self.look = label("", "hint"), button("到别处找备份…")
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
                "这里没有备份",
                "点“到别处找备份…”，选 U 盘上名字以“编清备份”开头的文件夹所在的文件夹。",
            ),
        )
        self._stack = QStackedLayout()
        self._arrange(theme)
        self.look.clicked.connect(self.folder_asked)
        self.choose.clicked.connect(self.target_asked)
        self.act.clicked.connect(self._ask)
        self._group.idToggled.connect(self._let)
        self.grid.selectionModel().currentRowChanged.connect(self._ask_anew)
        self.back_home.setChecked(True)

    def _arrange(self, theme: Theme) -> None:
        # Who signed in last need not be one who may restore: nobody is proposed.
        if isinstance(self.by.account.editor, QLineEdit):
            self.by.account.editor.setPlaceholderText("负责人或系统管理员的账号")
        card = Card("从备份恢复")
        card.body.addWidget(paragraph(_ABOUT))
        card.body.addLayout(row(label("1  选一份备份", "strong"), self.place, None, self.look))
        card.body.addWidget(self._sets)
        card.body.addWidget(label("2  用哪个账号或恢复码打开", "strong"))
        card.body.addLayout(row(*self.by.all, spacing=12))
        card.body.addWidget(label("3  放在哪里", "strong"))
        for number, choice in enumerate((self.back_home, self.elsewhere)):
            self._group.addButton(choice, number)
            card.body.addWidget(choice)
        card.body.addLayout(row(self.folder, self.choose, spacing=12))
        card.body.addWidget(self._problem)
        card.body.addWidget(self.knowing)
        card.body.addLayout(row(self.back, None, self.act))
        told = Card("已恢复")
        told.body.addWidget(self.done)
        told.body.addLayout(row(None, self.enter))
        told.body.addStretch(1)
        self._problem.hide()
        self.knowing.hide()
        for part in (card, told):
            part.setFixedWidth(theme.px(_WIDTH))
            frame = QWidget()
            frame.setObjectName("page")
            column = QVBoxLayout(frame)
            column.addStretch(1)
            column.addLayout(row(None, part, None))
            column.addStretch(2)
            self._stack.addWidget(frame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._stack)

    def show_sets(self, folder: Path, sets: tuple[ShownSet, ...]) -> None:
        """Show the sets of a folder, the newest first."""
        self.place.setText(str(folder))
        self.table.fill([one for one in sets if one.state is not SetState.DAMAGED])
        self._sets.choose(filled=bool(self.table.rows))
        self._ask_anew()
        if self.table.rows:
            self.grid.selectRow(0)

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

    def show_restored(self, told: RestoredTold) -> None:
        """Show what came of it; what was typed is forgotten."""
        for field in self.by.all:
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()
        self.done.setText("\n".join(told.lines))
        self._stack.setCurrentIndex(1)
        self.enter.setFocus()

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
        if self.set is None:
            self.look.setFocus()
        elif self.by.opening() is None:
            self.by.password.complain("请填写密码，或者填写恢复码。")
            self.by.password.editor.setFocus()
        elif not self.folder.missing():
            self.restore_asked.emit()
