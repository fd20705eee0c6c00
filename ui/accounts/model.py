"""How accounts are told."""

from __future__ import annotations

from typing import Final

from domain.accounts import AccountState, AccountView
from ui.look.lights import GREEN, GREY, YELLOW, LightMark
from ui.parts.table import Column

_LIGHTS: Final = {
    AccountState.ACTIVE: GREEN,
    AccountState.WAITS_FOR_ROLES: YELLOW,
    AccountState.WAITS_FOR_RELEASE: YELLOW,
    AccountState.LOCKED: GREY,
}


def state_mark(account: AccountView) -> LightMark:
    """Return an account's state as a light with its word."""
    return LightMark(_LIGHTS[account.state], account.state.value)


def roles_of(account: AccountView) -> str:
    """Return the roles in words."""
    return "、".join(role.value for role in account.roles) or "（还没有角色）"


ACCOUNTS: Final = (
    Column[AccountView]("账号", lambda held: held.name, 8),
    Column[AccountView]("角色", roles_of, 14, rest=True),
    Column[AccountView]("状态", state_mark, 8),
    Column[AccountView]("签名证书", lambda held: held.certificate.value, 8),
)
