"""An account as it stands in the vault's JSON."""

from __future__ import annotations

import json
from typing import Final

from domain.roles import Role
from storage.json_record import Damaged, Record
from storage.key_profiles import SALT_BYTES, KeyProfile
from storage.vault_values import Account, FormerPassword, Slot

_KDF: Final = "argon2id"


def canonical(value: object) -> bytes:
    """Write a JSON value in the one form that is hashed and authenticated."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def held(**values: object) -> dict[str, object]:
    """Return what there is, so that a body of an earlier format stays under its MAC."""
    return {name: value for name, value in values.items() if value}


def account_content(account: Account) -> dict[str, object]:
    """Write an account."""
    slot = account.slot
    return {
        "name": account.name,
        "roles": [role.value for role in Role if role in account.roles],
        "locked": account.locked,
        "public_key": account.public_key.hex(),
        "slot": {
            **profile_content(slot.profile),
            "salt": slot.salt.hex(),
            "nonce": slot.nonce.hex(),
            "sealed": slot.sealed.hex(),
            **held(key_file=slot.key_file.hex()),
        },
        "audit_seal": account.audit_seal.hex(),
        "register_seal": account.register_seal.hex(),
        "signing_seal": account.signing_seal.hex(),
        **held(
            signing_public=account.signing_public.hex(),
            certificate=account.certificate.hex(),
            pages_seal=account.pages_seal.hex(),
            first_password=account.first_password,
            password_set=account.password_set,
            former=[_former_content(former) for former in account.former],
            left=account.left,
        ),
    }


def profile_content(profile: KeyProfile) -> dict[str, object]:
    """Write the cost of a derivation."""
    return {
        "kdf": _KDF,
        "memory_kib": profile.memory_kib,
        "passes": profile.passes,
        "lanes": profile.lanes,
    }


def account_of(record: Record) -> Account:
    """Read an account; raises `Damaged`."""
    account = Account(
        name=record.text("name"),
        roles=frozenset(_role(role) for role in record.array("roles")),
        locked=record.flag("locked"),
        public_key=record.octets("public_key"),
        slot=_slot(record.record("slot")),
        audit_seal=record.octets("audit_seal"),
        register_seal=record.octets("register_seal"),
        signing_seal=record.octets("signing_seal"),
        signing_public=record.octets_if_held("signing_public"),
        certificate=record.octets_if_held("certificate"),
        pages_seal=record.octets_if_held("pages_seal"),
        first_password=record.flag_if_held("first_password"),
        password_set=record.text_if_held("password_set"),
        former=tuple(_former(Record(entry)) for entry in record.array_if_held("former")),
        left=record.flag_if_held("left"),
    )
    record.end()
    return account


def _former_content(former: FormerPassword) -> dict[str, object]:
    return {
        **profile_content(former.profile),
        "salt": former.salt.hex(),
        "check": former.check.hex(),
    }


def _slot(record: Record) -> Slot:
    slot = Slot(
        profile=_profile(record),
        salt=_salt(record),
        nonce=record.octets("nonce"),
        sealed=record.octets("sealed"),
        key_file=record.octets_if_held("key_file"),
    )
    record.end()
    return slot


def _former(record: Record) -> FormerPassword:
    former = FormerPassword(_profile(record), _salt(record), record.octets("check"))
    record.end()
    return former


def _profile(record: Record) -> KeyProfile:
    if record.text("kdf") != _KDF:
        raise Damaged("kdf")
    return KeyProfile(record.whole("memory_kib"), record.whole("passes"), record.whole("lanes"))


def _salt(record: Record) -> bytes:
    salt = record.octets("salt")
    if len(salt) != SALT_BYTES:
        raise Damaged("salt")
    return salt


def _role(value: object) -> Role:
    for role in Role:
        if value == role.value:
            return role
    raise Damaged("role")
