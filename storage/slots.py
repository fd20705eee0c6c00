"""The closed boxes of the vault: password slots, seals for public keys, and the MAC.

Password -> Argon2id (with the key file) -> HKDF -> AES-256-GCM -> the account's X25519 key -> HPKE
-> database keys.
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

from storage.key_file import KeyFile
from storage.key_profiles import KEY_BYTES, SALT_BYTES, KeyProfile, derive, is_installed
from storage.vault_account_text import canonical, held, profile_content
from storage.vault_text import mac_input
from storage.vault_values import Account, Body, FormerPassword, Office, Slot, VaultFile

Random = Callable[[int], bytes]

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True, repr=False)
class Enrolled:
    """An account enrolled anew with its private key and the key of its slot, both secret.

    `check` tells the password when it is typed again (see `FormerPassword`).
    """

    account: Account
    private_key: bytes
    slot_key: bytes
    check: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Derived:
    """What one slow derivation gives: the slot's key, and what tells the password again."""

    slot_key: bytes
    check: bytes


class Closed(Exception):
    """The box does not open: a wrong password or key, or a content that was changed."""


def public_of(private_key: bytes | bytearray) -> bytes:
    """Return the public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def derived(password: str, name: str, slot: Slot, key_file: KeyFile | None = None) -> Derived:
    """Derive the key of an account's slot, which a key file is mixed into; this is the slow step.

    Raises:
        Refusal: `vault.kdf_refused` before anything is computed, or `vault.kdf_memory`.
    """
    stretched = derive(password, slot.salt, slot.profile, installed=is_installed())
    secret = b"" if key_file is None else key_file.secret
    return Derived(
        _expanded(stretched + secret, f"bianqing/account/v1|{name}"),
        _expanded(stretched, f"bianqing/former-password/v1|{name}"),
    )


def slot_key(password: str, name: str, salt: bytes, profile: KeyProfile) -> bytes:
    """Derive the key of a slot that a password alone opens; refuses as `derived`."""
    return derived(password, name, Slot(profile, salt, b"", b"")).slot_key


def password_check(password: str, name: str, former: FormerPassword) -> bytes:
    """Derive what `former` holds, should this be the same password; refuses as `derived`."""
    return derived(password, name, Slot(former.profile, former.salt, b"", b"")).check


def enrol(
    office: Office,
    name: str,
    password: str,
    *,
    profile: KeyProfile,
    random: Random,
    private_key: bytes | None = None,
    key_file: KeyFile | None = None,
) -> Enrolled:
    """Make an account's key pair, or keep the one given, and close it under the password.

    With a key file neither opens the slot without the other.

    Raises:
        Refusal: `vault.kdf_refused` or `vault.kdf_memory`.
    """
    private = private_key or random(KEY_BYTES)
    number = b"" if key_file is None else key_file.number
    empty = Slot(profile, random(SALT_BYTES), random(_NONCE_BYTES), b"", number)
    bare = Account(
        name=name,
        roles=frozenset(),
        locked=False,
        public_key=public_of(private),
        slot=empty,
    )
    keys = derived(password, name, empty, key_file)
    sealed = AESGCM(keys.slot_key).encrypt(empty.nonce, private, _header(office, bare))
    account = replace(bare, slot=replace(empty, sealed=sealed))
    return Enrolled(account, private, keys.slot_key, keys.check)


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
