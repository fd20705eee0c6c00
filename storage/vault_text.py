"""The vault as JSON: one canonical writing, and a reading that takes nothing for granted.

The text has three parts: `body` (what only a signed-in account changes, under the MAC), `attempts`
(failed sign-ins, counted while no key is at hand; whose machine was switched on anew, and who came
without a key file, only where there is any) and `digest`, the SHA-256 over the rest, which
tells accidental damage before anybody has signed in.

Format 2 added what concerns the exchange; format 3 the proof of the register's pages, first and
former passwords, key files, who left, the rotation of keys and the drill. What a format added is
written only where there is any, so that the body of a vault of an earlier format is under the same
MAC when it is read and written again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Final

from domain.errors import Refusal
from storage.json_record import Damaged, Record, octets_of, text_of
from storage.vault_account_text import account_content, account_of, canonical, held
from storage.vault_values import (
    RECOVERY,
    Attempts,
    Body,
    Office,
    RecoverySlot,
    RotationOrder,
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
            name: {
                "count": attempts.count,
                "last": attempts.last,
                **held(boot=attempts.boot, keyless=attempts.keyless),
            }
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


def _body_content(body: Body) -> dict[str, object]:
    return {
        "generation": body.generation,
        "office": {
            "code": body.office.code,
            "name": body.office.name,
            "level": body.office.level,
        },
        "single_operator": body.single_operator,
        "accounts": [account_content(account) for account in body.accounts],
        "recovery": {
            "public_key": body.recovery.public_key.hex(),
            "sealed": body.recovery.sealed.hex(),
        },
        "ca_keys": {
            name: {holder: seal.hex() for holder, seal in seals.items()}
            for name, seals in body.ca_keys.items()
        },
        **held(
            trust_list=body.trust_list,
            opening_public=body.opening_public.hex(),
            register_ring=body.register_ring.hex(),
            audit_ring=body.audit_ring.hex(),
            rotation=None if body.rotation is None else asdict(body.rotation),
            switching=body.switching,
            drilled=body.drilled,
            leavers=list(body.leavers),
        ),
    }


def _body(record: Record) -> Body:
    office = record.record("office")
    recovery = record.record("recovery")
    body = Body(
        generation=record.whole("generation"),
        office=Office(office.text("code"), office.text("name"), office.text("level")),
        single_operator=record.flag("single_operator"),
        accounts=tuple(account_of(Record(entry)) for entry in record.array("accounts")),
        recovery=RecoverySlot(recovery.octets("public_key"), recovery.octets("sealed")),
        ca_keys={
            name: {holder: octets_of(seal) for holder, seal in Record(seals).items()}
            for name, seals in record.record("ca_keys").items()
        },
        trust_list=record.text_if_held("trust_list"),
        opening_public=record.octets_if_held("opening_public"),
        register_ring=record.octets_if_held("register_ring"),
        audit_ring=record.octets_if_held("audit_ring"),
        rotation=_order(record),
        switching=record.text_if_held("switching"),
        drilled=record.text_if_held("drilled"),
        leavers=tuple(text_of(name) for name in record.array_if_held("leavers")),
    )
    names = [account.name for account in body.accounts]
    if len(set(names)) != len(names) or RECOVERY in names:
        raise Damaged("account names")
    for part in (office, recovery, record):
        part.end()
    return body


def _attempts(value: object) -> Attempts:
    record = Record(value)
    attempts = Attempts(
        record.counter("count"),
        record.counter("last"),
        record.text_if_held("boot"),
        record.counter("keyless") if record.holds("keyless") else 0,
    )
    record.end()
    return attempts


def _order(record: Record) -> RotationOrder | None:
    if not record.holds("rotation"):
        return None
    order = record.record("rotation")
    read = RotationOrder(order.text("by"), order.text("at"), order.text("reason"))
    order.end()
    return read
