"""Roles: 安全保密管理员 grants and takes them, a holder of the register key releases people.

No officer ever touches the register key. Recording these acts in the audit is the caller's duty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.errors import Refusal
from domain.roles import BUSINESS, Act, Role, forbidden_pair, may_grant
from storage import purposes
from storage.files import DiskFiles, Files
from storage.session import Session, alter, denied
from storage.settling import account_in, settled, with_audit_key
from storage.slots import seal
from storage.vault_values import Body

_DISK: Final = DiskFiles()


def grant(session: Session, name: str, roles: Iterable[Role], *, files: Files = _DISK) -> None:
    """Give an account further roles.

    Raises:
        Refusal: `role.denied`, `role.forbidden_pair`, `account.unknown`, `vault.damaged`, or a
            fault of the disk.
    """
    given = frozenset(roles)
    require_grant(session, given)
    alter(session, lambda body: with_roles(session, body, name, given), files)


def with_roles(session: Session, body: Body, name: str, given: frozenset[Role]) -> Body:
    """Return the body in which an account has further roles, as `grant` gives them."""
    account = account_in(body, name)
    held = account.roles | given
    pair = forbidden_pair(held)
    if pair is not None:
        raise Refusal("role.forbidden_pair", first=pair[0].value, second=pair[1].value)
    granted = replace(account, roles=held)
    if not account.audit_seal and not account.locked:
        granted = with_audit_key(session, granted)
    return settled(session, body, granted)


def take(session: Session, name: str, roles: Iterable[Role], *, files: Files = _DISK) -> None:
    """Take roles from an account; without a business role it loses the register key too.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.last_holder`, `vault.damaged`, or a
            fault of the disk.
    """
    taken = frozenset(roles)
    require_grant(session, taken)

    def change(body: Body) -> Body:
        account = account_in(body, name)
        held = account.roles - taken
        left = replace(
            account,
            roles=held,
            audit_seal=account.audit_seal if held else b"",
            register_seal=account.register_seal if held & BUSINESS else b"",
        )
        return settled(session, body, left)

    alter(session, change, files, retire=True)


def release(session: Session, name: str, *, files: Files = _DISK) -> None:
    """Seal the register key to a business account that waits for it.

    Raises:
        Refusal: `role.denied`, `role.no_register_key`, `account.unknown`, `account.locked`,
            `account.not_waiting`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.RELEASE)
    register_key = session.register_key
    if register_key is None:
        raise Refusal("role.no_register_key", account=session.account)

    def change(body: Body) -> Body:
        account = account_in(body, name)
        if account.locked:
            raise Refusal("account.locked", account=name)
        if not account.roles & BUSINESS or account.register_seal:
            raise Refusal("account.not_waiting", account=name)
        purpose = purposes.register_key(body.office, name)
        released = replace(account, register_seal=seal(account.public_key, register_key, purpose))
        return settled(session, body, released)

    alter(session, change, files)


def set_single_operator(session: Session, *, on: bool, files: Files = _DISK) -> None:
    """Switch 单人模式 on or off.

    Raises:
        Refusal: `role.denied`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.SINGLE_MODE)
    alter(session, lambda body: replace(body, single_operator=on), files)


def require_grant(session: Session, roles: frozenset[Role]) -> None:
    """Refuse `role.denied` unless the account signed in may give, or take, these roles."""
    allowed = may_grant(
        session.roles,
        roles,
        officers_appointed=session.standing.officers_appointed,
        single_operator=session.standing.single_operator,
    )
    if not allowed:
        raise denied(Act.GRANT)
