"""The key with which an office certifies: its operators, the offices below, a province its tables.

It lies in the vault sealed to whoever manages certificates. A province has two for the length of a
rollover: the present one, and the one of its next root beside it.
"""

from __future__ import annotations

from typing import Final

from domain.errors import Refusal
from export.packages import SoftwareSigningKey
from storage.held_keys import ca_key, ca_key_holders, set_ca_key
from storage.session import Session

AUTHORITY: Final = "authority"
FOLLOWING: Final = "authority-following"


def held_authority(session: Session, certified: bytes) -> SoftwareSigningKey | None:
    """Return the office's key, `None` where this account holds none.

    `certified` is the public key that the office is certified for, `b""` before the first time: of
    two keys, between the two steps of a rollover, the certified one is the office's.
    """
    held = [ca_key(session, name) for name in (AUTHORITY, FOLLOWING)]
    keys = [None if each is None else SoftwareSigningKey.from_bytes(each) for each in held]
    for key in keys:
        if key is not None and key.public_bytes() == certified:
            return key
    return keys[0]


def authority_or_new(session: Session, certified: bytes) -> SoftwareSigningKey:
    """Return the office's key, made now where there is none yet.

    Refuses `trust.authority_missing` where a colleague holds it: a new key would take the old one
    from him, and the office below its trust.
    """
    held = held_authority(session, certified)
    if held is not None:
        return held
    if ca_key_holders(session, AUTHORITY):
        raise Refusal("trust.authority_missing", account=session.account)
    return _kept(session, AUTHORITY)


def following_authority(session: Session) -> SoftwareSigningKey:
    """Return the key of a province's next root, made and kept beside the present one.

    The trust list that goes by it makes it the office's own: there is no moment without a key.
    """
    return _kept(session, FOLLOWING)


def settle_authority(session: Session, certified: bytes) -> None:
    """Keep the certified key as the office's one key; the former is gone."""
    held = ca_key(session, FOLLOWING)
    if held is not None and SoftwareSigningKey.from_bytes(held).public_bytes() == certified:
        set_ca_key(session, AUTHORITY, held)


def _kept(session: Session, name: str) -> SoftwareSigningKey:
    key = SoftwareSigningKey.generate()
    set_ca_key(session, name, key.to_bytes())
    return key
