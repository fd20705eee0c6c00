"""Accounts and their roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from desktop.accounts_desk import AccountsDesk
from desktop.attendance import Attendance
from desktop.commands.console import Answer, Console
from desktop.revocation import revoking_on
from domain.errors import Refusal
from domain.roles import Act, Role, forbidden_pair
from storage.granting import require_grant
from storage.rotation import rotation_proposed
from storage.vault import list_accounts

STATE_WORDS: Final = {
    "active": "正常",
    "pending": "待授权或放行",
    "locked": "已停用",
    "left": "已离任",
}
_NONE: Final[frozenset[Role]] = frozenset()


def account(console: Console) -> Answer:
    """Let people join and leave, change roles and passwords; every act but listing is audited."""
    wanted = console.arguments
    folder = console.folder("data")
    proposed: tuple[str, ...] = ()
    if wanted.act != "list":
        with console.attended() as attendance:
            with attendance.witnessed(*_named(console, attendance)):
                console.require_own_password(attendance.session, besides="account.password")
                arguments = _prepared(console, attendance)
            _ACTS[wanted.act](console, arguments)
            proposed = rotation_proposed(attendance.session)
    return _listed(folder, proposed)


def _named(console: Console, attendance: Attendance) -> tuple[str, str]:
    """Return act and object as the audit names them."""
    wanted = console.arguments
    if wanted.act == "single":
        return f"single.{wanted.state}", ""
    name = attendance.session.account if wanted.act == "password" else wanted.name
    return f"account.{wanted.act}", name


def _prepared(console: Console, attendance: Attendance) -> AccountsDesk:
    """Refuse before a password is asked for what would be refused anyway."""
    wanted, session = console.arguments, attendance.session
    if wanted.act == "add":
        session.require(Act.CREATE_ACCOUNT)
    if wanted.act in ("add", "grant", "take") and (roles := _roles(console)):
        require_grant(session, roles)
    today = console.clock.today()
    words = console.resources.words
    return AccountsDesk(attendance, words, console.means(), revoking_on(today))


def _add(console: Console, desk: AccountsDesk) -> None:
    wanted, roles = console.arguments, _roles(console)
    desk.add(wanted.name, console.new_password(), roles=roles, first=wanted.first)


def _grant(console: Console, desk: AccountsDesk) -> None:
    desk.change_roles(console.arguments.name, _roles(console), _NONE)


def _take(console: Console, desk: AccountsDesk) -> None:
    desk.change_roles(console.arguments.name, _NONE, _roles(console))


def _password(console: Console, desk: AccountsDesk) -> None:
    desk.change_password(console.password(), console.new_password())


def _reset(console: Console, desk: AccountsDesk) -> None:
    desk.reset_password(console.arguments.name, console.new_password())


_ACTS: Final[Mapping[str, Callable[[Console, AccountsDesk], None]]] = {
    "add": _add,
    "grant": _grant,
    "take": _take,
    "release": lambda console, desk: desk.release(console.arguments.name),
    "lock": lambda console, desk: desk.lock(console.arguments.name),
    "unlock": lambda console, desk: desk.unlock(console.arguments.name),
    "leave": lambda console, desk: desk.leave(console.arguments.name),
    "password": _password,
    "reset": _reset,
    "single": lambda console, desk: desk.set_single(on=console.arguments.state == "on"),
}


def _roles(console: Console) -> frozenset[Role]:
    roles = frozenset(_role(text) for text in console.arguments.role or ())
    pair = forbidden_pair(roles)
    if pair is not None:
        raise Refusal("role.forbidden_pair", first=pair[0].value, second=pair[1].value)
    return roles


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Refusal("role.unknown", role=text, roles=[role.value for role in Role]) from None


def _listed(folder: Path, proposed: tuple[str, ...]) -> Answer:
    lines = list_accounts(folder)
    value = {
        "accounts": [
            {"name": line.name, "roles": [role.value for role in line.roles], "state": line.state}
            for line in lines
        ],
        "rotation_proposed": list(proposed),
    }
    told = [
        f"{line.name}  {'、'.join(role.value for role in line.roles) or '（无角色）'}  "
        f"{STATE_WORDS[line.state]}"
        for line in lines
    ]
    if proposed:
        names = "、".join(proposed)
        told.append(
            f"{names}持有过数据密钥并已离任，建议安全保密管理员下令更换密钥（key rotate --order）。"
        )
    return Answer(value, "\n".join(told))
