"""Accounts: who joins, with which password, and who stays outside.

系统管理员 makes and locks accounts; what they may do is granted apart (see `granting`). Recording
these acts in the audit is the caller's duty.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypedDict, Unpack

from domain.errors import Refusal
from domain.roles import Act
from storage.files import DiskFiles, Files
from storage.held_keys import without_holder
from storage.key_profiles import STANDARD, KeyProfile
from storage.passwords import accepted_name, accepted_password
from storage.session import Session, alter, trusted
from storage.settling import account_in, settled, with_audit_key
from storage.slots import Closed, Enrolled, Random, enrol, open_slot, slot_key
from storage.vault_values import Body, Office, VaultFile

_DISK: Final = DiskFiles()


class Means(TypedDict, total=False):
    """With what a password is made and written; what is left out is as on any machine."""

    profile: KeyProfile
    random: Random
    files: Files


def add_account(session: Session, name: str, password: str, **means: Unpack[Means]) -> None:
    """Make an account without any role; it cannot sign in until it is granted one.

    Raises:
        Refusal: `role.denied`, `account.exists`, `account.name_invalid`, `vault.password_weak`,
            `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CREATE_ACCOUNT)
    accepted = accepted_name(name)
    accepted_password(password, accepted)
    enrolled = _enrolled(session.office, accepted, password, means)

    def change(body: Body) -> Body:
        if accepted.casefold() in {account.name.casefold() for account in body.accounts}:
            raise Refusal("account.exists", account=accepted)
        return replace(body, accounts=body.with_account(enrolled.account))

    _enter(session, change, enrolled, means)


def change_password(session: Session, old: str, new: str, **means: Unpack[Means]) -> None:
    """Close the account's own slot under a new password.

    Raises:
        Refusal: `vault.password_wrong`, `vault.password_weak`, `vault.damaged`, or a fault of the
            disk; the old password holds then.
    """
    body = trusted(session, means.get("files", _DISK)).body
    account = account_in(body, session.account)
    accepted_password(new, account.name)
    try:
        old_key = slot_key(old, account.name, account.slot.salt, account.slot.profile)
        private_key = open_slot(old_key, body.office, account)
    except Closed as error:
        raise Refusal("vault.password_wrong", account=account.name, failures=0, wait=0) from error
    enrolled = _enrolled(body.office, account.name, new, means, private_key)

    def change(body: Body) -> Body:
        renewed = replace(account_in(body, session.account), slot=enrolled.account.slot)
        return replace(body, accounts=body.with_account(renewed))

    _enter(session, change, enrolled, means, retire=True)


def reset_password(session: Session, name: str, password: str, **means: Unpack[Means]) -> None:
    """Give another account a new password when its holder forgot the old one.

    The account gets a new key pair: its signing key is gone, and a business account must be
    released again before it opens the register.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.self`, `account.last_holder`,
            `vault.password_weak`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CREATE_ACCOUNT)
    _not_self(session, name)
    accepted_password(password, name)
    enrolled = _enrolled(session.office, name, password, means)

    def change(body: Body) -> Body:
        former = account_in(body, name)
        renewed = replace(enrolled.account, roles=former.roles, locked=former.locked)
        if former.audit_seal:
            renewed = with_audit_key(session, renewed)
        return settled(session, without_holder(body, name), renewed)

    _enter(session, change, enrolled, means, retire=True)


def lock(session: Session, name: str, *, files: Files = _DISK) -> None:
    """Keep an account out: its keys to both databases leave the vault, its name stays.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.self`, `account.last_holder`,
            `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.LOCK_ACCOUNT)
    _not_self(session, name)

    def change(body: Body) -> Body:
        locked = replace(account_in(body, name), locked=True, audit_seal=b"", register_seal=b"")
        return settled(session, body, locked)

    alter(session, change, files, retire=True)


def unlock(session: Session, name: str, *, files: Files = _DISK) -> None:
    """Let a locked account in again; a business account must be released anew.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.LOCK_ACCOUNT)

    def change(body: Body) -> Body:
        account = replace(account_in(body, name), locked=False)
        if account.roles:
            account = with_audit_key(session, account)
        return settled(session, body, account)

    alter(session, change, files)


def _not_self(session: Session, name: str) -> None:
    if name == session.account:
        raise Refusal("account.self", account=name)


def _enrolled(
    office: Office, name: str, password: str, means: Means, private_key: bytes | None = None
) -> Enrolled:
    profile, random = means.get("profile", STANDARD), means.get("random", os.urandom)
    return enrol(office, name, password, profile=profile, random=random, private_key=private_key)


def _enter(
    session: Session,
    change: Callable[[Body], Body],
    enrolled: Enrolled,
    means: Means,
    *,
    retire: bool = False,
) -> None:
    files = means.get("files", _DISK)
    alter(session, change, files, lambda written: _prove(written, enrolled), retire=retire)


def _prove(written: VaultFile, enrolled: Enrolled) -> None:
    """Open the slot just written, as the next sign-in will have to."""
    account = account_in(written.body, enrolled.account.name)
    open_slot(enrolled.slot_key, written.body.office, account)
