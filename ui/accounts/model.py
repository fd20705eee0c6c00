"""How accounts are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from domain.accounts import AccountState, AccountView, joining, rights
from domain.register import Actor
from domain.roles import Act, Role
from domain.workflow.permission import allowed
from ui.look.lights import GREEN, GREY, YELLOW, LightMark
from ui.parts.table import Column

_LIGHTS: Final = {
    AccountState.ACTIVE: GREEN,
    AccountState.WAITS_FOR_ROLES: YELLOW,
    AccountState.WAITS_FOR_RELEASE: YELLOW,
}

_APPOINT: Final = (
    "三员还没有设齐：请新建三个账号，分别授予系统管理员、安全保密管理员、安全审计员；"
    "设齐以后，由他们添加经办、审核等人员。"
)

_APART: Final = (
    "三员已经设好：新建、停用账号和重设密码由系统管理员办，角色和单人模式由安全保密管理员办。"
)
_BYSTANDER: Final = "您在这里看得到谁能办什么，也可以放行同事。"

MEANINGS: Final[Mapping[Role, str]] = {
    Role.HEAD: "全部业务：起草、审核办结、签发数据包、规则设置",
    Role.CLERK: "起草、提交、导入、导出、打印；不能审核",
    Role.REVIEWER: "审核办结、退回、签发和接收数据包；不能起草",
    Role.LEADER: "查阅、审议、签批",
    Role.SYSTEM_ADMIN: "新建和停用账号、备份恢复、升级程序；看不到人员数据",
    Role.SECURITY_OFFICER: "授予角色、单人模式、更换密钥、管理证书；看不到人员数据",
    Role.AUDITOR: "查阅、核验、导出审计；看不到人员数据",
}
"""What each role is for, in one line."""


def state_mark(account: AccountView) -> LightMark:
    """Return an account's state as a light with its word."""
    return LightMark(_LIGHTS.get(account.state, GREY), account.state.value)


def roles_of(account: AccountView) -> str:
    """Return the roles in words."""
    none = "（已收回）" if account.state is AccountState.LEFT else "（还没有角色）"
    return "、".join(role.value for role in account.roles) or none


def _password(account: AccountView) -> str:
    return "初始密码" if account.first_password else account.password_set


def _of_present(told: Callable[[AccountView], str]) -> Callable[[AccountView], str]:
    """Tell of those only who can still come in."""
    return lambda held: (held.state is not AccountState.LEFT and told(held)) or "—"


ACCOUNTS: Final = (
    Column[AccountView]("账号", lambda held: held.name, 8),
    Column[AccountView]("角色", roles_of, 12, rest=True),
    Column[AccountView]("状态", state_mark, 7),
    Column[AccountView]("签名证书", lambda held: held.certificate.value, 7, spare=True),
    Column[AccountView](
        "密钥盘", _of_present(lambda held: "已启用" if held.key_file else ""), 4, spare=True
    ),
    Column[AccountView]("密码设定", _of_present(_password), 7, spare=True),
)

Right = tuple[str, frozenset[Role]]


def _right(role: Role) -> Column[Right]:
    return Column[Right](role.value, lambda held: "●" if role in held[1] else "", len(role.value))


RIGHTS: Final = (
    Column[Right]("办什么", lambda held: held[0], 14, rest=True),
    *(_right(role) for role in Role),
)
ALL_RIGHTS: Final = rights()


def way_in(account: AccountView) -> str:
    """Return the steps of joining, one a line, with who takes each and which were taken.

    Nothing of somebody who has left.
    """
    if account.state is AccountState.LEFT:
        return ""
    marks = ((("✓" if step.done else "○"), step) for step in joining(account))
    return "\n".join(f"{mark} {step.what}（{step.by}）" for mark, step in marks)


def next_step(account: AccountView, actor: Actor) -> str:
    """Return what comes next for an account, and that it is one's own turn where it is."""
    if account.state is AccountState.LEFT:
        return "已离任：这个账号不能再用，它办过的事仍留在审计里。"
    if account.state is AccountState.LOCKED:
        return "已停用：不能登录。启用后，业务账号还要重新放行。"
    waiting = next((step for step in joining(account) if not step.done), None)
    if waiting is None:
        return "可以登录使用。"
    mine = _TURNS.get(waiting.what)
    turn = "现在由您办理。" if mine and allowed(actor, mine) else f"由{waiting.by}办理。"
    return f"下一步：{waiting.what}。{'' if waiting.by == '本人' else turn}"


WhyNot = Callable[[Act, str], str]
"""Says of an act, and of the words on its button, why it is not one's own; "" where it is."""


def only_lets_in(why_not: WhyNot) -> bool:
    """Tell whether somebody may do nothing with accounts but let colleagues to the ledgers.

    He is not shown what is done by officers only: to him it would never be of use.
    """
    return all(why_not(act, "") for act in (Act.CREATE_ACCOUNT, Act.LOCK_ACCOUNT, Act.GRANT))


_TURNS: Final = {"授予角色": Act.GRANT, "放行": Act.RELEASE}


def told_mode(actor: Actor) -> str:
    """Return in words how the office works now, and whose acts those on accounts are."""
    mode = _SINGLE if actor.single else _SEVERAL
    return "\n".join(filter(None, (mode, _told_officers(actor))))


_SINGLE: Final = "现在是单人模式：一个人可以既经办又审核，每一条记录都注明“单人”。"
_SEVERAL: Final = "现在是多人模式：谁录入的，谁不能审核办结；三员由不同的人担任。"


def _told_officers(actor: Actor) -> str:
    acts = [allowed(actor, act) for act in (Act.CREATE_ACCOUNT, Act.GRANT)]
    if actor.officers_appointed:
        return _APART if any(acts) else f"{_APART}{_BYSTANDER}"
    if actor.single:
        return "三员还没有设齐，他们的事由负责人代办。"
    return _APPOINT if all(acts) else "三员还没有设齐，由负责人任命。"
