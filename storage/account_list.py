"""The accounts as the vault tells them to anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from domain.accounts import AccountState, AccountView, CertificateState
from domain.roles import Role
from storage import vault_file
from storage.files import DiskFiles, Files
from storage.vault_values import Account

_DISK: Final = DiskFiles()


def account_views(folder: Path, *, files: Files = _DISK) -> tuple[AccountView, ...]:
    """Return all accounts in the order in which they were made.

    Raises:
        Refusal: `vault.missing`, `vault.damaged`.
    """
    body = vault_file.read(folder, files).vault.body
    return tuple(_view(account) for account in body.accounts)


def register_holders(folder: Path, *, files: Files = _DISK) -> tuple[str, ...]:
    """Return the accounts that can open the register; refuses as `account_views`."""
    body = vault_file.read(folder, files).vault.body
    return tuple(account.name for account in body.accounts if account.register_seal)


def _view(account: Account) -> AccountView:
    roles = tuple(role for role in Role if role in account.roles)
    return AccountView(
        account.name,
        roles,
        _state(account),
        _certificate(account),
        first_password=account.first_password,
        password_set=account.password_set,
        key_file=bool(account.slot.key_file),
    )


def _state(account: Account) -> AccountState:
    if account.left:
        return AccountState.LEFT
    if account.locked:
        return AccountState.LOCKED
    if account.state == "active":
        return AccountState.ACTIVE
    return AccountState.WAITS_FOR_RELEASE if account.roles else AccountState.WAITS_FOR_ROLES


def _certificate(account: Account) -> CertificateState:
    if account.certificate:
        return CertificateState.HELD
    return CertificateState.ASKED if account.signing_public else CertificateState.NONE
