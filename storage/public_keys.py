"""What the vault holds of the exchange in the clear: the trust list, public keys, certificates.

It lies under the vault's MAC, so that every account can read and believe it, an officer too, who
never opens the register.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from domain.errors import Refusal
from domain.roles import HOLDERS, Act
from storage.files import DiskFiles, Files
from storage.session import Session, alter, trusted
from storage.vault_values import Account, Body

_DISK: Final = DiskFiles()


@dataclass(frozen=True, slots=True)
class SigningHolder:
    """An account with a signing key: its public half and its certificate (DER).

    `certificate` is `b""` while the account waits for one; `may_sign` tells whether the account is
    active with a role that signs packages.
    """

    account: str
    public_key: bytes
    certificate: bytes
    may_sign: bool


def trust_list(session: Session, *, files: Files = _DISK) -> str:
    """Return the trust list as it was stored, "" before the first; refuses `vault.damaged`."""
    return trusted(session, files).body.trust_list


def set_trust_list(session: Session, text: str, *, files: Files = _DISK) -> None:
    """Store a new trust list; the former one leaves the other generation too.

    Raises:
        Refusal: `role.denied`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CERTIFICATES)
    # A generation that is fallen back upon must not believe again what was revoked.
    alter(session, lambda body: replace(body, trust_list=text), files, retire=True)


def renew_trust_list(session: Session, text: str, *, files: Files = _DISK) -> None:
    """Store the trust list as a table of the root made it newer; kept as `set_trust_list` keeps it.

    Whoever takes packages in may do this too: the root has said what is new, not he.

    Raises:
        Refusal: `role.denied`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.ACCEPT_PACKAGE)
    alter(session, lambda body: replace(body, trust_list=text), files, retire=True)


def adopt(session: Session, opening_public: bytes, text: str, *, files: Files = _DISK) -> bool:
    """Take over what an office kept elsewhere; a trust list that is held already stays.

    Returns whether anything was new. Refuses `vault.damaged`, or for a fault of the disk.
    """

    def change(body: Body) -> Body:
        return replace(body, opening_public=opening_public, trust_list=body.trust_list or text)

    body = trusted(session, files).body
    if change(body) == body:
        return False
    alter(session, change, files, retire=True)
    return True


def opening_public(session: Session, *, files: Files = _DISK) -> bytes:
    """Return the public half of the key that opens packages (DER), `b""` when not known yet.

    Refuses `vault.damaged`.
    """
    return trusted(session, files).body.opening_public


def signing_holders(session: Session, *, files: Files = _DISK) -> tuple[SigningHolder, ...]:
    """Return every account that has a signing key, locked ones too; refuses `vault.damaged`."""
    return tuple(
        SigningHolder(
            account.name,
            account.signing_public,
            account.certificate,
            account.state == "active" and bool(account.roles & HOLDERS[Act.SIGN_PACKAGE]),
        )
        for account in trusted(session, files).body.accounts
        if account.signing_public
    )


def set_certificate(
    session: Session, holder: SigningHolder, certificate: bytes, *, files: Files = _DISK
) -> None:
    """Store the certificate of another account's signing key.

    Raises:
        Refusal: `role.denied`, `trust.nothing_asked` when the key is not that account's,
            `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.CERTIFICATES)

    def change(body: Body) -> Body:
        account = _asking(body, holder)
        return replace(body, accounts=body.with_account(replace(account, certificate=certificate)))

    alter(session, change, files)


def _asking(body: Body, holder: SigningHolder) -> Account:
    account = body.account(holder.account)
    if account is None or account.signing_public != holder.public_key:
        raise Refusal("trust.nothing_asked", account=holder.account)
    return account
