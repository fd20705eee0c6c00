"""Section 8 of the format: which kinds travel where, and in which stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.second_reader.manifest import Manifest, text
from tests.second_reader.refused import Refused

Way = Callable[[str, str], bool]


def up(sender: str, to: str) -> bool:
    return to == sender[:-2]


def down(sender: str, to: str) -> bool:
    return to[:-2] == sender


def either(sender: str, to: str) -> bool:
    return up(sender, to) or down(sender, to)


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: the way, the stream, and whether it goes to one office only."""

    way: Way
    stream: str
    alone: bool
    addressed: bool


KINDS = {
    "上报": Kind(up, "report", alone=True, addressed=False),
    "回执": Kind(either, "receipt", alone=True, addressed=True),
    "退回": Kind(down, "findings", alone=True, addressed=True),
    "预审反馈": Kind(down, "findings", alone=True, addressed=True),
    "代码表": Kind(down, "tables", alone=False, addressed=False),
    "比对名单": Kind(either, "lists", alone=True, addressed=True),
    "信任表": Kind(down, "trust", alone=False, addressed=False),
    "初始化": Kind(down, "initial", alone=True, addressed=True),
    "升级": Kind(down, "updates", alone=False, addressed=False),
    "下发": Kind(down, "decisions", alone=False, addressed=False),
}


def check_direction(manifest: Manifest) -> None:
    """Refuse a kind that may not travel from this sender to these offices in this stream."""
    kind = KINDS.get(text(manifest, "kind"))
    if kind is None:
        raise Refused("kind_unknown")
    sender, recipients = text(manifest, "sender", "code"), codes(manifest)
    others = [code for code in recipients if code != sender]
    if not others or (kind.alone and len(others) > 1):
        raise Refused("wrong_direction", "to none, or to more than one")
    if not all(kind.way(sender, code) for code in others):
        raise Refused("wrong_direction")
    stream = f"{kind.stream}/{others[0]}" if kind.addressed else kind.stream
    if text(manifest, "stream") != stream:
        raise Refused("kind_unknown", "another stream than the kind's")
    acks = manifest["acks"]
    assert isinstance(acks, list)
    if any(text(ack, "office") not in recipients for ack in acks):
        raise Refused("manifest_invalid", "acknowledges somebody else's stream")


def codes(manifest: Manifest) -> list[str]:
    recipients = manifest["recipients"]
    assert isinstance(recipients, list)
    return [text(item, "code") for item in recipients]
