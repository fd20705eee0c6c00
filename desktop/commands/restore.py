"""Restoring an office from a backup."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.backup import chosen_set
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.outlets import fetch
from desktop.restored_told import told_restored
from desktop.restoring import Restored, Restoring
from desktop.sticks import key_files
from domain.words import Words
from storage.backup_keys import SetKeys, by_password, by_sheet


def restore(console: Console) -> Answer:
    """Make a data folder of a backup set."""
    wanted = console.arguments
    folder, data = chosen_set(console.path("set")), console.folder("data")
    keys = _keys(console, folder, data)
    try:
        restoring = Restoring(console.resources.words, console.clock)
        restored = restoring(
            folder, data, keys, console.progress, replace=wanted.replace, other_founding=wanted.yes
        )
    finally:
        keys.wipe()
    return _restored(restored, console.resources.words)


def _keys(console: Console, folder: Path, data: Path) -> SetKeys:
    file = console.arguments.recovery_file
    if file:
        live = console.path("live") if console.arguments.live else data
        return by_sheet(folder, fetch(Path(file)).decode("utf-8", "replace"), live)
    places = key_files(console.environ)
    return by_password(folder, console.user, console.password(), places)


def _restored(restored: Restored, words: Words) -> Answer:
    known, lacking = restored.since, len(restored.manifest.lacking or ())
    acts = None if known is None else known.acts
    value = {
        "path": str(restored.path),
        "verified": True,
        "digest": restored.manifest.facts.digest,
        "set": restored.manifest.name,
        "made": restored.manifest.made,
        "unread": list(restored.unread),
        "lacking": lacking,
        "other_sheet": restored.other_sheet,
        "aside": str(restored.aside or ""),
        "since": None
        if acts is None
        else [{"at": x.at, "actor": x.actor, "act": x.act, "object": x.object} for x in acts],
        "packages": [] if known is None else [str(path) for path in known.packages],
    }
    lines = told_restored(restored, words).lines
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if lacking else DONE)
