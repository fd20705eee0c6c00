"""The recovery sheet: it opens the office when passwords are lost, and is then replaced."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.roles import BUSINESS, Act
from storage import purposes, recovery, vault_file
from storage.files import DiskFiles, Files
from storage.first_vault import recovery_slot
from storage.held_keys import resealed, without_holder
from storage.key_profiles import STANDARD, KeyProfile
from storage.lock_file import rewriting_vault
from storage.passwords import DEFAULT_RULES, PasswordRules, accepted_password
from storage.rotation import settle_files
from storage.session import Session, alter
from storage.settling import account_in
from storage.sign_in import opened
from storage.slots import (
    Closed,
    Enrolled,
    Random,
    enrol,
    is_authentic,
    mac_of,
    open_slot,
    public_of,
    seal,
    unseal,
)
from storage.vault import Created
from storage.vault_file import Found
from storage.vault_values import KEY_BYTES, RECOVERY, Account, Attempts, Body, VaultFile

_DISK: Final = DiskFiles()


@dataclass(frozen=True, slots=True, repr=False)
class BySheet:
    """A sound generation opened by the sheet."""

    found: Found
    register_key: bytes
    audit_key: bytes


Witness = Callable[[bytes, Account], int]


def _unseen(_audit_key: bytes, _account: Account) -> int:
    """Enter nothing, and know of no generation."""
    return 0


def open_by_recovery(
    folder: Path,
    code: str,
    *,
    account: str,
    new_password: str,
    profile: KeyProfile = STANDARD,
    random: Random = os.urandom,
    files: Files = _DISK,
    rules: PasswordRules = DEFAULT_RULES,
    witness: Witness = _unseen,
    password_set: str = "",
) -> Created:
    """Give an account a new password by the sheet, unlock it, and replace the sheet.

    The account gets a new key pair, so its signing key is gone and it needs a new certificate.
    From here on only the new code opens the office. `witness` enters the act into the audit, with
    the audit's key, before anything is changed, and returns the newest generation of the vault that
    the audit knows: when it raises, the sheet stays good. `password_set` is the ISO day that is
    noted for the password.

    Raises:
        Refusal: `recovery.length`, `recovery.symbol`, `recovery.check` for a code mistyped,
            `recovery.wrong` for another office's or a replaced sheet, `account.unknown`,
            `account.left`, `account.pending`, `vault.password_weak`, `vault.missing`,
            `vault.damaged`, or a fault of the disk.
    """
    sheet = recovery.decode(code)
    vault_file.read(folder, files)
    with rewriting_vault(folder):
        by_sheet = opened_by_sheet(folder, code, files=files)
        body = by_sheet.found.vault.body
        former = _recoverable(body, account)
        accepted_password(new_password, account, rules, office=body.office)
        made = enrol(body.office, account, new_password, profile=profile, random=random)
        enrolled = replace(made, account=replace(made.account, password_set=password_set))
        new_sheet_secret = random(KEY_BYTES)
        settle_files(folder, body.switching, files)
        seen = witness(by_sheet.audit_key, former)
        vault = _rescued(by_sheet, former, enrolled, (sheet, new_sheet_secret), seen)
        vault_file.write(
            folder,
            vault,
            files,
            sound=lambda kept: is_authentic(kept, by_sheet.audit_key),
            keep=True,
            proof=lambda written: _prove(written, enrolled, new_sheet_secret),
        )
        with suppress(Refusal):
            # The replaced sheet would still open the former generation.
            vault_file.duplicate(folder, files)
    found = Found(vault, fell_back=by_sheet.found.fell_back)
    session = opened(folder, found, account, enrolled.private_key)
    return Created(recovery.encode(new_sheet_secret), session)


def _recoverable(body: Body, name: str) -> Account:
    account = account_in(body, name)
    if not account.roles:
        raise Refusal("account.pending", account=name)
    return account


def new_sheet(session: Session, *, random: Random = os.urandom, files: Files = _DISK) -> str:
    """Replace the recovery sheet (one was lost, or seen) and return the code to print.

    Whoever has the code can give himself any account: only who restores the office may ask for it.

    Raises:
        Refusal: `role.no_register_key` for an account without it, `role.denied`, `vault.damaged`,
            or a fault of the disk.
    """
    register_key = session.register_key
    if register_key is None:
        raise Refusal("role.no_register_key", account=session.account)
    session.require(Act.RESTORE)
    secret = random(KEY_BYTES)

    def change(body: Body) -> Body:
        slot = recovery_slot(body.office, secret, register_key, session.audit_key)
        # Nobody has typed the new one back yet.
        renewed = replace(body, recovery=slot, drilled="")
        return resealed(renewed, session.private_key, session.account)

    alter(session, change, files, retire=True)
    return recovery.encode(secret)


def check_sheet(folder: Path, code: str, *, files: Files = _DISK) -> None:
    """Prove that what is on paper opens this office: the yearly drill, and the set-up's last step.

    Raises:
        Refusal: as `open_by_recovery` for a code that does not.
    """
    opened_by_sheet(folder, code, files=files)


def opened_by_sheet(folder: Path, code: str, *, files: Files = _DISK) -> BySheet:
    """Open the newest generation that nobody without a key changed, if it is this sheet's.

    When only the former one opens, its audit key tells whether the newest replaced the sheet (then
    the sheet is void) or was tampered with. Refuses as `check_sheet`.
    """
    sheet = recovery.decode(code)
    vault_file.read(folder, files)
    code = "recovery.wrong"
    newer: list[VaultFile] = []
    for found in vault_file.generations(folder, files):
        body = found.vault.body
        try:
            keys = unseal(sheet, body.recovery.sealed, purposes.recovery(body.office))
        except Closed:
            newer.append(found.vault)
            continue
        register_key, audit_key = keys[:KEY_BYTES], keys[KEY_BYTES:]
        if any(is_authentic(vault, audit_key) for vault in newer):
            break
        if is_authentic(found.vault, audit_key):
            return BySheet(found, register_key, audit_key)
        code = "vault.damaged"
    raise Refusal(code, path=str(folder / vault_file.NAME))


def sheet_audit_key(folder: Path, code: str, *, files: Files = _DISK) -> bytes:
    """Return the audit key that a sheet opens; refuses as `check_sheet`."""
    return opened_by_sheet(folder, code, files=files).audit_key


def _rescued(
    by_sheet: BySheet,
    former: Account,
    enrolled: Enrolled,
    sheets: tuple[bytes, bytes],
    seen: int,
) -> VaultFile:
    """Return the vault with the account enrolled anew and the second sheet in the first's place."""
    vault = by_sheet.found.vault
    body = vault.body
    account = enrolled.account
    business = bool(former.roles & BUSINESS)
    audit_purpose = purposes.audit_key(body.office, account.name)
    register_purpose = purposes.register_key(body.office, account.name)
    renewed = replace(
        account,
        roles=former.roles,
        audit_seal=seal(account.public_key, by_sheet.audit_key, audit_purpose),
        register_seal=seal(account.public_key, by_sheet.register_key, register_purpose)
        if business
        else b"",
    )
    old_sheet, new_sheet_secret = sheets
    slot = recovery_slot(body.office, new_sheet_secret, by_sheet.register_key, by_sheet.audit_key)
    changed = replace(
        body,
        generation=max(body.generation, seen) + 1,
        accounts=body.with_account(renewed),
        recovery=slot,
        switching="",
        drilled="",
    )
    changed = resealed(without_holder(changed, account.name), old_sheet, RECOVERY)
    attempts: Mapping[str, Attempts] = {
        name: counted for name, counted in vault.attempts.items() if name != account.name
    }
    return VaultFile(changed, mac_of(changed, by_sheet.audit_key), attempts)


def _prove(written: VaultFile, enrolled: Enrolled, sheet: bytes) -> None:
    """Open what was just written by the new password's key and by the new sheet."""
    body = written.body
    account = body.account(enrolled.account.name)
    if account is None or body.recovery.public_key != public_of(sheet):
        raise RuntimeError("the vault was written wrongly")
    open_slot(enrolled.slot_key, body.office, account)
    unseal(sheet, body.recovery.sealed, purposes.recovery(body.office))
