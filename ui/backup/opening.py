"""What is asked before a set is opened by other keys, and where one is restored to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from domain.backups import SetOpening
from ui.messages import UserMessage
from ui.parts.fields import Field
from ui.parts.furniture import button, row
from ui.parts.recovery_code import RecoveryCodeField
from ui.parts.side_form import SideForm
from ui.unlock.cards import password_edit

KEY_WANTED = "restore.key_wanted"
PLACE = ("restore.occupied", "restore.no_folder", "restore.no_room", "restore.in_set")
"""Refusals of the folder into which a set is to be restored."""


class OpeningFields:
    """An account with its password of that day, or the recovery code; neither: the own keys."""

    def __init__(self) -> None:
        self.account = Field("那一天的账号", QLineEdit())
        self.password = Field("那一天的密码", password_edit())
        self.code = RecoveryCodeField("或者：恢复码（现在的，或那一天的）", required=False)

    @property
    def all(self) -> tuple[Field, ...]:
        """The fields in their order."""
        return (self.account, self.password, self.code)

    def opening(self) -> SetOpening | None:
        """Return what was said, `None` for nothing."""
        if self.code.text():
            return SetOpening(code=self.code.text())
        if self.password.raw():
            return SetOpening(self.account.text(), self.password.raw())
        return None

    def about(self, code: str) -> Field | None:
        """Return the field that a refusal is about."""
        if code.startswith("recovery."):
            return self.code
        return self.password if code == "restore.password" else None

    def show(self, *, wanted: bool) -> None:
        """Show the fields only where they are needed."""
        for field in self.all:
            field.setVisible(wanted)


class OpenForm(SideForm):
    """Opens a set that the own keys do not open."""

    def __init__(self) -> None:
        self.by = OpeningFields()
        super().__init__(
            "打开这份备份",
            "本账号现在的密钥打不开它：做这份备份以后换过密钥或账号。请填写那一天的账号和密码，"
            "或恢复码（现在的，或那一天的）。只读打开，不改动备份。",
            "打开并对照",
            *self.by.all,
        )

    def _about(self, code: str) -> Field | None:
        return self.by.about(code)

    def _sound(self) -> bool:
        if self.by.opening() is None:
            self.by.password.complain("请填写密码，或者填写恢复码。")
            return False
        return super()._sound()


class RestoreForm(SideForm):
    """Makes a new data folder of a set; the data that are in use stay as they are."""

    folder_asked = Signal()

    def __init__(self) -> None:
        self.by = OpeningFields()
        self._folder = QLineEdit()
        self.folder = Field("恢复到（新文件夹）", self._folder, required=True)
        self.choose = button("选择上级文件夹…")
        super().__init__(
            "恢复到新文件夹",
            "把这份备份完整恢复成一个新的数据文件夹，逐字节核对。正在使用的数据不受影响；"
            "要换用恢复出来的数据，请退出后在登录页点“从备份恢复”。",
            "开始恢复",
            self.folder,
            *self.by.all,
        )
        self.body.insertLayout(3, row(None, self.choose))
        self.choose.clicked.connect(self.folder_asked)
        self.by.show(wanted=False)

    def offer(self, folder: Path) -> None:
        """Propose where to."""
        self._folder.setText(str(folder))

    @property
    def target(self) -> Path:
        """Where the set is restored to."""
        return Path(self.folder.text())

    def refuse(self, message: UserMessage) -> None:
        """Say why not; ask for the keys of that day where the own ones do not open the set."""
        if message.code == KEY_WANTED:
            self.by.show(wanted=True)
        super().refuse(message)

    def _about(self, code: str) -> Field | None:
        return self.folder if code in PLACE else self.by.about(code)
