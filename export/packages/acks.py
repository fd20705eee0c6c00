"""Acknowledgements: how far the sender of a package has taken the recipients' streams."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from export.packages.fields import OFFICE_CODE, TOKEN, Fields
from export.packages.offices import is_code
from export.packages.strict_json import NotStrict

MAX_ACKS: Final = 256
_MEMBERS: Final = ("office", "stream", "epoch", "seq", "sha256")


@dataclass(frozen=True, slots=True)
class Ack:
    """The newest package that the sender has taken of a recipient's stream: where both stand."""

    office: str
    stream: str
    epoch: int
    seq: int
    sha256: str

    @property
    def told(self) -> dict[str, Any]:
        """The members as a manifest holds them."""
        return asdict(self)


def read_acks(values: list[object]) -> tuple[Ack, ...]:
    """Return the acknowledgements of a manifest; raises `NotStrict` for another form or order."""
    found = tuple(_ack(value) for value in values)
    named = [(ack.office, ack.stream) for ack in found]
    if named != sorted(set(named)):
        raise NotStrict("acks")
    return found


def _ack(value: object) -> Ack:
    fields = Fields(value, *_MEMBERS)
    office = fields.text("office", OFFICE_CODE)
    if not is_code(office):
        raise NotStrict("acks")
    return Ack(
        office,
        fields.text("stream", TOKEN),
        fields.integer("epoch", 1),
        fields.integer("seq", 1),
        fields.digest("sha256"),
    )
