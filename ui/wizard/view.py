"""The set-up in five steps: office, account, recovery sheet, units, people."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.intake.view import IntakeView
from ui.look.theme import Theme
from ui.parts.furniture import Card, EnterMoves, button, label, restyle, row
from ui.parts.recovery_sheet import RecoverySheet
from ui.wizard.steps import AccountStep, OfficeStep

STEPS: Final = ("本单位", "账号和存放位置", "恢复单", "导入机构表", "导入人员表")
OFFICE, ACCOUNT, RECOVERY, UNITS, PEOPLE = range(len(STEPS))
_WIDTH = 620
_HINTS = (
    "先告诉程序这是哪家编办。",
    "第一个账号是负责人。密码由您自己保管，程序不保存。",
    "",
    "选择常用的机构编制 Excel 表。也可以先跳过，以后再导入。",
    "选择常用的人员 Excel 表。也可以先跳过，以后再导入。",
)


class WizardView(QWidget):
    """Leads through the steps; Enter goes from field to field."""

    next_asked = Signal(int)
    back_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, data: Path, backup: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._enter, self._at = EnterMoves(self), OFFICE
        self.office, self.account = OfficeStep(self._enter), AccountStep(self._enter, data, backup)
        self.sheet = RecoverySheet(theme)
        self.intakes = (IntakeView(theme, back=False), IntakeView(theme, back=False))
        self._title, self._hint = label("", "title"), label("", "hint")
        self._stack, self._marks = QStackedWidget(), tuple(label("") for _ in STEPS)
        self._next, self._back = button("下一步", "primary"), button("上一步")
        self._restore = button("已有备份？从备份恢复", "link")
        self._arrange(theme)
        self.setTabOrder(self._next, self._back)
        self.setTabOrder(self._back, self._restore)
        self._next.setAutoDefault(True)  # Enter leads here from the last field, and on from here
        self._next.clicked.connect(self._ask_next)
        self._back.clicked.connect(self.back_asked)
        self._restore.clicked.connect(self.restore_asked)
        self.show_step(OFFICE)

    def _arrange(self, theme: Theme) -> None:
        for part in (self.office, self.account, self.sheet):
            card = Card()
            card.body.setContentsMargins(26, 20, 26, 20)
            card.body.addWidget(part)
            card.setMaximumWidth(theme.px(_WIDTH + 120))
            frame = QWidget()
            frame.setObjectName("page")
            column = QVBoxLayout(frame)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(card)
            column.addStretch(1)
            self._stack.addWidget(frame)
        for number, intake in enumerate(self.intakes):
            intake.begin("units" if number == 0 else "persons")
            intake.layout().setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(intake)
        main = QVBoxLayout()
        main.setContentsMargins(28, 22, 28, 18)
        main.setSpacing(10)
        main.addWidget(self._title)
        main.addWidget(self._hint)
        main.addWidget(self._stack, 1)
        main.addLayout(row(self._back, self._restore, None, self._next))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._steps(theme))
        layout.addLayout(main, 1)

    def _steps(self, theme: Theme) -> QFrame:
        side = QFrame()
        side.setObjectName("navigation")
        side.setFixedWidth(theme.px(230))
        steps = QVBoxLayout(side)
        steps.setContentsMargins(22, 26, 22, 22)
        steps.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(theme.picture("bianqing", 44))
        steps.addWidget(picture)
        steps.addWidget(label("欢迎使用编清", "section"))
        for mark in self._marks:
            steps.addWidget(mark)
        steps.addStretch(1)
        return side

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self._at

    def show_step(self, step: int) -> None:
        """Show a step."""
        self._at = step
        self._stack.setCurrentIndex(step)
        self._title.setText(f"{step + 1}  {STEPS[step]}")
        self._hint.setText(_HINTS[step])
        for number, mark in enumerate(self._marks):
            sign = "✓" if number < step else "●" if number == step else "○"
            mark.setText(f"{sign}  {number + 1}  {STEPS[number]}")
            name = "strong" if number == step else "lead"
            mark.setObjectName(name)
            restyle(mark)
        self._back.setVisible(step == ACCOUNT)
        # Further on it would throw away what was typed, or an office that is already there.
        self._restore.setVisible(step == OFFICE)
        self._next.setVisible(step != RECOVERY)
        names = ("下一步", "创建台账", "", "跳过", "跳过，进入工作台")
        self._offer(names[step], plain=step in (UNITS, PEOPLE))
        self.begin()

    def begin(self) -> None:
        """Put the cursor where typing begins; a window gives focus away only once it is shown."""
        first = {
            OFFICE: self.office.code,
            ACCOUNT: self.account.account,
            RECOVERY: self.sheet.typed,
        }.get(self._at)
        if first is not None:
            first.editor.setFocus()

    def show_imported(self) -> None:
        """After an import the button goes on instead of skipping."""
        self._offer("下一步" if self._at == UNITS else "进入工作台", plain=False)
        self._next.setFocus()

    def _offer(self, words: str, *, plain: bool) -> None:
        """Word the button that goes on; skipping must not look like what one ought to do."""
        self._next.setText(words)
        self._next.setObjectName("" if plain else "primary")
        restyle(self._next)

    def work(self, *, busy: bool) -> None:
        """Take no second answer while one is being worked on."""
        self._next.setEnabled(not busy)

    def _ask_next(self) -> None:
        self.next_asked.emit(self._at)
