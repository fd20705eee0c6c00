"""Carrying out a rotation of the database keys that 安全保密管理员 has ordered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.attendance import entering_refusals, entry_of
from desktop.office import OpenOffice, opened
from desktop.resources import Resources
from domain.errors import Refusal
from domain.words import Words
from domain.workflow.ports import Clock, Progress
from storage.rotating import Rotated, Rotating, carry_out, require_room
from storage.rotation import rotation_ordered
from storage.session import Session

ROTATED: Final = "keys.rotate"
_AFTERWARDS: Final = ("rotation.done_same", "rotation.done_backups", "rotation.done_next")


def told_rotated(rotated: Rotated, words: Words) -> tuple[str, ...]:
    """Return line by line what got new keys, what stays as it was, and what is to be done now."""
    lines = [words.say("rotation.done", {"attachments": rotated.attachments})]
    if rotated.damaged:
        lines.append(words.say("rotation.done_damaged", {"count": len(rotated.damaged)}))
    return (*lines, *(words.say(code, {}) for code in _AFTERWARDS))


def carry_out_rotation(
    session: Session,
    resources: Resources,
    clock: Clock,
    before: Callable[[OpenOffice], object],
    progress: Progress,
) -> Rotated:
    """Give both databases and all attachments new keys; the session goes on with them.

    For a session of `signed_in` whose office is not open. It is opened first, so that whatever is
    to be settled is; `before` makes a backup of it once nothing is known that would refuse the
    rotation. Done or refused, it is entered.

    Raises:
        Refusal: `rotation.none` without an order, `rotation.doubted` for an office with which
            something is wrong, what `before` refuses, and what `storage.rotating` refuses; nothing
            was changed then.
    """
    with opened(session, resources, clock) as office, office.witnessed(ROTATED):
        if rotation_ordered(session) is None:
            raise Refusal("rotation.none")
        if office.problems:
            raise Refusal("rotation.doubted")
        require_room(session.folder)
        before(office)
    entry = entry_of(session, clock, ROTATED, "", single=session.standing.single_operator)
    with entering_refusals(session, clock, ROTATED):
        return carry_out(session, entry, Rotating(stride=progress.step))
