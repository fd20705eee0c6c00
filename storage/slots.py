"""The closed boxes of the vault: password slots, seals for public keys, and the MAC.

Password -> Argon2id -> HKDF -> AES-256-GCM -> the account's X25519 key -> HPKE -> database keys.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.key_profiles import KEY_BYTES, SALT_BYTES, KeyProfile, derive, is_installed
from storage.vault_account_text import canonical, held, profile_content
from storage.vault_text import mac_input
from storage.vault_values import Account, Body, Office, Slot, VaultFile

Random = Callable[[int], bytes]

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True, repr=False)
class Enrolled:
    """A new account with its private key and the key of its slot, both secret."""

    account: Account
    private_key: bytes
    slot_key: bytes


class Closed(Exception):
    """The box does not open: a wrong password or key, or a content that was changed."""


def public_of(private_key: bytes | bytearray) -> bytes:
    """Return the public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def slot_key(password: str, name: str, salt: bytes, profile: KeyProfile) -> bytes:
    """Derive the key of an account's slot; this is the slow step.

    Raises:
        Refusal: `vault.kdf_refused` before anything is computed, or `vault.kdf_memory`.
    """
    stretched = derive(password, salt, profile, installed=is_installed())
    return _expanded(stretched, f"bianqing/account/v1|{name}")


def enrol(
    office: Office,
    name: str,
    password: str,
    *,
    profile: KeyProfile,
    random: Random,
    private_key: bytes | None = None,
) -> Enrolled:
    """Make an account's key pair, or keep the one given, and close it under the password.

    Raises:
        Refusal: `vault.kdf_refused` or `vault.kdf_memory`.
    """
    private = private_key or random(KEY_BYTES)
    salt = random(SALT_BYTES)
    key = slot_key(password, name, salt, profile)
    bare = Account(
        name=name,
        roles=frozenset(),
        locked=False,
        public_key=public_of(private),
        slot=Slot(profile, salt, random(_NONCE_BYTES), b""),
    )
    sealed = AESGCM(key).encrypt(bare.slot.nonce, private, _header(office, bare))
    account = replace(bare, slot=replace(bare.slot, sealed=sealed))
    return Enrolled(account, private, key)


def open_slot(key: bytes, office: Office, account: Account) -> bytes:
    """Return the account's private key; raises `Closed`."""
    header = _header(office, account)
    try:
        private_key = AESGCM(key).decrypt(account.slot.nonce, account.slot.sealed, header)
    except (InvalidTag, ValueError) as error:
        raise Closed from error
    if len(private_key) != KEY_BYTES or public_of(private_key) != account.public_key:
        raise Closed
    return private_key


def seal(public_key: bytes, secret: bytes | bytearray, purpose: str) -> bytes:
    """Close a secret for the holder of a key pair, for one named purpose (HPKE, RFC 9180)."""
    recipient = X25519PublicKey.from_public_bytes(public_key)
    return _SUITE.encrypt(secret, recipient, info=_info(purpose))


def unseal(private_key: bytes | bytearray, sealed: bytes, purpose: str) -> bytes:
    """Open what `seal` closed for the same purpose; raises `Closed`."""
    try:
        key = X25519PrivateKey.from_private_bytes(private_key)
        return _SUITE.decrypt(sealed, key, info=_info(purpose))
    except (InvalidTag, ValueError) as error:
        raise Closed from error


def mac_of(body: Body, audit_key: bytes | bytearray) -> bytes:
    """Return the HMAC over the body under a key derived from the audit key."""
    key = _expanded(audit_key, "bianqing/vault-mac/v1")
    return hmac.digest(key, mac_input(body), "sha256")


def is_authentic(vault: VaultFile, audit_key: bytes | bytearray) -> bool:
    """Tell whether the body was last written by a holder of the audit key."""
    return hmac.compare_digest(vault.mac, mac_of(vault.body, audit_key))


def _expanded(secret: bytes | bytearray, info: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info.encode()).derive(secret)


def _info(purpose: str) -> bytes:
    return f"bianqing/seal/v1|{purpose}".encode()


def _header(office: Office, account: Account) -> bytes:
    """Everything that decides how the slot opens; editing any of it keeps the slot closed."""
    return canonical(
        {
            "office": office.code,
            "account": account.name,
            "public_key": account.public_key.hex(),
            "salt": account.slot.salt.hex(),
            **profile_content(account.slot.profile),
            **held(key_file=account.slot.key_file.hex()),
        }
    )
