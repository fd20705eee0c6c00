"""The key that opens packages: its private half in the register, its public half in the vault.

An office gets it when it is made. One made by an earlier version, which also kept its trust list in
the register, is brought to this at the first opening by an account that holds the register key.
"""

from __future__ import annotations

import base64
from typing import Final

from desktop.attendance import entry_of
from domain.errors import Refusal
from domain.register import Actor
from domain.workflow.ports import Clock, Writer
from export.packages import SoftwareOpeningKey
from export.packages.certificates import fingerprint
from storage.audit import AuditLog
from storage.public_keys import adopt
from storage.register import SqlRegister
from storage.session import Session

_OPENING: Final = "exchange.opening_key"
_FORMER_TRUST: Final = "exchange.trust"


def held_opening_key(register: SqlRegister) -> SoftwareOpeningKey:
    """Return the key that opens packages for this office; refuses `trust.opening_key_missing`."""
    key = _held(register)
    if key is None:
        raise Refusal("trust.opening_key_missing", office=register.office.name)
    return key


def keep_opening_key(writer: Writer, key: SoftwareOpeningKey) -> None:
    """Put the private half into the register."""
    writer.keep_setting(_OPENING, base64.b64encode(key.to_bytes()).decode())


def settle(
    session: Session, register: SqlRegister, actor: Actor, audit: AuditLog, clock: Clock
) -> None:
    """Make the opening key if there is none, and bring what is public of it into the vault.

    The vault is written before the register forgets: a crash between the two loses nothing, and
    the next opening ends what was begun. Refuses for faults of the disk.
    """
    key = _held(register)
    if key is None:
        key = SoftwareOpeningKey.generate()
        with register.writing(actor) as writer:
            keep_opening_key(writer, key)
            writer.audit("trust.opening_key", fingerprint(key.public_bytes()))
    former = _setting(register, _FORMER_TRUST)
    if adopt(session, key.public_bytes(), former):
        subject = fingerprint(key.public_bytes())
        audit.append((entry_of(session, clock, "trust.moved", subject, single=actor.single),))
    if former:
        with register.writing(actor) as writer:
            writer.keep_setting(_FORMER_TRUST, "")


def _held(register: SqlRegister) -> SoftwareOpeningKey | None:
    kept = _setting(register, _OPENING)
    return SoftwareOpeningKey.from_bytes(base64.b64decode(kept)) if kept else None


def _setting(register: SqlRegister, name: str) -> str:
    with register.reading() as reader:
        return reader.setting(name)
