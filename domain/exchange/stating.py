"""What the records of receipts and of remarks have in common: their shape, and what they are about.

Such a record is a JSON object of its `kind` and of members of fixed types, whose texts may be shown
as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from unicodedata import category

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.register import Receipt

LONGEST: Final = 1000
"""Characters that a text in such a record may have."""
LARGEST: Final = 2**53 - 1
"""The largest number in such a record, as in the file around it."""


@dataclass(frozen=True, slots=True)
class About:
    """Which package something is said of, and what became of it."""

    stream: str
    epoch: int
    seq: int
    package: str
    sha256: str
    status: str
    reason: str


ABOUT_TYPES: Final = {
    "stream": str, "epoch": int, "seq": int, "package": str, "sha256": str, "status": str,
    "reason": str,
}  # fmt: skip


def about_of(receipt: Receipt) -> About:
    """Return what tells the sender of a package which of his it is."""
    return About(
        receipt.stream,
        receipt.epoch,
        receipt.seq,
        receipt.package,
        receipt.sha256,
        receipt.status,
        str(receipt.facts.get("reason", "")),
    )


def stated_by(record: Record, kind: str, types: Mapping[str, type]) -> dict[str, Any]:
    """Return the members of a record besides its kind; refuses `package.record_unreadable`."""
    stated = {name: value for name, value in record.items() if name != "kind"}
    if record.get("kind") != kind or not fits(stated, types):
        raise unreadable(record)
    return stated


def unreadable(record: Record) -> Refusal:
    """Return the refusal of a record of another form."""
    return Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])


def fits(stated: Mapping[str, object], types: Mapping[str, type]) -> bool:
    """Tell whether members are those of `types`, each of its type: plain texts, counted numbers."""
    if stated.keys() != types.keys():
        return False
    typed = all(type(stated[name]) is kind for name, kind in types.items())
    return typed and all(_is_sound(value) for value in stated.values())


def is_moment(text: str) -> bool:
    """Tell whether a text is a moment as ISO text has it, written in its one way."""
    try:
        return datetime.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def one_line(text: str) -> str:
    """Return a text as one line without signs that steer a screen: what people typed, tidied."""
    return " ".join("".join(" " if _steers(sign) else sign for sign in text).split())


def _is_sound(value: object) -> bool:
    if isinstance(value, int):
        return 0 <= value <= LARGEST
    return isinstance(value, str) and len(value) <= LONGEST and not any(map(_steers, value))


def _steers(sign: str) -> bool:
    return category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
