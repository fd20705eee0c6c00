"""Accounts and their roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance, attended
from desktop.commands.console import Answer, Console
from domain.errors import Refusal
from domain.roles import Act, Role, forbidden_pair, may_grant
from storage import accounts, granting
from storage.session import Session, denied
from storage.vault import list_accounts

STATE_WORDS: Final = {"active": "正常", "pending": "待授权或放行", "locked": "已锁定"}


def account(console: Console) -> Answer:
    """Add, grant, release, lock or list accounts; every act but listing is audited."""
    wanted = console.arguments
    folder = console.folder("data")
    if wanted.act != "list":
        with (
            attended(folder, console.user, console.password(), console.clock) as attendance,
            attendance.witnessed(f"account.{wanted.act}", wanted.name),
        ):
            _ACTS[wanted.act](console, attendance)
    return _listed(folder)


def _add(console: Console, attendance: Attendance) -> None:
    """Make the account and give it its roles, or do neither."""
    session, name = attendance.session, console.arguments.name
    session.require(Act.CREATE_ACCOUNT)
    roles = _roles(console)
    if roles:
        _require_grant(session, roles)
    accounts.add_account(session, name, console.new_password(), profile=console.profile)
    attendance.enter(Act.CREATE_ACCOUNT, "account.add", name)
    if roles:
        _give(attendance, name, roles)


def _grant(console: Console, attendance: Attendance) -> None:
    _give(attendance, console.arguments.name, _roles(console))


def _give(attendance: Attendance, name: str, roles: list[Role]) -> None:
    granting.grant(attendance.session, name, roles)
    given = "、".join(role.value for role in roles)
    attendance.enter(Act.GRANT, "account.grant", f"{name}：{given}")


def _release(console: Console, attendance: Attendance) -> None:
    granting.release(attendance.session, console.arguments.name)
    attendance.enter(Act.RELEASE, "account.release", console.arguments.name)


def _lock(console: Console, attendance: Attendance) -> None:
    accounts.lock(attendance.session, console.arguments.name)
    attendance.enter(Act.LOCK_ACCOUNT, "account.lock", console.arguments.name)


_ACTS: Final[Mapping[str, Callable[[Console, Attendance], None]]] = {
    "add": _add,
    "grant": _grant,
    "release": _release,
    "lock": _lock,
}


def _roles(console: Console) -> list[Role]:
    roles = [_role(text) for text in console.arguments.role or ()]
    pair = forbidden_pair(roles)
    if pair is not None:
        raise Refusal("role.forbidden_pair", first=pair[0].value, second=pair[1].value)
    return roles


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Refusal("role.unknown", role=text, roles=[role.value for role in Role]) from None


def _require_grant(session: Session, roles: list[Role]) -> None:
    standing = session.standing
    if not may_grant(
        session.roles,
        roles,
        officers_appointed=standing.officers_appointed,
        single_operator=standing.single_operator,
    ):
        raise denied(Act.GRANT)


def _listed(folder: Path) -> Answer:
    lines = list_accounts(folder)
    value = {
        "accounts": [
            {"name": line.name, "roles": [role.value for role in line.roles], "state": line.state}
            for line in lines
        ]
    }
    text = "\n".join(
        f"{line.name}  {'、'.join(role.value for role in line.roles) or '（无角色）'}  "
        f"{STATE_WORDS[line.state]}"
        for line in lines
    )
    return Answer(value, text)
