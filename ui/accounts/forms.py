"""What is done with accounts: one small form for each act, refusals under its fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from ui.accounts.telling import Telling
from ui.accounts_desk import AccountsDesk
from ui.messages import UserMessage
from ui.parts.fields import PAUSE_MS, Field
from ui.parts.furniture import restyle
from ui.parts.jobs import Jobs
from ui.parts.side_form import SideForm
from ui.unlock.cards import STRENGTH_RULE, password_edit

_ABOUT_PASSWORD: Final = ("vault.password_weak", "vault.password_former")


class PasswordForm(SideForm):
    """A new password twice. While it is typed, what the rules say of it is told below."""

    def __init__(
        self, heading: str, meaning: str, words: str, *before: Field, named: str = "新密码"
    ) -> None:
        self.new = Field(named, password_edit(STRENGTH_RULE), required=True)
        self.again = Field("再输一遍", password_edit(), required=True)
        super().__init__(heading, meaning, words, *before, self.new, self.again)
        self._judge_by: tuple[AccountsDesk, Jobs, Callable[[], str]] | None = None
        self._refused = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        if isinstance(self.new.editor, QLineEdit):
            self.new.editor.textEdited.connect(self._await_pause)

    def judge_by(self, desk: AccountsDesk, jobs: Jobs, account: Callable[[], str]) -> None:
        """Ask a desk what its rules say, for the account that is named when it is asked."""
        self._judge_by = desk, jobs, account

    def _tell_strength(self, password: str, why: str) -> None:
        """Say whether what stands there will do; an answer about another text comes too late."""
        if password == self.new.raw() != self._refused:
            self.new.complain(why)
            self.new.note("" if why else "✓ 符合要求")

    @property
    def former(self) -> str:
        """The password so far, where it is known: it does not count as a new one."""
        return ""

    def clear(self) -> None:
        self._refused = ""
        self.new.note("")
        super().clear()

    def refuse(self, message: UserMessage) -> None:
        super().refuse(message)
        if self._about(message.code) is self.new:
            self._refused = self.new.raw()
            self.new.note("")

    def _await_pause(self, _: str) -> None:
        self.new.note("")
        self._pause.start()

    def _judge(self) -> None:
        password = self.new.raw()
        if password and self._judge_by is not None:
            desk, jobs, account = self._judge_by
            name, former = account(), self.former
            jobs.read(
                self,
                "核对密码强度",
                lambda _: desk.weakness(name, password, former),
                partial(self._tell_strength, password),
            )

    def _about(self, code: str) -> Field | None:
        return self.new if code in _ABOUT_PASSWORD else None

    def _sound(self) -> bool:
        sound = super()._sound()
        if sound and self.new.raw() != self.again.raw():
            self.again.complain("两次输入的密码不一致。")
            self.again.editor.setFocus()
            return False
        return sound


class NewAccountForm(PasswordForm):
    """A name and a first password."""

    def __init__(self) -> None:
        name = QLineEdit()
        name.setPlaceholderText("如本人姓名，以后登录时用")
        self.name = Field("账号名", name, required=True)
        super().__init__(
            "新建账号",
            "新账号还没有任何权限。把初始密码当面告诉本人，他第一次登录时要改成自己的密码。",
            "新建账号",
            self.name,
            named="初始密码",
        )
        name.textEdited.connect(self._judge_anew)

    def _judge_anew(self, name: str) -> None:
        """Judge the password again: it may not hold the name."""
        self._refused = ""
        self._await_pause(name)

    def _about(self, code: str) -> Field | None:
        return self.name if code.startswith("account.") else super()._about(code)


class ConsentForm(SideForm):
    """An act whose meaning is told, and that is carried out by its button."""

    def __init__(self) -> None:
        super().__init__("", "", "")
        self._final = False

    def explain(self, telling: Telling) -> None:
        """Say what the button will do; it looks dangerous where that cannot be undone."""
        self.head.setText(telling.words)
        self.meaning.setText(telling.meaning)
        self.act.setText(telling.words)
        self._final = bool(telling.proof)
        self.act.setObjectName("danger" if self._final else "primary")
        restyle(self.act)

    def begin(self) -> None:
        """Let the keys stand on the act, or on the way out where the act cannot be undone."""
        super().begin()
        if self._final:
            self.back.setFocus()
