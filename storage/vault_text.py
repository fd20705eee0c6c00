"""The vault as JSON: one canonical writing, and a reading that takes nothing for granted.

The text has three parts: `body` (what only a signed-in account changes, under the MAC), `attempts`
(failed sign-ins, counted while no key is at hand) and `digest`, the SHA-256 over the rest, which
tells accidental damage before anybody has signed in.

Format 2 added what concerns the exchange, format 3 the proof of the register's pages. What a format
added is written only where there is any, so that the body of a vault of an earlier format is under
the same MAC when it is read and written again.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from domain.errors import Refusal
from domain.roles import Role
from storage.json_record import Damaged, Record, octets_of
from storage.key_profiles import SALT_BYTES, KeyProfile
from storage.vault_values import (
    RECOVERY,
    Account,
    Attempts,
    Body,
    Office,
    RecoverySlot,
    Slot,
    VaultFile,
)

FORMAT: Final = 3


def to_bytes(vault: VaultFile) -> bytes:
    """Write the vault, readable by people, with its digest."""
    content: dict[str, object] = {
        "format": FORMAT,
        "body": _body_content(vault.body),
        "mac": vault.mac.hex(),
        "attempts": {
            name: {"count": attempts.count, "last": attempts.last}
            for name, attempts in vault.attempts.items()
        },
    }
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def from_bytes(content: bytes) -> VaultFile:
    """Read a vault strictly: every field there, of its type, and none besides.

    Raises:
        Damaged: for anything else, hostile nesting and numbers included.
        Refusal: `storage.too_new` for an undamaged file of a newer program.
    """
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Damaged("not JSON") from error
    record = Record(parsed)
    digest = record.text("digest")
    try:
        if hashlib.sha256(canonical(record.rest)).hexdigest() != digest:
            raise Damaged("digest")
    except (ValueError, RecursionError) as error:
        raise Damaged("no text") from error
    found = record.whole("format")
    if found > FORMAT:
        raise Refusal("storage.too_new", path="vault.json", found=found, known=FORMAT)
    attempts = {name: _attempts(value) for name, value in record.record("attempts").items()}
    vault = VaultFile(_body(record.record("body")), record.octets("mac"), attempts)
    record.end()
    return vault


def mac_input(body: Body) -> bytes:
    """Return the bytes under the MAC."""
    return canonical(_body_content(body))


def canonical(value: object) -> bytes:
    """Write a JSON value in the one form that is hashed and authenticated."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _body_content(body: Body) -> dict[str, object]:
    return {
        "generation": body.generation,
        "office": {
            "code": body.office.code,
            "name": body.office.name,
            "level": body.office.level,
        },
        "single_operator": body.single_operator,
        "accounts": [_account_content(account) for account in body.accounts],
        "recovery": {
            "public_key": body.recovery.public_key.hex(),
            "sealed": body.recovery.sealed.hex(),
        },
        "ca_keys": {
            name: {holder: seal.hex() for holder, seal in seals.items()}
            for name, seals in body.ca_keys.items()
        },
        **_held(trust_list=body.trust_list, opening_public=body.opening_public.hex()),
    }


def _held(**texts: str) -> dict[str, object]:
    return {name: text for name, text in texts.items() if text}


def _account_content(account: Account) -> dict[str, object]:
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
        },
        "audit_seal": account.audit_seal.hex(),
        "register_seal": account.register_seal.hex(),
        "signing_seal": account.signing_seal.hex(),
        **_held(
            signing_public=account.signing_public.hex(),
            certificate=account.certificate.hex(),
            pages_seal=account.pages_seal.hex(),
        ),
    }


def profile_content(profile: KeyProfile) -> dict[str, object]:
    """Write the cost of a derivation."""
    return {
        "kdf": "argon2id",
        "memory_kib": profile.memory_kib,
        "passes": profile.passes,
        "lanes": profile.lanes,
    }


def _body(record: Record) -> Body:
    office = record.record("office")
    recovery = record.record("recovery")
    body = Body(
        generation=record.whole("generation"),
        office=Office(office.text("code"), office.text("name"), office.text("level")),
        single_operator=record.flag("single_operator"),
        accounts=tuple(_account(Record(entry)) for entry in record.array("accounts")),
        recovery=RecoverySlot(recovery.octets("public_key"), recovery.octets("sealed")),
        ca_keys={
            name: {holder: octets_of(seal) for holder, seal in Record(seals).items()}
            for name, seals in record.record("ca_keys").items()
        },
        trust_list=record.text_if_held("trust_list"),
        opening_public=record.octets_if_held("opening_public"),
    )
    names = [account.name for account in body.accounts]
    if len(set(names)) != len(names) or RECOVERY in names:
        raise Damaged("account names")
    for part in (office, recovery, record):
        part.end()
    return body


def _account(record: Record) -> Account:
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
    )
    record.end()
    return account


def _slot(record: Record) -> Slot:
    if record.text("kdf") != "argon2id":
        raise Damaged("kdf")
    slot = Slot(
        profile=KeyProfile(
            record.whole("memory_kib"), record.whole("passes"), record.whole("lanes")
        ),
        salt=record.octets("salt"),
        nonce=record.octets("nonce"),
        sealed=record.octets("sealed"),
    )
    if len(slot.salt) != SALT_BYTES:
        raise Damaged("salt")
    record.end()
    return slot


def _attempts(value: object) -> Attempts:
    record = Record(value)
    attempts = Attempts(record.whole("count"), record.whole("last"))
    record.end()
    return attempts


def _role(value: object) -> Role:
    for role in Role:
        if value == role.value:
            return role
    raise Damaged("role")
