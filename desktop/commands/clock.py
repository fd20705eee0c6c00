"""The machine's clock beside the time that the program knows; somebody answers for the clock."""

from __future__ import annotations

from typing import Any, Final

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.time_floor import AHEAD, BEHIND, Reckoned

_DOUBTS: Final = {"": "", BEHIND: "behind", AHEAD: "ahead"}


def show(console: Console) -> Answer:
    """Tell both times and whether they agree."""
    with console.certification() as operators:
        reckoned = operators.trust.reckoned()
    text = f"电脑时间 {reckoned.facts['clock']}，程序已知的时间 {reckoned.facts['known']}。"
    if reckoned.doubt:
        text = console.resources.words.say(reckoned.doubt, reckoned.facts)
    return Answer(_value(reckoned), text, NEEDS_A_PERSON if reckoned.doubt else DONE)


def confirm(console: Console) -> Answer:
    """Answer for the clock."""
    with console.certification() as operators:
        reckoned = operators.trust.confirm_clock()
    text = f"已确认电脑时间 {reckoned.facts['clock']} 没有错，可以签发。"
    return Answer(_value(reckoned), text)


def _value(reckoned: Reckoned) -> dict[str, Any]:
    return {
        "clock": reckoned.clock.isoformat(timespec="seconds"),
        "known": reckoned.known.isoformat(timespec="seconds"),
        "doubt": _DOUBTS[reckoned.doubt],
    }
