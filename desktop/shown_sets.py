"""Backup sets as people see them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.backups import SetState, ShownSet
from storage.backup_shelf import Shelved


def shown_sets(found: Iterable[Shelved], *, on_medium: bool = False) -> tuple[ShownSet, ...]:
    """Return sets as the window lists them, in their order."""
    return tuple(_shown(one, on_medium=on_medium) for one in found)


def _shown(one: Shelved, *, on_medium: bool) -> ShownSet:
    if one.signed is None:
        return ShownSet(one.path, SetState.DAMAGED, on_medium=on_medium)
    manifest = one.signed.manifest
    state = SetState.VERIFIED if one.verified else SetState.UNVERIFIED
    return ShownSet(
        one.path,
        state if one.known else SetState.CLOSED,
        manifest.moment,
        manifest.reason,
        manifest.size,
        one.verified_at,
        one.unread,
        on_medium,
    )
