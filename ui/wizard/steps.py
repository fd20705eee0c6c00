"""The two steps of the set-up that ask: whose office, and who works where."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from domain.facts import OfficeCode
from domain.outcomes import SelfCheck, SetupAnswers
from ui.look.lights import GREEN, YELLOW, LightChip, LightMark
from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.parts.furniture import Card, EnterMoves, button, label, paragraph
from ui.unlock.cards import STRENGTH_RULE, password_edit

LEVELS: Final = (
    ("县（市、区）", "county", 6),
    ("市（州、盟）", "city", 4),
    ("省（区、市）", "province", 2),
)
_MODES: Final = "以后可以改：在“安全管理”里新建账号，任命系统管理员、安全保密管理员、安全审计员。"


class OfficeStep(QWidget):
    """Level, code and name of the office; the self-check of the machine."""

    def __init__(self, enter: EnterMoves) -> None:
        super().__init__()
        level = Choice()
        level.offer(tuple(words for words, _, _ in LEVELS))
        level.setCurrentIndex(0)
        self.level = Field("级别", level, required=True)
        self.code = Field("行政区划代码", QLineEdit(), required=True)
        self.name = Field("地区名称（印在手册和表册上）", QLineEdit(), required=True)
        self.trial = Field("试打几个汉字，确认输入法可用（可不填）", QLineEdit())
        for field, hint in (
            (self.code, "县 6 位、市 4 位、省 2 位，如 629925"),
            (self.name, "如 安澜县"),
        ):
            if isinstance(field.editor, QLineEdit):
                field.editor.setPlaceholderText(hint)
        for field in (*self.fields(), self.trial):
            field.editor.installEventFilter(enter)
        self._checks = QVBoxLayout()
        card = Card("本机自检")
        card.body.addLayout(self._checks)
        card.body.addWidget(self.trial)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        pair = QHBoxLayout()
        pair.setSpacing(14)
        pair.addWidget(self.level, 1)
        pair.addWidget(self.code, 1)
        layout.addLayout(pair)
        layout.addWidget(self.name)
        layout.addWidget(card)
        layout.addStretch(1)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return (self.level, self.code, self.name)

    def show_checks(self, checks: tuple[SelfCheck, ...]) -> None:
        """Show what the machine can do."""
        for check in checks:
            chip, line = LightChip(), QHBoxLayout()
            chip.show_mark(LightMark(GREEN, "正常") if check.sound else LightMark(YELLOW, "注意"))
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(paragraph(f"{check.subject}：{check.text}", ""), 1)
            self._checks.addLayout(line)

    def check(self) -> bool:
        """Complain under the fields; tell whether all is well."""
        missing = [field.missing() for field in self.fields()]
        words, _, length = self._chosen()
        code = self.code.text()
        if code and not (code.isascii() and code.isdigit() and len(code) == length):
            self.code.complain(f"{words}的行政区划代码是 {length} 位数字。")
        return (not any(missing) and not self.code.complaint) or _to_first_wrong(self.fields())

    def office(self) -> tuple[OfficeCode, str, str]:
        """Return code, name and level."""
        return OfficeCode(self.code.text()), self.name.text(), self._chosen()[1]

    def _chosen(self) -> tuple[str, str, int]:
        return next((row for row in LEVELS if row[0] == self.level.text()), LEVELS[0])


class AccountStep(QWidget):
    """The first account, 单人模式, and where data and backups lie."""

    folder_asked = Signal(str)

    def __init__(self, enter: EnterMoves, data: Path, backup: Path) -> None:
        super().__init__()
        name = QLineEdit()
        name.setPlaceholderText("如本人姓名，以后登录时用")
        self.account = Field("账号（负责人）", name, required=True)
        self.password = Field("密码", password_edit(STRENGTH_RULE), required=True)
        self.again = Field("再输一遍密码", password_edit(), required=True)
        self.single = QRadioButton("只有我一个人：既经办又审核，三员的事由我代办，记录注明“单人”")
        self.several = QRadioButton("有几个人：谁录入的谁不能审核，三员由不同的人担任")
        self.single.setChecked(True)
        self.data = Field("数据文件夹", QLineEdit(str(data)), required=True)
        self.backup = Field(
            "备份文件夹（建议放在另一块硬盘）", QLineEdit(str(backup)), required=True
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.account, 0, 0, 1, 2)
        grid.addWidget(self.password, 1, 0)
        grid.addWidget(self.again, 1, 1)
        grid.addWidget(self._modes(), 2, 0, 1, 2)
        for number, (field, which) in enumerate(((self.data, "data"), (self.backup, "backup")), 3):
            browse = button("更改…")
            browse.setProperty("which", which)
            browse.clicked.connect(self._ask_folder)
            browse.installEventFilter(enter)  # Space opens it; Enter goes on to the end of the form
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field, 1)
            line.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
            grid.addLayout(line, number, 0, 1, 2)
        grid.addWidget(
            label("数据全部加密存放；没有密码和恢复单，任何人都打不开。", "hint"), 5, 0, 1, 2
        )
        _stretch(grid, 6)
        for mode in (self.single, self.several):
            mode.installEventFilter(enter)
        for field in self.fields():
            field.editor.installEventFilter(enter)

    def _modes(self) -> QWidget:
        """Ask how many work here; what it means stands below, and can be changed later."""
        modes = QWidget()
        layout = QVBoxLayout(modes)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        for part in (label("这里有几个人办业务"), self.single, self.several, label(_MODES, "hint")):
            layout.addWidget(part)
        return modes

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return (self.account, self.password, self.again, self.data, self.backup)

    def set_folder(self, which: str, folder: Path) -> None:
        """Show a folder that was chosen."""
        field = self.data if which == "data" else self.backup
        if isinstance(field.editor, QLineEdit):
            field.editor.setText(str(folder))

    def check(self) -> bool:
        """Complain under the fields; tell whether all is well."""
        missing = [field.missing() for field in self.fields()]
        if not any(missing) and self.password.raw() != self.again.raw():
            self.again.complain("两次输入的密码不一致，请重新输入。")
        return (not any(missing) and not self.again.complaint) or _to_first_wrong(self.fields())

    def refuse_password(self, text: str) -> None:
        """Say under the password why it will not do."""
        self.password.complain(text)
        self.password.editor.setFocus()

    def answers(self, code: OfficeCode, name: str, level: str) -> SetupAnswers:
        """Return everything the set-up needs to know."""
        return SetupAnswers(
            code=code,
            name=name,
            level=level,
            account=self.account.text(),
            password=self.password.raw(),
            single_operator=self.single.isChecked(),
            data_folder=Path(self.data.text()),
            backup_folder=Path(self.backup.text()),
        )

    def _ask_folder(self) -> None:
        self.folder_asked.emit(str(self.sender().property("which")))


def _stretch(grid: QGridLayout, below: int) -> None:
    """Keep both columns equally wide, also with a complaint in one; what is left lies below."""
    grid.setRowStretch(below, 1)
    for column in (0, 1):
        grid.setColumnStretch(column, 1)


def _to_first_wrong(fields: tuple[Field, ...]) -> bool:
    """Put the cursor where something is to be mended; nothing is sound then."""
    next(field for field in fields if field.complaint).editor.setFocus()
    return False
