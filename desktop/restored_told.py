"""What is told of an office that was restored: from when, what lies aside, what to enter again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.audit_objects import told_entry
from desktop.restoring import Restored
from domain.audit import DONE
from domain.backups import RestoredTold
from domain.dates import minute_of
from domain.words import Words
from storage.audit_entries import Entry

_CHANGING_NOTHING: Final = ("backup.", "restore.", "sign_in", "verify")


def told_restored(restored: Restored, words: Words) -> RestoredTold:
    """Return it line by line. Acts are named as the audit names them."""
    return RestoredTold(restored.path, tuple(_lines(restored, words)))


def _lines(restored: Restored, words: Words) -> Iterator[str]:
    yield words.say("restored.path", {"path": restored.path})
    yield words.say("restored.made", {"made": minute_of(restored.manifest.made)})
    yield from _about_the_set(restored, words)
    if restored.aside is None:
        return
    yield words.say("restored.aside", {"path": restored.aside})
    known = restored.since
    if known is None or known.acts is None:
        yield words.say("restored.since_unknown", {})
        return
    if known.incomplete:
        yield words.say("restored.since_incomplete", {})
    again = [each for each in known.acts if _is_to_be_redone(each)]
    if again:
        yield words.say("restored.since", {"count": len(again)})
    for each in again:
        yield words.say("restored.act", told_entry(each, words))
    for path in known.packages:
        yield words.say("restored.package", {"path": path})


def _about_the_set(restored: Restored, words: Words) -> Iterator[str]:
    for name in restored.unread:
        yield words.say("restored.unread", {"file": name})
    if restored.other_sheet:
        yield words.say("restored.other_sheet", {})
    if restored.manifest.lacking:
        yield words.say("restored.lacking", {"count": len(restored.manifest.lacking)})


def _is_to_be_redone(entry: Entry) -> bool:
    """Tell whether an act after the backup may have changed what is missing now."""
    return entry.result == DONE and not entry.act.startswith(_CHANGING_NOTHING)
