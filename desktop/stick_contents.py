"""What else lies on a stick that a package came from or went to, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.words import Words
from export.sticks.examining import examine
from export.sticks.machine import THIS_MACHINE, Machine
from export.sticks.stick import stick_of

_OURS: Final = (".bqp", ".bqreq", ".bqcert")


def strangers(folder: Path, words: Words, machine: Machine = THIS_MACHINE) -> tuple[str, ...]:
    """Return a sentence on each thing that does not belong on a stick, the worst kinds first.

    Nothing where the folder is not on a medium that can be taken out: a folder of the machine may
    hold whatever it likes. Nor where it cannot be listed any more: whoever pulled the stick after
    what he came for was done is not bothered.
    """
    if not stick_of(folder, machine).removable:
        return ()
    try:
        found = examine(folder, _belongs)
    except Refusal:
        return ()
    return tuple(words.say(each.kind, {"name": each.name}) for each in found)


def _belongs(name: str) -> bool:
    return name.casefold().endswith(_OURS)
