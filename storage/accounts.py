"""Accounts: who joins, with which password, and who stays outside.

系统管理员 makes and locks accounts; what they may do is granted apart (see `granting`). Recording
these acts in the audit is the caller's duty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Unpack

from domain.errors import Refusal
from domain.roles import BUSINESS, Act, Role
from storage.enrolling import Means, dated, enrolled, enter, rules_of
from storage.files import DiskFiles, Files
from storage.granting import require_grant, with_roles
from storage.held_keys import without_holder
from storage.passwords import accepted_name, accepted_password
from storage.session import Session, alter
from storage.settling import account_in, settled, with_audit_key, with_changed
from storage.vault_values import Account, Body

_DISK: Final = DiskFiles()

Revoking = Callable[[str, bytes], str]
"""Returns the trust list, given it and a certificate (DER), without belief in that certificate."""


def _as_it_was(trust_list: str, _certificate: bytes) -> str:
    return trust_list


def add_account(
    session: Session,
    name: str,
    password: str,
    *,
    roles: frozenset[Role] = frozenset(),
    first: bool = True,
    **means: Unpack[Means],
) -> None:
    """Make an account; without any role it cannot sign in until it is granted one.

    What it is granted from the start stands in the same generation of the vault. With `first` its
    holder must change the password at his first sign-in; his keys stay.

    Raises:
        Refusal: `role.denied`, `role.forbidden_pair`, `account.exists`, `account.name_invalid`,
            `vault.password_weak`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CREATE_ACCOUNT)
    if roles:
        require_grant(session, roles)
    accepted = accepted_name(name)
    accepted_password(password, accepted, rules_of(means), office=session.office)
    new = enrolled(session, accepted, password, means)
    made = dated(replace(new.account, first_password=first), means)

    def change(body: Body) -> Body:
        if accepted.casefold() in {account.name.casefold() for account in body.accounts}:
            raise Refusal("account.exists", account=accepted)
        with_it = replace(body, accounts=body.with_account(made))
        return with_roles(session, with_it, accepted, roles) if roles else with_it

    enter(session, change, new, means)


def reset_password(session: Session, name: str, password: str, **means: Unpack[Means]) -> None:
    """Give another account a first password when its holder forgot his, or lost his key file.

    Whoever sets a password knows it, so that nobody comes in by it before a second person has
    looked: the account gets a new key pair, its signing key is gone, a business account must be
    released again, and an officer's roles are taken until they are granted anew. Where he was the
    last of his kind, the officers are not all appointed any more, and the 负责人 appoints him.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.left`, `account.self`,
            `account.last_head`, whom nobody could release, `vault.password_weak`, `vault.damaged`,
            or a fault of the disk.
    """
    session.require(Act.CREATE_ACCOUNT)
    _not_self(session, name)
    accepted_password(password, name, rules_of(means), office=session.office)
    new = enrolled(session, name, password, means)

    def change(body: Body) -> Body:
        former = account_in(body, name)
        if body.active_holders(Role.HEAD) == (former,):
            raise Refusal("account.last_head", account=name)
        renewed = dated(
            replace(
                new.account,
                roles=former.roles & BUSINESS,
                locked=former.locked,
                first_password=True,
                former=former.former,
            ),
            means,
        )
        if former.audit_seal and renewed.roles:
            renewed = with_audit_key(session, renewed)
        return with_changed(session, without_holder(body, name), renewed)

    enter(session, change, new, means, retire=True)


def lock(
    session: Session, name: str, *, revoking: Revoking = _as_it_was, files: Files = _DISK
) -> None:
    """Keep an account out: its keys leave the vault, its name and its roles stay.

    Its signing key is gone and its certificate revoked in the same step, so that nothing signed
    with a copy is believed: whoever is unlocked asks for a new one.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.left`, `account.self`,
            `account.last_holder`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.LOCK_ACCOUNT)
    _not_self(session, name)

    def change(body: Body) -> Body:
        return _shut_out(session, body, replace(account_in(body, name), locked=True), revoking)

    alter(session, change, files, retire=True)


def leave(
    session: Session, name: str, *, revoking: Revoking = _as_it_was, files: Files = _DISK
) -> bool:
    """Close the account of a person who leaves, for good: no roles, no keys, no certificate.

    The name stays, so that nobody else is taken for him. Returns whether he held a key to the
    databases: then a rotation is proposed until one was carried out.

    Raises:
        Refusal: as `lock`.
    """
    session.require(Act.LOCK_ACCOUNT)
    _not_self(session, name)
    held: list[bool] = []

    def change(body: Body) -> Body:
        account = account_in(body, name)
        held[:] = [bool(account.audit_seal)]
        gone = replace(account, roles=frozenset(), locked=True, left=True, former=())
        leavers = (*body.leavers, name) if account.audit_seal else body.leavers
        return replace(_shut_out(session, body, gone, revoking), leavers=leavers)

    alter(session, change, files, retire=True)
    return held[0]


def unlock(session: Session, name: str, *, files: Files = _DISK) -> None:
    """Let a locked account in again; a business account must be released anew.

    Raises:
        Refusal: `role.denied`, `account.unknown`, `account.left`, `account.not_locked`,
            `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.LOCK_ACCOUNT)

    def change(body: Body) -> Body:
        account = account_in(body, name)
        if not account.locked:
            raise Refusal("account.not_locked", account=name)
        account = replace(account, locked=False)
        if account.roles:
            account = with_audit_key(session, account)
        return settled(session, body, account)

    alter(session, change, files)


def _not_self(session: Session, name: str) -> None:
    """Refuse `account.self` for what nobody does to his own account."""
    if name == session.account:
        raise Refusal("account.self", account=name)


def _shut_out(session: Session, body: Body, account: Account, revoking: Revoking) -> Body:
    shut = replace(account, audit_seal=b"", register_seal=b"", signing_seal=b"", pages_seal=b"")
    if shut.certificate:
        body = replace(body, trust_list=revoking(body.trust_list, shut.certificate))
    return settled(session, without_holder(body, account.name), shut)
