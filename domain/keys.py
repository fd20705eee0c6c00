"""What is told of an office's keys: the recovery sheet, key files, an order to make keys anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

CODE_IN_FULL: Final = "每行最后一个字符（可能是 ~ = $ *）也要打"
"""What people leave out who type a recovery code: the check character at the end of a line."""


@dataclass(frozen=True, slots=True)
class RotationAsked:
    """An order that waits to be carried out: by whom, at which moment (ISO text), and why."""

    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeysView:
    """The keys as they stand for whoever is signed in.

    `drilled` is the day on which the recovery sheet was last typed back, `None` while nobody has
    done it; `drill_due` tells that it is time to do it again. `leavers` left with keys that still
    hold. `holders` are the accounts that can open the ledgers, `key_file` tells whether one's own
    account needs a key file. `rotated` is the ISO day on which the databases last got new keys, ""
    where the audit knows of none.
    """

    drilled: date | None
    drill_due: bool
    rotation: RotationAsked | None
    leavers: tuple[str, ...]
    holders: tuple[str, ...]
    key_file: bool
    rotated: str = ""
