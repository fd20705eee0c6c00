"""An account of the office as lists show it, and how far it has come on its way in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.register import Actor
from domain.roles import BUSINESS, HOLDERS, Act, Role


class AccountState(StrEnum):
    """How far an account has come; the value is the word that users see."""

    ACTIVE = "正常"
    WAITS_FOR_ROLES = "待授予角色"
    WAITS_FOR_RELEASE = "待放行"
    LOCKED = "已停用"
    LEFT = "已离任"


class CertificateState(StrEnum):
    """Whether an account can sign packages; the value is the word that users see."""

    NONE = "—"
    ASKED = "已申请，待颁发"
    HELD = "已颁发"


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account. `roles` stand in the order of the role table.

    `first_password` tells that somebody else set the password and its holder has not changed it
    yet; `password_set` is the ISO day on which it was set, "" where nobody noted it. `key_file`
    tells whether the account is opened by a key file besides.
    """

    name: str
    roles: tuple[Role, ...]
    state: AccountState
    certificate: CertificateState = CertificateState.NONE
    first_password: bool = False
    password_set: str = ""
    key_file: bool = False

    @property
    def handles_business(self) -> bool:
        """Whether the account works with the ledgers."""
        return bool(BUSINESS & set(self.roles))


@dataclass(frozen=True, slots=True)
class AccountList:
    """All accounts in the order in which they were made, and who looks at them as things stand."""

    accounts: tuple[AccountView, ...]
    actor: Actor


@dataclass(frozen=True, slots=True)
class JoiningStep:
    """One step of an account on its way in: what, by whom, and whether it was taken."""

    what: str
    by: str
    done: bool


_RELEASERS: Final = "已能使用台账的人员"


def joining(account: AccountView) -> tuple[JoiningStep, ...]:
    """Return the steps that an account takes until its holder works; officers need no release."""
    granted = bool(account.roles)
    released = JoiningStep("放行", _RELEASERS, account.state is AccountState.ACTIVE)
    return (
        JoiningStep("新建账号", _held_by(Act.CREATE_ACCOUNT), done=True),
        JoiningStep("授予角色", _held_by(Act.GRANT), granted),
        *((released,) if account.handles_business or not granted else ()),
        JoiningStep("首次登录时改成自己的密码", "本人", granted and not account.first_password),
    )


def _held_by(act: Act) -> str:
    return "、".join(role.value for role in Role if role in HOLDERS[act])


def rights() -> tuple[tuple[str, frozenset[Role]], ...]:
    """Return the table of acts: acts of the same roles together, in the order of the table."""
    grouped: dict[frozenset[Role], list[str]] = {}
    for act in Act:
        grouped.setdefault(HOLDERS[act], []).append(act.value)
    return tuple(("、".join(acts), roles) for roles, acts in grouped.items())
