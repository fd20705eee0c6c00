"""The first generation of an office's vault, and the slot of the recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.roles import Role
from storage import purposes
from storage.slots import Enrolled, open_slot, public_of, seal, unseal
from storage.vault_values import Body, Office, RecoverySlot, VaultFile


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What a new office is made of."""

    register_key: bytes
    audit_key: bytes
    sheet: bytes
    enrolled: Enrolled


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is decided when an office is founded.

    `drilled` is the ISO day on which the sheet counts as typed back, "" while nobody has done it,
    `password_set` the one on which the first account's password was set, "" where nobody notes it.
    """

    roles: frozenset[Role]
    single_operator: bool
    opening_public: bytes
    drilled: str
    password_set: str = ""


def first_body(office: Office, secrets: Secrets, beginning: Beginning) -> Body:
    """Return the body in which the first account and the sheet open both databases."""
    account = secrets.enrolled.account
    public_key = account.public_key
    first = replace(
        account,
        roles=beginning.roles,
        password_set=beginning.password_set,
        audit_seal=seal(public_key, secrets.audit_key, purposes.audit_key(office, account.name)),
        register_seal=seal(
            public_key, secrets.register_key, purposes.register_key(office, account.name)
        ),
    )
    return Body(
        generation=1,
        office=office,
        single_operator=beginning.single_operator,
        accounts=(first,),
        recovery=recovery_slot(office, secrets.sheet, secrets.register_key, secrets.audit_key),
        opening_public=beginning.opening_public,
        drilled=beginning.drilled,
    )


def recovery_slot(
    office: Office, sheet: bytes, register_key: bytes | bytearray, audit_key: bytes | bytearray
) -> RecoverySlot:
    """Close both database keys for the holder of the sheet whose secret is `sheet`."""
    return recovery_slot_for(office, public_of(sheet), register_key, audit_key)


def recovery_slot_for(
    office: Office,
    public_key: bytes,
    register_key: bytes | bytearray,
    audit_key: bytes | bytearray,
) -> RecoverySlot:
    """Close both database keys for the holder of the sheet with that public key."""
    keys = bytes(register_key) + bytes(audit_key)
    return RecoverySlot(public_key, seal(public_key, keys, purposes.recovery(office)))


def prove_first(written: VaultFile, secrets: Secrets) -> None:
    """Open everything just written, as the account and as the sheet will have to."""
    body = written.body
    (account,) = body.accounts
    private_key = open_slot(secrets.enrolled.slot_key, body.office, account)
    register = purposes.register_key(body.office, account.name)
    if unseal(private_key, account.register_seal, register) != secrets.register_key:
        raise RuntimeError("the register key was sealed wrongly")
    both = unseal(secrets.sheet, body.recovery.sealed, purposes.recovery(body.office))
    if both != secrets.register_key + secrets.audit_key:
        raise RuntimeError("the recovery slot was sealed wrongly")
