"""One account: how far it has come, what comes next, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from domain.accounts import AccountState, AccountView
from domain.register import Actor
from domain.roles import Act
from ui.accounts.model import WhyNot, next_step, only_lets_in, roles_of, state_mark, way_in
from ui.look.lights import LightChip
from ui.parts.furniture import Card, button, label, paragraph, row

_OWN: Final = "不能对自己的账号做这件事，请由另一位有此职责的人员办理。"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done with an account: whose act it is, and when it is offered."""

    name: str
    words: str
    act: Act
    offered: Callable[[AccountView], bool]
    of_others_only: bool = True


def _is(*states: AccountState) -> Callable[[AccountView], bool]:
    return lambda account: account.state in states


_HERE: Final = tuple(state for state in AccountState if state is not AccountState.LEFT)
_OUTSIDE: Final = (AccountState.LOCKED, AccountState.LEFT)
DEEDS: Final = (
    Deed("release", "放行", Act.RELEASE, _is(AccountState.WAITS_FOR_RELEASE)),
    Deed("roles", "授予或收回角色…", Act.GRANT, _is(*_HERE), of_others_only=False),
    Deed("reset", "重设密码…", Act.CREATE_ACCOUNT, _is(*_HERE)),
    Deed("lock", "停用…", Act.LOCK_ACCOUNT, lambda account: account.state not in _OUTSIDE),
    Deed("unlock", "启用", Act.LOCK_ACCOUNT, _is(AccountState.LOCKED)),
    Deed("leave", "离任…", Act.LOCK_ACCOUNT, _is(*_HERE)),
)


class AccountCard(Card):
    """Shows an account; `asked` names what is to be done with it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name, self._chip = label("", "section"), LightChip()
        self._roles, self._way = paragraph(""), paragraph("", "")
        self._steps = label("加入的步骤", "hint")
        self.next = paragraph("", "strong")
        self.buttons = {deed.name: button(deed.words) for deed in DEEDS}
        self.buttons["release"].setObjectName("primary")
        self.body.addLayout(row(self._name, None, self._chip))
        for part in (self._roles, self._steps, self._way, self.next):
            self.body.addWidget(part)
        for name, pressed in self.buttons.items():
            self.body.addWidget(pressed)
            pressed.clicked.connect(partial(self.asked.emit, name))
        self.body.addStretch(1)

    def show_account(self, account: AccountView, actor: Actor, why_not: WhyNot) -> None:
        """Show an account to an actor; what is not his act says whose it is."""
        self._name.setText(account.name)
        self._chip.show_mark(state_mark(account))
        self._roles.setText(f"角色：{roles_of(account)}")
        way = way_in(account)
        self._way.setText(way)
        for part in (self._steps, self._way):
            part.setVisible(bool(way))
        self.next.setText(next_step(account, actor))
        bystander = only_lets_in(why_not)
        for deed in DEEDS:
            pressed = self.buttons[deed.name]
            own = deed.of_others_only and account.name == actor.account
            barred = why_not(deed.act, deed.words.rstrip("…"))
            why = barred or (_OWN if own else "")
            pressed.setVisible(deed.offered(account) and not (bystander and barred))
            pressed.setEnabled(not why)
            pressed.setToolTip(why)
