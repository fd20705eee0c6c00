"""Somebody signed in: his roles, and the keys that are his."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain import roles as table
from domain.errors import Refusal
from domain.roles import Act, Role, Standing
from storage import vault_file
from storage.files import Files
from storage.held_in_memory import hold
from storage.lock_file import rewriting_vault
from storage.slots import is_authentic, mac_of
from storage.vault_values import Body, Office, VaultFile


@dataclass(slots=True, repr=False)
class Session:
    """A signed-in account. Keys are byte arrays, so that `wipe` can overwrite them.

    `register_key` is `None` for officers. `failed` counts refused sign-ins by account that are not
    in the audit yet: this account's own, and those of accounts that nobody can sign in to ("" for
    all that do not exist); `keyless` counts those that came without the key file instead.
    `entered` tells whether this sign-in is in the audit. `notices` are codes of things that the
    user must be told (`vault.fell_back`).

    `first_password` tells that somebody else set the password: its holder changes it before he does
    anything else; `password_set` is the ISO day on which it was set, "" where nobody noted it.
    `key_file` is where the account's key file was found, `None` for an account
    without one. `generation` is the vault's, as this session last saw or wrote it.
    """

    folder: Path
    account: str
    roles: frozenset[Role]
    office: Office
    standing: Standing
    register_key: bytearray | None
    audit_key: bytearray
    private_key: bytearray
    failed: Mapping[str, int] = field(default_factory=dict)
    keyless: Mapping[str, int] = field(default_factory=dict)
    entered: bool = False
    notices: tuple[str, ...] = ()
    first_password: bool = False
    password_set: str = ""
    key_file: Path | None = None
    generation: int = 0

    def __post_init__(self) -> None:
        for key in (self.register_key, self.audit_key, self.private_key):
            hold(key)

    def __repr__(self) -> str:
        """Name the account; keys never reach a log."""
        return f"Session({self.account!r})"

    @property
    def failed_before(self) -> int:
        """How often the account's password was wrong before it was right."""
        return self.failed.get(self.account, 0)

    def may(self, act: Act) -> bool:
        """Tell whether this account may do `act` in this office."""
        return table.may(
            self.roles,
            act,
            officers_appointed=self.standing.officers_appointed,
            single_operator=self.standing.single_operator,
        )

    def require(self, act: Act) -> None:
        """Raise the `Refusal` `role.denied` unless this account may do `act`."""
        if not self.may(act):
            raise denied(act)

    def stands_in(self, act: Act) -> bool:
        """Tell whether `act` is allowed only in the place of officers not yet appointed."""
        return table.stands_in(self.roles, act, self.standing)

    def wipe(self) -> None:
        """Overwrite the keys, as far as the language lets us."""
        for key in (self.register_key, self.audit_key, self.private_key):
            if key is not None:
                key[:] = bytes(len(key))


def denied(act: Act, *alike: Act) -> Refusal:
    """Return the refusal that names the act and the roles it, or one `alike`, belongs to."""
    may = frozenset[Role]().union(*(table.HOLDERS[each] for each in (act, *alike)))
    holders = [role.value for role in Role if role in may]
    return Refusal("role.denied", act=act.value, holders=holders)


def trusted(session: Session, files: Files) -> VaultFile:
    """Read the vault anew, provided that an account holder wrote it.

    The session has seen or written a generation: one before it, which would take back what was
    changed since, is not trusted.

    Raises:
        Refusal: `vault.damaged` when somebody without a key changed it, `vault.unread` when the
            newest generation cannot be read any more; a fault of the disk.
    """
    vault = vault_file.read(session.folder, files).vault
    if not is_authentic(vault, session.audit_key):
        raise Refusal("vault.damaged", path=str(session.folder / vault_file.NAME))
    if vault.body.generation < session.generation:
        raise Refusal("vault.unread", path=str(session.folder / vault_file.NAME))
    return vault


def _nothing(_written: VaultFile) -> None:
    """Prove nothing beyond that the bytes came back."""


def alter(
    session: Session,
    change: Callable[[Body], Body],
    files: Files,
    proof: Callable[[VaultFile], None] = _nothing,
    *,
    retire: bool = False,
) -> None:
    """Write the changed vault as the next generation; the session's roles follow it.

    `retire` is for changes that shut somebody out: the former generation, which would still let
    him in, is replaced too, once the new one is in its place.

    Raises:
        Refusal: whatever `change` refuses, `vault.damaged`, or a fault of the disk.
    """
    with rewriting_vault(session.folder):
        before = trusted(session, files)
        body = replace(change(before.body), generation=before.body.generation + 1)
        vault_file.write(
            session.folder,
            VaultFile(body, mac_of(body, session.audit_key), before.attempts),
            files,
            sound=lambda vault: is_authentic(vault, session.audit_key),
            keep=True,
            proof=proof,
        )
        if retire:
            with suppress(Refusal):
                vault_file.duplicate(session.folder, files)
    session.standing = body.standing
    session.generation = body.generation
    own = body.account(session.account)
    session.roles = own.roles if own is not None else frozenset()
