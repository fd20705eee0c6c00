"""Opening a backup set: by an account of that day, by a sheet, or by who is signed in.

Where the set's own vault knows neither account nor sheet, because they came later, the keys that
outlived rotations in the vault of the present open it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.roles import Act
from storage import purposes, recovery, rescue, vault_file
from storage.backup_proof import ProofKeys
from storage.files import DiskFiles
from storage.key_file import KeyFiles, found_key_file, nowhere
from storage.keyring import FormerKeys, former_keys
from storage.page_proof import held_page_key
from storage.pages import PageKey
from storage.session import Session, trusted
from storage.sign_in import opened
from storage.slots import Closed, derived, is_authentic, open_slot, unseal
from storage.vault_file import Found
from storage.vault_values import KEY_BYTES, Body

SHEET: Final = "（恢复单）"
"""Stands as the actor for what is done with the recovery sheet alone."""
_DISK: Final = DiskFiles()


@dataclass(slots=True, repr=False)
class SetKeys:
    """The keys of one set; `actor` and `roles` tell whose they are, `roles` as the audit writes.

    Without the register's key its page key, where the account had one, proves that every page is
    as the program wrote it. `sheet` is the public key of the present recovery sheet where the
    present vault gave the keys: of that day nobody need be left who opens what is restored.
    """

    actor: str
    roles: str
    audit_key: bytearray
    register_key: bytearray | None = None
    page_key: PageKey | None = None
    sheet: bytes = b""

    def for_proof(self) -> ProofKeys:
        """Return what proves the set."""
        register_key = None if self.register_key is None else bytes(self.register_key)
        return ProofKeys(bytes(self.audit_key), register_key, self.page_key)

    def wipe(self) -> None:
        """Overwrite the keys, as far as the language lets us."""
        for key in (self.audit_key, self.register_key):
            if key is not None:
                key[:] = bytes(len(key))


def by_password(
    folder: Path, account: str, password: str, key_files: KeyFiles = nowhere
) -> SetKeys:
    """Open a set with the password, and the key file, that an account had when it was made.

    Raises:
        Refusal: `restore.password` for a wrong password or an account that was not there,
            `key_file.missing`, `key_file.damaged`, `role.denied` for one that may not restore,
            `account.locked`, `account.pending`, `vault.damaged`, `vault.kdf_refused`.
    """
    name = unicodedata.normalize("NFC", account).strip()
    session = _signed_in(folder, name, password, key_files)
    session.require(Act.RESTORE)
    return keys_of(session)


def by_sheet(folder: Path, code: str, live: Path | None = None) -> SetKeys:
    """Open a set with the recovery sheet that was good when it was made, else with that of `live`.

    `live` is the present data folder, as far as there is one.

    Raises:
        Refusal: what is wrong with a code mistyped, `recovery.other_day`, `vault.damaged`.
    """
    sheet = recovery.decode(code)
    refused = "recovery.other_day"
    for found in _generations(folder):
        body = found.vault.body
        try:
            keys = unseal(sheet, body.recovery.sealed, purposes.recovery(body.office))
        except Closed:
            continue
        register_key, audit_key = keys[:KEY_BYTES], keys[KEY_BYTES : 2 * KEY_BYTES]
        if is_authentic(found.vault, audit_key):
            return SetKeys(SHEET, "", bytearray(audit_key), bytearray(register_key))
        refused = "vault.damaged"
    present = None if live is None else _by_present_sheet(folder, code, live)
    if present is None:
        raise Refusal(refused, path=str(folder))
    return present


def by_holder(folder: Path, holder: Session) -> SetKeys | None:
    """Open a set with the keys of who is signed in, `None` where it does not open."""
    try:
        for found in _generations(folder):
            try:
                session = opened(folder, found, holder.account, bytes(holder.private_key))
            except Refusal:
                continue
            return keys_of(session)
        body, register_key = trusted(holder, _DISK).body, holder.register_key
        present = FormerKeys(
            "", bytes(holder.audit_key), None if register_key is None else bytes(register_key)
        )
        return _by_present(folder, body, present, (holder.account, _roles(holder)))
    except Refusal:
        return None


def _by_present_sheet(folder: Path, code: str, live: Path) -> SetKeys | None:
    try:
        by = rescue.opened_by_sheet(live, code)
        present = FormerKeys("", by.audit_key, by.register_key)
        return _by_present(folder, by.found.vault.body, present, (SHEET, ""))
    except Refusal:
        return None


def _by_present(
    folder: Path, body: Body, present: FormerKeys, who: tuple[str, str]
) -> SetKeys | None:
    """Find among the present keys and those before each rotation the ones that a set is under."""
    former = former_keys(folder, body, present.register_key, present.audit_key)
    for found in _generations(folder):
        for keys in (present, *former):
            if is_authentic(found.vault, keys.audit_key):
                register_key = None if keys.register_key is None else bytearray(keys.register_key)
                return SetKeys(
                    *who, bytearray(keys.audit_key), register_key, sheet=body.recovery.public_key
                )
    return None


def _generations(folder: Path) -> Iterator[Found]:
    vault_file.read(folder, _DISK)
    return vault_file.generations(folder, _DISK)


def _signed_in(folder: Path, name: str, password: str, key_files: KeyFiles) -> Session:
    wrong = Refusal("restore.password", account=name, path=str(folder))
    for found in _generations(folder):
        account = found.vault.body.account(name)
        if account is None:
            continue
        number = account.slot.key_file
        key_file = found_key_file(number, key_files, _DISK) if number else None
        key = derived(password, name, account.slot, key_file).slot_key
        try:
            private_key = open_slot(key, found.vault.body.office, account)
        except Closed:
            continue
        return opened(folder, found, name, private_key)
    raise wrong


def keys_of(session: Session) -> SetKeys:
    """Return the keys of who is signed in, to a set or to the office itself.

    Raises:
        Refusal: `vault.damaged`.
    """
    page_key = held_page_key(session) if session.register_key is None else None
    roles = _roles(session)
    return SetKeys(session.account, roles, session.audit_key, session.register_key, page_key)


def _roles(session: Session) -> str:
    return "、".join(sorted(role.value for role in session.roles))
