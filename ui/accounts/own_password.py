"""One's own password: changed from the account's menu, and at the first sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.accounts.forms import PasswordForm
from ui.accounts_desk import AccountsDesk
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.unlock.cards import password_edit

CHANGED: Final = "密码已修改，下次登录用新密码。"
_WIDTH: Final = 460
_WRONG: Final = "vault.password_wrong"


class OwnPasswordForm(PasswordForm):
    """The password so far, and the new one twice."""

    def __init__(self) -> None:
        self.old = Field("现在的密码", password_edit(), required=True)
        super().__init__(
            "修改密码",
            "密码由您自己保管，程序不保存；忘记了只能请系统管理员重设，或用恢复单打开。",
            "修改密码",
            self.old,
        )

    @property
    def former(self) -> str:
        return self.old.raw()

    def _about(self, code: str) -> Field | None:
        return self.old if code == _WRONG else super()._about(code)


class FirstPasswordForm(PasswordForm):
    """The new password twice; the first one has just been typed."""

    def __init__(self) -> None:
        super().__init__(
            "设置您自己的密码",
            "刚才的密码是别人给您的初始密码，或已用满规定的期限。请改成只有您自己知道的新密码，改好就进入。",
            "改好并进入",
        )
        self._former: Callable[[], str] = str
        self.back.hide()

    @property
    def former(self) -> str:
        return self._former()

    def know(self, former: Callable[[], str]) -> None:
        """Know what tells the first password, which will not do again."""
        self._former = former


class OwnPassword(QObject):
    """Asks for a new password over a window, and changes it."""

    def __init__(
        self, over: QWidget, desk: AccountsDesk, jobs: Jobs, notices: Notices, theme: Theme
    ) -> None:
        super().__init__(over)
        self._over, self._desk, self._jobs, self._notices = over, desk, jobs, notices
        self._theme = theme
        self.form: OwnPasswordForm | None = None
        self._dialog: QDialog | None = None

    def ask(self, account: str) -> None:
        """Show the fields for the password of whoever is signed in."""
        dialog, form = QDialog(self._over), OwnPasswordForm()
        dialog.setWindowTitle("修改密码")
        dialog.setFixedWidth(self._theme.px(_WIDTH))
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)
        self._theme.wardrobe.dress(dialog)
        form.given.connect(self._change)
        form.left.connect(dialog.reject)
        form.judge_by(self._desk, self._jobs, lambda: account)
        dialog.finished.connect(self._forget)
        self._dialog, self.form = dialog, form
        dialog.open()
        form.begin()

    def _change(self) -> None:
        desk, form = self._desk, self.form
        if form is not None:
            old, new = form.old.raw(), form.new.raw()
            self._jobs.write(
                self,
                "修改密码",
                lambda _: desk.change_password(old, new),
                self._changed,
                failed=form.refuse,
                holds=(form.act,),
            )

    def _changed(self, _: None) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._notices.say(CHANGED)

    def _forget(self, _: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self.form = None
