"""What an office's vault holds: accounts with their key slots, the recovery slot, the CA keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.roles import BUSINESS, OFFICERS, Role, Standing
from storage.key_profiles import KeyProfile

KEY_BYTES: Final = 32
RECOVERY: Final = ""
"""Stands for the recovery sheet where seals are kept by account; no account has this name."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office: region code (2, 4 or 6 digits), name, and level (county, city, province)."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Slot:
    """An account's private key, encrypted under the key that its password derives.

    `key_file` is the number of the key file that opens it too, `b""` when the password alone does.
    """

    profile: KeyProfile
    salt: bytes
    nonce: bytes
    sealed: bytes
    key_file: bytes = b""


@dataclass(frozen=True, slots=True)
class FormerPassword:
    """What tells a former password when it is typed again, as dearly as the slot would."""

    profile: KeyProfile
    salt: bytes
    check: bytes


@dataclass(frozen=True, slots=True)
class Account:
    """An account. Seals are secrets closed for its public key, `b""` where it has none.

    `signing_public` is the public half of its signing key (DER), `certificate` what the office
    certified it with (DER); the key without the certificate is a request. `pages_seal` is the key
    that proves the register's pages, behind a mark of what it was made of.

    `first_password` tells that somebody else set the password, and its holder must change it.
    `password_set` is the ISO day on which it was set, "" where nobody noted it; `former` are the
    passwords before it, newest first. Who has `left` never comes back under this name.
    """

    name: str
    roles: frozenset[Role]
    locked: bool
    public_key: bytes
    slot: Slot
    audit_seal: bytes = b""
    register_seal: bytes = b""
    signing_seal: bytes = b""
    signing_public: bytes = b""
    certificate: bytes = b""
    pages_seal: bytes = b""
    first_password: bool = False
    password_set: str = ""
    former: tuple[FormerPassword, ...] = ()
    left: bool = False

    @property
    def state(self) -> str:
        """`left`, `locked`, `pending` (no role, or not released to the register) or `active`."""
        if self.left:
            return "left"
        if self.locked:
            return "locked"
        if not self.audit_seal or (self.roles & BUSINESS and not self.register_seal):
            return "pending"
        return "active"


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """Both database keys sealed to the public key whose private half is on the sheet."""

    public_key: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed sign-ins since the last good one: `count` by a wrong password.

    The latest of these was `last` seconds after the machine was switched on for the `boot` so
    named: clocks can be set, the time that a machine has run cannot. `keyless` others came without
    the account's key file, so that no password was looked at.
    """

    count: int
    last: int
    boot: str = ""
    keyless: int = 0


@dataclass(frozen=True, slots=True)
class RotationOrder:
    """An order to make both databases anew under new keys: by whom, at which moment, and why."""

    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """All that the MAC covers; `ca_keys` holds, by name of the key, a seal for each holder.

    `trust_list` is the office's trust list as whoever judges packages writes it, `opening_public`
    the public half (DER) of the key that opens packages; both are public, and "" or `b""` at first.

    `register_ring` and `audit_ring` hold what outlives the database keys (see `keyring`).
    `rotation` is an order that waits to be carried out; `switching` names the rotation whose new
    files have still to be put in the place of the old. `drilled` is the ISO day on which the
    recovery sheet was last typed back, "" for one that nobody has proved yet. `leavers` are those
    who left with keys that still hold: their names propose a rotation.
    """

    generation: int
    office: Office
    single_operator: bool
    accounts: tuple[Account, ...]
    recovery: RecoverySlot
    ca_keys: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    trust_list: str = ""
    opening_public: bytes = b""
    register_ring: bytes = b""
    audit_ring: bytes = b""
    rotation: RotationOrder | None = None
    switching: str = ""
    drilled: str = ""
    leavers: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Tell what decides about acts here: officers count as appointed once all three are."""
        appointed = all(any(self.active_holders(role)) for role in OFFICERS)
        return Standing(officers_appointed=appointed, single_operator=self.single_operator)

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        return next((account for account in self.accounts if account.name == name), None)

    def active_holders(self, role: Role) -> tuple[Account, ...]:
        """Return the active accounts that hold the role."""
        return tuple(
            account
            for account in self.accounts
            if role in account.roles and account.state == "active"
        )

    def with_account(self, changed: Account) -> tuple[Account, ...]:
        """Return all accounts with `changed` in the place of its namesake, or at the end."""
        others: Iterable[Account] = self.accounts
        if self.account(changed.name) is None:
            return (*others, changed)
        return tuple(changed if account.name == changed.name else account for account in others)


@dataclass(frozen=True, slots=True)
class VaultFile:
    """One generation of the vault as read or as to be written."""

    body: Body
    mac: bytes
    attempts: Mapping[str, Attempts] = field(default_factory=dict)
