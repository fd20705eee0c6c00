"""Keys kept in the vault for their holders: an operator's signing key, the office's CA keys."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from domain.errors import Refusal
from domain.roles import Act, Role
from storage import purposes
from storage.files import DiskFiles, Files
from storage.session import Session, alter, trusted
from storage.slots import Closed, seal, unseal
from storage.vault_values import RECOVERY, Body

_DISK: Final = DiskFiles()


@dataclass(frozen=True, slots=True, repr=False)
class HeldSigningKey:
    """An account's signing key as it was stored, and its certificate, `b""` before the first."""

    key: bytes
    certificate: bytes


def signing_key(session: Session, *, files: Files = _DISK) -> HeldSigningKey | None:
    """Return the account's own signing key, `None` when it has none; refuses `vault.damaged`."""
    account = trusted(session, files).body.account(session.account)
    if account is None or not account.signing_seal:
        return None
    purpose = purposes.signing_key(session.office, session.account)
    return HeldSigningKey(_opened(session, account.signing_seal, purpose), account.certificate)


def set_signing_key(
    session: Session, key: bytes, public: bytes, certificate: bytes, *, files: Files = _DISK
) -> None:
    """Store the account's own signing key, which nobody else can open, with its public half.

    Without a certificate this is a request for one. A key stored before is replaced.

    Raises:
        Refusal: `vault.damaged`, `account.unknown`, or a fault of the disk.
    """
    purpose = purposes.signing_key(session.office, session.account)

    def change(body: Body) -> Body:
        account = body.account(session.account)
        if account is None:
            raise Refusal("account.unknown", account=session.account)
        stored = replace(
            account,
            signing_seal=seal(account.public_key, key, purpose),
            signing_public=public,
            certificate=certificate,
        )
        return replace(body, accounts=body.with_account(stored))

    alter(session, change, files)


def ca_key(session: Session, name: str, *, files: Files = _DISK) -> bytes | None:
    """Return the CA key of that name, `None` when there is none or it is sealed to others.

    Raises:
        Refusal: `role.denied` unless the account manages certificates, `vault.damaged`.
    """
    session.require(Act.CERTIFICATES)
    seals = trusted(session, files).body.ca_keys.get(name, {})
    sealed = seals.get(session.account)
    if sealed is None:
        return None
    return _opened(session, sealed, purposes.ca_key(session.office, name, session.account))


def ca_key_holders(session: Session, name: str, *, files: Files = _DISK) -> tuple[str, ...]:
    """Return the active accounts that a CA key is sealed to; refuses `vault.damaged`."""
    body = trusted(session, files).body
    seals = body.ca_keys.get(name, {})
    return tuple(a.name for a in body.accounts if a.state == "active" and a.name in seals)


def set_ca_key(session: Session, name: str, key: bytes, *, files: Files = _DISK) -> None:
    """Store a CA key for the 安全保密管理员, for the 负责人 until one is appointed, and the sheet.

    Raises:
        Refusal: `role.denied`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CERTIFICATES)

    def change(body: Body) -> Body:
        return replace(body, ca_keys={**body.ca_keys, name: _sealed(body, name, key)})

    alter(session, change, files)


def resealed(body: Body, private_key: bytes | bytearray, holder: str) -> Body:
    """Return the body with every CA key that `holder` can open sealed to its present holders.

    Appointing the first 安全保密管理员 thus takes the keys from the 负责人. A key that `holder`
    cannot open stays with those who can.
    """
    ca_keys: dict[str, Mapping[str, bytes]] = dict(body.ca_keys)
    for name, seals in body.ca_keys.items():
        purpose = purposes.ca_key(body.office, name, holder)
        with suppress(Closed):
            key = unseal(private_key, seals.get(holder, b""), purpose)
            ca_keys[name] = _sealed(body, name, key)
    return replace(body, ca_keys=ca_keys)


def without_holder(body: Body, holder: str) -> Body:
    """Return the body without the CA seals of an account whose key pair is replaced."""
    ca_keys = {
        name: {other: closed for other, closed in seals.items() if other != holder}
        for name, seals in body.ca_keys.items()
    }
    return replace(body, ca_keys=ca_keys)


def _sealed(body: Body, name: str, key: bytes) -> dict[str, bytes]:
    holders = body.active_holders(Role.SECURITY_OFFICER) or body.active_holders(Role.HEAD)
    public_keys = {holder.name: holder.public_key for holder in holders}
    public_keys[RECOVERY] = body.recovery.public_key
    return {
        holder: seal(public_key, key, purposes.ca_key(body.office, name, holder))
        for holder, public_key in public_keys.items()
    }


def _opened(session: Session, sealed: bytes, purpose: str) -> bytes:
    try:
        return unseal(session.private_key, sealed, purpose)
    except Closed as error:
        raise Refusal("vault.damaged", path=str(session.folder)) from error
