"""The table of everything that was sent, accepted and held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from domain.exchange.shipment import ACCEPTED, HELD, RECEIPT, SENT, TOLD, VOID, WRITTEN
from domain.outcomes import CertificateView
from domain.register import Receipt
from ui.exchange.model import STATUS_WORDS
from ui.look.lights import GREEN, GREY, YELLOW, LightMark
from ui.parts.table import Column


def told_state(receipt: Receipt) -> str:
    """Return where a package stands, from this office's side."""
    if receipt.direction == SENT and receipt.status in _DECIDED:
        return _DECIDED[receipt.status]
    if receipt.status == WRITTEN and receipt.facts.get("kind") == RECEIPT:
        return "已写出"  # nobody answers a receipt by another one
    if receipt.direction == HELD and receipt.status == VOID:
        return "已轮到，不再留存"
    return STATUS_WORDS.get(receipt.status, receipt.status)


def may_be_written(receipt: Receipt) -> bool:
    """Tell whether a package can go onto a medium again."""
    return receipt.direction == SENT and receipt.status not in (VOID, TOLD) and bool(receipt.path)


_DECIDED: Final = {"accepted": "对方已接收入库", "returned": "对方已退回"}
_DIRECTIONS: Final = {
    SENT: LightMark(GREY, "发出"),
    ACCEPTED: LightMark(GREEN, "接收"),
    HELD: LightMark(YELLOW, "留存"),
}


def names_of(receipts: Iterable[Receipt]) -> dict[str, str]:
    """Return what the offices that sent something call themselves, the newest word of each."""
    came = sorted((r for r in receipts if r.direction != SENT), key=lambda receipt: receipt.at)
    return {r.peer: r.facts["sender_name"] for r in came if r.facts.get("sender_name")}


def names_in(held: Iterable[CertificateView]) -> dict[str, str]:
    """Return what offices are called in the newest of their certificates, by code."""
    oldest_first = sorted(held, key=lambda each: each.not_after)
    return {str(each.office): each.name for each in oldest_first if each.role == "office"}


def columns(names: Mapping[str, str]) -> tuple[Column[Receipt], ...]:
    """Return the columns; an office is shown by its name where `names`, read anew, has it."""

    def peer(held: Receipt) -> str:
        return f"{names[held.peer]}（{held.peer}）" if held.peer in names else held.peer

    return (
        Column[Receipt]("时间", lambda held: held.at.strftime("%Y-%m-%d %H:%M"), 9),
        Column[Receipt]("方向", lambda held: _DIRECTIONS[held.direction], 5),
        Column[Receipt]("种类", lambda held: held.facts.get("kind", ""), 6),
        Column[Receipt]("对方", peer, 10, rest=True),
        Column[Receipt]("序号", lambda held: held.seq, 3, right=True),
        Column[Receipt]("状态", told_state, 13),
        Column[Receipt]("发出的文件", _file, 16, spare=True),
    )


def _file(receipt: Receipt) -> str:
    """Return the name that a package of the outbox has on a stick too."""
    return PurePath(receipt.path).name if receipt.direction == SENT else ""
