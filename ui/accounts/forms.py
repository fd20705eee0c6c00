"""What is done with accounts: one small form for each act, refusals under its fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit

from domain.accounts import AccountView
from domain.roles import Role, forbidden_pair
from ui.accounts.model import MEANINGS
from ui.accounts.telling import Telling
from ui.accounts_desk import AccountsDesk
from ui.parts.fields import PAUSE_MS, Field
from ui.parts.furniture import paragraph, restyle
from ui.parts.jobs import Jobs
from ui.parts.panes import below_each_other
from ui.parts.side_form import SideForm
from ui.unlock.cards import STRENGTH_RULE, password_edit

_ABOUT_PASSWORD: Final = ("vault.password_weak", "vault.password_former")
_CLOSE: Final = 4  # all roles and the buttons below them are seen at once on a small screen


class PasswordForm(SideForm):
    """A new password twice. While it is typed, what the rules say of it is told below."""

    def __init__(
        self, heading: str, meaning: str, words: str, *before: Field, named: str = "新密码"
    ) -> None:
        self.new = Field(named, password_edit(STRENGTH_RULE), required=True)
        self.again = Field("再输一遍", password_edit(), required=True)
        super().__init__(heading, meaning, words, *before, self.new, self.again)
        self._judge_by: tuple[AccountsDesk, Jobs, Callable[[], str]] | None = None
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
        if password and password == self.new.raw():
            self.new.complain(why)
            self.new.note("" if why else "✓ 符合要求")

    def clear(self) -> None:
        self.new.note("")
        super().clear()

    def _await_pause(self, _: str) -> None:
        self.new.note("")
        self._pause.start()

    def _judge(self) -> None:
        password = self.new.raw()
        if password and self._judge_by is not None:
            desk, jobs, account = self._judge_by
            name = account()
            jobs.read(
                self,
                "核对密码强度",
                lambda _: desk.weakness(name, password),
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

    def _about(self, code: str) -> Field | None:
        return self.name if code.startswith("account.") else super()._about(code)


class RolesForm(SideForm):
    """All roles to choose from; what cannot be chosen says why beforehand."""

    def __init__(self, may_give: Callable[[Role], str]) -> None:
        self.boxes = {role: QCheckBox(f"{role.value}") for role in Role}
        self._told = {role: paragraph(MEANINGS[role], "hint") for role in Role}
        self._may_give, self._held = may_give, frozenset[Role]()
        pairs = [below_each_other(self.boxes[role], self._told[role]) for role in Role]
        for pair in pairs:
            pair.layout().setSpacing(0)
        super().__init__("角色", "", "保存角色", *pairs)
        self.body.setSpacing(_CLOSE)
        for role, box in self.boxes.items():
            box.setAccessibleDescription(MEANINGS[role])
            box.toggled.connect(self._look)

    def begin(self) -> None:
        """Put the cursor on the first role that can be chosen."""
        super().begin()
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def show_account(self, account: AccountView) -> None:
        """Show what an account holds."""
        self._held = frozenset(account.roles)
        for role, box in self.boxes.items():
            box.setChecked(role in self._held)
        self._look()

    @property
    def unsaved(self) -> bool:
        return any(self.changes)

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    @property
    def changes(self) -> tuple[frozenset[Role], frozenset[Role]]:
        """The roles to be given, and those to be taken."""
        return self.chosen - self._held, self._held - self.chosen

    def _look(self, *_: object) -> None:
        chosen = self.chosen
        barred = {role: self._may_give(role) for role in Role}
        reasons = [why for why in barred.values() if why]
        # What bars several roles alike is said once above them, or those that can be chosen sink
        # below the edge of the window.
        common = next((why for why in reasons if reasons.count(why) > 1), "")
        self.meaning.setText(common)
        self.meaning.setVisible(bool(common))
        for role, box in self.boxes.items():
            pair = _clash(role, chosen)
            why = barred[role] or (pair and f"不能与“{pair}”由同一个账号担任，请分给不同的人员。")
            box.setEnabled(not why)
            box.setToolTip(why)
            # One line for another: a form that grew would take its buttons out of sight.
            short = f"不能与“{pair}”由同一个账号担任" if pair and not barred[role] else ""
            self._told[role].setText(short or MEANINGS[role])
            self._told[role].setToolTip(why)
        self.act.setEnabled(any(self.changes))


def _clash(role: Role, chosen: frozenset[Role]) -> str:
    """Return the chosen role beside which another cannot stand, "" where there is none."""
    if role in chosen:
        return ""
    return next((other for other in Role if other in chosen and forbidden_pair({role, other})), "")


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
