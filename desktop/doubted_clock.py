"""What people are told of a machine's clock that cannot be right, until somebody answers for it."""

from __future__ import annotations

from desktop.keys import OfficeTrust
from domain.errors import Refusal
from domain.words import Words


def told_clock(trust: OfficeTrust, words: Words) -> tuple[str, ...]:
    """Return the sentence about a clock in doubt, nothing when it is as it should be."""
    try:
        reckoned = trust.reckoned()
    except Refusal:  # a trust list that cannot be read is told where it is needed
        return ()
    return (words.say(reckoned.doubt, reckoned.facts),) if reckoned.doubt else ()
