"""What outlives the database keys: the keys of former databases, and the key of attachments' names.

Two rings lie in the vault, each closed under the present key whose holders may open it. Who opens
the register opens the keys of former registers too, an officer those of former audits, and the
recovery sheet both, since it opens the present keys. So a backup from before a rotation stays
readable, and nothing has to be closed anew when the sheet or an account changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import Refusal
from storage.files import DiskFiles, Files
from storage.session import Session, trusted
from storage.slots import Random
from storage.vault_account_text import canonical
from storage.vault_values import KEY_BYTES, Body

_DISK: Final = DiskFiles()
_NONCE_BYTES: Final = 12
_NAMING: Final = "naming"


@dataclass(frozen=True, slots=True, repr=False)
class FormerKeys:
    """The keys of both databases before a rotation; an officer gets no register key."""

    rotation: str
    audit_key: bytes
    register_key: bytes | None


def former_keys(
    folder: Path, body: Body, register_key: bytes | None, audit_key: bytes
) -> tuple[FormerKeys, ...]:
    """Return the former keys that a vault holds, newest first, for whoever has its present ones.

    They open backups from before each rotation. Refuses `vault.damaged`.
    """
    audits = _opened(folder, body.audit_ring, audit_key)
    registers = {} if register_key is None else _opened(folder, body.register_ring, register_key)
    return tuple(
        FormerKeys(rotation, key, registers.get(rotation))
        for rotation, key in reversed(audits.items())
    )


def naming_key(session: Session, *, files: Files = _DISK) -> bytes:
    """Return the key that names attachments where a rotation kept it, `b""` before the first.

    Raises:
        Refusal: `vault.damaged`.
    """
    body = trusted(session, files).body
    if session.register_key is None:
        return b""
    return _opened(session.folder, body.register_ring, bytes(session.register_key)).get(
        _NAMING, b""
    )


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """The keys of both databases."""

    register_key: bytes
    audit_key: bytes


def turned(
    folder: Path, body: Body, old: KeyPair, new: KeyPair, naming: bytes, *, random: Random
) -> Body:
    """Return the body with both rings closed under the new keys, the old keys on them."""
    registers = _opened(folder, body.register_ring, old.register_key)
    audits = _opened(folder, body.audit_ring, old.audit_key)
    registers = {**registers, _NAMING: naming, body.switching: old.register_key}
    return replace(
        body,
        register_ring=_closed(registers, new.register_key, random),
        audit_ring=_closed({**audits, body.switching: old.audit_key}, new.audit_key, random),
    )


def _closed(keys: Mapping[str, bytes], under: bytes, random: Random) -> bytes:
    nonce = random(_NONCE_BYTES)
    content = canonical([[name, key.hex()] for name, key in keys.items()])
    return nonce + AESGCM(_derived(under)).encrypt(nonce, content, None)


def _opened(folder: Path, ring: bytes, under: bytes) -> dict[str, bytes]:
    if not ring:
        return {}
    try:
        content = AESGCM(_derived(under)).decrypt(ring[:_NONCE_BYTES], ring[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as error:
        raise Refusal("vault.damaged", path=str(folder)) from error
    return {name: bytes.fromhex(key) for name, key in json.loads(content)}


def _derived(key: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"bianqing/keyring/v1").derive(key)
