"""Founding an office, and what its vault tells without a key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.roles import Role, forbidden_pair
from storage import audit, recovery, unfinished, vault_file, vault_place
from storage.audit_entries import Entry
from storage.faults import translated
from storage.files import DiskFiles, Files
from storage.first_vault import Beginning, Secrets, first_body, prove_first
from storage.key_profiles import STANDARD, KeyProfile
from storage.lock_file import single_instance
from storage.medium import make_folder
from storage.passwords import DEFAULT_RULES, PasswordRules, accepted_name, accepted_password
from storage.session import Session
from storage.sign_in import opened
from storage.slots import Random, enrol, mac_of
from storage.vault_file import Found
from storage.vault_values import KEY_BYTES, Office, VaultFile

Prepare = Callable[[Path, bytes], None]

FOLDERS: Final = ("attachments", "outbox", "inbox", "backup", vault_file.QUARANTINE)
REGISTER: Final = "register.db"
_DATABASES: Final = (REGISTER, audit.FILE_NAME)
_DISK: Final = DiskFiles()


@dataclass(frozen=True, slots=True, repr=False)
class Created:
    """A new office or a recovered account: signed in, with the code to be printed once."""

    recovery_code: str
    session: Session


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as lists show it; `state` is active, pending or locked."""

    name: str
    roles: tuple[Role, ...]
    state: str


def _no_register(_path: Path, _key: bytes) -> None:
    """Leave the register to be made later."""


def create_office(
    folder: Path,
    *,
    office: Office,
    account: str,
    password: str,
    roles: Iterable[Role] = (Role.HEAD,),
    single_operator: bool = False,
    profile: KeyProfile = STANDARD,
    random: Random = os.urandom,
    prepare: Prepare = _no_register,
    files: Files = _DISK,
    entries: Sequence[Entry] = (),
    opening_public: bytes = b"",
    drilled: str = "",
    password_set: str = "",
    rules: PasswordRules = DEFAULT_RULES,
) -> Created:
    """Found an office in `folder` with its first account, and sign that account in.

    `prepare` makes the register at the given path with the given key; it runs before the vault is
    written, so that a vault always belongs to complete databases. When anything fails, the new
    databases are removed again and the folder holds no office; what a program left that ended in
    the middle is set aside. `entries` begin the audit; `opening_public` is the public half of the
    key that `prepare` puts into the register, `drilled` the ISO day on which the recovery sheet
    counts as typed back, `password_set` the one that is noted for the first account's password.

    Raises:
        Refusal: `vault.exists`, `storage.exists` for databases without their vault,
            `vault.password_weak`, `account.name_invalid`, `role.forbidden_pair`,
            `role.head_missing`, `storage.in_use`, or a fault of the disk.
    """
    name = accepted_name(account)
    accepted_password(password, name, rules, office=office)
    held = _first_roles(roles)
    beginning = Beginning(held, single_operator, opening_public, drilled, password_set)
    _lay_out(folder)
    enrolled = enrol(office, name, password, profile=profile, random=random)
    secrets = Secrets(random(KEY_BYTES), random(KEY_BYTES), random(KEY_BYTES), enrolled)
    body = first_body(office, secrets, beginning)
    vault = VaultFile(body, mac_of(body, secrets.audit_key))
    with single_instance(folder):
        _set_unfinished_aside(folder)
        with whole_or_nothing(folder):
            with translated(folder):
                unfinished.begin(folder)
            _found_audit(folder, secrets.audit_key, entries)
            prepare(folder / REGISTER, secrets.register_key)
            _write(folder, vault, secrets, files)
        with suppress(Refusal):  # the office stands; the next change makes the second generation
            vault_file.duplicate(folder, files)
        unfinished.end(folder)
    session = opened(folder, Found(vault, fell_back=False), name, enrolled.private_key)
    return Created(recovery.encode(secrets.sheet), session)


def _write(folder: Path, vault: VaultFile, secrets: Secrets, files: Files) -> None:
    vault_file.write(
        folder,
        vault,
        files,
        sound=lambda _vault: True,
        keep=False,
        proof=lambda written: prove_first(written, secrets),
    )


def office_of(folder: Path, *, files: Files = _DISK) -> Office:
    """Return the office of a data folder, as far as one may say before anybody signs in.

    Raises:
        Refusal: `vault.missing`, `vault.damaged`.
    """
    return vault_file.read(folder, files).vault.body.office


def list_accounts(folder: Path, *, files: Files = _DISK) -> tuple[AccountLine, ...]:
    """Return all accounts in the order in which they were made.

    Raises:
        Refusal: `vault.missing`, `vault.damaged`.
    """
    accounts = vault_file.read(folder, files).vault.body.accounts
    return tuple(
        AccountLine(
            account.name, tuple(role for role in Role if role in account.roles), account.state
        )
        for account in accounts
    )


def _first_roles(roles: Iterable[Role]) -> frozenset[Role]:
    held = frozenset(roles)
    pair = forbidden_pair(held)
    if pair is not None:
        raise Refusal("role.forbidden_pair", first=pair[0].value, second=pair[1].value)
    if Role.HEAD not in held:
        raise Refusal("role.head_missing")
    return held


def _lay_out(folder: Path) -> None:
    with translated(folder):
        if not unfinished.begun(folder):
            _require_unused(folder)
        make_folder(folder)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)


def _set_unfinished_aside(folder: Path) -> None:
    with translated(folder):
        unfinished.set_aside(folder, _DATABASES, folder / vault_file.QUARANTINE)
    _require_unused(folder)


def _require_unused(folder: Path) -> None:
    if vault_place.exists(folder):
        raise Refusal("vault.exists", path=str(folder))
    for name in _DATABASES:
        if (folder / name).exists():
            raise Refusal("storage.exists", path=str(folder / name))


def _found_audit(folder: Path, key: bytes, entries: Sequence[Entry]) -> None:
    log = audit.open_audit(folder, key, create=True)
    try:
        log.append(entries)
    finally:
        log.close()


@contextmanager
def whole_or_nothing(folder: Path) -> Iterator[None]:
    """Remove a new office, its vault and its databases, when the block does not end well.

    Nobody has seen its recovery code yet.
    """
    try:
        yield
    except BaseException:
        # A disk that cannot be written keeps it, and must not hide the reason.
        for name in (vault_file.NAME, vault_file.FORMER, *_DATABASES):
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    (folder / f"{name}{suffix}").unlink(missing_ok=True)
        unfinished.end(folder, _DATABASES)
        raise
