"""What is told of an office that was restored: from when, what lies aside, what to enter again."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.restoring import Restored
from domain.backups import RestoredTold
from domain.words import Words


def told_restored(restored: Restored, words: Words) -> RestoredTold:
    """Return it line by line. Acts are named as the audit names them."""
    return RestoredTold(restored.path, tuple(_lines(restored, words)))


def _lines(restored: Restored, words: Words) -> Iterator[str]:
    yield words.say("restored.path", {"path": restored.path})
    yield words.say("restored.made", {"made": f"{restored.manifest.moment:%Y-%m-%d %H:%M}"})
    for name in restored.unread:
        yield words.say("restored.unread", {"file": name})
    if restored.manifest.lacking:
        yield words.say("restored.lacking", {"count": len(restored.manifest.lacking)})
    if restored.aside is None:
        return
    yield words.say("restored.aside", {"path": restored.aside})
    known = restored.since
    if known is None or known.acts is None:
        yield words.say("restored.since_unknown", {})
        return
    if known.acts:
        yield words.say("restored.since", {"count": len(known.acts)})
    for each in known.acts:
        facts = {"at": each.at, "actor": each.actor, "act": each.act, "object": each.object}
        yield words.say("restored.act", facts)
    for path in known.packages:
        yield words.say("restored.package", {"path": path})
