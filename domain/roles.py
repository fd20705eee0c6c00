"""Who may do what: the seven roles, the pairs nobody may hold together, and the table of acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """A role of an account; the value is the word that users see and data holds."""

    HEAD = "负责人"
    CLERK = "经办"
    REVIEWER = "审核"
    LEADER = "领导"
    SYSTEM_ADMIN = "系统管理员"
    SECURITY_OFFICER = "安全保密管理员"
    AUDITOR = "安全审计员"


BUSINESS: Final = frozenset({Role.HEAD, Role.CLERK, Role.REVIEWER, Role.LEADER})
"""The roles that hold the key to the two ledgers."""

OFFICERS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER, Role.AUDITOR})
"""The three officers (三员): they handle no business and hold no key to personal data."""


class Act(StrEnum):
    """What a role may be asked for; the value is the word written into the audit."""

    READ = "查阅台账"
    DRAFT = "起草"
    SUBMIT = "提交"
    IMPORT = "导入"
    EXPORT = "导出"
    PRINT = "打印"
    APPROVE = "审核办结"
    RETURN = "退回"
    SIGN_PACKAGE = "签发数据包"
    ACCEPT_PACKAGE = "接收数据包"
    CLOSE_PROBLEM = "销号"
    DELIBERATE = "审议"
    SIGN_OFF = "签批"
    CONFIGURE = "设置规则"
    RELEASE = "放行账号"
    CREATE_ACCOUNT = "新建账号"
    LOCK_ACCOUNT = "停用账号"
    UPDATE_PROGRAM = "升级程序"
    BACKUP = "备份"
    VERIFY = "核验"
    RESTORE = "恢复"
    CONFIRM_CLOCK = "确认电脑时间"
    GRANT = "授予角色"
    SINGLE_MODE = "设置单人模式"
    ORDER_ROTATION = "更换密钥"
    CERTIFICATES = "管理证书"
    AUDIT_READ = "查阅审计"
    AUDIT_VERIFY = "核验审计"
    AUDIT_EXPORT = "导出审计"


_CLERK_WORK: Final = frozenset({Role.HEAD, Role.CLERK})
_DECISION: Final = frozenset({Role.HEAD, Role.REVIEWER})
_SITTING: Final = frozenset({Role.HEAD, Role.LEADER})
_UPKEEP: Final = frozenset({Role.HEAD, Role.SYSTEM_ADMIN})
_SYSTEM: Final = frozenset({Role.SYSTEM_ADMIN})
_SECURITY: Final = frozenset({Role.SECURITY_OFFICER})
_AUDIT: Final = frozenset({Role.AUDITOR})

HOLDERS: Final[Mapping[Act, frozenset[Role]]] = MappingProxyType(
    {
        Act.READ: BUSINESS,
        Act.DRAFT: _CLERK_WORK,
        Act.SUBMIT: _CLERK_WORK,
        Act.IMPORT: _CLERK_WORK,
        Act.EXPORT: _CLERK_WORK,
        Act.PRINT: _CLERK_WORK,
        Act.APPROVE: _DECISION,
        Act.RETURN: _DECISION,
        Act.SIGN_PACKAGE: _DECISION,
        Act.ACCEPT_PACKAGE: _DECISION,
        Act.CLOSE_PROBLEM: _DECISION,
        Act.DELIBERATE: _SITTING,
        Act.SIGN_OFF: _SITTING,
        Act.CONFIGURE: frozenset({Role.HEAD}),
        Act.RELEASE: BUSINESS,
        Act.CREATE_ACCOUNT: _SYSTEM,
        Act.LOCK_ACCOUNT: _SYSTEM,
        Act.UPDATE_PROGRAM: _SYSTEM,
        Act.BACKUP: _UPKEEP,
        Act.VERIFY: _UPKEEP,
        Act.RESTORE: _UPKEEP,
        Act.CONFIRM_CLOCK: _UPKEEP,
        Act.GRANT: _SECURITY,
        Act.SINGLE_MODE: _SECURITY,
        Act.ORDER_ROTATION: _SECURITY,
        Act.CERTIFICATES: _SECURITY,
        Act.AUDIT_READ: _AUDIT,
        Act.AUDIT_VERIFY: _AUDIT,
        Act.AUDIT_EXPORT: _AUDIT,
    }
)
"""The table of acts: the roles that may do each.

RELEASE (sealing the register key to a granted account) is any key holder's, because only he can.
"""

_APPOINTING: Final = frozenset({Act.CREATE_ACCOUNT, Act.GRANT})


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about an office's acts beside the actor's own roles."""

    officers_appointed: bool
    single_operator: bool


def stands_in(roles: Iterable[Role], act: Act, standing: Standing) -> bool:
    """Tell whether `act` is allowed only because nobody else is there yet; such acts are marked.

    Until the officers are appointed the 负责人 appoints them, and in 单人模式 does all their acts.
    """
    held = frozenset(roles)
    if held & HOLDERS[act] or Role.HEAD not in held or standing.officers_appointed:
        return False
    return HOLDERS[act] <= OFFICERS and (standing.single_operator or act in _APPOINTING)


def may(
    roles: Iterable[Role], act: Act, *, officers_appointed: bool, single_operator: bool
) -> bool:
    """Tell whether an account of these roles may do `act` in such an office."""
    held = frozenset(roles)
    standing = Standing(officers_appointed, single_operator)
    return bool(held & HOLDERS[act]) or stands_in(held, act, standing)


def may_grant(
    roles: Iterable[Role],
    wanted: Iterable[Role],
    *,
    officers_appointed: bool,
    single_operator: bool,
) -> bool:
    """Tell whether an account of `roles` may give (or take) the roles `wanted`.

    Outside 单人模式 the 负责人 appoints the officers and nobody else; they do the rest.
    """
    held = frozenset(roles)
    if not may(
        held,
        Act.GRANT,
        officers_appointed=officers_appointed,
        single_operator=single_operator,
    ):
        return False
    if Role.SECURITY_OFFICER in held or single_operator:
        return True
    return frozenset(wanted) <= OFFICERS


def forbidden_pair(roles: Iterable[Role]) -> tuple[Role, Role] | None:
    """Return two of `roles` that one account may not hold together, `None` when all is well.

    An officer handles no business, and the 安全审计员 is nobody else's officer. The pair is always
    the first in the order of the role table, so that the same error is told the same way.
    """
    held = frozenset(roles)
    ordered = [role for role in Role if role in held]
    for first in ordered:
        for second in ordered[ordered.index(first) + 1 :]:
            if second in OFFICERS and (first in BUSINESS or second is Role.AUDITOR):
                return first, second
    return None
