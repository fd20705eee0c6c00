"""The page key of the register, sealed to those who check its files without reading them.

系统管理员 holds no register key. With the page key alone he tells of every page of the register and
of its backups whether it is as the program wrote it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from domain.errors import Refusal
from domain.roles import Role
from storage import purposes
from storage.files import DiskFiles, Files
from storage.pages import PageKey
from storage.session import Session, alter, trusted
from storage.slots import Closed, seal, unseal
from storage.vault_values import Account, Body, Office

_DISK: Final = DiskFiles()
_MARK_BYTES: Final = 16


def share_page_key(session: Session, key: PageKey, *, files: Files = _DISK) -> tuple[str, ...]:
    """Seal the page key to every active 系统管理员 who has not got it, and take it from others.

    Returns the accounts that changed; the vault is written only when there are any. Refuses
    `vault.damaged`, or for a fault of the disk.
    """

    def change(body: Body) -> Body:
        return replace(
            body, accounts=tuple(_shared(body, account, key) for account in body.accounts)
        )

    before = trusted(session, files).body
    pairs = zip(before.accounts, change(before).accounts, strict=True)
    changed = tuple(old.name for old, new in pairs if old != new)
    if changed:
        alter(session, change, files)
    return changed


def held_page_key(session: Session, *, files: Files = _DISK) -> PageKey | None:
    """Return the page key that is sealed to the account, `None` when it has none.

    Raises:
        Refusal: `vault.damaged`.
    """
    account = trusted(session, files).body.account(session.account)
    if account is None or not account.pages_seal:
        return None
    sealed = account.pages_seal[_MARK_BYTES:]
    purpose = purposes.page_key(session.office, session.account)
    try:
        return PageKey.from_bytes(unseal(session.private_key, sealed, purpose))
    except Closed as error:
        raise Refusal("vault.damaged", path=str(session.folder)) from error


def _shared(body: Body, account: Account, key: PageKey) -> Account:
    if Role.SYSTEM_ADMIN not in account.roles or account.state != "active":
        return replace(account, pages_seal=b"") if account.pages_seal else account
    mark = _mark(account, key)
    if account.pages_seal.startswith(mark):
        return account
    return replace(account, pages_seal=mark + _sealed(body.office, account, key))


def _sealed(office: Office, account: Account, key: PageKey) -> bytes:
    return seal(account.public_key, key.to_bytes(), purposes.page_key(office, account.name))


def _mark(account: Account, key: PageKey) -> bytes:
    """Tell what a seal was made of, for who cannot open it: another file or key pair needs anew."""
    return hashlib.sha256(key.to_bytes() + account.public_key).digest()[:_MARK_BYTES]
