"""Backup sets as people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from domain.backup_keeping import Completeness
from domain.backups import SetState, ShownSet
from storage.backup_set import Manifest
from storage.backup_shelf import Shelved

Lacks = Callable[[Manifest], tuple[str, ...]]
"""Tells in words what a set lacks."""


def untold(_manifest: Manifest) -> tuple[str, ...]:
    """Say nothing of what a set lacks, where nobody asks."""
    return ()


def shown_sets(
    found: Iterable[Shelved], *, lacks: Lacks = untold, on_medium: bool = False
) -> Iterator[ShownSet]:
    """Yield sets as the window lists them, in their order, each when it is asked for."""
    for one in found:
        yield _shown(one, lacks, on_medium=on_medium)


def _shown(one: Shelved, lacks: Lacks, *, on_medium: bool) -> ShownSet:
    if one.signed is None:
        return ShownSet(one.path, SetState.DAMAGED, on_medium=on_medium)
    manifest = one.signed.manifest
    return ShownSet(
        one.path,
        _state(one, manifest),
        manifest.moment,
        manifest.reason,
        manifest.size,
        one.verified_at,
        one.unread,
        on_medium,
        len(manifest.lacking or ()),
        lacks(manifest),
    )


def _state(one: Shelved, manifest: Manifest) -> SetState:
    if not one.known:
        return SetState.CLOSED
    if not one.verified:
        return SetState.UNVERIFIED
    incomplete = manifest.completeness is Completeness.INCOMPLETE
    return SetState.INCOMPLETE if incomplete else SetState.VERIFIED
