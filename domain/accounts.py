"""An account of the office as lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.roles import Role


class AccountState(StrEnum):
    """How far an account has come; the value is the word that users see."""

    ACTIVE = "正常"
    WAITS_FOR_ROLES = "待授予角色"
    WAITS_FOR_RELEASE = "待放行"
    LOCKED = "已停用"


class CertificateState(StrEnum):
    """Whether an account can sign packages; the value is the word that users see."""

    NONE = "—"
    ASKED = "已申请，待颁发"
    HELD = "已颁发"


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account. `roles` stand in the order of the role table."""

    name: str
    roles: tuple[Role, ...]
    state: AccountState
    certificate: CertificateState = CertificateState.NONE
