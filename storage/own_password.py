"""One's own password and key file: changed by whoever knows the one and has the other."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from domain.errors import Refusal
from storage.enrolling import Means, dated, enrolled, enter, files_of, rules_of
from storage.key_file import KeyFile, found_key_file, key_file_at, make_key_file, nowhere
from storage.passwords import accepted_password
from storage.session import Session, trusted
from storage.settling import account_in
from storage.slots import Closed, Derived, derived, open_slot, password_check
from storage.vault_values import Account, Body, FormerPassword


@dataclass(frozen=True, slots=True, repr=False)
class _Opened:
    """One's own slot, opened: the account, its private key, and what the password gave."""

    account: Account
    private_key: bytes
    keys: Derived
    key_file: KeyFile | None


def change_password(session: Session, old: str, new: str, **means: Unpack[Means]) -> None:
    """Close the account's own slot under a new password; a key file that it needs it goes on to.

    Raises:
        Refusal: `vault.password_wrong`, `vault.password_weak`, `vault.password_former` for one of
            the last ones, `key_file.missing`, `key_file.damaged`, `vault.damaged`, or a fault of
            the disk; the old password holds then.
    """
    own = _opened(session, old, means)
    _closed_anew(session, own, new, own.key_file, means, used=True)


def require_key_file(
    session: Session, password: str, path: Path, **means: Unpack[Means]
) -> KeyFile:
    """Let nobody in to this account without the key file at `path`, from now on.

    Raises:
        Refusal: `vault.password_wrong`, `key_file.not_there`, `key_file.not_one` when something
            else lies there, `vault.damaged`, or a fault of the disk; the account opens as before
            then.
    """
    own = _opened(session, password, means)
    key_file = key_file_at(path, files_of(means))
    _closed_anew(session, own, password, key_file, means)
    session.key_file = path
    return key_file


def drop_key_file(session: Session, password: str, **means: Unpack[Means]) -> None:
    """Let the password alone open the account again; the key file is needed for the last time.

    Raises:
        Refusal: `key_file.none`, `vault.password_weak` when the password is too short to stand
            alone, and as `change_password`.
    """
    own = _opened(session, password, means)
    if own.key_file is None:
        raise Refusal("key_file.none", account=session.account)
    accepted_password(password, session.account, rules_of(means), office=session.office)
    _closed_anew(session, own, password, None, means)
    session.key_file = None


def new_key_file(path: Path, **means: Unpack[Means]) -> KeyFile:
    """Write a new key file; no account needs it before `require_key_file`.

    Raises:
        Refusal: `storage.exists`, `key_file.unwritten`, or a fault of the stick.
    """
    return make_key_file(path, random=means.get("random", os.urandom), files=files_of(means))


def _opened(session: Session, password: str, means: Means) -> _Opened:
    body = trusted(session, files_of(means)).body
    account = account_in(body, session.account)
    key_file = None
    if account.slot.key_file:
        places = means.get("key_files", nowhere)
        key_file = found_key_file(account.slot.key_file, places, files_of(means))
    try:
        keys = derived(password, account.name, account.slot, key_file)
        private_key = open_slot(keys.slot_key, body.office, account)
    except Closed as error:
        raise Refusal("vault.password_wrong", account=account.name, failures=0, wait=0) from error
    return _Opened(account, private_key, keys, key_file)


def _closed_anew(
    session: Session,
    own: _Opened,
    password: str,
    key_file: KeyFile | None,
    means: Means,
    *,
    used: bool = False,
) -> None:
    """Write the account's slot anew; with `used` the password it had becomes a former one."""
    account, rules = own.account, rules_of(means)
    former = account.former
    if used:
        accepted_password(
            password,
            account.name,
            rules,
            office=session.office,
            key_file=key_file is not None,
        )
        slot = account.slot
        used_up = FormerPassword(slot.profile, slot.salt, own.keys.check)
        former = (used_up, *former)[: rules.former]
        _require_unused(account.name, password, former, rules.former)
    made = enrolled(
        session, account.name, password, means, private_key=own.private_key, key_file=key_file
    )

    def change(body: Body) -> Body:
        held = account_in(body, session.account)
        renewed = replace(held, slot=made.account.slot)
        if used:
            renewed = dated(replace(renewed, former=former, first_password=False), means)
        return replace(body, accounts=body.with_account(renewed))

    enter(session, change, made, means, retire=True)
    if used:
        session.first_password = False
        session.password_set = dated(account, means).password_set


def _require_unused(
    name: str, password: str, former: tuple[FormerPassword, ...], most: int
) -> None:
    for each in former:
        if hmac.compare_digest(password_check(password, name, each), each.check):
            raise Refusal("vault.password_former", count=most)
