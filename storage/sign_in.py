"""Signing in: a password opens an account's slot, the slot opens the databases' keys.

Wrong passwords cost time, never data. Whoever comes without his key file waits for nothing: his
password was not looked at, so that he learnt nothing of it.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.roles import BUSINESS
from storage import purposes, vault_file
from storage.attempts import NONE, Clock, Sleeper, count, seconds_left, uptime, wait_after, wait_out
from storage.files import DiskFiles, Files
from storage.key_file import KeyFile, KeyFiles, found_key_file, nowhere
from storage.session import Session, alter
from storage.slots import Closed, derived, is_authentic, open_slot, unseal
from storage.vault_file import Found
from storage.vault_values import Account, Attempts, VaultFile

UNKNOWN: Final = ""
"""Under this name the wrong passwords of all accounts are counted that do not exist."""

FELL_BACK: Final = "vault.fell_back"
"""Is told to whoever works with the former generation, since the newest is damaged."""
_SHUT_OUT: Final = frozenset({"account.locked", "account.pending", "account.left"})
"""Whose right password is counted all the same: the audit must tell that he came."""
KEYLESS: Final = "key_file.missing"
"""Is refused where the key file is not there, before any password is looked at."""
_ONE: Final = Attempts(1, 0)
_DISK: Final = DiskFiles()


def sign_in(
    folder: Path,
    account: str,
    password: str,
    *,
    clock: Clock = uptime,
    sleeper: Sleeper | None = time.sleep,
    key_files: KeyFiles = nowhere,
    files: Files = _DISK,
) -> Session:
    """Open an office with an account's password, and with its key file where it has one.

    What is left of the wait after wrong passwords is slept by `sleeper`; without one it is
    refused, so that a window can count down instead. The key file is looked for among `key_files`
    before the password is looked at, so that its absence tells nothing of the password.

    Raises:
        Refusal: `vault.password_wrong` (also for an unknown account; facts `failures` and `wait`
            in seconds), `vault.wait`, `vault.missing`, `vault.damaged`, `vault.kdf_refused`,
            `key_file.missing`, `key_file.damaged`, `account.locked`, `account.pending`,
            `account.left`.
    """
    name = unicodedata.normalize("NFC", account).strip()
    found = vault_file.read(folder, files)
    holder = found.vault.body.account(name)
    counted = UNKNOWN if holder is None else name
    before = found.vault.attempts.get(counted, NONE)
    wait_out(before, clock, sleeper)
    key_file = _key_file(folder, holder, key_files, files)
    try:
        private_key = _private_key(found.vault, holder, password, key_file)
    except Closed as error:
        failures = before.count + 1
        count(folder, {counted: _ONE}, files, at=int(clock()))
        raise Refusal(
            "vault.password_wrong", account=name, failures=failures, wait=wait_after(failures)
        ) from error
    # Looking at the password took its time: who was locked out meanwhile does not come in.
    found = vault_file.read(folder, files)
    try:
        session = opened(folder, found, name, private_key)
    except Refusal as refusal:
        if refusal.code in _SHUT_OUT:
            count(folder, {counted: _ONE}, files, at=int(clock()))
        raise
    untold = _untold(found.vault, name)
    session.failed = {name: each.count for name, each in untold.items() if each.count}
    session.keyless = {name: each.keyless for name, each in untold.items() if each.keyless}
    session.key_file = None if key_file is None else key_file.path
    return session


def forgive(session: Session, *, files: Files = _DISK) -> None:
    """Take the refused sign-ins that a session knows of off the counters.

    To be called once they are in the audit: what is forgotten earlier is lost when the audit
    cannot be reached.
    """
    failed, keyless = session.failed, session.keyless
    told = {
        name: Attempts(-failed.get(name, 0), 0, keyless=-keyless.get(name, 0))
        for name in {*failed, *keyless}
    }
    if told:
        count(session.folder, told, files)
    session.failed, session.keyless = {}, {}


def renew(session: Session, *, files: Files = _DISK) -> None:
    """Give an office whose newest vault is damaged, or gone, a sound one again.

    What was damaged goes to the quarantine. A disk that cannot be written keeps nobody out.
    """
    with suppress(Refusal):
        if FELL_BACK in session.notices and vault_file.read(session.folder, files).fell_back:
            alter(session, lambda body: body, files)


def _untold(vault: VaultFile, name: str) -> Mapping[str, Attempts]:
    """Return what is to be told by whoever signs in as `name`: who was refused, and how often."""
    active = {account.name for account in vault.body.accounts if account.state == "active"}
    return {
        counted: attempts
        for counted, attempts in vault.attempts.items()
        if counted == name or counted not in active
    }


def opened(folder: Path, found: Found, name: str, private_key: bytes) -> Session:
    """Open the keys of an account whose private key is at hand.

    Raises:
        Refusal: `account.locked`, `account.pending`, `vault.damaged` when the seals do not open or
            the vault was changed by somebody without a key.
    """
    body = found.vault.body
    account = body.account(name)
    if account is None or account.state != "active":
        state = "pending" if account is None else account.state
        raise Refusal(f"account.{state}", account=name)
    try:
        audit_key = unseal(private_key, account.audit_seal, purposes.audit_key(body.office, name))
        register_key = None
        if account.roles & BUSINESS:
            purpose = purposes.register_key(body.office, name)
            register_key = bytearray(unseal(private_key, account.register_seal, purpose))
    except Closed as error:
        raise Refusal("vault.damaged", path=str(folder / vault_file.NAME)) from error
    if not is_authentic(found.vault, audit_key):
        raise Refusal("vault.damaged", path=str(folder / vault_file.NAME))
    return Session(
        folder=folder,
        account=name,
        roles=account.roles,
        office=body.office,
        standing=body.standing,
        register_key=register_key,
        audit_key=bytearray(audit_key),
        private_key=bytearray(private_key),
        notices=(FELL_BACK,) if found.fell_back else (),
        first_password=account.first_password,
        password_set=account.password_set,
        generation=body.generation,
    )


def _key_file(
    folder: Path, account: Account | None, key_files: KeyFiles, files: Files
) -> KeyFile | None:
    """Return the key file of an account that has one; count it where it is not there."""
    if account is None or not account.slot.key_file:
        return None
    try:
        return found_key_file(account.slot.key_file, key_files, files)
    except Refusal as refusal:
        if refusal.code == KEYLESS:
            count(folder, {account.name: Attempts(0, 0, keyless=1)}, files)
        raise


def _private_key(
    vault: VaultFile, account: Account | None, password: str, key_file: KeyFile | None
) -> bytes:
    if account is None:
        raise Closed
    keys = derived(password, account.name, account.slot, key_file)
    return open_slot(keys.slot_key, vault.body.office, account)


def wait_left(folder: Path, account: str, *, clock: Clock = uptime, files: Files = _DISK) -> int:
    """Return the seconds that an account still has to wait, 0 when it may try now.

    Raises:
        Refusal: `vault.missing`, `vault.damaged`.
    """
    name = unicodedata.normalize("NFC", account).strip()
    vault = vault_file.read(folder, files).vault
    counted = UNKNOWN if vault.body.account(name) is None else name
    return seconds_left(vault.attempts.get(counted, NONE), clock)
