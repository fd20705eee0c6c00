"""How an account's slot is closed under a password, and written so that it opens again.

Whatever secret an act needs is at hand before a file is touched: a password that is wrong, a key
file that is not there or a machine with too little memory leaves the vault as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, TypedDict

from storage.files import DiskFiles, Files
from storage.key_file import KeyFile, KeyFiles
from storage.key_profiles import STANDARD, KeyProfile
from storage.passwords import DEFAULT_RULES, PasswordRules
from storage.session import Session, alter
from storage.settling import account_in
from storage.slots import Enrolled, Random, enrol, open_slot
from storage.vault_values import Account, Body, VaultFile

_DISK: Final = DiskFiles()


class Means(TypedDict, total=False):
    """With what a password is made, judged, dated and written.

    `key_files` tells where key files lie. What is left out is as on any machine, and undated.
    """

    profile: KeyProfile
    random: Random
    files: Files
    rules: PasswordRules
    today: date
    key_files: KeyFiles


def files_of(means: Means) -> Files:
    """Return where it is written."""
    return means.get("files", _DISK)


def rules_of(means: Means) -> PasswordRules:
    """Return by which rules a password is judged."""
    return means.get("rules", DEFAULT_RULES)


def dated(account: Account, means: Means) -> Account:
    """Return the account with the day on which its password was set."""
    today = means.get("today")
    return account if today is None else replace(account, password_set=today.isoformat())


def enrolled(
    session: Session,
    name: str,
    password: str,
    means: Means,
    *,
    private_key: bytes | None = None,
    key_file: KeyFile | None = None,
) -> Enrolled:
    """Close an account of the session's office under a password; refuses as `enrol`."""
    return enrol(
        session.office,
        name,
        password,
        profile=means.get("profile", STANDARD),
        random=means.get("random", os.urandom),
        private_key=private_key,
        key_file=key_file,
    )


def enter(
    session: Session,
    change: Callable[[Body], Body],
    made: Enrolled,
    means: Means,
    *,
    retire: bool = False,
) -> None:
    """Write a change of the vault after which the slot just made must open."""
    alter(session, change, files_of(means), lambda written: _prove(written, made), retire=retire)


def _prove(written: VaultFile, made: Enrolled) -> None:
    """Open the slot just written, as the next sign-in will have to."""
    account = account_in(written.body, made.account.name)
    open_slot(made.slot_key, written.body.office, account)
