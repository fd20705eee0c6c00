"""What every change of an account ends with, so that no office locks itself out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.errors import Refusal
from domain.roles import OFFICERS, Role
from storage import purposes
from storage.held_keys import resealed
from storage.session import Session
from storage.slots import seal
from storage.vault_values import Account, Body

_NEVER_WITHOUT: Final = (Role.HEAD, *(role for role in Role if role in OFFICERS))


def account_in(body: Body, name: str) -> Account:
    """Return the account of that name; refuses `account.unknown`, and `account.left` for good."""
    account = body.account(name)
    if account is None:
        raise Refusal("account.unknown", account=name)
    if account.left:
        raise Refusal("account.left", account=name)
    return account


def with_audit_key(session: Session, account: Account) -> Account:
    """Return the account with the audit key sealed to it, which every role holds."""
    purpose = purposes.audit_key(session.office, account.name)
    return replace(account, audit_seal=seal(account.public_key, session.audit_key, purpose))


def settled(session: Session, body: Body, changed: Account) -> Body:
    """Return the body with `changed` in it, its CA keys with their present holders.

    An office never loses its last 负责人 nor, once appointed, the last of an officer.
    """
    after = with_changed(session, body, changed)
    for role in _NEVER_WITHOUT:
        if body.active_holders(role) and not after.active_holders(role):
            raise Refusal("account.last_holder", account=changed.name, role=role.value)
    return after


def with_changed(session: Session, body: Body, changed: Account) -> Body:
    """Return the body with `changed` in it, its CA keys with their present holders."""
    after = replace(body, accounts=body.with_account(changed))
    return resealed(after, session.private_key, session.account)
