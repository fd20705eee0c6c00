"""Who left with keys that still hold, told at sign-in to whoever orders new ones."""

from __future__ import annotations

from domain.errors import Refusal
from domain.roles import Act
from domain.words import Words
from storage.rotation import rotation_ordered, rotation_proposed
from storage.session import Session


def told_leavers(session: Session, words: Words) -> tuple[str, ...]:
    """Return the sentence about them; nothing for others, and none once new keys are ordered.

    A vault that cannot be read now is told by whatever needs it: it takes no other warning along.
    """
    try:
        if not session.may(Act.ORDER_ROTATION) or rotation_ordered(session) is not None:
            return ()
        gone = "、".join(rotation_proposed(session))
    except Refusal:
        return ()
    return (words.say("rotation.proposed", {"leavers": gone}),) if gone else ()
